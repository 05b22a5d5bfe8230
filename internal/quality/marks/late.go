package marks

import (
	"slices"
	"time"

	"firstline/internal/desk"
	"firstline/internal/explain"
	"firstline/internal/quality/scorecard"
	"firstline/internal/quality/timing"
)

// Held is what the machine holds against one person by itself (FBD-03). It is no hint: a reviewer takes it over, or
// says why it does not hold.
type Held struct {
	What     scorecard.Automatic `json:"what" enum:"late"`
	Agent    desk.AgentID        `json:"agent" doc:"Whose it is"`
	Seq      int64               `json:"seq" doc:"The message it points at"`
	MS       int64               `json:"ms" doc:"What this agent alone had of the wait, in the group's working time"`
	TargetMS int64               `json:"target_ms"`
}

// Findings are those of one person in a session, or of everybody (an empty agent), in the order of the transcript.
// Unanswered within the limit counts by the agent's own seconds (SLA-01): what lay with nobody, with the network or with
// our own system is nobody's finding, and neither is what a colleague had.
func Findings(story explain.Story, agent desk.AgentID) []Held {
	out := []Held{}
	for _, t := range story.Timing.Turns {
		if t.End == timing.NotNeeded && !misused(story, t) {
			continue
		}
		target := target(story, t)
		for i, s := range t.Shares {
			who := s.Agent
			met := slices.ContainsFunc(t.Shares[:i], func(b timing.Share) bool { return b.Agent == who })
			if had := t.Agent(who).Service; !met && (agent == "" || who == agent) && had > target {
				out = append(out, Held{What: scorecard.Late, Agent: who, Seq: t.Seq, MS: had.Milliseconds(), TargetMS: target.Milliseconds()})
			}
		}
	}
	return out
}

// misused says whether a turn was ended as one that needs no reply although more than thanks was in it: deciding so late does
// not make the wait any shorter.
func misused(story explain.Story, t timing.Turn) bool {
	return slices.ContainsFunc(story.Waived, func(w explain.Waiver) bool { return w.Seq == t.Seq && !w.Thank })
}

// first says whether a turn is one before the first answer, to which the first target applies.
func first(story explain.Story, t timing.Turn) bool {
	f := story.Timing.First
	return !f.Answered || t.Since < f.Until
}

// target is within which time a turn has to be answered.
func target(story explain.Story, t timing.Turn) time.Duration {
	if first(story, t) {
		return story.Rules.FirstReply
	}
	return story.Rules.NextReply
}
