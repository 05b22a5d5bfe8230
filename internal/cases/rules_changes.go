package cases

import (
	"slices"

	"firstline/internal/desk"
)

// Kind names a change, as it is stored.
type Kind string

// The kinds of change.
const (
	KindRegistered Kind = "registered"
	KindHandOver   Kind = "hand_over"
	KindHandedOver Kind = "handed_over"
	KindOwned      Kind = "owned"
	KindAssigned   Kind = "assigned"
	KindDescribed  Kind = "described"
	KindJudged     Kind = "judged"
	KindEvidence   Kind = "evidence_added"
	KindRemarked   Kind = "remarked"
	KindDispatched Kind = "dispatched"
	KindHandled    Kind = "handled"
	KindReturned   Kind = "returned"
	KindReplied    Kind = "replied"
	KindExtended   Kind = "extended"
	KindAction     Kind = "action_added"
	KindDone       Kind = "action_done"
	KindFollowedUp Kind = "followed_up"
	KindClosed     Kind = "closed"
	KindReopened   Kind = "reopened"

	KindContacted    Kind = "contacted"
	KindInvestigated Kind = "investigated"
	KindEscalated    Kind = "escalated"
	KindRuled        Kind = "ruled"
	KindCaller       Kind = "caller"
	KindSeen         Kind = "seen"

	KindAttached Kind = "file_attached"
)

// Change is something that happens to an entry. ready says whether it may come now, whatever it says; apply does it.
type Change interface {
	Kind() Kind
	circle() circle
	ready(c *Case) error
	apply(c *Case, by Stamp) error
}

// Registration makes the entry (CMP-01, CMP-02). {"number":"TS-2026-000123","session":"019…","nature":"退差价",…}
type Registration struct {
	ID       string         `json:"id"`
	Number   string         `json:"number"`
	Session  desk.SessionID `json:"session"`
	Channel  desk.ChannelID `json:"channel"`
	Address  string         `json:"address"`
	Title    string         `json:"title"`
	Group    desk.GroupID   `json:"group"`
	From     desk.GroupID   `json:"from"`
	Owner    desk.AgentID   `json:"owner"`
	Severity Severity       `json:"severity"`
	Nature   string         `json:"nature"`
	Reason   string         `json:"reason"`
	Wanted   string         `json:"wanted,omitempty"`
	Due      desk.Millis    `json:"due"`
	VerifyBy desk.Millis    `json:"verify_by,omitempty"` // SLA-07; 0 = no target
	Evidence []Evidence     `json:"evidence,omitempty"`
	HandOver string         `json:"hand_over,omitempty"` // id of the command that hands over; empty: the session stays
}

// Kind implements Change.
func (Registration) Kind() Kind        { return KindRegistered }
func (Registration) circle() circle    { return everyone }
func (Registration) ready(*Case) error { return nil }

func (r Registration) apply(c *Case, by Stamp) error {
	if err := need(r.Number, "the number"); err != nil {
		return err
	}
	if err := need(r.Nature, "what the complaint is about"); err != nil {
		return err
	}
	for _, e := range r.Evidence {
		if err := e.whole(); err != nil {
			return err
		}
	}
	*c = Case{ID: r.ID, Number: r.Number, Session: r.Session, Channel: r.Channel, Address: r.Address, Title: r.Title, Group: r.Group, From: r.From, Reporter: by.Who, Owner: r.Owner,
		Step: Registered, Severity: r.Severity, Nature: r.Nature, Reason: r.Reason, Wanted: r.Wanted, RegisteredAt: by.At, Since: by.At, SeverityDue: r.Due, VerifyBy: r.VerifyBy,
		Evidence: slices.Clone(r.Evidence), Dispatches: []Dispatch{}, Actions: []Action{}, HandOvers: []string{}}
	if c.Evidence == nil {
		c.Evidence = []Evidence{}
	}
	if r.HandOver != "" {
		c.HandOvers = append(c.HandOvers, r.HandOver)
	}
	return c.graded()
}

func (c *Case) graded() error {
	if c.Severity != General && c.Severity != Major {
		return desk.Fail(desk.Invalid, "severity", "the severity is general or major")
	}
	return nil
}

func (e Evidence) whole() error {
	if e.From < 1 || e.To < e.From {
		return desk.Fail(desk.Invalid, "evidence", "evidence goes from a message to the same or a later one, counted from 1")
	}
	return nil
}

// HandOver says that a session with an open entry is about to be handed to the complaint group once more, by the command
// of that id (RTE-01).
type HandOver struct {
	ClientID string `json:"client_id"`
	Reason   string `json:"reason"`
}

// Kind implements Change.
func (HandOver) Kind() Kind          { return KindHandOver }
func (HandOver) circle() circle      { return everyone }
func (HandOver) ready(c *Case) error { return c.open() }
func (h HandOver) apply(c *Case, _ Stamp) error {
	c.HandOvers = append(c.HandOvers, h.ClientID)
	if h.Reason != "" {
		c.Reason = h.Reason
	}
	return nil
}

// HandedOver says that the session has reached the complaint group: at At.
type HandedOver struct {
	At desk.Millis `json:"at"`
}

// Kind implements Change.
func (HandedOver) Kind() Kind     { return KindHandedOver }
func (HandedOver) circle() circle { return nobody }
func (HandedOver) ready(c *Case) error {
	if c.HandedAt > 0 {
		return desk.Fail(desk.Conflict, "handed_over", "the session has been handed over already")
	}
	return nil
}
func (h HandedOver) apply(c *Case, _ Stamp) error { c.HandedAt = h.At; return nil }

// Own says who the first-contact owner is, where the complaint was registered before anybody had answered (FCR-01).
type Own struct {
	By desk.AgentID `json:"owner"`
}

// Kind implements Change.
func (Own) Kind() Kind     { return KindOwned }
func (Own) circle() circle { return nobody }
func (Own) ready(c *Case) error {
	if c.Owner != "" {
		return desk.Fail(desk.Conflict, "owned", "the first-contact owner never changes")
	}
	return nil
}
func (o Own) apply(c *Case, _ Stamp) error { c.Owner = o.By; return nil }

// Assign puts the complaint into somebody's hands.
type Assign struct {
	To desk.AgentID `json:"to" maxLength:"64" doc:"A member of the complaint group, or a superior"`
}

// Kind implements Change.
func (Assign) Kind() Kind          { return KindAssigned }
func (Assign) circle() circle      { return handlers }
func (Assign) ready(c *Case) error { return c.open() }
func (a Assign) apply(c *Case, _ Stamp) error {
	c.Handler = a.To
	return need(string(a.To), "the colleague")
}

// Describe changes what the form says; what is left out stays (CMP-02, CMP-10, CMP-22, CMP-27, SCR-19, FLW-05).
type Describe struct {
	Nature      *string      `json:"nature,omitempty" maxLength:"2000"`
	Cause       *string      `json:"cause,omitempty" maxLength:"2000" doc:"The true cause"`
	Wanted      *string      `json:"wanted,omitempty" maxLength:"2000" doc:"What the customer wants"`
	Severity    *Severity    `json:"severity,omitempty" enum:"general,major"`
	CustomerDue *desk.Millis `json:"customer_due,omitempty" minimum:"0" doc:"By when the customer wants an answer; 0 takes the wish away"`

	Problem       *string `json:"problem,omitempty" maxLength:"2000" doc:"发现: the problem behind the words (FLW-05)"`
	Analysis      *string `json:"analysis,omitempty" maxLength:"5000" doc:"分析"`
	Solution      *string `json:"solution,omitempty" maxLength:"5000" doc:"解决"`
	Suggestion    *string `json:"suggestion,omitempty" maxLength:"5000" doc:"建议: what the customer suggests, or what is to be learnt from it (ORG-07)"`
	Responsible   *string `json:"responsible,omitempty" maxLength:"200" doc:"The responsible department (CMP-22)"`
	Substantiated *string `json:"substantiated,omitempty" enum:",yes,no" doc:"Whether what it says is true (CMP-30); empty: not said"`

	Due desk.Millis `json:"due,omitempty" readOnly:"true" doc:"Set by the desk: what follows from a new severity"`
}

// Kind implements Change.
func (Describe) Kind() Kind          { return KindDescribed }
func (Describe) circle() circle      { return handlers }
func (Describe) ready(c *Case) error { return c.open() }

func (d Describe) apply(c *Case, by Stamp) error {
	set(&c.Nature, d.Nature)
	set(&c.Cause, d.Cause)
	set(&c.Wanted, d.Wanted)
	set(&c.CustomerDue, d.CustomerDue)
	set(&c.Problem, d.Problem)
	set(&c.Analysis, d.Analysis)
	set(&c.Solution, d.Solution)
	set(&c.Suggestion, d.Suggestion)
	set(&c.Responsible, d.Responsible)
	set(&c.Substantiated, d.Substantiated)
	if d.Severity != nil {
		c.late(by.At)
		c.Severity, c.SeverityDue = *d.Severity, d.Due
	}
	if err := c.graded(); err != nil {
		return err
	}
	return need(c.Nature, "what the complaint is about")
}

func set[T any](field, to *T) {
	if to != nil {
		*field = *to
	}
}

// late remembers that the deadline had passed before it is moved.
func (c *Case) late(at desk.Millis) { c.Late = c.Late || at > c.due() }

// Judge decides whether the complaint is valid (CMP-04, CMP-09).
type Judge struct {
	Validity Validity `json:"validity" enum:"valid,invalid"`
	Grounds  string   `json:"grounds" maxLength:"2000" doc:"Why"`
}

// Kind implements Change.
func (Judge) Kind() Kind          { return KindJudged }
func (Judge) circle() circle      { return handlers }
func (Judge) ready(c *Case) error { return c.open() }
func (j Judge) apply(c *Case, by Stamp) error {
	if c.Validity == "" {
		c.missed(c.VerifyBy, by.At) // the decision is what the verification leads to (SLA-07)
	}
	if j.Validity != Valid && j.Validity != Invalid {
		return desk.Fail(desk.Invalid, "validity", "a complaint is valid or invalid")
	}
	c.Validity, c.Grounds = j.Validity, j.Grounds
	return need(j.Grounds, "the reason of the decision")
}

// AddEvidence points at messages of the session (ORG-07).
type AddEvidence struct{ Evidence }

// Kind implements Change.
func (AddEvidence) Kind() Kind          { return KindEvidence }
func (AddEvidence) circle() circle      { return concerned }
func (AddEvidence) ready(c *Case) error { return c.open() }
func (a AddEvidence) apply(c *Case, _ Stamp) error {
	c.Evidence = append(c.Evidence, a.Evidence)
	return a.whole()
}

// Remark writes down what was found out, or said on the telephone. A closed entry takes it too.
type Remark struct {
	Text string `json:"text" maxLength:"5000"`
}

// Kind implements Change.
func (Remark) Kind() Kind                 { return KindRemarked }
func (Remark) circle() circle             { return concerned }
func (Remark) ready(*Case) error          { return nil }
func (r Remark) apply(*Case, Stamp) error { return need(r.Text, "the text") }
