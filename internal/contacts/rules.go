package contacts

import (
	"slices"

	"firstline/internal/desk"
)

// Most is how many addresses a person has at most. A customer with a telephone, a mailbox and an account on every network
// there is has fewer; whoever reaches it has linked strangers, and every look at the record would walk through all of them.
const Most = 20

// Act is one line of the record: it links A and B, or takes back the act whose N it names.
type Act struct {
	N       int64 // its number, from 1, without gaps: the order of all acts of the desk
	A, B    desk.Address
	Undoes  int64 // 0 = it links
	At      desk.Millis
	Who     desk.AgentID
	Why     string
	Session desk.SessionID // in which session somebody said so
}

// other is the end of the act that is not at; the zero address where the act does not touch it.
func (a Act) other(at desk.Address) desk.Address {
	switch at {
	case a.A:
		return a.B
	case a.B:
		return a.A
	}
	return desk.Address{}
}

// Member is an address of a person.
type Member struct {
	At  desk.Address
	Via *Act // the link through which it belongs to the person; nil for the address that was asked about
}

// Undone is a link that was taken back.
type Undone struct{ Link, Back Act }

// Person is whose addresses belong together: everything that links in force connect with one address (RTE-06, CUS-01). There is
// no person in the record, only the links, so that taking one back restores what was before it, whatever was linked since.
type Person struct {
	Members []Member // the address that was asked about first, then the nearest ones
	Undone  []Undone // links of these addresses that are not in force any more, oldest first
	acts    []Act    // all that name one of them
}

// gather finds the person of an address; read gives every act that names an address. It reads once for each address.
func gather(start desk.Address, read func(desk.Address) ([]Act, error)) (Person, error) {
	p := Person{Members: []Member{{At: start}}}
	known := map[int64]bool{}
	for i := 0; i < len(p.Members); i++ { // grows as it goes
		at := p.Members[i].At
		acts, err := read(at)
		if err != nil {
			return Person{}, err
		}
		for _, link := range inForce(acts) {
			if next := link.other(at); !p.Has(next) {
				p.Members = append(p.Members, Member{At: next, Via: &link})
			}
		}
		for _, a := range acts {
			if !known[a.N] {
				known[a.N], p.acts = true, append(p.acts, a)
			}
		}
	}
	slices.SortFunc(p.acts, func(a, b Act) int { return int(a.N - b.N) })
	for _, a := range p.acts {
		if link, ok := p.act(a.Undoes); ok {
			p.Undone = append(p.Undone, Undone{Link: link, Back: a})
		}
	}
	return p, nil
}

// actsMost is how often the addresses of one customer are linked and parted: all of it is read whenever the customer is.
const actsMost = 200

// inForce are the links that no act takes back.
func inForce(acts []Act) []Act {
	undone := map[int64]bool{}
	for _, a := range acts {
		undone[a.Undoes] = true
	}
	var out []Act
	for _, a := range acts {
		if a.Undoes == 0 && !undone[a.N] {
			out = append(out, a)
		}
	}
	return out
}

// Has says whether the address is one of the person's.
func (p Person) Has(at desk.Address) bool {
	return slices.ContainsFunc(p.Members, func(m Member) bool { return m.At == at })
}

// Addresses are the person's, the one that was asked about first.
func (p Person) Addresses() []desk.Address {
	out := make([]desk.Address, len(p.Members))
	for i, m := range p.Members {
		out[i] = m.At
	}
	return out
}

// act is the one of that number among those that name the person's addresses.
func (p Person) act(n int64) (Act, bool) {
	i := slices.IndexFunc(p.acts, func(a Act) bool { return a.N == n })
	if i < 0 {
		return Act{}, false
	}
	return p.acts[i], true
}

// back says whether the link was taken back.
func (p Person) back(n int64) bool {
	return slices.ContainsFunc(p.Undone, func(u Undone) bool { return u.Link.N == n })
}

// join judges the linking of two persons; again says that they are one already, so that nothing is to be written: links never
// run in a circle, and taking one back always parts what it has joined.
func join(p, q Person) (again bool, err error) {
	a, b := p.Members[0].At, q.Members[0].At
	switch {
	case a == b:
		return false, desk.Fail(desk.Invalid, "contact_self", "that is the address of this very conversation")
	case p.Has(b):
		return true, nil
	case len(p.Members)+len(q.Members) > Most:
		return false, desk.Fail(desk.Conflict, "contact_full", "a customer has at most 20 addresses: these two would have more")
	case len(p.acts)+len(q.acts) >= actsMost:
		return false, desk.Fail(desk.Conflict, "contact_often", "this customer was linked and parted 200 times: tell a superior what is the matter")
	}
	return false, nil
}

// part judges the taking back of a link of the person: by who made it, or by a superior.
func part(p Person, n int64, by Actor) (link Act, again bool, err error) {
	link, ok := p.act(n)
	switch {
	case !ok || link.Undoes != 0:
		return link, false, desk.Fail(desk.NotFound, "no_link", "this customer has no such link")
	case link.Who != by.ID && !by.Any:
		return link, false, desk.Fail(desk.Forbidden, "not_linker", "a link is taken back by who made it, or by a superior")
	}
	return link, p.back(n), nil
}
