package evidence

import (
	"cmp"
	"context"
	"slices"
	"testing"

	"firstline/internal/store"
	"firstline/internal/store/dbq"
)

// memory is a record in memory: the rows as they lie in the tables, so that a test can do to them what it likes.
type memory struct {
	sessions []dbq.Session
	events   []dbq.Event
	messages []dbq.Message
	files    []dbq.File
	sealRows []dbq.Seal
	ruleRows []dbq.Rules
}

// dump reads a record.
func dump(t testing.TB, st *store.Store) *memory {
	t.Helper()
	m, src := &memory{}, sqlSource{st}
	err := walk(t.Context(), src, func(s story) error {
		m.sessions = append(m.sessions, s.row)
		m.events = append(m.events, s.events...)
		m.messages = append(m.messages, s.messages...)
		m.files = append(m.files, s.files...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if m.sealRows, err = src.seals(t.Context(), "", 0); err != nil {
		t.Fatal(err)
	}
	if m.ruleRows, err = src.rules(t.Context()); err != nil {
		t.Fatal(err)
	}
	return m
}

// clone is a copy whose rows may be changed; the bytes in them may not.
func (m *memory) clone() *memory {
	return &memory{slices.Clone(m.sessions), slices.Clone(m.events), slices.Clone(m.messages), slices.Clone(m.files), slices.Clone(m.sealRows), slices.Clone(m.ruleRows)}
}

func (m *memory) stories(_ context.Context, after string) ([]story, error) {
	slices.SortFunc(m.sessions, func(a, b dbq.Session) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(m.events, func(a, b dbq.Event) int {
		return cmp.Or(cmp.Compare(a.Session, b.Session), cmp.Compare(a.Version, b.Version))
	})
	slices.SortFunc(m.messages, func(a, b dbq.Message) int {
		return cmp.Or(cmp.Compare(a.Session, b.Session), cmp.Compare(a.Seq, b.Seq))
	})
	i := slices.IndexFunc(m.sessions, func(s dbq.Session) bool { return s.ID > after })
	if i < 0 {
		return nil, nil
	}
	return assemble(m.sessions[i:], m.events, m.messages, m.files), nil
}

func (m *memory) orphans(_ context.Context, of, after string) ([]orphan, error) {
	n := map[string]int64{}
	for _, e := range m.events {
		if of == ofEvents {
			n[e.Session]++
		}
	}
	for _, x := range m.messages {
		if of == ofMessages {
			n[x.Session]++
		}
	}
	for _, s := range m.sessions {
		delete(n, s.ID)
	}
	var out []orphan
	for id, k := range n {
		if id > after {
			out = append(out, orphan{id, k})
		}
	}
	slices.SortFunc(out, func(a, b orphan) int { return cmp.Compare(a.Session, b.Session) })
	return out, nil
}

func (m *memory) seals(_ context.Context, node string, n int64) ([]dbq.Seal, error) {
	order := func(a, b dbq.Seal) int { return cmp.Or(cmp.Compare(a.Node, b.Node), cmp.Compare(a.N, b.N)) }
	slices.SortFunc(m.sealRows, order)
	i := slices.IndexFunc(m.sealRows, func(s dbq.Seal) bool { return order(s, dbq.Seal{Node: node, N: n}) > 0 })
	if i < 0 {
		return nil, nil
	}
	return slices.Clone(m.sealRows[i:]), nil
}

func (m *memory) newest(_ context.Context, node string) (n int64, _ error) {
	for _, s := range m.sealRows {
		if s.Node == node {
			n = max(n, s.N)
		}
	}
	return n, nil
}

func (m *memory) stands(_ context.Context, heads []Head) ([]standing, error) {
	out := make([]standing, len(heads))
	for i, h := range heads {
		for _, e := range m.events {
			if e.Session != string(h.Session) {
				continue
			}
			out[i].count = max(out[i].count, e.Version)
			if e.Version == h.Version {
				out[i].hash = e.Hash
			}
		}
	}
	return out, nil
}

func (m *memory) rules(context.Context) ([]dbq.Rules, error) { return m.ruleRows, nil }

var _ source = (*memory)(nil)
