package media

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/uuid"

	"firstline/internal/desk"
	"firstline/internal/evidence"
	"firstline/internal/store/dbq"
	"firstline/router"
)

// agent makes a person who is online and takes the session.
func (n *node) agent(t *testing.T, session string) router.Actor {
	t.Helper()
	who := router.Actor{ID: desk.AgentID(uuid.NewString()), Name: "张敏", Any: true}
	err := n.store.Write(t.Context(), func(q *dbq.Queries) error {
		return q.CreateAgent(t.Context(), dbq.CreateAgentParams{ID: string(who.ID), Login: string(who.ID), Name: who.Name, Password: "-", Rank: "agent", Speciality: "allround",
			MemberOf: `["service"]`, Status: "online", Capacity: 9, CreatedAt: 1})
	})
	if err == nil {
		n.router.PeopleChanged()
		_, err = n.router.Take(t.Context(), who, desk.SessionID(session))
	}
	if err != nil {
		t.Fatal(err)
	}
	return who
}

// found is what a check of all files says.
func (n *node) found(t *testing.T) string {
	t.Helper()
	var out strings.Builder
	rep, err := evidence.ReplayFiles(t.Context(), n.store, n.media.Open, &out)
	if err != nil {
		t.Fatal(err)
	}
	if rep.Holds() {
		return ""
	}
	return out.String()
}

// TestTamperedFiles: bytes that were changed or are gone, and rows that say something else than the events, are found, for
// what customers sent and for what agents did.
// Shows REC-01.
func TestTamperedFiles(t *testing.T) {
	t.Parallel()
	records(t, func(t *testing.T, b *bench) {
		n := b.start("a")
		b.net.offers("r", content("what the customer sent"))
		id := n.writes("net", "k", "r", "gone")
		got := n.settled(id)
		who := n.agent(t, id)
		up, err := n.media.Keep(t.Context(), router.AgentOwner(who.ID), "a.txt", strings.NewReader("what the agent sent"), mostSize)
		if err != nil {
			t.Fatal(err)
		}
		said, err := n.router.Answer(t.Context(), who, desk.SessionID(id), router.Answer{ClientID: "c1", Text: "", Upload: up.ID})
		if err != nil {
			t.Fatal(err)
		}
		if what := n.found(t); what != "" {
			t.Fatalf("before anybody touched it: %s", what)
		}
		file := func(key string) string { return filepath.Join(b.folder, key[:2], key[2:4], key) }
		for name, c := range map[string]struct{ blob, says string }{"the customer's": {got[0].Blob, "message 1: the bytes of file 0"}, "the agent's": {up.Blob, "the bytes of file 0"}} {
			was, err := os.ReadFile(file(c.blob))
			if err != nil {
				t.Fatal(err)
			}
			n.write(t, file(c.blob), "some"+string(was[4:]))
			if what := n.found(t); !strings.Contains(what, "changed") || !strings.Contains(what, c.says) {
				t.Errorf("%s file was changed: %q", name, what)
			}
			if err := os.Remove(file(c.blob)); err != nil {
				t.Fatal(err)
			}
			if what := n.found(t); !strings.Contains(what, "missing") {
				t.Errorf("%s file is gone: %q", name, what)
			}
			n.write(t, file(c.blob), string(was))
		}
		for _, c := range []struct{ change, back string }{
			{"UPDATE file SET digest = 'x' WHERE seq = 1 AND n = 0", "UPDATE file SET digest = '" + got[0].Digest + "' WHERE seq = 1 AND n = 0"},
			{"UPDATE file SET state = 'failed', reason = 'gone' WHERE seq = 1 AND n = 0", "UPDATE file SET state = 'stored', reason = '' WHERE seq = 1 AND n = 0"},
			{"UPDATE file SET state = 'stored' WHERE n = 1", "UPDATE file SET state = 'failed' WHERE n = 1"},
			{"UPDATE file SET digest = 'x' WHERE seq > 1", "UPDATE file SET digest = '" + up.Digest + "' WHERE seq > 1"},
			{"UPDATE file SET n = 7 WHERE n = 1", "UPDATE file SET n = 1 WHERE n = 7"},
		} {
			n.exec(t, c.change)
			if rep, err := evidence.Replay(t.Context(), n.store, io.Discard); err != nil || rep.Holds() {
				t.Errorf("%s is not found: %v", c.change, err)
			}
			n.exec(t, c.back)
		}
		if what := n.found(t); what != "" || said.Seq == 0 {
			t.Errorf("after all was put back: %s", what)
		}
	})
}

func (n *node) exec(t *testing.T, q string) {
	t.Helper()
	if err := n.store.Exec(t.Context(), q); err != nil {
		t.Fatalf("%s: %v", q, err)
	}
}

func (n *node) write(t *testing.T, at, body string) {
	t.Helper()
	if err := os.WriteFile(at, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
}
