package config

import (
	"slices"
	"strings"
	"time"
)

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

// reasons is a list of codes that people choose from.
func reasons(p *[]string) value {
	return value{field: p, kind: "list of codes", limit: "a-z, 0-9 and _, 1 to 32 each", setList: func(items []string) error {
		for i, item := range items {
			if item == "" || len(item) > 32 || strings.Trim(item, idLetters+"_") != "" || strings.Contains(item, "-") {
				return fault{quote(item) + " is not a code", "use 1 to 32 of a-z, 0-9 and _"}
			}
			if slices.Contains(items[:i], item) {
				return fault{item + " is given twice", "keep one of the two"}
			}
		}
		*p = slices.Clone(items)
		return nil
	}}
}

// numbering is a form for numbers: the year and the serial once each.
func numbering(p *string) value {
	v := text(p, 60)
	v.kind, v.limit = "form of a number", ""
	plain := v.set
	v.set = func(s string) error {
		serials := 0
		for _, part := range strings.Split(s, "{serial")[1:] {
			if strings.HasPrefix(part, "}") || len(part) > 2 && part[0] == ':' && part[1] >= '1' && part[1] <= '9' && part[2] == '}' {
				serials++
			}
		}
		if serials != 1 || strings.Count(s, "{serial") != 1 || strings.Count(s, "{year}") != 1 {
			return fault{quote(s) + " is no form for numbers", "write {year} and {serial:6} once each, such as TS-{year}-{serial:6}"}
		}
		return plain(s)
	}
	return v
}

// timeOfDay is a time of the wall clock, as the time since midnight.
func timeOfDay(p *time.Duration, least time.Duration) value {
	clock := func(d time.Duration) string { return time.Time{}.Add(d).Format("15:04") }
	limit := clock(least) + " to 23:59"
	return value{field: p, kind: "time of day", limit: limit, set: func(s string) error {
		t, err := time.Parse("15:04", s)
		if err != nil || len(s) != 5 {
			return fault{quote(s) + " is not a time of day", "write hours and minutes, such as 05:00"}
		}
		d := time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
		if d < least {
			return fault{s + " is out of range", "choose from " + limit}
		}
		*p = d
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
