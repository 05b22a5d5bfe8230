package sessions

import (
	"time"

	"firstline/internal/calendar"
	"firstline/internal/desk"
	"firstline/scripts"
)

// Rules is the part of the service code that sessions live under: a versioned value. A session keeps the version it was
// opened under, so that a change never rewrites what was owed before.
type Rules struct {
	Version      string                             // names this value for good
	FirstReply   time.Duration                      // SLA-01: from the customer's message to the first human answer; above 0
	NextReply    time.Duration                      // SLA-01: the same for each later turn; above 0
	Warnings     []time.Duration                    // SLA-01: how long before a deadline its holder is warned, longest first; each above 0
	Apology      bool                               // SCR-06: the customer gets the apology for a late answer when a target has passed
	Silence      time.Duration                      // SLA-01: a holder who leaves the customer without an answer for so long loses the session; 0 = never
	Hops         int                                // how often that happens before only a lead is asked; 0 = at once
	ReopenWindow time.Duration                      // a message this long after the close continues the session; 0 = never
	DefaultGroup desk.GroupID                       // where a session starts (ORG-02)
	Hours        map[desk.GroupID]calendar.Calendar // CHN-02: when a group is at work; one that is not there always is
	Zone         *time.Location                     // of the department: the time of day of greetings
	Organisation string                             // SCR-12
	Pack         scripts.Pack                       // SCR-01
}

// due is when a customer of the group has to be answered who wrote at the given time: targets run in the group's working
// time only (SLA-01). Hours that never come again hold nobody to anything less than real time.
func (r Rules) due(g desk.GroupID, at desk.Millis, first bool) desk.Millis {
	return r.after(g, at, r.target(first))
}

// after is the instant at which so much of the group's working time has passed.
func (r Rules) after(g desk.GroupID, at desk.Millis, d time.Duration) desk.Millis {
	if due, ok := r.Hours[g].Add(at, d); ok {
		return due
	}
	return at.Add(d)
}

// target is how long an obligation may stay open.
func (r Rules) target(first bool) time.Duration {
	if first {
		return r.FirstReply
	}
	return r.NextReply
}
