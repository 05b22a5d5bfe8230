package fold

import (
	"slices"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Plain gives what normalising would have given.
func TestPlainCharactersNeedNoNormalising(t *testing.T) {
	t.Parallel()
	for r := range rune(unicode.MaxRune) {
		got, plain := Plain(r)
		if !plain || utf8.RuneLen(r) < 0 {
			continue
		}
		want := []rune{}
		for _, n := range norm.NFKC.String(string(r)) {
			if f := Rare(n); f >= 0 && (f != Gap || len(want) == 0 || want[len(want)-1] != Gap) {
				want = append(want, f)
			}
		}
		if got < 0 && len(want) > 0 || got >= 0 && !slices.Equal(want, []rune{got}) {
			t.Errorf("%U %c folds to %q, want %q", r, r, got, want)
		}
	}
}
