package evidence

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
)

// edits is how many random edits are tried: go test -run RandomEdits ./internal/evidence -edits 10000
var edits = flag.Int("edits", 400, "how many random edits TestRandomEdits makes")

// TestRandomEdits: whatever somebody does to a record, one of the two checks notices (S-AL1).
func TestRandomEdits(t *testing.T) {
	t.Parallel()
	st := play(t, testenv.SQLite(t))
	file := sealed(t, st, "a")
	whole := dump(t, st)
	if says := check(t, whole.clone(), file); says != "" {
		t.Fatalf("the record as it was written: %s", says)
	}
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 1))
	done := map[string]int{}
	for n := 0; n < *edits; {
		m := whole.clone()
		what, kind := edit(r, m)
		if same(whole, m) {
			continue
		}
		n++
		done[kind]++
		if check(t, m, file) == "" {
			t.Errorf("seed %d, edit %d was not noticed: %s", seed, n, what)
		}
	}
	t.Logf("%d edits were noticed: %v", *edits, done)
}

// check gives the first thing that either check finds; empty if everything holds.
func check(t *testing.T, m *memory, file string) string {
	t.Helper()
	rep, err := verify(t.Context(), m, testKey, []string{file}, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if !rep.Holds() {
		return rep.Findings[0].String()
	}
	again, err := replay(t.Context(), m, nil, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if !again.Holds() {
		return again.Findings[0].String()
	}
	return ""
}

// edit does one random thing to a record.
func edit(r *rand.Rand, m *memory) (what, kind string) {
	table := []string{"event", "event", "event", "session", "message", "message", "seal", "rules"}[r.IntN(8)]
	switch kind := r.IntN(10); {
	case kind < 5:
		return change(r, m, table), "change " + table
	case kind < 6:
		return drop(r, m, table), "delete " + table
	case kind < 7:
		return swap(r, m, table), "swap " + table
	case kind < 8:
		return add(r, m, table), "add " + table
	case kind < 9:
		return cut(r, m), "cut tail"
	}
	return forget(r, m), "delete session"
}

// rows is a table as a value whose rows can be set.
func (m *memory) rows(table string) reflect.Value {
	v := map[string]any{"event": &m.events, "session": &m.sessions, "message": &m.messages, "seal": &m.sealRows, "rules": &m.ruleRows}[table]
	return reflect.ValueOf(v).Elem()
}

// change sets one column of one row to something else.
func change(r *rand.Rand, m *memory, table string) string {
	rows := m.rows(table)
	i := r.IntN(rows.Len())
	row := rows.Index(i)
	c := r.IntN(row.NumField())
	name := row.Type().Field(c).Name
	if name == "CreatedAt" { // of the rules: no evidence
		c, name = 0, "Version"
	}
	other := rows.Index(r.IntN(rows.Len())).Field(c).Interface()
	row.Field(c).Set(reflect.ValueOf(mutated(r, row.Field(c).Interface(), other)))
	return fmt.Sprintf("%s %d: %s", table, i, name)
}

// mutated is a value near v, or the one of another row.
func mutated(r *rand.Rand, v, other any) any {
	if r.IntN(4) == 0 {
		return other
	}
	switch v := v.(type) {
	case int64:
		return []int64{v + 1, v - 1, v ^ 1<<r.IntN(40), 0, -v}[r.IntN(5)]
	case string:
		return mutatedText(r, v)
	case []byte:
		b := slices.Clone(v)
		if len(b) == 0 {
			return []byte{1}
		}
		b[r.IntN(len(b))] ^= 1 << r.IntN(8)
		return b
	}
	panic(fmt.Sprintf("a column of type %T", v))
}

func mutatedText(r *rand.Rand, v string) string {
	b := []byte(v)
	c := "abcxyz0123456789"[r.IntN(16)]
	if len(b) == 0 || r.IntN(6) == 0 {
		return v + string(c)
	}
	i := r.IntN(len(b))
	switch r.IntN(3) {
	case 0:
		b[i] = c
	case 1:
		b = slices.Delete(b, i, i+1)
	default:
		b = slices.Insert(b, i, c)
	}
	return string(bytes.ToValidUTF8(b, []byte("?")))
}

func drop(r *rand.Rand, m *memory, table string) string {
	rows := m.rows(table)
	i, n := r.IntN(rows.Len()), rows.Len()
	rows.Set(reflect.AppendSlice(rows.Slice3(0, i, i), rows.Slice(i+1, n)))
	return fmt.Sprintf("%s %d is gone", table, i)
}

// swap exchanges all but the place of two rows.
func swap(r *rand.Rand, m *memory, table string) string {
	rows := m.rows(table)
	i, j := r.IntN(rows.Len()), r.IntN(rows.Len())
	a, b := rows.Index(i), rows.Index(j)
	first := map[string]int{"event": 2, "session": 1, "message": 2, "seal": 2, "rules": 1}[table]
	for c := first; c < a.NumField(); c++ {
		x, y := reflect.ValueOf(a.Field(c).Interface()), reflect.ValueOf(b.Field(c).Interface())
		a.Field(c).Set(y)
		b.Field(c).Set(x)
	}
	return fmt.Sprintf("%s %d and %d swapped", table, i, j)
}

// add puts a copy of a row behind the last of its session or node.
func add(r *rand.Rand, m *memory, table string) string {
	switch table {
	case "event":
		e := m.events[r.IntN(len(m.events))]
		for _, x := range m.events {
			if x.Session == e.Session {
				e.Version = max(e.Version, x.Version+1)
			}
		}
		m.events = append(m.events, e)
	case "message":
		e := m.messages[r.IntN(len(m.messages))]
		e.Seq += 100
		m.messages = append(m.messages, e)
	case "seal":
		e := m.sealRows[r.IntN(len(m.sealRows))]
		e.N += int64(len(m.sealRows))
		m.sealRows = append(m.sealRows, e)
	case "session":
		e := m.sessions[r.IntN(len(m.sessions))]
		e.ID += "x"
		m.sessions = append(m.sessions, e)
	default:
		e := m.ruleRows[0]
		e.Version += "x"
		m.ruleRows = append(m.ruleRows, e)
	}
	return table + " added"
}

// cut takes the tail of one session's log.
func cut(r *rand.Rand, m *memory) string {
	e := m.events[r.IntN(len(m.events))]
	m.events = slices.DeleteFunc(m.events, func(x dbq.Event) bool { return x.Session == e.Session && x.Version >= e.Version })
	return fmt.Sprintf("session %s from version %d", e.Session, e.Version)
}

// forget takes everything of one session, or of all sessions.
func forget(r *rand.Rand, m *memory) string {
	id, all := m.sessions[r.IntN(len(m.sessions))].ID, r.IntN(4) == 0
	m.sessions = slices.DeleteFunc(m.sessions, func(x dbq.Session) bool { return all || x.ID == id })
	m.events = slices.DeleteFunc(m.events, func(x dbq.Event) bool { return all || x.Session == id })
	m.messages = slices.DeleteFunc(m.messages, func(x dbq.Message) bool { return all || x.Session == id })
	return "session " + id
}

// same says that an edit changed nothing: it hit the value that was there, or wrote the same state otherwise.
func same(a, b *memory) bool {
	if !slices.EqualFunc(a.sessions, b.sessions, sameSession) {
		return false
	}
	b = b.clone()
	b.sessions = a.sessions
	return reflect.DeepEqual(a, b)
}

func sameSession(a, b dbq.Session) bool {
	var x, y any
	if json.Unmarshal([]byte(a.State), &x) == nil && json.Unmarshal([]byte(b.State), &y) == nil && reflect.DeepEqual(x, y) {
		b.State = a.State
	}
	return reflect.DeepEqual(a, b)
}
