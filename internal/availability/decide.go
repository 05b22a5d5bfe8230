package availability

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// May says whether whoever asks may decide on wishes of a person.
type May func(agent desk.AgentID) bool

// Approve grants a wish, which takes effect at once. Errors: desk.NotFound "no_request", also where may refuses; desk.Conflict
// "request_decided" where somebody was faster, "gone_offline" where the person has gone meanwhile: then refuse it.
func (s *Service) Approve(ctx context.Context, by desk.AgentID, id, note string, may May) (Request, error) {
	return s.decide(ctx, id, may, Decision{As: Approved, Who: by, Note: strings.TrimSpace(note)})
}

// Refuse turns a wish down; the person stays and reads why. Errors are those of Approve, and desk.Invalid "reason_needed".
func (s *Service) Refuse(ctx context.Context, by desk.AgentID, id, note string, may May) (Request, error) {
	if note = strings.TrimSpace(note); note == "" {
		return Request{}, desk.Fail(desk.Invalid, "reason_needed", "say why: who asks reads it")
	}
	return s.decide(ctx, id, may, Decision{As: Refused, Who: by, Note: note})
}

// Withdraw takes back a wish of one's own; another's is not there. Errors are those of Approve.
func (s *Service) Withdraw(ctx context.Context, who desk.AgentID, id string) (Request, error) {
	return s.decide(ctx, id, func(a desk.AgentID) bool { return a == who }, Decision{As: Withdrawn, Who: who})
}

func (s *Service) decide(ctx context.Context, id string, may May, v Decision) (Request, error) {
	row, err := s.o.Record.StatusRequest(ctx, id)
	if errors.Is(err, sql.ErrNoRows) || err == nil && !may(desk.AgentID(row.Agent)) {
		return Request{}, desk.Fail(desk.NotFound, "no_request", "there is no such wish that you decide on")
	} else if err != nil {
		return Request{}, desk.Away(err)
	}
	r := read(row)
	v.At = s.now()
	r.Verdict = &v
	err = s.o.Record.Write(ctx, func(q *dbq.Queries) error {
		if err := s.end(ctx, q, r.Agent, id, v); err != nil || v.As != Approved {
			return err
		}
		now, err := q.AgentByID(ctx, row.Agent)
		if err == nil && now.Status == string(desk.StatusOffline) {
			err = desk.Fail(desk.Conflict, "gone_offline", "the person has gone offline meanwhile: refuse the wish")
		}
		if err != nil {
			return err
		}
		return s.write(ctx, q, r.Agent, v.Who, Wish{r.Status, r.Reason, r.Back}, id)
	})
	if err != nil {
		return Request{}, desk.Away(err)
	}
	s.tell(ctx, &Notice{Agent: r.Agent, ID: id, Verdict: v.As}, r.Agent)
	return r, nil
}

// end writes what became of a wish, unless somebody was faster.
func (s *Service) end(ctx context.Context, q *dbq.Queries, who desk.AgentID, id string, v Decision) error {
	n, err := q.EndAsking(ctx, dbq.EndAskingParams{ID: string(who), Asking: id})
	if err == nil && n == 0 {
		err = desk.Fail(desk.Conflict, "request_decided", "this wish was decided by somebody else, or taken back, meanwhile")
	}
	if err != nil {
		return err
	}
	return q.AddStatusVerdict(ctx, dbq.AddStatusVerdictParams{Request: id, Verdict: v.As, Who: string(v.Who), Note: v.Note, At: int64(s.now())})
}
