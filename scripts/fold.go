package scripts

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// gap stands for any run of spaces, punctuation, symbols and emoji. It is kept,
// not dropped: 已经寄给您，好的 must not turn into 您好.
const gap = ' '

// fold appends text in the form in which phrases are compared: one width (Ｈｉ
// is hi), one case, nothing invisible, and one gap for whatever separates words.
// Traditional and Simplified stay different; a pack lists both.
func fold(dst []rune, text string) []rune {
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
		folded, plain := foldPlain(r)
		if !plain {
			if !normal {
				return nil, false
			}
			folded = foldRare(r)
		}
		if folded < 0 || folded == gap && last == gap {
			continue
		}
		dst = append(dst, folded)
		last = folded
	}
	return dst, true
}

// foldPlain folds what chats are made of, as NFKC and foldRare would; -1 means
// drop. The full-width forms are folded by their distance from ASCII.
func foldPlain(r rune) (folded rune, plain bool) {
	if 0xff01 <= r && r <= 0xff5e { // full-width ASCII
		r -= 0xff01 - '!'
	}
	switch {
	case 'a' <= r && r <= 'z', '0' <= r && r <= '9', 0x4e00 <= r && r <= 0x9fff:
		return r, true
	case 'A' <= r && r <= 'Z':
		return r + 'a' - 'A', true
	case r < 0x80, r == '·', r == '×', r == '°', r == '…', r == '￥',
		0x3000 <= r && r <= 0x3003, 0x3008 <= r && r <= 0x3020, // Chinese punctuation
		0x2012 <= r && r <= 0x2016, 0x2018 <= r && r <= 0x2023, // dashes, quotes, bullets
		0x2190 <= r && r <= 0x21ff, 0x2500 <= r && r <= 0x27bf, // arrows, squares, stars, older emoji
		0x1f300 <= r && r <= 0x1faff: // emoji
		return gap, true
	case 0x200b <= r && r <= 0x200f, 0xfe00 <= r && r <= 0xfe0f, r == 0xfeff:
		return -1, true // zero-width characters, variation selectors, byte order mark
	}
	return r, false
}

// foldRare folds a normalised character of any other kind.
func foldRare(r rune) rune {
	switch {
	case unicode.In(r, unicode.Cf, unicode.Variation_Selector):
		return -1
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
		return unicode.ToLower(r)
	}
	return gap
}
