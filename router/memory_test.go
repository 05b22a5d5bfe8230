package router_test

import (
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/testenv/record"
	"firstline/router"
	"firstline/sessions"
)

// TestKnown: the conversations of a channel that may go on are the open ones, and behind them those that were closed lately;
// until when a channel has brought everything is kept in the record.
func TestKnown(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		n := b.start("a")
		zhang := n.agent(t, "张敏", 4, `["service"]`)
		for id := int64(7001); id <= 7003; id++ {
			who := b.tg.User(id, "李女士", "zh-hans")
			who.Say(who.Private(), "在吗")
			until(t, "the session to be assigned", func() bool {
				row, ok := n.sessionAt(t, strconv.FormatInt(id, 10))
				return ok && stateOf(t, row.State).Phase == sessions.Serving
			})
		}
		row, _ := n.sessionAt(t, "7002")
		if _, err := n.Close(t.Context(), zhang, desk.SessionID(row.ID), router.Close{ClientID: "c", Outcome: "invalid", Skip: "invalid"}); err != nil {
			t.Fatal(err)
		}
		var closed desk.Millis
		until(t, "the session to be closed", func() bool {
			row, _ := n.sessionAt(t, "7002")
			s := stateOf(t, row.State)
			closed = s.ClosedAt
			return s.Phase == sessions.Closed
		})
		for _, c := range []struct {
			channel desk.ChannelID
			since   desk.Millis
			limit   int
			want    []string
		}{{"tg", closed, 10, []string{"7001", "7003", "7002"}}, {"tg", closed + 1, 10, []string{"7001", "7003"}}, {"tg", 0, 2, []string{"7001", "7003"}}, {"sl", 0, 10, []string{}}} {
			got, err := n.Known(t.Context(), c.channel, c.since, c.limit)
			if d := cmp.Diff(c.want, got); err != nil || d != "" {
				t.Errorf("%s since %d, %d of them: %v (-want +got):\n%s", c.channel, c.since, c.limit, err, d)
			}
		}
		if at, err := n.Caught(t.Context(), "tg"); at != 0 || err != nil {
			t.Errorf("nobody has said so, and it is %d, %v", at, err)
		}
		for _, c := range []struct{ until, want desk.Millis }{{5, 5}, {7, 7}, {6, 7}} {
			if err := n.CatchUp(t.Context(), "tg", c.until); err != nil {
				t.Fatal(err)
			}
			if at, err := n.Caught(t.Context(), "tg"); at != c.want || err != nil {
				t.Errorf("caught up until %d, and it is %d, %v; want %d", c.until, at, err, c.want)
			}
		}
	})
}
