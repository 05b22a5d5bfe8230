package slack_test

import (
	"context"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"firstline/internal/desk"
	fakeslack "firstline/internal/fake/slack"
)

// scale is a desk that weighs the heap, in bytes, when something is handed to it.
type scale struct {
	*shelf
	heap uint64 // at the latest Accept
}

func (s *scale) Accept(ctx context.Context, raw desk.Raw) error {
	s.heap = weigh()
	return s.shelf.Accept(ctx, raw)
}

func weigh() uint64 {
	var m runtime.MemStats
	for range 3 { // pools let go of what they hold at the second
		runtime.GC()
	}
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// TestMissedHoldsLittle: what people wrote to each other in a channel meanwhile is not held until all of it has been read. Not
// parallel: it weighs the heap.
func TestMissedHoldsLittle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesktop(t, fakeslack.Options{})
		bob, help := d.Person("U2", "Bob", "en-US"), d.Channel("help", true)
		pass(2 * time.Hour)
		d.stop()
		d.shut.Store(true)
		const lines, size = 300, 50_000
		for range lines {
			says(t, bob, help, strings.Repeat("x", size), "")
		}
		says(t, bob, help, fakeslack.Mention(fakeslack.BotUser)+" 发票", "")
		if err := d.Await(t.Context(), d.Idle); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		host, ended := &scale{shelf: d.kept}, make(chan error, 1)
		go func() { ended <- d.hook.Run(ctx, host) }()
		pass(time.Minute)
		cancel()
		<-ended
		if host.heap == 0 {
			t.Fatal("nothing was fetched")
		}
		if after := weigh(); host.heap > after+lines*size/4 {
			t.Errorf("%d bytes were held to hand on one line", host.heap-after)
		}
	})
}
