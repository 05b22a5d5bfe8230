package sessions

import (
	"strconv"

	"firstline/internal/desk"
)

// onReplyChanged corrects a reply or takes it back: a message of its own, with a delivery of its own, about the reply, which stays
// as it was said (QA-01). It is no answer: it closes no obligation, stops no clock, earns no first reply, and what is taken
// back owes nothing anew.
func (a *applied) onReplyChanged(e ReplyChanged) error {
	if err := a.mayChange(e); err != nil {
		return err
	}
	a.hit(e.Hits)
	m := Message{Author: string(e.Agent), Purpose: ForEdited, Kind: desk.KindEdit, Text: e.Text, ClientID: e.ClientID, At: e.At}
	if e.Recall {
		m.Purpose, m.Kind = ForRecalled, desk.KindDelete
	}
	for _, seq := range e.Seqs {
		m.Ref = strconv.FormatInt(seq, 10)
		a.deliver(m, 0)
		m.ClientID = "" // the first one carries the command's id
	}
	return nil
}

// mayChange: only who has the session, while it is open, and of what was said since it was last opened.
func (a *applied) mayChange(e ReplyChanged) error {
	if err := a.mayWork(e.Agent, false); err != nil {
		return err
	}
	switch {
	case !a.rules.Change:
		return refuse("change_off", "replies are not changed in this department: put it right with the next message")
	case a.offered():
		return refuse("not_accepted", "accept the session first")
	case a.s.ByHand:
		return refuse("by_hand", "what was said elsewhere cannot be unsaid here")
	case len(e.Seqs) == 0 || !e.Recall && len(e.Seqs) > 1:
		return desk.Fail(desk.Invalid, "seqs", "a correction is of one message")
	}
	last := int64(0)
	for _, seq := range e.Seqs {
		switch {
		case seq <= last || seq > a.s.Seq:
			return desk.Fail(desk.Invalid, "seqs", "nobody can change what was not said")
		case seq <= a.s.Fixed:
			return refuse("closed_since", "the session was closed since: put it right with the next message")
		}
		last = seq
	}
	return nil
}

// Changes says whether a message of this purpose is no answer of its own, but a correction of one or its taking back.
func (p Purpose) Changes() bool { return p == ForEdited || p == ForRecalled }

// Changed is the place of the reply that a message corrects or takes back; 0 for a message that does neither.
func (p Purpose) Changed(ref string) int64 {
	if !p.Changes() {
		return 0
	}
	seq, err := strconv.ParseInt(ref, 10, 64)
	if err != nil {
		return 0
	}
	return seq
}
