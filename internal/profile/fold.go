package profile

import (
	"slices"
	"time"

	"firstline/internal/desk"
)

// Act is what somebody did with a fact.
type Act string

// The acts.
const (
	Said      Act = "said"
	Withdrawn Act = "withdrawn" // it is not so, or not any more
	Erased    Act = "erased"    // the value was taken out of the record for good
)

// Fact is one line of the record.
type Fact struct {
	N       int64 // its number, from 1: the order of all facts of the desk
	Of      desk.Address
	Field   Field
	Act     Act
	Value   string // whole; empty once it was erased, and of an erasure
	At      desk.Millis
	Who     desk.AgentID
	Session desk.SessionID
	About   int64 // the number of the fact that opened the entry to which it is said; 0 = to none
}

// slot is about what the newest word counts: a field, of an entry where it is said to one.
type slot struct {
	field Field
	about int64
}

func (f Fact) slot() slot { return slot{f.Field, f.About} }

// Profile is what holds now of one person, and how it came about.
type Profile struct {
	Facts []Fact // all, oldest first
	now   map[slot][]Fact
	last  map[slot]int64
}

// fold reads a person's facts, of all addresses. The newest word counts: of a field with one value about the field, of a field
// with several about that value. What was erased holds no more.
func fold(facts []Fact) Profile {
	slices.SortFunc(facts, func(a, b Fact) int { return int(a.N - b.N) })
	p := Profile{Facts: facts, now: map[slot][]Fact{}, last: map[slot]int64{}}
	for _, f := range facts {
		spec, ok := SpecOf(f.Field)
		if !ok || f.Act == Erased {
			continue
		}
		at := f.slot()
		p.last[at] = f.N
		p.now[at] = slices.DeleteFunc(p.now[at], func(was Fact) bool { return !spec.Several || was.Value == f.Value })
		if f.Act == Said && f.Value != "" {
			p.now[at] = append(p.now[at], f)
		}
	}
	return p
}

// Now is what holds of a field, oldest first; nil = nothing is known.
func (p Profile) Now(f Field) []Fact { return p.now[slot{field: f}] }

// Last is the number of the newest word about a field; 0 = nobody has said one. Who changes a field names it.
func (p Profile) Last(f Field) int64 { return p.last[slot{field: f}] }

// Is says whether a field that only holds or does not, holds.
func (p Profile) Is(f Field) bool { return len(p.Now(f)) > 0 }

// fact is the one of that number.
func (p Profile) fact(n int64) (Fact, bool) {
	i := slices.IndexFunc(p.Facts, func(f Fact) bool { return f.N == n })
	if i < 0 {
		return Fact{}, false
	}
	return p.Facts[i], true
}

// Change is what somebody wants to say: Value, or with Remove that the fact of that number does not hold any more.
type Change struct {
	Field  Field
	Value  string
	Was    int64 // Profile.Last of a field with one value (Missed.Last of what is said to an entry), as the person has seen it
	Remove int64
	About  int64 // the entry to which it is said; 0 with Expected opens one
}

// All that was ever said of a customer is read whenever the customer is looked at. So one person says something of one customer so often
// an hour, all together so often, and after that who runs the department, so that nobody shuts a profile for everybody.
const (
	sayingsMost = 60
	sayingsIn   = time.Hour
	factsMost   = 1000
	factsHard   = 2000
)

// room says whether somebody may say one thing more of the customer now.
func (p Profile) room(by Who, now desk.Millis) error {
	switch said := len(p.Facts); {
	case said >= factsHard:
		return desk.Fail(desk.Conflict, "profile_shut", "this customer's profile was changed 2000 times: nothing more is taken")
	case by.Administers:
		return nil
	case said >= factsMost:
		return desk.Fail(desk.Conflict, "profile_full", "this customer's profile was changed 1000 times: a manager can go on")
	}
	n := 0
	for _, f := range p.Facts {
		if f.Who == by.ID && f.At > now.Add(-sayingsIn) {
			n++
		}
	}
	if n >= sayingsMost {
		return desk.Fail(desk.Conflict, "profile_often", "you have changed this customer's profile 60 times within an hour: go on later")
	}
	return nil
}

// judge is what a change adds; again says that it holds already.
func judge(p Profile, c Change, r Rules) (add Fact, again bool, err error) {
	spec, ok := SpecOf(c.Field)
	add = Fact{Field: c.Field, Act: Said, About: c.About}
	opens := c.Field == Expected && c.About == 0 && c.Remove == 0
	switch {
	case !ok || spec.entry == (c.About == 0) && !opens:
		return add, false, desk.Fail(desk.Invalid, "profile_field", "a profile has no such field")
	case spec.entry && !opens && len(p.now[slot{Expected, c.About}]) == 0:
		return add, false, desk.Fail(desk.NotFound, "no_fact", "this customer's profile has no such line")
	case opens:
		return add, false, p.opens(&add, spec, c.Value, r)
	case !spec.Several && c.Was != p.last[add.slot()]:
		return add, false, desk.Fail(desk.Conflict, "profile_changed", "somebody has changed this meanwhile: look at it and decide again")
	case c.Remove != 0:
		return withdraw(p, c, add)
	}
	if add.Value, err = spec.clean(c.Value, r); err != nil {
		return add, false, err
	}
	now := p.now[add.slot()]
	again = slices.ContainsFunc(now, func(f Fact) bool { return f.Value == add.Value })
	if !again && len(now) >= mostItems {
		err = desk.Fail(desk.Conflict, "profile_many", "there are 20 of these already")
	}
	return add, again, err
}

func withdraw(p Profile, c Change, add Fact) (Fact, bool, error) {
	was, ok := p.fact(c.Remove)
	if !ok || was.slot() != add.slot() {
		return add, false, desk.Fail(desk.NotFound, "no_fact", "this customer's profile has no such line")
	}
	add.Act, add.Value = Withdrawn, was.Value
	return add, !slices.ContainsFunc(p.now[add.slot()], func(f Fact) bool { return f.N == c.Remove }), nil
}

// same are the facts that name the same value in the same field: what is erased is erased everywhere.
func (p Profile) same(of Fact) (all []Fact) {
	for _, f := range p.Facts {
		if f.Field == of.Field && f.Value == of.Value && f.Act != Erased {
			all = append(all, f)
		}
	}
	return all
}
