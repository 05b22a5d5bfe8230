package settings

import (
	"maps"
	"slices"
	"time"

	"firstline/internal/availability"
	"firstline/internal/calendar"
	"firstline/internal/desk"
	"firstline/internal/matters"
	"firstline/internal/profile"
	"firstline/internal/quality/scorecard"
	"firstline/internal/rulebook"
	"firstline/scripts"
	"firstline/scripts/guard"
	"firstline/sessions"
)

// Department is all that has been decided, put together. It is a value: nobody may change what it points to.
type Department struct {
	Revision     int64 // grows with every change of anything
	Locale       string
	Zone         *time.Location
	Organisation string // SCR-12
	Preset       string // the kind of department that was chosen; empty = none was
	Targets      Targets
	Groups       []Group                            // in the order in which people see them; one is Default
	Hours        map[desk.GroupID]calendar.Calendar // a group that is not there works round the clock
	Guard        *guard.Guard
	Matters      matters.Matters // what customers can want (ORG-02), and which way it takes
	Scorecard    scorecard.Card  // by what transcripts are judged (QA-05), and why they fail (FBD-03)
	Customers    profile.Rules   // what is kept of customers, and who says it (CUS-02, CUS-03, SEC-01)
	Pack         scripts.Pack

	Documents map[ID]Version // what it was read from
}

// Targets are the times of the service code (SLA-01) and the limits beside them.
type Targets struct {
	FirstReply, NextReply time.Duration
	Answer, Completion    time.Duration   // of the whole matter (SLA-02); 0 = no such target
	Satisfied             int             // per cent of the customers who give a rating (SLA-02); 0 = no such target
	Warnings              []time.Duration // before a target, longest first
	Apology               bool            // SCR-06
	Silence               time.Duration   // 0 = a silent agent never loses a session
	Hops                  int             // silent agents until a lead is asked (RTE-13)
	ReopenWindow          time.Duration   // 0 = never
	OfflineGrace          time.Duration   // DUT-03
	Capacity              int             // open sessions of an agent who has no figure of their own (RTE-08)
	OwnTexts              int             // texts of their own that one person may keep (SCR-01)

	Approval availability.Policy // which statuses a superior has to grant (DUT-04)
}

// Group is a queue and those who serve it (ORG-01, ORG-09).
type Group struct {
	ID        desk.GroupID `json:"id" yaml:"id"`
	Name      string       `json:"name" yaml:"name"`
	MinLevel  int          `json:"min_level" yaml:"min_level,omitempty"` // of an agent who may serve it; 0 = anybody (ORG-10)
	Default   bool         `json:"default" yaml:"default,omitempty"`     // where sessions start (ORG-02)
	Complaint bool         `json:"complaint" yaml:"complaint,omitempty"` // whose people handle complaints (ORG-07)
}

// GroupIDs are the groups in order, as the router and the inbox want them.
func (d *Department) GroupIDs() []desk.GroupID {
	ids := make([]desk.GroupID, len(d.Groups))
	for i, g := range d.Groups {
		ids[i] = g.ID
	}
	return ids
}

// Level is the least experience that a group asks for (ORG-10); 0 = none, also for a group that is not there.
func (d *Department) Level(id desk.GroupID) int {
	for _, g := range d.Groups {
		if g.ID == id {
			return g.MinLevel
		}
	}
	return 0
}

// DefaultGroup is where sessions start.
func (d *Department) DefaultGroup() desk.GroupID {
	for _, g := range d.Groups {
		if g.Default {
			return g.ID
		}
	}
	return ""
}

// Rules are what a session that opens now lives under. They have no version yet: rulebook gives it.
func (d *Department) Rules() sessions.Rules {
	t := d.Targets
	r := sessions.Rules{FirstReply: t.FirstReply, NextReply: t.NextReply, Answer: t.Answer, Completion: t.Completion, Warnings: t.Warnings, Apology: t.Apology, Silence: t.Silence, Hops: t.Hops,
		ReopenWindow: t.ReopenWindow, DefaultGroup: d.DefaultGroup(), Hours: d.Hours, Zone: d.Zone, Organisation: d.Organisation, Pack: d.Pack,
		Complaint: d.ComplaintGroup(), VIP: d.Customers.VIPBonus}
	d.Matters.Fill(&r, func(g desk.GroupID) bool { return slices.Contains(d.GroupIDs(), g) })
	return r
}

// Source is what the rules were read from, to be kept with them.
func (d *Department) Source() rulebook.Source {
	s := rulebook.Source{Pack: []byte(d.Documents[ID{KindScripts, d.Locale}].Body)}
	for g := range d.Hours {
		if s.Hours == nil {
			s.Hours = map[desk.GroupID]string{}
		}
		s.Hours[g] = d.Documents[ID{KindHours, string(g)}].Body
	}
	return s
}

// copy is a Department that a document can be read into without touching this one.
func (d *Department) copy() *Department {
	c := *d
	c.Groups, c.Hours, c.Documents = slices.Clone(d.Groups), maps.Clone(d.Hours), maps.Clone(d.Documents)
	if c.Hours == nil {
		c.Hours = map[desk.GroupID]calendar.Calendar{}
	}
	return &c
}
