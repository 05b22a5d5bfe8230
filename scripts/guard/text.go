package guard

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"firstline/internal/fold"
)

// gap is what stands between two letters; of several things the greatest counts.
type gap uint8

const (
	none       gap = iota
	apostrophe     // as in can't
	soft           // spaces, dashes, quotes, symbols, emoji: put between characters to hide a word
	dot            // a full stop without a space after it: 我.不.知.道
	clause         // ，；：、
	sentence       // 。！？, a new line, a full stop with a space after it
)

// letter is a folded character with its place.
type letter struct {
	r          rune
	start, end int32 // bytes of the original; letters of one ligature share them
	before     gap
}

// letters appends the letters of a text. Bytes that are not UTF-8 are gaps.
func letters(dst []letter, text string) []letter {
	table, before := fold.Characters(), none
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		folded, alone := table.Fold(r)
		switch {
		case !alone && (r != utf8.RuneError || size > 1):
			dst, before, i = rare(dst, before, text, i)
			continue
		case folded == fold.Gap:
			before = max(before, kind(r, before))
		case folded >= 0:
			dst = append(dst, letter{folded, int32(i), int32(i + size), before})
			before = none
		}
		i += size
	}
	return dst
}

// rare reads what stands at i up to where nothing composes any more, and returns where that is. All its letters stand at
// the whole of it.
func rare(dst []letter, before gap, text string, i int) ([]letter, gap, int) {
	from := i
	if last := len(dst) - 1; last >= 0 && composes(dst[last], before, text, i) {
		from, before = int(dst[last].start), dst[last].before
		dst = dst[:last]
	}
	end := from + max(norm.NFKC.NextBoundaryInString(text[from:], true), 1)
	if end <= i { // the letter and the mark are two after all
		_, size := utf8.DecodeRuneInString(text[i:])
		end = i + size
	}
	table := fold.Characters()
	for _, r := range norm.NFKC.String(text[from:end]) {
		switch folded := table.FoldNormal(r); {
		case folded == fold.Gap:
			before = max(before, kind(r, before))
		case folded >= 0:
			dst = append(dst, letter{folded, int32(from), int32(end), before})
			before = none
		}
	}
	return dst, before, end
}

// composes reports whether a mark at i belongs to the letter that ends there: e and U+0301 are é. A letter that was made
// of several characters has taken what it can.
func composes(last letter, before gap, text string, i int) bool {
	if int(last.end) != i || before != none || norm.NFKC.PropertiesString(text[i:]).BoundaryBefore() {
		return false
	}
	_, size := utf8.DecodeRuneInString(text[last.start:])
	return int(last.start)+size == i
}

// kind of gap that r is, after another.
func kind(r rune, before gap) gap {
	if 0xff01 <= r && r <= 0xff5e { // full-width ASCII
		r -= 0xff01 - '!'
	}
	switch r {
	case '。', '！', '!', '？', '?', '\n', '\r', '\u2028', '\u2029':
		return sentence
	case '，', ',', '；', ';', '：', ':', '、':
		return clause
	case '.':
		return dot
	case '\'', '’', '‘', '`', '´':
		return apostrophe
	}
	if before == dot && unicode.IsSpace(r) {
		return sentence
	}
	return soft
}
