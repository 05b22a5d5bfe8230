package settings

import (
	"context"
	"slices"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/scripts/guard"
)

// A trial looks at the newest messages of agents at most, in the newest sessions: enough to see what a list would do, and
// a bounded piece of work whatever the record has grown to.
const (
	tryMessages = 2_000
	trySessions = 2_000 // closed ones; and as many open ones
)

// TryPhrases says what a list would have found in what agents have written lately, before it goes live (FBD-01). Errors
// are those of Check.
func (s *Service) TryPhrases(ctx context.Context, c Change) (guard.Report, error) {
	c.ID = ID{KindPhrases, Only}
	text, err := c.text(s.newest(c.ID))
	if err != nil {
		return guard.Report{}, err
	}
	g, err := guard.Load(c.file(), []byte(text))
	if err != nil {
		return guard.Report{}, err
	}
	closed, err := s.o.Record.SaidInClosed(ctx, dbq.SaidInClosedParams{Limit: trySessions, Limit_2: tryMessages})
	if err != nil {
		return guard.Report{}, away(err)
	}
	open, err := s.o.Record.SaidInOpen(ctx, dbq.SaidInOpenParams{Limit: trySessions, Limit_2: tryMessages})
	if err != nil {
		return guard.Report{}, away(err)
	}
	said := make([]guard.Said, 0, len(open)+len(closed))
	for _, r := range open {
		said = append(said, said1(dbq.SaidInClosedRow(r)))
	}
	for _, r := range closed {
		said = append(said, said1(r))
	}
	return guard.Try(g, slices.Values(said)), nil
}

func said1(r dbq.SaidInClosedRow) guard.Said {
	return guard.Said{Agent: desk.AgentID(r.Author), Session: desk.SessionID(r.Session), Seq: r.Seq, Text: r.Text,
		Scope: guard.Scope{Channel: desk.ChannelID(r.Channel), Group: desk.GroupID(r.Grp)}}
}

// Arrived says when each channel last brought something, in Unix milliseconds: whether a new channel works is seen at
// once. A channel without anything among the newest rows is missing.
func (s *Service) Arrived(ctx context.Context) (map[desk.ChannelID]desk.Millis, error) {
	rows, err := s.o.Record.LastInbound(ctx, tryMessages)
	if err != nil {
		return nil, away(err)
	}
	out := map[desk.ChannelID]desk.Millis{}
	for _, r := range rows {
		out[desk.ChannelID(r.Channel)] = desk.Millis(r.At)
	}
	return out, nil
}
