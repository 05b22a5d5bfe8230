package timing

import (
	"fmt"
	"math"
	"slices"

	"firstline/internal/desk"
)

// forever is the end of what has not ended.
const forever = desk.Millis(math.MaxInt64)

// facts are the events of a session, put together.
type facts struct {
	now     desk.Millis // no event is later
	human   desk.Millis // from when on people are responsible; forever when they never were
	asked   []message   // ascending by seq
	settles []settle    // in the order of the log
	flights []flight
	holds   []Hold
	absent  []stretch
	last    desk.Millis   // the last message of a human being
	closed  *Event        // nil while the session is open
	room    []desk.Millis // of cuts, so that each turn need not have its own
}

type message struct {
	seq int64
	at  desk.Millis
}

// settle is something that ends turns, or may: an answer, a waiver or a close. It covers the messages up to upTo.
type settle struct {
	upTo    int64
	at      desk.Millis // when an answer was accepted, the rest happened; forever when it was not
	seq     int64       // of an answer, else 0
	agent   desk.AgentID
	hold    int         // in which participation an answer was commanded; -1 for none
	command desk.Millis // when; of the others at
	end     End
	failed  bool
	unmade  bool // a waiver that was taken back
}

// void says whether the answer was none, so that messages go on with the turn before it.
func (s settle) void() bool { return s.unmade || s.failed && s.at == forever }

// flight is an answer on its way: from the command to the channel's word.
type flight struct {
	answer int // of the settles
	stretch
	handed desk.Millis // to the channel; forever when nobody knows
}

type stretch struct{ from, to desk.Millis }

// has says whether the instant lies in it.
func (s stretch) has(at desk.Millis) bool { return s.from <= at && at < s.to }

// gather reads the events; now is when somebody asks.
func gather(events []Event, now desk.Millis) *facts {
	f := &facts{human: forever, room: make([]desk.Millis, 0, 16)}
	for _, e := range events {
		if e.Kind == Handed || e.Kind == Away {
			continue
		}
		e.At = max(e.At, f.now)
		f.now = e.At
		f.take(e)
	}
	f.now = max(f.now, now)
	for _, e := range events {
		switch {
		case e.Kind == Handed:
			f.onHanded(e)
		case e.Kind == Away && e.Until > e.At:
			f.absent = append(f.absent, stretch{e.At, e.Until})
		}
	}
	return f
}

func (f *facts) take(e Event) {
	switch e.Kind {
	case Asked:
		f.onAsked(e)
	case Commanded:
		f.onCommanded(e)
	case Accepted, Failed, Unconfirmed, Resent:
		if i := slices.IndexFunc(f.settles, func(s settle) bool { return s.seq == e.Seq && e.Seq != 0 }); i >= 0 {
			f.onDelivery(i, e)
		}
	case Waived:
		f.settles = append(f.settles, settle{upTo: f.known(e.Answers), at: e.At, hold: -1, command: e.At, end: NotNeeded})
	case Unwaived:
		f.onUnwaived()
	case Queued:
		f.human = min(f.human, e.At)
		f.leave(e.At, e.Reason)
	case Assigned:
		f.onAssigned(e)
	case Reopened:
		f.closed = nil
		f.onAssigned(e)
		f.holds[len(f.holds)-1].Again = true
	case Left:
		if h := f.holder(); h >= 0 && f.holds[h].Agent == e.Agent {
			f.leave(e.At, e.Reason)
		}
	case Closed:
		f.onClosed(e)
	case Automatic, Noted:
	default:
		panic(fmt.Sprintf("timing: kind %q has no case", e.Kind))
	}
}

// onUnwaived makes the last waiver one that was never made.
func (f *facts) onUnwaived() {
	for i := range slices.Backward(f.settles) {
		if s := &f.settles[i]; s.end == NotNeeded && !s.unmade {
			s.unmade = true
			return
		}
	}
}

func (f *facts) onAsked(e Event) {
	i, twice := slices.BinarySearchFunc(f.asked, e.Seq, func(m message, seq int64) int { return int(m.seq - seq) })
	if twice {
		return
	}
	f.asked = slices.Insert(f.asked, i, message{e.Seq, e.At})
	f.last, f.closed = e.At, nil
}

// known is seq, or the newest message when seq is not there yet: nothing answers what has not been asked.
func (f *facts) known(seq int64) int64 {
	if len(f.asked) == 0 {
		return 0
	}
	return min(seq, f.asked[len(f.asked)-1].seq)
}

func (f *facts) onCommanded(e Event) {
	if e.Seq == 0 || slices.ContainsFunc(f.settles, func(s settle) bool { return s.seq == e.Seq }) {
		return
	}
	hold := f.holder()
	if hold >= 0 && f.holds[hold].Agent != e.Agent {
		hold = -1
	}
	f.settles = append(f.settles, settle{upTo: f.known(e.Answers), at: forever, seq: e.Seq, agent: e.Agent, hold: hold, command: e.At, end: Answered})
	f.fly(len(f.settles)-1, e.At)
}

// fly begins a flight.
func (f *facts) fly(answer int, at desk.Millis) {
	f.flights = append(f.flights, flight{answer: answer, stretch: stretch{at, forever}, handed: forever})
}

// flying is the flight of an answer that is under way; -1 when there is none.
func (f *facts) flying(answer int) int {
	for i := len(f.flights) - 1; i >= 0; i-- {
		if f.flights[i].answer == answer && f.flights[i].to == forever {
			return i
		}
	}
	return -1
}

// onDelivery draws the consequences of what became of an answer. Whatever is said after its acceptance changes nothing.
func (f *facts) onDelivery(answer int, e Event) {
	s, way := &f.settles[answer], f.flying(answer)
	switch {
	case s.at != forever:
		return
	case e.Kind == Accepted:
		s.at, f.last = e.At, e.At
	case e.Kind == Failed:
		s.failed = true
	case e.Kind == Unconfirmed && way >= 0: // by now at the latest the channel had it
		f.flights[way].handed = e.At
		return
	case e.Kind == Unconfirmed:
		return
	}
	if way >= 0 {
		f.flights[way].to = e.At
	}
	if e.Kind == Resent {
		s.failed = false
		f.fly(answer, e.At)
	}
}

// onHanded notes the first hand-over of each flight.
func (f *facts) onHanded(e Event) {
	found := -1
	for i, way := range f.flights {
		if f.settles[way.answer].seq == e.Seq && (found < 0 || way.from <= e.At) {
			found = i
		}
	}
	if found >= 0 {
		f.flights[found].handed = min(f.flights[found].handed, e.At)
	}
}

// holder is who has the session now, as a place in holds; -1 for nobody.
func (f *facts) holder() int {
	if n := len(f.holds); n > 0 && f.holds[n-1].To == forever {
		return n - 1
	}
	return -1
}

// Taken is why somebody left who was relieved by an assignment to another.
const Taken = "taken"

func (f *facts) onAssigned(e Event) {
	f.human = min(f.human, e.At)
	if h := f.holder(); h >= 0 {
		if f.holds[h].Agent == e.Agent {
			return
		}
		f.leave(e.At, Taken)
	}
	f.holds = append(f.holds, Hold{Agent: e.Agent, From: e.At, To: forever})
}

func (f *facts) leave(at desk.Millis, reason string) {
	if h := f.holder(); h >= 0 {
		f.holds[h].To, f.holds[h].Reason = at, reason
	}
}

func (f *facts) onClosed(e Event) {
	if f.closed != nil {
		return
	}
	f.leave(e.At, string(Closed))
	f.closed = &e
	f.settles = append(f.settles, settle{upTo: f.known(math.MaxInt64), at: e.At, hold: -1, command: e.At, end: Unanswered})
}
