package marks

import (
	"firstline/internal/explain"
	"firstline/sessions"
)

// aims marks the further targets that were missed (SLA-02), at the customer's newest message of that moment: T5 is the real
// answer, T6 the completion.
func (r *reading) aims() {
	for _, l := range r.Story.Lines {
		if l.What != explain.AimMissed {
			continue
		}
		m := Sign{Rule: "T5", Criterion: Timely, What: "answer_missed", Seq: l.Seq, Agent: l.Agent, TargetMS: r.Story.Rules.Answer.Milliseconds()}
		if l.Detail == string(sessions.AimCompletion) {
			m.Rule, m.What, m.TargetMS = "T6", "completion_missed", r.Story.Rules.Completion.Milliseconds()
		}
		r.mark(m)
	}
}
