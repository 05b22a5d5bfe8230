package cases

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
)

// as asks for a change as somebody in particular and gives the code of the refusal.
func (l *life) as(who Actor, ch Change) string {
	l.at += 60_000
	full, err := Decide(settings(), l.c, who, ch, l.at)
	if err == nil {
		l.c, err = Apply(l.c, Event{Stamp{l.at, who.ID}, full})
	}
	return codeOf(err)
}

// TestRuling: what cannot be solved goes to a superior at once; who decided what is kept, and a special one is not closed
// before. Shows CMP-13, CMP-14, CMP-17.
func TestRuling(t *testing.T) {
	t.Parallel()
	l := begin(t)
	lead, boss := Actor{ID: "lee", Above: true, Rank: desk.RankLead}, Actor{ID: "boss", Above: true, Rank: desk.RankManager}
	if code := l.as(boss, Rule{N: 1, Decision: "赔"}); code != "not_group" {
		t.Errorf("a ruling that nobody asked for: %s", code)
	}
	for _, bad := range []Escalate{{Level: desk.RankAgent, Reason: "x"}, {Level: desk.RankAdmin, Reason: "x"}, {Level: desk.RankLead}} {
		if code := l.try(bad); code != "ruling_level" && code != "missing" {
			t.Errorf("%+v: %q", bad, code)
		}
	}
	if code := l.as(Actor{ID: "mei"}, Escalate{Level: desk.RankManager, Reason: "涉及其他公司", Special: true}); code != "" {
		t.Fatal("the first-contact owner may report it:", code)
	}
	l.must(Escalate{Level: desk.RankLead, Reason: "超出权限"})
	if l.c.Asks() != AsksRuling || !slices.Equal(l.c.Missing()[:1], []string{"ruling"}) {
		t.Errorf("asks %q, misses %v", l.c.Asks(), l.c.Missing())
	}
	l.must(whole()[:6]...)
	if code := l.try(finished()); code != "not_finished" {
		t.Errorf("closed before the ruling: %q", code)
	}
	for _, c := range []struct {
		who  Actor
		rule Rule
		code string
	}{
		{Actor{ID: "sue", Member: true, Rank: desk.RankAgent}, Rule{N: 2, Decision: "退"}, "not_group"},
		{lead, Rule{N: 1, Decision: "退"}, "not_level"},
		{lead, Rule{N: 2}, "missing"},
		{lead, Rule{N: 3, Decision: "退"}, "no_such_escalation"},
		{lead, Rule{N: 2, Decision: "可以换货"}, ""},
		{boss, Rule{N: 2, Decision: "不可以"}, "no_such_escalation"},
		{boss, Rule{N: 1, Decision: "全额退款"}, ""},
	} {
		if code := l.as(c.who, c.rule); code != c.code {
			t.Errorf("%s rules %+v: %q, want %q", c.who.ID, c.rule, code, c.code)
		}
	}
	if e := l.c.Escalations[0]; e.Ruling != "全额退款" || e.RuledBy != "boss" || e.RuledAt != l.at || e.Who != "mei" || l.c.Asks() != "" {
		t.Errorf("%+v, asks %q", e, l.c.Asks())
	}
	l.must(finished())
}

// TestTheManagerSeesIt: each closure waits for a manager's look, and nobody else's counts; entries that were closed before
// there was such a thing wait for none. Shows FLW-10.
func TestTheManagerSeesIt(t *testing.T) {
	t.Parallel()
	l := begin(t).must(whole()...)
	if !l.c.Unseen || l.c.Asks() != AsksSeen {
		t.Fatalf("closed, and nobody has to look: %+v", l.c)
	}
	for _, who := range []Actor{{ID: "sue", Member: true, Rank: desk.RankAgent}, {ID: "lee", Above: true, Rank: desk.RankSupervisor}, {Rank: desk.RankManager}} {
		if code := l.as(who, See{}); code != "not_group" {
			t.Errorf("%+v: %q", who, code)
		}
	}
	if code := l.as(Actor{ID: "boss", Above: true, Rank: desk.RankManager}, See{}); code != "" || l.c.Unseen || l.c.Seen.Who != "boss" {
		t.Fatalf("%q, %+v", code, l.c.Seen)
	}
	if code := l.as(Actor{ID: "root", Above: true, Rank: desk.RankAdmin}, See{}); code != "nothing_to_see" {
		t.Errorf("a second time: %q", code)
	}
	l.must(Reopen{Reason: "又坏了"})
	if l.c.Seen != nil || l.c.Asks() != "" {
		t.Errorf("reopened: %+v", l.c.Seen)
	}
	old := begin(t).must(whole()[:6]...)
	c, err := Apply(old.c, Event{Stamp{old.at, "sue"}, Close{Result: "已换货"}}) // as it was stored before
	if err != nil || c.Unseen || c.Asks() != "" {
		t.Errorf("an old closure: %+v, %v", c.Unseen, err)
	}
}

// TestTheDepartmentContactsAtOnce: the contact is owed until it is written down, and the form says the problem, its cause,
// whose it is, what is suggested and what prevents it. Shows CMP-06, CMP-22, CMP-27, FLW-05, ORG-07, SCR-19.
func TestTheDepartmentContactsAtOnce(t *testing.T) {
	t.Parallel()
	s := settings()
	s.Contact = true
	l := begin(t).must(valid())
	full, err := Decide(s, l.c, Actor{ID: "sue", Member: true}, sent(), l.at)
	if err != nil {
		t.Fatal(err)
	}
	l.must(Remark{Text: "x"})
	if l.c, err = Apply(l.c, Event{Stamp{l.at, "sue"}, full}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		ch   Contact
		code string
	}{{Contact{Dispatch: 2, How: "电话"}, "no_such_dispatch"}, {Contact{Dispatch: 1}, "missing"}, {Contact{Dispatch: 1, How: "电话致歉"}, ""}, {Contact{Dispatch: 1, How: "电话"}, "no_such_dispatch"}} {
		if code := l.try(c.ch); code != c.code {
			t.Errorf("%+v: %q, want %q", c.ch, code, c.code)
		}
	}
	if d := l.c.Dispatches[0]; d.ContactedAt == 0 || d.How != "电话致歉" || d.ContactedBy != "sue" {
		t.Errorf("%+v", d)
	}
	if diff := cmp.Diff([]string{sent().Department}, l.c.SubmittedTo()); diff != "" {
		t.Error(diff)
	}
	problem, analysis, solution, advice, store, yes := "尺码错", "录入有误", "换货", "尺码表放在下单页", "仓储部", "yes"
	cause, wanted := "系统显示旧库存", "换货"
	l.must(Describe{Cause: &cause, Wanted: &wanted}, AddAction{Text: "每日盘点", Due: evening(3), Prevents: true}, AddAction{Text: "补发", Due: evening(1), Remedial: true, Prevents: true})
	if a := l.c.Actions; !a[0].Prevents || a[1].Prevents || l.c.Cause != cause || l.c.Wanted != wanted {
		t.Errorf("cause %q, actions %+v", l.c.Cause, a)
	}
	l.must(Describe{Problem: &problem, Analysis: &analysis, Solution: &solution, Suggestion: &advice, Responsible: &store, Substantiated: &yes})
	if l.c.Problem != problem || l.c.Analysis != analysis || l.c.Solution != solution || l.c.Suggestion != advice || l.c.Responsible != store || l.c.Substantiated != yes {
		t.Errorf("the form says %+v", l.c)
	}
	if l := begin(t).must(valid(), sent()); l.c.Dispatches[0].Contact {
		t.Error("a contact is owed that the settings do not ask for")
	}
}

// TestTheCallBack: the first-contact owner calls the customer back, unless somebody else is named. Shows FCR-03.
func TestTheCallBack(t *testing.T) {
	t.Parallel()
	l := begin(t).must(whole()[:5]...)
	if l.c.CalledBy() != "mei" {
		t.Errorf("%s calls back", l.c.CalledBy())
	}
	l.must(CallBy{To: "bo"})
	if l.c.CalledBy() != "bo" {
		t.Errorf("%s calls back", l.c.CalledBy())
	}
	if code := l.as(Actor{ID: "bo"}, content()); code != "" {
		t.Errorf("who was named may call: %q", code)
	}
	if l := begin(t).must(CallBy{To: "bo"}, CallBy{}); l.c.CalledBy() != "mei" {
		t.Error("nobody named does not give it back to the owner")
	}
}

// TestOldEntriesReadTheSame: what an entry of before looks like has none of the newer fields in it, so that the stored
// form stays the same to the byte.
func TestOldEntriesReadTheSame(t *testing.T) {
	t.Parallel()
	c, err := Apply(begin(t).must(whole()[:6]...).c, Event{Stamp{morning() + 9e6, "sue"}, Close{Result: "已换货"}})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var has map[string]any
	if err := json.Unmarshal(raw, &has); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"problem", "analysis", "solution", "suggestion", "responsible", "substantiated", "verify_by", "escalations", "caller", "unseen", "seen", "files"} {
		if _, there := has[key]; there {
			t.Errorf("%s is written where nothing is", key)
		}
	}
	for key := range has["dispatches"].([]any)[0].(map[string]any) {
		if !slices.Contains([]string{"n", "department", "text", "due", "at", "by", "answer", "answered_at", "answered_by"}, key) {
			t.Errorf("a dispatch has %s", key)
		}
	}
}
