package router_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"firstline/channels"
	"firstline/channels/webhook"
	"firstline/internal/aside"
	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
)

// late is a channel whose program can read what the network brings only after an upgrade.
type late struct {
	*webhook.Adapter
	upgraded *atomic.Bool
}

func (l late) Identify(body []byte) (channels.Identity, bool) {
	id, ok := l.Adapter.Identify(body)
	return id, ok && (l.upgraded.Load() || id.Key == "named")
}

func (l late) Parse(raw desk.Raw) ([]desk.Inbound, error) {
	if !l.upgraded.Load() {
		return nil, errors.New("a new kind of body from 13800138000")
	}
	return l.Adapter.Parse(raw)
}

// asides gives the nodes of the bench a channel "shop" that cannot read anything before the upgrade.
func asides(b *bench, s *shop) *atomic.Bool {
	upgraded := &atomic.Bool{}
	s.connect(b, nil)
	plain := b.more
	b.more = func(node string) map[desk.ChannelID]channels.Adapter {
		all := plain(node)
		all["shop"] = late{all["shop"].(*webhook.Adapter), upgraded}
		return all
	}
	return upgraded
}

// lookAfter is what one node has to look after its events.
func (b *bench) lookAfter(n *node) *aside.Service {
	return aside.New(aside.Options{Record: n.store, Channels: b.more("any"), Stored: n.Stored})
}

// TestReplay: what could not be read is put aside, acknowledged; it stays there as long as no program can read it, and
// then becomes a session, once, however often and wherever somebody asks for it and though the network brings it again.
func TestReplay(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) { replay(t, dsn, false) })
	t.Run("two nodes", func(t *testing.T) { t.Parallel(); replay(t, testenv.Postgres(t), true) })
}

func replay(t *testing.T, dsn string, two bool) {
	b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
	s := &shop{t: t}
	upgraded := asides(b, s)
	n := b.start("a")
	n.agent(t, "张敏", 4, `["service"]`)
	services := []*aside.Service{b.lookAfter(n)}
	if two {
		services = append(services, b.lookAfter(b.start("b")))
	}
	s.say(n, `{"id":"1","conversation":"named","text":"付款后一直转圈"}`)
	s.say(n, `{"id":"2","conversation":"not named","text":"在吗"}`)
	var left []aside.Event
	until(t, "both events to be put aside", func() (ok bool) { left = listed(t, services[0], false); return len(left) == 2 })
	if left[0].Known || !left[1].Known || left[0].Channel != "shop" || left[0].Size == 0 || left[0].Reason != "a new kind of body from •••00" {
		t.Errorf("aside: %+v", left)
	}
	for _, e := range left {
		if err := services[0].Replay(t.Context(), e.ID, "boss"); codeOf(err) != "still_unread" {
			t.Errorf("before the upgrade: %v", err)
		}
	}
	if got := listed(t, services[0], false); len(got) != 2 {
		t.Errorf("after the tries %d wait", len(got))
	}
	upgraded.Store(true)
	var asking sync.WaitGroup
	for _, e := range left {
		for i := range 4 {
			asking.Go(func() {
				if err := services[i%len(services)].Replay(t.Context(), e.ID, "boss"); err != nil {
					t.Errorf("event %d: %v", e.ID, err)
				}
			})
		}
	}
	asking.Wait()
	n.serving(t, "named")
	n.serving(t, "not named")
	s.say(n, `{"id":"2","conversation":"not named","text":"在吗"}`)
	until(t, "nothing to wait in the record", func() bool { c, err := n.store.CountPending(t.Context()); return err == nil && c == 0 })
	var said int
	if err := n.store.DB.QueryRow("SELECT count(*) FROM message WHERE role = 'customer'").Scan(&said); err != nil || said != 2 {
		t.Errorf("the customers said %d things, want 2 (%v)", said, err)
	}
	settled(t, services[0], left[0].ID)
}

// settled looks at what is told of replayed events.
func settled(t *testing.T, s *aside.Service, id int64) {
	t.Helper()
	if got := listed(t, s, false); len(got) != 0 {
		t.Errorf("still aside: %+v", got)
	}
	done := listed(t, s, true)
	if len(done) != 2 || done[0].Settled == nil || done[0].Settled.As != aside.Replay || done[0].Settled.Who != "boss" {
		t.Errorf("settled: %+v", done)
	}
	if err := s.Dismiss(t.Context(), id, "boss", "too late"); codeOf(err) != "event_settled" {
		t.Errorf("dismissed after it was replayed: %v", err)
	}
}

// TestReplayOfNoChannel: a channel that is not configured any more can read nothing, and its events can be dismissed.
func TestReplayOfNoChannel(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		s := &shop{t: t}
		asides(b, s)
		n := b.start("a")
		s.say(n, `{"id":"1","conversation":"named","text":"在吗"}`)
		here := b.lookAfter(n)
		until(t, "the event to be put aside", func() bool { return len(listed(t, here, false)) == 1 })
		id := listed(t, here, false)[0].ID
		gone := aside.New(aside.Options{Record: n.store, Stored: n.Stored})
		if err := gone.Replay(t.Context(), id, "boss"); codeOf(err) != "still_unread" {
			t.Errorf("replayed without a channel: %v", err)
		}
		if err := gone.Dismiss(t.Context(), id, "boss", " "); codeOf(err) != "dismiss_reason" {
			t.Errorf("dismissed without a reason: %v", err)
		}
		if err := gone.Dismiss(t.Context(), id, "boss", "a test"); err != nil {
			t.Error(err)
		}
		if err := here.Replay(t.Context(), id, "boss"); codeOf(err) != "event_settled" {
			t.Errorf("replayed after it was dismissed: %v", err)
		}
		if done := listed(t, here, true); len(done) != 1 || done[0].Settled.As != aside.Dismiss || done[0].Settled.Why != "a test" {
			t.Errorf("settled: %+v", done)
		}
	})
}

func listed(t *testing.T, s *aside.Service, settled bool) []aside.Event {
	t.Helper()
	got, err := s.List(t.Context(), settled)
	if err != nil {
		t.Fatal(err)
	}
	return got
}
