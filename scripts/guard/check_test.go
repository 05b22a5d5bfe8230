package guard

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/scripts"
	"firstline/sessions"
)

func TestCheckFinds(t *testing.T) {
	t.Parallel()
	chinese := compile(t, Rule{ID: "a.b", Phrases: []string{"我不知道", "没空", "但是", "加V信", "先付款，再发货"}})
	english := compile(t, Rule{ID: "a.b", Phrases: []string{"can't", "no way", "Acme", "I do not know", "VIP", "can"}})
	for _, c := range []struct {
		g    *Guard
		text string
		want []string
	}{
		{chinese, "我不知道", []string{"我不知道"}},
		{chinese, "您好，我 不 知 道。", []string{"我 不 知 道"}},
		{chinese, "我.不.知.道", []string{"我.不.知.道"}},
		{chinese, "我，不，知，道", []string{"我，不，知，道"}},
		{chinese, "我\n不\n知\n道", []string{"我\n不\n知\n道"}},
		{chinese, "我*不😀知\u200b道！", []string{"我*不😀知\u200b道"}},
		{chinese, "“我不”知道", []string{"我不”知道"}},
		{chinese, "我不……知道", []string{"我不……知道"}},
		{chinese, "我\u0336不\u0336知\u0336道\u0336", []string{"我\u0336不\u0336知\u0336道\u0336"}},
		{chinese, "我不，知道了", nil},
		{chinese, "您给我，不知道行不行", nil},
		{chinese, "我不. 知道了", nil},
		{chinese, "今天没，空调明天送", nil},
		{chinese, "沒空", []string{"沒空"}},
		{chinese, "没空没空", []string{"没空", "没空"}},
		{chinese, "加Ｖ信加v信，加 V.信", []string{"加Ｖ信", "加v信", "加 V.信"}},
		{chinese, "先付款再发货、先付款，再发货", []string{"先付款再发货", "先付款，再发货"}},
		{chinese, "", nil},
		{chinese, "\xff\xfe我不\xff知道", []string{"我不\xff知道"}},
		{english, "Sorry, I CAN’T help", []string{"CAN’T"}},
		{english, "we decant it", nil},
		{english, "c a n ' t", []string{"c a n ' t"}},
		{english, "C.A.N.T", []string{"C.A.N.T"}},
		{english, "cant", nil},
		{english, "can it, canned", []string{"can"}},
		{english, "No  way! noway, now ay", []string{"No  way"}},
		{english, "no. Way to go", nil},
		{english, "It is Acme's, not Acmes", []string{"Acme"}},
		{english, "I do not know, Ido not know", []string{"I do not know"}},
		{english, "V.I.P. VIPs 我VIP客户", []string{"V.I.P", "VIP"}},
	} {
		if diff := cmp.Diff(c.want, found(c.g, c.text, Scope{})); diff != "" {
			t.Errorf("%q: -want +got\n%s", c.text, diff)
		}
	}
}

// The typical false alarms of a phrase list (ui.md 4.1, W1) and what stands beside them.
func TestFalseAlarms(t *testing.T) {
	t.Parallel()
	g := compile(t, Rule{ID: "a.b", Phrases: []string{"没空", "不知道", "没办法"},
		Except: []string{"没空调", "不是不知道", "不知道您是否", "没办法…但"}})
	for _, c := range []struct {
		text string
		want []string
	}{
		{"房间里没空调，我帮您报修", nil},
		{"房間裡沒 空調", nil},
		{"没空调，我也没空", []string{"没空"}},
		{"我今天没空，调不了班", []string{"没空"}},
		{"不是不知道，是还在核实", nil},
		{"不是。不知道", []string{"不知道"}},
		{"不知道您是否方便接电话？", nil},
		{"不知道您", []string{"不知道"}},
		{"没办法今天发，但明早一定安排", nil},
		{"没办法，真的没办法，但是可以退", nil},
		{"没办法今天发。但明早可以", []string{"没办法"}},
		{"但没办法", []string{"没办法"}},
		{"没办法今天发，但明早发；周日没办法", []string{"没办法"}},
		{"没办法", []string{"没办法"}},
	} {
		if diff := cmp.Diff(c.want, found(g, c.text, Scope{})); diff != "" {
			t.Errorf("%q: -want +got\n%s", c.text, diff)
		}
	}
}

func TestLeftmostLongestWithinARule(t *testing.T) {
	t.Parallel()
	g := compile(t,
		Rule{ID: "long.one", Phrases: []string{"不归我", "不归我管", "我管这", "管"}},
		Rule{ID: "short.one", Phrases: []string{"归我"}})
	var got []string
	text := "事情不归我管这里管"
	for _, f := range g.Check(text, Scope{}) {
		got = append(got, f.Rule+" "+text[f.Start:f.End])
	}
	// A rule does not report 我管这 inside its own 不归我管; another rule's 归我 stays.
	if diff := cmp.Diff([]string{"long.one 不归我管", "short.one 归我", "long.one 管"}, got); diff != "" {
		t.Error(diff)
	}
	// An excused phrase does not keep the one behind it from being found.
	g = compile(t, Rule{ID: "a.b", Phrases: []string{"没空", "空调坏"}, Except: []string{"没空调"}})
	if diff := cmp.Diff([]string{"空调坏"}, found(g, "没空调坏了", Scope{})); diff != "" {
		t.Error(diff)
	}
}

func TestFindingSaysEverything(t *testing.T) {
	t.Parallel()
	g, err := Compile(List{Locale: "zh-CN", Number: 3, Rules: []Rule{
		{ID: "negative.but", Level: Negative, Action: Warn, Code: []string{"FBD-02"}, Phrases: []string{"但是"}, Replace: []string{"您看这样可以吗", "您看这样好不好"}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	got := g.Check("😀é好，\xff但 是", Scope{})
	want := []Finding{{Rule: "negative.but", Version: g.Version(), Level: Negative, Action: Warn, Phrase: "但是",
		Replace: []string{"您看这样可以吗", "您看这样好不好"}, Start: 13, End: 20, Start16: 6, End16: 9}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !strings.HasPrefix(g.Version(), "zh-CN/3-") {
		t.Errorf("version %q", g.Version())
	}
	got[0].Replace[0] = "?"
	if again := g.Check("但是", Scope{}); again[0].Replace[0] == "?" {
		t.Error("a finding gives the list away")
	}
	rule, ok := g.Rule("negative.but")
	if !ok || rule.Code[0] != "FBD-02" {
		t.Errorf("got %v", rule)
	}
	if _, ok := g.Rule("negative.not"); ok {
		t.Error("a rule that is not there is found")
	}
}

func TestScope(t *testing.T) {
	t.Parallel()
	g := compile(t,
		Rule{ID: "all.all", Phrases: []string{"全"}},
		Rule{ID: "for.order", Phrases: []string{"单"}, Scope: Reach{Groups: []desk.GroupID{"order", "lead"}}},
		Rule{ID: "for.both", Phrases: []string{"双"}, Scope: Reach{Channels: []desk.ChannelID{"web"}, Phases: []Phase{Closing}}})
	for _, c := range []struct {
		scope Scope
		want  string
	}{
		{Scope{}, "全单双"}, // not known: better too many
		{Scope{Group: "order"}, "全单双"},
		{Scope{"web", "order", Closing}, "全单双"},
		{Scope{"web", "service", Closing}, "全双"},
		{Scope{"web", "service", Serving}, "全"},
		{Scope{"tg", "lead", Closing}, "全单"},
	} {
		if got := strings.Join(found(g, "全单双", c.scope), ""); got != c.want {
			t.Errorf("%+v finds %s, want %s", c.scope, got, c.want)
		}
	}
}

// The phases are those of sessions, which may not be imported.
func TestPhasesAreThoseOfSessions(t *testing.T) {
	t.Parallel()
	want := []Phase{Phase(sessions.Queued), Phase(sessions.Serving), Phase(sessions.Closing)}
	if diff := cmp.Diff(want, Phases()); diff != "" {
		t.Error(diff)
	}
	for _, p := range Phases() {
		if !sessions.Phase(p).Open() {
			t.Errorf("%s is not open", p)
		}
	}
}

func TestStrictest(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		actions []Action
		want    Action
	}{
		{nil, ""},
		{[]Action{Warn}, Warn},
		{[]Action{Warn, Ask}, Ask},
		{[]Action{Ask, Block, Warn}, Block},
	} {
		var found []Finding
		for _, a := range c.actions {
			found = append(found, Finding{Action: a})
		}
		if got := Strictest(found); got != c.want {
			t.Errorf("%v: %q, want %q", c.actions, got, c.want)
		}
	}
}

func TestZeroGuardFindsNothing(t *testing.T) {
	t.Parallel()
	var g Guard
	if got := g.Check("我不知道", Scope{}); got != nil {
		t.Errorf("got %v", got)
	}
	if got := compile(t).Check("我不知道", Scope{}); got != nil {
		t.Errorf("a list without rules finds %v", got)
	}
}

// Not parallel: what other tests allocate would be counted.
func TestNothingFoundAllocatesNothing(t *testing.T) {
	g := twentyThousand(t)
	text := message(600, clean)
	if n := testing.AllocsPerRun(100, func() {
		if g.Check(text, Scope{}) != nil {
			t.Fatal("something was found")
		}
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

// What the desk says by itself is not checked when it is said, so it is checked here.
func TestPacksPass(t *testing.T) {
	t.Parallel()
	for _, pack := range scripts.All() {
		g, err := Compile(Default(pack.Locale()))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range pack.Scripts() {
			if got := g.Check(s.Text, Scope{}); Strictest(got) == Block || Strictest(got) == Ask {
				t.Errorf("%s %s: %v", pack.Locale(), s.ID, got)
			}
		}
	}
}
