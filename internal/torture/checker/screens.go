package checker

// view is what one screen shows of one session.
type view struct {
	version int64
	lines   []Line // by seq, from 1
}

// screens (I6): whatever a screen showed at a version is what the record has at that version: no line missing, doubled
// or out of place, the same words; and the last look at the end of the run is the record itself.
func screens(o *Oracle, e *Evidence) {
	type key struct{ agent, session string }
	views := map[key]*view{}
	for _, s := range e.Steps {
		k := key{s.Agent, s.Session}
		switch s.Op {
		case "open":
			views[k] = opened(o, &s)
		case "diff":
			v := views[k]
			if v == nil {
				o.expect(false, "screen of %s: a change of session %s, which it does not show", s.Agent, s.Session)
				continue
			}
			v.apply(o, &s)
		case "forget":
			delete(views, k)
			continue
		case "end":
			o.expect(views[k] != nil, "screen of %s: session %s is not shown at the end", s.Agent, s.Session)
		}
		if v := views[k]; v != nil {
			v.compare(o, e, &s)
		}
	}
}

// opened is a transcript that was read whole. It is at least of the version that came with it: a line may be newer, and
// comes again with the change that wrote it.
func opened(o *Oracle, s *Step) *view {
	v := &view{version: s.To, lines: s.Messages}
	for i, l := range s.Messages {
		if l.Seq != int64(i)+1 {
			o.expect(false, "screen of %s: session %s was read with message %d in place %d", s.Agent, s.Session, l.Seq, i+1)
			break
		}
	}
	return v
}

// apply carries out a change as a screen does: known lines change, new ones come behind. Here too a line may be newer
// than the change that brings it, if it was written while the change was read; it comes again.
func (v *view) apply(o *Oracle, s *Step) {
	o.expect(s.From == v.version && s.To > s.From, "screen of %s: session %s went from version %d to %d while it showed %d", s.Agent, s.Session, s.From, s.To, v.version)
	var last int64
	for _, l := range s.Messages {
		o.expect(l.Version > s.From, "screen of %s: session %s, message %d came in version %d with the change from %d to %d", s.Agent, s.Session, l.Seq, l.Version, s.From, s.To)
		o.expect(l.Seq > last, "screen of %s: session %s, message %d came behind message %d in one change", s.Agent, s.Session, l.Seq, last)
		last = l.Seq
		switch n := int64(len(v.lines)); {
		case l.Seq > n+1 || l.Seq < 1:
			o.expect(false, "screen of %s: session %s, message %d came while it showed %d", s.Agent, s.Session, l.Seq, n)
		case l.Seq == n+1:
			v.lines = append(v.lines, l)
		case l.Version >= v.lines[l.Seq-1].Version:
			old := v.lines[l.Seq-1]
			o.expect(old.Version <= v.version || l.Version > old.Version || l == old, "screen of %s: session %s, message %d came twice in version %d, not the same", s.Agent, s.Session, l.Seq, l.Version)
			v.lines[l.Seq-1] = l
		default: // read ahead: the screen has a newer one already
			o.expect(v.lines[l.Seq-1].Version > v.version, "screen of %s: session %s, message %d went back to version %d", s.Agent, s.Session, l.Seq, l.Version)
		}
	}
	v.version = s.To
}

// compare holds the view against the record as it was at the view's version.
func (v *view) compare(o *Oracle, e *Evidence, s *Step) {
	ms := e.Record.Messages[s.Session]
	n := 0
	for n < len(ms) && ms[n].Born <= v.version {
		n++
	}
	have := len(v.lines)
	for have > n && v.lines[have-1].Version > v.version {
		have-- // read ahead
	}
	o.expect(have == n, "screen of %s: session %s shows %d messages at version %d, where the record has %d", s.Agent, s.Session, have, v.version, n)
	for i := range min(len(ms), len(v.lines)) {
		l, m := &v.lines[i], ms[i]
		if l.Seq != m.Seq || l.Role != m.Role || l.Text != m.Text || l.Purpose != m.Purpose {
			o.fail("screen of %s: session %s, message %d shows %s %q, where the record has %s %q", s.Agent, s.Session, m.Seq, l.Role, l.Text, m.Role, m.Text)
		}
		if m.Version <= max(v.version, l.Version) && (l.Delivery != m.Delivery || l.Version != m.Version) {
			o.fail("screen of %s: session %s, message %d shows %q (version %d) at version %d, where the record has %q (version %d)",
				s.Agent, s.Session, m.Seq, l.Delivery, l.Version, v.version, m.Delivery, m.Version)
		}
	}
	if s.Op == "end" {
		if want := e.version(s.Session); v.version != want {
			o.fail("screen of %s: session %s stands at version %d at the end, the record at %d", s.Agent, s.Session, v.version, want)
		}
	}
}

// version is where a session stands in the record.
func (e *Evidence) version(id string) int64 {
	es := e.Record.Events[id]
	if len(es) == 0 {
		return 0
	}
	return es[len(es)-1].Version
}
