package router_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
	"firstline/router"
	"firstline/sessions"
)

// loads are the places taken, by name.
func (n *node) loads(t *testing.T) map[string]int64 {
	t.Helper()
	rows, err := n.store.ListAgents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]int64{}
	for _, row := range rows {
		out[row.Name] = row.Load
	}
	return out
}

// closed lets a customer ask, the agent answer, and the session close with its script.
func (n *node) closed(t *testing.T, key string, who router.Actor) sessions.State {
	t.Helper()
	var s sessions.State
	at := func(done func() bool) func() bool {
		return func() bool {
			row, ok := n.sessionAt(t, key)
			s = stateIf(t, ok, row.State)
			return s.Holder != nil && len(s.InFlight) == 0 && done() || s.Phase == sessions.Closed && done()
		}
	}
	until(t, "the agent to have it", at(func() bool { return s.Holder != nil && s.Holder.Agent == who.ID && len(s.Waits) == 1 }))
	if _, err := n.Reply(t.Context(), who, s.ID, fmt.Sprint("r", s.Seq), "您好，请讲。", ""); err != nil {
		t.Fatal(err)
	}
	until(t, "the answer to arrive", at(func() bool { return len(s.Waits) == 0 }))
	if _, err := n.Close(t.Context(), who, s.ID, router.Close{ClientID: fmt.Sprint("c", s.Seq), Outcome: "solved"}); err != nil {
		t.Fatal(err)
	}
	until(t, "it to be closed", at(func() bool { return s.Phase == sessions.Closed }))
	return s
}

// TestReopen: who handled it opens it again, once, like a session that is taken; each refusal says why, before it is asked as well
// (ui.md 1.6.2). What the network tells of the customer meanwhile counts.
func TestReopen(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		b.rules.Reopen = sessions.ReopenHandlers
		var late atomic.Int64
		b.now = func() time.Time { return time.Now().Add(time.Duration(late.Load())) }
		n := b.start("a")
		anna, ben := n.agent(t, "张敏", 1, `["service"]`), n.agent(t, "周莉", 0, `["service"]`)
		lead := ben
		lead.Any = true
		li := b.tg.User(7301, "李女士", "zh-hans")
		li.Say(li.Private(), "在吗")
		s := n.closed(t, "7301", anna)
		tries := 0
		opens := func(who router.Actor) string {
			t.Helper()
			tries++
			_, err := n.Reopen(t.Context(), who, s.ID, fmt.Sprint("o", tries), "忘了给单号")
			return codeOf(err)
		}
		may := func(who router.Actor) string {
			t.Helper()
			now, err := n.Load(t.Context(), s.ID)
			if err != nil {
				t.Fatal(err)
			}
			return codeOf(n.MayReopen(t.Context(), who, now))
		}
		got := []string{may(ben), opens(ben), may(lead), opens(lead), may(anna), opens(anna), opens(lead), may(anna)}
		if diff := cmp.Diff([]string{"not_handler", "not_handler", "", "desk_full", "", "", "not_closed", "not_closed"}, got); diff != "" {
			t.Error(diff)
		}
		if again, err := n.Reopen(t.Context(), anna, s.ID, fmt.Sprint("o", tries-1), "忘了给单号"); err != nil || !again.Again {
			t.Errorf("the same command once more: %+v, %v", again, err)
		}
		if got := n.loads(t); got["张敏"] != 1 || got["周莉"] != 0 {
			t.Errorf("places taken: %v", got)
		}

		if _, err := n.Close(t.Context(), anna, s.ID, router.Close{ClientID: "again", Outcome: "solved", Skip: "no_response"}); err != nil {
			t.Fatal(err)
		}
		li.Block(true)
		until(t, "the network to tell that she blocked us", func() bool { return may(anna) == "customer_gone" })
		if code := opens(anna); code != "customer_gone" {
			t.Errorf("nothing would arrive: %q", code)
		}
		li.Block(false)
		until(t, "the network to tell that she did not", func() bool { return may(anna) == "" })
		late.Store(int64(24 * time.Hour))
		if got := []string{may(anna), opens(anna)}; !cmp.Equal(got, []string{"window_over", "window_over"}) {
			t.Errorf("a day later: %v", got)
		}
		li.Say(li.Private(), "第二天")
		until(t, "another session to begin", func() bool { row, _ := n.sessionAt(t, "7301"); return row.Ordinal == 2 })
		late.Store(0)
		if got := []string{may(anna), opens(anna)}; !cmp.Equal(got, []string{"newer_session", "newer_session"}) {
			t.Errorf("behind a newer one: %v", got)
		}
		n.stands(t, s.ID, "line:reopened 张敏 忘了给单号")
	})
}

// stands compares the lines that say that it was opened again.
func (n *node) stands(t *testing.T, id desk.SessionID, want ...string) {
	t.Helper()
	rows, err := n.store.MessagesSince(t.Context(), dbq.MessagesSinceParams{Session: string(id)})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range rows {
		if m.Purpose == string(sessions.LineReopened) {
			a, err := n.store.AgentByID(t.Context(), m.Author)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, m.Purpose+" "+a.Name+" "+m.Text)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestReopenedAtTheSameMoment: of agents of two nodes who open it again at once, one has it.
func TestReopenedAtTheSameMoment(t *testing.T) {
	t.Parallel()
	b := newBench(t, testenv.Postgres(t), faketelegram.Options{Limits: faketelegram.Unlimited()})
	b.rules.Reopen = sessions.ReopenGroup
	one, two := b.start("a"), b.start("b")
	anna := one.agent(t, "张敏", 3, `["service"]`)
	all := []router.Actor{anna}
	for i := range 3 {
		all = append(all, one.agent(t, fmt.Sprint("客服", i), 1, `["order"]`)) // who are given none of service
	}
	for i := range all {
		all[i].Any = true
	}
	two.look(t)
	li := b.tg.User(7302, "李女士", "zh-hans")
	li.Say(li.Private(), "在吗")
	s := one.closed(t, "7302", anna)
	for round := range 5 {
		codes := make([]string, 2*len(all))
		var at sync.WaitGroup
		for i := range codes {
			n, who := []*node{one, two}[i%2], all[i/2]
			at.Go(func() {
				_, err := n.Reopen(t.Context(), who, s.ID, fmt.Sprint(round, "-", i), "同时")
				codes[i] = codeOf(err)
			})
		}
		at.Wait()
		won := map[string]int{}
		for _, code := range codes {
			won[code]++
		}
		if diff := cmp.Diff(map[string]int{"": 1, "not_closed": len(codes) - 1}, won); diff != "" {
			t.Fatal(diff)
		}
		row, _ := one.sessionAt(t, "7302")
		now := stateOf(t, row.State)
		taken := int64(0)
		for _, load := range one.loads(t) {
			taken += load
		}
		if now.Phase != sessions.Serving || taken != 1 {
			t.Fatalf("it is %s, %d places are taken", now.Phase, taken)
		}
		if _, err := one.Close(t.Context(), router.Actor{ID: now.Holder.Agent, Any: true}, s.ID, router.Close{ClientID: fmt.Sprint("close", round), Outcome: "solved", Skip: "no_response"}); err != nil {
			t.Fatal(err)
		}
	}
}
