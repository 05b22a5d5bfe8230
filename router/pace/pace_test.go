package pace_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"firstline/channels"
	"firstline/router/pace"
)

// telegram is the rate that its manual names.
func telegram() channels.Rate { return channels.Rate{PerAddress: 1, Burst: 3, PerAccount: 30} }

func never() bool { return false }

// carry has so many conversations send so many messages each, one after the other, and gives when each message left.
func carry(a *pace.Account, chats, each int, answer func(key string)) (left []time.Duration) {
	began := time.Now()
	var mu sync.Mutex
	var all sync.WaitGroup
	for i := range chats {
		all.Go(func() {
			key := fmt.Sprint(i)
			for range each {
				a.Turn(context.Background(), key, never)
				mu.Lock()
				left = append(left, time.Since(began))
				mu.Unlock()
				a.Ended(key)
				answer(key)
			}
		})
	}
	all.Wait()
	return left
}

// within counts what left in the densest span of that length.
func within(left []time.Duration, span time.Duration) int {
	most, from := 0, 0
	for i := range left {
		for left[i]-left[from] >= span {
			from++
		}
		most = max(most, i-from+1)
	}
	return most
}

// TestOneConversation: a short burst leaves at once, what follows at the conversation's own rate, and the burst is there
// again after a rest.
func TestOneConversation(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := pace.New(telegram(), nil, nil)
		for round := range 2 {
			for i, left := range carry(a, 1, 6, func(string) { a.Taken() }) {
				if want := time.Duration(max(0, i-2)) * time.Second; left != want {
					t.Errorf("round %d: message %d left after %s, want %s", round, i+1, left, want)
				}
			}
			<-time.After(time.Minute)
		}
	})
}

// TestAccount: many conversations together keep to the rate of the account, use all of it, and take turns; a node that
// has half of the conversations uses half of it.
func TestAccount(t *testing.T) {
	t.Parallel()
	for share, seconds := range map[float64]int{1: 20, 0.5: 40} {
		synctest.Test(t, func(t *testing.T) {
			a := pace.New(telegram(), func() float64 { return share }, nil)
			left := carry(a, 200, 3, func(string) { a.Taken() })
			if took := left[len(left)-1]; took > time.Duration(seconds)*time.Second || took < time.Duration(seconds-1)*time.Second {
				t.Errorf("600 messages at %v of 30 a second took %s, want nearly %d s", share, took, seconds)
			}
			if n, most := within(left, time.Second), int(30*share*4/3)+1; n > most {
				t.Errorf("%d messages within a second at %v of 30: more than %d", n, share, most)
			}
		})
	}
}

// TestNoRate: a network that names no limit holds nothing back.
func TestNoRate(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := pace.New(channels.Rate{}, nil, nil)
		if left := carry(a, 10, 100, func(string) { a.Taken() }); left[999] != 0 {
			t.Errorf("the last of 1,000 messages left after %s", left[999])
		}
	})
}

// TestPauses: one conversation that is asked for a pause stops nobody else, nor do two, nor three between whom a message
// was taken, nor many whose pauses end at different times; three in a row with one end stop the account until then, and it
// goes on slower.
func TestPauses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		asked []string      // "" = a message is taken
		apart time.Duration // of the ends of the pauses
		want  time.Duration
	}{
		{"one again and again", []string{"a", "a", "a", "a"}, 0, 0},
		{"two", []string{"a", "b"}, 0, 0},
		{"three, with a message in between", []string{"a", "b", "", "c"}, 0, 0},
		{"many, each for its own time", []string{"a", "b", "c", "d", "e", "f"}, 2 * time.Second, 0},
		{"three", []string{"a", "b", "c"}, time.Second / 2, 6 * time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				a := pace.New(channels.Rate{PerAccount: 30}, nil, nil)
				began := time.Now()
				var stopped time.Time
				for i, key := range c.asked {
					if key == "" {
						a.Taken()
						continue
					}
					if until := a.Paused(key, 5*time.Second+time.Duration(i)*c.apart); !until.IsZero() {
						stopped = until
					}
				}
				if stopped.IsZero() != (c.want == 0) || (c.want > 0 && stopped.Sub(began) != c.want) {
					t.Errorf("it says that nothing leaves until %s, want %s from %s on", stopped, c.want, began)
				}
				a.Turn(t.Context(), "other", never)
				if got := time.Since(began); got != c.want {
					t.Errorf("another conversation went on after %s, want %s", got, c.want)
				}
				if c.want == 0 {
					return
				}
				left := carry(a, 30, 1, func(string) {})
				if took := left[29]; took < 1500*time.Millisecond {
					t.Errorf("30 messages left within %s after a pause of the account: not slower", took)
				}
				for range 100 {
					a.Taken()
				}
				<-time.After(time.Minute)
				if took := carry(a, 90, 1, func(string) { a.Taken() })[89]; took > 3*time.Second {
					t.Errorf("90 messages took %s once the account was well again", took)
				}
			})
		})
	}
}

// TestStop: who waits for a turn goes when the node stops, and leaves its place to the others.
func TestStop(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := pace.New(channels.Rate{PerAccount: 1}, nil, nil)
		a.Turn(t.Context(), "first", never)
		ctx, cancel := context.WithCancel(t.Context())
		gone, began := make(chan struct{}), time.Now()
		go func() { defer close(gone); a.Turn(ctx, "second", never) }()
		synctest.Wait()
		cancel()
		<-gone
		a.Turn(t.Context(), "third", never)
		if got := time.Since(began); got != time.Second-time.Second/3 {
			t.Errorf("the third waited %s: one place was taken by nobody", got)
		}
	})
}

// TestAnswersFirst: a person's answer does not wait behind a hundred automatic texts, nor does the text before it in the same
// conversation; but every fourth turn is an automatic text's.
func TestAnswersFirst(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := pace.New(channels.Rate{PerAccount: 10}, nil, nil)
		began := time.Now()
		var mu sync.Mutex
		var order []string
		left := map[string]time.Duration{}
		var all sync.WaitGroup
		ask := func(key string, first bool) {
			all.Go(func() {
				a.Turn(t.Context(), key, func() bool { return first })
				mu.Lock()
				defer mu.Unlock()
				order, left[key] = append(order, key), time.Since(began)
			})
			synctest.Wait()
		}
		for i := range 100 {
			ask(fmt.Sprint("greeting ", i), false)
		}
		for i := range 6 {
			ask(fmt.Sprint("reply ", i), true)
		}
		a.Hurry("greeting 99")
		all.Wait()
		if late := left["reply 5"]; late > 800*time.Millisecond {
			t.Errorf("the last of six replies left after %s", late)
		}
		if late := left["greeting 99"]; late > time.Second {
			t.Errorf("the greeting before a reply left after %s", late)
		}
		if n := slices.Index(order, "reply 5") - slices.Index(order, "reply 0"); n != 6 {
			t.Errorf("%d others left between the first and the last of six replies: %q", n-5, order[:14])
		}
	})
}

// TestSpared: a turn that was not used is somebody else's, at once.
func TestSpared(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a, began := pace.New(channels.Rate{PerAccount: 1}, nil, nil), time.Now()
		for i := range 10 {
			a.Turn(t.Context(), fmt.Sprint("unused ", i), never)
			a.Spared(fmt.Sprint("unused ", i))
		}
		if got := time.Since(began); got != 0 {
			t.Errorf("ten turns that nobody used took %s", got)
		}
		a.Turn(t.Context(), "used", never)
		waits := make(chan struct{})
		go func() { defer close(waits); a.Turn(t.Context(), "last", never) }()
		synctest.Wait()
		a.Spared("used")
		<-waits
		if got := time.Since(began); got != 0 {
			t.Errorf("who waited for a turn that was not used went on after %s", got)
		}
	})
}
