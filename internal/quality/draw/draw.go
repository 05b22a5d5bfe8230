package draw

import (
	"bytes"
	"slices"

	"firstline/internal/desk"
)

// Settings are the figures of a draw. They are kept with it.
type Settings struct {
	PerAgent int `json:"per_agent"` // wanted of each agent (QA-01: 20); 0 or less draws nothing
	Block    int `json:"block"`     // hours of a block, 1 to 24; 0 or less: the day is one block
}

// Pick is one item of a sample.
type Pick struct {
	N        int            // from 1; replacements go on counting
	Session  desk.SessionID // empty: nothing was left that could stand in
	Stratum  string
	Replaces int              // the number of the item it stands in for; 0 = it was drawn
	Passed   []desk.SessionID // what came before it in the order and has been drawn on another day meanwhile
}

// Drawn is one agent's sample.
type Drawn struct {
	Agent      desk.AgentID
	Population int // how many there were to draw from
	Picks      []Pick
}

// Sample is the day's sample: the agents of the population, sorted.
type Sample []Drawn

// Draw takes the sample (QA-01). It is pure: the same three values give the same sample for ever.
func Draw(p Population, s Settings, seed Seed) Sample {
	var out Sample
	for _, own := range p.agents() {
		out = append(out, drawOne(own, s, seed))
	}
	return out
}

func drawOne(own Population, s Settings, seed Seed) Drawn {
	d := Drawn{Agent: own[0].Agent, Population: len(own)}
	lots, n := lotsOf(own, s, seed), min(s.PerAgent, len(own))
	places := seats(lots, n, seed)
	for _, l := range lots { // in the order of tickets: each stratum gives its smallest
		if places[l.stratum] > 0 {
			places[l.stratum]--
			d.Picks = append(d.Picks, Pick{N: len(d.Picks) + 1, Session: l.Session, Stratum: l.stratum})
		}
	}
	return d
}

// Next gives what stands in for the item n of d, whose agent it is; d holds all that was drawn and put in for the agent
// before. What stands in the sample of another day is passed over. ok is false when nothing is left; the pick then says
// so with an empty session.
func Next(p Population, s Settings, seed Seed, d Drawn, n int, passed ...desk.SessionID) (pick Pick, ok bool) {
	used, stratum := map[desk.SessionID]bool{}, ""
	for _, id := range passed {
		used[id] = true
	}
	for _, k := range d.Picks {
		used[k.Session] = true
		pick.N = max(pick.N, k.N)
		if k.N == n {
			stratum = k.Stratum
		}
	}
	pick.N, pick.Replaces, pick.Stratum, pick.Passed = pick.N+1, n, stratum, passed
	var rest []lot
	for _, l := range lotsOf(p.of(d.Agent), s, seed) {
		if !used[l.Session] {
			rest = append(rest, l)
		}
	}
	if len(rest) == 0 {
		return pick, false
	}
	i := max(0, slices.IndexFunc(rest, func(l lot) bool { return l.stratum == stratum }))
	pick.Session, pick.Stratum = rest[i].Session, rest[i].stratum
	return pick, true
}

// lot is a participation with its place in the order.
type lot struct {
	Participation
	ticket  [32]byte
	stratum string
}

// lotsOf gives one agent's participations in the order of their tickets, each with its stratum.
func lotsOf(own Population, s Settings, seed Seed) []lot {
	names := strata(own, s)
	lots := make([]lot, len(own))
	for i, p := range own {
		lots[i] = lot{Participation: p, ticket: keyed(seed[:], string(p.Session)+"/"+string(p.Agent)), stratum: names[plain(p, s.Block)]}
	}
	slices.SortFunc(lots, func(a, b lot) int { return bytes.Compare(a.ticket[:], b.ticket[:]) })
	return lots
}
