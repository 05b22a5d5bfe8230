package guard

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestCompileNamesEverything reads a list with one of every fault and compares the whole answer. testdata/broken.yaml
// says beside each fault what is wrong with it.
func TestCompileNamesEverything(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile(filepath.Join("testdata", "broken.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	g, err := Load("broken.yaml", source)
	var problems Problems
	if !errors.As(err, &problems) || g != nil {
		t.Fatalf("got %v, %v", g, err)
	}
	want, readErr := os.ReadFile(filepath.Join("testdata", "broken.txt"))
	if diff := cmp.Diff(string(want), err.Error()+"\n"); diff != "" || readErr != nil {
		t.Errorf("-want +got: %s\nall of it:\n%v", diff, err)
	}
	keys := map[string]bool{}
	for _, p := range problems {
		if p.File != "broken.yaml" || p.Line < 1 || p.Line > strings.Count(string(source), "\n") {
			t.Errorf("%s stands nowhere", p)
		}
		if keys[p.Key] {
			t.Errorf("%s is complained about twice", p.Key)
		}
		keys[p.Key] = true
	}
}

// A list that came from no file, as from a form, has its problems by key alone.
func TestCompileOfAForm(t *testing.T) {
	t.Parallel()
	_, err := Compile(List{Locale: "zh-CN", Number: 1, Rules: []Rule{{ID: "a.b", Level: Negative, Action: Warn, Phrases: []string{"但是", "  "}}}})
	if err == nil || err.Error() != `rules[a.b].phrases[1]: "  " has no letter to recognise` {
		t.Errorf("got %v", err)
	}
	if _, err := Compile(List{}); err == nil || err.Error() != "locale: \"\" is not a language tag such as zh-TW\nnumber: starts at 1" {
		t.Errorf("the zero list gives %v", err)
	}
}

func TestCompileRefuses(t *testing.T) {
	t.Parallel()
	rule := func(change func(*Rule)) List {
		r := Rule{ID: "a.b", Level: Negative, Action: Warn, Phrases: []string{"但是", "can"}}
		change(&r)
		return List{Locale: "zh-CN", Number: 1, Rules: []Rule{r}}
	}
	many := make([]string, maxPhrases+1)
	for i := range many {
		many[i] = "不" + string(rune(0x4e00+i%20000)) + string(rune(0x4e00+i/20000))
	}
	for _, c := range []struct {
		name string
		list List
		want string
	}{
		{"exception in which the phrase is no word", rule(func(r *Rule) { r.Except = []string{"decant"} }), `except[0]: "decant" holds no phrase of the rule`},
		{"exception that is the phrase otherwise written", rule(func(r *Rule) { r.Except = []string{"但 是"} }), "is a phrase of the rule itself"},
		{"exception with two gaps", rule(func(r *Rule) { r.Except = []string{"不…但是…的"} }), "holds … twice"},
		{"exception with a gap at its end", rule(func(r *Rule) { r.Except = []string{"但是..."} }), "has no letter to recognise"},
		{"phrase over two lines", rule(func(r *Rule) { r.Phrases = []string{"但\n是的"}; r.Except = nil }), ""},
		{"replacement that the list is against", rule(func(r *Rule) { r.Replace = []string{"这样吧，但 是"} }), `replace[0]: holds "但是", which a.b is against`},
		{"replacement that is too long", rule(func(r *Rule) { r.Replace = []string{strings.Repeat("好", maxReplace+1)} }), "longer than 500 characters"},
		{"replacement with a bell", rule(func(r *Rule) { r.Replace = []string{"好\a"} }), "holds a control character"},
		{"too many", rule(func(r *Rule) { r.Phrases = many }), "rules: have 50001 phrases and exceptions, at most 50000"},
		{"same in Traditional", rule(func(r *Rule) { r.Phrases = []string{"我不会", "我不會"} }), "is there already, or differs only in what is not compared"},
		{"words apart are not the same", rule(func(r *Rule) { r.Phrases = []string{"no way", "noway", "now ay"} }), ""},
		{"a clause apart is not the same", rule(func(r *Rule) { r.Phrases = []string{"先付，后发", "先付后发"} }), ""},
		{"no phrases yet", rule(func(r *Rule) { r.Phrases = nil }), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			g, err := Compile(c.list)
			if c.want == "" {
				if err != nil {
					t.Errorf("refused: %v", err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.want) || g != nil {
				t.Errorf("got %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestReadRefusesWhatIsNoList(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		"":                 "x.yaml:1: wants exactly one YAML document",
		"- a\n":            "wants keys and values",
		"a: [1":            "x.yaml:1: ",
		"rules: 5\n":       "rules: wants a list",
		"locale: 5\n":      "locale: wants text; put it in quotes",
		"number: one\n":    "number: wants a whole number",
		"rules: []\n":      "locale: missing",
		"a: [[[[[[[[[[[[[": "x.yaml:1: ",
	} {
		if _, err := Load("x.yaml", []byte(source)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", source, err, want)
		}
	}
}

// The version names the content: not its comments, its layout or where it came from.
func TestVersion(t *testing.T) {
	t.Parallel()
	const source = "locale: zh-CN\nnumber: 1\nrules:\n  - id: a.b\n    level: negative\n    action: warn\n    phrases: [但是]\n"
	list := Read("x.yaml", []byte(source))
	same := Read("y.yaml", []byte("\ufeff# a comment\r\n"+strings.ReplaceAll(source, "\n", "\r\n")))
	form := List{Locale: "zh-CN", Number: 1, Rules: []Rule{{ID: "a.b", Level: Negative, Action: Warn, Phrases: []string{"但是"}, Except: []string{}}}}
	if list.Version() != same.Version() || list.Version() != form.Version() {
		t.Errorf("versions %s, %s and %s", list.Version(), same.Version(), form.Version())
	}
	for name, other := range map[string]string{
		"another phrase": strings.Replace(source, "但是", "可是", 1), "another action": strings.Replace(source, "warn", "ask", 1),
		"another number": strings.Replace(source, "number: 1", "number: 2", 1), "an exception": source + "    except: [不但是]\n",
	} {
		if Read("x.yaml", []byte(other)).Version() == list.Version() {
			t.Errorf("%s has the version %s too", name, list.Version())
		}
	}
}

// A list is stored and sent as JSON, and means the same afterwards.
func TestListAsJSON(t *testing.T) {
	t.Parallel()
	list := Default("zh-CN")
	stored, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	var back List
	if err := json.Unmarshal(stored, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(list, back, cmpopts.IgnoreUnexported(List{}), cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	if list.Version() != back.Version() {
		t.Errorf("%s became %s", list.Version(), back.Version())
	}
}

// What a caller does with its list later does not reach the Guard.
func TestCompileTakesACopy(t *testing.T) {
	t.Parallel()
	list := List{Locale: "zh-CN", Number: 1, Rules: []Rule{{ID: "a.b", Level: Negative, Action: Warn, Phrases: []string{"但是"}}}}
	g, err := Compile(list)
	if err != nil {
		t.Fatal(err)
	}
	list.Rules[0].Phrases[0], list.Rules[0].ID = "可是", "c.d"
	g.List().Rules[0].Action = Block
	if got := g.Check("但是", Scope{}); len(got) != 1 || got[0].Phrase != "但是" || got[0].Rule != "a.b" || got[0].Action != Warn {
		t.Errorf("got %+v", got)
	}
	if g.List().Version() != g.Version() {
		t.Errorf("the list says %s, the guard %s", g.List().Version(), g.Version())
	}
}
