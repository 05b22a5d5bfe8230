package router_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"firstline/channels"
	"firstline/channels/telegram"
	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/testenv"
	"firstline/internal/typing"
)

// TestTyping: the customer on Telegram sees that whoever serves writes, every four seconds at most; nobody else's writing is
// shown, nothing while an answer waits or the network has asked for a pause, and what a customer of another node writes comes
// to the screens of this one.
func TestTyping(t *testing.T) {
	t.Parallel()
	b := newBench(t, testenv.SQLite(t), faketelegram.Options{Limits: faketelegram.Unlimited()})
	n := b.start("a")
	zhang, li := n.agent(t, "张敏", 4, `["service"]`), n.agent(t, "李然", 4, `["order"]`)
	u := b.tg.User(7001, "王女士", "zh-hans")
	chat := u.Private()
	u.Say(chat, "你好")
	until(t, "it to be assigned", func() bool { return n.holderOf(t, "7001").Agent == zhang.ID })
	row, _ := n.sessionAt(t, "7001")
	id := desk.SessionID(row.ID)
	until(t, "the greeting to leave", func() bool { return n.Idle(desk.Address{Channel: "tg", Key: "7001"}) && len(b.tg.Sends()) > 0 })

	tg, err := telegram.New(telegram.Config{ID: "tg", Token: faketelegram.DefaultToken, Secret: secret, APIURL: b.api.URL})
	if err != nil {
		t.Fatal(err)
	}
	var ahead atomic.Int64
	type told struct {
		node string
		id   desk.SessionID
	}
	shown := make(chan told, 64)
	signs := func(node string) *typing.Signs {
		s := typing.New(typing.Options{Record: n.store, Live: n.live, Channels: map[desk.ChannelID]channels.Adapter{"tg": tg}, Idle: n.Idle,
			Screens: func(id desk.SessionID) { shown <- told{node, id} }, Now: func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }})
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { _ = s.Run(ctx); close(done) }()
		t.Cleanup(func() { cancel(); <-done })
		return s
	}
	one, two := signs("one"), signs("two")

	// customerSeen asks for something behind all that was asked before, and waits until both nodes have shown it.
	customerSeen := func() {
		t.Helper()
		seen := map[string]bool{}
		until(t, "the screens of both nodes to be told that the customer writes", func() bool {
			ahead.Add(int64(5 * time.Second))
			two.Customer(desk.Address{Channel: "tg", Key: "7001"})
			got := <-shown
			if got.id != id {
				t.Errorf("the customer of %s writes, want %s", got.id, id)
			}
			seen[got.node] = true
			return len(seen) == 2
		})
	}
	customerSeen()
	one.Agent(id, li.ID)
	customerSeen()
	one.Agent(id, zhang.ID)
	until(t, "the customer to see it", func() bool { return len(chat.Actions()) == 1 })
	one.Agent(id, zhang.ID)
	customerSeen() // five seconds later
	if got := chat.Actions(); len(got) != 1 || got[0] != "typing" {
		t.Errorf("the customer saw %v", got)
	}

	if err := b.tg.AddFault(faketelegram.Fault{Kind: faketelegram.FaultTooMany, Method: "sendChatAction", RetryAfter: 3600}); err != nil {
		t.Fatal(err)
	}
	one.Agent(id, zhang.ID) // refused, with a pause for the whole account
	until(t, "the fault to be used", func() bool { return len(b.tg.Faults()) == 0 })
	customerSeen()
	one.Agent(id, zhang.ID)
	customerSeen()
	if got := chat.Actions(); len(got) != 1 {
		t.Errorf("within the pause the customer saw %v", got)
	}
	ahead.Add(int64(time.Hour))
	one.Agent(id, zhang.ID)
	until(t, "the customer to see it again", func() bool { return len(chat.Actions()) == 2 })
	customerSeen()
	if got := chat.Actions(); len(got) != 2 {
		t.Errorf("in the end the customer saw %v", got)
	}
}
