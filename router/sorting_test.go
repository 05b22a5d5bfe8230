package router_test

import (
	"testing"

	"firstline/channels"
	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
	"firstline/router"
	"firstline/sessions"
	"firstline/sessions/live"
)

// TestSortedByWords: a customer's words decide which group is asked, and the rating after the close is no new question
// (ORG-02, RTE-03, SAT-01).
func TestSortedByWords(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		b.rules.Categories, b.rules.Rating = []sessions.Category{{ID: "order", Group: "order"}}, true
		b.match = func(text string, _ desk.ChannelID) *sessions.Match {
			if text != "我的订单呢" {
				return nil
			}
			return &sessions.Match{Category: "order", Rule: "matter.order", Word: "订单"}
		}
		n := b.start("a")
		n.agent(t, "张敏", 4, `["service"]`)
		olga := n.person(t, "周莉", desk.RankAgent, 4, `["order"]`)
		li := b.tg.User(7001, "李女士", "zh-hans")
		li.Say(li.Private(), "我的订单呢")
		var s sessions.State
		until(t, "the order group to have it", func() bool {
			row, ok := n.sessionAt(t, "7001")
			s = stateIf(t, ok, row.State)
			return s.Holder != nil && s.Holder.Agent == olga.ID && s.Category == "order"
		})
		if _, err := n.Reply(t.Context(), olga, s.ID, "c1", "您好，今天发货。", ""); err != nil {
			t.Fatal(err)
		}
		until(t, "the answer to arrive", func() bool {
			row, ok := n.sessionAt(t, "7001")
			return ok && len(stateOf(t, row.State).Waits) == 0
		})
		if _, err := n.Close(t.Context(), olga, s.ID, router.Close{ClientID: "c2", Outcome: "solved", Category: "order", Feedback: "none"}); err != nil {
			t.Fatal(err)
		}
		until(t, "the close", func() bool {
			row, ok := n.sessionAt(t, "7001")
			return ok && stateOf(t, row.State).Phase == sessions.Closed
		})
		li.Say(li.Private(), " ５ ")
		until(t, "the rating", func() bool {
			row, ok := n.sessionAt(t, "7001")
			s = stateIf(t, ok, row.State)
			return s.Rating != nil && s.Rating.Score == 5 && s.Phase == sessions.Closed
		})
		// The page of a web chat shows its stars for as long as a number would be a rating, and no longer.
		entries, _, err := n.Transcript(t.Context(), s.Address, channels.Cursor{}, 200)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			want := desk.Millis(0)
			if e.Purpose == string(sessions.ForClosing) {
				want = s.ClosedAt.Add(b.rules.ReopenWindow)
			}
			if e.RatesUntil != want {
				t.Errorf("%s may be answered with a rating until %d, want %d", e.Purpose, e.RatesUntil, want)
			}
		}
		li.Say(li.Private(), "5 天了")
		until(t, "a question to go on with the session", func() bool {
			row, ok := n.sessionAt(t, "7001")
			return ok && stateOf(t, row.State).Phase.Open()
		})
	})
}

// TestStaleQueue: an entry of a queue that is older than a transfer gives the session to nobody of the group that it left.
func TestStaleQueue(t *testing.T) {
	t.Parallel()
	b := newBench(t, testenv.SQLite(t), faketelegram.Options{Limits: faketelegram.Unlimited()})
	n := b.start("a")
	li := b.tg.User(7001, "李女士", "zh-hans")
	li.Say(li.Private(), "在吗")
	var s sessions.State
	until(t, "the session to wait", func() bool {
		row, ok := n.sessionAt(t, "7001")
		s = stateIf(t, ok, row.State)
		return s.Phase == sessions.Queued
	})
	if err := n.live.Enqueue(t.Context(), []live.Waiting{{Session: s.ID, Address: s.Address, Group: "order", Since: s.QueuedAt, Rank: int64(s.QueuedAt), Partition: s.Address.Partition()}}); err != nil {
		t.Fatal(err)
	}
	n.agent(t, "周莉", 4, `["order"]`)
	until(t, "the entry to be put right", func() bool {
		ws, err := n.live.Head(t.Context(), "service", 10)
		return err == nil && len(ws) == 1
	})
	row, _ := n.sessionAt(t, "7001")
	if got := stateOf(t, row.State); got.Holder != nil {
		t.Errorf("%s of the order group has a session of the service group", got.Holder.Agent)
	}
}

// stateIf is the state, if there is a row.
func stateIf(t *testing.T, ok bool, body string) sessions.State {
	if !ok {
		return sessions.State{}
	}
	return stateOf(t, body)
}
