package search

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"math"
	"math/rand/v2"
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
	for _, id := range slices.Sorted(maps.Keys(told)) { // in one order on all nodes, so that none waits for another that waits for it
		version := told[id]
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
	docs, seen, err := x.changed(ctx, rows)
	if err != nil {
		return false, err
	}
	switch err := x.o.Texts.Put(ctx, docs, seen); {
	case errors.Is(err, store.ErrOutrun):
		return false, ctx.Err() // what was read may be older than what stands there
	case err != nil:
		return false, err
	}
	again := false
	err = x.o.Record.Write(ctx, func(q *dbq.Queries) error {
		for _, r := range rows {
			n, err := q.DropTextChanged(ctx, dbq.DropTextChangedParams(r))
			if err != nil {
				return err
			}
			again = again || n == 0
		}
		return nil
	})
	return len(rows) < batchDocs && !again, err
}

// changed reads what messages are by now. A session of which something was erased is said to be read up to a place where no one has
// ever been: whoever holds texts of before finds that they are not (store.ErrOutrun), and it is read anew.
func (x *Index) changed(ctx context.Context, rows []dbq.TextChanged) (docs []store.TextDoc, seen []store.TextSeen, err error) {
	facts := false // something was erased of what the profiles say
	for _, r := range rows {
		if len(seen) == 0 || seen[len(seen)-1].Session != r.Session {
			from, err := x.o.Texts.Seen(ctx, r.Session)
			if err != nil {
				return nil, nil, err
			}
			seen = append(seen, store.TextSeen{Session: r.Session, From: from, Version: from})
		}
		doc, gone, err := x.nowAt(ctx, r.Session, r.Seq)
		if err != nil {
			return nil, nil, err
		}
		docs = append(docs, doc)
		if gone {
			seen[len(seen)-1].Version = nowhere()
			facts = facts || r.Seq < 0
		}
	}
	if facts {
		from, err := x.o.Texts.Seen(ctx, factsRead)
		if err != nil {
			return nil, nil, err
		}
		seen = append(seen, store.TextSeen{Session: factsRead, From: from, Version: nowhere()})
	}
	return docs, seen, nil
}

// nowhere is a place up to which nothing was ever read; no two are the same.
func nowhere() int64 { return -1 - rand.Int64N(math.MaxInt64) }

// nowAt is what stands at a place by now: nothing where it was erased, and then gone says so.
func (x *Index) nowAt(ctx context.Context, session string, seq int64) (doc store.TextDoc, gone bool, err error) {
	doc, salt, err := x.docAt(ctx, session, seq)
	if errors.Is(err, sql.ErrNoRows) {
		return store.TextDoc{Session: session, Seq: seq}, true, nil
	}
	return doc, seq > 0 && salt == "" || seq <= 0 && len(doc.Tokens) == 0, err
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

// batch gathers sessions that are to be read.
type batch struct {
	x    *Index
	todo []store.TextSeen
}

// add notes a session to be read behind a version; upTo is one that was committed before.
func (b *batch) add(ctx context.Context, session string, from, upTo int64) error {
	b.todo = append(b.todo, store.TextSeen{Session: session, From: from, Version: upTo})
	if len(b.todo) >= pageSize {
		return b.flush(ctx)
	}
	return nil
}

// flush reads what was noted and puts it into the index, some messages at a time.
func (b *batch) flush(ctx context.Context) error {
	for len(b.todo) > 0 {
		began := time.Now()
		docs, seen, err := b.read(ctx)
		if err != nil {
			return err
		}
		switch err := b.x.o.Texts.Put(ctx, docs, seen); {
		case errors.Is(err, store.ErrOutrun): // somebody else was faster, or what was read has been erased meanwhile
			if err := b.behind(ctx, len(seen)); err != nil {
				return err
			}
		case err != nil:
			return err
		default:
			b.todo = b.todo[len(seen):]
			b.x.breathe(ctx, time.Since(began))
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return ctx.Err()
}

// read reads the messages of the first sessions, as many as one commit holds. What is written meanwhile may be among them, or is read the
// next time.
func (b *batch) read(ctx context.Context) (docs []store.TextDoc, seen []store.TextSeen, err error) {
	for _, s := range b.todo {
		if s.From <= 0 {
			doc, err := b.x.titleDoc(ctx, s.Session)
			if err != nil && !errors.Is(err, sql.ErrNoRows) {
				return nil, nil, err
			}
			docs = append(docs, doc)
		}
		messages, err := b.x.o.Record.MessagesSince(ctx, dbq.MessagesSinceParams{Session: s.Session, Version: s.From})
		if err != nil {
			return nil, nil, err
		}
		for _, m := range messages {
			s.Version = max(s.Version, m.Version)
		}
		some, err := b.x.docsOf(ctx, slices.DeleteFunc(messages, func(m dbq.Message) bool { return m.Role == string(desk.RoleSystem) }))
		if err != nil {
			return nil, nil, err
		}
		docs, seen = append(docs, some...), append(seen, s)
		if len(docs) >= batchDocs {
			break
		}
	}
	return docs, seen, nil
}

// behind looks again how far the first sessions have been read, and leaves out those that are there.
func (b *batch) behind(ctx context.Context, n int) error {
	var still []store.TextSeen
	for _, s := range b.todo[:n] {
		from, err := b.x.o.Texts.Seen(ctx, s.Session)
		if err != nil {
			return err
		}
		if from < s.Version {
			s.From = from
			still = append(still, s)
		}
	}
	b.todo = append(still, b.todo[n:]...)
	return nil
}
