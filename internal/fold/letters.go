package fold

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Letter is a folded character with its place in the original, in bytes. The letters of one ligature share their place.
type Letter struct {
	R          rune // a letter or digit, or Gap
	Start, End int
}

// Letters appends a text's characters, folded. Nothing invisible is among them; each gap is kept. Bytes that are not UTF-8
// are gaps.
func (t *Table) Letters(dst []Letter, text string) []Letter {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch folded, alone := t.Fold(r); {
		case r == utf8.RuneError && size == 1:
			dst = append(dst, Letter{Gap, i, i + 1})
		case !alone:
			dst, i = t.cluster(dst, text, i)
			continue
		case folded >= 0:
			dst = append(dst, Letter{folded, i, i + size})
		}
		i += size
	}
	return dst
}

// cluster normalises what stands at i with what composes with it, and returns where it ends. A mark goes with the letter
// before it: e and U+0301 are é.
func (t *Table) cluster(dst []Letter, text string, i int) ([]Letter, int) {
	from := i
	if last := len(dst) - 1; last >= 0 && dst[last].End == i && dst[last].R != Gap && !norm.NFKC.PropertiesString(text[i:]).BoundaryBefore() {
		from, dst = dst[last].Start, dst[:last]
	}
	_, size := utf8.DecodeRuneInString(text[i:])
	end := max(from+norm.NFKC.NextBoundaryInString(text[from:], true), i+size)
	for _, r := range norm.NFKC.String(text[from:end]) {
		if folded := t.FoldNormal(r); folded >= 0 {
			dst = append(dst, Letter{folded, from, end})
		}
	}
	return dst, end
}
