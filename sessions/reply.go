package sessions

import "firstline/internal/desk"

// onAgentReplied sends an answer. It answers the customer's messages that stood before the command, and closes their
// obligation when the channel accepts it, of an answer in several messages the last one. The first human who answers
// becomes first-contact owner (FCR-01).
func (a *applied) onAgentReplied(e AgentReplied) error {
	if err := a.mayWork(e.Agent, false); err != nil {
		return err
	}
	if err := a.affords(e.At, len(e.Cuts)+1); err != nil {
		return err
	}
	if e.Quotes < 0 || e.Quotes > a.s.Seq {
		return refuse("no_message", "there is no such message in the session")
	}
	if a.offered() && a.holder() == e.Agent {
		a.accept(e.At, "") // who answers has accepted
		a.advance(e.At)
	}
	if a.s.Owner == "" {
		a.s.Owner = e.Agent
		a.s.Ungreeted = !e.Greeted && !a.s.ByHand // what was said first at the counter stands nowhere
	}
	a.s.Held = nil // a person has spoken
	a.s.Sorry = a.s.Sorry || e.Sorry
	a.passOn(e.At)
	answers := a.s.Asked
	a.hit(e.Hits)
	a.done(StepSolved, e.At, string(e.Agent))
	a.answer(e, answers)
	if a.s.Accepts {
		a.answered(answers)
		a.done(StepReplied, e.At, string(e.Agent))
	}
	return nil
}

// answer says the messages that the answer leaves in. The first one carries the command's id, the file and the quote, and the
// others go to the same place; the last one answers, for before it the customer has not been told everything.
func (a *applied) answer(e AgentReplied, answers int64) {
	parts := e.Parts()
	for i, text := range parts {
		m, upTo := Message{Author: string(e.Agent), Purpose: ForReply, Kind: desk.KindText, Text: text, Ref: e.QuotesRef, At: e.At}, int64(0)
		if i == 0 {
			m.ClientID, m.Quotes = e.ClientID, e.Quotes
		}
		if i == 0 && e.Kind.HasFile() {
			m.Kind, m.Files = e.Kind, 1
		}
		if i == len(parts)-1 {
			upTo = answers
		}
		a.deliver(m, upTo)
	}
}

// hit counts the listed phrases of a text that leaves, for who watches as it happens (QA-07).
func (a *applied) hit(hits []Hit) {
	for _, h := range hits {
		if h.Level != "" {
			a.s.Hits++
		}
	}
}

// onNoteAdded leaves a note that no customer ever sees. It answers nothing, and anybody who may read may leave one,
// also after the close. Whom it mentions may read the session from then on.
func (a *applied) onNoteAdded(e NoteAdded) error {
	if a.s.Phase == None {
		return refuse("no_session", "there is no such session")
	}
	if err := e.mentionable(); err != nil {
		return err
	}
	m := a.noted(e.At, ForNote, e.Agent, e.ClientID, e.Text)
	m.Mentions = e.Mentions
	a.emit(Record{m})
	a.mention(e.Mentions)
	return nil
}

func (a *applied) note(at desk.Millis, p Purpose, by desk.AgentID, clientID, text string) {
	a.emit(Record{a.noted(at, p, by, clientID, text)})
}

// noted is the line that a note writes.
func (a *applied) noted(at desk.Millis, p Purpose, by desk.AgentID, clientID, text string) Message {
	return Message{Seq: a.next(), Role: desk.RoleNote, Author: string(by), Purpose: p, Kind: desk.KindText, Text: text, ClientID: clientID, At: at}
}
