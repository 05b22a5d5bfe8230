package redisstore_test

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"firstline/internal/desk"
	"firstline/internal/testenv"
	"firstline/sessions/live"
	"firstline/sessions/redisstore"
)

// bench opens a store on a Redis of its own with 50,000 sessions of 1 KiB, all waiting in one group.
func bench(b *testing.B) *redisstore.Store {
	b.Helper()
	s := open(b, redisstore.Options{Addrs: []string{testenv.Redis(b).Addr}})
	body := make([]byte, 1024)
	var ps []live.Projection
	var ws []live.Waiting
	for i := range 50_000 {
		ps = append(ps, live.Projection{Address: at(fmt.Sprint(i)), Session: "0199a5b0-0000-7000-8000-000000000000", Stamp: 1, Body: body})
		ws = append(ws, live.Waiting{Session: desk.SessionID(fmt.Sprintf("s%05d", i)), Address: at(fmt.Sprint(i)), Group: "service", Rank: int64(i * 7919 % 50_000)})
	}
	must(b, s.Put(b.Context(), ps))
	must(b, s.Enqueue(b.Context(), ws))
	return s
}

// perSecond reports the rate of n things an operation.
func perSecond(b *testing.B, n int, unit string) {
	b.ReportMetric(float64(b.N*n)/b.Elapsed().Seconds(), unit+"/s")
}

// BenchmarkPutOne puts one projection at a time: a lone caller's round trip.
func BenchmarkPutOne(b *testing.B) {
	s := bench(b)
	ps := []live.Projection{{Session: "s", Body: make([]byte, 1024)}}
	for i := 0; b.Loop(); i++ {
		ps[0].Address, ps[0].Stamp = at(fmt.Sprint(i%50_000)), int64(i)+2
		must(b, s.Put(b.Context(), ps))
	}
	perSecond(b, 1, "puts")
}

// BenchmarkPutBatch puts 64 at a time.
func BenchmarkPutBatch(b *testing.B) {
	s := bench(b)
	ps := make([]live.Projection, 64)
	for i := range ps {
		ps[i] = live.Projection{Session: "0199a5b0-0000-7000-8000-000000000000", Body: make([]byte, 1024)}
	}
	n := 0
	for b.Loop() {
		for i := range ps {
			n++
			ps[i].Address, ps[i].Stamp = at(fmt.Sprint(n%50_000)), int64(n)+2
		}
		must(b, s.Put(b.Context(), ps))
	}
	perSecond(b, len(ps), "puts")
}

// lanes runs do from 64 goroutines, as the router's lanes do.
func lanes(b *testing.B, do func(n int64) error) {
	b.Helper()
	var next atomic.Int64
	b.SetParallelism(32) // times 2 cores
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if err := do(next.Add(1)); err != nil {
				b.Error(err)
			}
		}
	})
	perSecond(b, 1, "ops")
}

func BenchmarkPutLanes(b *testing.B) {
	s := bench(b)
	body := make([]byte, 1024)
	b.ResetTimer()
	lanes(b, func(n int64) error {
		return s.Put(b.Context(), []live.Projection{{Address: at(fmt.Sprint(n % 50_000)), Session: "s", Stamp: n + 2, Body: body}})
	})
}

func BenchmarkGetLanes(b *testing.B) {
	s := bench(b)
	b.ResetTimer()
	lanes(b, func(n int64) error {
		_, _, err := s.Get(b.Context(), at(fmt.Sprint(n%50_000)))
		return err
	})
}

// BenchmarkGetPutLanes is what a commit costs: load, then put.
func BenchmarkGetPutLanes(b *testing.B) {
	s := bench(b)
	body := make([]byte, 1024)
	b.ResetTimer()
	lanes(b, func(n int64) error {
		if _, _, err := s.Get(b.Context(), at(fmt.Sprint(n%50_000))); err != nil {
			return err
		}
		return s.Put(b.Context(), []live.Projection{{Address: at(fmt.Sprint(n % 50_000)), Session: "s", Stamp: n + 2, Body: body}})
	})
}

func BenchmarkGetOne(b *testing.B) {
	s := bench(b)
	for i := 0; b.Loop(); i++ {
		if _, ok, err := s.Get(b.Context(), at(fmt.Sprint(i%50_000))); !ok || err != nil {
			b.Fatal(ok, err)
		}
	}
}

func BenchmarkHead256(b *testing.B) {
	s := bench(b)
	for b.Loop() {
		if ws, err := s.Head(b.Context(), "service", 256); len(ws) != 256 || err != nil {
			b.Fatal(len(ws), err)
		}
	}
}

func BenchmarkRequeueOne(b *testing.B) {
	s := bench(b)
	for i := 0; b.Loop(); i++ {
		w := live.Waiting{Session: desk.SessionID(fmt.Sprintf("s%05d", i%50_000)), Group: "service", Rank: int64(i * 104_729 % 50_000)}
		must(b, s.Enqueue(b.Context(), []live.Waiting{w}))
	}
}

func BenchmarkEnqueueBatch(b *testing.B) {
	s := bench(b)
	ws := make([]live.Waiting, 64)
	n := 0
	for b.Loop() {
		for i := range ws {
			n++
			ws[i] = live.Waiting{Session: desk.SessionID(fmt.Sprintf("s%05d", n%50_000)), Group: "service", Rank: int64(n * 104_729 % 50_000)}
		}
		must(b, s.Enqueue(b.Context(), ws))
	}
	perSecond(b, len(ws), "entries")
}

func BenchmarkBeatSeen1000(b *testing.B) {
	s := bench(b)
	var agents []desk.AgentID
	for i := range 1000 {
		agents = append(agents, desk.AgentID(fmt.Sprintf("0199a5b0-0000-7000-8000-%012d", i)))
	}
	for b.Loop() {
		must(b, s.Beat(b.Context(), "n1", agents, time.Minute))
		if seen, err := s.Seen(b.Context()); len(seen) != 1000 || err != nil {
			b.Fatal(len(seen), err)
		}
	}
}

func BenchmarkTakeLanes(b *testing.B) {
	s := bench(b)
	b.ResetTimer()
	lanes(b, func(n int64) error {
		_, err := s.Take(b.Context(), fmt.Sprint(n%1000), 1, 10, time.Millisecond)
		return err
	})
}

func BenchmarkPublishLanes(b *testing.B) {
	s := bench(b)
	payload := make([]byte, 200)
	b.ResetTimer()
	lanes(b, func(int64) error { return s.Publish(b.Context(), "hub", payload) })
}

func BenchmarkEpoch(b *testing.B) {
	s := bench(b)
	for b.Loop() {
		epoch(b, s)
	}
}
