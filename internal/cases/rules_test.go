package cases

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firstline/internal/desk"
)

// codeOf is what a refusal is called; empty for none.
func codeOf(err error) string {
	var e *desk.Error
	if errors.As(err, &e) {
		return e.Code
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

func china() *time.Location { return time.FixedZone("CST", 8*60*60) }

func settings() Settings {
	return Settings{Zone: china(), General: 0, Major: 3, Extension: 3, Department: 3}
}

// morning is 09:00 in China on a Thursday.
func morning() desk.Millis { return desk.At(time.Date(2026, 8, 20, 9, 0, 0, 0, china())) }

// evening is 23:59 n days after that day.
func evening(n int) desk.Millis {
	return desk.At(time.Date(2026, 8, 20+n, 23, 59, 0, 0, china()))
}

func registration() Registration {
	return Registration{ID: "c", Number: "TS-2026-000001", Session: "s", Group: "complaint", From: "service", Owner: "mei", Severity: General, Nature: "退差价", Due: evening(0)}
}

// desk1 is the table's own way to run a life.
type life struct {
	t  *testing.T
	c  Case
	at desk.Millis
}

func begin(t *testing.T) *life {
	t.Helper()
	l := &life{t: t, at: morning()}
	var err error
	if l.c, err = Apply(Case{}, Event{Stamp{l.at, "mei"}, registration()}); err != nil {
		t.Fatal(err)
	}
	return l
}

// try asks for changes as a member of the complaint group and gives the code of the first refusal.
func (l *life) try(changes ...Change) string {
	for _, ch := range changes {
		l.at += 60_000
		full, err := Decide(settings(), l.c, Actor{ID: "sue", Member: true}, ch, l.at)
		if err == nil {
			l.c, err = Apply(l.c, Event{Stamp{l.at, "sue"}, full})
		}
		if err != nil {
			return codeOf(err)
		}
	}
	return ""
}

func (l *life) must(changes ...Change) *life {
	l.t.Helper()
	if code := l.try(changes...); code != "" {
		l.t.Fatalf("refused: %s at %s", code, l.c.Step)
	}
	return l
}

func valid() Judge       { return Judge{Valid, "属实"} }
func sent() SendOut      { return SendOut{Department: "仓储部", Text: "核查"} }
func answered() Handle   { return Handle{Dispatch: 1, Answer: "补发"} }
func told() Answer       { return Answer{Text: "已补发"} }
func content() Follow    { return Follow{Satisfied: true} }
func discontent() Follow { return Follow{Note: "还没收到"} }
func finished() Close    { return Close{Result: "补发一件"} }

// whole is the way of a valid complaint to its end (CMP-16).
func whole() []Change {
	return []Change{valid(), sent(), answered(), Return{}, told(), content(), finished()}
}

// TestSteps: what may follow what.
// Shows CMP-04, CMP-07, CMP-16, CMP-19.
func TestSteps(t *testing.T) {
	t.Parallel()
	cause := "发错货"
	major, empty := Major, ""
	for _, c := range []struct {
		name  string
		after []Change // must pass
		then  Change
		want  string // the refusal; empty = passes
		step  Step
	}{
		{"closing at once", nil, finished(), "not_finished", Registered},
		{"a department before the decision", nil, sent(), "not_valid", Registered},
		{"a department with an invalid one", []Change{Judge{Invalid, "超出服务范围"}}, sent(), "not_valid", Registered},
		{"a decision without a reason", nil, Judge{Valid, ""}, "missing", Registered},
		{"no decision", nil, Judge{"", "x"}, "validity", Registered},
		{"a department without a name", []Change{valid()}, SendOut{Text: "x"}, "missing", Registered},
		{"handling before the decision", nil, Handle{Answer: "x"}, "not_decided", Registered},
		{"solved at once without a department (CMP-07)", []Change{valid()}, Handle{Answer: "退款"}, "", Returned},
		{"explained (CMP-09)", []Change{Judge{Invalid, "超出服务范围"}}, Handle{Answer: "已婉转说明并提供其他办法"}, "", Returned},
		{"a department answers", []Change{valid(), sent()}, answered(), "", Handled},
		{"the group answers for a department", []Change{valid(), sent()}, Handle{Answer: "x"}, "no_such_dispatch", Dispatched},
		{"one of two departments answers", []Change{valid(), sent(), sent()}, answered(), "", Dispatched},
		{"twice the same answer", []Change{valid(), sent(), sent(), answered()}, answered(), "no_such_dispatch", Dispatched},
		{"returned before the answer", []Change{valid(), sent()}, Return{}, "step", Dispatched},
		{"called back before the form is back", []Change{valid(), sent(), answered(), told()}, content(), "step", Handled},
		{"called back before the customer was told", []Change{valid(), sent(), answered(), Return{}}, content(), "not_answered", Returned},
		{"not satisfied (CMP-19)", whole()[:5], discontent(), "", Dispatched},
		{"not satisfied, without saying why", whole()[:5], Follow{}, "missing", Returned},
		{"closing before satisfied", whole()[:5], finished(), "not_finished", Returned},
		{"closing without a result", whole()[:6], Close{}, "missing", FollowedUp},
		{"the whole way", whole()[:6], finished(), "", Closed},
		{"a closed one takes nothing", whole(), valid(), "case_closed", Closed},
		{"a closed one takes a remark", whole(), Remark{"客户来电致谢"}, "", Closed},
		{"reopened (CMP-20)", whole(), Reopen{Reason: "问题再次出现"}, "", Registered},
		{"reopened without a reason", whole(), Reopen{}, "missing", Closed},
		{"an open one is not reopened", nil, Reopen{Reason: "x"}, "case_open", Registered},
		{"described", nil, Describe{Cause: &cause, Severity: &major}, "", Registered},
		{"nothing left of what it is about", nil, Describe{Nature: &empty}, "missing", Registered},
		{"evidence", nil, AddEvidence{Evidence{From: 3, To: 5}}, "", Registered},
		{"evidence backwards", nil, AddEvidence{Evidence{From: 5, To: 3}}, "evidence", Registered},
		{"extended", nil, Extend{Until: evening(2), Reason: "待供应商", Told: "电话"}, "", Registered},
		{"extended to today", nil, Extend{Until: evening(0), Reason: "x", Told: "x"}, "date", Registered},
		{"extended too far", nil, Extend{Until: evening(4), Reason: "x", Told: "x"}, "date", Registered},
		{"extended without telling", nil, Extend{Until: evening(2), Reason: "x"}, "missing", Registered},
		{"extended twice", []Change{Extend{Until: evening(1), Reason: "x", Told: "x"}}, Extend{Until: evening(2), Reason: "x", Told: "x"}, "extended", Registered},
		{"an action without a date", nil, AddAction{Text: "x"}, "due", Registered},
		{"an action done twice", []Change{AddAction{Text: "补发", Remedial: true, Due: evening(1)}, Done{N: 1}}, Done{N: 1}, "no_such_action", Registered},
		{"registered twice", nil, registration(), "order", Registered},
	} {
		l := begin(t).must(c.after...)
		if got := l.try(c.then); got != c.want || l.c.Step != c.step {
			t.Errorf("%s: %q at %s, want %q at %s", c.name, got, l.c.Step, c.want, c.step)
		}
	}
}

// TestWhoHasIt: whoever of the group takes it up first, until it is given to somebody else.
func TestWhoHasIt(t *testing.T) {
	t.Parallel()
	l := begin(t)
	if l.must(Remark{"x"}); l.c.Handler != "" {
		t.Errorf("a remark has made %s the handler", l.c.Handler)
	}
	if l.must(valid()); l.c.Handler != "sue" {
		t.Errorf("handled by %q", l.c.Handler)
	}
	if l.must(Assign{"zoe"}, sent()); l.c.Handler != "zoe" {
		t.Errorf("handled by %q", l.c.Handler)
	}
}

// TestWhoMay: only the complaint group and its superiors handle and close (ORG-07); the first-contact owner follows up.
// Shows FCR-01.
func TestWhoMay(t *testing.T) {
	t.Parallel()
	member, above := Actor{ID: "sue", Member: true}, Actor{ID: "boss", Above: true}
	owner, reporter, other := Actor{ID: "mei"}, Actor{ID: "rob"}, Actor{ID: "bo"}
	for _, c := range []struct {
		in   circle
		want []bool // member, above, owner, reporter, other
	}{
		{handlers, []bool{true, true, false, false, false}},
		{followers, []bool{true, true, true, false, false}},
		{concerned, []bool{true, true, true, true, false}},
		{everyone, []bool{true, true, true, true, true}},
		{nobody, []bool{false, false, false, false, false}},
	} {
		for i, who := range []Actor{member, above, owner, reporter, other} {
			if got := who.may(&Case{Owner: "mei", Reporter: "rob"}, c.in); got != c.want[i] {
				t.Errorf("circle %d, %s: %v", c.in, who.ID, got)
			}
		}
	}
	for _, ch := range []Change{Close{}, Judge{}, SendOut{}, Handle{}, Return{}, Answer{}, Extend{}, Describe{}, Assign{}, AddAction{}, Done{}} {
		if ch.circle() != handlers {
			t.Errorf("%s is not the complaint group's alone", ch.Kind())
		}
	}
	if (Actor{}).may(&Case{}, followers) {
		t.Error("nobody is the first-contact owner of an entry without one")
	}
	l := begin(t).must(whole()[:5]...)
	if got := Can(l.c, owner); !slices.Equal(got, []Kind{KindEvidence, KindAttached, KindRemarked, KindFollowedUp, KindEscalated}) {
		t.Errorf("the owner can %v", got)
	}
	if got := Can(l.c, other); len(got) != 0 {
		t.Errorf("others can %v", got)
	}
}

// TestDeadlines: general the same day, major within three (CMP-10); the customer's own time until there is an answer
// (CMP-08); what was late stays late.
// Shows CMP-11, CMP-12.
func TestDeadlines(t *testing.T) {
	t.Parallel()
	s := settings()
	for _, c := range []struct {
		name string
		at   desk.Millis
		v    Severity
		ends time.Duration
		want desk.Millis
	}{
		{"general", morning(), General, 0, evening(0)},
		{"major", morning(), Major, 0, evening(3)},
		{"after the day has ended", desk.At(time.Date(2026, 8, 20, 19, 0, 0, 0, china())), General, 18 * time.Hour, desk.At(time.Date(2026, 8, 21, 18, 0, 0, 0, china()))},
		{"before it ends", morning(), General, 18 * time.Hour, desk.At(time.Date(2026, 8, 20, 18, 0, 0, 0, china()))},
		{"major after the day has ended", desk.At(time.Date(2026, 8, 20, 19, 0, 0, 0, china())), Major, 18 * time.Hour, desk.At(time.Date(2026, 8, 23, 18, 0, 0, 0, china()))},
	} {
		s.DayEnds = c.ends
		if got := s.Due(c.at, c.v); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got.Time().In(china()), c.want.Time().In(china()))
		}
	}
	major := Major
	noon := desk.At(time.Date(2026, 8, 20, 12, 0, 0, 0, china()))
	l := begin(t)
	for _, step := range []struct {
		ch   Change
		want desk.Millis
	}{
		{Describe{CustomerDue: &noon}, noon},
		{Describe{Severity: &major}, noon},
		{told(), evening(3)},
		{Extend{Until: evening(5), Reason: "x", Told: "x"}, evening(5)},
	} {
		if l.must(step.ch); l.c.DueAt != step.want {
			t.Errorf("after %s: due %s", step.ch.Kind(), l.c.DueAt.Time().In(china()))
		}
	}
	if l.c.Late || l.c.Overdue(evening(5)) || !l.c.Overdue(evening(5)+1) {
		t.Errorf("late %v", l.c.Late)
	}
	past := morning()
	if got := l.try(Describe{CustomerDue: &past}); got != "date" {
		t.Errorf("a wish that has passed: %q", got)
	}

	l = begin(t)
	l.at = evening(1)
	if l.must(Extend{Until: evening(2), Reason: "x", Told: "x"}); !l.c.Late || l.c.Extension.Was != evening(0) {
		t.Errorf("extended when it was late: %+v", l.c)
	}
	l.must(whole()...)
	if l.must(Reopen{Reason: "x"}); l.c.DueAt != s2(l.at) || l.c.Reopened != 1 || l.c.Extension != nil || !l.c.Late || l.c.Validity != "" {
		t.Errorf("reopened: %+v", l.c)
	}
}

func s2(at desk.Millis) desk.Millis { return settings().Due(at, General) }

// TestNumbering shows CMP-03.
func TestNumbering(t *testing.T) {
	t.Parallel()
	for form, want := range map[string]string{"TS-{year}-{serial:6}": "TS-2026-000123", "{year}{serial}号": "2026123号", "投诉{serial:2}/{year}": "投诉123/2026"} {
		n, err := ParseNumbering(form)
		if got := n.Number(2026, 123); err != nil || got != want {
			t.Errorf("%s: %s (%v)", form, got, err)
		}
	}
	for _, form := range []string{"", "TS-{serial}", "{year}", "{year}-{serial}-{serial}", "{year}{year}{serial}", "{year}-{serial:0}", strings.Repeat("x", 60) + "{year}{serial}"} {
		if _, err := ParseNumbering(form); codeOf(err) != "number" {
			t.Errorf("%q: %v", form, err)
		}
	}
	if got := (Numbering{}).Number(2026, 7); got != "TS-2026-000007" {
		t.Error(got)
	}
}

// anything draws a change, sensible or not.
func anything(t *rapid.T, at desk.Millis) Change {
	text := rapid.SampledFrom([]string{"", "x", "说明"}).Draw(t, "text")
	n := rapid.IntRange(0, 4).Draw(t, "n")
	later := at + desk.Millis(rapid.Int64Range(-1, 5*24*3600_000).Draw(t, "later"))
	sev := rapid.SampledFrom([]Severity{General, Major, "huge"}).Draw(t, "severity")
	return rapid.SampledFrom([]Change{registration(), HandOver{ClientID: text}, HandedOver{At: at}, Own{By: "bo"}, Assign{To: desk.AgentID(text)}, Describe{Severity: &sev}, Describe{CustomerDue: &later, Cause: &text},
		Judge{Valid, text}, Judge{Invalid, text}, AddEvidence{Evidence{From: int64(n), To: 2}}, Attach{Upload: text, File: &HandedIn{Name: text, Size: int64(n)}}, Remark{text}, SendOut{Department: text, Text: "x"}, Handle{Dispatch: n, Answer: text}, Handle{Answer: "x"},
		Return{}, Answer{Text: text}, Extend{Until: later, Reason: text, Told: "x"}, AddAction{Text: text, Due: later}, Done{N: n}, Follow{Satisfied: n > 1, Note: text}, Close{Result: text}, Reopen{Reason: text}}).Draw(t, "change")
}

// TestInvariants: whatever people try, what the service code promises holds after each step, and the events alone give
// the entry again.
func TestInvariants(t *testing.T) {
	t.Parallel()
	closed, reopened := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		at := morning()
		c, err := Apply(Case{}, Event{Stamp{at, "mei"}, registration()})
		if err != nil {
			t.Fatal(err)
		}
		events := []Event{{Stamp{at, "mei"}, registration()}}
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			at += desk.Millis(rapid.Int64Range(1, 12*3600_000).Draw(t, "pause"))
			who := rapid.SampledFrom([]Actor{{ID: "sue", Member: true}, {ID: "sue", Member: true}, {ID: "mei"}, {ID: "bo"}}).Draw(t, "who")
			ask := anything(t, at)
			if rapid.Bool().Draw(t, "on") { // otherwise the end is hardly ever reached
				ask = onward(c)
			}
			before, _ := json.Marshal(c)
			ch, err := Decide(settings(), c, who, ask, at)
			next := c
			if err == nil {
				next, err = Apply(c, Event{Stamp{at, who.ID}, ch})
			}
			if after, _ := json.Marshal(c); string(before) != string(after) {
				t.Fatalf("%s has changed the case that it was given", ask.Kind())
			}
			if err != nil {
				if desk.KindOf(err) == "" {
					t.Fatalf("%s is refused without a kind: %v", ask.Kind(), err)
				}
				continue
			}
			holds(t, c, next, who, ch)
			events, c = append(events, Event{Stamp{at, who.ID}, ch}), next
			if c.Step == Closed {
				closed++
			}
			reopened += c.Reopened
		}
		replays(t, events, c)
	})
	if closed == 0 || reopened == 0 {
		t.Errorf("%d closed, %d reopened: the draw never comes that far", closed, reopened)
	}
}

// onward is what brings a case nearer to its end.
func onward(c Case) Change {
	switch {
	case c.Step == Closed:
		return Reopen{Reason: "x"}
	case c.Validity == "":
		return valid()
	case c.Step == Registered:
		return sent()
	case c.Step == Dispatched:
		n := slices.IndexFunc(c.Dispatches, func(d Dispatch) bool { return d.AnsweredAt == 0 })
		return Handle{Dispatch: n + 1, Answer: "x"}
	case c.Step == Handled:
		return Return{}
	case c.Reply == nil:
		return told()
	case c.Step == Returned:
		return content()
	}
	return finished()
}

func holds(t *rapid.T, was, c Case, who Actor, ch Change) {
	wrong := func(what string) { t.Fatalf("after %s by %s: %s: %+v", ch.Kind(), who.ID, what, c) }
	switch {
	case c.Version != was.Version+1:
		wrong("the version does not count")
	case c.Number != was.Number || c.Owner != was.Owner || c.Reporter != was.Reporter || c.Session != was.Session || c.RegisteredAt != was.RegisteredAt:
		wrong("what is fixed has changed")
	case c.DueAt <= 0 || c.Due() != c.DueAt:
		wrong("the deadline")
	case c.Step == Closed && (c.Validity == "" || c.Reply == nil || c.FollowUp == nil || !c.FollowUp.Satisfied || c.ClosedAt == 0 || c.Result == ""):
		wrong("closed too early")
	case (c.Step == Closed) != (c.ClosedAt > 0):
		wrong("the time of closing")
	case was.Late && !c.Late:
		wrong("lateness is gone")
	case ch.Kind() == KindClosed && !who.Member && !who.Above:
		wrong("closed by somebody else")
	case c.Step == Closed && len(c.Missing()) > 0:
		wrong("something is missing")
	}
	for _, d := range c.Dispatches {
		if d.AnsweredAt == 0 && !slices.Contains([]Step{Dispatched}, c.Step) {
			wrong("a department still owes an answer")
		}
	}
}

// Due recomputes what counts.
func (c Case) Due() desk.Millis { return c.due() }

func replays(t *rapid.T, events []Event, want Case) {
	var c Case
	for _, e := range events {
		raw, err := json.Marshal(e.Change)
		if err != nil {
			t.Fatal(err)
		}
		ch, err := decode(e.Change.Kind(), raw)
		if err != nil {
			t.Fatal(err)
		}
		if c, err = Apply(c, Event{e.Stamp, ch}); err != nil {
			t.Fatalf("%s does not follow: %v", ch.Kind(), err)
		}
	}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Fatal(diff)
	}
}
