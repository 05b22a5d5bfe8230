// Package bulk remembers what one request did to many sessions, so that the same request again, because its answer was lost, does
// nothing twice. It refuses to know what is done to a session: each is the ordinary command, with its own checks.
package bulk

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// For is how long a request may take. Whoever repeats it earlier is told to wait; later, what was not done is done.
const For = time.Minute

const keptFor = 24 * time.Hour

// Done is what was carried out on a session; what was refused is not remembered, and is tried again.
type Done struct {
	Seq      int64  `json:"seq,omitempty"`
	Version  int64  `json:"version,omitempty"`
	Register string `json:"register,omitempty"` // the number in the complaint register that a transfer has given
	Was      *Was   `json:"was,omitempty"`      // what has to be there again when it is taken back; nil = that is no matter of ours
}

// Was is how something stood before it was done.
type Was struct {
	Act    string       `json:"act"`
	Group  desk.GroupID `json:"group,omitempty"`  // whose the session was
	Holder desk.AgentID `json:"holder,omitempty"` // who had it; empty = it waited
	Name   string       `json:"name,omitempty"`
	Tagged int64        `json:"tagged,omitempty"` // the fact that the tag is; 0 = the customer had it before
}

// Record is what this package needs of the record.
type Record interface {
	Write(ctx context.Context, do func(*dbq.Queries) error) error
}

// Service remembers requests. Make it with New; its methods may be called from many goroutines and on many nodes.
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

// Begin says what the request of that id has done already; nil for a new one. The order is what shall be done, the sessions apart:
// another one under the same id is desk.Duplicate "idempotency_key_reused". While it is being carried out, it is desk.Conflict
// "in_progress". End has to follow.
func (s *Service) Begin(ctx context.Context, who desk.AgentID, id string, order any) (map[desk.SessionID]Done, error) {
	body, err := json.Marshal(order)
	if err != nil {
		return nil, fmt.Errorf("encode an order: %w", err)
	}
	sum := sha256.Sum256(body)
	digest := hex.EncodeToString(sum[:])
	var done map[desk.SessionID]Done
	err = s.record.Write(ctx, func(q *dbq.Queries) error {
		now := s.now()
		if err := q.DropOldLots(ctx, int64(desk.At(now.Add(-keptFor)))); err != nil {
			return err
		}
		done = nil
		row, err := q.LotOf(ctx, dbq.LotOfParams{Agent: string(who), ClientID: id})
		until := int64(desk.At(now.Add(For)))
		if errors.Is(err, sql.ErrNoRows) {
			return one(q.AddLot(ctx, dbq.AddLotParams{Agent: string(who), ClientID: id, Digest: digest, Until: until, At: int64(desk.At(now))}))
		}
		switch {
		case err != nil:
			return err
		case row.Digest != digest:
			return desk.Fail(desk.Duplicate, "idempotency_key_reused", "this id was used for another order: make a new one")
		case row.Until > int64(desk.At(now)):
			return underWay()
		}
		if err := json.Unmarshal([]byte(row.Done), &done); err != nil {
			return fmt.Errorf("read what was done: %w", err)
		}
		return one(q.ClaimLot(ctx, dbq.ClaimLotParams{Until: until, Agent: string(who), ClientID: id, Was: row.Until}))
	})
	return done, desk.Away(err)
}

// Did says what the request of that id has done: nothing for one that was never made, or a day ago. It fails with desk.Conflict
// "in_progress" while it is being carried out.
func (s *Service) Did(ctx context.Context, who desk.AgentID, id string) (done map[desk.SessionID]Done, err error) {
	err = s.record.Write(ctx, func(q *dbq.Queries) error {
		row, err := q.LotOf(ctx, dbq.LotOfParams{Agent: string(who), ClientID: id})
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return nil
		case err != nil:
			return err
		case row.Until > int64(desk.At(s.now())):
			return underWay()
		}
		return json.Unmarshal([]byte(row.Done), &done)
	})
	return done, desk.Away(err)
}

// End writes what has been done by now.
func (s *Service) End(ctx context.Context, who desk.AgentID, id string, done map[desk.SessionID]Done) error {
	body, err := json.Marshal(done)
	if err != nil {
		return fmt.Errorf("encode what was done: %w", err)
	}
	return desk.Away(s.record.Write(ctx, func(q *dbq.Queries) error {
		return q.EndLot(ctx, dbq.EndLotParams{Done: string(body), Agent: string(who), ClientID: id})
	}))
}

// one refuses who has lost the race for a row.
func one(n int64, err error) error {
	if err == nil && n == 0 {
		err = underWay()
	}
	return err
}

func underWay() error {
	return desk.Fail(desk.Conflict, "in_progress", "the same request is being carried out: ask again in a moment")
}
