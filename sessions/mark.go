package sessions

import "firstline/internal/desk"

// onCustomerMarked writes down that the customer took a message back or reacted to one. The message itself stays: what was
// once said to the desk is evidence (QA-01). Nothing is owed because of it.
func (a *applied) onCustomerMarked(e CustomerMarked) error {
	purpose := LineDeleted
	switch {
	case a.s.Phase == None:
		return refuse("no_session", "there is no such session")
	case e.Kind == desk.KindReaction && e.Undone:
		purpose = LineUnreacted
	case e.Kind == desk.KindReaction:
		purpose = LineReacted
	case e.Kind != desk.KindDelete:
		return desk.Fail(desk.Invalid, "kind", "a message can be taken back or reacted to")
	}
	a.emit(Record{Message{Seq: a.next(), Role: desk.RoleSystem, Purpose: purpose, Kind: e.Kind, Text: e.Text, At: e.At, Ref: e.Ref}})
	return nil
}
