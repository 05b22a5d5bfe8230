package cases

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/internal/testenv"
)

// TestNumbersHaveNoHoles lets several nodes register at once, on connections of their own: each session gets one
// number, no number is given twice and none is left out (CMP-01, CMP-03).
func TestNumbersHaveNoHoles(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		nodes := []*Service{o.Service}
		if strings.HasPrefix(o.dsn, "postgres") {
			nodes = append(nodes, o.node(o.open()), o.node(o.open()), o.node(o.open()))
		}
		const sessions, doubles = 60, 3
		var ids []desk.SessionID
		for range sessions {
			ids = append(ids, o.session("service", "mei"))
		}
		var wg sync.WaitGroup
		numbers := make([][doubles]string, sessions)
		for i, id := range ids {
			for d := range doubles { // the same hand-over comes again, on another node
				wg.Add(1)
				go func() {
					defer wg.Done()
					n, err := nodes[(i+d)%len(nodes)].Reserve(t.Context(), "rob", id, Request{ClientID: "h", Reason: "交易纠纷"})
					if err != nil {
						t.Errorf("session %d: %v", i, err)
					}
					numbers[i][d] = n
				}()
			}
		}
		wg.Wait()
		var all []string
		for _, n := range numbers {
			if n[0] != n[1] || n[1] != n[2] {
				t.Errorf("one session has the numbers %v", n)
			}
			all = append(all, n[0])
		}
		slices.Sort(all)
		for i, n := range all {
			if want := fmt.Sprintf("TS-2026-%06d", i+1); n != want {
				t.Fatalf("number %s stands where %s is due", n, want)
			}
		}
		o.sound()
	})
}

// sound lets verify look at the whole register.
func (o *office) sound() {
	o.t.Helper()
	var out strings.Builder
	if n, err := Verify(o.t.Context(), o.st, true, &out); n != 0 || err != nil {
		o.t.Errorf("%v\n%s", err, out.String())
	}
}

// TestANewYearBeginsAtOne: on the department's clock.
func TestANewYearBeginsAtOne(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		o.registered("mei")
		o.setTo(desk.Millis(1798732800000)) // 2027-01-01 00:00 in China, still 2026 in UTC
		if c := o.registered("mei"); c.Number != "TS-2027-000001" {
			t.Error(c.Number)
		}
		o.setTo(morning())
		if c := o.registered("mei"); c.Number != "TS-2026-000002" {
			t.Error(c.Number)
		}
		o.sound()
	})
}

// TestReserveSurvivesACrash: an entry whose hand-over never came stays visible as such, and the next hand-over takes it
// up; one whose hand-over did come is found out.
func TestReserveSurvivesACrash(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		id := o.session("service", "mei")
		first, err := o.Reserve(t.Context(), "rob", id, Request{ClientID: "h1", Reason: "要求退差价"})
		if err != nil {
			t.Fatal(err)
		}
		c := o.only(id)
		want := Case{ID: c.ID, Version: 1, Number: "TS-2026-000001", Session: id, Channel: "web", Address: c.Address, Title: "李女士", Group: "complaint", From: "service", Reporter: "rob", Owner: "mei",
			Step: Registered, Severity: General, Nature: "要求退差价", Reason: "要求退差价", RegisteredAt: morning(), DueAt: evening(0), SeverityDue: evening(0), Since: morning(),
			Evidence: []Evidence{{From: 1, To: 3}}, Dispatches: []Dispatch{}, Actions: []Action{}, HandOvers: []string{"h1"}}
		if diff := cmp.Diff(want, c); diff != "" {
			t.Error(diff)
		}
		if known, err := o.Reserved(t.Context(), id, "h1"); !known || err != nil {
			t.Errorf("reserved: %v, %v", known, err)
		}
		again, err := o.Reserve(t.Context(), "zoe", id, Request{ClientID: "h2", Reason: "再次转交"})
		if err != nil || again != first {
			t.Errorf("the next hand-over has %s (%v), want %s", again, err, first)
		}
		if c := o.only(id); c.HandedAt != 0 || c.Reason != "再次转交" || c.Reporter != "rob" || len(c.HandOvers) != 2 {
			t.Errorf("%+v", c)
		}
		o.arrives(id, "h2")
		if c := o.only(id); c.HandedAt != 7 || c.Version != 3 {
			t.Errorf("%+v", c)
		}
		if c := o.only(id); c.Version != 3 {
			t.Error("looked at twice, it is written twice")
		}
		o.sound()
	})
}

// only gives the one entry of a session.
func (o *office) only(id desk.SessionID) Case {
	o.t.Helper()
	all, err := o.Of(o.t.Context(), id)
	if err != nil || len(all) != 1 {
		o.t.Fatal(all, err)
	}
	return all[0]
}

// TestRegister shows CMP-01, CMP-02.
func TestRegister(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		ours := o.session("complaint", "")
		c, _, err := o.Register(t.Context(), "sue", ours, Request{ClientID: "r", Nature: "n", Severity: Major, Evidence: []Evidence{{From: 1, To: 1}}})
		if err != nil || c.Owner != "sue" || c.HandedAt != morning() || c.DueAt != evening(3) || len(c.Evidence) != 1 {
			t.Errorf("%+v (%v)", c, err)
		}
		if same, again, err := o.Register(t.Context(), "sue", ours, Request{ClientID: "r", Nature: "n"}); !again || err != nil || same.Number != c.Number {
			t.Errorf("again: %+v, %v, %v", same, again, err)
		}
		for _, bad := range []Request{{}, {ClientID: "x"}, {ClientID: "x", Nature: "n", Severity: "huge"}, {ClientID: "x", Nature: "n", Evidence: []Evidence{{From: 2, To: 9}}}} {
			if _, _, err := o.Register(t.Context(), "sue", o.session("service", "mei"), bad); desk.KindOf(err) != desk.Invalid {
				t.Errorf("%+v: %v", bad, err)
			}
		}
		if _, _, err := o.Register(t.Context(), "sue", "019a", Request{ClientID: "x", Nature: "n"}); desk.KindOf(err) != desk.NotFound {
			t.Error(err)
		}
		if c := o.registered("mei"); c.Number != "TS-2026-000002" {
			t.Errorf("a refused registration has taken a number: %s", c.Number)
		}
		o.sound()
	})
}

// TestTheWholeWay goes from registration to the end and back, and looks at what is left of it.
// Shows CMP-05, CMP-16, CMP-20, FCR-03.
func TestTheWholeWay(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		c := o.registered("mei")
		do := func(ch Change) {
			t.Helper()
			var err error
			if c, _, err = o.Change(t.Context(), member("sue"), c.Number, Command{ClientID: fmt.Sprint("k", c.Version), Seen: c.Version, Change: ch}); err != nil {
				t.Fatal(ch.Kind(), err)
			}
		}
		cause, wanted := "发错货", "补发"
		for _, ch := range append([]Change{Assign{"sue"}, Describe{Cause: &cause, Wanted: &wanted}, AddEvidence{Evidence{From: 2, To: 3, Note: "承诺"}}, Remark{"已核实仓库"},
			AddAction{Text: "补发", Remedial: true, Due: evening(1)}, Done{N: 1}}, whole()...) {
			do(ch)
		}
		if c.Step != Closed || c.ClosedAt != morning() || c.Handler != "sue" || c.Cause != cause {
			t.Errorf("%+v", c)
		}
		do(Reopen{Reason: "再次出现"})
		story, err := o.Story(t.Context(), c.ID)
		if err != nil || len(story) != int(c.Version) || story[2].Was == nil || story[2].Was.Cause != "" || story[0].Kind != KindRegistered {
			t.Errorf("%+v (%v)", story, err)
		}
		o.heads.mu.Lock()
		sealed := o.heads.seen[SealName(c.ID)]
		o.heads.mu.Unlock()
		if sealed != c.Version {
			t.Errorf("version %d is sealed of %d", sealed, c.Version)
		}
		o.sound()
	})
}

// TestChange: rights, compare-and-set, and the same command again.
func TestChange(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		c := o.registered("mei")
		ask := func(who Rights, client string, seen int64, ch Change) (bool, error) {
			_, again, err := o.Change(t.Context(), who, c.ID, Command{ClientID: client, Seen: seen, Change: ch})
			return again, err
		}
		for _, x := range []struct {
			who    Rights
			client string
			seen   int64
			ch     Change
			again  bool
			want   string
		}{
			{outsider("bo"), "a", 1, Remark{"x"}, false, "not_found"},
			{outsider("mei"), "a", 1, valid(), false, "not_group"},
			{member("sue"), "a", 1, valid(), false, ""},
			{member("sue"), "a", 1, valid(), true, ""},
			{member("sue"), "a", 2, valid(), true, ""},
			{member("sue"), "a", 2, Judge{Invalid, "x"}, true, "idempotency_key_reused"},
			{outsider("mei"), "b", 1, Remark{"x"}, false, "changed_meanwhile"},
			{outsider("mei"), "b", 2, Remark{"x"}, false, ""},
			{member("sue"), "c", 3, Answer{Text: "x", Seq: 1}, false, "no_such_answer"},
			{member("sue"), "c", 3, Answer{Text: "x", Seq: 9}, false, "no_such_answer"},
			{member("sue"), "c", 3, AddEvidence{Evidence{From: 1, To: 9}}, false, "no_such_message"},
			{member("sue"), "c", 3, SendOut{Department: "仓储", Text: "x"}, false, ""},
			{member("sue"), "c", 3, SendOut{Department: "仓储", Text: "x"}, true, ""},
			{member("sue"), "d", 4, Answer{Text: "x", Seq: 2}, false, ""},
		} {
			again, err := ask(x.who, x.client, x.seen, x.ch)
			if codeOf(err) != x.want || err == nil && again != x.again {
				t.Errorf("%s by %s: %v, %v; want %q", x.ch.Kind(), x.client, again, err, x.want)
			}
		}
		_, err := ask(member("zoe"), "z", 1, valid())
		var changed *Changed
		if !errors.As(err, &changed) || changed.By != "sue" || changed.Kind != KindReplied || changed.Version != 5 {
			t.Errorf("who was faster: %+v", changed)
		}
		if _, err := o.Get(t.Context(), outsider("bo"), c.Number); codeOf(err) != "not_found" {
			t.Error(err)
		}
		if got, err := o.Get(t.Context(), outsider("mei"), c.Number); err != nil || got.Version != 5 {
			t.Error(got, err)
		}
		o.sound()
	})
}

// TestOneWinsAtATime: of many who change the same version one gets through.
func TestOneWinsAtATime(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		c := o.registered("mei")
		var wg sync.WaitGroup
		var mu sync.Mutex
		won := 0
		for i := range 12 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				_, _, err := o.Change(t.Context(), member("sue"), c.ID, Command{ClientID: fmt.Sprint(i), Seen: 1, Change: Remark{fmt.Sprint(i)}})
				if err != nil && codeOf(err) != "changed_meanwhile" {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					won++
				}
			}()
		}
		wg.Wait()
		if won != 1 {
			t.Errorf("%d have won", won)
		}
		o.sound()
	})
}

// TestASecondEntry: a session whose complaint is closed gets a new one; the old one cannot be reopened beside it.
func TestASecondEntry(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		c := o.registered("mei")
		for _, ch := range whole() {
			var err error
			if c, _, err = o.Change(t.Context(), member("sue"), c.ID, Command{ClientID: string(ch.Kind()), Seen: c.Version, Change: ch}); err != nil {
				t.Fatal(err)
			}
		}
		number, err := o.Reserve(t.Context(), "rob", c.Session, Request{ClientID: "h", Reason: "新的投诉"})
		if err != nil || number == c.Number {
			t.Fatal(number, err)
		}
		_, _, err = o.Change(t.Context(), member("sue"), c.ID, Command{ClientID: "re", Seen: c.Version, Change: Reopen{Reason: "x"}})
		if codeOf(err) != "another_open" {
			t.Error(err)
		}
		if all, err := o.Of(t.Context(), c.Session); err != nil || len(all) != 2 || all[0].Number != number {
			t.Error(all, err)
		}
		o.sound()
	})
}

func TestList(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		var cs []Case
		for _, owner := range []desk.AgentID{"mei", "bo", "mei", "zoe"} {
			cs = append(cs, o.registered(owner))
		}
		do := func(i int, ch Change) {
			t.Helper()
			var err error
			if cs[i], _, err = o.Change(t.Context(), member("sue"), cs[i].ID, Command{ClientID: fmt.Sprint(cs[i].Version), Seen: cs[i].Version, Change: ch}); err != nil {
				t.Fatal(err)
			}
		}
		major, nature := Major, "收到_100%碎"
		do(1, Describe{Severity: &major, Nature: &nature})
		for _, ch := range whole()[:5] {
			do(2, ch)
		}
		for _, ch := range whole() {
			do(3, ch)
		}
		o.setTo(evening(0) + 1)
		for _, c := range []struct {
			name string
			q    Query
			want string // the serials
		}{
			{"open", Query{View: ViewOpen}, "132"},
			{"all", Query{View: ViewAll}, "1324"},
			{"overdue", Query{View: ViewOverdue}, "13"},
			{"today", Query{View: ViewToday}, "13"},
			{"follow-up", Query{View: ViewFollowUp}, "3"},
			{"closed", Query{View: ViewClosed}, "4"},
			{"not seen yet", Query{View: ViewUnseen}, "4"},
			{"mine to call", Query{View: ViewCall}, "3"},
			{"to be decided above", Query{View: ViewRuling}, ""},
			{"mine", Query{View: ViewAll, Mine: "mei"}, "13"},
			{"what one may see", Query{View: ViewAll, Seer: "zoe"}, "4"},
			{"words", Query{View: ViewAll, Words: " _100% "}, "2"},
			{"number", Query{View: ViewAll, Words: "ts-2026-000003"}, "3"},
			{"customer", Query{View: ViewAll, Words: "李"}, "1324"},
			{"no pattern", Query{View: ViewAll, Words: "%!"}, ""},
			{"group", Query{View: ViewAll, From: "order"}, ""},
			{"group of all", Query{View: ViewAll, From: "service"}, "1324"},
			{"a page", Query{View: ViewAll, Limit: 2}, "13"},
		} {
			p, err := o.List(t.Context(), c.q, "mei")
			got := ""
			for _, x := range p.Cases {
				got += x.Number[len(x.Number)-1:]
			}
			if err != nil || got != c.want {
				t.Errorf("%s: %s, want %s (%v)", c.name, got, c.want, err)
			}
			if c.name == "a page" {
				rest, err := o.List(t.Context(), Query{View: ViewAll, Limit: 2, Cursor: p.Next}, "mei")
				if err != nil || len(rest.Cases) != 2 || rest.Cases[0].Number != cs[1].Number {
					t.Errorf("the next page: %+v (%v)", rest.Cases, err)
				}
			}
			if diff := cmp.Diff(Counts{Open: 3, Overdue: 2, Today: 2, FollowUp: 1, Call: 1, Mine: 2, Unseen: 1}, p.Counts); c.q.Seer == "" && diff != "" {
				t.Errorf("%s: %s", c.name, diff)
			}
		}
		if _, err := o.List(t.Context(), Query{Cursor: "x"}, ""); codeOf(err) != "cursor" {
			t.Error(err)
		}
	})
}

// TestVerifyFinds: what is changed behind our back is named.
func TestVerifyFinds(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ change, want string }{
		"a changed state":    {"UPDATE complaint SET state = replace(state, '退差价', '感谢') WHERE serial = 2", "is not what its events give"},
		"a changed deadline": {"UPDATE complaint SET due_at = due_at + 1 WHERE serial = 2", "is not what its events give"},
		"another owner":      {"UPDATE complaint SET owner = 'bo' WHERE serial = 2", "is not what its events give"},
		"a missing entry":    {"UPDATE complaint SET serial = 9 WHERE serial = 2", "missing from 2 on"},
		"a changed event":    {"DROP TRIGGER case_event_no_update; UPDATE case_event SET who = 'bo' WHERE complaint = (SELECT id FROM complaint WHERE serial = 2)", "event 1 was changed"},
		"a removed event":    {"DROP TRIGGER case_event_no_delete; DELETE FROM case_event WHERE complaint = (SELECT id FROM complaint WHERE serial = 2)", "0 events, its row is of version 1"},
		"a removed row":      {"DROP TRIGGER complaint_no_delete; DELETE FROM complaint WHERE serial = 2", "its row is gone"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := &office{t: t, dsn: testenv.SQLite(t), now: morning().Time()}
			o.st = o.open()
			o.Service = o.node(o.st)
			for range 3 {
				o.registered("mei")
			}
			o.sound()
			for part := range strings.SplitSeq(c.change, ";") {
				if err := o.st.Exec(t.Context(), part); err != nil {
					t.Fatal(err)
				}
			}
			var out strings.Builder
			if n, err := Verify(t.Context(), o.st, true, &out); n == 0 || err != nil || !strings.Contains(out.String(), c.want) {
				t.Errorf("%d, %v: %s", n, err, out.String())
			}
		})
	}
}

// TestNothingIsTakenBack: the databases refuse to change what was written.
func TestNothingIsTakenBack(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		o.registered("mei")
		for _, q := range []string{"UPDATE case_event SET who = 'x'", "DELETE FROM case_event", "DELETE FROM complaint"} {
			if err := o.st.Exec(t.Context(), q); err == nil || !strings.Contains(err.Error(), "append-only") {
				t.Errorf("%s: %v", q, err)
			}
		}
	})
}

// TestNothingIsInTheGroupWithoutANumber: what a keyword rule has sent there is registered by the desk, once, also by two
// nodes at the same moment; the first-contact owner is who answers then, and stays it.
// Shows RTE-01, ORG-07.
func TestNothingIsInTheGroupWithoutANumber(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		id := o.session("complaint", "")
		o.session("service", "mei")
		closed := o.session("complaint", "")
		ok := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		ok(o.st.Exec(t.Context(), "UPDATE session SET phase = 'closed' WHERE id = $1", string(closed)))
		var wg sync.WaitGroup
		for range 3 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				if err := o.node(o.st).Sweep(t.Context()); err != nil {
					t.Error(err)
				}
			}()
		}
		wg.Wait()
		c := o.only(id)
		if c.Number != "TS-2026-000001" || c.Nature != "line 1" || c.Owner != "" || c.Reporter != "" || c.HandedAt == 0 || c.Step != Registered {
			t.Errorf("%+v", c)
		}
		all, err := o.List(t.Context(), Query{View: ViewAll}, "")
		if err != nil || len(all.Cases) != 1 {
			t.Errorf("%+v (%v)", all, err)
		}
		ok(o.st.Exec(t.Context(), "UPDATE session SET owner = 'sue' WHERE id = $1", string(id)))
		if c := o.only(id); c.Owner != "sue" || c.Handler != "" {
			t.Errorf("%+v", c)
		}
		ok(o.st.Exec(t.Context(), "UPDATE session SET owner = 'bo' WHERE id = $1", string(id)))
		if c := o.only(id); c.Owner != "sue" {
			t.Errorf("the owner has become %s", c.Owner)
		}
		mine, err := o.List(t.Context(), Query{View: ViewOpen, Seer: "sue"}, "sue")
		if err != nil || len(mine.Cases) != 1 || mine.Counts.Mine != 1 {
			t.Errorf("%+v (%v)", mine, err)
		}
		ok(o.Sweep(t.Context()))

		waits := o.session("complaint", "")
		ok(o.sweep(t.Context(), false))
		if all, err := o.Of(t.Context(), waits); err != nil || len(all) != 0 {
			t.Errorf("one that is served is not among those that wait: %v, %v", all, err)
		}
		ok(o.st.Exec(t.Context(), "UPDATE session SET phase = 'queued' WHERE id = $1", string(waits)))
		ok(o.sweep(t.Context(), false))
		if c := o.only(waits); c.Number != "TS-2026-000002" {
			t.Errorf("%+v", c)
		}
		o.sound()
	})
}
