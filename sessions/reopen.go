package sessions

import "firstline/internal/desk"

// Reopeners says which agents may open a closed session again (重新打开, ui.md 1.6.2): a setting. The zero value is what holds for
// sessions from before there was one.
type Reopeners string

// Who may, from nobody to many. Superiors, who may act on sessions of others (ORG-05), are among all but the first.
const (
	ReopenOff       Reopeners = ""          // nobody: the customer has to write
	ReopenSuperiors Reopeners = "superiors" // nobody else
	ReopenHandlers  Reopeners = "handlers"  // who closed it, and who had it last
	ReopenGroup     Reopeners = "group"     // everybody of the session's group
)

// Reopened: an agent opened a closed session again; the text says why.
// {"at":1,"by":"…","client_id":"…","member":true}
type Reopened struct {
	At       desk.Millis  `json:"at"`
	By       desk.AgentID `json:"by"`
	ClientID string       `json:"client_id"`
	Member   bool         `json:"member,omitempty"` // By is of the session's group
	Any      bool         `json:"any,omitempty"`    // By may act on sessions of others

	Speciality desk.Speciality `json:"speciality,omitempty"` // of By (ORG-03)
	Words
}

func (Reopened) kind() string { return "reopened" }

// When implements Event.
func (e Reopened) When() desk.Millis { return e.At }

// Who implements Event.
func (e Reopened) Who() string { return string(e.By) }

// onReopened gives a closed session to the agent who opens it again. Nothing is owed to the customer by that, and nothing that was
// done is to be done once more but the close: the customer was greeted, answered and asked before. What the customer writes then
// begins anew (comesBack).
func (a *applied) onReopened(e Reopened) error {
	if err := a.reopenable(e); err != nil {
		return err
	}
	a.unclose()
	a.retake(StepFedBack)
	a.s.Resumed = e.At
	for i := range a.s.Aims {
		a.s.Aims[i].Alarm = 0 // they were those of what was closed (SLA-02)
	}
	a.emit(Record{Message{Seq: a.next(), Role: desk.RoleSystem, Author: string(e.By), Purpose: LineReopened, Kind: desk.KindText, Text: e.Text, ClientID: e.ClientID, At: e.At}})
	a.give(e.At, Holder{Agent: e.By, Reason: "reopened", Speciality: e.Speciality}, Occupy{Agent: e.By})
	return nil
}

// Reopenable says why the session cannot be opened again so; nil where it can. That the customer has no newer session is for the
// record to say.
func Reopenable(rules Rules, s State, e Reopened) error {
	a := &applied{rules: rules, s: s}
	return a.reopenable(e)
}

func (a *applied) reopenable(e Reopened) error {
	switch {
	case a.s.Phase != Closed:
		return refuse("not_closed", "the session is not closed: somebody has opened it again, or the customer has written")
	case a.rules.Reopen == ReopenOff:
		return refuse("reopen_off", "closed sessions are not opened again by agents in this department: the customer has to write")
	case !Continues(a.rules, a.s, e.At):
		return refuse("window_over", "the time for opening it again is over: what the customer writes next begins a new session")
	case a.s.Forgotten != 0:
		return refuse("customer_forgotten", "the customer was erased from this session: it stays closed until the customer writes")
	case a.s.Gone != "":
		return refuse("customer_gone", "the customer has left or blocked this account: nothing would arrive before the customer writes")
	case !a.mayReopen(e):
		return refuse("not_handler", "you may not open this session again: who handled it or a superior may")
	}
	return nil
}

func (a *applied) mayReopen(e Reopened) bool {
	switch {
	case e.By == "":
		return false
	case e.Any:
		return true
	case a.rules.Reopen == ReopenGroup && e.Member:
		return true
	}
	return a.rules.Reopen != ReopenSuperiors && (e.By == a.s.Last || e.By == a.s.Ending.By)
}

// unclose takes back that the session is over. What it ended with stands in its events; the next close says it anew.
func (a *applied) unclose() {
	a.s.ClosedAt, a.s.Ending, a.s.Rating, a.s.Brushed, a.s.Forgotten = 0, nil, nil, false, 0
	if a.rules.Change {
		a.s.Fixed = a.s.Seq
	}
}

// unreachable says whether a delivery that failed for the reason means that the customer cannot be reached any more.
func unreachable(reason string) bool {
	switch reason {
	case "blocked", "gone", "removed", "no_such_chat":
		return true
	}
	return false
}

// missed notes what a delivery says of whether the customer can still be reached. Rules under which nobody asks keep no note.
func (a *applied) missed(d desk.Delivery, reason string) {
	if a.rules.Reopen != ReopenOff && d == desk.DeliveryFailed && unreachable(reason) {
		a.s.Gone = reason
	}
}

// hears notes the same of what the network told; it says whether that is news.
func (a *applied) hears(n desk.Notice) bool {
	before := a.s.Gone
	switch {
	case a.rules.Reopen == ReopenOff:
	case n == desk.NoticeBlocked, n == desk.NoticeRemoved:
		a.s.Gone = string(n)
	case n == desk.NoticeBack:
		a.s.Gone = ""
	}
	return a.s.Gone != before
}
