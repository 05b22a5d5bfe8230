package torture

import (
	"database/sql"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"firstline/internal/torture/checker"
)

// forgery changes the evidence of a real run: the checker has to see it there too, not only in evidence made by hand. One that
// finds nothing to change fails the test, as it would show nothing.
type forgery struct {
	name   string
	oracle string
	forge  func(t *testing.T, dir string)
}

func forgeries() []forgery {
	return []forgery{
		{"a customer's message dropped", "I1", record(`DELETE FROM message WHERE rowid = (SELECT min(rowid) FROM message WHERE role = 'customer')`)},
		{"a customer's text changed", "I1", record(`UPDATE message SET text = text || '!' WHERE rowid = (SELECT max(rowid) FROM message WHERE role = 'customer')`)},
		{"a raw row dropped", "I1", record(`DELETE FROM inbound WHERE id = 1`)},
		{"a customer's message doubled", "I2", record(`DROP INDEX message_external`, twoOf("customer"), `UPDATE message SET external_id = (SELECT m.external_id FROM message m JOIN two ON m.rowid = two.a) WHERE rowid = (SELECT b FROM two)`)},
		{"two messages of a customer swapped", "I3", record(`DROP INDEX message_external`, twoOf("customer"), swap("external_id"), swap("text"))},
		{"two answers swapped", "I3", record(twoOf("agent"), swap("receipt"))},
		{"a reply without a state", "I4", record(`UPDATE message SET delivery = '' WHERE rowid = (SELECT min(rowid) FROM message WHERE role = 'agent')`)},
		{"a confirmed reply dropped", "I4b", confirmedGone},
		{"a change of a reply dropped", "I16", record(`DELETE FROM message WHERE rowid = (SELECT min(rowid) FROM message m WHERE purpose IN ('edited', 'recalled') AND ` + reported + `
			AND NOT EXISTS (SELECT 1 FROM message o WHERE o.session = m.session AND o.reply_ref = m.reply_ref AND o.purpose = m.purpose AND o.text = m.text AND o.seq <> m.seq))`)},
		{"changes that the network never had", "I16", ledger(checker.NetworkFile, func(lines []string) []string {
			return slices.DeleteFunc(lines, func(l string) bool {
				return strings.Contains(l, `"method":"editMessageText"`) || strings.Contains(l, `"method":"deleteMessage"`)
			})
		})},
		{"a message that arrived twice", "I5", ledger(checker.NetworkFile, func(lines []string) []string {
			i := slices.IndexFunc(lines, func(l string) bool { _, ok := arrived(l); return ok })
			return append(lines, strings.Replace(lines[i], `"message_id":`, `"message_id":9`, 1))
		})},
		{"a message that never arrived", "I5", neverArrived},
		{"a change that a screen missed", "I6", ledger(checker.ScreensFile, drop(`"op":"diff"`))},
		{"a change that a screen showed twice", "I6", ledger(checker.ScreensFile, twice(`"op":"diff"`))},
		{"another holder", "I7", record(`UPDATE session SET holder = 'somebody' WHERE rowid = 1`)},
		{"a wrong load", "I8", record(`UPDATE agent SET load = load + 1 WHERE rowid = 1`)},
		{"a deadline forgotten", "I9", record(`UPDATE session SET next_due = 1 WHERE rowid = 1`)},
		{"greeted twice", "I10", record(`UPDATE message SET purpose = 'greeting' WHERE rowid = (SELECT min(rowid) FROM message WHERE purpose = 'reply' AND session IN (SELECT session FROM message WHERE purpose = 'greeting'))`)},
		{"a raw row left waiting", "I11", record(`INSERT INTO pending (part, id) VALUES (1, 1)`)},
		{"another version in the row", "I12", record(`UPDATE session SET version = version + 1 WHERE rowid = 1`)},
		{"an event taken out of the middle", "I13", record(`DROP TRIGGER event_no_delete`, `DELETE FROM event WHERE version = 2`)},
		{"a command refused without reason", "I14", ledger(checker.CommandsFile, func(lines []string) []string {
			return append(lines, `{"op":"ask","id":"x","kind":"note","agent":"a","session":"`+lines[0][strings.Index(lines[0], `"session":"`)+11:][:36]+`","at":1}`,
				`{"op":"answer","id":"x","status":409,"code":"session_closed","at":1}`)
		})},
	}
}

// reported is a line of which the network said itself that it has it: not an agent, who may mark one as delivered that is not.
const reported = `delivery = 'sent' AND delivery_reason <> 'marked delivered'`

// seen fails unless the oracle is broken by the forged copy of the run's evidence.
func (c forgery) seen(t *testing.T, dir string) {
	copied := t.TempDir()
	if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	c.forge(t, copied)
	e, err := checker.Load(t.Context(), copied)
	if err != nil {
		t.Fatal(err)
	}
	if broken := checker.Check(e).Broken(); !slices.Contains(broken, c.oracle) {
		t.Errorf("%s did not see it, only %v did", c.oracle, broken)
	}
}

// twoOf names two messages of one session that the role wrote and the network knows, as the row of a table. What an agent sent again
// has no place to be in, so that its session is passed over.
func twoOf(role string) string {
	known := map[string]string{"customer": "external_id <> ''", "agent": "receipt <> '' AND delivery = 'sent' AND purpose = 'reply'"}[role]
	return `CREATE TABLE two AS SELECT min(rowid) AS a, max(rowid) AS b FROM message WHERE role = '` + role + `' AND ` + known + `
		AND session NOT IN (SELECT session FROM event WHERE kind = 'delivery_resolved') GROUP BY session HAVING count(*) > 1 LIMIT 1`
}

// swap exchanges a column of the two.
func swap(column string) string {
	return `UPDATE message SET ` + column + ` = (SELECT m.` + column + ` FROM message m JOIN two ON m.rowid = CASE message.rowid WHEN two.a THEN two.b ELSE two.a END) WHERE rowid IN (SELECT a FROM two UNION SELECT b FROM two)`
}

// record changes the stored record by statements, of which the last has to change something.
func record(statements ...string) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		db := openRecord(t, dir)
		var rows int64
		for _, s := range statements {
			done, err := db.ExecContext(t.Context(), s)
			if err != nil {
				t.Fatalf("%s: %v", s, err)
			}
			if rows, err = done.RowsAffected(); err != nil {
				t.Fatal(err)
			}
		}
		if rows == 0 {
			t.Fatal("this run has left nothing of the kind to forge")
		}
	}
}

func openRecord(t *testing.T, dir string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "data", "firstline.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// ledger changes the lines of a file.
func ledger(file string, change func(lines []string) []string) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		path := filepath.Join(dir, file)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(string(data)), "\n")
		was := len(lines)
		if lines = change(lines); len(lines) == was {
			t.Fatal("this run has left nothing of the kind to forge")
		}
		if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// confirmedGone takes a reply out of the record of which its agent was told that it is there: one whose answer was lost may be missing.
func confirmedGone(t *testing.T, dir string) {
	t.Helper()
	e, err := checker.Load(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(e.Commands, func(c *checker.Command) bool { return c.Kind == "reply" && c.Answer.Done() })
	if i < 0 {
		t.Fatal("this run has left nothing of the kind to forge")
	}
	record(`DELETE FROM message WHERE client_id = '`+e.Commands[i].ID+`'`)(t, dir)
}

// neverArrived takes out of the network's ledger one reply of which the record says that it is there.
func neverArrived(t *testing.T, dir string) {
	t.Helper()
	var chat, receipt string
	err := openRecord(t, dir).QueryRowContext(t.Context(), `SELECT s.conv_key, m.receipt FROM message m JOIN session s ON s.id = m.session
		WHERE m.purpose = 'reply' AND `+reported+` AND m.receipt <> '' ORDER BY m.rowid LIMIT 1`).Scan(&chat, &receipt)
	if err != nil {
		t.Fatal(err)
	}
	ledger(checker.NetworkFile, func(lines []string) []string {
		return slices.DeleteFunc(lines, func(l string) bool {
			s, ok := arrived(l)
			return ok && strconv.FormatInt(s.ChatID, 10) == chat && strconv.FormatInt(s.MessageID, 10) == receipt
		})
	})(t, dir)
}

// arrived reads the line of a message that is in its chat; not ok for any other line.
func arrived(line string) (s checker.Send, ok bool) {
	ok = json.Unmarshal([]byte(line), &s) == nil && s.Done && s.Method == "sendMessage"
	return s, ok
}

func of(lines []string, part string) int {
	return slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, part) })
}

func drop(part string) func([]string) []string {
	return func(lines []string) []string { i := of(lines, part); return slices.Delete(lines, i, i+1) }
}

func twice(part string) func([]string) []string {
	return func(lines []string) []string { return append(lines, lines[of(lines, part)]) }
}
