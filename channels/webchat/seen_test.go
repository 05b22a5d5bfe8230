package webchat

import (
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"firstline/channels"
	"firstline/internal/desk"
)

// reader is a desk that wants to know what was read.
type reader struct {
	*memHost
	mu  sync.Mutex
	saw []sawIt
}

type sawIt struct {
	at           desk.Address
	ordinal, seq int64
}

func (r *reader) Saw(at desk.Address, ordinal, seq int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.saw = append(r.saw, sawIt{at, ordinal, seq})
}

func (r *reader) told() []sawIt {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.saw)
}

// TestSeen: what a page tells of reading goes to the desk forwards only, each place once, and always for the visitor whose
// page it is: no frame can name another conversation.
func TestSeen(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	host := &reader{memHost: b.host}
	b.witness = host
	at, token := b.visitor()
	c := b.dial(t)
	c.send(map[string]any{"op": "hello", "token": token})
	if got := c.next(); got.Op != "welcome" || !got.Seen {
		t.Errorf("welcome: %+v", got)
	}
	for _, place := range [][2]int64{{0, 0}, {1, 0}, {0, 5}, {-1, 9}, {1, -3}, {1, 2}, {1, 2}, {1, 1}, {1, 4}, {2, 1}, {1, 9}, {2, 1}} {
		c.send(map[string]any{"op": "seen", "ordinal": place[0], "seq": place[1], "visitor": "another", "key": "another", "cursor": map[string]any{"o": 9, "v": 9}})
	}
	c.send(map[string]any{"op": "ping"})
	c.until("pong")
	if got, want := host.told(), []sawIt{{at, 1, 2}, {at, 1, 4}, {at, 2, 1}}; !slices.Equal(got, want) {
		t.Errorf("the desk was told %v, want %v", got, want)
	}
}

// TestSeenFlood: a visitor who tells thousands of places, over as many sockets as one may have, is heard a few times; what
// others tell is heard all the same.
func TestSeenFlood(t *testing.T) {
	t.Parallel()
	now := time.Now()
	b := setup(t, func(c *Config) { c.Now = func() time.Time { return now } })
	host := &reader{memHost: b.host}
	b.witness = host
	at, token := b.visitor()
	other, others := b.visitor()
	for n := range int64(3) {
		c := b.hello(t, token, channels.Cursor{})
		for i := range int64(1000) {
			c.send(map[string]any{"op": "seen", "ordinal": 1 + n, "seq": 1 + i})
		}
		c.send(map[string]any{"op": "ping"})
		c.until("pong")
	}
	c := b.hello(t, others, channels.Cursor{})
	c.send(map[string]any{"op": "seen", "ordinal": 1, "seq": 7})
	c.send(map[string]any{"op": "ping"})
	c.until("pong")
	burst := DefaultLimits().Seen.Burst
	all := host.told()
	mine := slices.DeleteFunc(slices.Clone(all), func(s sawIt) bool { return s.at != at })
	if len(mine) != burst {
		t.Errorf("the desk was told %d times, want %d", len(mine), burst)
	}
	if !slices.Contains(all, sawIt{other, 1, 7}) {
		t.Error("another visitor was not heard")
	}
}

// TestSeenMalformed: a frame whose places are no numbers ends its socket; a desk that does not want to know keeps its line.
func TestSeenMalformed(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	_, token := b.visitor()
	c := b.dial(t)
	c.send(map[string]any{"op": "hello", "token": token})
	if got := c.next(); got.Op != "welcome" || got.Seen {
		t.Errorf("welcome: %+v", got)
	}
	c.send(map[string]any{"op": "seen", "ordinal": 1, "seq": 7})
	c.send(map[string]any{"op": "ping"})
	c.until("pong")
	for _, seq := range []any{"7", 1.5, 1e30, map[string]any{}} {
		c := b.hello(t, token, channels.Cursor{})
		c.send(map[string]any{"op": "seen", "ordinal": 1, "seq": seq})
		if end := c.closed(); end.Code != badFrame().code {
			t.Errorf("seq %v: closed with %d %s", seq, end.Code, end.Text)
		}
	}
}

// TestReadUnobserved: where visitors read unobserved, the page is not asked what it shows, and what it tells all the same goes nowhere.
func TestReadUnobserved(t *testing.T) {
	t.Parallel()
	for _, unobserved := range []bool{false, true} {
		b := setup(t, func(c *Config) { c.NoReceipts = unobserved })
		host := &reader{memHost: b.host}
		b.Mount(http.NewServeMux(), host) // a desk that wants to know
		_, token := b.visitor()
		c := b.dial(t)
		c.send(map[string]any{"op": "hello", "token": token})
		if got := c.next(); got.Op != "welcome" || got.Seen == unobserved {
			t.Errorf("unobserved %v: welcome %+v", unobserved, got)
		}
		c.send(map[string]any{"op": "seen", "ordinal": 1, "seq": 2})
		c.send(map[string]any{"op": "ping"})
		c.until("pong")
		if told := len(host.told()) > 0; told == unobserved {
			t.Errorf("unobserved %v: the desk was told: %v", unobserved, told)
		}
	}
}
