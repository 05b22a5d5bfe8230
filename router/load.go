package router

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"firstline/internal/desk"
	"firstline/sessions"
)

// load gives the newest known session at the address: from this node's cache, else from the live store, else from the
// record. What it gives may be stale; the commit's compare-and-set finds that out.
func (r *Router) load(ctx context.Context, at desk.Address) (loaded, error) {
	if l, ok := r.cache.get(at); ok {
		return l, nil
	}
	if !r.distrusted(at) {
		if l, ok := r.loadLive(ctx, at); ok {
			r.o.Metrics.LoadsLive.Inc()
			r.cache.put(l)
			return l, nil
		}
	}
	row, err := r.o.Store.Latest(ctx, at)
	r.o.Metrics.LoadsRecord.Inc()
	if errors.Is(err, sql.ErrNoRows) {
		return loaded{mine: true}, nil
	}
	if err != nil {
		return loaded{}, err
	}
	l, err := fromRow(row.State, row.Head, row.PreviewRole, row.PreviewText, row.PreviewAt)
	if err == nil {
		r.trust(at)
		r.cache.put(l)
	}
	l.sure = err == nil
	return l, err
}

// doubt makes the next load of the address read the record. Another node may have committed since our copy was made,
// and only a commit finds that out: whatever commits nothing (a refusal, a report that nothing waits for) must be
// decided on the record.
func (r *Router) doubt(at desk.Address) {
	r.cache.drop(at)
	r.distrust(at)
}

func (r *Router) loadLive(ctx context.Context, at desk.Address) (loaded, bool) {
	p, ok, err := r.o.Live.Get(ctx, at)
	if err != nil {
		r.o.Metrics.LiveErrors.Inc()
	}
	if err != nil || !ok {
		return loaded{}, false
	}
	l, err := readProjection(p.Body)
	return l, err == nil
}

func fromRow(state string, head []byte, role, text string, when int64) (loaded, error) {
	var s sessions.State
	if err := json.Unmarshal([]byte(state), &s); err != nil {
		return loaded{}, fmt.Errorf("read a stored session: %w", err)
	}
	return loaded{s: s, head: head, preview: preview{Role: desk.Role(role), Text: text, At: desk.Millis(when)}}, nil
}

// addressOf finds where a session lives.
func (r *Router) addressOf(ctx context.Context, id desk.SessionID) (desk.Address, error) {
	if at, ok := r.cache.address(id); ok {
		return at, nil
	}
	row, err := r.o.Store.SessionState(ctx, string(id))
	if errors.Is(err, sql.ErrNoRows) {
		return desk.Address{}, desk.Fail(desk.NotFound, "no_session", "there is no such session")
	}
	if err != nil {
		return desk.Address{}, desk.Because(desk.Unavailable, "record_away", "the record cannot be read", err)
	}
	return desk.Address{Channel: desk.ChannelID(row.Channel), Key: row.ConvKey}, nil
}

// Load gives a session's state for reading, straight from the record.
func (r *Router) Load(ctx context.Context, id desk.SessionID) (sessions.State, error) {
	row, err := r.o.Store.SessionState(ctx, string(id))
	if errors.Is(err, sql.ErrNoRows) {
		return sessions.State{}, desk.Fail(desk.NotFound, "no_session", "there is no such session")
	}
	if err != nil {
		return sessions.State{}, desk.Because(desk.Unavailable, "record_away", "the record cannot be read", err)
	}
	l, err := fromRow(row.State, row.Head, "", "", 0)
	return l.s, err
}

// cache keeps the sessions that were used last, decoded. It is bounded by forgetting an arbitrary half when full: the
// live store stands behind it.
type cache struct {
	mu    sync.Mutex
	most  int
	by    map[desk.Address]loaded
	where map[desk.SessionID]desk.Address
	wary  map[desk.Address]struct{} // a commit found the live store's copy stale: read the record next
}

func newCache(most int) *cache {
	return &cache{most: most, by: map[desk.Address]loaded{}, where: map[desk.SessionID]desk.Address{}, wary: map[desk.Address]struct{}{}}
}

func (c *cache) get(at desk.Address) (loaded, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	l, ok := c.by[at]
	return l, ok
}

func (c *cache) put(l loaded) {
	c.mu.Lock()
	defer c.mu.Unlock()
	l.sure = false
	if old, ok := c.by[l.s.Address]; ok {
		if old.s.Stamp() > l.s.Stamp() {
			return // a report about an older session at the address
		}
		if old.s.ID != l.s.ID {
			delete(c.where, old.s.ID)
		}
	}
	if len(c.by) >= c.most {
		c.forgetHalf()
	}
	c.by[l.s.Address], c.where[l.s.ID] = l, l.s.Address
}

func (c *cache) forgetHalf() {
	n := len(c.by) / 2
	for at, l := range c.by {
		if n--; n < 0 {
			return
		}
		delete(c.by, at)
		delete(c.where, l.s.ID)
	}
}

func (c *cache) drop(at desk.Address) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if l, ok := c.by[at]; ok {
		delete(c.by, at)
		delete(c.where, l.s.ID)
	}
}

func (c *cache) address(id desk.SessionID) (desk.Address, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	at, ok := c.where[id]
	return at, ok
}

func (r *Router) distrust(at desk.Address) {
	r.cache.mu.Lock()
	defer r.cache.mu.Unlock()
	r.cache.wary[at] = struct{}{}
}

func (r *Router) distrusted(at desk.Address) bool {
	r.cache.mu.Lock()
	defer r.cache.mu.Unlock()
	_, ok := r.cache.wary[at]
	return ok
}

func (r *Router) trust(at desk.Address) {
	r.cache.mu.Lock()
	defer r.cache.mu.Unlock()
	delete(r.cache.wary, at)
}
