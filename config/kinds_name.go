package config

import "strings"

const (
	idLetters     = "abcdefghijklmnopqrstuvwxyz0123456789-"
	secretLetters = idLetters + "ABCDEFGHIJKLMNOPQRSTUVWXYZ_"
)

// channelID is the id of a channel: it stands in URLs, in variables and in every
// stored message, so it is narrow and never changes.
func channelID(p *string) value {
	return value{field: p, kind: "id", limit: "a-z, 0-9 and -, 1 to 32", set: func(s string) error {
		if s == "" || len(s) > 32 || strings.Trim(s, idLetters) != "" {
			return fault{quote(s) + " is not a channel id", "use 1 to 32 of a-z, 0-9 and -"}
		}
		*p = s
		return nil
	}}
}

func nodeID(p *string) value {
	return value{field: p, kind: "id", limit: "a-z, 0-9 and -, at most 64", set: func(s string) error {
		if len(s) > 64 || strings.Trim(s, idLetters) != "" {
			return fault{quote(s) + " is not a node id", "use at most 64 of a-z, 0-9 and -"}
		}
		*p = s
		return nil
	}}
}

// secret is any secret text on one line; how strong it must be depends on its use.
func secret(p *Secret) value {
	return value{field: p, kind: "secret", secret: true, set: func(s string) error {
		if strings.HasPrefix(s, "<") {
			return fault{"is still the sample", "set the real one"}
		}
		if strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }) {
			return fault{"holds a space or a character that is not plain ASCII", "copy it again, without quotes or line breaks inside"}
		}
		if len(s) > 512 {
			return fault{"is longer than 512 characters", "check that the right text was copied"}
		}
		*p = NewSecret(s)
		return nil
	}}
}

func colour(p *string) value {
	return value{field: p, kind: "colour", limit: "#rrggbb", set: func(s string) error {
		if len(s) != 7 || s[0] != '#' || strings.Trim(s[1:], "0123456789abcdefABCDEF") != "" {
			return fault{quote(s) + " is not a colour", `write it as "#rrggbb", with the quotes`}
		}
		*p = strings.ToLower(s)
		return nil
	}}
}
