package marks

import (
	"slices"

	"firstline/internal/desk"
	"firstline/internal/explain"
	"firstline/internal/quality/timing"
	"firstline/scripts"
	"firstline/sessions"
)

// firstWords is among how many of an agent's first messages a greeting is looked for, and within what time (ui.md 4.1, G2).
const (
	firstWords   = 3
	firstWordsIn = 30_000 // ms
)

// greeting marks the unified greeting and that of each agent who wrote (SCR-02, SCR-03).
func (r *reading) greeting() {
	s := r.Story.State.Greeting
	if r.Story.State.ByHand {
		return // what was said at the counter stands nowhere
	}
	first := int64(1)
	if len(r.Messages) > 0 {
		first = r.Messages[0].Seq
	}
	switch {
	case s.Seq > 0 && s.Sent:
		r.mark(Sign{Rule: "G0", Criterion: Greeting, What: "unified_present", Seq: s.Seq, Detail: s.Script})
	case s.Seq > 0:
		r.mark(Sign{Rule: "G0", Criterion: Greeting, What: "unified_not_sent", Seq: s.Seq, Detail: s.Script})
	case s.Skipped != "":
		r.mark(Sign{Rule: "G0", Criterion: Greeting, What: "unified_skipped", Seq: first, Detail: s.Skipped})
	default:
		r.mark(Sign{Rule: "G0", Criterion: Greeting, What: "unified_missing", Seq: first})
	}
	for _, agent := range r.took() {
		r.agentGreeting(agent)
	}
}

// agentGreeting looks at the first words of one participation. What was noted when the message left counts, so that an
// erased text changes nothing.
func (r *reading) agentGreeting(agent desk.AgentID) {
	words := r.human(agent)
	if len(words) == 0 {
		return
	}
	how := r.came(agent)
	for i, m := range words {
		if i >= firstWords && m.At.Sub(words[0].At).Milliseconds() > firstWordsIn {
			break
		}
		if r.greeted(m) {
			r.mark(Sign{Rule: "G2", Criterion: Greeting, What: "agent_present", Seq: m.Seq, Agent: agent, Detail: how})
			return
		}
	}
	r.mark(Sign{Rule: "G2", Criterion: Greeting, What: "agent_missing", Seq: words[0].Seq, Agent: agent, Detail: how})
}

func (r *reading) greeted(m Message) bool {
	i := slices.IndexFunc(r.Story.Sent, func(s explain.Sent) bool { return s.Seq == m.Seq })
	return i >= 0 && r.Story.Sent[i].Greeted || scripts.HasGreeting(r.Story.Rules.Pack, m.Text)
}

// came says how a participation began that was not the first: whether a greeting is due then is the department's to say
// (G4).
func (r *reading) came(agent desk.AgentID) string {
	holds := r.Story.Timing.Holds
	i := slices.IndexFunc(holds, func(h timing.Hold) bool { return h.Agent == agent })
	switch {
	case i >= 0 && holds[i].Again:
		return "opened_again"
	case i > 0:
		return "after_colleague"
	case r.Story.State.Reopened > 0:
		return "reopened"
	}
	return ""
}

// closing marks the closing script, or why there is none (SCR-02, SCR-04).
func (r *reading) closing() {
	e := r.Story.State.Ending
	if r.Story.State.Phase != sessions.Closed || e == nil || r.Story.State.ByHand {
		return
	}
	switch {
	case e.Closing.Seq > 0:
		what := "present"
		if !e.Closing.Sent {
			what = "not_sent"
		}
		r.mark(Sign{Rule: "C1", Criterion: Closing, What: what, Seq: e.Closing.Seq, Agent: e.By, Detail: e.Closing.Script})
		return
	case e.Closing.Skipped != "":
		r.mark(Sign{Rule: "C3", Criterion: Closing, What: "skipped", Seq: r.last(), Agent: e.By, Detail: e.Closing.Skipped})
	default:
		r.mark(Sign{Rule: "C1", Criterion: Closing, What: "missing", Seq: r.last(), Agent: e.By})
	}
	words := r.human(e.By)
	for _, m := range words[max(0, len(words)-2):] {
		if scripts.HasClosing(r.Story.Rules.Pack, m.Text) {
			r.mark(Sign{Rule: "C2", Criterion: Closing, What: "by_hand", Seq: m.Seq, Agent: m.Author})
		}
	}
}
