package quality

import (
	"context"
	"fmt"

	"firstline/internal/desk"
	"firstline/internal/quality/draw"
	"firstline/internal/store/dbq"
)

// population reads what can be drawn of the sessions that were closed in [from, until), a page at a time along the
// index of closed sessions.
func (s *Service) population(ctx context.Context, from, until desk.Millis) (draw.Population, error) {
	var all draw.Population
	at, id := int64(from), ""
	for {
		page, err := s.o.Record.ClosedPage(ctx, dbq.ClosedPageParams{AfterAt: at, AfterID: id, UntilAt: int64(until)})
		if err != nil {
			return nil, fmt.Errorf("read the closed sessions: %w", err)
		}
		if len(page) == 0 {
			return all, nil
		}
		some, err := s.pagePopulation(ctx, page)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
		at, id = page[len(page)-1].ClosedAt, page[len(page)-1].ID
	}
}

func (s *Service) pagePopulation(ctx context.Context, page []dbq.ClosedPageRow) (draw.Population, error) {
	first, last := page[0], page[len(page)-1]
	sessions := make([]closed, len(page))
	for i, r := range page {
		sessions[i] = closed{ID: desk.SessionID(r.ID), Channel: desk.ChannelID(r.Channel), State: []byte(r.State)}
	}
	wrote, err := s.o.Record.ClosedWriters(ctx, dbq.ClosedWritersParams{FromAt: first.ClosedAt, FromID: first.ID, LastAt: last.ClosedAt, LastID: last.ID})
	if err != nil {
		return nil, fmt.Errorf("read who wrote: %w", err)
	}
	writers := make([]writer, len(wrote))
	for i, w := range wrote {
		writers[i] = writer{Session: desk.SessionID(w.Session), Agent: desk.AgentID(w.Author)}
	}
	events, err := s.o.Record.ClosedHands(ctx, dbq.ClosedHandsParams{FromAt: first.ClosedAt, FromID: first.ID, LastAt: last.ClosedAt, LastID: last.ID,
		Assigned: assigned(), Transferred: transferred()})
	if err != nil {
		return nil, fmt.Errorf("read the changes of hands: %w", err)
	}
	var hands []hand
	for _, e := range events {
		h, ok, err := handOf(e.Session, e.Kind, e.Body)
		if err != nil {
			return nil, err
		}
		if ok {
			hands = append(hands, h)
		}
	}
	return eligible(sessions, writers, hands, s.o.Zone)
}
