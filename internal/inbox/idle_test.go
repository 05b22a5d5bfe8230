//go:build !race

// The race detector keeps memory of its own, so that a figure under it says nothing.

package inbox

import (
	"runtime"
	"testing"

	"firstline/internal/desk"
)

// TestIdleSocketIsSmall measures what one idle agent's socket costs this process, both ends' share of the test removed
// as far as it can be: the client is a bare TCP connection.
func TestIdleSocketIsSmall(t *testing.T) {
	r := newRig(t, func(o *Options) { o.MaxSockets = 1 << 20 })
	r.agent("mei", desk.RankAgent)
	heap := func() uint64 {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapInuse + m.StackInuse
	}
	const n = 1000
	conns := make([]*rawClient, n)
	before := heap()
	for i := range conns {
		conns[i] = r.rawDial(t, "mei")
	}
	r.until("all to stand", func() bool { return r.hub.stats.Sockets.Load() == n })
	for _, c := range conns {
		c.hello(t)
	}
	r.until("all to be greeted", func() bool { return r.hub.stats.Frames.Load() >= 3*n })
	var per uint64
	r.until("a socket to take 16 KiB at most", func() bool { // the writers' stacks go with the next collection
		per = (heap() - before) / n
		return per <= 16<<10
	})
	t.Logf("%d bytes a socket", per)
	for _, c := range conns {
		_ = c.conn.Close()
	}
}
