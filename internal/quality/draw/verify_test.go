package draw

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
)

// stored is a whole draw with two replacements, one of them of what stood in for another.
func stored(t *testing.T) Stored {
	t.Helper()
	p := day(map[string]map[string]int{"mei": {"09/web": 6, "10/tg": 4}, "bo": {"09/web": 3}})
	d := Stored{Population: p, Hash: p.Hash(), Settings: Settings{PerAgent: 4, Block: 1}, Seed: seedOf(7), Promise: seedOf(7).Promise()}
	d.Sample = Draw(p, d.Settings, d.Seed)
	for _, n := range []int{2, 5} {
		k, ok := Next(p, d.Settings, d.Seed, d.Sample[1], n)
		if !ok {
			t.Fatal("nothing is left")
		}
		d.Sample[1].Picks = append(d.Sample[1].Picks, k)
	}
	k, ok := Next(p, d.Settings, d.Seed, d.Sample[0], 1)
	if ok {
		t.Fatalf("bo has three and all are drawn, yet %s stands in", k.Session)
	}
	d.Sample[0].Picks = append(d.Sample[0].Picks, k)
	return d
}

func TestVerify(t *testing.T) {
	t.Parallel()
	spare := func(d *Stored) desk.SessionID { // one of mei's that was not drawn
		for _, p := range d.Population.of("mei") {
			if !slices.ContainsFunc(d.Sample[1].Picks, func(k Pick) bool { return k.Session == p.Session }) {
				return p.Session
			}
		}
		return ""
	}
	for _, c := range []struct {
		name   string
		change func(d *Stored)
		want   []string // agent, item and the beginning of what is said
	}{
		{"as it was drawn", func(*Stored) {}, nil},
		{"the list in another order", func(d *Stored) { slices.Reverse(d.Population) }, nil},
		{"an item exchanged", func(d *Stored) { d.Sample[1].Picks[0].Session = spare(d) }, []string{"mei 1: it is s-mei"}},
		{"an item taken away", func(d *Stored) { d.Sample[1].Picks = slices.Delete(d.Sample[1].Picks, 3, 4) }, []string{"mei 4: it is missing"}},
		{"an item added", func(d *Stored) {
			d.Sample[1].Picks = append(d.Sample[1].Picks, Pick{N: 7, Session: spare(d), Stratum: "09/web"})
		}, []string{"mei 7: the seed does not give it"}},
		{"a replacement chosen", func(d *Stored) { d.Sample[1].Picks[5].Session = spare(d) }, []string{"mei 6: it is s-mei"}},
		{"an item replaced twice", func(d *Stored) {
			d.Sample[1].Picks = append(d.Sample[1].Picks, Pick{N: 7, Session: spare(d), Stratum: "09/web", Replaces: 2})
		}, []string{"mei 7: the seed does not give it"}},
		{"something for nothing", func(d *Stored) { d.Sample[0].Picks[3].Session = "s-x" }, []string{"bo 4: it is s-x, the seed gives nothing"}},
		{"a number changed", func(d *Stored) { d.Sample[1].Picks[5].N = 9 }, []string{"mei 9: its number is 6"}},
		{"a stratum changed", func(d *Stored) { d.Sample[1].Picks[2].Stratum = "22/web" }, []string{"mei 3: its stratum is"}},
		{"the figure changed", func(d *Stored) { d.Sample[1].Population = 99 }, []string{"mei 0: it says that there were 99"}},
		{"an agent spared", func(d *Stored) { d.Sample = d.Sample[:1] }, []string{"mei 0: nothing was drawn, the seed gives 4"}},
		{"an agent added", func(d *Stored) { d.Sample = append(d.Sample, Drawn{Agent: "zoe"}) }, []string{"zoe 0: something was drawn"}},
		{"another seed", func(d *Stored) { d.Seed = seedOf(8) }, []string{" 0: the seed does not keep its promise"}},
		{"something passed over", func(d *Stored) {
			i := len(d.Sample[1].Picks) - 1
			k, _ := Next(d.Population, d.Settings, d.Seed, Drawn{Agent: "mei", Picks: d.Sample[1].Picks[:i]}, 5, d.Sample[1].Picks[i].Session)
			d.Sample[1].Picks[i] = k
		}, nil},
		{"something passed over in secret", func(d *Stored) {
			i := len(d.Sample[1].Picks) - 1
			k, _ := Next(d.Population, d.Settings, d.Seed, Drawn{Agent: "mei", Picks: d.Sample[1].Picks[:i]}, 5, d.Sample[1].Picks[i].Session)
			k.Passed = nil
			d.Sample[1].Picks[i] = k
		}, []string{"mei 6: it is s-mei"}},
		{"a participation left out", func(d *Stored) {
			gone := d.Sample[0].Picks[2].Session
			d.Population = slices.DeleteFunc(d.Population, func(p Participation) bool { return p.Session == gone })
		}, []string{" 0: the population is not the one"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := stored(t)
			c.change(&d)
			var got []string
			for _, x := range Verify(d) {
				got = append(got, fmt.Sprintf("%s %d: %s", x.Agent, x.N, x.What))
			}
			if len(c.want) == 0 && len(got) > 0 || len(c.want) > 0 && (len(got) == 0 || !strings.HasPrefix(got[0], c.want[0])) {
				t.Errorf("found %q, want %q", got, c.want)
			}
		})
	}
}

func TestPopulationText(t *testing.T) {
	t.Parallel()
	p := day(map[string]map[string]int{"mei": {"09/web": 2}, "bo": {"23/tg": 1, "00/tg": 1}})
	const want = "bo s-bo-00-tg-00 tg 0\nbo s-bo-23-tg-00 tg 23\nmei s-mei-09-web-00 web 9\nmei s-mei-09-web-01 web 9\n"
	if got := p.String(); got != want {
		t.Errorf("%q", got)
	}
	again, err := ParsePopulation(want)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(p.sorted(), again); diff != "" {
		t.Error(diff)
	}
	if none, err := ParsePopulation(""); err != nil || len(none) != 0 {
		t.Errorf("%v, %v", none, err)
	}
	for _, bad := range []string{"bo s tg\n", "bo s tg 24\n", "bo s tg 09\n", "bo s tg -1\n", "bo s tg x\n", "bo  tg 9\n", "bo s tg 9", "\n", "bo s tg 9 9\n",
		"mei s tg 9\nbo s tg 9\n", "bo s tg 9\nbo s tg 9\n"} {
		if got, err := ParsePopulation(bad); err == nil || !strings.HasPrefix(err.Error(), "population, line ") {
			t.Errorf("%q is read as %v (%v)", bad, got, err)
		}
	}
}

func TestSeed(t *testing.T) {
	t.Parallel()
	seed := NewSeed([]byte("key"), "record", "2026-08-20")
	for _, other := range []Seed{NewSeed([]byte("kez"), "record", "2026-08-20"), NewSeed([]byte("key"), "other", "2026-08-20"), NewSeed([]byte("key"), "record", "2026-08-21")} {
		if other == seed || other.Promise() == seed.Promise() {
			t.Error("two days, desks or keys have one seed")
		}
	}
	again, err := ParseSeed(seed.String())
	if err != nil || again != seed {
		t.Errorf("%v, %v", again, err)
	}
	for _, bad := range []string{"", "7f", strings.Repeat("x", 64), seed.String() + "00"} {
		if _, err := ParseSeed(bad); err == nil {
			t.Errorf("%q is a seed", bad)
		}
	}
}

// TestVector pins the algorithm: who implements it elsewhere can check it against testdata/vector.txt, which was also
// derived by a program in another language.
func TestVector(t *testing.T) {
	t.Parallel()
	file, err := os.ReadFile("testdata/vector.txt")
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(string(file), "---\n")
	if len(parts) != 3 {
		t.Fatalf("the vector has %d parts", len(parts))
	}
	p, err := ParsePopulation(parts[1])
	if err != nil {
		t.Fatal(err)
	}
	seed := NewSeed([]byte("0123456789abcdef0123456789abcdef"), "5f0c9d1e2b3a4c5d", "2026-08-20")
	head := fmt.Sprintf("seed %s\npromise %s\npopulation %s\nper_agent 20 block 1\n", seed, seed.Promise(), p.Hash())
	var sample strings.Builder
	for _, d := range Draw(p, Settings{PerAgent: 20, Block: 1}, seed) {
		for _, k := range d.Picks {
			fmt.Fprintf(&sample, "%s %d %s %s\n", d.Agent, k.N, k.Session, k.Stratum)
		}
		k, _ := Next(p, Settings{PerAgent: 20, Block: 1}, seed, d, 3)
		fmt.Fprintf(&sample, "%s %d %s %s instead of 3\n", d.Agent, k.N, orNothing(k.Session), k.Stratum)
	}
	if diff := cmp.Diff(parts[0]+"---\n"+parts[1]+"---\n"+parts[2], head+"---\n"+p.String()+"---\n"+sample.String()); diff != "" {
		t.Errorf("(-vector +draw):\n%s", diff)
	}
}
