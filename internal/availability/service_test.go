package availability_test

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"firstline/internal/availability"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(testenv.Wrap(m)) }

// rig is a record with one person, and two nodes' services on it.
type rig struct {
	t      *testing.T
	st     *store.Store
	a, b   *availability.Service
	policy availability.Policy
	now    time.Time
	told   []availability.Notice
	looks  int
}

func (r *rig) Publish(_ context.Context, topic string, payload []byte) error {
	var n availability.Notice
	if err := json.Unmarshal(payload, &n); err != nil || topic != availability.Topic {
		r.t.Errorf("%s on %s: %v", payload, topic, err)
	}
	r.told = append(r.told, n)
	return nil
}

func onBoth(t *testing.T, policy availability.Policy, run func(r *rig)) {
	t.Helper()
	record.EachStore(t, func(t *testing.T, st *store.Store) {
		r := &rig{t: t, st: st, policy: policy, now: time.UnixMilli(1_000_000)}
		node := func() *availability.Service {
			return availability.New(availability.Options{Record: st, Live: r, Policy: func() availability.Policy { return r.policy }, Now: func() time.Time { return r.now },
				Changed: func(context.Context, desk.AgentID) { r.looks++ }})
		}
		r.a, r.b = node(), node()
		for _, id := range []string{"mei", "bo"} {
			if err := st.Write(t.Context(), func(q *dbq.Queries) error {
				return q.CreateAgent(t.Context(), dbq.CreateAgentParams{ID: id, Login: id, Name: id, Rank: "agent", MemberOf: "[]", Status: "offline", Level: 1})
			}); err != nil {
				t.Fatal(err)
			}
		}
		run(r)
	})
}

// at sets the clock, in seconds after the start.
func (r *rig) at(s int64) desk.Millis {
	r.now = time.UnixMilli(1_000_000 + s*1000)
	return desk.At(r.now)
}

func (r *rig) back() desk.Millis { return desk.At(r.now.Add(10 * time.Minute)) }

func (r *rig) set(w availability.Wish) availability.Now {
	r.t.Helper()
	now, err := r.a.Set(r.t.Context(), "mei", w, true)
	if err != nil {
		r.t.Fatal(err)
	}
	return now
}

func (r *rig) intervals(from, until desk.Millis) []availability.Interval {
	r.t.Helper()
	got, err := r.b.Intervals(r.t.Context(), "mei", from, until)
	if err != nil {
		r.t.Fatal(err)
	}
	return got
}

func codeOf(err error) string {
	var e *desk.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func anybody(desk.AgentID) bool { return true }

// TestAsks: the table of what needs a superior.
func TestAsks(t *testing.T) {
	t.Parallel()
	both := availability.Policy{Away: true, Busy: true}
	var got []string
	all := []desk.Status{desk.StatusOnline, desk.StatusBusy, desk.StatusAway, desk.StatusDraining, desk.StatusOffline}
	for _, from := range all {
		for _, to := range all {
			if both.Asks(from, to) {
				got = append(got, string(from+"→"+to))
			}
			if (availability.Policy{}).Asks(from, to) || (availability.Policy{Busy: true}).Asks(from, desk.StatusAway) || (availability.Policy{Away: true}).Asks(from, desk.StatusBusy) {
				t.Errorf("%s→%s is asked for without the setting", from, to)
			}
		}
	}
	if diff := cmp.Diff([]string{"online→busy", "online→away", "busy→away", "draining→away"}, got); diff != "" {
		t.Error(diff)
	}
}

// TestIntervals: each change is kept with who, why and until when; the same again is none; a day begins with what held when it began.
func TestIntervals(t *testing.T) {
	t.Parallel()
	onBoth(t, availability.Policy{}, func(r *rig) {
		t := r.t
		start := r.at(0)
		r.set(availability.Wish{Status: desk.StatusOnline})
		r.at(10)
		r.set(availability.Wish{Status: desk.StatusOnline})
		left := r.at(20)
		back := r.back()
		if now := r.set(availability.Wish{Status: desk.StatusBusy, Reason: " 回访 ", Back: back}); now != (availability.Now{Status: desk.StatusBusy, Since: left, Back: back}) {
			t.Errorf("%+v", now)
		}
		longer := r.at(30)
		if now := r.set(availability.Wish{Status: desk.StatusBusy, Reason: "回访", Back: back + 1}); now.Since != left || now.Back != back+1 {
			t.Errorf("a later return: %+v", now)
		}
		again := r.at(40)
		if now := r.set(availability.Wish{Status: desk.StatusOnline}); now.Back != 0 {
			t.Errorf("back again, and still %+v", now)
		}
		want := []availability.Interval{
			{Status: desk.StatusOnline, From: start, Until: left, By: "mei"},
			{Status: desk.StatusBusy, From: left, Until: longer, By: "mei", Reason: "回访", Back: back},
			{Status: desk.StatusBusy, From: longer, Until: again, By: "mei", Reason: "回访", Back: back + 1},
			{Status: desk.StatusOnline, From: again, By: "mei"},
		}
		if diff := cmp.Diff(want, r.intervals(0, again+1)); diff != "" {
			t.Error(diff)
		}
		if got := r.intervals(left+1, again); len(got) != 2 || got[0].From != left {
			t.Errorf("what held when the time began stands first: %+v", got)
		}
		if r.looks != 5 || len(r.told) != 0 {
			t.Errorf("%d looks, %v", r.looks, r.told)
		}
		for what, w := range map[string]availability.Wish{"back_past": {Status: desk.StatusAway, Back: again}, "back_alone": {Status: desk.StatusOffline, Back: back}} {
			if _, err := r.a.Set(t.Context(), "mei", w, true); codeOf(err) != what {
				t.Errorf("%s: %v", what, err)
			}
		}
		if _, err := r.a.Set(t.Context(), "nobody", availability.Wish{Status: desk.StatusAway}, true); codeOf(err) != "not_found" {
			t.Errorf("nobody: %v", err)
		}
	})
}

// TestWish: a wish waits, for however long, and the person stays; granted it takes effect at once and is kept with who granted it.
// Shows DUT-04.
func TestWish(t *testing.T) {
	t.Parallel()
	onBoth(t, availability.Policy{Away: true}, func(r *rig) {
		t, ctx := r.t, r.t.Context()
		r.set(availability.Wish{Status: desk.StatusOnline})
		for what, w := range map[string]availability.Wish{"reason_needed": {Status: desk.StatusAway, Reason: " ", Back: r.back()}, "back_needed": {Status: desk.StatusAway, Reason: "吃饭"}} {
			if _, err := r.a.Set(ctx, "mei", w, true); codeOf(err) != what {
				t.Errorf("%s: %v", what, err)
			}
		}
		asked := r.at(10)
		w := availability.Wish{Status: desk.StatusAway, Reason: "吃饭", Back: r.back()}
		now := r.set(w)
		if now.Status != desk.StatusOnline || now.Asking == "" {
			t.Fatalf("%+v", now)
		}
		if _, err := r.b.Set(ctx, "mei", w, true); codeOf(err) != "request_open" {
			t.Errorf("a second wish: %v", err)
		}
		r.at(100_000) // a day later nobody has answered
		open, err := r.b.Open(ctx)
		if diff := cmp.Diff([]availability.Request{{ID: now.Asking, Agent: "mei", Status: desk.StatusAway, Reason: "吃饭", Back: w.Back, At: asked}}, open); diff != "" || err != nil {
			t.Error(diff, err)
		}
		if _, err := r.b.Approve(ctx, "chief", now.Asking, "", func(id desk.AgentID) bool { return id != "mei" }); codeOf(err) != "no_request" {
			t.Errorf("decided by who may not: %v", err)
		}
		if _, err := r.b.Refuse(ctx, "chief", now.Asking, " ", anybody); codeOf(err) != "reason_needed" {
			t.Errorf("refused without a word: %v", err)
		}
		granted := r.at(100_010)
		got, err := r.b.Approve(ctx, "chief", now.Asking, " 去吧 ", anybody)
		if err != nil || *got.Verdict != (availability.Decision{As: availability.Approved, Who: "chief", Note: "去吧", At: granted}) {
			t.Errorf("%+v %v", got, err)
		}
		all := r.intervals(granted, granted+1)
		if diff := cmp.Diff([]availability.Interval{{Status: desk.StatusAway, From: granted, By: "chief", Reason: "吃饭", Back: w.Back, Request: now.Asking}}, all); diff != "" {
			t.Error(diff)
		}
		if _, err := r.a.Refuse(ctx, "other", now.Asking, "no", anybody); codeOf(err) != "request_decided" {
			t.Errorf("decided twice: %v", err)
		}
		id := now.Asking
		if diff := cmp.Diff([]availability.Notice{{Agent: "mei", ID: id}, {Agent: "mei", ID: id, Verdict: availability.Approved}}, r.told); diff != "" {
			t.Error(diff)
		}
	})
}

// TestWishEnds: refused, the person stays and reads why; withdrawn, or by doing something else, it is over; another's is not there.
func TestWishEnds(t *testing.T) {
	t.Parallel()
	onBoth(t, availability.Policy{Away: true, Busy: true}, func(r *rig) {
		t, ctx := r.t, r.t.Context()
		r.set(availability.Wish{Status: desk.StatusOnline})
		ask := func() string {
			return r.set(availability.Wish{Status: desk.StatusBusy, Reason: "电话", Back: r.back()}).Asking
		}
		refused := ask()
		if _, err := r.a.Refuse(ctx, "chief", refused, "高峰", anybody); err != nil {
			t.Fatal(err)
		}
		r.at(1)
		withdrawn := ask()
		if _, err := r.a.Withdraw(ctx, "bo", withdrawn); codeOf(err) != "no_request" {
			t.Errorf("another's: %v", err)
		}
		if _, err := r.a.Withdraw(ctx, "mei", withdrawn); err != nil {
			t.Fatal(err)
		}
		r.at(2)
		left := ask()
		if now := r.set(availability.Wish{Status: desk.StatusOffline}); now.Status != desk.StatusOffline || now.Asking != "" {
			t.Errorf("gone home: %+v", now)
		}
		mine, err := r.b.Of(ctx, "mei")
		var got []string
		for _, m := range mine {
			got = append(got, m.ID+" "+m.Verdict.As+" "+string(m.Verdict.Who)+" "+m.Verdict.Note)
		}
		if diff := cmp.Diff([]string{left + " withdrawn mei ", withdrawn + " withdrawn mei ", refused + " refused chief 高峰"}, got); diff != "" || err != nil {
			t.Error(diff, err)
		}
		if all := r.intervals(0, r.at(3)); len(all) != 2 || all[1].Status != desk.StatusOffline {
			t.Errorf("none of them took effect: %+v", all)
		}
		if last := r.told[len(r.told)-1]; last != (availability.Notice{Agent: "mei", ID: left, Verdict: availability.Withdrawn}) {
			t.Errorf("%+v", last)
		}
		r.at(8 * 24 * 3600)
		if old, err := r.b.Decided(ctx); err != nil || len(old) != 0 {
			t.Errorf("a week later: %+v %v", old, err)
		}
	})
}

// TestNobodyAbove: who has nobody above goes at once; and somebody whom the desk sent home meanwhile cannot be made to be away.
func TestNobodyAbove(t *testing.T) {
	t.Parallel()
	onBoth(t, availability.Policy{Away: true}, func(r *rig) {
		t, ctx := r.t, r.t.Context()
		r.set(availability.Wish{Status: desk.StatusOnline})
		if now, err := r.a.Set(ctx, "mei", availability.Wish{Status: desk.StatusAway}, false); err != nil || now.Status != desk.StatusAway {
			t.Errorf("%+v %v", now, err)
		}
		r.set(availability.Wish{Status: desk.StatusDraining})
		id := r.set(availability.Wish{Status: desk.StatusAway, Reason: "r", Back: r.back()}).Asking
		if err := r.st.Write(ctx, func(q *dbq.Queries) error {
			_, err := q.EndDraining(ctx, dbq.EndDrainingParams{ID: "mei", StatusAt: 7})
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if _, err := r.b.Approve(ctx, "chief", id, "", anybody); codeOf(err) != "gone_offline" {
			t.Errorf("%v", err)
		}
		if _, err := r.b.Refuse(ctx, "chief", id, "gone", anybody); err != nil {
			t.Error(err)
		}
	})
}

// TestOneOfTwoDecides: of two superiors on two nodes one decides, and what happened is what that one said.
func TestOneOfTwoDecides(t *testing.T) {
	t.Parallel()
	onBoth(t, availability.Policy{Away: true}, func(r *rig) {
		t, ctx := r.t, r.t.Context()
		r.set(availability.Wish{Status: desk.StatusOnline})
		id := r.set(availability.Wish{Status: desk.StatusAway, Reason: "r", Back: r.back()}).Asking
		quiet := func() *availability.Service {
			return availability.New(availability.Options{Record: r.st, Policy: func() availability.Policy { return r.policy }, Now: func() time.Time { return r.now }})
		}
		var errs [2]error
		var both sync.WaitGroup
		for i, s := range []*availability.Service{quiet(), quiet()} {
			both.Go(func() {
				if i == 0 {
					_, errs[i] = s.Approve(ctx, "one", id, "", anybody)
				} else {
					_, errs[i] = s.Refuse(ctx, "two", id, "no", anybody)
				}
			})
		}
		both.Wait()
		mine, err := r.a.Of(ctx, "mei")
		if err != nil || (errs[0] == nil) == (errs[1] == nil) || codeOf(errors.Join(errs[:]...)) != "request_decided" {
			t.Fatalf("%v, %v", errs, err)
		}
		row, err := r.st.AgentByID(ctx, "mei")
		want := map[bool]string{true: "approved away", false: "refused online"}[errs[0] == nil]
		if got := mine[0].Verdict.As + " " + row.Status; got != want || err != nil {
			t.Errorf("%s, want %s: %v", got, want, err)
		}
	})
}

// TestNothingIsChanged: who was there when, and who let whom go, stays as it was written.
func TestNothingIsChanged(t *testing.T) {
	t.Parallel()
	onBoth(t, availability.Policy{Away: true}, func(r *rig) {
		t, ctx := r.t, r.t.Context()
		r.set(availability.Wish{Status: desk.StatusOnline})
		id := r.set(availability.Wish{Status: desk.StatusAway, Reason: "r", Back: r.back()}).Asking
		if _, err := r.a.Refuse(ctx, "chief", id, "no", anybody); err != nil {
			t.Fatal(err)
		}
		for table, column := range map[string]string{"status_change": "reason", "status_request": "reason", "status_verdict": "note"} {
			for _, q := range []string{"UPDATE " + table + " SET " + column + " = 'x'", "DELETE FROM " + table} {
				if err := r.st.Exec(ctx, q); err == nil {
					t.Errorf("%s was carried out", q)
				}
			}
		}
	})
}
