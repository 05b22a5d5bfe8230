package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// TestMentions: whom notes speak to is written with them or not at all, stands in no other session, and is read back with the lines;
// a look changes only one's own, once.
func TestMentions(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		note := func(id desk.SessionID, was int64, to ...desk.AgentID) error {
			m := store.Message{Seq: was + 1, Version: was + 1, Role: desk.RoleNote, Author: "anna", Kind: desk.KindText, Text: "@", At: 100}
			for _, one := range to {
				m.Mentions = append(m.Mentions, store.Mention{Agent: one})
			}
			return s.Commit(t.Context(), &store.Part{Was: was, Session: store.Session{ID: id, Address: desk.Address{Channel: "web", Key: string(id)}, Ordinal: 1, Version: was + 1,
				Phase: string(sessions.Serving), State: []byte("{}"), Head: []byte{1}}, Messages: []store.Message{m}})
		}
		for _, err := range []error{note("s1", 0, "ben"), note("s1", 1, "ben", "chen", "dora"), note("s1", 2), note("s2", 0, "ben")} {
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := note("s1", 1, "emma"); err == nil {
			t.Fatal("a part that came too late was written")
		}
		look := func(who string, want int64) {
			t.Helper()
			err := s.Write(t.Context(), func(q *dbq.Queries) error {
				n, err := q.LookAtMentions(t.Context(), dbq.LookAtMentionsParams{At: 200, Agent: who, Session: "s1"})
				if n != want {
					t.Errorf("%s looks at %d, want %d", who, n, want)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		look("ben", 2)
		look("ben", 0)
		look("emma", 0)
		lines := []store.Message{{Seq: 1, Role: desk.RoleNote}, {Seq: 2, Role: desk.RoleNote}, {Seq: 3, Role: desk.RoleNote}}
		if err := store.AddMentions(t.Context(), s, "s1", lines); err != nil {
			t.Fatal(err)
		}
		got := [][]store.Mention{lines[0].Mentions, lines[1].Mentions, lines[2].Mentions}
		if diff := cmp.Diff([][]store.Mention{{{"ben", 200}}, {{"ben", 200}, {"chen", 0}, {"dora", 0}}, nil}, got); diff != "" {
			t.Error(diff)
		}
		open1, err := s.MentionsOf(t.Context(), dbq.MentionsOfParams{Agent: "ben", Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]dbq.MentionsOfRow{{Session: "s2", Seq: 1, Who: "anna", At: 100}}, open1); diff != "" {
			t.Error(diff)
		}
	})
}
