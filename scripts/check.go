package scripts

import (
	"maps"
	"slices"
)

// check holds a pack that has been read against the service code: what a single
// key cannot show.
func (l *loader) check() {
	l.buildPhrases()
	for _, s := range l.pack.scripts {
		l.checkWhen(s)
		l.checkPhrases(s)
		l.checkRetired(s)
	}
	for _, stage := range []Stage{StageGreeting, StageAgentGreeting, StageClosing} {
		l.checkChoice(stage)
	}
	l.checkHours()
	for _, id := range slices.Sorted(maps.Keys(named())) {
		want := named()[id].stage
		stage, ok := l.stages[id]
		switch {
		case !ok:
			l.Problem(1, "scripts", "the desk needs a script %s", id)
		case stage != want && stage != "":
			l.Problem(l.lines["scripts["+id+"]"], "scripts["+id+"].stage", "must be %s", want)
		}
	}
}

// buildPhrases makes the matchers. An exception that holds no phrase of its set
// does nothing, so it is a slip of the pen.
func (l *loader) buildPhrases() {
	for s := range sets {
		useful := map[string]bool{}
		for _, w := range l.words[s] {
			p := phrase{text: w.folded}
			for _, e := range l.excepts[s] {
				for _, skip := range occurrences(e.folded, w.folded) {
					p.except = append(p.except, exception{skip, e.folded})
					useful[e.key] = true
				}
			}
			l.pack.phrases[s].add(p)
		}
		for _, e := range l.excepts[s] {
			if !useful[e.key] {
				l.Problem(e.line, e.key, "%q holds no phrase of the set", e.text)
			}
		}
	}
}

func (l *loader) checkWhen(s Script) {
	key := "scripts[" + s.ID + "]"
	if _, ok := l.pack.hours[s.When.Hours]; s.When.Hours != "" && !ok {
		l.Problem(l.lines[key+".when.hours"], key+".when.hours", "no hours %q", s.When.Hours)
	}
	if !s.demands().byMoment && s.When != (When{}) {
		l.Problem(l.lines[key], key+".when", "a %s is asked for by name, not chosen by moment", s.Stage)
	}
}

// checkRetired keeps what the desk says by itself, and leads from a retired script to one that may be said.
func (l *loader) checkRetired(s Script) {
	key := "scripts[" + s.ID + "]"
	_, asked := named()[s.ID]
	if s.Retired && (asked || s.ID == AnswerUnderstood || !s.Stage.picked()) {
		l.Problem(l.lines[key+".retired"], key+".retired", "the desk says it by itself: write another text instead")
	}
	if s.Instead == "" {
		return
	}
	line := l.lines[key+".instead"]
	i, ok := l.pack.index[s.Instead]
	switch {
	case !s.Retired:
		l.Problem(line, key+".instead", "does nothing while the script is not retired")
	case !ok || !l.pack.scripts[i].Stage.Offered():
		l.Problem(line, key+".instead", "agents find no script %q", s.Instead)
	case l.pack.scripts[i].Retired:
		l.Problem(line, key+".instead", "%s is retired itself", s.Instead)
	}
}

// checkPhrases makes the rules about wording hold by construction: SCR-02 to
// SCR-04, SCR-06, SCR-07. It reads the text with nothing optional in it, since
// that is the least a customer may see.
func (l *loader) checkPhrases(s Script) {
	if s.body == nil {
		return
	}
	vars := map[string]string{}
	for _, name := range s.Required {
		vars[name] = "…" // a gap: no phrase may hang on a variable
	}
	key := "scripts[" + s.ID + "].text"
	text, err := l.pack.render(s, vars)
	if err != nil {
		l.Problem(l.lines[key], key, "%v", err)
		return
	}
	d := s.demands()
	for _, want := range d.says {
		if l.words[want] != nil && !l.pack.has(want, text.Body) {
			l.Problem(l.lines[key], key, "must hold a phrase of phrases.%s", want)
		}
	}
	for _, not := range d.silent {
		if l.pack.has(not, text.Body) {
			l.Problem(l.lines[key], key, "must hold no phrase of phrases.%s", not)
		}
	}
}

// checkChoice makes sure that at every moment exactly one script of a stage
// fits best, so that choose never fails and never depends on the order.
func (l *loader) checkChoice(stage Stage) {
	var some []Script
	always := false
	for _, s := range l.pack.scripts {
		if s.Stage != stage {
			continue
		}
		always = always || s.When == When{}
		for _, o := range some {
			if l.clash(s.When, o.When) {
				key := "scripts[" + s.ID + "]"
				l.Problem(l.lines[key], key+".when", "fits at the same moment as %s", o.ID)
			}
		}
		some = append(some, s)
	}
	if !always {
		l.Problem(1, "scripts", "wants one %s without when, for every other moment", stage)
	}
}

func (l *loader) clash(a, b When) bool {
	if a.weight() != b.weight() {
		return false
	}
	if a.Hours == "" || a.Hours == b.Hours {
		return true
	}
	x, y := l.pack.hours[a.Hours], l.pack.hours[b.Hours]
	// An empty window is a broken one, and has been complained about.
	return x != window{} && y != window{} && x.overlaps(y)
}

// checkHours finds hours that no script asks for: the author meant them to matter.
func (l *loader) checkHours() {
	for _, name := range slices.Sorted(maps.Keys(l.pack.hours)) {
		if !slices.ContainsFunc(l.pack.scripts, func(s Script) bool { return s.When.Hours == name }) {
			l.Problem(l.lines["hours."+name], "hours."+name, "no script asks for it")
		}
	}
}
