// Package storetest is the conformance suite of live stores. It decides what the contract in sessions/live means where
// its words leave room; it refuses to know how a store works, and whether it is one process or many.
//
// The suite uses two optional abilities of the value that open returns:
//
//	Advance(d time.Duration)  moves the store's clock; without it the suite waits for real, never longer than bound
//	Lose(t *testing.T)        empties the store as a flush would; without it the tests of a loss are left out
package storetest

import (
	"strings"
	"testing"
	"time"

	"firstline/internal/desk"
	"firstline/sessions/live"
)

// bound is how long the suite waits for what must happen: long enough for a busy machine under the race detector.
const bound = 10 * time.Second

// Open gives an empty store of its own. It closes the store with t.Cleanup.
type Open func(t *testing.T) live.Store

// OpenPair gives two handles, as two nodes have them, on one empty store. It closes them with t.Cleanup.
type OpenPair func(t *testing.T) (a, b live.Store)

type (
	advancing interface{ Advance(d time.Duration) }
	losing    interface{ Lose(t *testing.T) }
)

// Run runs the suite; each test has a store of its own and runs in parallel with the others.
func Run(t *testing.T, open func(t *testing.T) live.Store) {
	for _, tests := range []map[string]func(*testing.T, Open){
		projectionTests, queueTests, presenceTests, fanoutTests, bucketTests, epochTests, contextTests,
	} {
		for name, test := range tests {
			t.Run(name, func(t *testing.T) { t.Parallel(); test(t, open) })
		}
	}
}

// RunShared runs the tests that need two nodes.
func RunShared(t *testing.T, open func(t *testing.T) (a, b live.Store)) {
	for name, test := range sharedTests {
		t.Run(name, func(t *testing.T) { t.Parallel(); test(t, open) })
	}
}

// oddKeys are conversation keys of up to 128 bytes that a careless key format would mix up.
func oddKeys() []string {
	return []string{
		"", " ", "/", "{", "}", "{}", "{a}", "}{", "a{b}c{d}", "{queue}", "*", "?[a-z]", "a b\tc\nd", "\x01\x7f",
		"客服/订单/投诉", "🙂🙂", `"quoted\"`, "a:b", "a:b:c", "-1", "%00%s",
		strings.Repeat("x", 128), strings.Repeat("{", 128), strings.Repeat("服", 42) + "/x",
	}
}

func address(key string) desk.Address { return desk.Address{Channel: "tg-main", Key: key} }

// must ends the test when a call failed that may not fail.
func must(t interface {
	Helper()
	Fatal(args ...any)
}, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// eventually polls until the condition holds, and fails the test when it does not within bound.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	late := time.NewTimer(bound)
	defer late.Stop()
	for !holds() {
		select {
		case <-tick.C:
		case <-late.C:
			t.Fatalf("not within %s: %s", bound, what)
		}
	}
}
