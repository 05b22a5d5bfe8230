package storetest

import (
	"bytes"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/sessions/live"
)

var fanoutTests = map[string]func(*testing.T, Open){
	"Fanout/in order to two subscribers": fanoutOrdered,
	"Fanout/one at a time":               fanoutOneAtATime,
	"Fanout/topics are apart":            fanoutTopics,
	"Fanout/stop waits":                  fanoutStopWaits,
	"Fanout/nothing after stop":          fanoutNothingAfterStop,
	"Fanout/subscribe again":             fanoutAgain,
	"Fanout/a slow one blocks nobody":    fanoutSlow,
	"Fanout/close ends it":               fanoutClose,
}

// inbox is a subscriber that writes down what it gets.
type inbox struct {
	mu     sync.Mutex
	got    []string
	missed int // how many nils came
}

func (i *inbox) handle(payload []byte) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if payload == nil {
		i.missed++
		return
	}
	i.got = append(i.got, string(payload))
}

func (i *inbox) all() []string {
	i.mu.Lock()
	defer i.mu.Unlock()
	return append([]string{}, i.got...)
}

func (i *inbox) has(n int) func() bool { return func() bool { return len(i.all()) >= n } }

func subscribe(t *testing.T, s live.Fanout, topic string, handle func([]byte)) (stop func()) {
	t.Helper()
	stop, err := s.Subscribe(topic, handle)
	must(t, err)
	return stop
}

func publish(t *testing.T, s live.Fanout, topic string, payloads ...string) {
	t.Helper()
	for _, p := range payloads {
		must(t, s.Publish(t.Context(), topic, []byte(p)))
	}
}

func numbers(n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprint(i))
	}
	return out
}

func fanoutOrdered(t *testing.T, open Open) {
	s := open(t)
	var a, b inbox
	defer subscribe(t, s, "hub", a.handle)()
	defer subscribe(t, s, "hub", b.handle)()
	want := append(numbers(500), "", "\x00\r\n客")
	publish(t, s, "hub", want...)
	for _, in := range []*inbox{&a, &b} {
		eventually(t, "all arrive", in.has(len(want)))
		if d := cmp.Diff(want, in.all()); d != "" || in.missed > 0 {
			t.Errorf("missed %d (-want +got):\n%s", in.missed, d)
		}
	}
}

func fanoutOneAtATime(t *testing.T, open Open) {
	s := open(t)
	var running, calls atomic.Int32
	defer subscribe(t, s, "hub", func([]byte) {
		if running.Add(1) > 1 {
			t.Error("two handles at once")
		}
		calls.Add(1)
		running.Add(-1)
	})()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				if err := s.Publish(t.Context(), "hub", []byte("x")); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	eventually(t, "all arrive", func() bool { return calls.Load() == 400 })
}

func fanoutTopics(t *testing.T, open Open) {
	s := open(t)
	topics := append(oddKeys(), "node/1", "node/12")
	boxes := make([]inbox, len(topics))
	for i, topic := range topics {
		defer subscribe(t, s, topic, boxes[i].handle)()
	}
	publish(t, s, "nobody listens", "x")
	for _, topic := range topics {
		publish(t, s, topic, "to "+topic)
	}
	for i, topic := range topics {
		eventually(t, "it arrives", boxes[i].has(1))
		if d := cmp.Diff([]string{"to " + topic}, boxes[i].all()); d != "" {
			t.Errorf("%q (-want +got):\n%s", topic, d)
		}
	}
}

func fanoutStopWaits(t *testing.T, open Open) {
	s := open(t)
	entered, leave := make(chan struct{}), make(chan struct{})
	var left atomic.Bool
	stop := subscribe(t, s, "hub", func([]byte) {
		close(entered)
		<-leave
		left.Store(true)
	})
	publish(t, s, "hub", "x")
	<-entered
	stopped := make(chan bool)
	go func() { stop(); stopped <- left.Load() }()
	select {
	case <-stopped:
		t.Error("stop did not wait for the running handle")
	case <-time.After(20 * time.Millisecond): // as long as a wrong stop surely needs; a right one waits for leave
	}
	close(leave)
	if !<-stopped {
		t.Error("stop returned before the handle did")
	}
}

func fanoutNothingAfterStop(t *testing.T, open Open) {
	s := open(t)
	var stays inbox
	defer subscribe(t, s, "hub", stays.handle)()
	var stopped atomic.Bool
	stop := subscribe(t, s, "hub", func([]byte) {
		if stopped.Load() {
			t.Error("handle was called after stop")
		}
	})
	publish(t, s, "hub", numbers(100)...)
	stop()
	stopped.Store(true)
	stop() // twice is fine
	publish(t, s, "hub", numbers(100)...)
	eventually(t, "the other gets everything", stays.has(200))
}

func fanoutAgain(t *testing.T, open Open) {
	s := open(t)
	for range 20 {
		var in inbox
		stop := subscribe(t, s, "hub", in.handle)
		publish(t, s, "hub", "x")
		eventually(t, "it arrives", in.has(1))
		stop()
	}
}

// fanoutSlow holds one subscriber up and floods the topic: publishing goes on, the other one gets everything that was
// published while it kept up, and the slow one is told by a nil that it missed something.
func fanoutSlow(t *testing.T, open Open) {
	s := open(t)
	hold := make(chan struct{})
	var slow, quick inbox
	defer subscribe(t, s, "hub", func(p []byte) { <-hold; slow.handle(p) })()
	defer subscribe(t, s, "hub", quick.handle)()
	payload := string(bytes.Repeat([]byte("x"), 64<<10))
	for i := range 64 { // 4 MiB: more than a backlog holds
		publish(t, s, "hub", payload)
		eventually(t, "the quick one keeps up", quick.has(i+1))
	}
	close(hold)
	eventually(t, "the slow one is told", func() bool { slow.mu.Lock(); defer slow.mu.Unlock(); return slow.missed > 0 })
	publish(t, s, "hub", "and goes on")
	eventually(t, "the slow one goes on", func() bool {
		got := slow.all()
		return len(got) > 0 && got[len(got)-1] == "and goes on"
	})
}

func fanoutClose(t *testing.T, open Open) {
	s := open(t)
	stop := subscribe(t, s, "hub", func([]byte) {})
	must(t, s.Close())
	stop()
	if _, err := s.Subscribe("hub", func([]byte) {}); err == nil {
		t.Error("a closed store took a subscription")
	}
}
