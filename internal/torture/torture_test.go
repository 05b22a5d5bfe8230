package torture

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"firstline/internal/testenv"
	"firstline/internal/torture/checker"
	"firstline/internal/torture/rig"
)

// TestMain makes the place for the program and takes it away again.
func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "firstline-torture-build-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	build.dir = dir
	code := testenv.Wrap(m).Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// build is the program that all tests torture, built once. Tests have no common place to hand it around.
var build struct {
	dir  string
	once sync.Once
	path string
	err  error
}

func binary(t *testing.T) string {
	t.Helper()
	build.once.Do(func() { build.path, build.err = rig.Build(context.Background(), build.dir) })
	if build.err != nil {
		t.Fatal(build.err)
	}
	return build.path
}

// torture runs the short form of a scenario and gives its folder, which stays when it fails.
func torture(t *testing.T, o Options) (folder string) {
	t.Helper()
	if testing.Short() {
		t.Skip("kills real processes for some seconds")
	}
	var out bytes.Buffer
	dir, err := os.MkdirTemp("", "firstline-torture-")
	if err != nil {
		t.Fatal(err)
	}
	o.Short()
	o.Keep, o.Binary, o.Out, o.Rest = dir, binary(t), &out, 20*time.Second
	if o.Setup == rig.Postgres {
		o.DSN = testenv.Postgres(t)
	}
	ok, err := Run(t.Context(), o)
	if err != nil || !ok {
		t.Fatalf("%v\n%s", err, out.String())
	}
	t.Cleanup(func() {
		if !t.Failed() {
			_ = os.RemoveAll(dir)
		}
	})
	t.Log(out.String())
	return dir
}

// The tests follow one upon the other: each of them keeps two cores busy, and time is part of what they look at.

func TestTortureKillsOnSQLite(t *testing.T) {
	dir := torture(t, Options{Scenario: "kills", Setup: rig.SQLite})
	for _, c := range forgeries() {
		t.Run(c.name, func(t *testing.T) { c.try(t, dir) })
	}
}

func TestTortureKillsOnPostgres(t *testing.T) {
	torture(t, Options{Scenario: "kills", Setup: rig.Postgres})
}

// TestTorturePolls: what the network was told to forget is there, once and in order, whenever the node that polls dies;
// on two nodes the other goes on. The checker sees a loss there too.
func TestTorturePolls(t *testing.T) {
	dir := torture(t, Options{Scenario: "polls", Setup: rig.SQLite})
	for _, c := range forgeries()[:3] {
		t.Run(c.name, func(t *testing.T) { c.try(t, dir) })
	}
	torture(t, Options{Scenario: "polls", Setup: rig.Postgres, Nodes: 2})
}

func TestTortureDupes(t *testing.T) {
	torture(t, Options{Scenario: "dupes", Setup: rig.SQLite})
	torture(t, Options{Scenario: "dupes", Setup: rig.Postgres})
	torture(t, Options{Scenario: "dupes", Setup: rig.Postgres, Nodes: 2})
}

func TestTortureFlush(t *testing.T) { torture(t, Options{Scenario: "flush", Setup: rig.Postgres}) }

func TestTortureDeadlines(t *testing.T) {
	torture(t, Options{Scenario: "deadlines", Setup: rig.SQLite})
}

func TestTortureClaims(t *testing.T) { torture(t, Options{Scenario: "claims", Setup: rig.Postgres}) }

func TestTortureUnconfirmed(t *testing.T) {
	torture(t, Options{Scenario: "unconfirmed", Setup: rig.SQLite})
}

// TestTortureDoubts: whatever becomes of a call that has arrived, nothing is lost, nothing is doubled unasked, and whoever
// wrote it sees the doubt.
func TestTortureDoubts(t *testing.T) {
	torture(t, Options{Scenario: "doubts", Setup: rig.SQLite})
	torture(t, Options{Scenario: "doubts", Setup: rig.Postgres})
}

// TestTortureStorm: pauses of chats and of the whole bot are kept, and nothing is lost behind them.
func TestTortureStorm(t *testing.T) { torture(t, Options{Scenario: "storm", Setup: rig.SQLite}) }

// TestFailpointsAreFound: the list is generated from the source, so that a new effect cannot be forgotten.
func TestFailpointsAreFound(t *testing.T) {
	t.Parallel()
	root, err := rig.Root(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	names, err := Failpoints(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"accept.before", "accept.committed", "commit.before", "commit.after", "outbox.claimed", "outbox.sent"} {
		if !slices.Contains(names, want) {
			t.Errorf("%s is not among %v", want, names)
		}
	}
}

// forgery changes the ledgers of a real run: the checker has to see it there too, not only in evidence made by hand.
type forgery struct {
	name   string
	oracle string
	sql    string
	file   string
	change func(lines []string) []string
}

func forgeries() []forgery {
	of := func(lines []string, part string) int {
		return slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, part) })
	}
	drop := func(part string) func([]string) []string {
		return func(lines []string) []string { i := of(lines, part); return slices.Delete(lines, i, i+1) }
	}
	twice := func(part string) func([]string) []string {
		return func(lines []string) []string { return append(lines, lines[of(lines, part)]) }
	}
	return []forgery{
		{name: "a customer's message dropped", oracle: "I1", sql: `DELETE FROM message WHERE rowid = (SELECT min(rowid) FROM message WHERE role = 'customer')`},
		{name: "a customer's text changed", oracle: "I1", sql: `UPDATE message SET text = text || '!' WHERE rowid = (SELECT max(rowid) FROM message WHERE role = 'customer')`},
		{name: "a raw row dropped", oracle: "I1", sql: `DELETE FROM inbound WHERE id = 1`},
		{name: "a customer's message doubled", oracle: "I2", sql: `DROP INDEX message_external; UPDATE message SET external_id = (SELECT external_id FROM message WHERE session = (SELECT session FROM message WHERE role = 'customer' AND seq = 4 LIMIT 1) AND seq = 1) WHERE rowid = (SELECT rowid FROM message WHERE role = 'customer' AND seq = 4 LIMIT 1)`},
		{name: "two sessions of a conversation swapped", oracle: "I3", sql: `DROP INDEX session_address; UPDATE session SET ordinal = 3 - ordinal WHERE ordinal < 3 AND conv_key = (SELECT conv_key FROM session WHERE ordinal = 2 LIMIT 1)`},
		{name: "a reply without a state", oracle: "I4", sql: `UPDATE message SET delivery = '' WHERE rowid = (SELECT min(rowid) FROM message WHERE role = 'agent')`},
		{name: "a confirmed reply dropped", oracle: "I4b", sql: `DELETE FROM message WHERE rowid = (SELECT min(rowid) FROM message WHERE purpose = 'reply')`},
		{name: "a change of a reply dropped", oracle: "I16", sql: `DELETE FROM message WHERE rowid = (SELECT min(rowid) FROM message WHERE purpose IN ('edited', 'recalled') AND delivery = 'sent')`},
		{name: "a change that the network never had", oracle: "I16", file: checker.NetworkFile, change: func(lines []string) []string {
			return slices.DeleteFunc(lines, func(l string) bool {
				return strings.Contains(l, `"method":"editMessageText"`) || strings.Contains(l, `"method":"deleteMessage"`)
			})
		}},
		{name: "a message that arrived twice", oracle: "I5", file: checker.NetworkFile, change: func(lines []string) []string {
			return append(lines, strings.Replace(lines[of(lines, `"type":"send"`)], `"message_id":`, `"message_id":9`, 1))
		}},
		{name: "messages that never arrived", oracle: "I5", file: checker.NetworkFile, change: func(lines []string) []string {
			for range 40 { // of the first ones nobody may claim that they have arrived: kills come under load
				lines = drop(`"done":true`)(lines)
			}
			return lines
		}},
		{name: "a change that a screen missed", oracle: "I6", file: checker.ScreensFile, change: drop(`"op":"diff"`)},
		{name: "a change that a screen showed twice", oracle: "I6", file: checker.ScreensFile, change: twice(`"op":"diff"`)},
		{name: "another holder", oracle: "I7", sql: `UPDATE session SET holder = 'somebody' WHERE rowid = 1`},
		{name: "a wrong load", oracle: "I8", sql: `UPDATE agent SET load = load + 1 WHERE rowid = 1`},
		{name: "a deadline forgotten", oracle: "I9", sql: `UPDATE session SET next_due = 1 WHERE rowid = 1`},
		{name: "greeted twice", oracle: "I10", sql: `UPDATE message SET purpose = 'greeting' WHERE rowid = (SELECT min(rowid) FROM message WHERE purpose = 'reply' AND session IN (SELECT session FROM message WHERE purpose = 'greeting'))`},
		{name: "a raw row left waiting", oracle: "I11", sql: `INSERT INTO pending (part, id) VALUES (1, 1)`},
		{name: "another version in the row", oracle: "I12", sql: `UPDATE session SET version = version + 1 WHERE rowid = 1`},
		{name: "an event taken out of the middle", oracle: "I13", sql: `DROP TRIGGER event_no_delete; DELETE FROM event WHERE version = 2`},
		{name: "a command refused without reason", oracle: "I14", file: checker.CommandsFile, change: func(lines []string) []string {
			return append(lines, `{"op":"ask","id":"x","kind":"note","agent":"a","session":"`+lines[0][strings.Index(lines[0], `"session":"`)+11:][:36]+`","at":1}`,
				`{"op":"answer","id":"x","status":409,"code":"session_closed","at":1}`)
		}},
	}
}

func (c forgery) try(t *testing.T, dir string) {
	copied := t.TempDir()
	if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	if c.sql != "" {
		// Where the machine is slow, no customer may have come a second time: then there are no two sessions to be swapped.
		if c.forgeRecord(t, copied) == 0 {
			t.Log("this run has left nothing of the kind to forge")
			return
		}
	} else {
		c.forgeFile(t, filepath.Join(copied, c.file))
	}
	e, err := checker.Load(t.Context(), copied)
	if err != nil {
		t.Fatal(err)
	}
	if broken := checker.Check(e).Broken(); !slices.Contains(broken, c.oracle) {
		t.Errorf("%s did not see it, only %v did", c.oracle, broken)
	}
}

// forgeRecord says how many rows it has changed.
func (c forgery) forgeRecord(t *testing.T, dir string) (rows int64) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "data", "firstline.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for part := range strings.SplitSeq(c.sql, "; ") {
		done, err := db.ExecContext(t.Context(), part)
		if err != nil {
			t.Fatalf("%s: %v", part, err)
		}
		if rows, err = done.RowsAffected(); err != nil {
			t.Fatal(err)
		}
	}
	return rows
}

func (c forgery) forgeFile(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := c.change(strings.Split(strings.TrimSpace(string(data)), "\n"))
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
}
