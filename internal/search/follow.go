package search

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
)

// Follow indexes what was told of since the last time, and takes out what was erased. What fails is told again.
func (x *Index) Follow(ctx context.Context) error {
	told := x.take()
	b := batch{x: x}
	for id, version := range told {
		seen, err := x.o.Texts.Seen(ctx, string(id))
		if err == nil && seen < version {
			err = b.add(ctx, string(id), seen, version)
		}
		if err != nil {
			x.giveBack(told)
			return err
		}
	}
	if err := b.flush(ctx); err != nil {
		x.giveBack(told)
		return err
	}
	if err := x.followFacts(ctx); err != nil {
		return err
	}
	_, err := x.erased(ctx)
	return err
}

func (x *Index) giveBack(told map[desk.SessionID]int64) {
	for id, version := range told {
		x.Note(id, version)
	}
}

// CatchUp goes through the whole record for what is not indexed: after a start, and for what no node of this process was
// told of, and takes in all that was changed. It reads a page of sessions at a time, and rests between its batches.
func (x *Index) CatchUp(ctx context.Context) error {
	b := batch{x: x}
	for after := ""; ; {
		page, err := x.o.Record.SessionVersions(ctx, dbq.SessionVersionsParams{ID: after, Limit: pageSize})
		if err != nil {
			return err
		}
		if len(page) == 0 {
			break
		}
		last := page[len(page)-1].ID
		seen, err := x.o.Texts.SeenAfter(ctx, after, last)
		if err != nil {
			return err
		}
		for _, s := range page {
			if seen[s.ID] >= s.Version {
				continue
			}
			if err := b.add(ctx, s.ID, seen[s.ID], s.Version); err != nil {
				return err
			}
		}
		after = last
	}
	if err := b.flush(ctx); err != nil {
		return err
	}
	if err := x.followFacts(ctx); err != nil {
		return err
	}
	for done := false; !done; {
		began := time.Now()
		var err error
		if done, err = x.erased(ctx); err != nil {
			return err
		}
		x.breathe(ctx, time.Since(began))
	}
	x.behind.Store(false)
	return ctx.Err()
}

// erased takes in what became of texts and names that were changed or erased after they were written, as much as one commit of
// the index holds. done says that nothing of it is left.
func (x *Index) erased(ctx context.Context) (done bool, err error) {
	rows, err := x.o.Record.TextsChanged(ctx, batchDocs)
	if err != nil || len(rows) == 0 {
		return err == nil, err
	}
	docs := make([]store.TextDoc, len(rows))
	for i, r := range rows {
		docs[i], err = x.docAt(ctx, r.Session, r.Seq)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			docs[i] = store.TextDoc{Session: r.Session, Seq: r.Seq}
		case err != nil:
			return false, err
		}
	}
	if err := x.o.Texts.Put(ctx, docs, nil); err != nil {
		return false, err
	}
	return len(rows) < batchDocs, x.o.Record.Write(ctx, func(q *dbq.Queries) error {
		for _, r := range rows {
			if err := q.DropTextChanged(ctx, dbq.DropTextChangedParams(r)); err != nil {
				return err
			}
		}
		return nil
	})
}

// Settle takes everything out of the index, and out of its log, that was erased up to now.
func (x *Index) Settle(ctx context.Context) error {
	for done := false; !done; {
		var err error
		if done, err = x.erased(ctx); err != nil {
			return err
		}
	}
	return x.o.Texts.Scrub(ctx)
}

// batch gathers messages for one commit of the index.
type batch struct {
	x     *Index
	docs  []store.TextDoc
	seen  []store.TextSeen
	began time.Time
}

// add reads the messages of a session behind a version; upTo is one that was committed before. What is written meanwhile
// may be among them, or is read the next time.
func (b *batch) add(ctx context.Context, session string, from, upTo int64) error {
	if b.began.IsZero() {
		b.began = time.Now()
	}
	if from == 0 {
		doc, err := b.x.titleDoc(ctx, session)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		b.docs = append(b.docs, doc)
	}
	messages, err := b.x.o.Record.MessagesSince(ctx, dbq.MessagesSinceParams{Session: session, Version: from})
	if err != nil {
		return err
	}
	for _, m := range messages {
		upTo = max(upTo, m.Version)
	}
	docs, err := b.x.docsOf(ctx, slices.DeleteFunc(messages, func(m dbq.Message) bool { return m.Role == string(desk.RoleSystem) }))
	if err != nil {
		return err
	}
	b.docs = append(b.docs, docs...)
	b.seen = append(b.seen, store.TextSeen{Session: session, Version: upTo})
	if len(b.docs) >= batchDocs || len(b.seen) >= pageSize {
		return b.flush(ctx)
	}
	return nil
}

func (b *batch) flush(ctx context.Context) error {
	if len(b.seen) == 0 {
		return ctx.Err()
	}
	if err := b.x.o.Texts.Put(ctx, b.docs, b.seen); err != nil {
		return err
	}
	b.x.breathe(ctx, time.Since(b.began))
	*b = batch{x: b.x}
	return ctx.Err()
}
