// Package fold decides when two characters count as the same for recognising a phrase: one width, one case, nothing
// invisible, and for who asks one form of Traditional and Simplified. It refuses to know what a phrase is.
package fold

import "unicode"

// Gap stands for any space, punctuation, symbol and emoji.
const Gap = ' '

// Plain folds what chats are made of, as NFKC and Rare would; -1 means
// drop. The full-width forms are folded by their distance from ASCII.
func Plain(r rune) (folded rune, plain bool) {
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
		return Gap, true
	case 0x200b <= r && r <= 0x200f, 0xfe00 <= r && r <= 0xfe0f, r == 0xfeff:
		return -1, true // zero-width characters, variation selectors, byte order mark
	}
	return r, false
}

// Rare folds a normalised character of any other kind.
func Rare(r rune) rune {
	switch {
	case unicode.In(r, unicode.Cf, unicode.Variation_Selector):
		return -1
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
		return unicode.ToLower(r)
	}
	return Gap
}

// Spelled is true for scripts that write letters, with their accents, and put
// spaces between words. The East Asian ones begin at U+2E80.
func Spelled(r rune) bool {
	return r < 0x2e80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}
