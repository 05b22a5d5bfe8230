package webchat

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"sync"
	"testing"

	"firstline/channels"
	"firstline/internal/desk"
)

// memHost is the smallest host that keeps what channels.Host promises: an event once, a transcript by version, a wake
// after each change. It can be told to be away, and to fail after it has committed.
type memHost struct {
	channels.Memory // of no use here: nothing is fetched afterwards

	parse func(desk.Raw) ([]desk.Inbound, error)

	mu       sync.Mutex
	raws     []desk.Raw
	seen     map[string]bool
	talks    map[desk.Address]*talk
	wakes    map[desk.Address]map[int]func()
	watchers int
	rates    bool                                // a number, and what a page's questions are answered with, rates the close
	fail     func(desk.Raw) (before, after bool) // nil: never
	readErr  error
	reads    int
	gate     chan struct{} // when set, Transcript waits for it
}

// talk is one conversation: its entries and the version at which each was last changed.
type talk struct {
	version int64
	entries []channels.Entry
	changed []int64
	phase   string
}

func newMemHost() *memHost {
	return &memHost{seen: map[string]bool{}, talks: map[desk.Address]*talk{}, wakes: map[desk.Address]map[int]func(){}}
}

func away() error {
	return desk.Fail(desk.Unavailable, "storage_away", "Storage is away; try again later.")
}

func (h *memHost) Accept(_ context.Context, raw desk.Raw) error {
	h.mu.Lock()
	before, after := false, false
	if h.fail != nil {
		before, after = h.fail(raw)
	}
	if before {
		h.mu.Unlock()
		return away()
	}
	if !h.seen[raw.EventID] {
		h.seen[raw.EventID] = true
		h.raws = append(h.raws, raw)
		in, err := h.parse(raw)
		for _, m := range in {
			purpose := ""
			if h.rates && (m.Survey != nil || len(m.Text) == 1) {
				purpose = "rating"
			} else if h.talk(raw.Address()).phase == "closed" {
				h.talk(raw.Address()).phase = "queued"
			}
			h.talk(raw.Address()).add(channels.Entry{
				Purpose: purpose, Role: desk.RoleCustomer, Kind: m.Kind, Text: m.Text, ClientID: m.ExternalID, At: raw.Received,
			})
		}
		if err != nil {
			panic(err)
		}
	}
	h.mu.Unlock()
	h.wakeAll(raw.Address())
	if after {
		return away()
	}
	return nil
}

func (h *memHost) Transcript(ctx context.Context, at desk.Address, after channels.Cursor, limit int) ([]channels.Entry, channels.Cursor, error) {
	h.mu.Lock()
	gate := h.gate
	h.mu.Unlock()
	if gate != nil {
		select {
		case <-gate:
		case <-ctx.Done():
			return nil, after, ctx.Err()
		}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.reads++
	if h.readErr != nil {
		return nil, after, h.readErr
	}
	t := h.talk(at)
	if after.Version > t.version {
		return nil, channels.Cursor{Ordinal: 1, Version: t.version}, nil
	}
	return t.since(after, limit)
}

func (t *talk) since(after channels.Cursor, limit int) ([]channels.Entry, channels.Cursor, error) {
	order := make([]int, 0, len(t.entries))
	for i, v := range t.changed {
		if v > after.Version {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int { return int(t.changed[a] - t.changed[b]) })
	order = order[:min(limit, len(order))]
	var out []channels.Entry
	for _, i := range order {
		e := t.entries[i]
		e.Phase = t.phase
		out = append(out, e)
		after = channels.Cursor{Ordinal: 1, Version: t.changed[i]}
	}
	return out, after, nil
}

func (h *memHost) Watch(at desk.Address, wake func()) (stop func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.wakes[at] == nil {
		h.wakes[at] = map[int]func(){}
	}
	h.watchers++
	id := h.watchers
	h.wakes[at][id] = wake
	return func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.wakes[at], id)
	}
}

func (h *memHost) wakeAll(at desk.Address) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, wake := range h.wakes[at] {
		wake()
	}
}

// talk needs the lock.
func (h *memHost) talk(at desk.Address) *talk {
	if h.talks[at] == nil {
		h.talks[at] = &talk{phase: "queued"}
	}
	return h.talks[at]
}

func (t *talk) add(e channels.Entry) {
	t.version++
	e.Ordinal, e.Seq = 1, int64(len(t.entries)+1)
	t.entries, t.changed = append(t.entries, e), append(t.changed, t.version)
}

// write puts an entry of our side into the conversation.
func (h *memHost) write(at desk.Address, e channels.Entry) {
	h.mu.Lock()
	h.talk(at).add(e)
	h.mu.Unlock()
	h.wakeAll(at)
}

func (h *memHost) set(f func(*memHost)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	f(h)
}

func (h *memHost) addresses() []desk.Address {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Collect(maps.Keys(h.talks))
}

// texts are what the customer's messages say, in the order in which they were kept.
func (h *memHost) texts(at desk.Address) []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	var out []string
	for _, e := range h.talk(at).entries {
		if e.Role == desk.RoleCustomer {
			out = append(out, e.Text)
		}
	}
	return out
}

// emptyHost keeps nothing: for measuring what a socket costs by itself.
type emptyHost struct{ channels.Memory }

func (emptyHost) Accept(context.Context, desk.Raw) error { return nil }

func (emptyHost) Transcript(_ context.Context, _ desk.Address, after channels.Cursor, _ int) ([]channels.Entry, channels.Cursor, error) {
	return nil, after, nil
}

func (emptyHost) Watch(desk.Address, func()) (stop func()) { return func() {} }

// read is what was kept of a message.
func read(t *testing.T, raw []byte) body {
	t.Helper()
	var b body
	if err := json.Unmarshal(raw, &b); err != nil {
		t.Fatal(err)
	}
	return b
}
