package drafts

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"go.uber.org/zap"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// OutrunError says that another browser of the same person was faster. Nothing was saved.
type OutrunError struct{ Newest Draft }

// Error implements error.
func (e *OutrunError) Error() string { return "the draft was changed elsewhere" }

// BusyError says that somebody saves too often.
type BusyError struct{ RetryAfter time.Duration }

// Error implements error.
func (e *BusyError) Error() string { return "too many saves" }

var errLost = errors.New("drafts: somebody was faster")

// Save writes what somebody has written, behind the save that it follows (0 = there was none), and gives the draft's new
// number. The same again, because an answer was lost, is no other save. It fails with *OutrunError, *BusyError, and with
// desk.Conflict "drafts_full" where somebody has MostDrafts; emptying one is always taken.
func (s *Service) Save(ctx context.Context, who desk.AgentID, id desk.SessionID, m Mode, follows int64, c Content) (int64, error) {
	if err := c.check(m); err != nil {
		return 0, err
	}
	scripts, files, err := c.stored()
	if err != nil {
		return 0, err
	}
	if wait, err := s.o.Live.Take(ctx, "draft:"+string(who), 1, savesBurst, savesEvery); err == nil && wait > 0 {
		return 0, &BusyError{wait}
	}
	row := dbq.AddDraftParams{Agent: string(who), Session: string(id), Mode: string(m), N: follows + 1, Text: c.Text, Scripts: scripts, Files: files, Quotes: c.Quotes, At: int64(desk.At(s.o.Now()))}
	switch err = s.put(ctx, row); {
	case errors.Is(err, errLost):
		return s.outrun(ctx, who, row)
	case err != nil:
		return 0, desk.Away(err)
	}
	s.tell(ctx, Notice{who, Mark{id, m, row.N, written(row)}})
	return row.N, nil
}

// stored are the parts of a content that are kept as JSON.
func (c Content) stored() (scripts, files string, err error) {
	a, err := json.Marshal(append([]Inserted{}, c.Scripts...))
	if err != nil {
		return "", "", fmt.Errorf("encode the scripts of a draft: %w", err)
	}
	if len(a) > scriptBytes {
		return "", "", wrong("what the scripts leave to be filled in is too long")
	}
	b, err := json.Marshal(append([]string{}, c.Files...))
	if err != nil {
		return "", "", fmt.Errorf("encode the files of a draft: %w", err)
	}
	return string(a), string(b), nil
}

// put writes behind the row with the number before; where nothing is remembered, a draft begins with the number that it gives.
func (s *Service) put(ctx context.Context, row dbq.AddDraftParams) error {
	return s.o.Record.WriteAlone(ctx, "draft:"+row.Agent, func(q *dbq.Queries) error {
		stands, err := q.DraftStands(ctx, dbq.DraftStandsParams{Agent: row.Agent, Session: row.Session, Mode: row.Mode})
		fresh := errors.Is(err, sql.ErrNoRows)
		switch {
		case err != nil && !fresh:
			return err
		case !fresh && stands.N != row.N-1:
			return errLost
		}
		if written(row) && stands.Written == 0 {
			if err := room(ctx, q, row.Agent); err != nil {
				return err
			}
		}
		var n int64
		if fresh {
			n, err = q.AddDraft(ctx, row)
		} else {
			n, err = q.SetDraft(ctx, dbq.SetDraftParams{Text: row.Text, Scripts: row.Scripts, Files: row.Files, Quotes: row.Quotes, At: row.At, Agent: row.Agent, Session: row.Session, Mode: row.Mode, Follows: row.N - 1})
		}
		if err == nil && n == 0 {
			return errLost
		}
		return err
	})
}

// written says whether there is something in it, as the record counts it.
func written(row dbq.AddDraftParams) bool { return row.Text != "" || row.Files != "[]" }

// room refuses one draft more than somebody can have.
func room(ctx context.Context, q *dbq.Queries, agent string) error {
	have, err := q.CountDrafts(ctx, agent)
	if err == nil && have >= MostDrafts {
		err = desk.Fail(desk.Conflict, "drafts_full", fmt.Sprintf("%d drafts are kept: send or throw away some", MostDrafts))
	}
	return err
}

// outrun tells what is there instead. A save that is there already was ours.
func (s *Service) outrun(ctx context.Context, who desk.AgentID, row dbq.AddDraftParams) (int64, error) {
	rows, err := s.o.Record.DraftsIn(ctx, dbq.DraftsInParams{Agent: row.Agent, Session: row.Session})
	if err != nil {
		return 0, desk.Away(err)
	}
	for i := range rows {
		now := &rows[i]
		if now.Mode != row.Mode {
			continue
		}
		if now.N == row.N && now.Text == row.Text && now.Scripts == row.Scripts && now.Files == row.Files && now.Quotes == row.Quotes {
			return now.N, nil
		}
		d, err := s.read(ctx, who, now)
		if err != nil {
			return 0, err
		}
		return 0, &OutrunError{d}
	}
	return 0, desk.Fail(desk.Unavailable, "busy", "the draft was just thrown away: try again")
}

// tell lets the person's other screens look. Nothing depends on it.
func (s *Service) tell(ctx context.Context, n Notice) {
	b, err := json.Marshal(n)
	if err != nil {
		s.o.Log.Error("a notice cannot be encoded", zap.Error(err))
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	_ = s.o.Live.Publish(ctx, Topic, b)
}
