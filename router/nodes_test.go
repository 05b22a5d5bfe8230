package router_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"

	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
	"firstline/router"
	"firstline/sessions"
	"firstline/sessions/live"
	"firstline/sessions/redisstore"
)

// overRedis lets every node of the test have its own connection to one real Redis.
func (b *bench) overRedis(t *testing.T) *testenv.RedisServer {
	t.Helper()
	srv := testenv.Redis(t)
	b.live = func() live.Store {
		s, err := redisstore.New(redisstore.Options{Addrs: []string{srv.Addr}})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s
	}
	return srv
}

// TestRedisIsRead shows what Redis is for: a session that began on node A goes on at node B from the projection in
// Redis, without a read of its row or its events in SQL.
func TestRedisIsRead(t *testing.T) {
	t.Parallel()
	b := newBench(t, testenv.Postgres(t), faketelegram.Options{Limits: faketelegram.Unlimited()})
	b.overRedis(t)
	a := b.start("a")
	li := b.tg.User(7002, "李女士", "zh-hans")
	li.Say(li.Private(), "first")
	until(t, "node A to greet", func() bool {
		row, ok := a.sessionAt(t, "7002")
		return ok && stateOf(t, row.State).Greeting.Sent
	})
	a.stop()

	n := b.start("b")
	li.Say(li.Private(), "second")
	until(t, "node B to carry on", func() bool {
		row, ok := n.sessionAt(t, "7002")
		return ok && stateOf(t, row.State).Unanswered() == 2
	})
	if got := testutil.ToFloat64(n.stats.LoadsRecord); got != 0 {
		t.Errorf("node B read %v sessions from SQL, want 0", got)
	}
	if got := testutil.ToFloat64(n.stats.LoadsLive); got == 0 {
		t.Error("node B read nothing from Redis")
	}
}

// TestAbsentAgentHandsBack takes an agent's screens away: after the grace time, not before, the session waits again with
// a visible line.
// Shows DUT-03.
func TestAbsentAgentHandsBack(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		b.grace = 1500 * time.Millisecond
		n := b.start("a")
		zhang := n.agent(t, "张敏", 1, `["service"]`)
		n.agent(t, "周莉", 1, `["order"]`) // somebody is seen, so that the live store is known to remember
		u := b.tg.User(7200, "customer", "en")
		u.Say(u.Private(), "hello")
		held := func() bool {
			rows, err := n.store.HeldBy(t.Context(), string(zhang.ID))
			return err == nil && len(rows) == 1
		}
		until(t, "the session to be assigned", held)
		gone := time.Now()
		if err := n.live.Gone(t.Context(), "test", zhang.ID); err != nil {
			t.Fatal(err)
		}
		until(t, "the session to be handed back", func() bool { return !held() })
		if d := time.Since(gone); d < b.grace {
			t.Errorf("handed back after %s, before the grace time of %s", d, b.grace)
		}
		row, _ := n.sessionAt(t, "7200")
		if s := stateOf(t, row.State); s.Phase != sessions.Queued || s.Unanswered() != 1 {
			t.Errorf("phase %s with %d unanswered, want queued with 1", s.Phase, s.Unanswered())
		}
	})
}

// TestFlushIsNotNoticed empties Redis in the middle of a conversation: the desk of the agent keeps its session, the next
// message goes on, and the queue comes back.
func TestFlushIsNotNoticed(t *testing.T) {
	t.Parallel()
	b := newBench(t, testenv.Postgres(t), faketelegram.Options{Limits: faketelegram.Unlimited()})
	redis := b.overRedis(t)
	n := b.start("a")
	zhang := n.agent(t, "张敏", 1, `["service"]`)
	for i := range 3 {
		u := b.tg.User(int64(7100+i), "customer "+strconv.Itoa(i), "zh-hans")
		u.Say(u.Private(), "hello")
	}
	held := func() []string {
		rows, err := n.store.HeldBy(t.Context(), string(zhang.ID))
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, r := range rows {
			ids = append(ids, r.ID)
		}
		return ids
	}
	until(t, "one session to be assigned", func() bool { return len(held()) == 1 })
	before := held()[0]
	if err := redis.FlushAll(); err != nil {
		t.Fatal(err)
	}
	res, err := n.Reply(t.Context(), zhang, desk.SessionID(before), "c1", "您好", "")
	if err != nil {
		t.Fatalf("a reply after the flush: %v", err)
	}
	if _, err := n.Return(t.Context(), zhang, desk.SessionID(before), "returned"); err != nil {
		t.Fatalf("after version %d: %v", res.Version, err)
	}
	// Presence was lost too: nobody is judged absent, so the freed place is given to one of those who wait.
	until(t, "the queue to be served again", func() bool { return len(held()) == 1 })
	row, err := n.store.SessionState(t.Context(), held()[0])
	if err != nil {
		t.Fatal(err)
	}
	if s := stateOf(t, row.State); s.Phase != sessions.Serving {
		t.Errorf("phase is %s", s.Phase)
	}
}

// TestShiftEnds: who drains keeps what is held and gets nothing new; with the last session closed the day is over.
// Shows DUT-09, RTE-12.
func TestShiftEnds(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		n := b.start("a")
		anna := n.person(t, "张敏", desk.RankAgent, 4, `["service"]`)
		li := b.tg.User(7001, "李女士", "zh-hans")
		li.Say(li.Private(), "在吗")
		var s sessions.State
		until(t, "an agent to have it", func() bool {
			row, ok := n.sessionAt(t, "7001")
			s = stateIf(t, ok, row.State)
			return s.Phase == sessions.Serving
		})
		if err := n.store.Write(t.Context(), func(q *dbq.Queries) error {
			_, err := q.SetStatus(t.Context(), dbq.SetStatusParams{ID: string(anna.ID), Status: string(desk.StatusDraining)})
			return err
		}); err != nil {
			t.Fatal(err)
		}
		n.look(t)
		wang := b.tg.User(7002, "王先生", "zh-hans")
		wang.Say(wang.Private(), "在吗")
		until(t, "the next customer to wait", func() bool {
			row, ok := n.sessionAt(t, "7002")
			return ok && stateOf(t, row.State).Phase == sessions.Queued
		})
		status := func() desk.Status {
			row, err := n.store.AgentByID(t.Context(), string(anna.ID))
			if err != nil {
				t.Fatal(err)
			}
			return desk.Status(row.Status)
		}
		if got := status(); got != desk.StatusDraining {
			t.Errorf("with a customer in hand she is %s", got)
		}
		if _, err := n.Close(t.Context(), anna, s.ID, router.Close{ClientID: "c", Outcome: "invalid", Skip: "invalid"}); err != nil {
			t.Fatal(err)
		}
		until(t, "her day to be over", func() bool { return status() == desk.StatusOffline })
		was, err := n.store.StatusChanges(t.Context(), dbq.StatusChangesParams{Agent: string(anna.ID), UntilAt: 1 << 60})
		if err != nil || len(was) != 1 || was[0].Status != string(desk.StatusOffline) || was[0].SetBy != "" || was[0].At == 0 {
			t.Errorf("it is written down as %+v: %v", was, err)
		}
	})
}
