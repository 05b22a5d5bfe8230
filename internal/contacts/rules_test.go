package contacts

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"firstline/internal/desk"
)

func addr(key string) desk.Address { return desk.Address{Channel: "web", Key: key} }

// log is a record of acts in memory.
type log []Act

func (l log) read(at desk.Address) ([]Act, error) {
	var out []Act
	for _, a := range l {
		if a.A == at || a.B == at {
			out = append(out, a)
		}
	}
	return out, nil
}

func (l log) person(t *testing.T, key string) Person {
	t.Helper()
	p, err := gather(addr(key), l.read)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (l *log) link(a, b string, who desk.AgentID) int64 {
	n := int64(len(*l) + 1)
	*l = append(*l, Act{N: n, A: addr(a), B: addr(b), Who: who, At: desk.Millis(n)})
	return n
}

func (l *log) undo(n int64) {
	link := (*l)[n-1]
	*l = append(*l, Act{N: int64(len(*l) + 1), A: link.A, B: link.B, Undoes: n})
}

func keys(p Person) string {
	var out []string
	for _, m := range p.Members {
		out = append(out, m.At.Key)
	}
	slices.Sort(out)
	return strings.Join(out, "")
}

// TestLinksMakePersons: whose addresses are one customer's follows from the links in force alone; taking one back parts what it
// joined, also when more was linked since. Shows RTE-06, CUS-10.
func TestLinksMakePersons(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		acts func(l *log)
		want string // the person of a
	}{
		"nothing is linked":               {func(*log) {}, "a"},
		"a pair":                          {func(l *log) { l.link("a", "b", "") }, "ab"},
		"it does not matter who is first": {func(l *log) { l.link("b", "a", "") }, "ab"},
		"over a third":                    {func(l *log) { l.link("a", "b", ""); l.link("c", "b", ""); l.link("d", "e", "") }, "abc"},
		"taken back":                      {func(l *log) { l.undo(l.link("a", "b", "")) }, "a"},
		"taken back and linked again":     {func(l *log) { l.undo(l.link("a", "b", "")); l.link("b", "a", "") }, "ab"},
		"the middle one is taken back":    {func(l *log) { l.link("a", "b", ""); n := l.link("b", "c", ""); l.link("c", "d", ""); l.undo(n) }, "ab"},
		"the first of three, after the others": {func(l *log) {
			n := l.link("a", "b", "")
			l.link("b", "c", "")
			l.link("d", "c", "")
			l.undo(n)
		}, "a"},
		"a circle from elsewhere": {func(l *log) { l.link("a", "b", ""); l.link("b", "c", ""); l.link("c", "a", "") }, "abc"},
		"a circle with one link less": {func(l *log) {
			n := l.link("a", "b", "")
			l.link("b", "c", "")
			l.link("c", "a", "")
			l.undo(n)
		}, "abc"},
	} {
		var l log
		c.acts(&l)
		p := l.person(t, "a")
		if got := keys(p); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		for _, key := range c.want {
			if other := keys(l.person(t, string(key))); other != c.want {
				t.Errorf("%s: seen from %c it is %q", name, key, other)
			}
		}
		if p.Members[0].Via != nil || slices.ContainsFunc(p.Members[1:], func(m Member) bool { return m.Via == nil || m.Via.other(m.At) == (desk.Address{}) }) {
			t.Errorf("%s: members %+v", name, p.Members)
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	t.Parallel()
	var l log
	made := l.link("a", "b", "mei")
	for i := range Most - 2 {
		l.link("b", fmt.Sprint("b", i), "mei")
	}
	gone := l.link("x", "y", "bo")
	l.undo(gone)
	for name, c := range map[string]struct {
		a, b  string
		again bool
		code  string
	}{
		"with itself":       {"a", "a", false, "contact_self"},
		"again":             {"a", "b", true, ""},
		"the other way":     {"b", "a", true, ""},
		"one through third": {"a", "b0", true, ""},
		"one too many":      {"z", "b3", false, "contact_full"},
		"two strangers":     {"x", "y", false, ""},
	} {
		again, err := join(l.person(t, c.a), l.person(t, c.b))
		if again != c.again || codeOf(err) != c.code {
			t.Errorf("%s: again %v, %v", name, again, err)
		}
	}
	for name, c := range map[string]struct {
		of    string
		n     int64
		by    Actor
		again bool
		code  string
	}{
		"who made it":                  {"a", made, Actor{ID: "mei"}, false, ""},
		"from the other side":          {"b7", made, Actor{ID: "mei"}, false, ""},
		"a colleague":                  {"a", made, Actor{ID: "bo"}, false, "not_linker"},
		"a superior":                   {"a", made, Actor{ID: "sue", Any: true}, false, ""},
		"of another customer":          {"x", made, Actor{ID: "sue", Any: true}, false, "no_link"},
		"none":                         {"a", 99, Actor{ID: "sue", Any: true}, false, "no_link"},
		"twice":                        {"x", gone, Actor{ID: "bo"}, true, ""},
		"what was no link at all":      {"x", gone + 1, Actor{ID: "bo", Any: true}, false, "no_link"},
		"twice, by who could not once": {"y", gone, Actor{ID: "mei"}, false, "not_linker"},
	} {
		_, again, err := part(l.person(t, c.of), c.n, c.by)
		if again != c.again || codeOf(err) != c.code {
			t.Errorf("%s: again %v, %v", name, again, err)
		}
	}
}

// TestManyLinksAndUndos compares the persons with those of an independent count, whatever was linked and taken back in whatever
// order.
func TestManyLinksAndUndos(t *testing.T) {
	t.Parallel()
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	rng := rand.New(rand.NewPCG(seed, 6))
	for range 60 {
		const n = 12
		key := func(i int) string { return string(rune('a' + i)) }
		var l log
		live := map[int64][2]int{} // what is in force
		for range 80 {
			if len(live) > 0 && rng.IntN(3) == 0 {
				for at := range live {
					l.undo(at)
					delete(live, at)
					break
				}
			} else {
				a, b := rng.IntN(n), rng.IntN(n)
				again, err := join(l.person(t, key(a)), l.person(t, key(b)))
				if together := colour(live, n); again != (a != b && together[a] == together[b]) || (err != nil) != (a == b) {
					t.Fatalf("%s with %s: again %v, %v", key(a), key(b), again, err)
				}
				if a != b && (!again || rng.IntN(4) == 0) { // a circle now and then, as if the record had one
					live[l.link(key(a), key(b), "")] = [2]int{a, b}
				}
			}
			together := colour(live, n)
			for i := range n {
				var want string
				for j := range n {
					if together[i] == together[j] {
						want += key(j)
					}
				}
				if got := keys(l.person(t, key(i))); got != want {
					t.Fatalf("the person of %s is %q, want %q\n%+v", key(i), got, want, l)
				}
			}
		}
	}
}

// colour paints what is linked in one colour: each link paints over, until nothing changes.
func colour(links map[int64][2]int, n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	for changed := true; changed; {
		changed = false
		for _, pair := range links {
			low := min(out[pair[0]], out[pair[1]])
			changed = changed || out[pair[0]] != low || out[pair[1]] != low
			out[pair[0]], out[pair[1]] = low, low
		}
	}
	return out
}
