package profile

import (
	"context"
	"math"

	"firstline/internal/contacts"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// Filter is which customers somebody wants to see; the zero one takes all of whom something is known. With VIP it is the list of those
// whom offers and notices go to (CUS-03).
type Filter struct {
	Level     string
	Tag       string
	VIP       bool
	Potential bool
	Missed    bool // with an open missed expectation (CUS-08)
}

// leads is the field whose facts lead to those customers, and the value where there is one: the rarest is asked for first.
func (f Filter) leads() (field Field, value string) {
	switch {
	case f.Missed:
		return Expected, ""
	case f.VIP:
		return VIP, Yes
	case f.Potential:
		return Potential, Yes
	case f.Tag != "":
		return Tag, f.Tag
	case f.Level != "":
		return Level, f.Level
	}
	return "", ""
}

// place is the number of the one fact by which a customer stands in the list; 0 for whoever does not.
func (f Filter) place(p Profile) int64 {
	open, missed := p.OpenMissed()
	if f.Missed && open == 0 || f.VIP && !p.Is(VIP) || f.Potential && !p.Is(Potential) || f.Tag != "" && p.holds(Tag, f.Tag) == 0 || f.Level != "" && p.holds(Level, f.Level) == 0 {
		return 0
	}
	switch field, value := f.leads(); {
	case field == Expected:
		return missed
	case field != "":
		return p.holds(field, value)
	case p.Empty():
		return 0
	}
	return p.Facts[len(p.Facts)-1].N
}

// holds is the fact by which a value holds in a field; 0 for none.
func (p Profile) holds(f Field, value string) int64 {
	for _, now := range p.Now(f) {
		if now.Value == value {
			return now.N
		}
	}
	return 0
}

// Empty says that nothing is known of the customer, or not any more.
func (p Profile) Empty() bool {
	for _, now := range p.now {
		if len(now) > 0 {
			return false
		}
	}
	return true
}

// Listed is a customer of the list.
type Listed struct {
	Profile
	Person contacts.Person
}

// One request looks at so many facts at most, some at a time, so that it ends soon where few of them lead to somebody.
const (
	listLooks = 500
	listBatch = 100
)

// List are the customers of a filter, those first of whom that was said last, at most so many, and behind which number to go on; 0 at
// the end. It may be short, even empty, and still have a next one. Who may see them is for the caller to know.
func (s *Service) List(ctx context.Context, f Filter, below int64, limit int) (found []Listed, next int64, err error) {
	if below == 0 {
		below = math.MaxInt64
	}
	for looked := 0; ; {
		facts, err := s.leading(ctx, f, below)
		if err != nil {
			return nil, 0, desk.Away(err)
		}
		for _, fact := range facts {
			if len(found) >= limit || looked >= listLooks {
				return found, below, nil
			}
			looked, below = looked+1, fact.N
			one, err := s.listed(ctx, fact.Of)
			if err != nil {
				return nil, 0, err
			}
			if f.place(one.Profile) == fact.N {
				found = append(found, one)
			}
		}
		if len(facts) < listBatch {
			return found, 0, nil
		}
	}
}

func (s *Service) listed(ctx context.Context, at desk.Address) (Listed, error) {
	person, err := s.o.Persons.Of(ctx, at)
	if err != nil {
		return Listed{}, err
	}
	known, err := read(ctx, s.o.Record, person.Addresses())
	return Listed{known, person}, desk.Away(err)
}

// leading are the next facts that may lead to somebody of the filter.
func (s *Service) leading(ctx context.Context, f Filter, below int64) (facts []Fact, err error) {
	field, value := f.leads()
	if field == "" {
		rows, err := s.o.Record.NewestSaid(ctx, dbq.NewestSaidParams{Below: below, Most: listBatch})
		for _, r := range rows {
			facts = append(facts, factOf(dbq.FactsOfFieldRow(r)))
		}
		return facts, err
	}
	rows, err := s.o.Record.SaidIn(ctx, dbq.SaidInParams{Field: string(field), Value: value, Below: below, Most: listBatch})
	for _, r := range rows {
		facts = append(facts, factOf(dbq.FactsOfFieldRow(r)))
	}
	return facts, err
}

// CountMissed is how many missed expectations of all customers are open (CUS-08).
func (s *Service) CountMissed(ctx context.Context) (int64, error) {
	n, err := s.o.Record.CountMissed(ctx)
	return n, desk.Away(err)
}
