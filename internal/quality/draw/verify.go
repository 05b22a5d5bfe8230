package draw

import (
	"fmt"
	"slices"

	"firstline/internal/desk"
)

// Stored is a draw as it was kept.
type Stored struct {
	Population Population
	Hash       string // of the population, as published
	Settings   Settings
	Seed       Seed
	Promise    string // what was published before the day
	Sample     Sample
}

// Difference is one place at which a stored draw is not what follows from its population and seed.
type Difference struct {
	Agent desk.AgentID // empty: it concerns the whole day
	N     int          // the item; 0: it concerns the agent's whole sample
	What  string       // English, one clause
}

// Verify draws again and compares; nothing means that the sample is the only one that this seed and this population
// can give, replacements included. That what was passed over stands in the sample of another day is for the caller to
// check.
func Verify(d Stored) []Difference {
	var v check
	if got := d.Population.Hash(); got != d.Hash {
		v.say("", 0, "the population is not the one of the published hash: it gives %.12s…, not %.12s…", got, d.Hash)
	}
	if got := d.Seed.Promise(); got != d.Promise {
		v.say("", 0, "the seed does not keep its promise: it gives %.12s…, promised was %.12s…", got, d.Promise)
	}
	want := Draw(d.Population, d.Settings, d.Seed)
	for _, w := range want {
		i := slices.IndexFunc(d.Sample, func(x Drawn) bool { return x.Agent == w.Agent })
		if i < 0 {
			v.say(w.Agent, 0, "nothing was drawn, the seed gives %d", len(w.Picks))
			continue
		}
		v.agent(d, w, d.Sample[i])
	}
	for _, x := range d.Sample {
		if !slices.ContainsFunc(want, func(w Drawn) bool { return w.Agent == x.Agent }) {
			v.say(x.Agent, 0, "something was drawn, but the population has nothing of this agent")
		}
	}
	return v.found
}

// check gathers what is found.
type check struct{ found []Difference }

func (v *check) say(agent desk.AgentID, n int, format string, args ...any) {
	v.found = append(v.found, Difference{Agent: agent, N: n, What: fmt.Sprintf(format, args...)})
}

// agent compares one agent's sample, item by item, and follows each replacement from what stood before it.
func (v *check) agent(d Stored, want, got Drawn) {
	if got.Population != want.Population {
		v.say(got.Agent, 0, "it says that there were %d to draw from, there were %d", got.Population, want.Population)
	}
	picks := slices.Clone(got.Picks)
	slices.SortStableFunc(picks, func(a, b Pick) int { return a.N - b.N })
	drawn := map[int]Pick{}
	for _, p := range picks {
		if p.Replaces == 0 {
			drawn[p.N] = p
		}
	}
	for _, w := range want.Picks {
		if p, ok := drawn[w.N]; ok {
			v.pick(got.Agent, p, w)
		} else {
			v.say(got.Agent, w.N, "it is missing: the seed gives %s", w.Session)
		}
	}
	v.replaced(d, got.Agent, picks, len(want.Picks))
}

// replaced follows each item that was not drawn from what stood before it.
func (v *check) replaced(d Stored, agent desk.AgentID, picks []Pick, drawn int) {
	done := map[int]bool{}
	for i, p := range picks {
		switch {
		case p.Replaces == 0 && p.N >= 1 && p.N <= drawn:
		case p.Replaces < 1 || p.Replaces >= p.N || done[p.Replaces]:
			v.say(agent, p.N, "the seed does not give it, and it stands in for nothing")
		default:
			done[p.Replaces] = true
			next, _ := Next(d.Population, d.Settings, d.Seed, Drawn{Agent: agent, Picks: picks[:i]}, p.Replaces, p.Passed...)
			v.pick(agent, p, next)
		}
	}
}

func (v *check) pick(agent desk.AgentID, got, want Pick) {
	switch {
	case got.N != want.N:
		v.say(agent, got.N, "its number is %d, not %d", want.N, got.N)
	case got.Session != want.Session:
		v.say(agent, got.N, "it is %s, the seed gives %s", orNothing(got.Session), orNothing(want.Session))
	case got.Stratum != want.Stratum:
		v.say(agent, got.N, "its stratum is %s, not %s", want.Stratum, got.Stratum)
	}
}

func orNothing(s desk.SessionID) string {
	if s == "" {
		return "nothing"
	}
	return string(s)
}
