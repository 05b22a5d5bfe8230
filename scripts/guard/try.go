package guard

import (
	"cmp"
	"iter"
	"maps"
	"slices"

	"firstline/internal/desk"
)

// Said is one text that an agent has sent, as the record has it.
type Said struct {
	Agent   desk.AgentID
	Session desk.SessionID
	Seq     int64 // of the message in its session, from 1
	Text    string
	// Scope is where it was said; what is not known any more stays empty, and rules for any such place apply.
	Scope Scope
}

// Report is what a list would have found in texts that were sent.
type Report struct {
	Version string `json:"version"` // of the list
	Texts   int    `json:"texts"`   // how many there were
	Hit     int    `json:"hit"`     // how many hold a phrase of the list
	// Rules are all rules in the order of the list: one without a hit may be misspelt.
	Rules []RuleReport `json:"rules"`
	// Agents are those who wrote, most findings first.
	Agents []AgentReport `json:"agents"`
}

// RuleReport is what one rule would have found.
type RuleReport struct {
	Rule     string    `json:"rule"`
	Level    Level     `json:"level"`
	Action   Action    `json:"action"`
	Hits     int       `json:"hits"` // findings, several in one text too
	Examples []Example `json:"examples"`
}

// AgentReport is what would have been found with one agent.
type AgentReport struct {
	Agent    desk.AgentID   `json:"agent"`
	Texts    int            `json:"texts"` // all that the agent wrote
	Hits     int            `json:"hits"`
	Rules    map[string]int `json:"rules,omitempty"` // hits by rule
	Examples []Example      `json:"examples"`
}

// Example is a finding with the message that holds it.
type Example struct {
	Agent   desk.AgentID   `json:"agent"`
	Session desk.SessionID `json:"session"`
	Seq     int64          `json:"seq"`
	Text    string         `json:"text"`
	Found   Finding        `json:"found"`
}

// mostExamples are shown of each rule and each agent (the figure).
const mostExamples = 5

// Try runs a list over texts that were sent, so that its author sees what it would do before it goes live. It reads each
// text once and keeps the examples alone: the first five of a rule and of an agent.
func Try(g *Guard, transcripts iter.Seq[Said]) Report {
	report := Report{Version: g.version, Rules: make([]RuleReport, len(g.list.Rules)), Agents: []AgentReport{}}
	rules, agents := map[string]*RuleReport{}, map[desk.AgentID]*AgentReport{}
	for i, r := range g.list.Rules {
		report.Rules[i] = RuleReport{Rule: r.ID, Level: r.Level, Action: r.Action, Examples: []Example{}}
		rules[r.ID] = &report.Rules[i]
	}
	for said := range transcripts {
		agent := agents[said.Agent]
		if agent == nil {
			agent = &AgentReport{Agent: said.Agent, Rules: map[string]int{}, Examples: []Example{}}
			agents[said.Agent] = agent
		}
		found := g.Check(said.Text, said.Scope)
		report.Texts++
		agent.Texts++
		if len(found) > 0 {
			report.Hit++
		}
		for _, f := range found {
			example := Example{said.Agent, said.Session, said.Seq, said.Text, f}
			rules[f.Rule].add(example)
			agent.add(example)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(agents)) {
		report.Agents = append(report.Agents, *agents[id])
	}
	slices.SortStableFunc(report.Agents, func(a, b AgentReport) int { return cmp.Compare(b.Hits, a.Hits) })
	return report
}

func (r *RuleReport) add(e Example) {
	r.Hits++
	if len(r.Examples) < mostExamples {
		r.Examples = append(r.Examples, e)
	}
}

func (r *AgentReport) add(e Example) {
	r.Hits++
	r.Rules[e.Found.Rule]++
	if len(r.Examples) < mostExamples {
		r.Examples = append(r.Examples, e)
	}
}
