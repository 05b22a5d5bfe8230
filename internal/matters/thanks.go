package matters

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"

	"firstline/internal/fold"
	"firstline/internal/yamlform"
)

// What an acknowledgement is at most, in characters: a longer message says more than thanks.
const (
	thanksMost = 60  // a message
	thankMost  = 24  // a phrase of the list
	thanksList = 200 // phrases
)

// thanks reads the acknowledgements.
func (r *reader) thanks(n ast.Node, key string) []string {
	list := r.texts(n, key)
	for i, text := range list {
		if p := pared(text); p == "" || utf8.RuneCountInString(text) > thankMost {
			r.Problem(yamlform.Line(n), yamlform.Item(key, i), "wants 1 to %d characters that say something", thankMost)
		}
	}
	if len(list) > thanksList {
		r.Problem(yamlform.Line(n), key, "%d phrases: at most %d", len(list), thanksList)
	}
	return list
}

// Thanked says whether a customer's text is made of acknowledgements of the department and nothing else: whatever the width, the
// script, the case and what stands between them, but never with a question mark. An empty list knows none.
func (m Matters) Thanked(text string) bool {
	if utf8.RuneCountInString(text) > thanksMost || strings.ContainsAny(text, "?？") {
		return false
	}
	phrases := make([]string, 0, len(m.Thanks))
	for _, p := range m.Thanks {
		phrases = append(phrases, pared(p))
	}
	rest := pared(text)
	return rest != "" && consists(rest, phrases, map[int]bool{})
}

// pared is a text as acknowledgements are compared: letters and signs folded, one space for whatever else stands between them,
// none at the ends.
func pared(text string) string {
	var b strings.Builder
	gap := false
	for _, l := range fold.Characters().Letters(nil, text) {
		r := l.R
		if r == fold.Gap {
			if r, _ = utf8.DecodeRuneInString(text[l.Start:]); !unicode.Is(unicode.So, r) && r != '[' && r != ']' {
				gap = true
				continue
			}
		}
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap = false
		b.WriteRune(r)
	}
	return b.String()
}

// consists says whether the text can be cut into phrases. A Latin word is never cut. dead are the ends that led nowhere.
func consists(text string, phrases []string, dead map[int]bool) bool {
	text = strings.TrimPrefix(text, " ")
	if text == "" {
		return true
	}
	if dead[len(text)] {
		return false
	}
	dead[len(text)] = true
	return slices.ContainsFunc(phrases, func(p string) bool {
		rest, ok := strings.CutPrefix(text, p)
		if !ok || p == "" {
			return false
		}
		last, _ := utf8.DecodeLastRuneInString(p)
		next, _ := utf8.DecodeRuneInString(rest)
		if rest != "" && word(last) && word(next) {
			return false
		}
		return consists(rest, phrases, dead)
	})
}

// word says whether a character makes words that spaces part.
func word(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}
