package memstore_test

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"firstline/internal/desk"
	"firstline/sessions/live"
	"firstline/sessions/memstore"
)

// filled is a store with 50,000 sessions of 1 KiB, all waiting in one group.
func filled(b *testing.B) *memstore.Store {
	b.Helper()
	s := memstore.New(memstore.Options{})
	body := make([]byte, 1024)
	for i := range 50_000 {
		put(b, s, fmt.Sprint(i), 1, body)
		enqueue(b, s, i, int64(i*7919%50_000))
	}
	return s
}

func enqueue(b *testing.B, s *memstore.Store, i int, rank int64) {
	b.Helper()
	w := live.Waiting{Session: desk.SessionID(fmt.Sprintf("s%05d", i)), Group: "service", Rank: rank}
	if err := s.Enqueue(b.Context(), []live.Waiting{w}); err != nil {
		b.Fatal(err)
	}
}

func BenchmarkPutGet(b *testing.B) {
	s := filled(b)
	var next atomic.Int64
	b.RunParallel(func(pb *testing.PB) {
		ps := []live.Projection{{Session: "s", Body: make([]byte, 1024)}}
		for pb.Next() {
			n := next.Add(1)
			ps[0].Address, ps[0].Stamp = desk.Address{Channel: "tg", Key: fmt.Sprint(n % 50_000)}, n+1
			if err := s.Put(b.Context(), ps); err != nil {
				b.Error(err)
			}
			if _, ok, err := s.Get(b.Context(), ps[0].Address); !ok || err != nil {
				b.Error(ok, err)
			}
		}
	})
}

// BenchmarkHead256 reads the first 256 of 50,000.
func BenchmarkHead256(b *testing.B) {
	s := filled(b)
	for b.Loop() {
		if ws, err := s.Head(b.Context(), "service", 256); len(ws) != 256 || err != nil {
			b.Fatal(len(ws), err)
		}
	}
}

// BenchmarkRequeue moves a session within 50,000.
func BenchmarkRequeue(b *testing.B) {
	s := filled(b)
	for i := 0; b.Loop(); i++ {
		enqueue(b, s, i%50_000, int64(i*104_729%50_000))
	}
}

func BenchmarkPublish(b *testing.B) {
	s := memstore.New(memstore.Options{})
	defer func() { _ = s.Close() }()
	for range 2 {
		if _, err := s.Subscribe("hub", func([]byte) {}); err != nil {
			b.Fatal(err)
		}
	}
	payload := make([]byte, 200)
	for b.Loop() {
		if err := s.Publish(b.Context(), "hub", payload); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTake(b *testing.B) {
	s := memstore.New(memstore.Options{})
	for i := 0; b.Loop(); i++ {
		if _, err := s.Take(b.Context(), fmt.Sprint(i%10_000), 1, 10, time.Millisecond); err != nil {
			b.Fatal(err)
		}
	}
}
