package cases

import (
	"slices"

	"firstline/internal/desk"
)

// ladder are the levels that a complaint can be put before, lowest first (ESC-02).
func ladder() []desk.Rank { return []desk.Rank{desk.RankLead, desk.RankSupervisor, desk.RankManager} }

// level is how high a rank stands on the ladder, from 1; 0 = not on it. An administrator may do what a manager may.
func level(r desk.Rank) int {
	if r == desk.RankAdmin {
		r = desk.RankManager
	}
	return slices.Index(ladder(), r) + 1
}

// Escalation is what was put before a superior, and the ruling (CMP-13, CMP-14, CMP-17).
type Escalation struct {
	N       int       `json:"n" doc:"From 1"`
	Level   desk.Rank `json:"level" enum:"lead,supervisor,manager"`
	Reason  string    `json:"reason"`
	Special bool      `json:"special,omitempty" doc:"Unclear or special: nothing is closed before the ruling (CMP-14)"`
	Stamp
	Ruling  string       `json:"ruling,omitempty" doc:"Empty: not ruled yet"`
	RuledAt desk.Millis  `json:"ruled_at,omitempty"`
	RuledBy desk.AgentID `json:"ruled_by,omitempty"`
}

// unruled says whether something still waits for a ruling; special: only what keeps the entry from closing.
func (c Case) unruled(special bool) bool {
	return slices.ContainsFunc(c.Escalations, func(e Escalation) bool { return e.RuledAt == 0 && (e.Special || !special) })
}

// Asks is what the entry waits for beside its steps: the projection that lists go by.
func (c Case) Asks() string {
	switch {
	case !c.Open() && c.Unseen:
		return AsksSeen
	case c.Open() && c.unruled(false):
		return AsksRuling
	}
	return ""
}

// What an entry can wait for.
const (
	AsksSeen   = "seen"
	AsksRuling = "ruling"
)

// Escalate puts the complaint before a superior at once: who cannot solve it reports it (CMP-13), what is beyond the
// department is decided above (CMP-17). A special one is not closed without the ruling (CMP-14).
type Escalate struct {
	Level   desk.Rank `json:"level" enum:"lead,supervisor,manager"`
	Reason  string    `json:"reason" maxLength:"2000"`
	Special bool      `json:"special,omitempty" doc:"Unclear or special: nothing is closed before the ruling"`
}

// Kind implements Change.
func (Escalate) Kind() Kind          { return KindEscalated }
func (Escalate) circle() circle      { return concerned }
func (Escalate) ready(c *Case) error { return c.open() }
func (e Escalate) apply(c *Case, by Stamp) error {
	if level(e.Level) == 0 || e.Level == desk.RankAdmin {
		return desk.Fail(desk.Invalid, "ruling_level", "a complaint is put before a lead, a supervisor or a manager")
	}
	c.Escalations = append(c.Escalations, Escalation{N: len(c.Escalations) + 1, Level: e.Level, Reason: e.Reason, Special: e.Special, Stamp: by})
	return need(e.Reason, "what the superior is to decide")
}

// Rule is the decision of the superior (CMP-17): its text and who decided are kept.
type Rule struct {
	N        int    `json:"n" minimum:"1" doc:"Which escalation"`
	Decision string `json:"decision" maxLength:"5000"`
}

// Kind implements Change.
func (Rule) Kind() Kind     { return KindRuled }
func (Rule) circle() circle { return superiors }
func (Rule) ready(c *Case) error {
	if err := c.open(); err != nil {
		return err
	}
	if !c.unruled(false) {
		return desk.Fail(desk.Conflict, "not_escalated", "nothing waits for a ruling")
	}
	return nil
}

// within refuses a ruling on what was put before somebody higher.
func (r Rule) within(c Case, who Actor) error {
	if r.N >= 1 && r.N <= len(c.Escalations) && level(who.Rank) < level(c.Escalations[r.N-1].Level) {
		return desk.Fail(desk.Forbidden, "not_level", "this was put before somebody higher: the ruling is theirs (CMP-17)")
	}
	return nil
}

func (r Rule) apply(c *Case, by Stamp) error {
	if r.N < 1 || r.N > len(c.Escalations) || c.Escalations[r.N-1].RuledAt > 0 {
		return desk.Fail(desk.Invalid, "no_such_escalation", "nothing waits for a ruling under this number")
	}
	e := &c.Escalations[r.N-1]
	e.Ruling, e.RuledAt, e.RuledBy = r.Decision, by.At, by.Who
	return need(r.Decision, "the decision")
}

// See says that a manager has looked at what was closed (FLW-10).
type See struct{}

// Kind implements Change.
func (See) Kind() Kind     { return KindSeen }
func (See) circle() circle { return managers }
func (See) ready(c *Case) error {
	if c.Open() || !c.Unseen {
		return desk.Fail(desk.Conflict, "nothing_to_see", "there is no closure that a manager has not seen")
	}
	return nil
}

func (See) apply(c *Case, by Stamp) error {
	c.Unseen, c.Seen = false, &Stamp{At: by.At, Who: by.Who}
	return nil
}
