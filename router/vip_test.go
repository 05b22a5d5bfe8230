package router_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/testenv/record"
	"firstline/router"
	"firstline/sessions"
)

// TestVIPKnownAnew: what was said of a customer while the session was closed counts when it goes on; what is noted in an open one is what
// holds when it is its turn, whatever whoever asked for that had in mind. Shows CUS-03.
func TestVIPKnownAnew(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		var vip, away atomic.Bool
		vip.Store(true)
		b.vip = func(context.Context, desk.Address) (bool, error) {
			if away.Load() {
				return false, errors.New("the profile is away")
			}
			return vip.Load(), nil
		}
		n := b.start("a")
		anna := n.agent(t, "张敏", 4, `["service"]`)
		li := b.tg.User(7001, "李女士", "zh-hans")
		var s sessions.State
		stands := func(what string, is func() bool) {
			t.Helper()
			until(t, what, func() bool {
				row, ok := n.sessionAt(t, "7001")
				s = stateIf(t, ok, row.State)
				return is()
			})
		}
		turns := func(words string, want bool) { // she writes, is served, and it is closed
			t.Helper()
			li.Say(li.Private(), words)
			stands(words, func() bool { return s.Phase.Open() && s.Holder != nil })
			if s.VIP != want {
				t.Errorf("%s: VIP %v, want %v", words, s.VIP, want)
			}
			if _, err := n.Close(t.Context(), anna, s.ID, router.Close{ClientID: words, Outcome: "invalid", Skip: "invalid"}); err != nil {
				t.Fatal(err)
			}
			stands("the close", func() bool { return s.Phase == sessions.Closed })
		}
		turns("在吗", true)
		vip.Store(false)
		turns("还在吗", false)
		away.Store(true)
		vip.Store(true)
		turns("人呢", false) // what was known stands
		away.Store(false)
		li.Say(li.Private(), "喂")
		stands("a VIP again", func() bool { return s.Holder != nil && s.VIP })
		vip.Store(false)
		if _, err := n.Regard(t.Context(), anna.ID, s.ID); err != nil {
			t.Fatal(err)
		}
		stands("none any more", func() bool { return !s.VIP })
		vip.Store(true)
		away.Store(true)
		if _, err := n.Regard(t.Context(), anna.ID, s.ID); err == nil {
			t.Error("noted, though nobody can say what holds")
		}
	})
}
