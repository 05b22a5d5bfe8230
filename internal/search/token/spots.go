package token

import (
	"cmp"
	"slices"
	"strings"

	"firstline/internal/fold"
)

// Spot is a place in a text, in bytes.
type Spot struct{ Start, End int }

// Spots are the places at which the parts of a question stand in a text, in order and without overlaps; nil when a part
// is not there at all. It finds what an index finds that is asked Asked.
func Spots(text, question string) []Spot {
	var whole []fold.Letter
	starts := map[int]bool{} // letters that begin a word
	for _, p := range pieces(text) {
		starts[len(whole)] = true
		whole = append(whole, p.letters...)
	}
	var out []Spot
	for part := range strings.FieldsSeq(question) {
		want := pieces(part)
		if len(want) == 0 {
			continue
		}
		found := places(whole, starts, want)
		if len(found) == 0 {
			return nil
		}
		out = append(out, found...)
	}
	slices.SortFunc(out, func(a, b Spot) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	return apart(out)
}

// places are where the pieces stand side by side. A word of letters has to begin where one begins, and to end where one
// ends unless it is the last.
func places(whole []fold.Letter, starts map[int]bool, want []piece) []Spot {
	var flat []fold.Letter
	edges := map[int]bool{}
	for i, p := range want {
		if p.spelled || i > 0 {
			edges[len(flat)] = true
		}
		flat = append(flat, p.letters...)
	}
	var out []Spot
	for at := 0; at+len(flat) <= len(whole); at++ {
		if stands(whole, starts, flat, edges, at) {
			out = append(out, Spot{whole[at].Start, whole[at+len(flat)-1].End})
		}
	}
	return out
}

func stands(whole []fold.Letter, starts map[int]bool, flat []fold.Letter, edges map[int]bool, at int) bool {
	for i, l := range flat {
		if whole[at+i].R != l.R || edges[i] && !starts[at+i] || i > 0 && !edges[i] && starts[at+i] {
			return false
		}
	}
	return true
}

// apart joins spots that touch or overlap.
func apart(spots []Spot) []Spot {
	var out []Spot
	for _, s := range spots {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

// Around cuts a long text to about most characters around its first spot, at characters, and moves the spots along.
// Before and behind say whether something was left out.
func Around(text string, spots []Spot, most int) (cut string, moved []Spot, before, behind bool) {
	runes := 0
	for range text {
		runes++
	}
	if runes <= most {
		return text, spots, false, false
	}
	first := 0
	if len(spots) > 0 {
		first = spots[0].Start
	}
	from, n := first, 0
	for from > 0 && n < most/3 {
		from--
		for from > 0 && text[from]&0xc0 == 0x80 {
			from--
		}
		n++
	}
	to := from
	for n = 0; to < len(text) && n < most; n++ {
		to++
		for to < len(text) && text[to]&0xc0 == 0x80 {
			to++
		}
	}
	for _, s := range spots {
		if s.Start >= from && s.End <= to {
			moved = append(moved, Spot{s.Start - from, s.End - from})
		}
	}
	return text[from:to], moved, from > 0, to < len(text)
}
