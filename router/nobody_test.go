package router_test

import (
	"testing"
	"time"

	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv/record"
	"firstline/sessions"
)

// TestNobodyThere: a customer who writes while nobody of the group has been at a screen for the grace time is told so once,
// and leaves a message; whoever comes has it, and when that one is gone too, the next words begin anew (CHN-02, CHN-04).
func TestNobodyThere(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		b.rules.Nobody, b.grace = true, 50*time.Millisecond
		n := b.start("a")
		n.agent(t, "周莉", 4, `["order"]`) // somebody, but not of the group
		li := b.tg.User(7001, "李女士", "zh-hans")
		var s sessions.State
		said := int64(-1)
		writes := func(want func() bool) func() bool {
			return func() bool {
				row, ok := n.sessionAt(t, "7001")
				if s = stateIf(t, ok, row.State); !want() && s.Asked != said { // the words before have arrived: once more
					said = s.Asked
					li.Say(li.Private(), "在吗")
				}
				return want()
			}
		}
		until(t, "the customer to be told that nobody is there", writes(func() bool { return s.Left }))
		li.Say(li.Private(), "我的快递破了")

		anna := n.agent(t, "张敏", 4, `["service"]`)
		until(t, "who came to have it", func() bool {
			row, ok := n.sessionAt(t, "7001")
			s = stateIf(t, ok, row.State)
			return s.Holder != nil && s.Holder.Agent == anna.ID && !s.Left
		})
		if err := n.live.Gone(t.Context(), "test", anna.ID); err != nil {
			t.Fatal(err)
		}
		until(t, "the session to wait again", func() bool {
			row, ok := n.sessionAt(t, "7001")
			s = stateIf(t, ok, row.State)
			return s.Phase == sessions.Queued
		})
		until(t, "the customer to be told once more", writes(func() bool { return s.Left }))
		rows, err := n.store.MessagesSince(t.Context(), dbq.MessagesSinceParams{Session: string(s.ID)})
		if err != nil {
			t.Fatal(err)
		}
		away := 0
		for _, m := range rows {
			if m.Purpose == string(sessions.ForAway) && m.Script == "away.nobody" {
				away++
			}
		}
		if away != 2 || len(s.Waits) == 0 {
			t.Errorf("told %d times in two spells; owed %+v", away, s.Waits)
		}
	})
}
