package inbox

import (
	"context"
	"database/sql"
	"errors"

	"firstline/internal/api/access"
	"firstline/internal/contacts"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// Contacts says whose address it is.
type Contacts interface {
	Of(ctx context.Context, at desk.Address) (contacts.Person, error)
}

// Read reads one session for somebody who only looks: besides what Session shows, the earlier record of a customer whom the
// viewer has now (RTE-06). It fails like Session.
func (h *Hub) Read(ctx context.Context, who access.Viewer, id desk.SessionID) (Row, sessions.State, error) {
	return h.readFor(ctx, who, id, false)
}

// ReadWork is Read for what was said alone: also for whom a review of their own work points into it, whoever had the session
// last (QA-05). Who the customer is stays with those who serve.
func (h *Hub) ReadWork(ctx context.Context, who access.Viewer, id desk.SessionID) (Row, sessions.State, error) {
	return h.readFor(ctx, who, id, true)
}

func (h *Hub) readFor(ctx context.Context, who access.Viewer, id desk.SessionID, work bool) (Row, sessions.State, error) {
	s, f, err := h.stored(ctx, id)
	if err != nil {
		return Row{}, sessions.State{}, err
	}
	standing := f.standing(&s)
	if standing.Phase == sessions.Closed && !who.Sees(standing) {
		p, err := h.o.Contacts.Of(ctx, s.Address)
		if err != nil {
			return Row{}, sessions.State{}, err
		}
		if standing.Now, err = h.holders(ctx, p); err != nil {
			return Row{}, sessions.State{}, err
		}
		if work {
			if standing.Reviewed, err = h.reviewed(ctx, id); err != nil {
				return Row{}, sessions.State{}, err
			}
		}
	}
	if !who.Reads(standing) {
		return Row{}, sessions.State{}, notFound()
	}
	if err := h.looks(ctx, who, id, standing); err != nil {
		return Row{}, sessions.State{}, err
	}
	return h.shown(ctx, &s, &f)
}

// reviewed are those whose part in a session was judged.
func (h *Hub) reviewed(ctx context.Context, id desk.SessionID) ([]desk.AgentID, error) {
	rows, err := h.record.ReviewedIn(ctx, string(id))
	if err != nil {
		return nil, away(err)
	}
	out := make([]desk.AgentID, len(rows))
	for i, r := range rows {
		out[i] = desk.AgentID(r)
	}
	return out, nil
}

// holders are those who have an open session of the person, at whichever of the addresses.
func (h *Hub) holders(ctx context.Context, of contacts.Person) ([]desk.AgentID, error) {
	var out []desk.AgentID
	for _, at := range of.Addresses() {
		holder, err := h.record.HolderAt(ctx, dbq.HolderAtParams{Channel: string(at.Channel), ConvKey: at.Key})
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return nil, away(err)
		}
		if holder != "" {
			out = append(out, desk.AgentID(holder))
		}
	}
	return out, nil
}

// newest is the newest session of an address; ok is false where nobody ever wrote.
func (h *Hub) newest(ctx context.Context, at desk.Address) (s store.Session, f facts, ok bool, err error) {
	row, err := h.record.NewestAt(ctx, dbq.NewestAtParams{Channel: string(at.Channel), ConvKey: at.Key})
	if errors.Is(err, sql.ErrNoRows) {
		return s, f, false, nil
	} else if err != nil {
		return s, f, false, away(err)
	}
	l := listed(row)
	s = sessionOf(&l)
	h.roster.meet(ctx, s.Holder, s.Owner)
	return s, readFacts(s.State), true, nil
}
