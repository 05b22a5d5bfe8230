package sessions_test

import (
	"firstline/internal/desk"
	"firstline/sessions"
)

// discharged writes down once more what ESC-02, ESC-03 and FLW-11 ask for: nothing is owed where the rules do not say so, a
// close with script finds nothing owed, and what was insisted on is carried out before it is objected to again.
func discharged(w *witness, x step) string {
	for i, k := range x.after.Asks {
		owed := len(k.ToReport()) > 0 || k.ToExecute() || k.ToPass()
		switch {
		case owed && !w.rules.Duties:
			return "something is owed where the rules do not ask for it"
		case owed && x.after.Phase == sessions.Closed && x.before.Phase != sessions.Closed:
			return "closed with something owed"
		case k.InsistedAt > 0 && k.ExecutedAt == 0 && k.DissentAt > k.InsistedAt:
			return "objected to once more before it was carried out"
		case !reportedOnce(k):
			return "a level was told that was not skipped, or twice"
		}
		if e, ok := x.event.(sessions.CloseRequested); ok && e.Skip == "" && i < len(x.before.Asks) && x.before.Asks[i].OwedSince() > 0 {
			return "closed with script although something was owed"
		}
	}
	return ""
}

func reportedOnce(k sessions.Ask) bool {
	told := map[desk.Rank]int{}
	for _, level := range k.Skipped {
		told[level]++
	}
	for _, r := range k.Reported {
		if told[r.Level]--; told[r.Level] < 0 {
			return false
		}
	}
	return true
}

// aboutDuties are the events that lead to what is owed because of a question, and out of it.
func aboutDuties(s sessions.State) []sessions.Event {
	at := morning() + desk.Millis(s.Version*1000)
	es := []sessions.Event{
		sessions.CustomerWrote{At: at, Kind: desk.KindText, Opening: &sessions.Opening{Session: "s1", Ordinal: 1, Accepts: true}},
		sessions.Assigned{At: at, Agent: "ben", By: "system", Reason: "assigned"}, sessions.AgentReplied{At: at, Agent: "ben", Greeted: true},
		sessions.CloseRequested{At: at, By: "ben", Outcome: "solved", Category: "consult", Feedback: "none"},
		sessions.CloseRequested{At: at, By: "ben", Outcome: "invalid", Skip: "blocked"}}
	if len(s.Asks) < 1 {
		es = append(es, sessions.Asked{At: at, By: "ben", Kind: sessions.AskDepartment, Department: "tech"},
			sessions.Asked{At: at, By: "ben", Kind: sessions.AskEscalation, Level: desk.RankSupervisor, Urgent: true})
	}
	for _, as := range []sessions.Tell{"", sessions.TellReported, sessions.TellExecuted, sessions.TellDissent, sessions.TellInsisted, sessions.TellChanged, "sung"} {
		es = append(es, sessions.Told{At: at, By: "ben", N: len(s.Asks), As: as})
	}
	return es
}

// printDuties writes what came of the questions.
func (s *stage) printDuties(st sessions.State) {
	for _, k := range st.Asks {
		for _, r := range k.Reported {
			s.println("  %d: %s was told afterwards by %s at %s", k.N, r.Level, r.By, s.stamp(r.At))
		}
		if levels := k.ToReport(); len(levels) > 0 {
			s.println("  %d: %v to be told afterwards by %s", k.N, levels, k.By)
		}
		switch {
		case k.ExecutedAt > 0:
			s.println("  %d: carried out by %s at %s", k.N, k.ExecutedBy, s.stamp(k.ExecutedAt))
		case k.ToExecute():
			s.println("  %d: to be carried out%s%s", k.N, prefixed(", objected to at ", s.stamp(k.DissentAt)), prefixed(", insisted on at ", s.stamp(k.InsistedAt)))
		case k.ToPass():
			s.println("  %d: to be passed on to the customer", k.N)
		}
	}
}
