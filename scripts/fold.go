package scripts

import (
	"golang.org/x/text/unicode/norm"

	"firstline/internal/fold"
)

// foldText appends text in the form in which phrases are compared: one width (Ｈｉ
// is hi), one case, nothing invisible, and one fold.Gap for whatever separates words.
// Gaps are kept, not dropped: 已经寄给您，好的 must not turn into 您好. Traditional
// and Simplified stay different; a pack lists both.
func foldText(dst []rune, text string) []rune {
	out, ok := appendFolded(dst, text, false)
	if !ok {
		out, _ = appendFolded(dst, norm.NFKC.String(text), true)
	}
	return out
}

// appendFolded stops with false at a character that needs normalising first.
// NFKC of a whole Chinese text costs more than everything else together, since
// each ， in it counts as not normal; so it is done only for what is rare.
func appendFolded(dst []rune, text string, normal bool) ([]rune, bool) {
	last := rune(-1)
	for _, r := range text {
		r, plain := fold.Plain(r)
		if !plain {
			if !normal {
				return nil, false
			}
			r = fold.Rare(r)
		}
		if r < 0 || r == fold.Gap && last == fold.Gap {
			continue
		}
		dst = append(dst, r)
		last = r
	}
	return dst, true
}
