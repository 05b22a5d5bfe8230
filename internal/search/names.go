package search

import (
	"context"
	"errors"

	"firstline/internal/profile"
	"firstline/internal/search/token"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
)

// What stands in the index beside messages: at seq 0 of a session the name under which its customer writes, and at the number of a
// fact, with a minus before it, a name that the profile has. Contacts are not in it (SEC-01): who knows one whole asks the record.

// nameMark stands before every token of a name: no word of a message has it, so that neither is looked through for the other.
const nameMark = "§"

// named are the tokens of a name.
func named(tokens []string) []string {
	out := make([]string, len(tokens))
	for i, t := range tokens {
		out[i] = nameMark + t
	}
	return out
}

// docAt reads anew what a place of the index is made of; sql.ErrNoRows where it is gone.
func (x *Index) docAt(ctx context.Context, session string, seq int64) (doc store.TextDoc, salt string, err error) {
	switch {
	case seq == 0:
		doc, err = x.titleDoc(ctx, session)
		return doc, "", err
	case seq < 0:
		f, err := x.o.Record.FactAt(ctx, -seq)
		return factDoc(dbq.FactsAfterRow(f)), "", err
	}
	m, err := x.o.Record.MessageAt(ctx, dbq.MessageAtParams{Session: session, Seq: seq})
	if err != nil {
		return store.TextDoc{}, "", err
	}
	docs, err := x.docsOf(ctx, []dbq.Message{m})
	if err != nil {
		return store.TextDoc{}, "", err
	}
	return docs[0], m.Salt, nil
}

// titleDoc is the name of a session's customer; without tokens where there is none.
func (x *Index) titleDoc(ctx context.Context, session string) (store.TextDoc, error) {
	s, err := x.o.Record.TitleOf(ctx, session)
	return store.TextDoc{Session: session, At: s.OpenedAt, Tokens: named(token.Of(s.Title))}, err
}

// factDoc is what somebody said of a customer, where that was a name.
func factDoc(f dbq.FactsAfterRow) store.TextDoc {
	doc := store.TextDoc{Session: f.Session, Seq: -f.N, At: f.At}
	if f.Act == string(profile.Said) && profile.Field(f.Field).Names() {
		doc.Tokens = named(token.Of(f.Value))
	}
	return doc
}

// factsRead is where the index notes how far the profiles are in it: no session is called that.
const factsRead = "facts"

// followFacts indexes the names that were said of customers since the last time. They are few: people write them down.
func (x *Index) followFacts(ctx context.Context) error {
	for {
		from := x.facts.Load()
		if from == 0 {
			var err error
			if from, err = x.o.Texts.Seen(ctx, factsRead); err != nil {
				return err
			}
		}
		rows, err := x.o.Record.FactsAfter(ctx, dbq.FactsAfterParams{N: from, Limit: batchDocs})
		if err != nil || len(rows) == 0 {
			return err
		}
		docs := make([]store.TextDoc, len(rows))
		for i, f := range rows {
			docs[i] = factDoc(f)
		}
		last := rows[len(rows)-1].N
		switch err := x.o.Texts.Put(ctx, docs, []store.TextSeen{{Session: factsRead, From: from, Version: last}}); {
		case errors.Is(err, store.ErrOutrun): // another node was faster, or what was read has been erased meanwhile
			x.facts.Store(0)
			if ctx.Err() != nil {
				return ctx.Err()
			}
		case err != nil:
			return err
		default:
			x.facts.Store(last)
		}
	}
}
