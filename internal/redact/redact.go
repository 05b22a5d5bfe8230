// Package redact makes what came from outside fit to be looked at by people: bodies of networks, and networks' own words
// in errors, which may have a token in them. It refuses to know any network.
package redact

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"firstline/channels"
)

// covered stands for what is not shown.
const covered = "•••"

// The patterns of what is not shown: values of keys that sound secret, tokens, addresses of mail, and numbers of
// five digits and more (telephones, cards, identity papers), of which the last two stay to tell them apart.
var (
	secretValue = regexp.MustCompile(`(?i)("[^"]*(?:token|secret|password|passwd|authorization|signature|api_?key|cookie)[^"]*"\s*:\s*)(?:"(?:[^"\\]|\\.)*(?:"|$)|[^\s,}\]]+)`)
	token       = regexp.MustCompile(`\d{5,}:[A-Za-z0-9_-]{20,}|\bxox[a-z]-[A-Za-z0-9-]+|\bxapp-[A-Za-z0-9-]+`)
	parameter   = regexp.MustCompile(`(?i)((?:[?&](?:[a-z_]*token|[a-z_]*secret|key|signature)=)|bearer )[^&\s"']+`)
	mailbox     = regexp.MustCompile(`[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+`)
	number      = regexp.MustCompile(`\d[\d -]{3,}\d`)
)

// Text makes the beginning of a text fit to be looked at by a person: at most so many bytes, what cannot be printed
// replaced, what is nobody's business covered.
func Text(text string, most int) string {
	text, more := printable(text, readMost)
	text = mailbox.ReplaceAllString(secrets(text), covered)
	return shortened(number.ReplaceAllStringFunc(text, func(n string) string { return covered + n[len(n)-2:] }), most, more)
}

// Words does the same to what a network says of itself: numbers and addresses stay, for they say what is wrong.
func Words(text string, most int) string {
	text, more := printable(text, readMost)
	return shortened(secrets(text), most, more)
}

func secrets(text string) string {
	text = secretValue.ReplaceAllString(text, `${1}"`+covered+`"`)
	text = parameter.ReplaceAllString(text, `${1}`+covered)
	return token.ReplaceAllString(text, covered)
}

// readMost is how much of a text is looked at, in bytes. It is covered before it is cut: half a secret is not known as one.
const readMost = 16 << 10

// shortened is at most so many bytes of a text, with a sign where something is left out.
func shortened(text string, most int, more bool) string {
	if len(text) > most {
		text, more = channels.Cut(text, most), true
	}
	if more {
		text += "…"
	}
	return text
}

// printable gives the beginning of the text, and whether there is more.
func printable(text string, most int) (string, bool) {
	text = channels.Storable(text)
	more := len(text) > most
	if more {
		text = channels.Cut(text, most)
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) || r == '\n' || r == '\t' {
			return r
		}
		return utf8.RuneError
	}, text), more
}
