package sim

import (
	"fmt"
	"strings"
	"sync"
	"time"
)

// trace is what happened, readable, with the virtual time since the beginning.
type trace struct {
	mu    sync.Mutex
	began time.Time
	lines []string
}

func (t *trace) add(format string, args ...any) {
	at := time.Since(t.began)
	line := fmt.Sprintf(format, args...)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.lines = append(t.lines, fmt.Sprintf("%10.3fs  %s", at.Seconds(), line))
}

func (t *trace) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.Join(t.lines, "\n")
}

// nap waits in virtual time; false if gone is closed first.
func nap(d time.Duration, gone <-chan struct{}) bool {
	if d <= 0 {
		return true
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-gone:
		return false
	}
}

// mix is a small hash: it makes a number of its own for each place and turn without a shared generator, whose draws
// would depend on which goroutine came first.
func mix(seed uint64, parts ...any) uint64 {
	h := seed ^ 0x9e3779b97f4a7c15
	for _, c := range []byte(fmt.Sprint(parts...)) {
		h = (h ^ uint64(c)) * 0x100000001b3
	}
	h ^= h >> 29
	h *= 0xbf58476d1ce4e5b9
	return h ^ h>>32
}
