package checker

import (
	"reflect"
	"strings"
)

// late is how far behind its time a deadline may fire while nothing is down; outages are in the figures instead.
const late = 5000

// deadlines (I9): an obligation's deadline fires once and not before its time; none that is over is still unfired at
// the end, and the row's next deadline is the one that follows from the history.
func deadlines(o *Oracle, e *Evidence, folds map[string]*fold) {
	end := e.Run.Ended.UnixMilli()
	for _, s := range e.Record.Sessions {
		f := folds[s.ID]
		for _, x := range f.fired {
			o.expect(x.at >= x.due, "session %s, version %d: fired at %d, due at %d", s.ID, x.version, x.at, x.due)
		}
		for _, text := range f.faults {
			if strings.Contains(text, "deadline") {
				o.fail("session %s, %s", s.ID, text)
			}
		}
		o.expect(f.nextDue() == s.NextDue, "session %s: the row is to be woken at %d, the history says %d", s.ID, s.NextDue, f.nextDue())
		for _, w := range f.waits {
			o.expect(w.breached || w.due+late > end || !f.open(), "session %s: the deadline %d of message %d never fired", s.ID, w.due, w.seq)
		}
	}
}

// spoken (I10): a session is greeted at most once, and each close says its closing text at most once.
func spoken(o *Oracle, e *Evidence) {
	for _, s := range e.Record.Sessions {
		greetings, closings, closes := 0, 0, 0
		for _, m := range e.Record.Messages[s.ID] {
			switch m.Purpose {
			case "greeting":
				greetings++
			case "closing":
				closings++
			}
		}
		for _, ev := range e.Record.Events[s.ID] {
			if ev.Kind == "close_requested" {
				closes++
			}
		}
		o.expect(greetings <= 1, "session %s was greeted %d times", s.ID, greetings)
		o.expect(closings <= closes, "session %s: %d closing texts for %d closes", s.ID, closings, closes)
	}
}

// stuck (I11): every open session has somebody or something that carries it on, and a run that ended came to rest.
func stuck(o *Oracle, e *Evidence, folds map[string]*fold) {
	o.expect(e.Run.Unrest == "", "the run did not come to rest: %s", e.Run.Unrest)
	o.expect(len(e.Record.Pending) == 0, "%d raw rows wait at the end", len(e.Record.Pending))
	o.expect(len(e.Record.Outbox) == 0, "%d rows wait in the outbox at the end", len(e.Record.Outbox))
	known := map[string]bool{}
	for i := range e.Record.Agents {
		known[e.Record.Agents[i].ID] = e.Record.Agents[i].Disabled == 0
	}
	leaving := map[string]bool{}
	for _, out := range e.Record.Outbox {
		leaving[out.Session] = true
	}
	for _, s := range e.Record.Sessions {
		switch s.Phase {
		case "queued":
			o.expect(s.Holder == "", "session %s waits and has the holder %s", s.ID, s.Holder)
			if who := e.freeFor(s.Group); who != "" {
				o.fail("session %s waits in %s although %s has a place", s.ID, s.Group, who)
			}
		case "serving":
			o.expect(known[s.Holder], "session %s is served by %q, who does not work here", s.ID, s.Holder)
		case "closing":
			o.expect(leaving[s.ID], "session %s is closing and nothing is on its way", s.ID)
		default:
			o.expect(s.Phase == "closed" && s.Holder == "", "session %s is %q with the holder %q", s.ID, s.Phase, s.Holder)
		}
		if f := folds[s.ID]; len(f.flights) > 0 {
			o.expect(leaving[s.ID], "session %s: %d messages are on their way and nothing is in the outbox", s.ID, len(f.flights))
		}
	}
	for _, u := range e.Updates {
		o.expect(u.State != "pending" || e.Run.Unrest != "", "update %d was never acknowledged", u.ID)
	}
}

func (e *Evidence) freeFor(group string) string {
	for i := range e.Record.Agents {
		if w := &e.Record.Agents[i]; w.free(group) {
			return w.ID
		}
	}
	return ""
}

// rederived (I12): folding the history gives what the row and the transcript say: version, phase, group, and the
// purpose and place of every message.
func rederived(o *Oracle, e *Evidence, folds map[string]*fold) {
	for _, s := range e.Record.Sessions {
		f := folds[s.ID]
		o.expect(len(f.faults) == 0, "session %s: the history contradicts itself: %v", s.ID, f.faults)
		o.expect(f.at == s.Version, "session %s: the row has version %d, the history %d", s.ID, s.Version, f.at)
		o.expect(f.phase == s.Phase, "session %s: the row is %s, the history %s", s.ID, s.Phase, f.phase)
		o.expect(f.group == s.Group, "session %s: the row is in %s, the history in %s", s.ID, s.Group, f.group)
		ms := e.Record.Messages[s.ID]
		o.expect(int64(len(ms)) == f.seq, "session %s has %d messages, the history writes %d", s.ID, len(ms), f.seq)
		for i, m := range ms {
			o.expect(m.Seq == int64(i)+1 && m.Purpose == f.lines[m.Seq], "session %s: message %d in place %d is %q, the history writes %q", s.ID, m.Seq, i+1, m.Purpose, f.lines[m.Seq])
		}
	}
	for _, s := range e.Record.Sessions {
		got, want := s.State, folds[s.ID].standing(s.State)
		o.expect(reflect.DeepEqual(got, want), "session %s: the stored state has %+v, the history gives %+v", s.ID, got, want)
	}
	for id := range e.Record.Messages {
		o.expect(folds[id] != nil, "messages of session %s, which has no row", id)
	}
	for id := range e.Record.Events {
		o.expect(folds[id] != nil, "events of session %s, which has no row", id)
	}
	open := map[string]int{}
	for _, s := range e.Record.Sessions {
		if s.Phase != "closed" {
			at := s.Channel + "/" + s.Key
			open[at]++
			o.expect(open[at] == 1, "%s has %d open sessions", at, open[at])
		}
	}
}
