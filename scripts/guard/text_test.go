package guard

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// written is letters with the gaps before them and the places they come from.
func written(text string) string {
	var b strings.Builder
	for _, l := range letters(nil, text) {
		fmt.Fprintf(&b, "%s%c[%q]", [...]string{"", "'", "_", ".", ",", ";"}[l.before], l.r, text[l.start:l.end])
	}
	return b.String()
}

func TestLetters(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"我不", `我["我"]不["不"]`},
		{"會", `会["會"]`},
		{"ＡＢ", `a["Ａ"]b["Ｂ"]`},
		{"我\u200b\ufe0f不", `我["我"]不["不"]`},
		{"我 不", `我["我"]_不["不"]`},
		{"我　-*😀不", `我["我"]_不["不"]`},
		{"我，不", `我["我"],不["不"]`},
		{"我，。不", `我["我"];不["不"]`},
		{"我。，不", `我["我"];不["不"]`},
		{"我\n不", `我["我"];不["不"]`},
		{"我.不", `我["我"].不["不"]`},
		{"我．不", `我["我"].不["不"]`},
		{"我. 不", `我["我"];不["不"]`},
		{"我 .不", `我["我"].不["不"]`},
		{"can't", `c["c"]a["a"]n["n"]'t["t"]`},
		{"can’t", `c["c"]a["a"]n["n"]'t["t"]`},
		{"n ' t", `n["n"]_t["t"]`},
		{" a", `_a["a"]`},
		{"e\u0301", "é[\"e\u0301\"]"},
		{"E\u0301x", "é[\"E\u0301\"]x[\"x\"]"},
		{"xe\u0323\u0302", "x[\"x\"]\u1ec7[\"e\u0323\u0302\"]"},
		{"我\u0336不\u0336", "我[\"我\u0336\"]不[\"不\u0336\"]"},
		{" e\u0301", "_é[\"e\u0301\"]"},
		{"e \u0301x", "e[\"e\"]_x[\"x\"]"},
		{"\u0301x", "x[\"x\"]"},
		{"ﬁ", `f["ﬁ"]i["ﬁ"]`},
		{"⑵", `_2["⑵"]`},
		{"⼈", `人["⼈"]`},
		{"a\xffb", `a["a"]_b["b"]`},
		{"\xe6\x88", ``},
		{"ｶﾞ", `ガ["ｶﾞ"]`},
		{"각", `각["각"]`},
		{"\U0002005E", "𠀾[\"𠁞\"]"},
		{"a" + strings.Repeat("\u0336", 70) + "b", "a[" + fmt.Sprintf("%q", "a"+strings.Repeat("\u0336", 30)) + `]b["b"]`},
	} {
		if got := written(c.text); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// Letters stand in order on borders of characters, and each is the same when its place is read alone.
func checkLetters(t testing.TB, text string) {
	t.Helper()
	runes := map[int32]bool{int32(len(text)): true}
	for i := range text {
		runes[int32(i)] = true
	}
	var last letter
	for i, l := range letters(nil, text) {
		ordered := l.start >= last.end || l.start == last.start && l.end == last.end
		if i > 0 && !ordered || l.start >= l.end || !runes[l.start] || !runes[l.end] {
			t.Fatalf("%q: %c stands at [%d,%d) after [%d,%d)", text, l.r, l.start, l.end, last.start, last.end)
		}
		alone := letters(nil, text[l.start:l.end])
		same := false
		for _, a := range alone {
			same = same || a.r == l.r
		}
		if !same {
			t.Fatalf("%q: %c is not in %q", text, l.r, text[l.start:l.end])
		}
		last = l
	}
}

func TestLettersAgainIsTheSame(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"這事情不歸我管", "Ｃａｎ’ｔ ①", "e\u0301ﬁ각"} {
		var plain strings.Builder
		for _, l := range letters(nil, text) {
			plain.WriteRune(l.r)
		}
		var again strings.Builder
		for _, l := range letters(nil, plain.String()) {
			again.WriteRune(l.r)
		}
		if diff := cmp.Diff(plain.String(), again.String()); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
		checkLetters(t, text)
	}
}
