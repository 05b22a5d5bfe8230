package guard

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// Check returns what the list is against in a text that is about to be said at scope, by place; nil when nothing is
// (FBD-01, FBD-02, SCR-17, SCR-18, SEC-04). Within one rule the findings are leftmost-longest and do not overlap;
// phrases that an exception excuses are left out first. Findings of different rules may overlap: a warning does not hide
// a block.
//
// It allocates nothing for a text of up to 640 letters in which nothing is found.
func (g *Guard) Check(text string, scope Scope) []Finding {
	var buffer [640]letter
	t := letters(buffer[:0], text)
	s := scan{Guard: g, scope: scope}
	g.words.each(t, func(last int, word int32) { s.hit(t, last, word) })
	if len(s.hits) == 0 {
		return nil
	}
	return g.places(text, t, s.kept(t))
}

// scan is one text on its way through the automaton. The letters are handed to it and not kept, so that they can stay on
// the stack.
type scan struct {
	*Guard
	scope   Scope
	hits    []stretch
	excused []stretch
	heads   []stretch // of exceptions with a …, in the sentence that is being read
	read    int       // letters that sentence has seen
}

// stretch is letters [from, to) of a text, for the sake of a phrase.
type stretch struct {
	from, to, rule int32
	word           int32
}

// hit takes a word of the automaton that ends with the letter last.
func (s *scan) hit(t []letter, last int, word int32) {
	p := &s.phrases[word]
	at := stretch{int32(last + 1 - len(p.letters)), int32(last + 1), p.rule, word}
	if !s.list.Rules[p.rule].Scope.covers(s.scope) || !p.stands(t, int(at.from)) {
		return
	}
	switch p.part {
	case whole:
		s.hits = append(s.hits, at)
	case excuse:
		s.excused = append(s.excused, at)
	case head:
		s.sentence(t, last)
		s.heads = append(s.heads, at)
	case tail:
		s.sentence(t, last)
		s.close(at)
	}
}

// sentence forgets the heads of sentences that have ended before the letter last.
func (s *scan) sentence(t []letter, last int) {
	for ; s.read <= last; s.read++ {
		if t[s.read].before == sentence {
			s.heads = s.heads[:0]
		}
	}
}

// close ends an exception with a …: from its first head in the sentence to this tail everything is excused. The heads are
// used up by that: what stands behind the tail needs one of its own.
func (s *scan) close(tail stretch) {
	item, first := s.phrases[tail.word].item, int32(-1)
	s.heads = slices.DeleteFunc(s.heads, func(h stretch) bool {
		mine := h.rule == tail.rule && s.phrases[h.word].item == item && h.to <= tail.from
		if mine && first < 0 {
			first = h.from
		}
		return mine
	})
	if first >= 0 {
		s.excused = append(s.excused, stretch{from: first, to: tail.to, rule: tail.rule})
	}
}

// kept leaves out what is excused and what overlaps, and puts the rest in order.
func (s *scan) kept(t []letter) []stretch {
	byRule := func(a, b stretch) int {
		return cmp.Or(cmp.Compare(a.rule, b.rule), cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to), cmp.Compare(a.word, b.word))
	}
	slices.SortFunc(s.hits, byRule)
	slices.SortFunc(s.excused, byRule)
	kept, rule, taken, excused := s.hits[:0], int32(-1), int32(0), int32(0)
	for _, h := range s.hits {
		if h.rule != rule {
			rule, taken, excused = h.rule, 0, 0
		}
		for len(s.excused) > 0 && byRule(s.excused[0], stretch{from: h.from, rule: rule}) < 0 {
			if s.excused[0].rule == rule {
				excused = max(excused, s.excused[0].to)
			}
			s.excused = s.excused[1:]
		}
		// By place: 平 and 成 are two letters of the one character ㍻.
		if t[h.from].start >= taken && h.to > excused {
			kept, taken = append(kept, h), t[h.to-1].end
		}
	}
	slices.SortFunc(kept, func(a, b stretch) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to), cmp.Compare(a.rule, b.rule))
	})
	return kept
}

// places makes findings of stretches in order.
func (g *Guard) places(text string, t []letter, kept []stretch) []Finding {
	var out []Finding
	at, at16 := 0, 0
	for _, k := range kept {
		rule := &g.list.Rules[k.rule]
		f := Finding{Rule: rule.ID, Version: g.version, Level: rule.Level, Action: rule.Action, Phrase: rule.Phrases[g.phrases[k.word].item],
			Replace: slices.Clone(rule.Replace), Start: int(t[k.from].start), End: int(t[k.to-1].end)}
		at, at16 = f.Start, at16+units(text[at:f.Start])
		f.Start16, f.End16 = at16, at16+units(text[f.Start:f.End])
		out = append(out, f)
	}
	return out
}

// units counts UTF-16 code units.
func units(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r > 0xffff && r <= utf8.MaxRune {
			n++
		}
	}
	return n
}
