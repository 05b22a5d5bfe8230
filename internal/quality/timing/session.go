package timing

import (
	"slices"

	"firstline/internal/calendar"
	"firstline/internal/desk"
)

// Session is what the clock says about one session.
type Session struct {
	Opened desk.Millis // the customer's first message; 0 when there is none
	Human  desk.Millis // from when on people were responsible; 0 when they never were: then there are no turns
	// Ended is when it was closed, and when it was closed for silence, when the last message of a human being went by. 0
	// while it is open.
	Ended desk.Millis
	// First is the first answer by the customer's clock: from Human to the first human message, whoever wrote it.
	First     Response
	Turns     []Turn // by their oldest message
	Holds     []Hold // by their beginning
	Exclusion Exclusion
}

// Hold is one participation: an agent had the session in their hands.
type Hold struct {
	Agent    desk.AgentID
	From, To desk.Millis // To is 0 while it lasts
	Again    bool        // the agent opened the closed session again: no other session came into their hands by that
	Reason   string      // why it ended: of Left, Taken, "closed"; empty while it lasts, or when nobody said
	// First is the first answer by the agent's clock: from the oldest unanswered message, or from From when that is later,
	// to the first message of this agent that answers it. The zero value when nothing had to be answered.
	First Response
}

// Response is a first answer, or that there was none.
type Response struct {
	Since    desk.Millis // 0 when there was nothing to answer
	Until    desk.Millis // when it was accepted; without one the end of session or hold, or now
	Answered bool
	Agent    desk.AgentID // who answered
	Seq      int64        // the message that answered
	Away     bool         // Since lies outside of the working time: a line of its own in every rate
	Time     Time
}

// Exclusion says why a session is left out of the rate of first answers. It is counted all the same, by reason.
type Exclusion string

// The exclusions. The zero value counts.
const (
	Counts         Exclusion = ""
	OnlyMachine    Exclusion = "only_machine" // it was never in the hands of people
	WasInvalid     Exclusion = "invalid"      // closed as 无效
	LeftSoon       Exclusion = "left_soon"    // the customer closed it within Settings.ShortLeave, before any answer
	NothingToReply Exclusion = "not_needed"   // nothing in it needed an answer
)

// Measure works out the turns and first answers of one session from its events. hours are the working time of the group;
// the zero value is round the clock. now is when somebody asks: what has not ended yet is measured until then, or until
// the last event when that is later. An Event of no known Kind is a mistake in the program, and panics.
func Measure(events []Event, hours calendar.Calendar, set Settings, now desk.Millis) Session {
	f := gather(events, now)
	s := Session{}
	if len(f.asked) > 0 {
		s.Opened = f.asked[0].at
	}
	if f.closed != nil {
		s.Ended = f.closed.At
		if f.closed.By == ByTimeout && f.last != 0 {
			s.Ended = min(s.Ended, f.last)
		}
	}
	if f.human == forever {
		s.Exclusion = OnlyMachine
		return s
	}
	s.Human = f.human
	s.Turns = f.turns(hours)
	s.First = f.first(hours)
	for i, h := range f.holds {
		h.First = f.firstOf(i, s.Turns, hours)
		if h.To == forever {
			h.To = 0
		}
		s.Holds = append(s.Holds, h)
	}
	s.Exclusion = f.exclusion(s, set)
	return s
}

// first is the first human answer of the session.
func (f *facts) first(hours calendar.Calendar) Response {
	return f.response(f.human, f.end(), hours, func(s settle) bool { return true })
}

// end is when the session was closed, or now.
func (f *facts) end() desk.Millis {
	if f.closed != nil {
		return f.closed.At
	}
	return f.now
}

// firstOf is the first answer of a hold.
func (f *facts) firstOf(i int, turns []Turn, hours calendar.Calendar) Response {
	h := f.holds[i]
	for _, t := range turns {
		if t.Since >= h.To || t.End == NotNeeded || f.settled(t, h.From, i) {
			continue
		}
		return f.response(max(t.Since, h.From), min(h.To, f.now), hours, func(s settle) bool { return s.hold == i && s.upTo >= t.Seq })
	}
	return Response{}
}

// settled says whether a turn needed nothing more when the hold began: it was over, or its answer was on the way.
func (f *facts) settled(t Turn, from desk.Millis, hold int) bool {
	if t.End != Answered {
		return t.End == Unanswered && t.Until <= from
	}
	return slices.ContainsFunc(f.settles, func(s settle) bool { return s.seq == t.Reply && s.hold != hold && s.command <= from })
}

// response finds the first answer of a kind that arrived; without one it lasts until the end.
func (f *facts) response(since, end desk.Millis, hours calendar.Calendar, which func(settle) bool) Response {
	r := Response{Since: since, Until: forever, Away: !hours.Open(since)}
	for _, s := range f.settles {
		if s.end == Answered && s.at < r.Until && which(s) {
			r.Until, r.Answered, r.Agent, r.Seq = s.at, true, s.agent, s.seq
		}
	}
	if !r.Answered {
		r.Until = end
	}
	r.Until = max(r.Until, since)
	r.Time = took(hours, since, r.Until)
	return r
}

// took measures a stretch both ways.
func took(hours calendar.Calendar, from, to desk.Millis) Time {
	if to <= from {
		return Time{}
	}
	return Time{to.Sub(from), hours.Between(from, to)}
}

func (f *facts) exclusion(s Session, set Settings) Exclusion {
	if f.closed != nil {
		switch {
		case f.closed.Reason == Invalid:
			return WasInvalid
		case f.closed.By == ByCustomer && !s.First.Answered && f.closed.At.Sub(f.human) <= set.ShortLeave && set.ShortLeave > 0:
			return LeftSoon
		}
	}
	for _, t := range s.Turns {
		if t.End != NotNeeded {
			return Counts
		}
	}
	return NothingToReply
}
