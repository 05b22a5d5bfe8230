package router_test

import (
	"strconv"
	"testing"

	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
	"firstline/sessions"
)

// read is what the record says that the customer of a session has read, and how many events have said so.
func (n *node) read(t *testing.T, id desk.SessionID) (seen *sessions.Seen, events int) {
	t.Helper()
	row, err := n.store.SessionState(t.Context(), string(id))
	if err != nil {
		t.Fatal(err)
	}
	all, err := n.store.EventsOfKind(t.Context(), dbq.EventsOfKindParams{Session: string(id), Kind: sessions.Kind(sessions.CustomerSaw{})})
	if err != nil {
		t.Fatal(err)
	}
	return stateOf(t, row.State).Seen, len(all)
}

// TestRead: what a page says of reading is noted at the newest words of ours there, on any node. It goes forwards only, costs
// no more than one event for each of our messages however much the page tells, moves no clock, and says nothing of others.
func TestRead(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		n := b.start("a")
		zhang := n.agent(t, "张敏", 4, `["service"]`)
		for id := int64(7001); id <= 7002; id++ {
			who := b.tg.User(id, "王女士", "zh-hans")
			who.Say(who.Private(), "在吗")
			until(t, "the session to be assigned", func() bool { return n.holderOf(t, strconv.FormatInt(id, 10)).Agent == zhang.ID })
		}
		row, _ := n.sessionAt(t, "7001")
		other, _ := n.sessionAt(t, "7002")
		id, at := desk.SessionID(row.ID), desk.Address{Channel: "tg", Key: "7001"}
		due := stateOf(t, row.State).Due()
		n.Saw(at, 1, 3) // the line of the assignment: the greeting before it is what was said
		until(t, "the greeting to be read", func() bool { seen, _ := n.read(t, id); return seen != nil && seen.Seq == 2 })
		if row, _ := n.sessionAt(t, "7001"); stateOf(t, row.State).Due() != due || due == 0 {
			t.Errorf("reading moved what is owed from %d to %d", due, stateOf(t, row.State).Due())
		}
		for i := range int64(3000) {
			n.Saw(at, 1, i%5-1)
			n.Saw(at, i%4-1, 1)
			n.Saw(at, 7, i+1)
			n.Saw(desk.Address{Channel: "tg", Key: "nobody"}, 1, i)
		}
		if _, err := n.Note(t.Context(), zhang, id, "c0", "nobody outside sees this"); err != nil {
			t.Fatal(err)
		}
		said, err := n.Reply(t.Context(), zhang, id, "c1", "您好", "")
		if err != nil {
			t.Fatal(err)
		}
		until(t, "the answer to be read", func() bool {
			n.Saw(at, 1, 1<<40) // of those that wait together one is told, and the lies from above may be that one
			seen, _ := n.read(t, id)
			return seen != nil && seen.Seq == said.Seq
		})
		if _, events := n.read(t, id); events != 2 {
			t.Errorf("%d events say what was read, want 2", events)
		}
		if seen, events := n.read(t, desk.SessionID(other.ID)); seen != nil || events != 0 {
			t.Errorf("another customer has read %+v", seen)
		}
	})
}

// TestReadOnAnotherNode: the node whose page tells it has never seen the session, or has an old copy of it. SQLite has one node.
func TestReadOnAnotherNode(t *testing.T) {
	t.Parallel()
	b := newBench(t, testenv.Postgres(t), faketelegram.Options{Limits: faketelegram.Unlimited()})
	one := b.start("a")
	two := b.start("b")
	zhang := one.agent(t, "张敏", 4, `["service"]`)
	two.look(t)
	who := b.tg.User(7001, "王女士", "zh-hans")
	who.Say(who.Private(), "在吗")
	until(t, "the session to be assigned", func() bool { return one.holderOf(t, "7001").Agent == zhang.ID })
	row, _ := one.sessionAt(t, "7001")
	id, at := desk.SessionID(row.ID), desk.Address{Channel: "tg", Key: "7001"}
	for i, n := range []*node{two, one, two, one} {
		said, err := one.Reply(t.Context(), zhang, id, "c"+strconv.Itoa(i), "您好", "")
		if err != nil {
			t.Fatal(err)
		}
		n.Saw(at, 1, said.Seq)
		until(t, "the answer to be read", func() bool { seen, _ := one.read(t, id); return seen != nil && seen.Seq == said.Seq })
	}
}

// TestWebhookSeen: the other side says what its customer has read by the id of the delivery, signed; twice, backwards, of
// another conversation or of a message that never was it changes nothing, and begins nothing.
func TestWebhookSeen(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		s := &shop{t: t}
		s.connect(b, nil)
		n := b.start("a")
		zhang := n.agent(t, "张敏", 4, `["service"]`)
		seen := 0
		saw := func(key, through string) {
			seen++
			s.say(n, `{"id":"seen-`+strconv.Itoa(seen)+`","conversation":"`+key+`","kind":"seen","through":"`+through+`"}`)
		}
		s.say(n, `{"id":"1","conversation":"42","text":"在吗"}`)
		s.say(n, `{"id":"1","conversation":"43","text":"在吗"}`)
		id, other := n.serving(t, "42"), n.serving(t, "43")
		said, err := n.Reply(t.Context(), zhang, id, "c1", "您好", "")
		if err != nil {
			t.Fatal(err)
		}
		saw("42", string(id)+"."+strconv.FormatInt(said.Seq, 10))
		until(t, "the answer to be read", func() bool { at, _ := n.read(t, id); return at != nil && at.Seq == said.Seq })
		for _, through := range []string{string(id) + ".2", string(id) + ".4", string(id) + ".99", string(other) + ".2", "0198c0de.1"} {
			saw("42", through)
			saw("nobody", through)
		}
		s.say(n, `{"id":"2","conversation":"42","text":"好的"}`)
		until(t, "what came behind it", func() bool {
			row, err := n.store.SessionState(t.Context(), string(id))
			return err == nil && stateOf(t, row.State).Unanswered() == 1
		})
		if at, events := n.read(t, id); at.Seq != said.Seq || events != 1 {
			t.Errorf("read up to %d by %d events, want %d by 1", at.Seq, events, said.Seq)
		}
		if at, _ := n.read(t, other); at != nil {
			t.Errorf("another customer has read %+v", at)
		}
		row, err := n.store.LatestAt(t.Context(), dbq.LatestAtParams{Channel: "shop", ConvKey: "nobody"})
		if err == nil {
			t.Errorf("a session was begun by reading: %+v", row)
		}
	})
}
