package router_test

import (
	"strings"
	"testing"
	"time"

	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv/record"
)

// TestTries: what the network said of a message stands behind it, call by call, without the bot's token; a message that was
// taken at once has nothing behind it.
func TestTries(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		n := b.start("a")
		for _, f := range []faketelegram.Fault{{Kind: faketelegram.FaultTooMany, ChatID: 7002, RetryAfter: 1}, {Kind: faketelegram.FaultBadGateway, ChatID: 7002, Count: 1},
			{Kind: faketelegram.FaultError, ChatID: 7003, Code: 400, Description: "Bad Request: no chat for bot" + faketelegram.DefaultToken}} {
			if err := b.tg.AddFault(f); err != nil {
				t.Fatal(err)
			}
		}
		for id, name := range map[int64]string{7001: "王女士", 7002: "李女士", 7003: "陈女士"} {
			u := b.tg.User(id, name, "zh-hans")
			u.Say(u.Private(), "在吗")
		}
		for _, key := range []string{"7001", "7002", "7003"} {
			until(t, "the greeting of "+key+" to come to rest", func() bool {
				row, ok := n.sessionAt(t, key)
				return ok && len(stateOf(t, row.State).InFlight) == 0
			})
		}
		tries := func(key string) []dbq.TriesOfRow {
			t.Helper()
			row, _ := n.sessionAt(t, key)
			rows, err := n.store.TriesOf(t.Context(), dbq.TriesOfParams{Session: row.ID, Seq: 2})
			if err != nil {
				t.Fatal(err)
			}
			return rows
		}
		if got := tries("7001"); len(got) != 0 {
			t.Errorf("taken at once: %+v", got)
		}
		got := tries("7002")
		if len(got) != 2 || got[0].Reason != "throttled" || got[0].Wait != 1000 || got[1].Reason != "ambiguous" || got[1].Wait != 0 || got[1].N != 2 || got[1].At < got[0].At+1000 || got[0].Node != "a" {
			t.Errorf("a pause, then no clear answer: %+v", got)
		}
		got = tries("7003")
		if len(got) != 1 || !strings.Contains(got[0].Detail, "no chat for bot") || strings.Contains(got[0].Detail, faketelegram.DefaultToken[8:]) {
			t.Errorf("refused: %+v", got)
		}
		manyTries(t, n)
	})
}

// manyTries: of a message that is tried for a day the beginning and the end are kept.
func manyTries(t *testing.T, n *node) {
	for i := range 60 {
		err := n.store.Write(t.Context(), func(q *dbq.Queries) error {
			return q.AddTry(t.Context(), dbq.AddTryParams{Session: "s", Seq: 9, At: int64(i), Ms: 1, Node: "a", Reason: "unreachable", Wait: time.Second.Milliseconds()})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	rows, err := n.store.TriesOf(t.Context(), dbq.TriesOfParams{Session: "s", Seq: 9})
	if err != nil || len(rows) != 50 || rows[48].At != 48 || rows[49].At != 59 {
		t.Errorf("%d tries are kept (%v), the last ones %+v", len(rows), err, rows[max(0, len(rows)-2):])
	}
}
