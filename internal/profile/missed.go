package profile

import (
	"slices"

	"firstline/internal/desk"
)

// Missed is an expectation of the customer that was missed: it is analysed, improved and answered (CUS-08). It belongs to the address at
// which it was opened, with all that is said to it, and is open until all of it is said.
type Missed struct {
	N     int64 // the number of the fact that opened it
	Parts []MissedPart
}

// MissedPart is what is said of it in one field, in the order of MissedFields.
type MissedPart struct {
	Spec
	Now  Fact  // without a number: nothing is said yet
	Last int64 // the newest word about it; who changes it names that
}

// Open says whether something of it is still to be said.
func (m Missed) Open() bool {
	return slices.ContainsFunc(m.Parts, func(p MissedPart) bool { return p.Now.N == 0 })
}

// Missed are the missed expectations that stand, newest first. One whose expectation was taken back stands no more.
func (p Profile) Missed() (all []Missed) {
	for at, now := range p.now {
		if at.field != Expected || len(now) == 0 {
			continue
		}
		m := Missed{N: at.about}
		for _, spec := range MissedFields() {
			of := slot{spec.Field, at.about}
			part := MissedPart{Spec: spec, Last: p.last[of]}
			if said := p.now[of]; len(said) > 0 {
				part.Now = said[0]
			}
			m.Parts = append(m.Parts, part)
		}
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b Missed) int { return int(b.N - a.N) })
	return all
}

// OpenMissed is how many of them are open, and the newest word about what was expected in the newest of those; 0 = none is.
func (p Profile) OpenMissed() (n int, newest int64) {
	for _, m := range p.Missed() {
		if !m.Open() {
			continue
		}
		if n++; n == 1 {
			newest = m.Parts[0].Now.N
		}
	}
	return n, newest
}

// opens judges a new entry.
func (p Profile) opens(add *Fact, spec Spec, value string, r Rules) (err error) {
	if open, _ := p.OpenMissed(); open >= mostItems {
		return desk.Fail(desk.Conflict, "profile_many", "there are 20 of these already")
	}
	add.Value, err = spec.clean(value, r)
	return err
}

// placed puts a fact that is about to be written where it belongs: that which opens an entry is about itself, and what is said to one
// stands at its address, so that parting linked addresses parts no entry.
func (p Profile) placed(add Fact) Fact {
	if add.Field == Expected && add.About == 0 {
		add.About = add.N
	} else if first, ok := p.fact(add.About); ok {
		add.Of = first.Of
	}
	return add
}
