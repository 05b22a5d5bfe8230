package fold

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestSimplify(t *testing.T) {
	t.Parallel()
	c := Characters()
	same := func(a, b string) {
		t.Helper()
		if got := strings.Map(c.FoldNormal, a); got != b {
			t.Errorf("%s counts as %s, want %s", a, got, b)
		}
	}
	same("這事情不歸我管我不會說謊", "这事情不归我管我不会说谎")
	same("看著辦裡面裏面臺灣衹有甚麼線上綫上", "看着办里面里面台湾只有甚么线上线上")
	same("我不知道 can t 只有 坏了 好像 é", "我不知道 can t 只有 坏了 好像 é")
	same("Ａ，\u200b😀e\u0336", "a  e")
	same("\U0002005E", "\U0002003E") // a pair beyond the basic plane
}

// Every pair is of two Chinese characters in their normal form, and leads to one that stays.
func TestSimplifiedIsATable(t *testing.T) {
	t.Parallel()
	c, n, before := Characters(), 0, ' '
	for line := range strings.Lines(simplified) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, pair := range strings.Fields(line) {
			n++
			from, size := utf8.DecodeRuneInString(pair)
			to, rest := utf8.DecodeRuneInString(pair[size:])
			switch {
			case size+rest != len(pair) || from <= before:
				t.Errorf("%q is no pair, or not in order", pair)
			case !unicode.Is(unicode.Han, from) || !unicode.Is(unicode.Han, to) || !norm.NFKC.IsNormalString(pair):
				t.Errorf("%q is not Chinese in normal form", pair)
			case c.FoldNormal(from) != to || c.FoldNormal(to) != to:
				t.Errorf("%q: %c counts as %c, %c as %c", pair, from, c.FoldNormal(from), to, c.FoldNormal(to))
			}
			before = from
		}
	}
	if n < 3000 {
		t.Errorf("only %d pairs", n)
	}
}

// What is folded alone is folded as in a normalised text, and what is not changes there or with its neighbours.
func TestTableFoldsAsNormalised(t *testing.T) {
	t.Parallel()
	c, together := Characters(), 0
	for r := range rune(unicode.MaxRune) {
		folded, alone := c.Fold(r)
		if utf8.RuneLen(r) < 0 {
			continue
		}
		if !alone {
			together++
			continue
		}
		normal := []rune(strings.Map(func(r rune) rune {
			f, plain := Plain(r)
			if !plain {
				f = Rare(r)
			}
			if f < 0 || strikes(r) {
				return -1
			}
			return c.FoldNormal(f) // Traditional as Simplified
		}, norm.NFKC.String(string(r))))
		if folded < 0 && len(normal) > 0 || folded >= 0 && strings.Trim(string(normal), " ") != strings.Trim(string(folded), " ") {
			t.Errorf("%U %c folds to %q, normalised %q", r, r, folded, string(normal))
		}
	}
	if together == 0 {
		t.Error("no character is left to be normalised")
	}
}
