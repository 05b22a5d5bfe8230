package router_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/testenv/record"
	"firstline/sessions"
)

// TestLongAnswer: an answer that is longer than a message of the network arrives in several, in order and whole; one that
// is refused stands there as what it is while the others arrived; the question is answered with the last one. The
// same command again is the same answer, and another text under its id is refused.
func TestLongAnswer(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		n := b.start("a")
		anna := n.agent(t, "张敏", 4, `["service"]`)
		b.tg.User(7001, "李女士", "zh-hans").Say(nil, "怎么退货？")
		var s sessions.State
		until(t, "somebody to have it", func() bool {
			row, ok := n.sessionAt(t, "7001")
			s = stateIf(t, ok, row.State)
			return s.Holder != nil && len(s.InFlight) == 0
		})
		first, second, third := strings.Repeat("请先打包。", 818)+"\n", strings.Repeat("然后寄回。", 818)+"\n", "谢谢，祝您愉快！"
		text := first + second + third
		if err := b.tg.AddFault(faketelegram.Fault{Kind: faketelegram.FaultError, Code: 400, Description: "Bad Request: no"}); err != nil {
			t.Fatal(err)
		}
		sent, err := n.Reply(t.Context(), anna, s.ID, "c1", text, "")
		if err != nil {
			t.Fatal(err)
		}
		until(t, "the channel to judge all of it", func() bool {
			row, ok := n.sessionAt(t, "7001")
			s = stateIf(t, ok, row.State)
			return s.Answered && len(s.InFlight) == 0
		})
		if len(s.Trouble) != 1 || s.Trouble[0].Seq != sent.Seq || len(s.Waits) != 0 {
			t.Errorf("in trouble %+v, owed %+v", s.Trouble, s.Waits)
		}
		if d := cmp.Diff([]string{"failed " + first, "sent " + second, "sent " + third}, n.replies(t, s.ID)); d != "" {
			t.Errorf("the answer (-want +got):\n%s", d)
		}
		again, err := n.Reply(t.Context(), anna, s.ID, "c1", text, "")
		if err != nil || !again.Again || again.Seq != sent.Seq {
			t.Errorf("the same command again: %+v, %v", again, err)
		}
		for _, other := range []string{first, first + second, text + "x"} {
			if _, err := n.Reply(t.Context(), anna, s.ID, "c1", other, ""); desk.KindOf(err) != desk.Duplicate {
				t.Errorf("another text under the same id: %v", err)
			}
		}
	})
}

// replies are the answers of a session with what became of each.
func (n *node) replies(t *testing.T, id desk.SessionID) []string {
	t.Helper()
	var out []string
	for _, m := range n.messages(t, id) {
		if m.Purpose == string(sessions.ForReply) {
			out = append(out, m.Delivery+" "+m.Text)
		}
	}
	return out
}
