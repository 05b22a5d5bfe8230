package sessions

import (
	"slices"

	"firstline/internal/desk"
)

// oblige opens an obligation for a customer's message (SLA-01), unless an older one that is still unanswered covers it.
// A customer who writes again does not restart the clock. A message behind a reply whose arrival is not known for sure
// opens its own: that reply, once it is known to have arrived, answers what stood before it and nothing else.
func (a *applied) oblige(seq int64, at desk.Millis) {
	if n := len(a.s.Waits); n > 0 {
		last := &a.s.Waits[n-1]
		if !repliedTo(last.Seq, a.s.InFlight) && !repliedTo(last.Seq, a.s.Trouble) {
			last.Count++
			return
		}
	}
	first := !a.s.Answered && !a.replyInFlight()
	a.s.Waits = append(a.s.Waits, Wait{Seq: seq, Since: at, Due: at.Add(a.rules.target(first)), Count: 1, First: first})
}

// onItsWay says whether a reply that answers the message has been handed over and not been judged yet.
func (a *applied) onItsWay(seq int64) bool { return repliedTo(seq, a.s.InFlight) }

// repliedTo says whether one of the flights answers the message.
func repliedTo(seq int64, flights []Flight) bool {
	return slices.ContainsFunc(flights, func(f Flight) bool { return f.Answers >= seq })
}

func (a *applied) replyInFlight() bool {
	for _, f := range a.s.InFlight {
		if f.Answers > 0 {
			return true
		}
	}
	return false
}

// answered closes the obligations up to the message that the reply stood behind. Only a human message that the channel
// accepted gets here.
func (a *applied) answered(upTo int64) {
	a.s.Answered = true
	rest := a.s.Waits[:0]
	for _, w := range a.s.Waits {
		if w.Seq > upTo {
			rest = append(rest, w)
		}
	}
	a.s.Waits = rest
}

// onTimeReached marks the obligations whose time has come, each once, none early.
func (a *applied) onTimeReached(e TimeReached) error {
	if !a.s.Phase.Open() {
		return a.ignore()
	}
	hit := false
	for i, w := range a.s.Waits {
		if w.Breached || e.At < w.Due {
			continue
		}
		a.s.Waits[i].Breached, hit = true, true
		a.emit(Alarm{Agent: a.holder(), Due: w.Due})
	}
	if !hit {
		return a.ignore()
	}
	return nil
}

func (a *applied) holder() desk.AgentID {
	if a.s.Holder == nil {
		return ""
	}
	return a.s.Holder.Agent
}
