package sessions

import "firstline/internal/desk"

// Forgotten: somebody with the right to do so has the customer taken out of a closed session (SEC-01, CUS-09). The name goes from the state
// here; the texts go from the messages, beside the log, which has only digests of them.
// {"at":1,"by":"…"}
type Forgotten struct {
	At desk.Millis  `json:"at"`
	By desk.AgentID `json:"by"`
}

func (Forgotten) kind() string { return "forgotten" }

// When implements Event.
func (e Forgotten) When() desk.Millis { return e.At }

// Who implements Event.
func (e Forgotten) Who() string { return string(e.By) }

// onForgotten takes the name out. Once more it only does where the customer has been heard of since.
func (a *applied) onForgotten(e Forgotten) error {
	if a.s.Phase != Closed {
		return refuse("session_open", "the session is still open: close it first")
	}
	if a.s.Forgotten != 0 && a.s.Title == "" && a.s.Sender == nil {
		return a.ignore()
	}
	a.s.Title, a.s.Sender, a.s.Forgotten = "", nil, e.At
	return nil
}
