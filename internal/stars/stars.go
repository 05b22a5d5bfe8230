// Package stars keeps what a person has starred and pinned, and says where a note is owed because of a star: star now, note
// later (RTE-09). It decides nothing about a session and writes into none; whether a person may see one is for the caller to check.
package stars

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
)

// Most is how many sessions a person can have starred or pinned at a time.
const Most = 200

// Star is what a person has done to a session in the list. The zero value is nothing.
type Star struct {
	Session  desk.SessionID `json:"session"`
	Starred  desk.Millis    `json:"starred_at" doc:"0 = it has no star"`
	Pinned   desk.Millis    `json:"pinned_at" doc:"0 = it is not pinned"`
	NoteOwed bool           `json:"note_owed" doc:"Starred by who had it, and no note written into it since (RTE-09)"`
}

// Change says what is to become of a session; nil leaves as it is.
type Change struct {
	Star *bool
	Pin  *bool
	Owes bool // a star makes a note owed: the person has the session, or had it last
}

// Adds says whether it puts a star or a pin on the session; any other change takes away, or changes nothing.
func (c Change) Adds() bool { return c.Star != nil && *c.Star || c.Pin != nil && *c.Pin }

// Options are what the service is made of.
type Options struct {
	Record *store.Store
	Now    func() time.Time // nil = time.Now
}

// Service reads and writes stars.
type Service struct{ o Options }

// New makes the service.
func New(o Options) *Service {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Service{o}
}

// Of gives a person's stars and pins, at most Most, by session.
func (s *Service) Of(ctx context.Context, agent desk.AgentID) ([]Star, error) {
	rows, err := s.o.Record.StarsOf(ctx, string(agent))
	if err != nil {
		return nil, desk.Away(err)
	}
	out := make([]Star, len(rows))
	for i, r := range rows {
		out[i] = Star{Session: desk.SessionID(r.Session), Starred: desk.Millis(r.StarredAt), Pinned: desk.Millis(r.PinnedAt),
			NoteOwed: r.StarredAt > 0 && r.Owes == 1 && r.Noted == 0}
	}
	return out, nil
}

// Set stars, pins, or takes that back. The same once more changes nothing: a star keeps its time, and the note stays owed from
// then on. Full is desk.Conflict "stars_full".
func (s *Service) Set(ctx context.Context, agent desk.AgentID, id desk.SessionID, c Change) error {
	var refused error
	err := s.o.Record.WriteAlone(ctx, "star:"+string(agent), func(q *dbq.Queries) error {
		was, err := q.StarOf(ctx, dbq.StarOfParams{Agent: string(agent), Session: string(id)})
		fresh := errors.Is(err, sql.ErrNoRows)
		if err != nil && !fresh {
			return err
		}
		is := dbq.PutStarParams{Agent: string(agent), Session: string(id), StarredAt: was.StarredAt, PinnedAt: was.PinnedAt, Owes: was.Owes}
		now := int64(desk.At(s.o.Now()))
		set(&is.PinnedAt, c.Pin, now)
		if set(&is.StarredAt, c.Star, now) {
			is.Owes = 0
			if c.Owes && *c.Star {
				is.Owes = 1
			}
		}
		if is.StarredAt == 0 && is.PinnedAt == 0 {
			return q.DropStar(ctx, dbq.DropStarParams{Agent: string(agent), Session: string(id)})
		}
		n, err := q.CountStars(ctx, string(agent))
		if err != nil {
			return err
		}
		if fresh && n >= Most {
			refused = desk.Fail(desk.Conflict, "stars_full", "you have starred and pinned too many sessions: take some away first")
			return nil
		}
		return q.PutStar(ctx, is)
	})
	if err != nil {
		return desk.Away(err)
	}
	return refused
}

// set turns a time on or off, and says whether that changed anything.
func set(at *int64, to *bool, now int64) bool {
	if to == nil || *to == (*at > 0) {
		return false
	}
	*at = 0
	if *to {
		*at = now
	}
	return true
}
