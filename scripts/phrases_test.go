package scripts

import (
	"strings"
	"testing"
)

func TestHasGreeting(t *testing.T) {
	t.Parallel()
	check(t, "HasGreeting", HasGreeting, map[string]map[string]bool{
		"zh": {
			"您好，我是张敏":         true,
			"亲您好呀":            true,
			"早上好":             true,
			"  晚 上 好":         false,
			"您回來了！":           true,
			"您回来了！":           true,
			"歡迎光臨":            true,
			"Ｈｅｌｌｏ！":          true,
			"HI~":             true,
			"您\u200b好":        true,
			"您\ufe0f好😀":       true,
			"😀您好":             true,
			"您好久等了":           true,
			"已经寄给您，好的话请回复":    false,
			"谢谢您 好的":          false,
			"我们是为您好":          false,
			"您好像没有付款":         false,
			"您好像没有付款，您好":      true,
			"祝您好运":            false,
			"会尽早安排发货":         false,
			"今天中午安排师傅上门":      false,
			"等您回来了再说":         false,
			"打了您好几次电话":        false,
			"麻烦给个你好評":         false,
			"this is history": false,
			"":                false,
			"\xff\xfe":        false,
		},
		"en": {
			"Hello!":                           true,
			"hello,Tom":                        true,
			"Hi Tom":                           true,
			"GOOD   MORNING":                   true,
			"good-morning":                     true,
			"Good\nevening":                    true,
			"Ｇｏｏｄ　ｍｏｒｎｉｎｇ":                     true,
			"goodmorning":                      false,
			"This is the chip you ordered":     false,
			"Have a good evening":              false,
			"You're welcome to send it back":   false,
			"You are welcome to send it back.": false,
			"Welcome to the shop":              true,
			"a hi-res screen":                  false,
			"hi rest of the team":              true,
		},
	})
}

func TestHasClosing(t *testing.T) {
	t.Parallel()
	check(t, "HasClosing", HasClosing, map[string]map[string]bool{
		"zh": {
			"再见":            true,
			"再見！":           true,
			"好的，晚安~":        true,
			"明天见":           true,
			"明天見。":          true,
			"祝您天天开心":        true,
			"祝您天天開心":        true,
			"掰掰":            true,
			"Bye bye":       true,
			"今晚安排发货":        false,
			"今晚安裝":          false,
			"今晚安排发货，晚安":     true,
			"不会再见到这个问题":     false,
			"明天见面谈":         false,
			"这是站点 bypass 码": false,
			"":              false,
		},
		"en": {
			"Goodbye.":                         true,
			"bye":                              true,
			"Have a nice day!":                 true,
			"Have a good night":                true,
			"Good night, Tom":                  true,
			"we will take care of it":          false,
			"Take care!":                       true,
			"a good night's sleep":             false,
			"buy the kilobyte version":         false,
			"goodbyes are hard":                false,
			"Thank you. Kind regards, Ann Lee": true,
		},
	})
}

// check runs each case against the packs of the language: "zh" means both.
func check(t *testing.T, name string, has func(Pack, string) bool, cases map[string]map[string]bool) {
	t.Helper()
	for language, texts := range cases {
		for _, pack := range All() {
			if !strings.HasPrefix(pack.Locale(), language) {
				continue
			}
			for text, want := range texts {
				if got := has(pack, text); got != want {
					t.Errorf("%s(%s, %q) = %v", name, pack.Locale(), text, got)
				}
			}
		}
	}
}

// Every phrase a pack lists is found by itself, in the midst of a text and in
// capitals: no exception eats its own phrase.
func TestEveryListedPhraseIsFound(t *testing.T) {
	t.Parallel()
	for _, pack := range All() {
		for s := range sets {
			for _, phrases := range pack.phrases[s].phrases {
				for _, p := range phrases {
					text := string(p.text)
					for _, form := range []string{text, strings.ToUpper(text), "嗯，" + text + "。", "ok " + text + "!"} {
						if !pack.has(s, form) {
							t.Errorf("%s: %s not found in %q", pack.Locale(), s, form)
						}
					}
				}
			}
		}
	}
}

func FuzzHasGreeting(f *testing.F) {
	for _, seed := range []string{"", "您好", "今晚安排", "Ｈｉ", "\xff", "\ufdfa", "é\u0301", "您\u200b好👋", "a good day", "Y\u030aHI 1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, pack := range All() {
			got := HasGreeting(pack, text)
			if again := HasGreeting(pack, string(foldText(nil, text))); again != got {
				t.Errorf("%s: %q is %v, folded %v", pack.Locale(), text, got, again)
			}
			if !HasGreeting(pack, text+"\nHello!") || !HasClosing(pack, text+"\nBye!") {
				t.Errorf("%s: a phrase on its own line after %q is missed", pack.Locale(), text)
			}
		}
	})
}

// Budget: 5 µs for 500 characters, since it runs with every message sent.
func BenchmarkHasGreeting(b *testing.B) { benchmark(b, HasGreeting) }
func BenchmarkHasClosing(b *testing.B)  { benchmark(b, HasClosing) }

func benchmark(b *testing.B, has func(Pack, string) bool) {
	chinese := strings.Repeat("已经帮您查过订单，仓库今晚安排发货，大约三天可以送到，请留意短信。", 16)
	english := strings.Repeat("I have checked your order, it leaves today. ", 12)
	for name, c := range map[string]struct{ locale, text string }{
		"zh":    {"zh-CN", string([]rune(chinese)[:500])},
		"en":    {"en", english[:500]},
		"emoji": {"zh-CN", string([]rune(chinese)[:498]) + "😀👍"},
		"rare":  {"zh-CN", string([]rune(chinese)[:499]) + "é"}, // needs normalising
		"worst": {"zh-CN", strings.Repeat("您", 500)},
	} {
		b.Run(name, func(b *testing.B) {
			pack := Default(c.locale)
			b.ReportAllocs()
			for b.Loop() {
				if has(pack, c.text) {
					b.Fatal("found in " + c.text)
				}
			}
		})
	}
}
