package availability

import (
	"context"
	"time"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// What became of a wish. An open one has no verdict.
const (
	Approved  = "approved"
	Refused   = "refused"
	Withdrawn = "withdrawn"
)

// Request is a wish that needs, or needed, a superior.
type Request struct {
	ID      string       `json:"id"`
	Agent   desk.AgentID `json:"agent" doc:"Whose"`
	Status  desk.Status  `json:"status" enum:"away,busy"`
	Reason  string       `json:"reason"`
	Back    desk.Millis  `json:"back_at" doc:"When the person means to be back"`
	At      desk.Millis  `json:"at"`
	Verdict *Decision    `json:"verdict,omitempty" doc:"Left out while it waits"`
}

// Decision is what became of a wish.
type Decision struct {
	As   string       `json:"as" enum:"approved,refused,withdrawn"`
	Who  desk.AgentID `json:"who"`
	Note string       `json:"note,omitempty"`
	At   desk.Millis  `json:"at"`
}

// Interval is a time in which a person was the same.
type Interval struct {
	Status  desk.Status  `json:"status" enum:"online,busy,away,draining,offline"`
	From    desk.Millis  `json:"from"`
	Until   desk.Millis  `json:"until" doc:"0 = it goes on, or went on beyond the time that was asked for"`
	By      desk.AgentID `json:"by,omitempty" doc:"Who made it so: the person, or who granted it; left out: the desk, when the last customer of a draining person was done"`
	Reason  string       `json:"reason,omitempty"`
	Back    desk.Millis  `json:"back_at,omitempty" doc:"When the person meant to be back"`
	Request string       `json:"request,omitempty" doc:"The wish that was granted"`
}

// Open are the wishes that wait for a superior, the oldest first.
func (s *Service) Open(ctx context.Context) ([]Request, error) {
	rows, err := s.o.Record.OpenStatusRequests(ctx)
	if err != nil {
		return nil, desk.Away(err)
	}
	out := make([]Request, len(rows))
	for i, r := range rows {
		out[i] = read(r)
	}
	return out, nil
}

// How far back, and how much, superiors look at what was decided.
const (
	DecidedFor  = 7 * 24 * time.Hour
	mostDecided = 200
	mostOwn     = 20
)

// Decided are the wishes of the last days with what became of them, the newest first, at most 200.
func (s *Service) Decided(ctx context.Context) ([]Request, error) {
	rows, err := s.o.Record.StatusRequestsSince(ctx, dbq.StatusRequestsSinceParams{At: int64(s.now().Add(-DecidedFor)), Limit: mostDecided})
	if err != nil {
		return nil, desk.Away(err)
	}
	out := make([]Request, len(rows))
	for i, r := range rows {
		out[i] = decided(dbq.StatusRequestsOfRow(r))
	}
	return out, nil
}

// Of are the newest wishes of one person, at most 20.
func (s *Service) Of(ctx context.Context, who desk.AgentID) ([]Request, error) {
	rows, err := s.o.Record.StatusRequestsOf(ctx, dbq.StatusRequestsOfParams{Agent: string(who), Limit: mostOwn})
	if err != nil {
		return nil, desk.Away(err)
	}
	out := make([]Request, len(rows))
	for i, r := range rows {
		out[i] = decided(r)
	}
	return out, nil
}

// Intervals are what a person was in a time, the first one first; it may have begun before.
func (s *Service) Intervals(ctx context.Context, who desk.AgentID, from, until desk.Millis) ([]Interval, error) {
	rows, err := s.o.Record.StatusChanges(ctx, dbq.StatusChangesParams{Agent: string(who), UntilAt: int64(until), FromAt: int64(from)})
	if err != nil {
		return nil, desk.Away(err)
	}
	out := make([]Interval, len(rows))
	for i, r := range rows {
		out[i] = Interval{Status: desk.Status(r.Status), From: desk.Millis(r.At), By: desk.AgentID(r.SetBy), Reason: r.Reason, Back: desk.Millis(r.BackAt), Request: r.Request}
		if i > 0 {
			out[i-1].Until = out[i].From
		}
	}
	return out, nil
}

func read(r dbq.StatusRequest) Request {
	return Request{ID: r.ID, Agent: desk.AgentID(r.Agent), Status: desk.Status(r.Status), Reason: r.Reason, Back: desk.Millis(r.BackAt), At: desk.Millis(r.At)}
}

func decided(r dbq.StatusRequestsOfRow) Request {
	out := read(dbq.StatusRequest{ID: r.ID, Agent: r.Agent, Status: r.Status, Reason: r.Reason, BackAt: r.BackAt, At: r.At})
	if r.Verdict != "" {
		out.Verdict = &Decision{As: r.Verdict, Who: desk.AgentID(r.DecidedBy), Note: r.Note, At: desk.Millis(r.DecidedAt)}
	}
	return out
}
