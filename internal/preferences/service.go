package preferences

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// Record is what this package needs of the record.
type Record interface {
	PreferencesOf(ctx context.Context, agent string) (dbq.PreferencesOfRow, error)
	Write(ctx context.Context, do func(*dbq.Queries) error) error
}

// Service keeps preferences. Make it with New; its methods may be called from many goroutines, and on many nodes.
type Service struct {
	record Record
	now    func() time.Time
}

// New makes a service; now is the clock, nil = time.Now.
func New(record Record, now func() time.Time) *Service {
	if now == nil {
		now = time.Now
	}
	return &Service{record, now}
}

// Of are the preferences of a person; nothing is chosen until the person does.
func (s *Service) Of(ctx context.Context, who desk.AgentID) (Preferences, error) {
	p, _, err := read(s.record.PreferencesOf(ctx, string(who)))
	return p, desk.Away(err)
}

// errRaced says that another window of the person was faster.
var errRaced = errors.New("preferences: changed meanwhile")

// triesMost is how often a change is tried against other windows of the same person.
const triesMost = 5

// Change sets what next has in it and leaves the rest, so that two windows do not undo each other's choices. It gives what
// holds now.
func (s *Service) Change(ctx context.Context, who desk.AgentID, next Preferences) (Preferences, error) {
	if err := next.check(); err != nil {
		return Preferences{}, err
	}
	var now Preferences
	var err error
	for range triesMost {
		now, err = s.write(ctx, who, next)
		if !errors.Is(err, errRaced) {
			break
		}
	}
	return now, desk.Away(err)
}

func (s *Service) write(ctx context.Context, who desk.AgentID, next Preferences) (now Preferences, err error) {
	err = s.record.Write(ctx, func(q *dbq.Queries) error {
		before, n, err := read(q.PreferencesOf(ctx, string(who)))
		if err != nil {
			return err
		}
		now = before.with(next)
		body, _ := json.Marshal(now) // texts, numbers and switches always marshal
		done, err := q.PutPreferences(ctx, dbq.PutPreferencesParams{Agent: string(who), N: n + 1, Body: string(body), At: int64(desk.At(s.now()))})
		if err == nil && done == 0 {
			err = errRaced
		}
		return err
	})
	return now, err
}

func read(row dbq.PreferencesOfRow, err error) (p Preferences, n int64, _ error) {
	if errors.Is(err, sql.ErrNoRows) {
		return p, 0, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(row.Body), &p)
	}
	return p, row.N, err
}
