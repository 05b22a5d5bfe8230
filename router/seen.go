package router

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"time"

	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

var _ channels.Witness = (*Router)(nil)

// readers are the conversations whose customer has read something that waits to be written down. However much a page tells,
// one place of each waits.
type readers struct {
	mu sync.Mutex
	by map[desk.Address]readTo
}

// readTo is a place at an address.
type readTo struct{ ordinal, seq int64 }

func newReaders() *readers { return &readers{by: map[desk.Address]readTo{}} }

// add leaves a place to be written down, unless one waits that lies beyond it; first says that none did.
func (w *readers) add(at desk.Address, to readTo) (first bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	old, waits := w.by[at]
	if !waits || to.ordinal > old.ordinal || to.ordinal == old.ordinal && to.seq > old.seq {
		w.by[at] = to
	}
	return !waits
}

// take gives the place that waits to who writes it down.
func (w *readers) take(at desk.Address) readTo {
	w.mu.Lock()
	defer w.mu.Unlock()
	to := w.by[at]
	delete(w.by, at)
	return to
}

// sawFor is how long writing down may hold the conversation's lane; then the hint is dropped.
const sawFor = 5 * time.Second

// Saw implements channels.Witness.
func (r *Router) Saw(at desk.Address, ordinal, seq int64) {
	if ordinal < 1 || seq < 1 || !r.readers.add(at, readTo{ordinal, seq}) {
		return
	}
	r.lanes.put(at, task{do: func(ctx context.Context) {
		ctx, cancel := context.WithTimeout(ctx, sawFor)
		defer cancel()
		if err := r.noteRead(ctx, at, r.readers.take(at)); err != nil {
			r.log.Info("what a customer has read was not noted", zap.Stringer("address", at), zap.Error(err))
		}
	}})
}

// noteRead writes down what a page has told, on any node. What a stale copy knows to have been read was read.
func (r *Router) noteRead(ctx context.Context, at desk.Address, to readTo) error {
	for range commandTries {
		cur, err := r.load(ctx, at)
		if err != nil {
			return err
		}
		if cur.s.Ordinal > to.ordinal || cur.s.Ordinal == to.ordinal && cur.s.SeenTo() >= to.seq {
			return nil
		}
		d := r.draft(cur)
		if cur.s.Ordinal == to.ordinal {
			err = r.saw(ctx, d, to.seq, d.now)
		}
		switch {
		case err != nil:
			return err
		case len(d.part.Events) > 0:
			err = r.land(ctx, d)
		case !cur.sure:
			r.doubt(at)
			err = store.ErrStale
		}
		if !errors.Is(err, store.ErrStale) {
			return err
		}
	}
	return desk.Fail(desk.Conflict, "busy", "the session changes too fast")
}

// saw adds the event that the customer has seen what was said up to a place of the draft's session: that of the newest message
// of ours there, where it is news.
func (r *Router) saw(ctx context.Context, d *draft, upTo int64, at desk.Millis) error {
	if err := r.rulesFor(ctx, d); err != nil {
		return err
	}
	seq, err := r.o.Store.LastSaid(ctx, dbq.LastSaidParams{Session: string(d.s.ID), After: d.s.SeenTo(), UpTo: min(upTo, d.s.Seq)})
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return d.apply(sessions.CustomerSaw{At: at, Seq: seq})
}
