package evidence

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv/record"
	"firstline/sessions"
)

// TestTriggersRefuse: through the program's own connection nobody changes evidence.
// Shows REC-01.
func TestTriggersRefuse(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		st := play(t, dsn)
		sealed(t, st, "a")
		for _, q := range []string{"UPDATE event SET who = 'x'", "DELETE FROM event", "UPDATE seal SET at = 1", "DELETE FROM seal",
			"DELETE FROM event WHERE version = 2", "UPDATE event SET hash = hash WHERE version = 1"} {
			if err := st.Exec(t.Context(), q); err == nil || !strings.Contains(err.Error(), "append-only") {
				t.Errorf("%s: %v; want a refusal", q, err)
			}
		}
	})
}

// intruder writes to a record behind the program's back.
type intruder struct {
	t  *testing.T
	st *store.Store
}

func (i intruder) exec(q string) {
	i.t.Helper()
	if err := i.st.Exec(i.t.Context(), q); err != nil {
		i.t.Fatalf("%s: %v", q, err)
	}
}

// tables are all that Verify and Replay read.
func tables() []string { return []string{"session", "event", "message", "seal", "rules"} }

// disarm drops the triggers and keeps a copy of everything.
func (i intruder) disarm() {
	i.t.Helper()
	for _, trigger := range []string{"event_append_only", "seal_append_only", "event_no_update", "event_no_delete", "seal_no_update", "seal_no_delete"} {
		table, kind, _ := strings.Cut(trigger, "_")
		switch {
		case i.st.Dialect() == "postgres" && kind == "append_only":
			i.exec("DROP TRIGGER " + trigger + " ON " + table)
		case i.st.Dialect() == "sqlite" && kind != "append_only":
			i.exec("DROP TRIGGER " + trigger)
		}
	}
	for _, table := range tables() {
		i.exec("CREATE TABLE kept_" + table + " AS SELECT * FROM " + table)
	}
}

// restore brings back what disarm kept.
func (i intruder) restore() {
	i.t.Helper()
	for _, table := range tables() {
		i.exec("DELETE FROM " + table)
		i.exec("INSERT INTO " + table + " SELECT * FROM kept_" + table)
	}
}

// find gives the kinds of what both checks say, each once; a wrong session fails the test.
func (i intruder) find(file, session string) (found []Kind) {
	i.t.Helper()
	var out strings.Builder
	rep, err := Verify(i.t.Context(), i.st, testKey, []string{file}, &out)
	if err != nil {
		i.t.Fatal(err)
	}
	again, err := Replay(i.t.Context(), i.st, &out)
	if err != nil {
		i.t.Fatal(err)
	}
	i.t.Log("\n" + out.String())
	for _, f := range append(rep.Findings, again.Findings...) {
		if session != "" && f.Session != "" && string(f.Session) != session {
			i.t.Errorf("%s: it names a session that nobody touched; want %s", f, session)
		}
		found = append(found, f.Kind)
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// a tampering is what somebody with the database's password may do to one session.
type tampering struct {
	name string
	do   []string // $S is the session, $N its last version, $R the version of the reply
	want []Kind   // what both checks say, by the alphabet
	all  bool     // it concerns every session
}

// of is the session that findings may name.
func (c tampering) of(victim string) string {
	if c.all {
		return ""
	}
	return victim
}

func tamperings() []tampering {
	return []tampering{
		{"an event's body", []string{`UPDATE event SET body = replace(body, '"at":', '"at":1') WHERE session = '$S' AND version = 2`}, []Kind{Changed, Differs}, false},
		{"an event's time", []string{`UPDATE event SET at = at + 1 WHERE session = '$S' AND version = $R`}, []Kind{Changed, Differs}, false},
		{"an event's author", []string{`UPDATE event SET who = 'nobody' WHERE session = '$S' AND version = $R`}, []Kind{Changed, Differs}, false},
		{"a hash", []string{`UPDATE event SET hash = (SELECT hash FROM kept_event WHERE session = '$S' AND version = 1) WHERE session = '$S' AND version = $R`}, []Kind{Changed}, false},
		{"two events swapped", []string{`UPDATE event SET version = -1 WHERE session = '$S' AND version = 1`, `UPDATE event SET version = 1 WHERE session = '$S' AND version = 2`,
			`UPDATE event SET version = 2 WHERE session = '$S' AND version = -1`}, []Kind{Changed, Differs}, false},
		{"one event gone", []string{`DELETE FROM event WHERE session = '$S' AND version = $R`}, []Kind{Differs, Extra, Missing}, false},
		{"the tail cut", []string{`DELETE FROM event WHERE session = '$S' AND version > $N - 2`}, []Kind{CutOff, Differs, Extra, Missing}, false},
		{"the session gone", []string{`DELETE FROM event WHERE session = '$S'`, `DELETE FROM message WHERE session = '$S'`, `DELETE FROM session WHERE id = '$S'`},
			[]Kind{Missing}, false},
		{"the session's row gone", []string{`DELETE FROM session WHERE id = '$S'`}, []Kind{Missing}, false},
		{"a text", []string{`UPDATE message SET text = 'polite words' WHERE session = '$S' AND role = 'agent' AND purpose = 'reply'`}, []Kind{Changed}, false},
		{"a text blanked", []string{`UPDATE message SET text = '' WHERE session = '$S' AND seq = 2`}, []Kind{Changed}, false},
		{"a message gone", []string{`DELETE FROM message WHERE session = '$S' AND seq = 2`}, []Kind{Differs, Missing}, false},
		{"a message more", []string{`INSERT INTO message SELECT session, 99, version, role, author, purpose, kind, text, salt, script, '', '', reply_ref, at, sent_at, delivery, delivery_reason, receipt, quotes
FROM message WHERE session = '$S' AND seq = 2`}, []Kind{Differs, Extra}, false},
		{"a delivery", []string{`UPDATE message SET delivery = 'failed' WHERE session = '$S' AND seq = 2`}, []Kind{Differs}, false},
		{"the state", []string{`UPDATE session SET state = replace(state, '"outcome":"solved"', '"outcome":"no_response"') WHERE id = '$S'`}, []Kind{Differs}, false},
		{"the row's owner", []string{`UPDATE session SET owner = 'somebody' WHERE id = '$S'`}, []Kind{Differs}, false},
		{"an event more", []string{`INSERT INTO event SELECT session, version + 1, at, kind, who, body, hash FROM event WHERE session = '$S' AND version = $N`}, []Kind{Differs, Extra}, false},
		{"a seal", []string{`UPDATE seal SET at = at - 60000 WHERE n = 1`}, []Kind{Changed}, false},
		{"a seal gone", []string{`DELETE FROM seal WHERE n = 1`}, []Kind{Missing}, false},
		{"the last seal gone", []string{`DELETE FROM seal WHERE n = 2`}, []Kind{Missing}, false},
		{"all seals gone", []string{`DELETE FROM seal`}, []Kind{Missing}, false},
		{"the rules", []string{`UPDATE rules SET doc = replace(doc, '"first_reply_ms":200', '"first_reply_ms":900')`},
			[]Kind{Changed, Differs}, true},
	}
}

// TestTampering: each is found and named, in the session in which it happened.
// Shows REC-01, REC-02.
func TestTampering(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		st := play(t, dsn)
		file := sealed(t, st, "a")
		i := intruder{t, st}
		i.disarm()
		victim, reply := victimOf(t, st)
		names := strings.NewReplacer("$S", victim.ID, "$N", strconv.FormatInt(victim.Version, 10), "$R", strconv.FormatInt(reply, 10))
		for _, c := range tamperings() {
			for _, q := range c.do {
				i.exec(names.Replace(q))
			}
			found := i.find(file, c.of(victim.ID))
			if d := cmp.Diff(c.want, found); d != "" {
				t.Errorf("%s (-want +got):\n%s", c.name, d)
			}
			i.restore()
		}
		if found := i.find(file, ""); len(found) > 0 {
			t.Errorf("after everything was put back there are findings: %v", found)
		}
	})
}

// victimOf picks a session that was answered, transferred never, and closed as solved; and the version of the answer.
func victimOf(t *testing.T, st *store.Store) (dbq.Session, int64) {
	t.Helper()
	rows, err := st.EvidenceSessions(t.Context(), dbq.EvidenceSessionsParams{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		var s sessions.State
		if json.Unmarshal([]byte(r.State), &s) != nil || s.Ending == nil || s.Ending.Outcome != "solved" || s.Reopened > 0 {
			continue
		}
		reply, err := st.EventsOfKind(t.Context(), dbq.EventsOfKindParams{Session: r.ID, Kind: "agent_replied"})
		if err != nil || len(reply) != 1 {
			t.Fatal(reply, err)
		}
		return r, reply[0].Version
	}
	t.Fatal("no session was closed as solved")
	return dbq.Session{}, 0
}
