// Package sessions is the core: what happens next in one reception (会话). It decides, through the pure function Apply,
// which phase a session is in, what is owed to the customer, what is said and to whom; it refuses to read a clock, to
// do any I/O, to log and to start goroutines. Events carry their time, and the rules that hold are a value.
package sessions

import (
	"firstline/internal/desk"
)

// Phase is where a session stands.
type Phase string

// The phases. The zero value means that the session does not exist yet.
const (
	None    Phase = ""
	Queued  Phase = "queued"  // waits for an agent
	Serving Phase = "serving" // has a holder
	Closing Phase = "closing" // the closing script is on its way
	Closed  Phase = "closed"
)

// Open says whether the session is still running.
func (p Phase) Open() bool { return p == Queued || p == Serving || p == Closing }

// State is one session as the core sees it. It holds no text of anybody: texts lie in the messages, so that a text can
// be erased and the state still follows from the events. Apply never changes a State that it was given.
type State struct {
	ID        desk.SessionID `json:"id"`
	Address   desk.Address   `json:"address"`
	Ordinal   int64          `json:"ordinal"` // 1 for the first session at the address
	Version   int64          `json:"version"` // number of events applied
	Rules     string         `json:"rules"`   // version of the Rules it lives under
	Phase     Phase          `json:"phase"`
	Title     string         `json:"title,omitempty"`  // customer's or group's name as last seen
	Sender    *string        `json:"sender,omitempty"` // who wrote last, as CustomerWrote has it with the title
	Language  string         `json:"language,omitempty"`
	Accepts   bool           `json:"accepts,omitempty"` // the channel takes a message by our commit
	ByHand    bool           `json:"by_hand,omitempty"` // the customer reads nothing of it: people write down what was said elsewhere (CHN-01)
	Group     desk.GroupID   `json:"group"`
	OpenedAt  desk.Millis    `json:"opened_at"`
	QueuedAt  desk.Millis    `json:"queued_at,omitempty"`
	ClosedAt  desk.Millis    `json:"closed_at,omitempty"`
	Seq       int64          `json:"seq"`                 // last message
	Asked     int64          `json:"asked"`               // last message of the customer
	AskedRef  string         `json:"asked_ref,omitempty"` // the network's id of that message
	Holder    *Holder        `json:"holder,omitempty"`    // who has it; nil unless serving or closing
	Last      desk.AgentID   `json:"last,omitempty"`      // who had it before, for a customer who comes back (RTE-07)
	Owner     desk.AgentID   `json:"owner,omitempty"`     // first-contact owner 首问责任人 (FCR-01): first human who answered
	Greeting  Spoken         `json:"greeting"`            // the unified greeting (SCR-02)
	Ending    *Ending        `json:"ending,omitempty"`    // set once a close was asked for
	Waits     []Wait         `json:"waits,omitempty"`     // open obligations, oldest first (SLA-01)
	Waived    *Waiver        `json:"waived,omitempty"`    // that the last message needs no reply, until the customer writes or is answered
	Brushed   bool           `json:"brushed,omitempty"`   // more than acknowledgements was waived since the last answer
	SilentAt  desk.Millis    `json:"silent_at,omitempty"` // when the holder loses the session by silence; 0 = not at all
	Passed    []desk.AgentID `json:"passed,omitempty"`    // who lost it by silence since the last answer: the last to be asked again
	Hops      int            `json:"hops,omitempty"`      // how often since the last answer
	Raised    bool           `json:"raised,omitempty"`    // too many did: a lead has to take it (RTE-13)
	InFlight  []Flight       `json:"in_flight,omitempty"` // sent off, not yet judged by the channel
	Trouble   []Flight       `json:"trouble,omitempty"`   // messages that failed or are unconfirmed and need a person
	Left      bool           `json:"left,omitempty"`      // written while nobody of the group was there, told so, and with nobody since (CHN-02, CHN-04)
	Answered  bool           `json:"answered,omitempty"`  // a human answer was accepted once
	Ungreeted bool           `json:"ungreeted,omitempty"` // the first human turn came without a greeting (SCR-02): marked for QA
	Sorry     bool           `json:"sorry,omitempty"`     // a person has apologised to the customer (SCR-06)
	Hits      int            `json:"hits,omitempty"`      // listed phrases that left, as far as their level was noted (FBD-01, QA-07)
	Reopened  int            `json:"reopened,omitempty"`  // how often the customer came back inside the window
	Resumed   desk.Millis    `json:"resumed,omitempty"`   // when an agent opened it again; 0 = not, or the customer has written since
	Gone      string         `json:"gone,omitempty"`      // why the customer cannot be reached any more, as the network said; empty = as far as we know they can
	Transfers int            `json:"transfers,omitempty"` // how often it changed hands on purpose

	Category   string          `json:"category,omitempty"`    // what the customer wants (ORG-06); the close may say it anew
	SortedBy   string          `json:"sorted_by,omitempty"`   // who said so: an agent, or "system" for a keyword rule
	Hint       string          `json:"hint,omitempty"`        // category that a keyword rule proposes to the holder
	Need       desk.Speciality `json:"need,omitempty"`        // whom the matter needs (ORG-03); empty = anybody
	Bonus      int64           `json:"bonus,omitempty"`       // milliseconds that it counts as having waited longer
	VIP        bool            `json:"vip,omitempty"`         // the customer is one (CUS-03)
	Declined   []desk.AgentID  `json:"declined,omitempty"`    // who gave it back since it was last accepted: asked last
	Register   string          `json:"register,omitempty"`    // its number in the complaint register (ORG-07)
	Flow       Flow            `json:"flow,omitempty"`        // which way it takes (FLW-01…04)
	Steps      []Step          `json:"steps,omitempty"`       // what of that way is done
	Asks       []Ask           `json:"asks,omitempty"`        // what was asked of colleagues, superiors and departments
	Promised   int             `json:"promised,omitempty"`    // how many promises were made
	Promises   []Promise       `json:"promises,omitempty"`    // those that are open (SCR-15)
	Aims       []Aim           `json:"aims,omitempty"`        // further targets of the matter (SLA-02)
	Rating     *Rating         `json:"rating,omitempty"`      // the customer's answer to the last close (SAT-01)
	Confirmed  int64           `json:"confirmed,omitempty"`   // the newest question whether that answered it; 0 = not asked since the session began, or goes on (FLW-06)
	Held       []Held          `json:"held,omitempty"`        // automatic texts that wait until a complainant has spoken out (SCR-20)
	BurstUntil desk.Millis     `json:"burst_until,omitempty"` // until then; 0 where the rules do not wait
	Fixed      int64           `json:"fixed,omitempty"`       // no message up to this one may be corrected or taken back: the customer saw it closed, and may have rated it
	Seen       *Seen           `json:"seen,omitempty"`        // how far the customer has read; nil = nothing that we know of
	Forgotten  desk.Millis     `json:"forgotten,omitempty"`   // when the customer was taken out of it (CUS-09); 0 = not, or the customer has written since
	Handoff    string          `json:"handoff,omitempty"`     // name of the group that the customer was told takes over; until somebody of it has (RTE-05)
	Allowance  *Allowance      `json:"allowance,omitempty"`   // what the network still takes before the customer writes again; nil = any number
	Mentioned  []desk.AgentID  `json:"mentioned,omitempty"`   // whom notes have spoken to, each once: they may read the session
}

// Customer is the name by which scripts speak to the customer: never a group's or a channel's, empty for somebody unknown
// (SCR-02).
func (s State) Customer() string {
	if s.Sender != nil {
		return *s.Sender
	}
	return s.Title
}

// Holder is the agent who has the session now.
type Holder struct {
	Agent  desk.AgentID `json:"agent"`
	Since  desk.Millis  `json:"since"`
	Reason string       `json:"reason"`          // assigned, taken, transferred, deputised, accepted, reopened
	Until  desk.Millis  `json:"until,omitempty"` // it is an offer that has to be accepted by then; 0 = it is none

	Speciality desk.Speciality `json:"speciality,omitempty"` // of the agent, where the flow asks for it (ORG-03)
}

// Spoken is a script that was said once.
type Spoken struct {
	Seq     int64  `json:"seq,omitempty"`
	Script  string `json:"script,omitempty"`
	Sent    bool   `json:"sent,omitempty"`
	Skipped string `json:"skipped,omitempty"` // why it could not be said
}

// Ending is a close that was asked for: it carries the closing script or the reason why none could be sent (SCR-02).
type Ending struct {
	By       desk.AgentID `json:"by"`
	At       desk.Millis  `json:"at"`
	Outcome  string       `json:"outcome"`
	Category string       `json:"category,omitempty"`
	Closing  Spoken       `json:"closing"`
	Feedback string       `json:"feedback,omitempty"` // none, given: what the department is to learn (LOG-03)
}

// Wait is an obligation: customers' messages nobody has answered, opened by the oldest of them.
type Wait struct {
	Seq      int64       `json:"seq"` // the oldest unanswered message
	Since    desk.Millis `json:"since"`
	Due      desk.Millis `json:"due"`
	Alarm    desk.Millis `json:"alarm,omitempty"`    // next warning, at last Due itself; 0 once the target passed
	Count    int         `json:"count"`              // customer's messages that it covers
	First    bool        `json:"first,omitempty"`    // no human has answered in this session yet
	Breached bool        `json:"breached,omitempty"` // the target passed
}

// Flight is an outgoing message on which the channel has not spoken yet.
type Flight struct {
	Seq     int64   `json:"seq"`
	Answers int64   `json:"answers,omitempty"` // last customer's message that stood before the command; 0 for automatic texts
	Purpose Purpose `json:"purpose"`

	By desk.AgentID `json:"by,omitempty"` // who answered, where a step of the flow depends on it
}

// Purpose says what a message on our side is for.
type Purpose string

// The purposes. Lines are visible remarks of the system.
const (
	ForReply      Purpose = "reply"
	ForGreeting   Purpose = "greeting"
	ForClosing    Purpose = "closing"
	ForEdited     Purpose = "edited"   // what a reply says now that its author has corrected; Ref is the reply's place
	ForRecalled   Purpose = "recalled" // the author has taken a reply back; Ref is its place
	ForNote       Purpose = "note"
	ForHandover   Purpose = "handover"
	ForApology    Purpose = "apology"      // for a late answer (SCR-06)
	ForAway       Purpose = "away"         // nobody is there now (CHN-02)
	ForTransfer   Purpose = "transfer"     // who takes over (RTE-05)
	ForQueue      Purpose = "queue"        // the place in the queue
	ForFinding    Purpose = "finding"      // what was verified (核实处理): for colleagues
	ForFeedback   Purpose = "feedback"     // what the department is to learn (问题反馈): for colleagues
	ForPromise    Purpose = "promise"      // what was promised until when: for colleagues
	ForAsk        Purpose = "ask"          // a question to a colleague, a superior or a department
	ForProposal   Purpose = "ask:proposal" // what the asking agent proposes (ESC-03)
	ForAnswer     Purpose = "ask:answer"
	ForConfirm    Purpose = "confirm"      // whether that answered it (FLW-06)
	ForReport     Purpose = "ask:reported" // to a level that was skipped (ESC-02)
	ForExecuted   Purpose = "ask:executed" // how an instruction was carried out (ESC-03)
	ForDissent    Purpose = "ask:dissent"
	ForInsisted   Purpose = "ask:insisted"
	ForChanged    Purpose = "ask:changed"
	ForRating     Purpose = "rating" // the customer rated the close (SAT-01)
	LineAssigned  Purpose = "line:assigned"
	LineDeleted   Purpose = "line:deleted"   // the customer took a message back; Ref says which
	LineReacted   Purpose = "line:reacted"   // the customer reacted to a message; an empty text: no sign is there any more
	LineWaived    Purpose = "line:waived"    // the last message needs no reply; the text says whether it was an acknowledgement
	LineUnwaived  Purpose = "line:unwaived"  // it does after all
	LineUnreacted Purpose = "line:unreacted" // the customer took the sign back that the text names
	LineReturned  Purpose = "line:returned"
	LineTransfer  Purpose = "line:transferred"
	LineReopened  Purpose = "line:reopened" // by the customer's message; with an author and the reason as its text by that agent
	LineClosed    Purpose = "line:closed"
	LineStillOpen Purpose = "line:kept_open"
	LineBlocked   Purpose = "line:blocked" // what the network told of the conversation (desk.Notice)
	LineRemoved   Purpose = "line:removed"
	LineBack      Purpose = "line:back"
	LineMoved     Purpose = "line:moved"
	ForCustomer   Purpose = ""
)

// Stamp orders the states of all sessions at one address: newer is greater. It stays below 2^53.
func (s State) Stamp() int64 { return s.Ordinal<<32 | s.Version }

// NextDue is when the session wants to be woken by TimeReached; zero means never.
func (s State) NextDue() desk.Millis {
	var due desk.Millis
	if !s.Phase.Open() {
		return 0
	}
	for _, w := range s.Waits {
		due = sooner(due, w.Alarm)
	}
	for _, p := range s.Promises {
		due = sooner(due, p.Alarm)
	}
	for _, m := range s.Aims {
		due = sooner(due, m.Alarm)
	}
	if s.Holder != nil {
		due = sooner(due, s.Holder.Until)
	}
	if len(s.Held) > 0 {
		due = sooner(due, s.BurstUntil)
	}
	return sooner(due, s.SilentAt)
}

// sooner is the earlier of two times, where 0 is never.
func sooner(a, b desk.Millis) desk.Millis {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}

// Due is the deadline of the oldest open obligation; zero when nothing is owed.
func (s State) Due() desk.Millis {
	if len(s.Waits) == 0 {
		return 0
	}
	return s.Waits[0].Due
}

// idle is above every real point in time, so that sessions that wait for nothing sort behind those that do.
const idle = int64(1) << 50

// Urgency sorts open sessions: the earliest deadline first, then those that wait for the customer, oldest first.
func (s State) Urgency() int64 {
	if due := s.Due(); due != 0 {
		return int64(due)
	}
	return idle + int64(s.OpenedAt)
}

// Unanswered is how many messages of the customer have no accepted answer yet.
func (s State) Unanswered() int {
	n := 0
	for _, w := range s.Waits {
		n += w.Count
	}
	return n
}
