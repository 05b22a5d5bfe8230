package matters_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/internal/matters"
	"firstline/scripts"
	"firstline/sessions"
)

// TestDefaults: the documents of the three languages say the same, each in its words.
// Shows ORG-06, ORG-13.
func TestDefaults(t *testing.T) {
	t.Parallel()
	shape := func(locale string) sessions.Rules {
		r := sessions.Rules{Complaint: "complaint"}
		matters.Default(locale).Fill(&r, func(g desk.GroupID) bool { return g == "order" })
		return r
	}
	want := shape("zh-CN")
	if len(want.Categories) == 0 || want.Categories[0].Group != "complaint" || !want.Steps {
		t.Fatalf("%+v", want)
	}
	for _, locale := range scripts.Locales() {
		if diff := cmp.Diff(want.Categories, shape(locale).Categories); diff != "" {
			t.Errorf("%s: %s", locale, diff)
		}
		if diff := cmp.Diff(want.Ladder, shape(locale).Ladder); diff != "" {
			t.Errorf("%s: %s", locale, diff)
		}
	}
}

// TestMatch shows ORG-02, RTE-01, RTE-03.
func TestMatch(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, category, word string }{
		{"在吗", "", ""},
		{"", "", ""},
		{"我的订单什么时候发货", "order", "订单"},
		{"我要充值", "order", "充值"},
		{"再不发货我就投诉，订单号88213", "complaint", "投诉"},
		{"這是交易糾紛", "dispute", "交易纠纷"}, // whatever the script
		{"页面出了技 术 故障", "fault", "技术故障"},
	} {
		got := matters.Default("zh-CN").Match(c.text, "web")
		if c.category == "" {
			if got != nil {
				t.Errorf("%q is %+v", c.text, got)
			}
			continue
		}
		if got == nil || got.Category != c.category || got.Word != c.word || got.List == "" || got.Rule != "matter."+c.category {
			t.Errorf("%q is %+v, want %s by %s", c.text, got, c.category, c.word)
		}
	}
	if got := (matters.Matters{}).Match("订单", "web"); got != nil {
		t.Errorf("nothing recognises %+v", got)
	}
}

// TestGravities: a grave matter may begin where the document says, the others at the foot of the ladder.
// Shows ESC-01, ESC-04, ESC-05, RTE-13.
func TestGravities(t *testing.T) {
	t.Parallel()
	var r sessions.Rules
	matters.Default("zh-CN").Fill(&r, func(desk.GroupID) bool { return false })
	var ranks []desk.Rank
	direct := map[string]desk.Rank{}
	for _, rung := range r.Ladder {
		ranks = append(ranks, rung.Rank)
		for _, g := range rung.Direct {
			direct[g] = rung.Rank
		}
	}
	if diff := cmp.Diff([]desk.Rank{"lead", "supervisor", "manager"}, ranks); diff != "" {
		t.Error(diff)
	}
	if direct["major"] != "manager" || direct["special"] != "supervisor" || direct["difficult"] != "" {
		t.Errorf("%v", direct)
	}
}

// TestProblems: everything that is wrong is said at once, with its line.
func TestProblems(t *testing.T) {
	t.Parallel()
	_, err := matters.Load("m.yaml", []byte(`locale: zh-CN
number: 0
steps: maybe
rating: true
offer: 2h
colour: red
categories:
  - {id: Order, name: 订单, group: order}
  - {id: fault, name: 故障, flow: sideways}
  - {id: fault, name: 故障}
  - {id: dispute, name: 纠纷, flow: dispute, group: order, menu: 这个按钮上的字实在太多了一部手机上根本显示不下它们的}
  - {id: one, name: 一, menu: Other}
  - {id: two, name: 二, menu: other}
ladder: [lead, pope]
gravities:
  - {id: major, name: 重大, from: manager}
`))
	if err == nil {
		t.Fatal("accepted")
	}
	for _, want := range []string{"m.yaml:5: offer: wants a time from 0s to 10m0s", "m.yaml:6: colour: unknown key", "categories[0].id: wants a-z", `flow: "sideways" is none of dispute, fault`,
		`categories: "fault" is there twice`, "categories[3].group: a dispute comes to the complaint specialists", `ladder[1]: "pope" is none of`, "gravities[0].from: the ladder has no manager",
		"categories[3].menu: is longer than 24 characters", `categories: "other" is there twice`, "number: begins with 1", "m.yaml:3: steps:"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is missing in\n%v", want, err)
		}
	}
	if _, err := matters.Load("m.yaml", []byte("a: [")); err == nil {
		t.Error("a broken document was accepted")
	}
}

// BenchmarkMatch is what each message of a customer costs.
func BenchmarkMatch(b *testing.B) {
	m := matters.Default("zh-CN")
	text := strings.Repeat("你好，我想问一下这件衣服有没有大号的，", 5)
	b.ReportAllocs()
	for b.Loop() {
		if m.Match(text, "web") != nil {
			b.Fatal("matched")
		}
	}
}

// TestWhoChanges: who wrote a reply may change it where nothing is said, and nobody where a department says so.
func TestWhoChanges(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]bool{"": true, "change: author\n": true, "change: off\n": false} {
		m, err := matters.Load("m.yaml", []byte("locale: en\nnumber: 1\nsteps: true\nrating: true\n"+line+"categories:\n  - {id: fault, name: Fault}\n"))
		if err != nil {
			t.Fatal(err)
		}
		var r sessions.Rules
		if m.Fill(&r, func(desk.GroupID) bool { return true }); r.Change != want {
			t.Errorf("%q: %t", line, r.Change)
		}
	}
	if _, err := matters.Load("m.yaml", []byte("locale: en\nnumber: 1\nsteps: true\nrating: true\nchange: lead\ncategories: []\n")); err == nil {
		t.Error("nobody knows who lead is")
	}
}

// TestWhoReopens: who handled a session opens it again where nothing is said, and nobody where a department says so.
func TestWhoReopens(t *testing.T) {
	t.Parallel()
	load := func(line string) (sessions.Rules, error) {
		m, err := matters.Load("m.yaml", []byte("locale: en\nnumber: 1\nsteps: true\nrating: true\n"+line+"categories:\n  - {id: fault, name: Fault}\n"))
		var r sessions.Rules
		m.Fill(&r, func(desk.GroupID) bool { return true })
		return r, err
	}
	for line, want := range map[string]sessions.Reopeners{"": sessions.ReopenHandlers, "reopen: handlers\n": sessions.ReopenHandlers, "reopen: group\n": sessions.ReopenGroup,
		"reopen: superiors\n": sessions.ReopenSuperiors, "reopen: off\n": sessions.ReopenOff} {
		if r, err := load(line); err != nil || r.Reopen != want {
			t.Errorf("%q: %q, %v", line, r.Reopen, err)
		}
	}
	if _, err := load("reopen: everybody\n"); err == nil {
		t.Error("nobody knows who everybody is")
	}
}
