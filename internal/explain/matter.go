package explain

import (
	"strconv"
	"strings"

	"firstline/internal/desk"
	"firstline/sessions"
)

// matter tells of what a session is about, and of the questions and promises in it.
func (m *moment) matter() {
	switch e := m.e.(type) {
	case sessions.Regarded:
		m.line(Line{What: map[bool]What{true: Regarded, false: NoVIP}[e.VIP], Agent: e.By})
	case sessions.Forgotten:
		m.line(Line{What: Forgotten, Agent: e.By})
	case sessions.Reopened:
		m.line(Line{What: OpenedAgain, Agent: e.By})
	case sessions.Classified:
		m.line(Line{What: Sorted, Agent: e.By, Detail: e.Category})
	case sessions.Verified:
		m.line(Line{What: map[bool]What{false: Verified, true: Unsolved}[e.Unsolved], Agent: e.By})
	case sessions.Asked:
		m.line(Line{What: Asked, Agent: e.By, Detail: string(e.To) + e.Department + string(e.Level)})
		if k := m.after.Asks[len(m.after.Asks)-1]; len(k.Skipped) > 0 {
			m.line(Line{What: Bypassed, Agent: e.By, Detail: levels(k.Skipped)})
		}
	case sessions.Told:
		m.told(e)
	case sessions.Promised:
		m.line(Line{What: Promised, Agent: e.By, Due: e.Until})
	case sessions.PromiseSettled:
		m.line(Line{What: Settled, Agent: e.By, Detail: e.As, Due: e.Until})
	case sessions.ConfirmAsked:
		m.line(Line{What: Confirming, Agent: e.By, Seq: m.wrote(desk.RoleAgent).Seq})
	case sessions.Waived:
		m.waives(e)
	case sessions.Rated:
		m.line(Line{What: Rated, Detail: strconv.Itoa(e.Score)})
	case sessions.CustomerSaw:
		m.line(Line{What: Saw, Seq: e.Seq})
	case sessions.Noticed:
		m.line(Line{What: map[desk.Notice]What{desk.NoticeBlocked: Blocked, desk.NoticeRemoved: Removed, desk.NoticeBack: Back, desk.NoticeMoved: Moved}[e.What]})
	}
}

// waives tells that the last message needs no reply, or that it does after all.
func (m *moment) waives(e sessions.Waived) {
	if e.Undone {
		w := m.after.Waits[len(m.after.Waits)-1]
		m.line(Line{What: Unwaived, Agent: e.By, Seq: w.Seq, Due: w.Due})
		m.waived = m.waived[:len(m.waived)-1]
		return
	}
	w := m.after.Waived
	m.line(Line{What: map[bool]What{false: Waived, true: Thanked}[w.Thank], Agent: e.By, Seq: w.Was.Seq})
	m.waived = append(m.waived, Waiver{Seq: w.Was.Seq, Agent: e.By, Thank: w.Thank})
}

// told tells of an answer, and of what came of one (ESC-02, ESC-03).
func (m *moment) told(e sessions.Told) {
	l := Line{What: Told, Agent: e.By, Detail: strconv.Itoa(e.N)}
	switch e.As {
	case sessions.TellReported:
		var told []desk.Rank
		for _, r := range m.after.Asks[e.N-1].Reported[len(m.before.Asks[e.N-1].Reported):] {
			told = append(told, r.Level)
		}
		l.What, l.Detail = Reported, levels(told)
	case sessions.TellExecuted:
		l.What = Executed
	case sessions.TellDissent:
		l.What = Dissent
	case sessions.TellInsisted:
		l.What = Insisted
	case sessions.TellChanged:
		l.What = Changed
	}
	m.line(l)
}

// levels are ranks as a line keeps them.
func levels(ranks []desk.Rank) string {
	names := make([]string, len(ranks))
	for i, r := range ranks {
		names[i] = string(r)
	}
	return strings.Join(names, " ")
}

// matched tells what a keyword rule made of the customer's words.
func (m *moment) matched() {
	e, _ := m.e.(sessions.CustomerWrote)
	switch {
	case e.Match == nil:
	case m.after.Category == e.Match.Category && m.before.Category != e.Match.Category:
		m.line(Line{What: Sorted, Detail: e.Match.Category, Word: e.Match.Word, Group: m.after.Group})
	case m.after.Hint == e.Match.Category && m.before.Hint != e.Match.Category:
		m.line(Line{What: Hinted, Detail: e.Match.Category, Word: e.Match.Word})
	}
}

// steps tells which steps of the way the event has done.
func (m *moment) steps() {
	for i, s := range m.after.Steps {
		if i >= len(m.before.Steps) || m.before.Steps[i].Name != s.Name {
			m.line(Line{What: StepDone, Agent: desk.AgentID(s.By), Detail: string(s.Name)})
		}
	}
	if e, ok := m.e.(sessions.CloseRequested); ok && e.Feedback == "given" {
		m.line(Line{What: LearnedIt, Agent: e.By})
	}
}
