package cases

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// writer changes one entry inside of a transaction.
type writer struct {
	q    *dbq.Queries
	now  desk.Millis
	c    Case
	head []byte
}

func (w *writer) load(ctx context.Context, idOrNumber string) error {
	row, err := w.q.ComplaintOf(ctx, idOrNumber)
	if errors.Is(err, sql.ErrNoRows) {
		return notFound()
	}
	if err != nil {
		return err
	}
	return w.take(row)
}

func (w *writer) take(row dbq.Complaint) (err error) {
	w.c, err = read(row)
	w.head = row.Head
	return err
}

// put applies one change and writes the event and the row. It fails with errAgain when somebody else was faster.
func (w *writer) put(ctx context.Context, who desk.AgentID, client, asked string, ch Change) error {
	next, err := Apply(w.c, Event{Stamp: Stamp{At: w.now, Who: who}, Change: ch})
	if err != nil {
		return err
	}
	raw, err := json.Marshal(ch)
	if err != nil {
		return err
	}
	body, err := json.Marshal(entry{Client: client, Asked: asked, Change: raw})
	if err != nil {
		return err
	}
	e := dbq.CaseEvent{Complaint: next.ID, N: next.Version, At: int64(w.now), Who: string(who), Kind: string(ch.Kind()), ClientID: client, Body: string(body)}
	e.Hash = hashOf(w.head, e)
	row, err := rowOf(next, e.Hash)
	if err != nil {
		return err
	}
	row.Was = w.c.Version
	n, err := w.q.MoveComplaint(ctx, row)
	switch {
	case err != nil:
		return err
	case n == 0:
		return errAgain
	}
	w.c, w.head = next, e.Hash
	return w.q.PutCaseEvent(ctx, dbq.PutCaseEventParams(e))
}
