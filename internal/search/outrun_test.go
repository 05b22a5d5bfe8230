package search_test

import (
	"context"
	"strings"
	"testing"

	"firstline/internal/search"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv/record"
)

// slow is a record behind whose reading of messages something else happens, once.
type slow struct {
	*store.Store
	then func()
}

func (s *slow) happen() {
	if then := s.then; then != nil {
		s.then = nil
		then()
	}
}

func (s *slow) MessagesSince(ctx context.Context, arg dbq.MessagesSinceParams) ([]dbq.Message, error) {
	out, err := s.Store.MessagesSince(ctx, arg)
	s.happen()
	return out, err
}

func (s *slow) MessageAt(ctx context.Context, arg dbq.MessageAtParams) (dbq.Message, error) {
	out, err := s.Store.MessageAt(ctx, arg)
	s.happen()
	return out, err
}

// TestErasedWhileItWasRead: what the index has read when it is erased does not come back with what it writes then, on this node or
// another. Shows SEC-01, CUS-09.
func TestErasedWhileItWasRead(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		for name, c := range map[string]struct {
			read func(*search.Index, context.Context) error
			told bool // the index has the text already, and is told that it was changed
			done bool // whoever erases takes it out of the index at once
		}{
			"follow": {read: (*search.Index).Follow, done: true}, "catch up": {read: (*search.Index).CatchUp, done: true},
			"a change": {read: (*search.Index).Settle, told: true}, "a change, on another node": {read: (*search.Index).Settle, told: true, done: true},
		} {
			t.Run(name, func(t *testing.T) {
				r := open(t, dsn)
				id := "of " + name
				r.says(id, "头一句", "号码是13812345678")
				behind := &slow{Store: r.store}
				index := search.New(search.Options{Record: behind, Texts: r.texts, Rest: -1})
				if c.told {
					r.must(r.index.CatchUp(t.Context()))
					r.must(r.store.Exec(t.Context(), "UPDATE message SET text = '号码 13812345678 ' WHERE session = $1 AND seq = 2", id))
				}
				behind.then = func() {
					r.must(r.store.Exec(t.Context(), "UPDATE message SET text = '' WHERE session = $1", id))
					if c.done {
						r.must(r.index.Settle(t.Context()))
					}
				}
				index.Note("of follow", 2)
				r.must(c.read(index, t.Context()))
				if !c.done {
					r.must(r.index.Settle(t.Context()))
				}
				if got := r.found("13812345678"); got != "" {
					t.Errorf("it is in the index again: %q", got)
				}
				if rows, err := r.store.TextsChanged(t.Context(), 10); err != nil || len(rows) != 0 {
					t.Errorf("still to be done: %v %v", rows, err)
				}
				r.says(id, "后来说的")
				r.must(r.index.CatchUp(t.Context()))
				if got := r.found("后来"); !strings.Contains(got, id+"/3") {
					t.Errorf("what comes later: %q", got)
				}
			})
		}
	})
}
