package inbox

import (
	"context"
	"database/sql"
	"errors"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// offer takes one event. The right to see is judged here, for each event anew.
func (s *socket) offer(e *event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.list == nil || s.ended {
		return
	}
	s.follow(e)
	s.near(e)
	s.relist(e)
	for i := range e.alarms {
		s.ring(e, &e.alarms[i])
	}
	s.call(e)
}

// ring tells the holder of each alarm, and whoever answers for others when a target has passed (SLA-01). An alarm is a
// hint like any other: one that is lost shows as the row's deadline all the same.
func (s *socket) ring(e *event, a *alarm) {
	mine := a.Agent != "" && a.Agent == s.agent
	if mine || a.Left == 0 && s.viewer.Can(access.ActAny) && s.viewer.Sees(e.standing) {
		s.push(a.frame())
	}
}

// follow moves a stream on.
func (s *socket) follow(e *event) {
	st := s.streams[e.id]
	if st == nil || st.version >= e.to {
		return
	}
	switch {
	case !s.viewer.Sees(e.standing):
		delete(s.streams, e.id)
		s.push(e.resync())
	case st.stale:
		st.want = max(st.want, e.to)
	case e.follows(st.version):
		s.push(e.diff())
		st.version = e.to
	default:
		st.want = e.to
		s.refreshStream(e.id, st)
	}
}

func (s *socket) relist(e *event) {
	switch s.list.judge(e, s.viewer) {
	case update:
		s.push(e.shown())
	case gone:
		s.push(e.hidden())
	case nothing:
	}
}

// refresh reads everything again: something may have been missed, or the person's rights have changed. The caller
// holds s.mu.
func (s *socket) refresh() {
	if s.list == nil || s.ended {
		return
	}
	if s.list.pending {
		s.list.again = true
	} else {
		s.refreshList()
	}
	for id, st := range s.streams {
		if !st.stale {
			s.refreshStream(id, st)
		}
	}
}

func (s *socket) refreshStream(id desk.SessionID, st *stream) {
	st.stale, st.retry = true, false
	s.later(func(ctx context.Context) { s.catchUp(ctx, id, st) })
}

func (s *socket) refreshList() {
	l := s.list
	l.begin()
	s.later(func(ctx context.Context) { s.sendPage(ctx, l) })
}

// catchUpTries bounds how often one catch-up looks again because more has happened meanwhile.
const catchUpTries = 8

// catchUp brings one stream from the client's version to the record's, in the writer.
func (s *socket) catchUp(ctx context.Context, id desk.SessionID, st *stream) {
	for try := 1; ; try++ {
		s.mu.Lock()
		from, current, viewer := st.version, s.streams[id] == st, s.viewer
		s.mu.Unlock()
		if !current {
			return
		}
		d, err := s.hub.since(ctx, id, from)
		if err == nil {
			err = s.hub.looks(ctx, viewer, id, d.standing)
		}
		next, again := s.caughtUp(id, st, d, err, try == catchUpTries)
		if next != nil && !s.tell(next) || !again {
			return
		}
	}
}

// caughtUp judges what was read with the rights of this moment. It gives the frame to send and whether more has
// happened meanwhile; on the last try the next hint will tell.
func (s *socket) caughtUp(id desk.SessionID, st *stream, d *difference, err error, last bool) (next []byte, again bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.streams[id] != st:
		return nil, false
	case err != nil && !errors.Is(err, errResync):
		st.retry = true
		return nil, false
	case err != nil || !s.viewer.Reads(d.standing):
		delete(s.streams, id)
		return frame(resyncFrame{"resync", id}), false
	}
	if !st.seen {
		st.seen = true
		s.hub.viewing.touch()
		if looking := s.hub.viewing.looking(id); len(looking) > 0 {
			s.push(s.hub.viewing.frame(id, looking, s.agent))
		}
	}
	st.meet(d.kin)
	from, to := st.version, d.row.Version
	st.version = to
	st.stale = (st.want > to || st.relinked) && !last
	st.relinked = false
	if to == from {
		return nil, st.stale
	}
	return frame(diffFrame{"diff", id, from, to, d.row, d.messages}), st.stale
}

// errResync means that the client's version leads nowhere: it has to read the session anew.
var errResync = errors.New("inbox: resync")

// diffMost is how many lines one diff may bring; a client that is further behind reads pages.
const diffMost = 200

// since reads what has happened to a session after a version. It waits for one of the few readers.
func (h *Hub) since(ctx context.Context, id desk.SessionID, version int64) (*difference, error) {
	ctx, done, err := h.reading(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	row, err := h.record.SessionRow(ctx, string(id))
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, errResync
	case err != nil:
		return nil, err
	}
	l := listed(row)
	session := sessionOf(&l)
	f := readFacts(session.State)
	d := &difference{row: h.roster.row(&session, &f), standing: f.standing(&session)}
	p, err := h.o.Contacts.Of(ctx, session.Address)
	if err != nil {
		return nil, err
	}
	d.kin = p.Addresses()
	if d.standing.Phase == sessions.Closed {
		if d.standing.Now, err = h.holders(ctx, p); err != nil {
			return nil, err
		}
		if d.standing.Reviewed, err = h.reviewed(ctx, id); err != nil {
			return nil, err
		}
	}
	if session.Version == version {
		return d, nil
	}
	if session.Version < version {
		return nil, errResync
	}
	ms, err := h.record.MessagesAfter(ctx, dbq.MessagesAfterParams{Session: string(id), Version: version, Limit: diffMost + 1})
	if err != nil {
		return nil, err
	}
	if len(ms) > diffMost {
		return nil, errResync
	}
	d.messages, err = h.lines(ctx, id, ms)
	return d, err
}

// sendPage reads the list and sends it, in the writer; what happened while it was read follows behind it.
func (s *socket) sendPage(ctx context.Context, l *listing) {
	for {
		s.mu.Lock()
		viewer, current := s.viewer, s.list == l
		s.mu.Unlock()
		if !current {
			return
		}
		p, err := s.hub.firstPage(ctx, viewer, l.view, l.sieve, l.limit)
		send, again := s.paged(l, viewer, &p, err)
		if send {
			s.tell(frame(pageFrame{"page", listWish{View: l.view, Sieve: l.sieve}, p.Rows, p.Counts}))
		}
		if !again {
			return
		}
	}
}

// paged takes over what was read. again means that the person's rights have changed meanwhile: read with the new ones.
func (s *socket) paged(l *listing, viewer access.Viewer, p *Page, err error) (send, again bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.list != l || s.ended {
		return false, false
	}
	if !viewer.Same(s.viewer) {
		return false, true
	}
	var missed []*event
	if err != nil {
		missed = l.fail(s.hub.o.Now())
	} else {
		missed = l.end(p, s.hub.o.Now())
		s.counts = p.Counts
	}
	for _, e := range missed {
		s.relist(e)
	}
	return err == nil, false
}
