package sessions

import "firstline/internal/desk"

// onAgentReplied sends an answer. It answers the customer's messages that stood before the command, and closes their
// obligation when the channel accepts it. The first human who answers becomes first-contact owner (FCR-01).
func (a *applied) onAgentReplied(e AgentReplied) error {
	if err := a.mayAct(e.Agent, false); err != nil {
		return err
	}
	if a.s.Phase == Closing {
		return refuse("closing", "the closing script is on its way: wait until the session is closed")
	}
	if a.s.Owner == "" {
		a.s.Owner = e.Agent
		a.s.Ungreeted = !e.Greeted
	}
	answers := a.s.Asked
	a.say(e.At, ForReply, e.Agent, "", e.Text, e.ClientID, answers)
	if a.s.Accepts {
		a.answered(answers)
	}
	return nil
}

// onNoteAdded leaves a note that no customer ever sees. It answers nothing, and anybody who may read may leave one,
// also after the close.
func (a *applied) onNoteAdded(e NoteAdded) error {
	if a.s.Phase == None {
		return refuse("no_session", "there is no such session")
	}
	a.note(e.At, ForNote, e.Agent, e.ClientID, e.Text)
	return nil
}

func (a *applied) note(at desk.Millis, p Purpose, by desk.AgentID, clientID, text string) {
	a.emit(Record{Message{Seq: a.next(), Role: desk.RoleNote, Author: string(by), Purpose: p, Kind: desk.KindText,
		Text: text, ClientID: clientID, At: at}})
}
