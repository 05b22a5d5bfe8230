package router_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv/record"
	"firstline/router"
	"firstline/sessions"
)

// TestSilence lets an agent be silent, on both records, with targets of fractions of a second: she is warned in time and
// loses the session, not to her colleague but to the lead, since no hop was allowed; the customer gets one apology
// (SLA-01, SCR-06, RTE-13).
func TestSilence(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		b.rules.FirstReply, b.rules.Warnings = 600*time.Millisecond, []time.Duration{400 * time.Millisecond, 200 * time.Millisecond}
		b.rules.Silence, b.rules.Hops, b.rules.Apology = 800*time.Millisecond, 0, true
		n := b.start("a")
		rang := listen(t, n)
		n.agent(t, "张敏", 1, `["service"]`)
		n.agent(t, "赵亮", 1, `["service"]`)
		li := b.tg.User(7001, "李女士", "zh-hans")
		li.Say(li.Private(), "在吗")
		until(t, "an agent to have it", func() bool {
			row, ok := n.sessionAt(t, "7001")
			return ok && stateOf(t, row.State).Phase == sessions.Serving
		})
		lead := n.person(t, "组长", desk.RankLead, 4, `["service"]`)

		var s sessions.State
		until(t, "the session to be raised and the lead to have it", func() bool {
			row, ok := n.sessionAt(t, "7001")
			s = sessions.State{}
			return ok && json.Unmarshal([]byte(row.State), &s) == nil && s.Raised && s.Holder != nil && s.Holder.Agent == lead.ID
		})
		if s.Hops != 1 || len(s.Passed) != 1 || slices.Contains(s.Passed, lead.ID) {
			t.Errorf("passed over %v in %d hops", s.Passed, s.Hops)
		}
		var left []int64
		for len(left) < 3 {
			for _, r := range <-rang {
				left = append(left, r.Left)
			}
		}
		if left[0] <= 200 || left[0] > 400 || left[1] <= 0 || left[1] > 200 || left[2] != 0 {
			t.Errorf("alarms with %v ms left, want up to 400, up to 200, 0", left)
		}
		if _, err := n.Reply(t.Context(), lead, s.ID, "c1", "您好，让您久等了，非常抱歉。", ""); err != nil {
			t.Fatal(err)
		}
		until(t, "the answer to end the story", func() bool {
			row, _ := n.sessionAt(t, "7001")
			s := stateOf(t, row.State)
			return len(s.Waits) == 0 && s.Hops == 0 && !s.Raised
		})
		rows, err := n.store.MessagesSince(t.Context(), dbq.MessagesSinceParams{Session: string(s.ID)})
		if err != nil {
			t.Fatal(err)
		}
		said := map[string]int{}
		for _, m := range rows {
			said[m.Purpose+" "+m.Delivery]++
		}
		want := map[string]int{" ": 1, "greeting sent": 1, "apology sent": 1, "line:assigned ": 2, "line:returned ": 1, "reply sent": 1}
		if d := cmp.Diff(want, said); d != "" {
			t.Errorf("transcript (-want +got):\n%s", d)
		}
	})
}

// listen gives the alarms of each commit as the screens would hear them.
func listen(t *testing.T, n *node) <-chan []router.Ring {
	t.Helper()
	rang := make(chan []router.Ring, 100)
	stop, err := n.live.Subscribe(router.TopicDesk, func(body []byte) {
		var h router.Hint
		if json.Unmarshal(body, &h) == nil && len(h.Alarms) > 0 {
			rang <- h.Alarms
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return rang
}
