package telegram

import (
	"context"
	"testing"
	"testing/synctest"
)

// TestHoldConfirmations: a bot that dies while its confirmation is held has confirmed nothing; released, the next one
// has.
func TestHoldConfirmations(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := start(t, Options{FirstID: 100})
		s.User(7, "Ann", "").Say(nil, "hi")
		held, release := s.HoldConfirmations()
		ctx, die := context.WithCancel(t.Context())
		go func() { _, _ = getUpdates(ctx, s.Bot(), params{values: map[string]string{"offset": "101"}}) }()
		if !<-held {
			t.Fatal("forgotten before it waited")
		}
		die()
		if <-held {
			t.Fatal("it waits for a bot that is gone")
		}
		if got := s.Updates()[0].State; got != Pending {
			t.Errorf("the update is %s", got)
		}
		release()
		if _, took := poll(t, s, args{"offset": 101, "timeout": 0}); took != 0 {
			t.Errorf("held for %s after the release", took)
		}
		if got := s.Updates()[0].State; got != Confirmed {
			t.Errorf("the update is %s", got)
		}
	})
}
