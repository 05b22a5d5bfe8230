package erasure

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"firstline/internal/contacts"
	"firstline/internal/desk"
	"firstline/internal/profile"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
)

func TestMain(m *testing.M) { testenv.Main(m) }

var errUnread = errors.New("its events cannot be read")

// names is a router that cannot read one session.
type names struct{ unread desk.SessionID }

func (n names) Forget(_ context.Context, _ desk.AgentID, id desk.SessionID) error {
	if id == n.unread {
		return errUnread
	}
	return nil
}

// counted is a record that counts transactions and passes through the raw rows.
type counted struct {
	*store.Store
	writes, passes int
}

func (c *counted) Write(ctx context.Context, do func(*dbq.Queries) error) error {
	c.writes++
	return c.Store.Write(ctx, do)
}

func (c *counted) RawOf(ctx context.Context, arg dbq.RawOfParams) ([]dbq.RawOfRow, error) {
	if arg.ID == 0 {
		c.passes++
	}
	return c.Store.RawOf(ctx, arg)
}

// closed puts a session with so many messages into the record that was closed long ago.
func closed(t *testing.T, st *store.Store, id string, messages int) {
	t.Helper()
	err := st.Exec(t.Context(), `INSERT INTO session (id, channel, conv_key, ordinal, part, version, phase, grp, holder, owner, title, opened_at, queued_at, closed_at, next_due, urgency, preview_role, preview_text, preview_at, state, head)
VALUES ($1, 'web', $1, 1, 0, 0, 'closed', 'service', '', '', '', 0, 0, 1000, 0, 0, '', '', 0, '{}', $2)`, id, []byte{})
	for seq := 1; seq <= messages && err == nil; seq++ {
		err = st.Exec(t.Context(), `INSERT INTO message (session, seq, version, role, author, purpose, kind, text, salt, script, client_id, external_id, reply_ref, at, sent_at, delivery, delivery_reason, receipt)
VALUES ($1, $2, $2, 'customer', '', '', 'text', 'words', 'salt', '', '', '', '', 1, 0, '', '', '')`, id, seq)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// left is how many texts a session has.
func left(t *testing.T, st *store.Store, id string) (n int) {
	t.Helper()
	if err := st.DB.QueryRow("SELECT count(*) FROM message WHERE session = $1 AND text <> ''", id).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func service(r Record, n names) *Service {
	owner := func(desk.Address) string { return "chat:nobody" }
	return New(Options{Record: r, Router: n, Uploads: owner, Handed: func(id desk.AgentID) string { return "agent:" + string(id) }, Ages: Ages{Texts: time.Hour, Raw: time.Hour}})
}

// TestOneUnreadableSession keeps nothing else from going by age, and is told of. Shows REC-06.
func TestOneUnreadableSession(t *testing.T) {
	t.Parallel()
	record.EachStore(t, func(t *testing.T, st *store.Store) {
		for _, id := range []string{"a", "b", "c"} {
			closed(t, st, id, 2)
		}
		s := service(st, names{"b"})
		if err := s.Sweep(t.Context()); !errors.Is(err, errUnread) {
			t.Errorf("the sweep says %v", err)
		}
		if a, b, c := left(t, st, "a"), left(t, st, "b"), left(t, st, "c"); a != 0 || b != 2 || c != 0 {
			t.Errorf("left are %d, %d and %d texts", a, b, c)
		}
		if err := s.Sweep(t.Context()); !errors.Is(err, errUnread) {
			t.Errorf("the second sweep says %v", err)
		}
		log, err := s.Log(t.Context(), 0, 10)
		if err != nil || len(log) != 1 || log[0].Sessions != 2 || log[0].Texts != 4 {
			t.Errorf("the log: %+v, %v", log, err)
		}
	})
}

// alone are the addresses of one person, and no profile.
type alone []desk.Address

func (a alone) Of(context.Context, desk.Address) (p contacts.Person, err error) {
	for _, at := range a {
		p.Members = append(p.Members, contacts.Member{At: at})
	}
	return p, nil
}

func (a alone) Forget(context.Context, profile.Who) (int, error) { return 0, nil }

// TestLongSessions go a few hundred messages at a time, so that what comes in need not wait, and the raw rows are looked through once for all
// addresses.
func TestLongSessions(t *testing.T) {
	t.Parallel()
	record.EachStore(t, func(t *testing.T, st *store.Store) {
		const messages = 2*textsBatch + 50
		var at alone
		for i := range 3 {
			at = append(at, desk.Address{Channel: "web", Key: fmt.Sprint("k", i)})
		}
		at = append(at, desk.Address{Channel: "web", Key: "long"})
		closed(t, st, "long", messages)
		c := &counted{Store: st}
		s := service(c, names{})
		s.o.Persons, s.o.Profiles = at, at
		d, err := s.Erase(t.Context(), Request{Why: "asked for it", Session: "long"})
		if err != nil || d.Texts != messages || d.Sessions != 1 || left(t, st, "long") != 0 {
			t.Errorf("erased: %+v, %v", d, err)
		}
		if most := 3 + len(at) + 1; c.writes != most {
			t.Errorf("%d transactions, want 3 of texts, %d of uploads and the line", c.writes, len(at))
		}
		if c.passes != 1 {
			t.Errorf("%d passes through the raw rows", c.passes)
		}
	})
}

// TestTidyingIsDoneAgain: what could not be taken out of the index or the log is tried again without another erasure.
func TestTidyingIsDoneAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var tries atomic.Int32
		s := New(Options{Record: scrubbed{}, Index: func(context.Context) error {
			if tries.Add(1) < 3 {
				return errUnread
			}
			return nil
		}})
		s.tidy(t.Context())
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- s.Run(ctx) }()
		<-time.After(10 * tidyAgain)
		if n := tries.Load(); n != 3 {
			t.Errorf("tidied %d times, want until it went", n)
		}
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

// scrubbed is a record that needs no scrubbing.
type scrubbed struct{ Record }

func (scrubbed) Scrub(context.Context) error { return nil }
