package guard

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/scripts"
)

// The default lists hold what the service code names, with its figures and wordings.
func TestDefaultLists(t *testing.T) {
	t.Parallel()
	names := map[string]map[string][]string{
		"zh-CN": {"FBD-01": {"我不知道", "这事情不归我管"}, "FBD-02": {"我不能", "我不会", "我不愿意", "我不可以", "但是"}},
		"zh-TW": {"FBD-01": {"我不知道", "這事情不歸我管"}, "FBD-02": {"我不能", "我不會", "我不願意", "我不可以", "但是"}},
		"en":    {"FBD-01": {"I don't know", "not my responsibility"}, "FBD-02": {"I can't", "I won't", "I don't want to", "I'm not allowed", "but"}},
	}
	actions := map[Level]Action{Forbidden: Block, Negative: Warn, Absolute: Warn, Protected: Block}
	for _, locale := range scripts.Locales() {
		list := Default(locale)
		if _, err := Compile(list); err != nil {
			t.Fatal(err)
		}
		if list.Locale != locale {
			t.Fatalf("%s gives %s", locale, list.Locale)
		}
		phrases, levels := map[string][]string{}, map[Level]bool{}
		for _, r := range list.Rules {
			levels[r.Level] = true
			if r.Action != actions[r.Level] {
				t.Errorf("%s: %s is %s", locale, r.ID, r.Action)
			}
			if slices.Contains(r.Code, "SCR-11") != (r.Level == Negative) || r.Level == Negative && len(r.Replace) != 2 {
				t.Errorf("%s: %s proposes %q by %v", locale, r.ID, r.Replace, r.Code)
			}
			if r.Level == Protected && (len(r.Phrases) > 0 || r.Code[0] != "SEC-04") {
				t.Errorf("%s: suppliers are the department's to name", locale)
			}
			for _, id := range r.Code {
				phrases[id] = append(phrases[id], r.Phrases...)
			}
		}
		if len(levels) != len(Levels()) {
			t.Errorf("%s has the levels %v", locale, levels)
		}
		for id, want := range names[locale] {
			for _, phrase := range want {
				if !slices.Contains(phrases[id], phrase) {
					t.Errorf("%s: %s does not name %s", locale, id, phrase)
				}
			}
		}
	}
}

func TestDefaultFindsAndExcuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		locale, text string
		want         []string
	}{
		{"zh-CN", "这个我不知道，這事情不歸我管。", []string{"我不知道", "這事情不歸我管"}},
		{"zh-CN", "我 不 会 修，但是可以帮您问", []string{"我 不 会", "但是"}},
		{"zh-CN", "我不会让您久等；我不知道您是否方便接电话", nil},
		{"zh-CN", "我可不可以明天回复您？我能不能看一下订单？不但是今天", nil},
		{"zh-CN", "百分之百三天到，不敢百分之百保证", []string{"百分之百"}},
		{"zh-CN", "房间里没空调；不是不知道；不知道您是否方便；没办法今天发，但明早可以", nil},
		{"zh-TW", "這件事不歸我管，我不會處理", []string{"這件事不歸我管", "我不會"}},
		{"zh-TW", "这事情不归我管", []string{"这事情不归我管"}},
		{"zh-TW", "不一定會到，一定會到", []string{"一定會到"}},
		{"en", "I don’t know, that is NOT MY JOB.", []string{"I don’t know", "NOT MY JOB"}},
		{"en", "It is not only red but blue, but the button is here", []string{"but"}},
		{"en", "I cannot thank you enough", nil},
	} {
		g, err := Compile(Default(c.locale))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, found(g, c.text, Scope{})); diff != "" {
			t.Errorf("%s %q: -want +got\n%s", c.locale, c.text, diff)
		}
	}
}

// A language we do not have gets a list all the same, and each caller its own.
func TestDefaultOfAnotherLanguage(t *testing.T) {
	t.Parallel()
	for asked, want := range map[string]string{"zh-HK": "zh-TW", "zh": "zh-CN", "de": "en", "": "en"} {
		if got := Default(asked); got.Locale != want {
			t.Errorf("%q gives %s, want %s", asked, got.Locale, want)
		}
	}
	mine := Default("en")
	mine.Rules[0].Phrases[0] = "mine"
	if Default("en").Rules[0].Phrases[0] == "mine" {
		t.Error("a caller changes everybody's list")
	}
}
