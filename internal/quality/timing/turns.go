package timing

import (
	"slices"
	"sort"

	"firstline/internal/calendar"
	"firstline/internal/desk"
)

// turns groups the messages: those that one answer was to, or may have been, and that ended together are one turn.
func (f *facts) turns(hours calendar.Calendar) []Turn {
	var out []Turn
	cover, n := 0, 0
	for rest := f.asked; len(rest) > 0; rest = rest[n:] {
		cover = f.cover(cover, rest[0].seq)
		by := f.settledBy(cover, rest[0].seq)
		for n = 1; n < len(rest) && f.cover(cover, rest[n].seq) == cover && f.settledBy(cover, rest[n].seq) == by; n++ {
		}
		if t, ours := f.turn(rest[:n], by); ours {
			f.divide(&t, rest[:n], hours)
			out = append(out, t)
		}
	}
	return out
}

// cover is the first settle from i on that has to do with the message; one behind the last when there is none.
func (f *facts) cover(i int, seq int64) int {
	for i < len(f.settles) && (f.settles[i].upTo < seq || f.settles[i].void()) {
		i++
	}
	return i
}

// settledBy is what settled a message: the first answer that arrived, unless it was waived before that, or the session was
// closed with no answer on its way. nil when nothing has.
func (f *facts) settledBy(cover int, seq int64) *settle {
	var by *settle
	for i := cover; i < len(f.settles); i++ {
		s := &f.settles[i]
		switch {
		case by != nil && by.at <= s.command: // whatever comes from here on is later
			return by
		case s.upTo < seq || s.void() || s.at == forever:
		case s.end == Answered:
			if by == nil || s.at < by.at {
				by = s
			}
		case by == nil || s.end == NotNeeded && s.at < by.at:
			return s
		default: // answers behind a waiver or a close are to later questions
			return by
		}
	}
	return by
}

// turn is what the messages make. It reports false for what was over before people were asked.
func (f *facts) turn(messages []message, by *settle) (Turn, bool) {
	first, last := messages[0], messages[len(messages)-1]
	t := Turn{Seq: first.seq, Last: last.seq, Messages: len(messages), Asked: first.at, Since: max(first.at, f.human), Until: f.now, End: Running}
	if by == nil {
		return t, true
	}
	t.Until, t.End, t.By, t.Reply = by.at, by.end, by.agent, by.seq
	return t, t.Until >= t.Since
}

// Whose a stretch of a turn is: a place in holds, or one of these.
const (
	nobody = -1 - iota
	system
	platform
)

// divide gives every second of a turn to one of those who can have it.
func (f *facts) divide(t *Turn, messages []message, hours calendar.Calendar) {
	t.Whole = took(hours, t.Since, t.Until)
	t.AskedAway = !hours.Open(t.Since)
	f.share(t)
	cuts := f.cuts(t.Since, t.Until, messages)
	for i := 0; i+1 < len(cuts); {
		from, whose := cuts[i], f.whose(cuts[i], messages)
		for i++; i+1 < len(cuts) && f.whose(cuts[i], messages) == whose; i++ {
		}
		time := took(hours, from, cuts[i])
		switch whose {
		case platform:
			t.Platform = t.Platform.Plus(time)
		case system:
			t.System = t.System.Plus(time)
		case nobody:
			t.Nobody = t.Nobody.Plus(time)
		default:
			j := slices.IndexFunc(t.Shares, func(s Share) bool { return s.Hold == whose })
			t.Shares[j].Time = t.Shares[j].Time.Plus(time)
		}
	}
}

// whose the instant is. messages are those of the turn.
func (f *facts) whose(at desk.Millis, messages []message) int {
	if slices.ContainsFunc(f.absent, func(s stretch) bool { return s.has(at) }) {
		return system
	}
	later := sort.Search(len(messages), func(i int) bool { return messages[i].at > at })
	asked := messages[max(later-1, 0)].seq // the newest that stands by now
	whose := nobody
	for _, way := range f.flights {
		s := f.settles[way.answer]
		switch {
		case !way.has(at) || s.unmade || s.upTo < asked:
		case at >= way.handed:
			return platform
		default:
			whose = system
		}
	}
	if whose == system {
		return system
	}
	return slices.IndexFunc(f.holds, func(h Hold) bool { return h.From <= at && at < h.To }) // -1 is nobody
}

// share names the holds that have to do with a turn.
func (f *facts) share(t *Turn) {
	for i, h := range f.holds {
		if h.From < t.Until && h.To > t.Since {
			t.Shares = append(t.Shares, Share{Hold: i, Agent: h.Agent, Unanswered: h.To <= t.Until && t.End != NotNeeded && !f.answers(i, t.Seq)})
		}
	}
}

// answers says whether an answer to the message was commanded in the hold that arrived, or may still.
func (f *facts) answers(hold int, seq int64) bool {
	return slices.ContainsFunc(f.settles, func(s settle) bool { return s.hold == hold && s.upTo >= seq && !s.void() })
}

// cuts are the instants at which a turn may change hands, ascending, from its beginning to its end.
func (f *facts) cuts(from, to desk.Millis, messages []message) []desk.Millis {
	cuts := append(f.room[:0], from, to)
	add := func(at desk.Millis) {
		if at > from && at < to {
			cuts = append(cuts, at)
		}
	}
	for _, m := range messages {
		add(m.at)
	}
	for _, h := range f.holds {
		add(h.From)
		add(h.To)
	}
	for _, s := range f.absent {
		add(s.from)
		add(s.to)
	}
	for _, way := range f.flights {
		add(way.from)
		add(way.handed)
		add(way.to)
	}
	f.room = cuts
	slices.Sort(cuts)
	return slices.Compact(cuts)
}
