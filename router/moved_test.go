package router_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
	"firstline/sessions"
)

// TestGroupMoves: a group becomes a supergroup in the middle of a session. What people write there stands in the same
// session, once and in order, although its messages are numbered from the beginning; the answer reaches them there; and
// a later node knows the way, too.
func TestGroupMoves(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		n := b.start("a")
		anna := n.agent(t, "张敏", 4, `["service"]`)
		li := b.tg.User(7001, "李女士", "zh-hans")
		group := b.tg.Bot().Group(-5001, "VIP 群")
		var s sessions.State
		hears := func(texts int) func() bool {
			return func() bool {
				row, ok := n.sessionAt(t, "-5001")
				s = stateIf(t, ok, row.State)
				return s.Holder != nil && len(s.InFlight) == 0 && len(n.customers(t, s.ID)) == texts
			}
		}
		li.Say(group, "一")
		li.Say(group, "二")
		until(t, "the session", hears(2))
		super := group.Migrate(li, -1005001)
		li.Say(super, "三")
		li.Say(super, "四")
		until(t, "what was written behind the move", hears(4))
		if _, err := n.Reply(t.Context(), anna, s.ID, "c1", "您好，都看到了。", ""); err != nil {
			t.Fatal(err)
		}
		until(t, "the answer to arrive", func() bool { return hears(4)() && s.Answered })
		n.stop()
		n = b.start("b")
		li.Say(super, "五")
		until(t, "what was written to another node", hears(5))

		if d := cmp.Diff([]string{"一", "二", "三", "四", "五"}, n.customers(t, s.ID)); d != "" {
			t.Errorf("written (-want +got):\n%s", d)
		}
		if lines := n.lines(t, s.ID, sessions.LineMoved); lines != 1 {
			t.Errorf("the move stands %d times in the transcript", lines)
		}
		if _, ok := n.sessionAt(t, "-1005001"); ok {
			t.Error("another session began at the new address")
		}
		var heard []string
		for _, m := range b.tg.Sends() {
			if m.Done && m.ChatID == -1005001 {
				heard = append(heard, m.Text)
			}
		}
		if strings.Join(heard, "|") != "您好，都看到了。" {
			t.Errorf("the group heard %q where it is now", heard)
		}
	})
}

// TestNetworkTells: that a customer shut the bot out stands in the session, and that a send failed because of it in words
// of its own; with no session open nothing begins.
func TestNetworkTells(t *testing.T) {
	t.Parallel()
	b := newBench(t, testenv.SQLite(t), faketelegram.Options{Limits: faketelegram.Unlimited()})
	n := b.start("a")
	anna := n.agent(t, "张敏", 4, `["service"]`)
	li, eve := b.tg.User(7001, "李女士", "zh-hans"), b.tg.User(7002, "Eve", "en")
	eve.Private()
	eve.Block(true)
	li.Say(nil, "在吗")
	var s sessions.State
	state := func() sessions.State {
		row, ok := n.sessionAt(t, "7001")
		s = stateIf(t, ok, row.State)
		return s
	}
	until(t, "somebody to have it", func() bool { return state().Holder != nil && len(s.InFlight) == 0 })
	li.Block(true)
	until(t, "the line", func() bool { return n.lines(t, s.ID, sessions.LineBlocked) == 1 })
	if _, err := n.Reply(t.Context(), anna, s.ID, "c1", "您好", ""); err != nil {
		t.Fatal(err)
	}
	until(t, "the refusal", func() bool { return len(state().Trouble) == 1 })
	li.Block(false)
	until(t, "the other line", func() bool { return n.lines(t, s.ID, sessions.LineBack) == 1 })
	m, err := n.store.MessageAt(t.Context(), dbq.MessageAtParams{Session: string(s.ID), Seq: s.Trouble[0].Seq})
	if err != nil || m.Delivery != string(desk.DeliveryFailed) || m.DeliveryReason != "blocked" {
		t.Errorf("%s %s, %v", m.Delivery, m.DeliveryReason, err)
	}
	if _, ok := n.sessionAt(t, "7002"); ok {
		t.Error("a session began because somebody blocked the bot")
	}
}

// customers are what customers wrote in a session, in order.
func (n *node) customers(t *testing.T, id desk.SessionID) []string {
	t.Helper()
	var out []string
	for _, m := range n.messages(t, id) {
		if m.Role == string(desk.RoleCustomer) {
			out = append(out, m.Text)
		}
	}
	return out
}

// lines is how many lines of the purpose a session has.
func (n *node) lines(t *testing.T, id desk.SessionID, p sessions.Purpose) int {
	t.Helper()
	found := 0
	for _, m := range n.messages(t, id) {
		if m.Purpose == string(p) {
			found++
		}
	}
	return found
}

func (n *node) messages(t *testing.T, id desk.SessionID) []dbq.Message {
	t.Helper()
	rows, err := n.store.MessagesSince(t.Context(), dbq.MessagesSinceParams{Session: string(id)})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
