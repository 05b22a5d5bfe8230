package telegram

import (
	"slices"
	"strings"
	"unicode/utf16"
)

// plain is a message's text as people read it in Telegram, without its formatting. Where a link leads stands behind its
// words, in parentheses: nobody should have to follow it to know. Everything else that Telegram marks (mentions, code,
// spoilers, custom emoji) is readable in the text itself.
//
// Places are counted in UTF-16 units by whoever sent the body: those that do not lie in the text are left out, and none
// halves a character. It takes no longer than reading the body did.
func plain(text string, entities []entity) string {
	entities = slices.DeleteFunc(slices.Clone(entities), func(e entity) bool { return e.Type != "text_link" || e.URL == "" })
	if len(entities) == 0 {
		return text
	}
	u := utf16.Encode([]rune(text))
	var b strings.Builder
	from := 0
	for _, l := range links(u, entities) {
		end := l.Offset + l.Length
		if end < len(u) && utf16.DecodeRune(rune(u[end-1]), rune(u[end])) != '\uFFFD' {
			end++
		}
		b.WriteString(string(utf16.Decode(u[from:end])))
		b.WriteString(" (" + l.URL + ")")
		from = end
	}
	b.WriteString(string(utf16.Decode(u[from:])))
	return b.String()
}

// links are those that lie in the text and whose words do not say where they lead, by the place where the words end.
func links(u []uint16, all []entity) []entity {
	all = slices.DeleteFunc(all, func(l entity) bool {
		if l.Offset < 0 || l.Length <= 0 || l.Offset > len(u) || l.Length > len(u)-l.Offset {
			return true
		}
		if l.Length > len(l.URL) { // longer words are not compared at all: a body may hold many links over one long text
			return false
		}
		words := string(utf16.Decode(u[l.Offset : l.Offset+l.Length]))
		return strings.TrimSuffix(words, "/") == strings.TrimSuffix(l.URL, "/")
	})
	slices.SortStableFunc(all, func(a, b entity) int { return a.Offset + a.Length - b.Offset - b.Length })
	return all
}
