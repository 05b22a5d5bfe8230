package timing_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"firstline/internal/desk"
	"firstline/internal/quality/timing"
)

// life draws what can happen to a session, one event after the other, at whole seconds around a closing time.
type life struct {
	t      *rapid.T
	now    desk.Millis
	seq    int64
	asked  int64
	holder desk.AgentID
	open   bool
	events []timing.Event
	loose  []timing.Event // Handed and Away, which may stand anywhere
	out    []int64        // answers under way, and those in trouble
	bad    []int64
}

// broken is a group with short hours around the time of a life.
const broken = "name: x\nzone: Asia/Shanghai\nweek: {mon: [\"00:00-22:00\", \"22:03-22:05\", \"22:10-24:00\"]}\n"

func drawLife(t *rapid.T, start desk.Millis) []timing.Event {
	l := &life{t: t, now: start}
	if rapid.Bool().Draw(t, "with a bot") {
		l.ask()
		l.add(timing.Event{Kind: timing.Automatic, Seq: l.next()})
		l.wait()
	}
	l.ask()
	l.add(timing.Event{Kind: timing.Queued})
	for range rapid.IntRange(5, 40).Draw(t, "events") {
		l.wait()
		l.step()
	}
	for _, e := range l.loose {
		l.events = slices.Insert(l.events, rapid.IntRange(0, len(l.events)).Draw(t, "place"), e)
	}
	return l.events
}

func (l *life) add(e timing.Event) {
	e.At = l.now
	l.events = append(l.events, e)
}

func (l *life) wait() {
	l.now += desk.Millis(rapid.SampledFrom([]int{0, 1, 2, 5, 17, 40}).Draw(l.t, "wait")) * 1000
}

func (l *life) next() int64 { l.seq++; return l.seq }

func (l *life) ask() {
	l.asked = l.next()
	l.add(timing.Event{Kind: timing.Asked, Seq: l.asked})
	if !l.open {
		l.open = true
	}
}

// step is one thing that can happen now.
func (l *life) step() {
	agent := desk.AgentID(rapid.SampledFrom([]string{"A", "B", "C"}).Draw(l.t, "agent"))
	switch what := rapid.SampledFrom([]string{"reply", "report", "assign", "ask", "report", "reply", "resend", "ask", "leave", "report",
		"assign", "away", "reply", "waive", "close", "ask", "note"}).Draw(l.t, "what"); {
	case what == "ask":
		closed := !l.open
		l.ask()
		if closed {
			l.add(timing.Event{Kind: timing.Queued})
		}
	case what == "away":
		l.loose = append(l.loose, timing.Event{Kind: timing.Away, At: l.now - 3000, Until: l.now + 1000*desk.Millis(rapid.IntRange(-3, 30).Draw(l.t, "long"))})
	case what == "note":
		l.add(timing.Event{Kind: timing.Noted, Seq: l.next()})
	case what == "report" && len(l.out) > 0:
		l.report()
	case !l.open && what == "assign":
		l.add(timing.Event{Kind: timing.Reopened, Agent: agent})
		l.open, l.holder = true, agent
	case !l.open:
	case what == "assign":
		l.add(timing.Event{Kind: timing.Assigned, Agent: agent})
		l.holder = agent
	case what == "waive":
		l.add(timing.Event{Kind: timing.Waived, Answers: rapid.Int64Range(0, l.asked).Draw(l.t, "waived")})
	case what == "resend" && len(l.bad) > 0:
		l.again()
	case what == "close":
		l.add(timing.Event{Kind: timing.Closed, By: rapid.SampledFrom([]timing.By{timing.ByAgent, timing.ByCustomer, timing.ByTimeout}).Draw(l.t, "by")})
		l.open, l.holder = false, ""
	case l.holder == "":
	case what == "reply":
		l.reply()
	case what == "leave":
		l.add(timing.Event{Kind: timing.Left, Agent: l.holder, Reason: "transferred"})
		l.holder = ""
		if rapid.Bool().Draw(l.t, "to the queue") {
			l.add(timing.Event{Kind: timing.Queued})
		}
	}
}

func (l *life) reply() {
	seq := l.next()
	l.add(timing.Event{Kind: timing.Commanded, Seq: seq, Agent: l.holder, Answers: l.asked})
	l.out = append(l.out, seq)
	l.hand(seq)
}

// hand gives an answer to the channel some time later, or nobody knows when.
func (l *life) hand(seq int64) {
	if after := rapid.IntRange(-1, 9).Draw(l.t, "handed after"); after >= 0 {
		l.loose = append(l.loose, timing.Event{Kind: timing.Handed, Seq: seq, At: l.now + desk.Millis(after)*1000})
	}
}

func (l *life) report() {
	i := rapid.IntRange(0, len(l.out)-1).Draw(l.t, "which")
	kind := rapid.SampledFrom([]timing.Kind{timing.Accepted, timing.Accepted, timing.Failed, timing.Unconfirmed}).Draw(l.t, "report")
	l.add(timing.Event{Kind: kind, Seq: l.out[i]})
	if kind != timing.Accepted {
		l.bad = append(l.bad, l.out[i])
	}
	l.out = slices.Delete(l.out, i, i+1)
}

// again is what a person decides about a message that failed or is unconfirmed.
func (l *life) again() {
	i := rapid.IntRange(0, len(l.bad)-1).Draw(l.t, "which")
	if rapid.Bool().Draw(l.t, "as delivered") {
		l.add(timing.Event{Kind: timing.Accepted, Seq: l.bad[i]})
	} else {
		l.add(timing.Event{Kind: timing.Resent, Seq: l.bad[i]})
		l.out = append(l.out, l.bad[i])
		l.hand(l.bad[i])
	}
	l.bad = slices.Delete(l.bad, i, i+1)
}

// TestLivesAreVaried: a generator that never draws what matters would prove nothing.
func TestLivesAreVaried(t *testing.T) {
	t.Parallel()
	seen, turns := map[timing.Kind]int{}, map[timing.End]int{}
	rapid.Check(t, func(r *rapid.T) {
		events := drawLife(r, wall(t, "21:58:00"))
		for _, e := range events {
			seen[e.Kind]++
		}
		for _, turn := range timing.Measure(events, hours(t, broken), timing.Defaults(), 0).Turns {
			turns[turn.End]++
		}
	})
	if len(seen) != 16 || len(turns) != 4 {
		t.Errorf("only %v and %v", seen, turns)
	}
}
