package scripts

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files in testdata")

// TestGolden shows a reader every sentence a customer can get to see.
func TestGolden(t *testing.T) {
	t.Parallel()
	for _, pack := range All() {
		t.Run(pack.Locale(), func(t *testing.T) {
			t.Parallel()
			got := transcript(t, pack)
			file := filepath.Join("testdata", pack.Locale()+".txt")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.ReplaceAll(string(want), "\r\n", "\n"), got); diff != "" {
				t.Errorf("-want +got (go test ./scripts -update):\n%s", diff)
			}
		})
	}
}

// transcript renders every script of a pack, with and without a customer's name.
func transcript(t *testing.T, pack Pack) string {
	t.Helper()
	values := map[string]map[string]string{
		"zh-CN": {"Organisation": "第五代软件", "Agent": "张敏", "Customer": "李女士", "Group": "投诉组"},
		"zh-TW": {"Organisation": "中原物業", "Agent": "張敏", "Customer": "李小姐", "Group": "申訴專員"},
		"en":    {"Organisation": "Harbour Books", "Agent": "Anna", "Customer": "Mr Lee", "Group": "the complaints team"},
	}[pack.Locale()]
	values["Position"] = "3"
	values["Back"] = pack.clock.write(at("20:00"), at("09:00").AddDate(0, 0, 1))
	var b strings.Builder
	for _, s := range pack.Scripts() {
		fmt.Fprintf(&b, "%s [%s] %s\n", s.ID, s.Stage, strings.Join(s.Rules, " "))
		for _, customer := range []string{"", values["Customer"]} {
			vars := map[string]string{}
			for name, value := range values {
				vars[name] = value
			}
			vars["Customer"] = customer
			text, err := pack.say(s.ID, vars)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "\t%s\n", text.Body)
			if len(s.Optional) == 0 {
				break
			}
		}
	}
	return b.String()
}

func TestPacksSayTheSameThings(t *testing.T) {
	t.Parallel()
	type shape struct {
		ID       string
		Stage    Stage
		Rules    []string
		When     When
		Required []string
		Optional []string
	}
	shapes := func(p Pack) (all []shape) {
		for _, s := range p.Scripts() {
			all = append(all, shape{s.ID, s.Stage, s.Rules, s.When, s.Required, s.Optional})
		}
		return all
	}
	want := shapes(Default("zh-CN"))
	for _, pack := range All() {
		got := shapes(pack)
		for i := range min(len(got), len(want)) {
			// Which of the sure variables a sentence says is the language's affair.
			got[i].Required, want[i].Required = nil, nil
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s differs from zh-CN:\n%s", pack.Locale(), diff)
		}
		if len(pack.Scripts()) < len(named()) {
			t.Errorf("%s: only %d scripts", pack.Locale(), len(pack.Scripts()))
		}
	}
}

// The seeds' own words: SCR-03, SCR-04, SCR-06, SCR-07, in both scripts.
// Shows SCR-01.
func TestSeedPhrasesAreKnown(t *testing.T) {
	t.Parallel()
	seeds := map[set][]string{
		greetingSet: {"您好", "早上好", "下午好", "晚上好", "您回来了", "您回來了"},
		closingSet:  {"再见", "再見", "晚安", "明天见", "明天見", "祝您天天开心", "祝您天天開心", "祝宝宝健健康康", "祝寶寶健健康康"},
		apologySet:  {"对不起", "對不起", "请原谅", "請原諒", "打扰了", "打擾了", "非常抱歉"},
		thanksSet:   {"谢谢", "謝謝", "非常感谢您", "非常感謝您", "谢谢亲爱哒", "謝謝親愛噠"},
	}
	for _, locale := range []string{"zh-CN", "zh-TW"} {
		for s, phrases := range seeds {
			for _, phrase := range phrases {
				if !Default(locale).has(s, phrase) {
					t.Errorf("%s does not know the %s %q", locale, s, phrase)
				}
			}
		}
	}
}

// A pack is written by hand: no character of the other Chinese script has
// slipped into a sentence (phrase lists hold both on purpose).
func TestSentencesKeepToTheirScript(t *testing.T) {
	t.Parallel()
	foreign := map[string]string{
		"zh-CN": "為務們聯絡訊請轉組續後會還問題時歡開見讓復覆專員處裡這現單獎誇說線優謝對這記錄補",
		"zh-TW": "为务们联络讯请转组续后会还问题时欢开见让复专员处里这现单奖夸说线优谢对这记录补",
	}
	for locale, characters := range foreign {
		for _, s := range Default(locale).Scripts() {
			if i := strings.IndexAny(s.Text, characters); i >= 0 {
				t.Errorf("%s: %s: %q", locale, s.ID, s.Text[i:i+3])
			}
		}
	}
}

func TestVersion(t *testing.T) {
	t.Parallel()
	source, err := files.ReadFile("packs/en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	load := func(source []byte) string {
		pack, err := Load("en.yaml", source)
		if err != nil {
			t.Fatal(err)
		}
		return pack.Version()
	}
	v := load(source)
	if !regexp.MustCompile(`^en/4-[0-9a-f]{12}$`).MatchString(v) || v != Default("en").Version() {
		t.Errorf("version %q", v)
	}
	windows := append([]byte("\ufeff"), bytes.ReplaceAll(source, []byte("\n"), []byte("\r\n"))...)
	if got := load(windows); got != v {
		t.Errorf("byte order mark and line ends make %q of %q", got, v)
	}
	if got := load(bytes.ReplaceAll(source, []byte("patience"), []byte("time"))); got == v {
		t.Errorf("another text has the same version %q", v)
	}
}

func TestFallback(t *testing.T) {
	t.Parallel()
	for locale, want := range map[string][]string{
		"zh-TW":      {"zh-TW", "zh-CN", "en"},
		"zh-CN":      {"zh-CN", "zh-TW", "en"},
		"zh":         {"zh", "zh-CN", "zh-TW", "en"},
		"zh_HK":      {"zh-HK", "zh-TW", "zh-CN", "en"},
		"zh-Hant":    {"zh-Hant", "zh-TW", "zh-CN", "en"},
		"zh-Hans-HK": {"zh-Hans-HK", "zh-CN", "zh-TW", "en"},
		"en-GB":      {"en-GB", "en", "zh-CN", "zh-TW"},
		"fr-CA":      {"fr-CA", "fr", "en", "zh-CN", "zh-TW"},
		"":           {"en", "zh-CN", "zh-TW"},
	} {
		if diff := cmp.Diff(want, Fallback(locale)); diff != "" {
			t.Errorf("%q: %s", locale, diff)
		}
	}
	for locale, want := range map[string]string{"zh-mo": "zh-TW", "ZH-cn": "zh-CN", "de": "en", "": "en"} {
		if got := Default(locale).Locale(); got != want {
			t.Errorf("Default(%q) is %s, want %s", locale, got, want)
		}
	}
	if got := (Packs{Default("zh-TW")}).For("en").Locale(); got != "zh-TW" {
		t.Errorf("the only pack there is was not taken, but %q", got)
	}
	if got := (Packs{}).For("en").Locale(); got != "" {
		t.Errorf("no packs, got %q", got)
	}
}

// What a caller does with what it got does not reach the pack.
func TestPackIsImmutable(t *testing.T) {
	t.Parallel()
	packs := All()
	packs[0].Scripts()[0].Rules[0] = "XXX-99"
	s, _ := packs[0].Script("greeting.hello")
	s.Required[0] = "Nothing"
	packs[0] = Pack{}
	again, ok := Default("zh-CN").Script("greeting.hello")
	if !ok || again.Rules[0] != "SCR-02" || again.Required[0] != "Organisation" {
		t.Errorf("got %+v", again)
	}
	if _, ok := Default("zh-CN").Script("nothing"); ok {
		t.Error("a script that is not there")
	}
}

// Every minute of a day has its greeting and closing, in every language.
func TestEveryMinuteHasItsScripts(t *testing.T) {
	t.Parallel()
	for _, pack := range All() {
		for minute := range 24 * 60 {
			a := Ask{Pack: pack, At: at("00:00").Add(time.Duration(minute) * time.Minute), Organisation: "x", Agent: "y"}
			for _, say := range []func(Ask) (Text, error){Greeting, AgentGreeting, Closing} {
				if _, err := say(a); err != nil {
					t.Fatalf("%s: %v", a.At, err)
				}
			}
		}
	}
}
