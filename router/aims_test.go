package router_test

import (
	"testing"
	"time"

	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/testenv/record"
	"firstline/sessions"
)

// TestFurtherTargets: a further target that passes is noted with the session, on both databases, though nobody does
// anything (SLA-02).
func TestFurtherTargets(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		b.rules.Answer, b.rules.Completion = time.Hour, time.Second
		n := b.start("a")
		n.agent(t, "张敏", 4, `["service"]`)
		u := b.tg.User(7001, "王女士", "zh-hans")
		u.Say(u.Private(), "你好")
		until(t, "the completion to be missed", func() bool {
			row, ok := n.sessionAt(t, "7001")
			over := sessions.OverAims(stateIf(t, ok, row.State).Aims)
			return len(over) == 1 && over[0] == sessions.AimCompletion
		})
	})
}
