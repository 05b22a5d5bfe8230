package redisstore_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"firstline/internal/testenv"
	"firstline/sessions/redisstore"
)

// hints counts what a subscriber gets.
type hints struct{ got, missed atomic.Int32 }

func (h *hints) handle(payload []byte) {
	if payload == nil {
		h.missed.Add(1)
		return
	}
	h.got.Add(1)
}

// TestSubscribeWhileAway subscribes to a Redis that comes later.
func TestSubscribeWhileAway(t *testing.T) {
	t.Parallel()
	server := testenv.Redis(t)
	server.Stop()
	s := open(t, redisstore.Options{Addrs: []string{server.Addr}})
	boxes := make([]hints, 20)
	began := time.Now()
	for i := range boxes {
		stop, err := s.Subscribe(fmt.Sprint("topic ", i%10), boxes[i].handle)
		must(t, err)
		defer stop()
	}
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("20 subscriptions took %s", took)
	}
	must(t, server.Start())
	for i := range boxes {
		eventually(t, "each is told once it stands", func() bool { return boxes[i].missed.Load() > 0 })
	}
	for i := range 10 {
		eventually(t, "Redis is back", func() bool { return s.Publish(t.Context(), fmt.Sprint("topic ", i), nil) == nil })
	}
	for i := range boxes {
		eventually(t, "hints come", func() bool { return boxes[i].got.Load() > 0 })
	}
}

// TestLostHintIsOwed fails to publish while every connection stands: the subscribers of that topic, on this node and on
// another, are told once; those of another topic hear nothing.
func TestLostHintIsOwed(t *testing.T) {
	t.Parallel()
	server := testenv.Redis(t)
	nodes := []*redisstore.Store{open(t, redisstore.Options{Addrs: []string{server.Addr}}), open(t, redisstore.Options{Addrs: []string{server.Addr}})}
	concerned, others := make([]hints, 2), make([]hints, 2)
	for i, s := range nodes {
		for topic, box := range map[string]*hints{"hub": &concerned[i], "agents": &others[i]} {
			stop, err := s.Subscribe(topic, box.handle)
			must(t, err)
			defer stop()
		}
	}
	gaveUp, cancel := context.WithCancel(t.Context())
	cancel()
	if nodes[0].Publish(gaveUp, "hub", []byte("x")) == nil {
		t.Fatal("a caller who gave up has published")
	}
	for i := range nodes {
		eventually(t, "the subscriber is told", func() bool { return concerned[i].missed.Load() == 1 })
	}
	must(t, nodes[0].Publish(t.Context(), "agents", []byte("x"))) // after the debt, in the same connections
	for i := range nodes {
		eventually(t, "the next hint comes", func() bool { return others[i].got.Load() == 1 })
		if concerned[i].missed.Load() != 1 || others[i].missed.Load() != 0 {
			t.Errorf("node %d: told %d times, and %d times of another topic", i, concerned[i].missed.Load(), others[i].missed.Load())
		}
	}
}

// TestFrozenConnectionIsNoticed freezes Redis for longer than silence may last: the connection is made anew and the
// subscriber is told, although nothing ever closed it.
func TestFrozenConnectionIsNoticed(t *testing.T) {
	t.Parallel()
	server := testenv.Redis(t)
	s := open(t, redisstore.Options{Addrs: []string{server.Addr}})
	s.HearWithin(20*time.Millisecond, time.Second)
	var in hints
	stop, err := s.Subscribe("hub", in.handle)
	must(t, err)
	defer stop()
	must(t, s.Publish(t.Context(), "hub", []byte("x")))
	eventually(t, "the hint comes", func() bool { return in.got.Load() == 1 })
	if n := in.missed.Load(); n != 0 {
		t.Fatalf("told %d times before anything happened", n)
	}
	must(t, server.Pause())
	eventually(t, "the connection is given up", func() bool { return s.Deaf() })
	must(t, server.Cont())
	eventually(t, "the subscriber is told", func() bool { return in.missed.Load() > 0 })
	eventually(t, "hints come again", func() bool {
		return s.Publish(t.Context(), "hub", []byte("x")) == nil && in.got.Load() > 1
	})
}

// TestIdleConnectionStays leaves a subscription without hints for longer than silence may last.
func TestIdleConnectionStays(t *testing.T) {
	t.Parallel()
	server := testenv.Redis(t)
	s := open(t, redisstore.Options{Addrs: []string{server.Addr}})
	s.HearWithin(10*time.Millisecond, 700*time.Millisecond)
	var in hints
	stop, err := s.Subscribe("hub", in.handle)
	must(t, err)
	defer stop()
	long := time.After(2 * time.Second)
	eventually(t, "two seconds are over", func() bool {
		select {
		case <-long:
			return true
		default:
			return s.Deaf()
		}
	})
	if s.Deaf() || in.missed.Load() > 0 {
		t.Errorf("an idle connection was given up: told %d times", in.missed.Load())
	}
}

// TestTopicsLeaveRedis checks that a topic without handles is no longer sent to this process.
func TestTopicsLeaveRedis(t *testing.T) {
	t.Parallel()
	server := testenv.Redis(t)
	s := open(t, redisstore.Options{Addrs: []string{server.Addr}})
	var in hints
	first, err := s.Subscribe("hub", in.handle)
	must(t, err)
	second, err := s.Subscribe("hub", in.handle)
	must(t, err)
	first()
	first() // counts once
	must(t, s.Publish(t.Context(), "hub", []byte("x")))
	eventually(t, "the second still hears", func() bool { return in.got.Load() == 1 })
	second()
	eventually(t, "only the pulse and the debts are left", func() bool {
		channels, err := s.Client().PubSubChannels(t.Context(), "*").Result()
		return err == nil && len(channels) == 2
	})
}

// TestCloseAnytime closes stores while others subscribe, publish and stop: everything ends (goleak watches).
func TestCloseAnytime(t *testing.T) {
	t.Parallel()
	for _, o := range []redisstore.Options{single(t), cluster(t), {Addrs: []string{"127.0.0.1:1"}}} {
		for range 10 {
			s, err := redisstore.New(o)
			must(t, err)
			var wg sync.WaitGroup
			for i := range 8 {
				wg.Go(func() {
					for {
						stop, err := s.Subscribe(fmt.Sprint("topic ", i%3), func([]byte) {})
						if err != nil {
							return // closed
						}
						_ = s.Publish(t.Context(), "topic 1", nil)
						stop()
					}
				})
			}
			wg.Go(func() { must(t, s.Close()) })
			wg.Wait()
			must(t, s.Close())
		}
	}
}
