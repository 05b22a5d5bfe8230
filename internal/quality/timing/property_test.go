package timing_test

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firstline/internal/calendar"
	"firstline/internal/desk"
	"firstline/internal/quality/timing"
)

// measured draws a life and measures it.
func measured(t *rapid.T, start desk.Millis, c calendar.Calendar) ([]timing.Event, timing.Session) {
	events := drawLife(t, start)
	last := start
	for _, e := range events {
		if e.Kind != timing.Handed && e.Kind != timing.Away {
			last = max(last, e.At)
		}
	}
	now := last + desk.Millis(rapid.IntRange(0, 60).Draw(t, "asked after"))*1000
	return events, timing.Measure(events, c, timing.Defaults(), now)
}

// TestPartsAreTheWhole: in both measures; and nobody gets a second while they did not hold the session.
func TestPartsAreTheWhole(t *testing.T) {
	t.Parallel()
	c, start := hours(t, broken), wall(t, "21:58:00")
	rapid.Check(t, func(t *rapid.T) {
		_, s := measured(t, start, c)
		for _, turn := range s.Turns {
			sum := turn.Platform.Plus(turn.System).Plus(turn.Nobody)
			for _, share := range turn.Shares {
				sum = sum.Plus(share.Time)
				h := s.Holds[share.Hold]
				to := h.To
				if to == 0 {
					to = math.MaxInt64
				}
				held := min(to, turn.Until) - max(h.From, turn.Since)
				if share.Agent != h.Agent || share.Time.Calendar > max(held.Sub(0), 0) || share.Time.Calendar < 0 {
					t.Fatalf("%+v of a hold %+v in %s", share, h, told(s))
				}
			}
			if sum != turn.Whole || turn.Whole.Calendar != turn.Until.Sub(turn.Since) || turn.Whole.Service != c.Between(turn.Since, turn.Until) {
				t.Fatalf("%v of %v in\n%s", sum, turn.Whole, told(s))
			}
		}
	})
}

// TestSecondBySecond: each second of a turn is with whom somebody finds it who reads the log up to that second.
func TestSecondBySecond(t *testing.T) {
	t.Parallel()
	c, start := hours(t, broken), wall(t, "21:58:00")
	rapid.Check(t, func(t *rapid.T) {
		events, s := measured(t, start, c)
		for _, turn := range s.Turns {
			got := map[string]timing.Time{"network": turn.Platform, "system": turn.System, "nobody": turn.Nobody}
			for _, share := range turn.Shares {
				got[string(share.Agent)] = got[string(share.Agent)].Plus(share.Time)
			}
			want := map[string]timing.Time{"network": {}, "system": {}, "nobody": {}}
			for _, share := range turn.Shares {
				want[string(share.Agent)] = timing.Time{}
			}
			for at := turn.Since; at < turn.Until; at += 1000 {
				second := timing.Time{Calendar: 1e9}
				if c.Open(at) {
					second.Service = 1e9
				}
				who := whoHas(events, turn, at)
				want[who] = want[who].Plus(second)
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Fatalf("turn %d of %+v:\n%s\n%s", turn.Seq, events, told(s), d)
			}
		}
	})
}

// whoHas reads the log up to an instant.
func whoHas(events []timing.Event, turn timing.Turn, at desk.Millis) string {
	holder, newest := "nobody", int64(0)
	for _, e := range events {
		if e.Kind == timing.Away && e.At <= at && at < e.Until {
			return "system"
		}
		if e.At > at {
			continue
		}
		switch e.Kind {
		case timing.Assigned, timing.Reopened:
			holder = string(e.Agent)
		case timing.Left, timing.Queued, timing.Closed:
			holder = "nobody"
		case timing.Asked:
			if e.Seq >= turn.Seq && e.Seq <= turn.Last {
				newest = e.Seq
			}
		}
	}
	for _, e := range events {
		if e.Kind != timing.Commanded || e.At > at || e.Answers < newest {
			continue
		}
		switch where(events, e.Seq, at) {
		case "network":
			return "network"
		case "system":
			holder = "system"
		}
	}
	return holder
}

// where an answer is at an instant: with our system, with the network, or no more on its way.
func where(events []timing.Event, seq int64, at desk.Millis) string {
	place, since := "", desk.Millis(0)
	for _, e := range events {
		if e.Seq != seq || e.At > at {
			continue
		}
		switch e.Kind {
		case timing.Commanded, timing.Resent:
			place, since = "system", e.At
		case timing.Unconfirmed:
			place = "network"
		case timing.Accepted, timing.Failed:
			place = ""
		}
	}
	for _, e := range events {
		if e.Kind == timing.Handed && e.Seq == seq && e.At >= since && e.At <= at && place == "system" {
			return "network"
		}
	}
	return place
}

// TestTurnsAreQuestions: every message of a customer is in one turn, two that follow each other are in the same unless
// something settled the first before the second came, and a turn ends as its messages do.
func TestTurnsAreQuestions(t *testing.T) {
	t.Parallel()
	start := wall(t, "21:58:00")
	rapid.Check(t, func(t *rapid.T) {
		events, s := measured(t, start, calendar.Calendar{})
		turnOf := map[int64]*timing.Turn{}
		var messages []int // as places in events
		for i, e := range events {
			if e.Kind != timing.Asked {
				continue
			}
			messages = append(messages, i)
			for j := range s.Turns {
				if turn := &s.Turns[j]; turn.Seq <= e.Seq && e.Seq <= turn.Last {
					if turnOf[e.Seq] != nil {
						t.Fatalf("%d is in two turns", e.Seq)
					}
					turnOf[e.Seq] = turn
				}
			}
			turn, end := turnOf[e.Seq], fate(events, i)
			if turn == nil || end.kind != turn.End || end.kind != timing.Running && end.at != turn.Until {
				t.Fatalf("%d ends %v in %+v\n%+v", e.Seq, end, turn, events)
			}
			if n := len(messages); n > 1 {
				if before := messages[n-2]; (turnOf[events[before].Seq] == turn) == parted(events, before, i) {
					t.Fatalf("%d and %d: %s%+v", events[before].Seq, e.Seq, told(s), events)
				}
			}
		}
	})
}

type ended struct {
	kind timing.End
	at   desk.Millis
	by   int // the event that did it
}

// fate is how the message asked in event i ended: read forward from it, until a waiver or a close.
func fate(events []timing.Event, i int) ended {
	best := ended{timing.Running, math.MaxInt64, -1}
	for j := i; j < len(events); j++ {
		switch e := events[j]; {
		case e.Kind == timing.Commanded && e.Answers >= events[i].Seq:
			if at, ok := arrived(events, e.Seq); ok && at < best.at {
				best = ended{timing.Answered, at, j}
			}
		case e.Kind == timing.Waived && e.Answers >= events[i].Seq:
			if e.At < best.at {
				best = ended{timing.NotNeeded, e.At, j}
			}
			return best
		case e.Kind == timing.Closed:
			if best.kind == timing.Running {
				best = ended{timing.Unanswered, e.At, j}
			}
			return best
		}
	}
	return best
}

// arrived is when an answer was accepted first.
func arrived(events []timing.Event, seq int64) (desk.Millis, bool) {
	at, ok := desk.Millis(0), false
	for _, e := range events {
		switch {
		case e.Seq != seq:
		case e.Kind == timing.Accepted && !ok:
			at, ok = e.At, true
		}
	}
	return at, ok
}

// parted says whether two messages, in the events i and then j, were settled apart, or may have been.
func parted(events []timing.Event, i, j int) bool {
	return hinge(events, i) != hinge(events, j) || fate(events, i) != fate(events, j)
}

// hinge is the first event that settled the message of event i, or may have.
func hinge(events []timing.Event, i int) int {
	for j := i; j < len(events); j++ {
		switch e := events[j]; {
		case e.Kind == timing.Closed, e.Kind == timing.Waived && e.Answers >= events[i].Seq, e.Kind == timing.Commanded && !void(events, e.Seq):
			return j
		}
	}
	return -1
}

// void says whether an answer was none in the end: it failed for good.
func void(events []timing.Event, seq int64) bool {
	_, ok := arrived(events, seq)
	failed := false
	for _, e := range events {
		switch {
		case e.Seq != seq:
		case e.Kind == timing.Failed:
			failed = true
		case e.Kind == timing.Resent:
			failed = false
		}
	}
	return failed && !ok
}

// TestTwiceIsOnce: an event that comes twice in a row, and a change of place of what may stand anywhere, change nothing.
func TestTwiceIsOnce(t *testing.T) {
	t.Parallel()
	c, start := hours(t, broken), wall(t, "21:58:00")
	rapid.Check(t, func(t *rapid.T) {
		events, s := measured(t, start, c)
		now := start + 3_600_000
		again := slices.Clone(events)
		i := rapid.IntRange(0, len(again)-1).Draw(t, "twice")
		again = slices.Insert(again, i, again[i])
		for j, e := range again {
			if e.Kind == timing.Handed || e.Kind == timing.Away {
				again = slices.Insert(slices.Delete(slices.Clone(again), j, j+1), rapid.IntRange(0, len(again)-1).Draw(t, "place"), e)
				break
			}
		}
		if d := cmp.Diff(timing.Measure(events, c, timing.Defaults(), now), timing.Measure(again, c, timing.Defaults(), now)); d != "" {
			t.Fatalf("%s\n%s", told(s), d)
		}
	})
}

// TestFirstAnswers: the customer's first answer is the first that arrived, and an agent's is never before the agent held
// the session, nor longer than the customer's wait for it.
func TestFirstAnswers(t *testing.T) {
	t.Parallel()
	start := wall(t, "21:58:00")
	rapid.Check(t, func(t *rapid.T) {
		events, s := measured(t, start, calendar.Calendar{})
		first := desk.Millis(math.MaxInt64)
		for _, e := range events {
			if at, ok := arrived(events, e.Seq); e.Kind == timing.Commanded && ok {
				first = min(first, at)
			}
		}
		if s.First.Answered != (first != math.MaxInt64) || s.First.Answered && s.First.Until != first || s.First.Since != s.Human {
			t.Fatalf("%+v, the first came %d\n%+v", s.First, first, events)
		}
		for _, h := range s.Holds {
			if r := h.First; r.Since != 0 && (r.Since < h.From || r.Until < r.Since || r.Answered && (r.Agent != h.Agent || r.Until < first)) {
				t.Fatalf("%+v of %+v", r, h)
			}
		}
	})
}

// TestNonsense: whatever comes in whatever order, the parts are the whole and nothing ends before it began.
func TestNonsense(t *testing.T) {
	t.Parallel()
	c, start := hours(t, broken), wall(t, "21:58:00")
	kinds := []timing.Kind{timing.Asked, timing.Commanded, timing.Handed, timing.Accepted, timing.Failed, timing.Unconfirmed, timing.Resent,
		timing.Waived, timing.Queued, timing.Assigned, timing.Left, timing.Closed, timing.Reopened, timing.Away, timing.Automatic, timing.Noted}
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.Int64Range(-1, 6)
		events := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) timing.Event {
			return timing.Event{At: start + desk.Millis(rapid.IntRange(-5, 600).Draw(t, "at"))*1000, Kind: rapid.SampledFrom(kinds).Draw(t, "kind"),
				Seq: number.Draw(t, "seq"), Answers: number.Draw(t, "answers"), Agent: rapid.SampledFrom([]desk.AgentID{"", "A", "B"}).Draw(t, "agent"),
				By: rapid.SampledFrom([]timing.By{"", timing.ByCustomer, timing.ByTimeout}).Draw(t, "by"), Until: start + desk.Millis(number.Draw(t, "until"))*60_000}
		}), 0, 30).Draw(t, "events")
		s := timing.Measure(events, c, timing.Defaults(), start)
		for _, turn := range s.Turns {
			sum := turn.Platform.Plus(turn.System).Plus(turn.Nobody)
			for _, share := range turn.Shares {
				sum = sum.Plus(share.Time)
			}
			if sum != turn.Whole || turn.Until < turn.Since || turn.Since < turn.Asked {
				t.Fatalf("%+v\n%s", turn, told(s))
			}
		}
		for _, h := range s.Holds {
			if h.To != 0 && h.To < h.From || h.First.Until < h.First.Since {
				t.Fatalf("%+v", h)
			}
		}
		if s.First.Until < s.First.Since || s.Ended != 0 && s.Ended < s.Opened {
			t.Fatalf("%+v", s)
		}
	})
}
