package inbox

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"time"

	"go.uber.org/zap"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// dues are the deadlines of the open complaints (CMP-08), by their sessions. A complaint is no part of its session's state,
// and a hint of a session must not ask the record: so all that are open are kept here. They are few.
type dues struct {
	record *dbq.Queries
	one    sync.Mutex // one reading at a time, so that an older one never replaces a newer one
	mu     sync.RWMutex
	by     map[desk.SessionID]desk.Millis // nil: they were not read yet
}

// duesEvery is how often all of them are read anew: what told of a change may have been lost.
const duesEvery = time.Minute

// of is the deadline of a session's open complaint; 0 = it has none, or nobody knows yet.
func (d *dues) of(id desk.SessionID) desk.Millis {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.by[id]
}

// load reads all of them anew.
func (d *dues) load(ctx context.Context) error {
	d.one.Lock()
	defer d.one.Unlock()
	rows, err := d.record.ComplaintDues(ctx)
	if err != nil {
		return away(err)
	}
	by := make(map[desk.SessionID]desk.Millis, len(rows))
	for _, r := range rows {
		by[desk.SessionID(r.Session)] = desk.Millis(r.DueAt)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.by = by
	return nil
}

// need reads them if that was not done yet: a list may be asked for before Run.
func (d *dues) need(ctx context.Context) error {
	d.mu.RLock()
	known := d.by != nil
	d.mu.RUnlock()
	if known {
		return nil
	}
	return d.load(ctx)
}

// look reads that of one session and says whether it has changed.
func (d *dues) look(ctx context.Context, id desk.SessionID) (now desk.Millis, changed bool, err error) {
	d.one.Lock()
	defer d.one.Unlock()
	due, err := d.record.ComplaintDueOf(ctx, string(id))
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, false, away(err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	now, changed = desk.Millis(due), d.by[id] != desk.Millis(due)
	switch {
	case d.by == nil: // load brings it with the others
	case now == 0:
		delete(d.by, id)
	default:
		d.by[id] = now
	}
	return now, changed, nil
}

// heardCase tells the screens that show the session of a complaint of its new deadline. A payload that was lost is made up for by
// reading all of them.
func (h *Hub) heardCase(payload []byte) {
	ctx, cancel := context.WithTimeout(context.Background(), readFor)
	defer cancel()
	if payload == nil {
		if err := h.roster.dues.load(ctx); err != nil {
			h.log.Warn("the deadlines of complaints cannot be read", zap.Error(err))
		}
		h.missed()
		return
	}
	id := desk.SessionID(payload)
	due, changed, err := h.roster.dues.look(ctx, id)
	if err != nil {
		h.log.Warn("the deadline of a complaint cannot be read", zap.Error(err))
	}
	if err != nil || !changed {
		return
	}
	f := frame(complaintFrame{"complaint", id, due})
	for _, s := range h.all() {
		s.tellDue(id, f)
	}
}

// tellDue sends the frame if the screen shows the session.
func (s *socket) tellDue(id desk.SessionID, f []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.list == nil || s.ended {
		return
	}
	if s.list.pending {
		s.list.again = true // the page that is being read may be older
	}
	_, shown := s.list.shown[id]
	if st := s.streams[id]; shown || st != nil && st.seen {
		s.push(f)
	}
}
