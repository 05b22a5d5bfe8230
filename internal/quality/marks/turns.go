package marks

import (
	"slices"
	"time"

	"firstline/internal/desk"
	"firstline/internal/quality/timing"
)

// turns marks every wait of the customer with its seconds and whose they were (SLA-01): T1 is the first answer, T2 each
// later one.
func (r *reading) turns() {
	for _, t := range r.Story.Timing.Turns {
		if t.End == timing.NotNeeded {
			r.waived(t)
			continue
		}
		m := Sign{Rule: "T2", Criterion: Timely, What: "turn", Seq: t.Seq, Agent: r.whose(t), MS: t.Whole.Service.Milliseconds(),
			TargetMS: target(r.Story, t).Milliseconds(), Reply: t.Reply, Parts: parts(t), End: t.End}
		if first(r.Story, t) {
			m.Rule = "T1"
		}
		switch {
		case t.Whole.Service.Milliseconds() > m.TargetMS:
			m.What = "turn_late"
		case t.OffHours():
			m.What = "turn_away"
		case t.End == timing.Running:
			m.What = "turn_waiting"
		}
		r.mark(m)
		r.hold(t)
	}
}

// Waits are the marks of the customer's waits alone, as Of gives them: for who works on the session, in the same seconds and words that
// a superior reads (SLA-01).
func Waits(a Asked) []Sign {
	r := &reading{Asked: a}
	r.turns()
	return append([]Sign{}, slices.DeleteFunc(r.marks, func(m Sign) bool { return m.Rule != "T1" && m.Rule != "T2" })...)
}

// waived marks that no reply was needed, as somebody decided (T7): a word of thanks is as it should be, anything else is to be
// looked at, with how long the customer had waited by then.
func (r *reading) waived(t timing.Turn) {
	for _, w := range r.Story.Waived {
		if w.Seq != t.Seq {
			continue
		}
		m := Sign{Rule: "T7", Criterion: Timely, What: "waived", Seq: t.Seq, Agent: w.Agent, MS: t.Whole.Service.Milliseconds(), TargetMS: target(r.Story, t).Milliseconds(), End: t.End}
		if w.Thank {
			m.What = "waived_thanks"
		}
		r.mark(m)
	}
}

// whose a turn is: who answered it, or else who held it longest.
func (r *reading) whose(t timing.Turn) desk.AgentID {
	if t.By != "" {
		return t.By
	}
	var best timing.Share
	for _, s := range t.Shares {
		if s.Time.Calendar >= best.Time.Calendar {
			best = s
		}
	}
	return best.Agent
}

// Parts are those of a turn that are more than nothing, each participation on its own.
func parts(t timing.Turn) []Part {
	var out []Part
	add := func(whose string, agent desk.AgentID, d time.Duration) {
		if d > 0 {
			out = append(out, Part{whose, agent, d.Milliseconds()})
		}
	}
	for _, s := range t.Shares {
		add("agent", s.Agent, s.Time.Calendar)
	}
	add("nobody", "", t.Nobody.Calendar)
	add("platform", "", t.Platform.Calendar)
	add("system", "", t.System.Calendar)
	return out
}

// hold marks 请稍候 that is followed by silence: longer than the next answer may take (T4).
func (r *reading) hold(t timing.Turn) {
	m := r.at(t.Reply)
	if m == nil || !mentions(m.Text, waitWords()) {
		return
	}
	limit := r.Story.Rules.NextReply.Milliseconds()
	until := r.Story.Timing.Ended
	for _, n := range r.human("") {
		if n.Seq > m.Seq {
			until = n.At
			break
		}
	}
	if until == 0 {
		return
	}
	if silent := r.Story.Rules.Hours[r.Story.State.Group].Between(m.At, until).Milliseconds(); silent > limit {
		r.mark(Sign{Rule: "T4", Criterion: Timely, What: "silent_after_wait", Seq: m.Seq, Agent: m.Author, MS: silent, TargetMS: limit})
	}
}
