package pace_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"firstline/channels"
	"firstline/router/pace"
)

// slack is the rate that its documentation names, and how it counts: threads as their channel.
func slack(share float64) *pace.Account {
	return pace.New(channels.Rate{PerAddress: 1, Burst: 3}, func() float64 { return share }, func(key string) string {
		channel, _, _ := strings.Cut(key, "/")
		return channel
	})
}

// TestPlace: threads of one channel keep to its rate together, a node that shares the account with another to half of it;
// other channels and a direct message wait for none of them.
func TestPlace(t *testing.T) {
	t.Parallel()
	for share, apart := range map[float64]time.Duration{1: time.Second, 0.5: 2 * time.Second} {
		synctest.Test(t, func(t *testing.T) {
			a := slack(share)
			left := map[string][]time.Duration{}
			var mu sync.Mutex
			var all sync.WaitGroup
			began := time.Now()
			for i := range 20 {
				place := [...]string{"help", "sales"}[i%2]
				all.Go(func() {
					key := fmt.Sprint(place, "/", i)
					a.Turn(t.Context(), key, never)
					mu.Lock()
					left[place] = append(left[place], time.Since(began))
					mu.Unlock()
					<-time.After(10 * time.Millisecond) // the call
					a.Taken()
					a.Ended(key)
				})
			}
			all.Wait()
			for place, left := range left {
				for i := 3; i < len(left); i++ {
					if d := left[i] - left[i-3]; i > 3 && d < 2*apart {
						t.Errorf("share %v: %s: messages %d to %d left within %s", share, place, i-2, i+1, d)
					}
				}
				if last := left[len(left)-1]; last < 7*apart || last > 8*apart {
					t.Errorf("share %v: the last of ten in %s left after %s", share, place, last)
				}
			}
			before := time.Now()
			a.Turn(t.Context(), "dm", never)
			if waited := time.Since(before); waited != 0 {
				t.Errorf("a direct message waited %s for a channel", waited)
			}
		})
	}
}

// TestPlacePauses: who shares the place waits for the pause that one of them was asked for, and no other place does.
func TestPlacePauses(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a, began := slack(1), time.Now()
		a.Turn(t.Context(), "help/1", never)
		a.Paused("help/1", 30*time.Second)
		a.Ended("help/1")
		a.Turn(t.Context(), "sales/1", never)
		if got := time.Since(began); got != 0 {
			t.Errorf("another channel waited %s", got)
		}
		a.Turn(t.Context(), "help/2", never)
		if got := time.Since(began); got < 30*time.Second || got > 32*time.Second {
			t.Errorf("another thread of the channel went on after %s", got)
		}
	})
}

// TestPlaceIsGivenOn: whoever does not use the turn, or stops waiting, keeps nobody else from it; answers come first.
func TestPlaceIsGivenOn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a, began := slack(1), time.Now()
		a.Turn(t.Context(), "help/1", never)
		ctx, cancel := context.WithCancel(t.Context())
		var order []string
		var all sync.WaitGroup
		ask := func(ctx context.Context, key string, first bool) {
			all.Go(func() {
				a.Turn(ctx, key, func() bool { return first })
				if ctx.Err() != nil {
					return
				}
				order = append(order, key) // one after the other: that is what is tested
				a.Spared(key)
			})
			synctest.Wait()
		}
		ask(t.Context(), "help/greeting", false)
		ask(ctx, "help/gone", true)
		ask(t.Context(), "help/answer", true)
		ask(t.Context(), "help/hurried", false)
		a.Hurry("help/hurried")
		if a.Idle("help/1") || !a.Idle("sales/1") {
			t.Error("a place in which somebody has the turn is no idle one, and no other is busy for it")
		}
		cancel()
		synctest.Wait()
		a.Spared("help/1")
		all.Wait()
		if got := fmt.Sprint(order); got != "[help/answer help/hurried help/greeting]" {
			t.Errorf("the turn went to %s", got)
		}
		if got := time.Since(began); got != 0 || !a.Idle("help/1") {
			t.Errorf("unused turns cost %s, idle %v", got, a.Idle("help/1"))
		}
	})
}
