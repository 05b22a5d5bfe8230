package router_test

import (
	"encoding/json"
	"errors"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv/record"
	"firstline/router"
	"firstline/sessions"
)

// TestPath walks the whole way: the customer writes, the unified greeting goes out, an agent gets the session, answers
// and closes, and the transcript is complete.
func TestPath(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		n := b.start("a")
		zhang := n.agent(t, "张敏", 4, `["service"]`)
		li := b.tg.User(7001, "李女士", "zh-hans")
		chat := li.Private()
		li.Say(chat, "付款后一直转圈")

		key := strconv.FormatInt(7001, 10)
		until(t, "the session to be assigned", func() bool {
			row, ok := n.sessionAt(t, key)
			return ok && stateOf(t, row.State).Phase == sessions.Serving
		})
		row, _ := n.sessionAt(t, key)
		id := desk.SessionID(row.ID)
		res, err := n.Reply(t.Context(), zhang, id, "c1", "您好,请问订单号是多少?", "")
		if err != nil {
			t.Fatal(err)
		}
		again, err := n.Reply(t.Context(), zhang, id, "c1", "您好,请问订单号是多少?", "")
		if err != nil || !again.Again || again.Seq != res.Seq {
			t.Fatalf("the same command again: %+v, %v; want the first result %+v", again, err, res)
		}
		if _, err := n.Reply(t.Context(), zhang, id, "c1", "something else", ""); desk.KindOf(err) != desk.Duplicate {
			t.Fatalf("the same id with another text: %v; want a duplicate", err)
		}
		until(t, "the reply to be accepted", func() bool {
			row, _ := n.sessionAt(t, key)
			s := stateOf(t, row.State)
			return len(s.Waits) == 0 && len(s.InFlight) == 0
		})
		if _, err := n.Close(t.Context(), zhang, id, router.Close{ClientID: "c2", Outcome: "solved", Category: "payment"}); err != nil {
			t.Fatal(err)
		}
		until(t, "the session to be closed", func() bool {
			row, _ := n.sessionAt(t, key)
			return stateOf(t, row.State).Phase == sessions.Closed
		})
		checkTranscript(t, n, id)
		checkSent(t, b, 7001)
	})
}

func stateOf(t *testing.T, text string) sessions.State {
	t.Helper()
	var s sessions.State
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

func checkTranscript(t *testing.T, n *node, id desk.SessionID) {
	t.Helper()
	rows, err := n.store.MessagesSince(t.Context(), dbq.MessagesSinceParams{Session: string(id)})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range rows {
		got = append(got, m.Role+" "+m.Purpose+" "+m.Delivery)
	}
	want := []string{"customer  ", "auto greeting sent", "system line:assigned ", "agent reply sent", "agent closing sent", "system line:closed "}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("transcript (-want +got):\n%s", d)
	}
}

func checkSent(t *testing.T, b *bench, chat int64) {
	t.Helper()
	n := 0
	for _, s := range b.tg.Sends() {
		if s.Method == "sendMessage" && s.ChatID == chat {
			n++
		}
	}
	if n != 3 {
		t.Errorf("the network received %d messages, want 3: greeting, reply, closing", n)
	}
}

// TestCloseNotOverAnUnreadQuestion: what the customer wrote after the newest message on the agent's screen keeps the session open, with
// the closing script as without it; once it is read the same close is carried out, and told again although the customer wrote later.
func TestCloseNotOverAnUnreadQuestion(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		n := b.start("a")
		zhang := n.agent(t, "张敏", 4, `["service"]`)
		li := b.tg.User(7003, "李女士", "zh-hans")
		var s sessions.State
		asked := func(seq int64) func() bool {
			return func() bool {
				row, ok := n.sessionAt(t, "7003")
				s = stateIf(t, ok, row.State)
				return ok && s.Holder != nil && s.Asked > seq
			}
		}
		li.Say(li.Private(), "在吗")
		until(t, "the session to be assigned", asked(0))
		seen := s.Asked
		li.Say(li.Private(), "还在吗")
		until(t, "the second question", asked(seen))
		c := router.Close{ClientID: "c1", Outcome: "invalid", Skip: "invalid", Seen: seen}
		for _, skip := range []string{"invalid", ""} {
			c.Skip = skip
			var fail *desk.Error
			if _, err := n.Close(t.Context(), zhang, s.ID, c); !errors.As(err, &fail) || fail.Code != "customer_wrote" {
				t.Errorf("closed (skip %q) over what nobody has read: %v", skip, err)
			}
		}
		c.Skip, c.Seen = "invalid", s.Asked
		first, err := n.Close(t.Context(), zhang, s.ID, c)
		if err != nil {
			t.Fatal(err)
		}
		li.Say(li.Private(), "又来了")
		until(t, "the customer to be back", asked(s.Asked))
		if again, err := n.Close(t.Context(), zhang, s.ID, c); err != nil || again.Seq != first.Seq {
			t.Errorf("the same close again: %+v, %v; want %+v", again, err, first)
		}
	})
}

// TestCloseWithoutScriptOnce repeats a close that says nothing to the customer, as a client does whose answer was lost.
func TestCloseWithoutScriptOnce(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		n := b.start("a")
		zhang := n.agent(t, "张敏", 4, `["service"]`)
		li := b.tg.User(7002, "李女士", "zh-hans")
		li.Say(li.Private(), "在吗")
		var s sessions.State
		until(t, "the session to be assigned", func() bool {
			row, ok := n.sessionAt(t, "7002")
			if ok {
				s = stateOf(t, row.State)
			}
			return ok && s.Phase == sessions.Serving
		})
		c := router.Close{ClientID: "c1", Outcome: "no_response", Skip: "blocked"}
		first, err := n.Close(t.Context(), zhang, s.ID, c)
		if err != nil {
			t.Fatal(err)
		}
		again, err := n.Close(t.Context(), zhang, s.ID, c)
		if err != nil || !again.Again || again.Seq != first.Seq {
			t.Errorf("the same close again: %+v, %v; want the first result %+v", again, err, first)
		}
		c.ClientID = "c2"
		if _, err := n.Close(t.Context(), zhang, s.ID, c); desk.KindOf(err) != desk.Conflict {
			t.Errorf("another close of a closed session: %v, want a conflict", err)
		}
	})
}
