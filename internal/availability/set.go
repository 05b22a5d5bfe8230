package availability

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"github.com/google/uuid"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// Wish is what a person wants to be, why, and until when.
type Wish struct {
	Status desk.Status
	Reason string
	Back   desk.Millis // when the person means to be back; 0 = not said
}

// Now is what a person is.
type Now struct {
	Status desk.Status
	Since  desk.Millis // 0 = before it was written down
	Back   desk.Millis // 0 = not said
	Asking string      // the wish that waits for a superior; empty = none
}

// Set makes a person what the person wants to be; where the policy asks for a superior and led says that somebody stands above, it
// becomes a wish that waits, and the person stays. Whoever does something else meanwhile has taken the wish back. Errors:
// desk.Invalid "back_past", "back_alone", and of a wish "reason_needed", "back_needed"; desk.Conflict "request_open";
// desk.NotFound; desk.Unavailable.
func (s *Service) Set(ctx context.Context, who desk.AgentID, w Wish, led bool) (Now, error) {
	w.Reason = strings.TrimSpace(w.Reason)
	if err := w.sane(s.now()); err != nil {
		return Now{}, err
	}
	var out Now
	var told *Notice
	err := s.o.Record.Write(ctx, func(q *dbq.Queries) (err error) {
		row, err := q.AgentByID(ctx, string(who))
		if errors.Is(err, sql.ErrNoRows) || err == nil && row.Disabled != 0 {
			return desk.Fail(desk.NotFound, "not_found", "there is no such person")
		} else if err != nil {
			return err
		}
		if led && s.o.Policy().Asks(desk.Status(row.Status), w.Status) {
			told, err = s.ask(ctx, q, who, w)
		} else {
			told, err = s.become(ctx, q, row, w)
		}
		if err != nil {
			return err
		}
		row, err = q.AgentByID(ctx, string(who))
		out = Now{desk.Status(row.Status), desk.Millis(row.StatusAt), desk.Millis(row.BackAt), row.Asking}
		return err
	})
	if err != nil {
		return Now{}, desk.Away(err)
	}
	s.tell(ctx, told, who)
	return out, nil
}

// sane says what is wrong with a wish by itself.
func (w *Wish) sane(now desk.Millis) error {
	leaves := w.Status == desk.StatusAway || w.Status == desk.StatusBusy
	switch {
	case w.Back != 0 && !leaves:
		return desk.Fail(desk.Invalid, "back_alone", "only who goes away or is busy says when that ends")
	case w.Back != 0 && w.Back <= now:
		return desk.Fail(desk.Invalid, "back_past", "the time of the return has passed: give a later one")
	}
	return nil
}

// ask keeps the wish.
func (s *Service) ask(ctx context.Context, q *dbq.Queries, who desk.AgentID, w Wish) (*Notice, error) {
	switch {
	case w.Reason == "":
		return nil, desk.Fail(desk.Invalid, "reason_needed", "a superior has to grant this: say why")
	case w.Back == 0:
		return nil, desk.Fail(desk.Invalid, "back_needed", "a superior has to grant this: say when you are back")
	}
	id := uuid.Must(uuid.NewV7()).String()
	n, err := q.BeginAsking(ctx, dbq.BeginAskingParams{ID: string(who), Asking: id})
	if err == nil && n == 0 {
		err = desk.Fail(desk.Conflict, "request_open", "another wish of yours waits: withdraw it first")
	}
	if err != nil {
		return nil, err
	}
	err = q.AddStatusRequest(ctx, dbq.AddStatusRequestParams{ID: id, Agent: string(who), Status: string(w.Status), Reason: w.Reason, BackAt: int64(w.Back), At: int64(s.now())})
	return &Notice{Agent: who, ID: id}, err
}

// become sets the status that needs nobody's word; an open wish is taken back with it.
func (s *Service) become(ctx context.Context, q *dbq.Queries, row dbq.Agent, w Wish) (told *Notice, err error) {
	who := desk.AgentID(row.ID)
	if row.Asking != "" {
		if err := s.end(ctx, q, who, row.Asking, Decision{As: Withdrawn, Who: who}); err != nil {
			return nil, err
		}
		told = &Notice{Agent: who, ID: row.Asking, Verdict: Withdrawn}
	}
	return told, s.write(ctx, q, who, who, w, "")
}

// write sets the status and adds the interval that begins, unless nothing has changed. by is who made it so.
func (s *Service) write(ctx context.Context, q *dbq.Queries, who, by desk.AgentID, w Wish, request string) error {
	n, err := q.SetStatus(ctx, dbq.SetStatusParams{Status: string(w.Status), At: int64(s.now()), BackAt: int64(w.Back), ID: string(who)})
	if err == nil && n == 0 {
		err = desk.Fail(desk.NotFound, "not_found", "there is no such person")
	}
	if err != nil {
		return err
	}
	last, err := q.LastStatusChange(ctx, string(who))
	switch {
	case err == nil && last.Status == string(w.Status) && last.Reason == w.Reason && last.BackAt == int64(w.Back):
		return nil
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return err
	}
	return q.AddStatusChange(ctx, dbq.AddStatusChangeParams{Agent: string(who), Status: string(w.Status), SetBy: string(by), Reason: w.Reason, BackAt: int64(w.Back), Request: request, At: int64(s.now())})
}
