package sessions_test

import (
	"firstline/internal/desk"
	"firstline/sessions"
)

// note books one effect.
func (w *witness) note(f sessions.Effect) {
	switch f := f.(type) {
	case sessions.Record:
		w.noteMessage(f.Message)
	case sessions.Deliver:
		w.noteMessage(f.Message)
	case sessions.Occupy:
		w.places[f.Agent]++
	case sessions.Release:
		w.places[f.Agent]--
	case sessions.RequestAgent:
		if w.waiting {
			w.t.Fatalf("an agent was requested twice")
		}
		w.waiting = true
	case sessions.Withdraw:
		if !w.waiting {
			w.t.Fatalf("withdrawn from the queue without standing there")
		}
		w.waiting = false
	}
}

func (w *witness) noteMessage(m sessions.Message) {
	w.said[m.Purpose]++
	if m.Role == desk.RoleCustomer && !w.byHand { // nobody waits at a screen for what was written down
		w.asked = append(w.asked, m.Seq)
	}
}

// noteAnswer books which of the customer's messages need no answer any more: only a human reply that the channel
// accepted, a person who says that one arrived or that none is needed, or a close with its reason can bring that about.
func (w *witness) noteAnswer(x step) {
	switch e := x.event.(type) {
	case sessions.CustomerWrote:
		w.wrote = max(w.wrote, e.At)
	case sessions.AgentReplied:
		if x.after.Accepts {
			w.answeredUpTo(x.before.Asked)
		}
	case sessions.DeliveryReported:
		if f := flight(x.before.InFlight, e.Seq); answers(f) && e.Delivery == desk.DeliverySent {
			w.answeredUpTo(f.Answers)
		}
	case sessions.DeliveryResolved:
		if f := flight(x.before.Trouble, e.Seq); answers(f) && e.As == "delivered" {
			w.answeredUpTo(f.Answers)
		}
	case sessions.CloseRequested:
		if e.Skip == "" {
			w.closes++
		} else {
			w.upTo = x.after.Asked
		}
	case sessions.Waived:
		if e.Undone {
			w.upTo = w.unwaived
			break
		}
		w.unwaived, w.upTo = w.upTo, x.after.Asked
	case sessions.Rated: // an answer to us asks for none
		w.upTo = x.after.Asked
	}
}

func (w *witness) answeredUpTo(seq int64) {
	w.upTo, w.answered, w.answers = max(w.upTo, seq), true, w.answers+1
}

// answers says whether the message answers the customer once it arrived: of a reply in several messages the last one does.
func answers(f sessions.Flight) bool { return f.Purpose == sessions.ForReply && f.Answers > 0 }

func flight(fs []sessions.Flight, seq int64) sessions.Flight {
	for _, f := range fs {
		if f.Seq == seq {
			return f
		}
	}
	return sessions.Flight{}
}

// owed are the customer's messages that nobody has answered yet.
func (w *witness) owed() []int64 {
	for i, seq := range w.asked {
		if seq > w.upTo {
			return w.asked[i:]
		}
	}
	return nil
}
