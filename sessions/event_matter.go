package sessions

import "firstline/internal/desk"

// Match is a keyword rule that a customer's text met (ORG-02): the reason why a session was sorted by itself.
type Match struct {
	Category string `json:"category"`
	Rule     string `json:"rule"` // id of the rule
	Word     string `json:"word"` // as the rule has it
	List     string `json:"list"` // version of the rules
}

// Classified: somebody said what the customer wants (ORG-06). It moves nothing by itself.
// {"at":1,"by":"…","category":"order"}
type Classified struct {
	At       desk.Millis  `json:"at"`
	By       desk.AgentID `json:"by"`
	Category string       `json:"category"`
	Any      bool         `json:"any,omitempty"`
}

// Regarded: somebody said that the customer is a VIP, or none any more (CUS-03), in this session or in another one.
// {"at":1,"by":"…","vip":true}
type Regarded struct {
	At  desk.Millis  `json:"at"`
	By  desk.AgentID `json:"by"`
	VIP bool         `json:"vip,omitempty"`
}

// Verified: the specialist has looked into the matter (核实处理, FLW-02…04); the text is the finding, for colleagues.
// {"at":1,"by":"…","client_id":"…","unsolved":true}
type Verified struct {
	At       desk.Millis  `json:"at"`
	By       desk.AgentID `json:"by"`
	ClientID string       `json:"client_id"`
	Unsolved bool         `json:"unsolved,omitempty"` // it cannot be solved here: the technical department has to (FLW-04)
	Any      bool         `json:"any,omitempty"`
	Words
}

// Asked: the holder asked a colleague, a superior or a department, without moving the customer (RTE-04, RTE-14, ESC-02).
// {"at":1,"by":"…","client_id":"…","kind":"escalation","level":"lead","gravity":"difficult"}
type Asked struct {
	At         desk.Millis  `json:"at"`
	By         desk.AgentID `json:"by"`
	ClientID   string       `json:"client_id"`
	Kind       AskKind      `json:"kind"`
	To         desk.AgentID `json:"to,omitempty"`         // consult: the colleague
	Department string       `json:"department,omitempty"` // department: which one
	Level      desk.Rank    `json:"level,omitempty"`      // escalation: to whom
	Gravity    string       `json:"gravity,omitempty"`    // escalation: why (ESC-01)
	Urgent     bool         `json:"urgent,omitempty"`     // escalation: levels may be skipped and are told afterwards (ESC-02)
	Any        bool         `json:"any,omitempty"`
	Proposal   string       `json:"-"` // escalation: what the agent proposes (ESC-03)
	Words
}

// Told: the question was answered, or somebody said what came of the answer (ESC-02, ESC-03). It is for colleagues; the
// customer hears of it from the holder.
// {"at":1,"by":"…","client_id":"…","n":1,"as":"executed"}
type Told struct {
	At       desk.Millis  `json:"at"`
	By       desk.AgentID `json:"by"`
	ClientID string       `json:"client_id"`
	N        int          `json:"n"`               // number of the question
	As       Tell         `json:"as,omitempty"`    // what is told; empty = the answer
	Level    desk.Rank    `json:"level,omitempty"` // reported: to whom; empty = to every level that is owed a report
	Words
}

// Promised: the customer was given a time (承诺, SCR-15, SLA-05); the text says what for.
// {"at":1,"by":"…","client_id":"…","until":9}
type Promised struct {
	At       desk.Millis  `json:"at"`
	By       desk.AgentID `json:"by"`
	ClientID string       `json:"client_id"`
	Until    desk.Millis  `json:"until"`
	Any      bool         `json:"any,omitempty"`
	Words
}

// PromiseSettled: a promise was kept, or moved or withdrawn for the reason in the text.
// {"at":1,"by":"…","client_id":"…","n":1,"as":"kept"}
type PromiseSettled struct {
	At       desk.Millis  `json:"at"`
	By       desk.AgentID `json:"by"`
	ClientID string       `json:"client_id"`
	N        int          `json:"n"`
	As       string       `json:"as"`              // kept, moved, withdrawn
	Until    desk.Millis  `json:"until,omitempty"` // the new time, when it is moved
	Any      bool         `json:"any,omitempty"`
	Words
}

// ConfirmAsked: the holder asked the customer whether that answered the question (FLW-06). It is no answer.
// {"at":1,"by":"…","client_id":"…","script":"confirm.ask"}
type ConfirmAsked struct {
	At       desk.Millis  `json:"at"`
	By       desk.AgentID `json:"by"`
	ClientID string       `json:"client_id"`
	Script   string       `json:"script"`
	Words
}

// Waived: the holder decided that the customer's last message needs no reply (无需回复), or took that back.
// {"at":1,"by":"…","thank":true}
type Waived struct {
	At     desk.Millis  `json:"at"`
	By     desk.AgentID `json:"by"`
	Thank  bool         `json:"thank,omitempty"`  // every message that it covers is on the department's list of acknowledgements
	Undone bool         `json:"undone,omitempty"` // it is taken back
}

// Rated: the customer answered the closing's question with a rating (SAT-01). It continues nothing.
// {"at":1,"external_id":"17","score":5}
type Rated struct {
	At         desk.Millis `json:"at"`
	SentAt     desk.Millis `json:"sent_at,omitempty"`
	ExternalID string      `json:"external_id,omitempty"`
	Score      int         `json:"score"` // 1 to 5
	Solved     Solved      `json:"solved,omitempty"`
	Reasons    []string    `json:"reasons,omitempty"`
	Words
}

func (Regarded) kind() string { return "regarded" }

// When implements Event.
func (e Regarded) When() desk.Millis { return e.At }

// Who implements Event.
func (e Regarded) Who() string { return string(e.By) }

func (Classified) kind() string { return "classified" }

// When implements Event.
func (e Classified) When() desk.Millis { return e.At }

// Who implements Event.
func (e Classified) Who() string { return string(e.By) }

func (Verified) kind() string { return "verified" }

// When implements Event.
func (e Verified) When() desk.Millis { return e.At }

// Who implements Event.
func (e Verified) Who() string { return string(e.By) }

func (Asked) kind() string { return "asked" }

// When implements Event.
func (e Asked) When() desk.Millis { return e.At }

// Who implements Event.
func (e Asked) Who() string { return string(e.By) }

func (Told) kind() string { return "told" }

// When implements Event.
func (e Told) When() desk.Millis { return e.At }

// Who implements Event.
func (e Told) Who() string { return string(e.By) }

func (Promised) kind() string { return "promised" }

// When implements Event.
func (e Promised) When() desk.Millis { return e.At }

// Who implements Event.
func (e Promised) Who() string { return string(e.By) }

func (PromiseSettled) kind() string { return "promise_settled" }

// When implements Event.
func (e PromiseSettled) When() desk.Millis { return e.At }

// Who implements Event.
func (e PromiseSettled) Who() string { return string(e.By) }

func (ConfirmAsked) kind() string { return "confirm_asked" }

// When implements Event.
func (e ConfirmAsked) When() desk.Millis { return e.At }

// Who implements Event.
func (e ConfirmAsked) Who() string { return string(e.By) }

func (Waived) kind() string { return "waived" }

// When implements Event.
func (e Waived) When() desk.Millis { return e.At }

// Who implements Event.
func (e Waived) Who() string { return string(e.By) }

func (Rated) kind() string { return "rated" }

// When implements Event.
func (e Rated) When() desk.Millis { return e.At }

// Who implements Event.
func (Rated) Who() string { return "customer" }
