package token

import (
	"strings"

	"firstline/internal/fold"
)

// longest is how many characters of a word of letters are kept: an address or a digest is found by its beginning.
const longest = 64

// piece is a word of letters, or a run of characters of a script without spaces.
type piece struct {
	letters []fold.Letter
	spelled bool
}

// pieces cuts a text at its gaps and where the kind of script changes.
func pieces(text string) []piece {
	var out []piece
	open := false
	for _, l := range fold.Characters().Letters(nil, text) {
		if l.R == fold.Gap {
			open = false
			continue
		}
		spelled := fold.Spelled(l.R)
		if !open || out[len(out)-1].spelled != spelled {
			out = append(out, piece{spelled: spelled})
		}
		open = true
		p := &out[len(out)-1]
		p.letters = append(p.letters, l)
	}
	return out
}

func (p piece) text(from, to int) string {
	var b strings.Builder
	for _, l := range p.letters[from:to] {
		b.WriteRune(l.R)
	}
	return b.String()
}

// Of are the tokens of a text, in their order: each word of letters, and of each Chinese run its pairs of neighbours and
// then its last character, so that every single character begins a token. 我要退款 is 我要 要退 退款 款.
func Of(text string) []string {
	var out []string
	for _, p := range pieces(text) {
		n := len(p.letters)
		if p.spelled {
			out = append(out, p.text(0, min(n, longest)))
			continue
		}
		for i := range n - 1 {
			out = append(out, p.text(i, i+2))
		}
		out = append(out, p.text(n-1, n))
	}
	return out
}

// Phrase is what has to stand in a text side by side.
type Phrase struct {
	Tokens []string
	Prefix bool // the last token is the beginning of one
}

// Asked cuts a question into phrases that all have to stand in one message: one for each part between spaces. It is empty
// when there is nothing to look for. most bounds how many phrases are read; the rest is left out.
func Asked(question string, most int) []Phrase {
	var out []Phrase
	for part := range strings.FieldsSeq(question) {
		if p := phrase(part); len(p.Tokens) > 0 && len(out) < most {
			out = append(out, p)
		}
	}
	return out
}

// phrase reads one part of a question. A single character and a word of letters that end it are beginnings: 退 finds 退款,
// refu finds refund.
func phrase(part string) Phrase {
	var out Phrase
	all := pieces(part)
	for i, p := range all {
		n, last := len(p.letters), i == len(all)-1
		switch {
		case p.spelled:
			out.Tokens = append(out.Tokens, p.text(0, min(n, longest)))
			out.Prefix = last
		case n == 1:
			out.Tokens = append(out.Tokens, p.text(0, 1))
			out.Prefix = last
		default:
			for k := range n - 1 {
				out.Tokens = append(out.Tokens, p.text(k, k+2))
			}
			if !last { // what follows stands behind the run's end, and so behind its last character
				out.Tokens = append(out.Tokens, p.text(n-1, n))
			}
			out.Prefix = false
		}
	}
	return out
}
