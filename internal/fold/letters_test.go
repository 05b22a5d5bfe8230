package fold

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestLetters(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, letters, first string }{
		{"請問Ａ1", "请问a1", "請"},
		{"e\u0301é", "éé", "e\u0301"},
		{"ﬁ", "fi", "ﬁ"}, // both letters stand at the ligature
		{"\u200b你。好", "你 好", "你"},
		{"\xff坏", " 坏", "\xff"},
	} {
		got := Characters().Letters(nil, c.text)
		var b strings.Builder
		for _, l := range got {
			b.WriteRune(l.R)
		}
		if b.String() != c.letters || c.text[got[0].Start:got[0].End] != c.first {
			t.Errorf("%q: %q, the first at %q", c.text, b.String(), c.text[got[0].Start:got[0].End])
		}
	}
}

// Places lie in the text, in order, whatever stands there.
func TestLettersStandInTheText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		at := 0
		for _, l := range Characters().Letters(nil, text) {
			if l.Start < 0 || l.End <= l.Start || l.End > len(text) || l.Start < at {
				t.Fatalf("%q: %q at %d to %d, behind %d", text, l.R, l.Start, l.End, at)
			}
			at = l.Start
		}
	})
}
