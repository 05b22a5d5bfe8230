package fanout

import (
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// TestOverflow fills a backlog behind a running handle: what is left is one nil and what came after it.
func TestOverflow(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ count, size int }{
		"too many": {maxBacklog + 1, 0},
		"too much": {3, maxBacklogBytes/2 + 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var h Hub
			defer h.Close()
			entered, leave, got := make(chan struct{}), make(chan struct{}), make(chan []byte)
			first := true
			_, err := h.Subscribe("hub", func(p []byte) {
				if first {
					first = false
					close(entered)
					<-leave
					return
				}
				got <- p
			})
			if err != nil {
				t.Fatal(err)
			}
			h.Deliver("hub", nil)
			<-entered
			for range c.count {
				h.Deliver("hub", make([]byte, c.size))
			}
			h.Deliver("hub", []byte("after"))
			close(leave)
			if p := <-got; p != nil {
				t.Fatalf("got %d bytes, want nil", len(p))
			}
			for p := range got {
				if string(p) == "after" {
					break
				}
				if p == nil {
					t.Error("a second nil")
				}
			}
		})
	}
}

// TestOneTooLarge: a payload greater than a whole backlog still arrives when the subscriber keeps up.
func TestOneTooLarge(t *testing.T) {
	t.Parallel()
	var h Hub
	defer h.Close()
	got := make(chan int)
	_, err := h.Subscribe("hub", func(p []byte) { got <- len(p) })
	if err != nil {
		t.Fatal(err)
	}
	h.Deliver("hub", make([]byte, 2*maxBacklogBytes))
	if n := <-got; n != 2*maxBacklogBytes {
		t.Errorf("got %d bytes", n)
	}
}

func TestMissedKeepsItsPlace(t *testing.T) {
	t.Parallel()
	var h Hub
	got := make(chan string, 10)
	stop, err := h.Subscribe("hub", func(p []byte) { got <- fmt.Sprintf("%q %v", p, p == nil) })
	if err != nil {
		t.Fatal(err)
	}
	h.Deliver("hub", []byte("a"))
	h.Missed("hub")
	h.Missed("another")
	h.Deliver("hub", nil)
	var all []string
	for range 3 {
		all = append(all, <-got)
	}
	stop()
	h.Deliver("hub", []byte("b"))
	if d := cmp.Diff([]string{`"a" false`, `"" true`, `"" false`}, all); d != "" || len(got) > 0 {
		t.Errorf("%d more (-want +got):\n%s", len(got), d)
	}
	if len(h.topics) > 0 {
		t.Error("a topic without subscribers is remembered")
	}
}

// TestStress subscribes, delivers, stops and closes from everywhere at once.
func TestStress(t *testing.T) {
	t.Parallel()
	for range 20 {
		var h Hub
		var wg sync.WaitGroup
		for i := range 8 {
			wg.Go(func() {
				for range 50 {
					topic := fmt.Sprint(i % 2)
					h.Deliver(topic, []byte("x"))
					if stop, err := h.Subscribe(topic, func([]byte) {}); err == nil {
						h.Deliver(topic, []byte("y"))
						go stop()
						stop()
					}
				}
			})
		}
		wg.Go(h.Close)
		wg.Wait()
		if _, err := h.Subscribe("hub", nil); err == nil {
			t.Error("a closed hub took a subscription")
		}
	}
}
