package inbox

import (
	"testing"
	"time"

	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/router"
)

// TestLatency: of the last five minutes the middle and all but a twentieth; what is told again is no news, and neither is what we say.
func TestLatency(t *testing.T) {
	t.Parallel()
	var l latencies
	start := time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC)
	said := func(session string, seq int64, role desk.Role, took time.Duration, now time.Time) {
		l.seen(&router.Hint{Session: store.Session{ID: desk.SessionID(session)}, Messages: []store.Message{{Seq: seq, Role: role, At: desk.At(now.Add(-took))}}}, now)
	}
	if n, _, _ := l.figures(start); n != 0 {
		t.Errorf("%d messages before the first", n)
	}
	for i := int64(1); i <= 100; i++ {
		said("s1", i, desk.RoleCustomer, time.Duration(i)*time.Millisecond, start)
	}
	said("s1", 100, desk.RoleCustomer, time.Hour, start) // its file has been fetched
	said("s1", 101, desk.RoleAgent, time.Hour, start)
	if n, median, p95 := l.figures(start.Add(time.Minute)); n != 100 || median != 50*time.Millisecond || p95 != 95*time.Millisecond {
		t.Errorf("%d messages, %s, %s", n, median, p95)
	}
	said("s2", 1, desk.RoleCustomer, -time.Second, start.Add(4*time.Minute)) // another node's clock is ahead
	if n, median, p95 := l.figures(start.Add(6 * time.Minute)); n != 1 || median != 0 || p95 != 0 {
		t.Errorf("after five minutes %d messages, %s, %s", n, median, p95)
	}
	for i := int64(1); i <= 2*latencyKept; i++ {
		said("s3", i, desk.RoleCustomer, time.Second, start.Add(5*time.Minute))
	}
	if n, median, _ := l.figures(start.Add(6 * time.Minute)); n != latencyKept || median != time.Second {
		t.Errorf("of a busy node %d messages, %s", n, median)
	}
}

// TestLatencyIsTold: the figures go to those who see everything, and to nobody else.
func TestLatencyIsTold(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.agent("sue", desk.RankSupervisor)
	r.agent("anna", desk.RankAgent, "service")
	clients := map[string]*client{}
	for _, who := range []string{"sue", "anna"} {
		clients[who] = r.dial(who)
		clients[who].hello(ViewMine, none())
		clients[who].next("page")
	}
	r.open("service", "在吗")
	if f := clients["sue"].next("latency"); num(f["messages"]) != 1 || num(f["p95_ms"]) < num(f["median_ms"]) || num(f["median_ms"]) > 10_000 {
		t.Errorf("the supervisor hears %v", f)
	}
	s := r.open("service", "另一个")
	s.tell(s.give(r.agents["anna"]))
	clients["anna"].match("", func(f map[string]any) bool {
		if f["op"] == "latency" {
			t.Errorf("an agent hears %v", f)
		}
		return f["op"] == "row"
	})
}
