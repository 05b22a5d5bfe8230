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
		if !a.tried(last.Seq) {
			last.Count++
			return
		}
	}
	first := !a.s.Answered && !a.replyInFlight()
	due := a.rules.due(a.s.Group, at, first)
	a.s.Waits = append(a.s.Waits, Wait{Seq: seq, Since: at, Due: due, Alarm: a.rules.alarm(a.s.Group, due, at), Count: 1, First: first})
}

// onItsWay says whether a reply that answers the message has been handed over and not been judged yet.
func (a *applied) onItsWay(seq int64) bool { return repliedTo(seq, a.s.InFlight) }

// tried says whether somebody has answered the message, whatever became of the answer.
func (a *applied) tried(seq int64) bool {
	return repliedTo(seq, a.s.InFlight) || repliedTo(seq, a.s.Trouble)
}

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
// accepted gets here. What was waived before is answered now as well.
func (a *applied) answered(upTo int64) {
	a.s.Waived, a.s.Brushed = nil, false
	a.s.Answered, a.s.Passed, a.s.Hops, a.s.Raised = true, nil, 0, false
	rest := a.s.Waits[:0]
	for _, w := range a.s.Waits {
		if w.Seq > upTo {
			rest = append(rest, w)
		}
	}
	a.s.Waits = rest
}

func (a *applied) holder() desk.AgentID {
	if a.s.Holder == nil {
		return ""
	}
	return a.s.Holder.Agent
}
