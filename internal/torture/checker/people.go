package checker

import (
	"encoding/json"
	"slices"
	"strings"
)

// holders (I7): in every version at most one agent holds a session, only the holder answers, and the row names whom the
// history names. Where everybody was at the desk, no session was taken from anybody.
func holders(o *Oracle, e *Evidence, folds map[string]*fold) {
	for _, s := range e.Record.Sessions {
		f := folds[s.ID]
		o.expect(f.holder == s.Holder, "session %s: the row names %q as holder, the history %q", s.ID, s.Holder, f.holder)
		o.expect(f.owner == s.Owner, "session %s: the row names %q as first-contact owner, the history %q", s.ID, s.Owner, f.owner)
		for _, a := range f.acted {
			o.expect(a.who == a.holder, "session %s, version %d: %s answered while %q held it", s.ID, a.version, a.who, a.holder)
		}
		for _, text := range f.faults {
			if strings.Contains(text, "holds it") || strings.Contains(text, "assigned") {
				o.fail("session %s, %s", s.ID, text)
			}
		}
		if e.Run.HandsOff {
			o.Violations = append(o.Violations, takenAway(e, s.ID)...)
		}
	}
}

// takenAway are the hand-backs that no agent asked for.
func takenAway(e *Evidence, id string) []string {
	var out []string
	for _, ev := range e.Record.Events[id] {
		if ev.Kind == "returned" && ev.Who == "system" {
			out = append(out, "session "+id+" was taken from its holder though everybody was at the desk: "+string(ev.Body))
		}
	}
	return out
}

// loads (I8): in every look at the record, and at the end, an agent's load is the number of sessions held, and within
// capacity.
func loads(o *Oracle, e *Evidence) {
	for _, s := range e.Samples {
		for _, d := range s.Desks {
			o.expect(d.Load == d.Held, "agent %s at %d: load %d, holds %d", d.Agent, s.At, d.Load, d.Held)
			o.expect(d.Held <= d.Capacity, "agent %s at %d: holds %d of %d", d.Agent, s.At, d.Held, d.Capacity)
		}
	}
	for _, w := range e.Record.Agents {
		o.expect(w.Load == w.Held, "agent %s at the end: load %d, holds %d", w.ID, w.Load, w.Held)
		o.expect(w.Held <= w.Capacity, "agent %s at the end: holds %d of %d", w.ID, w.Held, w.Capacity)
	}
}

// groups reads the groups that an agent belongs to.
func (w *Worker) groups() []string {
	var out []string
	_ = json.Unmarshal([]byte(w.Groups), &out) // what cannot be read is no group
	return out
}

// free says whether the agent could take a session of the group.
func (w *Worker) free(group string) bool {
	return w.Disabled == 0 && w.Status == "online" && w.Load < w.Capacity && slices.Contains(w.groups(), group)
}
