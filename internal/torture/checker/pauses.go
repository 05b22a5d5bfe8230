package checker

import (
	"slices"
	"time"
)

// span is a time during which nothing may be sent.
type span struct{ from, to time.Time }

// asked is the pause that the network asked for with a call; ok is false for every other answer.
func (s *Send) asked() (p span, ok bool) {
	return span{s.At, s.At.Add(time.Duration(s.RetryAfter) * time.Second)}, s.Code == 429 && s.Method == "sendMessage"
}

// pauses (I15): what the network told to come back later in a conversation was not tried again there before the pause was
// over, and nothing else of that conversation was.
func pauses(o *Oracle, e *Evidence) {
	until := map[int64]span{}
	for _, s := range inTime(e.Sends) {
		if s.Method != "sendMessage" {
			continue
		}
		if p, paused := until[s.ChatID]; paused {
			o.expect(!s.At.Before(p.to), "chat %d was written to %s before a pause of %s was over", s.ChatID, p.to.Sub(s.At), p.to.Sub(p.from))
		}
		if p, ok := s.asked(); ok {
			until[s.ChatID] = p
		}
	}
}

// inTime are the calls in the order in which they were answered.
func inTime(sends []Send) []Send {
	out := slices.Clone(sends)
	slices.SortStableFunc(out, func(a, b Send) int { return a.At.Compare(b.At) })
	return out
}

// Limits are what the network allows, in messages a second.
type Limits struct{ PerChat, Overall float64 }

// Throughput is how fast a backlog left, held against what the network allowed.
type Throughput struct {
	Arrived, Refused int
	Allowed, Took    time.Duration // Allowed: no sender could have been faster
	Stopped          time.Duration // of it: the network wanted nothing from the whole account
	Floods, Knocks   int           // such pauses, and the calls that met them
}

// Measure looks at the calls between two instants: the backlog stood at the first and was gone at the second. What could have been allowed is a bound: the
// longest of what the account's rate and each chat's own rate need, plus the pauses that were asked of them.
func Measure(e *Evidence, l Limits, from, to time.Time) Throughput {
	t := Throughput{}
	var all []span
	mine, count := map[int64][]span{}, map[int64]int{}
	last := from
	for _, s := range inTime(e.Sends) {
		if s.At.Before(from) || s.At.After(to) || s.Method != "sendMessage" {
			continue
		}
		p, refused := s.asked()
		switch {
		case s.Done:
			t.Arrived++
			count[s.ChatID]++
			last = s.At
		case refused:
			t.Refused++
		}
		if s.Fault != "flood" {
			continue // a pause of the network's own limits is the price of not keeping to them
		}
		if mine[s.ChatID] = append(mine[s.ChatID], p); s.FaultAll {
			all = append(all, p)
			t.Knocks++
		}
	}
	t.Took = last.Sub(from)
	t.Stopped, t.Floods = union(all)
	t.Allowed = t.Stopped + seconds(t.Arrived, l.Overall)
	for chat, n := range count {
		own, _ := union(slices.Concat(mine[chat], all))
		t.Allowed = max(t.Allowed, own+seconds(n, l.PerChat))
	}
	return t
}

func seconds(n int, rate float64) time.Duration {
	return time.Duration(float64(n) / rate * float64(time.Second))
}

// union is how long at least one of the spans lasts, and how many there are once those that touch are one.
func union(ss []span) (sum time.Duration, n int) {
	slices.SortFunc(ss, func(a, b span) int { return a.from.Compare(b.from) })
	var end time.Time
	for _, s := range ss {
		if s.from.After(end) {
			end, n = s.from, n+1
		}
		if s.to.After(end) {
			sum += s.to.Sub(end)
			end = s.to
		}
	}
	return sum, n
}
