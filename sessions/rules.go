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
	Answer       time.Duration                      // SLA-02: from the beginning of a matter to its real answer (the flow's reply); 0 = no such target
	Completion   time.Duration                      // SLA-02: the same to its close; 0 = no such target
	ReopenWindow time.Duration                      // a message this long after the close continues the session; 0 = never
	DefaultGroup desk.GroupID                       // where a session starts (ORG-02)
	Hours        map[desk.GroupID]calendar.Calendar // CHN-02: when a group is at work; one that is not there always is
	Zone         *time.Location                     // of the department: the time of day of greetings
	Organisation string                             // SCR-12
	Pack         scripts.Pack                       // SCR-01

	Offer      time.Duration // an agent has so long to accept what is given; else it goes to the next. 0 = given at once
	Steps      bool          // FLW-04: no step of a flow is skipped, and no close with script before the last of them
	Complaint  desk.GroupID  // ORG-07: the complaint specialists; what comes to them is a dispute. Empty = there are none
	Categories []Category    // ORG-02, ORG-03: what customers want, and whose work it is; empty = any text is a category
	Repeat     time.Duration // RTE-10: a customer who comes back inside the window is ranked as if waiting so much longer
	VIP        time.Duration // CUS-03: a VIP is ranked as if waiting so much longer; 0 = like everybody
	Ladder     []Rung        // ESC-02, ESC-05: whom to escalate to, level by level; empty = nobody
	Duties     bool          // ESC-02, ESC-03, FLW-11: reports afterwards, instructions and departments' answers are owed until done, and keep the session open
	Rating     bool          // SAT-01: a close with script asks the customer for a rating
	RatedFor   time.Duration // SAT-01: so long after the close an answer counts; 0 = as long as a message would continue the session
	Rerate     time.Duration // SAT-01: so long after the first answer it may be changed; 0 = as long as one counts
	Warning    time.Duration // SCR-15: how long before a promised time its maker is warned; 0 = not at all

	Nobody  bool          // CHN-02: a customer who writes while nobody of the group is there is told so, and leaves a message
	Handoff bool          // RTE-05: a customer who is passed on is told who takes over
	Confirm bool          // FLW-06: no close with script before the customer was asked whether that answered it
	Burst   time.Duration // SCR-20: for so long after a complainant's message the desk says nothing by itself; 0 = it does not wait
	Change  bool          // who wrote a reply may correct it or take it back, where the network can
	Place   bool          // a customer who begins a session while others wait is told the place in the queue

	Reopen Reopeners // who opens a closed session again inside of the ReopenWindow, beside the customer; the zero value is nobody

	WaiveFirst bool // a message may be waived before the customer ever had an answer (SLA-01)
}

// Category is a kind of matter with whose work it is (ORG-02, RTE-01…03).
type Category struct {
	ID    string
	Group desk.GroupID    // whose work it is; empty = it stays where it is
	Need  desk.Speciality // who is asked first within the group (ORG-03); empty = anybody
	Flow  Flow            // which way it takes
	Bonus time.Duration   // it is ranked as if it had waited so much longer
}

// Rung is a level of the ladder with the gravities of a matter that may begin there (ESC-04).
type Rung struct {
	Rank   desk.Rank
	Direct []string
}

// category finds a category; nil when the rules have none of that id.
func (r Rules) category(id string) *Category {
	for i := range r.Categories {
		if r.Categories[i].ID == id {
			return &r.Categories[i]
		}
	}
	return nil
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

// further is a target of the whole matter.
type further struct {
	kind   AimKind
	within time.Duration
}

// aims are the further targets that the rules set (SLA-02).
func (r Rules) aims() []further {
	var out []further
	for _, t := range []further{{AimAnswer, r.Answer}, {AimCompletion, r.Completion}} {
		if t.within > 0 {
			out = append(out, t)
		}
	}
	return out
}
