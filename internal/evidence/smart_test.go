package evidence

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"firstline/internal/desk"
	"firstline/internal/rulebook"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/sessions"
)

// rewrite makes the chain of a session anew from what its events say now, as one who knows this program can.
func (m *memory) rewrite(session string) {
	var prev []byte
	for i := range m.events {
		if e := &m.events[i]; e.Session == session {
			e.Hash = hashOf(prev, e)
			prev = e.Hash
		}
	}
	for i := range m.sessions {
		if m.sessions[i].ID == session {
			m.sessions[i].Head = prev
		}
	}
}

// TestForgery: who knows the program but not the key cannot hide what was sealed.
func TestForgery(t *testing.T) {
	t.Parallel()
	st := play(t, testenv.SQLite(t))
	file := sealed(t, st, "a")
	whole := dump(t, st)
	victim, _ := victimOf(t, st)
	for name, c := range map[string]struct {
		do   func(m *memory)
		want string // what the first finding about the session says
	}{
		"history rewritten": {func(m *memory) { blame(m, victim.ID) }, "the log up to here is another; it was sealed as seal 1 of a"},
		"session forgotten": {func(m *memory) { remove(m, victim.ID) }, "the session is gone: there is no event of it; it was sealed as seal 1 of a"},
		"session and seals forgotten": {func(m *memory) { remove(m, victim.ID); m.sealRows = nil },
			"the session is gone: there is no event of it; it was sealed as seal file seals-a.log, seal 1"},
		"tail cut": {func(m *memory) { shorten(t, m, victim) }, "the log ends at version 2; it was sealed as seal 1 of a"},
	} {
		m := whole.clone()
		c.do(m)
		rep, err := verify(t.Context(), m, testKey, []string{file}, io.Discard)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(rep.Findings, func(f Finding) bool { return string(f.Session) == victim.ID })
		if i < 0 || rep.Findings[i].What != c.want {
			t.Errorf("%s: %v; want %q", name, rep.Findings, c.want)
		}
	}
}

// blame puts the close on somebody else.
func blame(m *memory, session string) {
	for i := range m.events {
		if e := &m.events[i]; e.Session == session && e.Kind == "close_requested" {
			e.Body, e.Who = strings.ReplaceAll(e.Body, e.Who, "somebody"), "somebody"
		}
	}
	m.rewrite(session)
}

func remove(m *memory, id string) {
	m.sessions = slices.DeleteFunc(m.sessions, func(x dbq.Session) bool { return x.ID == id })
	m.events = slices.DeleteFunc(m.events, func(x dbq.Event) bool { return x.Session == id })
	m.messages = slices.DeleteFunc(m.messages, func(x dbq.Message) bool { return x.Session == id })
}

// shorten takes a session back to its second version, row, transcript and all.
func shorten(t *testing.T, m *memory, victim dbq.Session) {
	t.Helper()
	m.events = slices.DeleteFunc(m.events, func(x dbq.Event) bool { return x.Session == victim.ID && x.Version > 2 })
	f := foldOf(t, m, victim.ID, func(e sessions.Event) sessions.Event { return e })
	m.messages = slices.DeleteFunc(m.messages, func(x dbq.Message) bool { return x.Session == victim.ID && x.Seq > f.state.Seq })
	text, err := json.Marshal(f.state)
	if err != nil {
		t.Fatal(err)
	}
	for i := range m.sessions {
		if s := &m.sessions[i]; s.ID == victim.ID {
			s.State, s.Version = string(text), 2
		}
	}
	m.rewrite(victim.ID)
}

// foldOf derives a session, with each event as with makes it.
func foldOf(t *testing.T, m *memory, session string, with func(sessions.Event) sessions.Event) *fold {
	t.Helper()
	rules := pinned{}
	for _, r := range m.ruleRows {
		rules[r.Version] = r
	}
	book, err := rulebook.Open(t.Context(), rules, time.UnixMilli(0), testRules(), rulebook.Source{})
	if err != nil {
		t.Fatal(err)
	}
	f := newFold(session)
	for i := range m.events {
		if m.events[i].Session != session {
			continue
		}
		e, err := eventOf(&m.events[i])
		if err != nil {
			t.Fatal(err)
		}
		if err := f.step(t.Context(), book, with(e), m.events[i].Version); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

// TestCountsNoticeWhatNoSealNames: a session that no head covers is missed by number, whatever came later.
func TestCountsNoticeWhatNoSealNames(t *testing.T) {
	t.Parallel()
	st := play(t, testenv.SQLite(t))
	m := dump(t, st)
	until := m.events[0].At
	for _, e := range m.events {
		until = max(until, e.At)
	}
	seal, err := makeSeal(testKey, "a", 1, desk.Millis(until), body{Count: &Count{At: desk.Millis(until), Sessions: 8, Events: int64(len(m.events))}})
	if err != nil {
		t.Fatal(err)
	}
	m.sealRows = []dbq.Seal{seal}
	late := m.sessions[1]
	remove(m, m.sessions[0].ID)
	late.ID, late.OpenedAt = "x", until+1 // one that came later does not stand in for it
	m.sessions = append(m.sessions, late)
	rep, err := verify(t.Context(), m, testKey, nil, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(rep.Findings, func(f Finding) bool { return f.Where == "the record" })
	if i < 0 || !strings.Contains(rep.Findings[i].What, "it had 8 sessions") || !strings.Contains(rep.Findings[i].What, "it has 7 and") {
		t.Errorf("the findings are %v; want the number of sessions", rep.Findings)
	}
}

// TestErasureHolds: a text that is gone with its salt is no finding, and is counted.
func TestErasureHolds(t *testing.T) {
	t.Parallel()
	st := play(t, testenv.SQLite(t))
	file := sealed(t, st, "a")
	m := dump(t, st)
	for i := range m.messages {
		m.messages[i].Text, m.messages[i].Salt = "", ""
	}
	for i := range m.sessions {
		m.sessions[i].PreviewText = ""
	}
	if says := check(t, m, file); says != "" {
		t.Error(says)
	}
	var out strings.Builder
	rep, err := verify(t.Context(), m, testKey, []string{file}, &out)
	if err != nil || rep.Erased < 20 || !strings.Contains(out.String(), "texts have been erased; their digests stand\n") {
		t.Errorf("%d texts count as erased (%v): %s", rep.Erased, err, out.String())
	}
}

// TestApplyReadsNoText: the state is the same whatever people wrote, so that it can be derived after an erasure.
func TestApplyReadsNoText(t *testing.T) {
	t.Parallel()
	st := play(t, testenv.SQLite(t))
	m := dump(t, st)
	for _, s := range m.sessions {
		silent := foldOf(t, m, s.ID, func(e sessions.Event) sessions.Event { return e })
		loud := foldOf(t, m, s.ID, spoken)
		a, b := marshal(t, silent.state), marshal(t, loud.state)
		if a != b || a != s.State {
			t.Errorf("session %s: without texts %s\nwith texts %s\nstored %s", s.ID, a, b, s.State)
		}
		for seq, row := range loud.messages {
			row.Text, silent.messages[seq].Text = "", ""
			if *row != *silent.messages[seq] {
				t.Errorf("session %s, message %d: %+v with texts, %+v without", s.ID, seq, row, silent.messages[seq])
			}
		}
	}
}

func marshal(t *testing.T, s sessions.State) string {
	t.Helper()
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// spoken is an event with a text.
func spoken(e sessions.Event) sessions.Event {
	w := sessions.Words{Text: "您好,我的卡号是 6222 0000"}
	switch e := e.(type) {
	case sessions.CustomerWrote:
		e.Words = w
		return e
	case sessions.AgentReplied:
		e.Words = w
		return e
	case sessions.NoteAdded:
		e.Words = w
		return e
	case sessions.Transferred:
		e.Words = w
		return e
	case sessions.CloseRequested:
		e.Words = w
		return e
	}
	return e
}

// TestListIsBounded: a record that is wrong everywhere gives a list that a person can read.
func TestListIsBounded(t *testing.T) {
	t.Parallel()
	st := play(t, testenv.SQLite(t))
	m := dump(t, st)
	for i := range m.messages {
		m.messages[i].Salt += "x"
	}
	for i := range m.events {
		m.events[i].Who += "x"
	}
	var out strings.Builder
	rep, err := verify(t.Context(), m, testKey, nil, &out)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if want := fmt.Sprintf("… and %d more", rep.Found-shown); len(rep.Findings) != shown || len(lines) != shown+2 || lines[shown] != want {
		t.Errorf("%d findings, %d kept, %d lines, %q; want %q", rep.Found, len(rep.Findings), len(lines), lines[shown], want)
	}
}
