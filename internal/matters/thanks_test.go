package matters_test

import (
	"strings"
	"testing"

	"firstline/internal/matters"
	"firstline/scripts"
)

// TestThanked: what only thanks needs no reply (ui.md 1.6); what says anything else does.
func TestThanked(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		locale, text string
		want         bool
	}{
		{"zh-CN", "谢谢", true},
		{"zh-CN", "好的，谢谢！", true},
		{"zh-CN", "好的好的谢谢您~", true},
		{"zh-CN", "謝謝", true},
		{"zh-CN", "ＯＫ", true},
		{"zh-CN", "👌", true},
		{"zh-CN", "👍🏻👍🏻", true},
		{"zh-CN", "好的❤️", true},
		{"zh-CN", "ok thanks", true},
		{"zh-CN", "okthanks", false},
		{"zh-CN", "[OK]", true},
		{"zh-CN", "[哭]", false},
		{"zh-CN", "好的？", false},
		{"zh-CN", "好的吗", false},
		{"zh-CN", "好", true},
		{"zh-CN", "好慢", false},
		{"zh-CN", "谢谢，那运费呢", false},
		{"zh-CN", "不行", false},
		{"zh-CN", "👎", false},
		{"zh-CN", "😡", false},
		{"zh-CN", "好的😡", false},
		{"zh-CN", "", false},
		{"zh-CN", "！！！", false},
		{"zh-CN", "1", false},
		{"zh-CN", strings.Repeat("好", 61), false},
		{"zh-CN", strings.Repeat("好", 60), true},
		{"zh-TW", "好喔，謝謝", true},
		{"en", "Thanks a lot!", true},
		{"en", "Thank you so much", false},
		{"en", "ok", true},
		{"en", "oky", false},
		{"en", "thanks 🙏", true},
		{"en", "no thanks", false},
	} {
		if got := matters.Default(c.locale).Thanked(c.text); got != c.want {
			t.Errorf("%s %q: %t", c.locale, c.text, got)
		}
	}
	if (matters.Matters{}).Thanked("谢谢") {
		t.Error("a department without a list knows acknowledgements")
	}
	for _, locale := range scripts.Locales() {
		m := matters.Default(locale)
		for _, text := range m.Thanks {
			if !m.Thanked(text) {
				t.Errorf("%s: %q is on the list, and not known", locale, text)
			}
		}
	}
}

// FuzzThanked: no text makes it fail, and none that asks is taken for thanks.
func FuzzThanked(f *testing.F) {
	m := matters.Default("zh-CN")
	for _, text := range append(m.Thanks, "好的好的好的好的好的吗", "\xff谢谢", "👨‍👩‍👧") {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if m.Thanked(text) && (m.Thanked(text+"?") || m.Thanked(text+"，订单呢")) {
			t.Errorf("%q with a question is thanks", text)
		}
	})
}
