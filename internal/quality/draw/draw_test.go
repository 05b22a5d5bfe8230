package draw

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firstline/internal/desk"
)

// a seed of the tests; every n gives another one.
func seedOf(n int) Seed {
	return NewSeed([]byte("a-key-of-the-tests"), "record", fmt.Sprint("day ", n))
}

// day makes a population: sizes by agent and then by "hour/channel".
func day(sizes map[string]map[string]int) Population {
	var out Population
	for agent, strata := range sizes {
		for at, n := range strata {
			hh, channel, _ := strings.Cut(at, "/")
			hour, err := strconv.Atoi(hh)
			if err != nil {
				panic(err)
			}
			for i := range n {
				out = append(out, Participation{Agent: desk.AgentID(agent), Session: desk.SessionID(fmt.Sprintf("s-%s-%s-%s-%02d", agent, hh, channel, i)),
					Channel: desk.ChannelID(channel), Hour: hour})
			}
		}
	}
	return out
}

// anyDay draws a population of up to three agents.
func anyDay(t *rapid.T) Population {
	sizes := map[string]map[string]int{}
	for _, agent := range []string{"mei", "bo", "sue"}[:rapid.IntRange(1, 3).Draw(t, "agents")] {
		sizes[agent] = rapid.MapOfN(rapid.Custom(func(t *rapid.T) string {
			return fmt.Sprintf("%02d/%s", rapid.IntRange(0, 23).Draw(t, "hour"), rapid.SampledFrom([]string{"web", "tg", "slack"}).Draw(t, "channel"))
		}), rapid.IntRange(1, 12), 1, 30).Draw(t, "strata")
	}
	return day(sizes)
}

func anySettings(t *rapid.T) Settings {
	return Settings{PerAgent: rapid.IntRange(1, 40).Draw(t, "per agent"), Block: rapid.SampledFrom([]int{0, 1, 2, 4, 5, 24}).Draw(t, "block")}
}

// byTheBook is the algorithm of the package's comment once more, written from its words alone, for one agent.
func byTheBook(own Population, s Settings, seed Seed) []desk.SessionID {
	mac := func(text string) string {
		h := hmac.New(sha256.New, seed[:])
		h.Write([]byte(text))
		return string(h.Sum(nil))
	}
	n, total := min(s.PerAgent, len(own)), len(own)
	in := map[string][]Participation{}
	for _, p := range own {
		first := 0
		if s.Block > 0 {
			first = p.Hour / s.Block * s.Block
		}
		name := fmt.Sprintf("%02d/%s", first, p.Channel)
		in[name] = append(in[name], p)
	}
	var names []string
	for name := range in {
		names = append(names, name)
	}
	slices.Sort(names)
	var rest []Participation
	for _, name := range names {
		if len(in[name])*n < total {
			rest = append(rest, in[name]...)
			delete(in, name)
		}
	}
	if len(rest) > 0 && len(rest)*n < total && len(in) > 0 {
		smallest := ""
		for _, name := range names {
			if in[name] != nil && (smallest == "" || len(in[name]) < len(in[smallest])) {
				smallest = name
			}
		}
		rest = append(rest, in[smallest]...)
		delete(in, smallest)
	}
	if len(rest) > 0 {
		in["*"] = rest
	}
	var order []string
	left := n
	for name := range in {
		order = append(order, name)
		left -= len(in[name]) * n / total
	}
	slices.SortFunc(order, func(a, b string) int {
		ra, rb := len(in[a])*n%total, len(in[b])*n%total
		if ra != rb {
			return rb - ra
		}
		return strings.Compare(mac("stratum/"+string(own[0].Agent)+"/"+a), mac("stratum/"+string(own[0].Agent)+"/"+b))
	})
	ticket := func(p Participation) string { return mac(string(p.Session) + "/" + string(p.Agent)) }
	var sample []Participation
	for i, name := range order {
		k := len(in[name]) * n / total
		if i < left {
			k++
		}
		slices.SortFunc(in[name], func(a, b Participation) int { return strings.Compare(ticket(a), ticket(b)) })
		sample = append(sample, in[name][:k]...)
	}
	slices.SortFunc(sample, func(a, b Participation) int { return strings.Compare(ticket(a), ticket(b)) })
	var out []desk.SessionID
	for _, p := range sample {
		out = append(out, p.Session)
	}
	return out
}

func TestDrawFollowsTheBook(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p, s, seed := anyDay(t), anySettings(t), seedOf(rapid.IntRange(0, 1000).Draw(t, "seed"))
		for _, d := range Draw(p, s, seed) {
			var got []desk.SessionID
			for _, k := range d.Picks {
				got = append(got, k.Session)
			}
			if diff := cmp.Diff(byTheBook(p.of(d.Agent), s, seed), got); diff != "" {
				t.Fatalf("%s (-book +draw):\n%s", d.Agent, diff)
			}
		}
	})
}

// TestDrawIsProportional: as many as wanted, each stratum its share rounded up or down and at least one, nothing twice.
func TestDrawIsProportional(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p, s, seed := anyDay(t), anySettings(t), seedOf(rapid.IntRange(0, 1000).Draw(t, "seed"))
		for _, d := range Draw(p, s, seed) {
			own := p.of(d.Agent)
			n := min(s.PerAgent, len(own))
			if len(d.Picks) != n || d.Population != len(own) {
				t.Fatalf("%d of %d, want %d of %d", len(d.Picks), d.Population, n, len(own))
			}
			sizes, got, seen := map[string]int{}, map[string]int{}, map[desk.SessionID]bool{}
			for _, l := range lotsOf(own, s, seed) {
				sizes[l.stratum]++
			}
			for i, k := range d.Picks {
				if k.N != i+1 || seen[k.Session] || k.Replaces != 0 {
					t.Fatalf("pick %+v at place %d", k, i)
				}
				seen[k.Session] = true
				got[k.Stratum]++
			}
			for name, size := range sizes {
				low, exact := size*n/len(own), size*n%len(own) == 0
				if g := got[name]; g < max(low, 1) || g > low+1 || exact && g != low {
					t.Fatalf("stratum %s of %d has %d places of %d for %d", name, size, g, n, len(own))
				}
			}
		}
	})
}

// TestDrawDependsOnNothingElse: not on the order of the list, not on what colleagues did.
func TestDrawDependsOnNothingElse(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p, s, seed := anyDay(t), anySettings(t), seedOf(rapid.IntRange(0, 1000).Draw(t, "seed"))
		whole := Draw(p, s, seed)
		if diff := cmp.Diff(whole, Draw(rapid.Permutation(p).Draw(t, "shuffled"), s, seed)); diff != "" {
			t.Fatal(diff)
		}
		for _, d := range whole {
			if diff := cmp.Diff(Sample{d}, Draw(p.of(d.Agent), s, seed)); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

// TestEverybodyCanBeDrawn: over many seeds each participation comes up about as often as any other, also the only one of
// a lonely hour.
func TestEverybodyCanBeDrawn(t *testing.T) {
	t.Parallel()
	p := day(map[string]map[string]int{"mei": {"09/web": 30, "10/web": 31, "11/web": 17, "11/tg": 7, "14/tg": 2, "15/tg": 1, "03/web": 1}})
	const seeds = 2000
	s := Settings{PerAgent: 20, Block: 1}
	times := map[desk.SessionID]int{}
	for i := range seeds {
		for _, k := range Draw(p, s, seedOf(i))[0].Picks {
			times[k.Session]++
		}
	}
	fair := float64(s.PerAgent) / float64(len(p))
	for _, one := range p {
		if share := float64(times[one.Session]) / seeds; share < fair/2 || share > fair*2 {
			t.Errorf("%s is drawn on %.3f of the days, fair is %.3f", one.Session, share, fair)
		}
	}
}

func TestFewerThanWanted(t *testing.T) {
	t.Parallel()
	p := day(map[string]map[string]int{"sun": {"09/web": 6, "22/tg": 7}})
	d := Draw(p, Settings{PerAgent: 20, Block: 1}, seedOf(1))[0]
	if len(d.Picks) != 13 || d.Population != 13 {
		t.Errorf("%d of %d", len(d.Picks), d.Population)
	}
	if got := Draw(nil, Settings{PerAgent: 20}, seedOf(1)); len(got) != 0 {
		t.Errorf("of nobody: %v", got)
	}
	if got := Draw(p, Settings{}, seedOf(1))[0]; len(got.Picks) != 0 || got.Population != 13 {
		t.Errorf("of none wanted: %+v", got)
	}
}

func TestNextStaysInTheStratum(t *testing.T) {
	t.Parallel()
	p := day(map[string]map[string]int{"mei": {"09/web": 4, "10/tg": 4}, "bo": {"09/web": 9}})
	s, seed := Settings{PerAgent: 4, Block: 1}, seedOf(3)
	d := p.drawn(t, "mei", s, seed)
	first := d.Picks[0].Stratum
	var strata []string
	for n := 1; ; n++ {
		k, ok := Next(p, s, seed, d, n)
		if k.N != len(d.Picks)+1 || k.Replaces != n {
			t.Errorf("%+v stands in for %d", k, n)
		}
		if !ok {
			if k.Session != "" || k.Stratum == "" {
				t.Errorf("nothing is left, and yet %+v", k)
			}
			break
		}
		strata = append(strata, k.Stratum)
		d.Picks = append(d.Picks, k)
	}
	if len(strata) != 4 || strata[0] != first {
		t.Errorf("replacements come from %v, the first item was of %s", strata, first)
	}
	seen := map[desk.SessionID]bool{}
	for _, k := range d.Picks {
		if seen[k.Session] || !slices.ContainsFunc(p.of("mei"), func(x Participation) bool { return x.Session == k.Session }) {
			t.Errorf("%s is there twice or somebody else's", k.Session)
		}
		seen[k.Session] = true
	}
}

// TestNextTakesTheSmallestTicket: of the same stratum, and of all when it is used up.
func TestNextTakesTheSmallestTicket(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p, s, seed := anyDay(t), anySettings(t), seedOf(rapid.IntRange(0, 1000).Draw(t, "seed"))
		d := Draw(p, s, seed)[0]
		for range rapid.IntRange(1, 5).Draw(t, "replacements") {
			n := rapid.IntRange(1, len(d.Picks)).Draw(t, "item")
			k, ok := Next(p, s, seed, d, n)
			var free, same []lot
			for _, l := range lotsOf(p.of(d.Agent), s, seed) {
				if !slices.ContainsFunc(d.Picks, func(x Pick) bool { return x.Session == l.Session }) {
					free = append(free, l)
					if l.stratum == d.Picks[n-1].Stratum {
						same = append(same, l)
					}
				}
			}
			if len(same) > 0 {
				free = same
			}
			if ok != (len(free) > 0) {
				t.Fatalf("ok = %v with %d left", ok, len(free))
			}
			if !ok {
				return
			}
			least := slices.MinFunc(free, func(a, b lot) int { return bytes.Compare(a.ticket[:], b.ticket[:]) })
			if k.Session != least.Session || k.Stratum != least.stratum {
				t.Fatalf("%s of %s, want %s of %s", k.Session, k.Stratum, least.Session, least.stratum)
			}
			d.Picks = append(d.Picks, k)
		}
	})
}

func (p Population) drawn(t *testing.T, agent desk.AgentID, s Settings, seed Seed) Drawn {
	t.Helper()
	for _, d := range Draw(p, s, seed) {
		if d.Agent == agent {
			return d
		}
	}
	t.Fatalf("%s is not in the sample", agent)
	return Drawn{}
}
