package cases

import (
	"fmt"
	"slices"

	"firstline/internal/desk"
)

// Step is where an entry stands (CMP-16).
type Step string

// The steps, in their order. A customer who is not satisfied leads back to Dispatched (CMP-19), a reopened entry begins
// at Registered (CMP-20).
const (
	Registered Step = "registered"
	Dispatched Step = "dispatched"  // to a department
	Handled    Step = "handled"     // each department has answered
	Returned   Step = "returned"    // the form is back with the complaint group
	FollowedUp Step = "followed_up" // the customer is satisfied
	Closed     Step = "closed"
)

// Severity decides the deadline (CMP-10): 一般 the same day, 重大 within three days.
type Severity string

// The severities.
const (
	General Severity = "general"
	Major   Severity = "major"
)

// Validity is the receiver's decision 有效投诉 / 无效投诉 (CMP-04, CMP-09); empty = not decided yet.
type Validity string

// The decisions.
const (
	Valid   Validity = "valid"
	Invalid Validity = "invalid"
)

// Case is an entry of the register: what follows from its events. Times are 0 when it has not happened.
type Case struct {
	ID       string         `json:"id"`
	Version  int64          `json:"version" doc:"Grows by one with each change"`
	Number   string         `json:"number" doc:"The same on register, hand-over and transcript (CMP-03)"`
	Session  desk.SessionID `json:"session"`
	Channel  desk.ChannelID `json:"channel"`
	Address  string         `json:"address" doc:"The customer's key on the channel; covered where it leads to the customer (SEC-01)"`
	Title    string         `json:"title" doc:"The customer's name at registration"`
	Group    desk.GroupID   `json:"group" doc:"The complaint group: its members handle and close it (ORG-07)"`
	From     desk.GroupID   `json:"from" doc:"The group that had the session when it was registered"`
	Reporter desk.AgentID   `json:"reporter"`
	Owner    desk.AgentID   `json:"owner" doc:"First-contact owner; never changes (FCR-01)"`
	Handler  desk.AgentID   `json:"handler" doc:"Who has it in hand; empty: nobody yet"`

	Step     Step     `json:"step" enum:"registered,dispatched,handled,returned,followed_up,closed"`
	Severity Severity `json:"severity" enum:"general,major"`
	Validity Validity `json:"validity" enum:",valid,invalid"`
	Grounds  string   `json:"grounds" doc:"Why it is valid or not"`
	Nature   string   `json:"nature" doc:"What it is about, in short (CMP-02)"`
	Reason   string   `json:"reason" doc:"Why it was handed over (RTE-01)"`
	Cause    string   `json:"cause" doc:"The true cause (SCR-19)"`
	Wanted   string   `json:"wanted" doc:"What the customer wants (SCR-19)"`
	Result   string   `json:"result" doc:"What came of it, said at closing (CMP-02, CMP-12)"`

	Problem       string `json:"problem,omitempty" doc:"发现: the problem that was found in what the customer said (FLW-05)"`
	Analysis      string `json:"analysis,omitempty" doc:"分析 (FLW-05)"`
	Solution      string `json:"solution,omitempty" doc:"解决 (FLW-05)"`
	Suggestion    string `json:"suggestion,omitempty" doc:"建议: what the customer suggests, or what is to be learnt from it (ORG-07)"`
	Responsible   string `json:"responsible,omitempty" doc:"The department whose responsibility it is, as the receiver judges (CMP-22)"`
	Substantiated string `json:"substantiated,omitempty" enum:"yes,no" doc:"Whether what it says is true (CMP-30)"`

	RegisteredAt desk.Millis `json:"registered_at"`
	HandedAt     desk.Millis `json:"handed_at" doc:"When the session reached the complaint group; 0 = registered, not handed over yet"`
	DueAt        desk.Millis `json:"due_at" doc:"By when it has to be closed, or answered where the customer set a time"`
	SeverityDue  desk.Millis `json:"severity_due" doc:"The deadline that follows from the severity"`
	CustomerDue  desk.Millis `json:"customer_due" doc:"By when the customer wants an answer (CMP-08); 0 = no wish"`
	Since        desk.Millis `json:"since" doc:"From when the deadline counts: registration or the last reopening"`
	ClosedAt     desk.Millis `json:"closed_at"`
	Extension    *Extension  `json:"extension,omitempty" doc:"The one extension (CMP-08, CMP-11)"`
	Late         bool        `json:"late" doc:"A deadline has passed once; stays, whatever was agreed later"`
	Reopened     int         `json:"reopened" doc:"How often (CMP-20)"`
	VerifyBy     desk.Millis `json:"verify_by,omitempty" doc:"By when it has to be decided (SLA-07); 0 = no target"`

	Evidence   []Evidence `json:"evidence"`
	Files      []File     `json:"files,omitempty" doc:"Files that are evidence (ORG-07), in the order in which they came"`
	Dispatches []Dispatch `json:"dispatches"`
	Actions    []Action   `json:"actions"`
	Reply      *Reply     `json:"reply,omitempty" doc:"What the customer was told about the result; gone when not satisfied"`
	FollowUp   *FollowUp  `json:"follow_up,omitempty"`

	Escalations []Escalation `json:"escalations,omitempty"`
	Caller      desk.AgentID `json:"caller,omitempty" doc:"Who calls back; empty: the first-contact owner (FCR-03)"`
	Unseen      bool         `json:"unseen,omitempty" doc:"Closed, and no manager has looked at it yet (FLW-10)"`
	Seen        *Stamp       `json:"seen,omitempty" doc:"The manager who has looked at the closure"`

	HandOvers []string `json:"hand_overs" doc:"Client ids of the hand-overs that were begun"`
}

// Open says whether something is still to be done.
func (c Case) Open() bool { return c.Step != Closed }

// Overdue says whether a deadline of an open entry has passed.
func (c Case) Overdue(now desk.Millis) bool {
	_, due := c.Next()
	return c.Open() && now > due
}

// Stamp says who did something, and when. Who is empty for the desk itself.
type Stamp struct {
	At  desk.Millis  `json:"at"`
	Who desk.AgentID `json:"by"`
}

// Evidence points into the session (ORG-07): the messages From to To, both included.
type Evidence struct {
	From int64  `json:"from" minimum:"1" doc:"First message, by its number in the session"`
	To   int64  `json:"to" minimum:"1" doc:"Last message"`
	Note string `json:"note,omitempty" maxLength:"500" doc:"What it shows"`
}

// Dispatch is what a department was asked and has answered (CMP-05, CMP-18).
type Dispatch struct {
	N          int         `json:"n" doc:"From 1"`
	Department string      `json:"department" doc:"Empty: the complaint group itself"`
	Text       string      `json:"text"`
	Due        desk.Millis `json:"due"`
	Stamp
	Answer     string       `json:"answer"`
	AnsweredAt desk.Millis  `json:"answered_at"`
	AnsweredBy desk.AgentID `json:"answered_by" doc:"Who wrote the answer down"`

	Contact       bool         `json:"contact,omitempty" doc:"The department contacts the customer at once (CMP-06)"`
	ContactedAt   desk.Millis  `json:"contacted_at,omitempty"`
	ContactedBy   desk.AgentID `json:"contacted_by,omitempty"`
	How           string       `json:"how,omitempty" doc:"How the customer was contacted"`
	InvestigateBy desk.Millis  `json:"investigate_by,omitempty" doc:"By when it says what it has found out (SLA-08); 0 = no target"`
	SolveBy       desk.Millis  `json:"solve_by,omitempty" doc:"By when it gives its solution (SLA-08); 0 = no target"`
	Found         string       `json:"found,omitempty" doc:"What the department has found out"`
	FoundAt       desk.Millis  `json:"found_at,omitempty"`
	FoundBy       desk.AgentID `json:"found_by,omitempty"`
}

// Action is remedial 补救措施, corrective 纠正措施 (CMP-18) or preventive 预防措施 (CMP-27).
type Action struct {
	N        int          `json:"n" doc:"From 1"`
	Remedial bool         `json:"remedial" doc:"For this customer; otherwise corrective: so that it does not happen again"`
	Prevents bool         `json:"preventive,omitempty" doc:"So that it does not happen elsewhere either (CMP-27)"`
	Text     string       `json:"text"`
	Due      desk.Millis  `json:"due"`
	DoneAt   desk.Millis  `json:"done_at"`
	DoneBy   desk.AgentID `json:"done_by"`
	DoneNote string       `json:"done_note"`
}

// Extension is a new date that the customer was told (CMP-08, CMP-11).
type Extension struct {
	Until  desk.Millis `json:"until"`
	Reason string      `json:"reason"`
	Told   string      `json:"told" doc:"How the customer was told"`
	Was    desk.Millis `json:"was" doc:"What was due before"`
	Stamp
}

// Reply is the answer that the customer got.
type Reply struct {
	Text string `json:"text"`
	Seq  int64  `json:"seq" doc:"The message of the session that said it; 0 = told otherwise"`
	Stamp
}

// FollowUp is the call-back (CMP-19, FCR-03).
type FollowUp struct {
	Satisfied bool   `json:"satisfied"`
	Note      string `json:"note"`
	Stamp
}

// Event is one change of an entry.
type Event struct {
	Stamp
	Change Change
}

// Apply says what an entry is after an event (CMP-16). It reads no clock and no settings: deadlines stand in the events,
// so that the stored events give the stored entry for ever. The given case is never changed, also not on a refusal.
func Apply(c Case, e Event) (Case, error) {
	if c.Version == 0 != (e.Change.Kind() == KindRegistered) {
		return c, desk.Fail(desk.Conflict, "order", "an entry begins with its registration, once")
	}
	if err := e.Change.ready(&c); err != nil {
		return c, err
	}
	next := c
	next.Evidence, next.Dispatches, next.Actions = slices.Clone(c.Evidence), slices.Clone(c.Dispatches), slices.Clone(c.Actions)
	next.HandOvers, next.Escalations, next.Files = slices.Clone(c.HandOvers), slices.Clone(c.Escalations), slices.Clone(c.Files)
	if err := e.Change.apply(&next, e.Stamp); err != nil {
		return c, err
	}
	if next.Handler == "" && e.Change.circle() == handlers {
		next.Handler = e.Who // whoever takes it up first has it in hand
	}
	next.Version++
	next.DueAt = next.due()
	return next, nil
}

// due is the deadline that counts now. The customer's own time holds until the customer has an answer.
func (c *Case) due() desk.Millis {
	switch {
	case c.Extension != nil:
		return c.Extension.Until
	case c.CustomerDue > 0 && c.Reply == nil:
		return min(c.SeverityDue, c.CustomerDue)
	}
	return c.SeverityDue
}

// Missing says what stands before closing, in the order in which it is done: ruling, validity, handling, reply, follow_up.
func (c Case) Missing() []string {
	out := []string{}
	add := func(missing bool, what string) {
		if missing {
			out = append(out, what)
		}
	}
	add(c.unruled(true), "ruling")
	add(c.Validity == "", "validity")
	add(slices.Contains([]Step{Registered, Dispatched, Handled}, c.Step), "handling")
	add(c.Reply == nil, "reply")
	add(c.FollowUp == nil || !c.FollowUp.Satisfied, "follow_up")
	return out
}

// open refuses what a closed entry does not take.
func (c *Case) open() error {
	if !c.Open() {
		return desk.Fail(desk.Conflict, "case_closed", "the complaint is closed: reopen it first")
	}
	return nil
}

// at refuses what another step does not take.
func (c *Case) at(steps ...Step) error {
	if err := c.open(); err != nil {
		return err
	}
	if !slices.Contains(steps, c.Step) {
		return desk.Fail(desk.Conflict, "step", fmt.Sprintf("the complaint is at the step %q: this comes at %q", c.Step, steps))
	}
	return nil
}

// need refuses an empty text.
func need(text, what string) error {
	if text == "" {
		return desk.Fail(desk.Invalid, "missing", what+" is missing: write it first")
	}
	return nil
}
