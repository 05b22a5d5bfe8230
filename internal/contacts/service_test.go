package contacts

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
)

func TestMain(m *testing.M) { testenv.Main(m) }

func codeOf(err error) string {
	var e *desk.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// told keeps what was published.
type told struct {
	mu   sync.Mutex
	seen []string
}

func (p *told) Publish(_ context.Context, topic string, payload []byte) error {
	var n Notice
	if err := json.Unmarshal(payload, &n); err != nil || topic != Topic {
		return fmt.Errorf("%s: %s", topic, payload)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.seen = append(p.seen, fmt.Sprint(n.Addresses))
	return errors.New("nobody listens") // nothing depends on it
}

// house is one database with two nodes.
type house struct {
	*Service
	other *Service
	st    *store.Store
	told  told
	now   time.Time
}

// onBoth runs one test on both records. On SQLite, which has one process, the nodes share the store.
func onBoth(t *testing.T, run func(t *testing.T, h *house)) {
	t.Helper()
	record.Each(t, func(t *testing.T, dsn string) {
		open := func() *store.Store { return record.Open(t, dsn) }
		h := &house{st: open(), now: time.UnixMilli(1_700_000_000_000)}
		second := h.st
		if h.st.Dialect() == "postgres" {
			second = open()
		}
		clock := func() time.Time { return h.now }
		h.Service = New(Options{Record: h.st, Live: &h.told, Now: clock})
		h.other = New(Options{Record: second, Live: &h.told, Now: clock})
		run(t, h)
	})
}

func (h *house) of(t *testing.T, key string) string {
	t.Helper()
	p, err := h.Of(t.Context(), addr(key))
	if err != nil {
		t.Fatal(err)
	}
	return keys(p)
}

func (h *house) said(s *Service, a, b string) (bool, error) {
	return s.Link(context.Background(), Actor{ID: "mei"}, addr(a), addr(b), Saying{Session: "s1", Why: "  same\n telephone "})
}

// TestLinking: what is said is kept with who, when and why, in a record that nobody changes; saying it again writes nothing.
// Shows RTE-06, CUS-10, SEC-01.
func TestLinking(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, h *house) {
		for i, want := range []bool{false, true, true} {
			a, b := "a", "b"
			if i == 2 {
				a, b = b, a
			}
			if again, err := h.said(h.Service, a, b); again != want || err != nil {
				t.Fatalf("%d: again %v, %v", i, again, err)
			}
		}
		if again, err := h.said(h.other, "b", "c"); again || err != nil {
			t.Fatal(again, err)
		}
		p, err := h.Of(t.Context(), addr("c"))
		if err != nil || keys(p) != "abc" || *p.Members[2].Via != (Act{N: 1, A: addr("a"), B: addr("b"), At: desk.At(h.now), Who: "mei", Why: "same telephone", Session: "s1"}) {
			t.Fatalf("%+v: %v", p, err)
		}
		for _, why := range []string{"", " \n ", strings.Repeat("长", WhyMost+1)} {
			if _, err := h.Link(t.Context(), Actor{ID: "mei"}, addr("a"), addr("z"), Saying{Why: why}); codeOf(err) != "contact_reason" {
				t.Errorf("the reason %q: %v", why, err)
			}
			if _, err := h.Undo(t.Context(), Actor{ID: "mei"}, addr("a"), 1, Saying{Why: why}); codeOf(err) != "contact_reason" {
				t.Errorf("the reason %q: %v", why, err)
			}
		}
		if _, err := h.Undo(t.Context(), Actor{ID: "bo"}, addr("a"), 1, Saying{Why: "no"}); codeOf(err) != "not_linker" {
			t.Error(err)
		}
		h.now = h.now.Add(time.Minute)
		for i, want := range []bool{false, true} {
			if again, err := h.other.Undo(t.Context(), Actor{ID: "sue", Any: true}, addr("b"), 1, Saying{Session: "s2", Why: strings.Repeat("错", WhyMost)}); again != want || err != nil {
				t.Fatalf("%d: again %v, %v", i, again, err)
			}
		}
		if got := h.of(t, "a") + " " + h.of(t, "c"); got != "a bc" {
			t.Errorf("after the undoing: %s", got)
		}
		if p, err := h.Of(t.Context(), addr("a")); err != nil || len(p.Undone) != 1 || p.Undone[0].Link.N != 1 || p.Undone[0].Back.Who != "sue" || p.Undone[0].Back.Session != "s2" {
			t.Errorf("%+v: %v", p, err)
		}
		if want := "[web/a web/b] [web/b web/a web/c]"; fmt.Sprint(h.told.seen[0], " ", h.told.seen[2]) != want || len(h.told.seen) != 3 {
			t.Errorf("the screens were told %q", h.told.seen)
		}
		for _, table := range []string{"contact_link", "contact_look"} {
			for _, change := range []string{"DELETE FROM " + table, "UPDATE " + table + " SET who = 'x'"} {
				if err := h.Look(t.Context(), "mei", "s1", addr("a"), false); err != nil {
					t.Fatal(err)
				}
				if err := h.st.Exec(t.Context(), change); err == nil {
					t.Errorf("%s went through", change)
				}
			}
		}
	})
}

// TestTwoNodesLinkAtOnce: acts have one order, whoever says them where: no circle, no person above the limit, nothing twice.
func TestTwoNodesLinkAtOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, h *house) {
		const rounds = 6
		for round := range rounds {
			key := func(i int) string { return string(rune('A' + round*3 + i)) }
			both := []func() (bool, error){
				func() (bool, error) { return h.said(h.Service, key(0), key(1)) },
				func() (bool, error) { return h.said(h.other, key(1), key(2)) },
				func() (bool, error) { return h.said(h.other, key(2), key(0)) },
				func() (bool, error) { return h.said(h.Service, key(1), key(0)) },
			}
			fresh := atOnce(t, both)
			if got, want := h.of(t, key(1)), key(0)+key(1)+key(2); got != want || fresh != 2 {
				t.Errorf("round %d: %q, want %q; %d links, want 2", round, got, want, fresh)
			}
		}
		var undo []func() (bool, error)
		for i := range 4 {
			s := []*Service{h.Service, h.other}[i%2]
			undo = append(undo, func() (bool, error) {
				return s.Undo(context.Background(), Actor{ID: "mei"}, addr("A"), 1, Saying{Why: "no"})
			})
		}
		if fresh := atOnce(t, undo); fresh != 1 {
			t.Errorf("one link was taken back %d times", fresh)
		}
		var n, last int64
		if err := h.st.DB.QueryRow("SELECT count(*), max(n) FROM contact_link").Scan(&n, &last); err != nil || n != last || n != 2*rounds+1 {
			t.Errorf("%d acts, the last is %d: %v", n, last, err)
		}
	})
}

// atOnce runs all together and counts those that were not said before.
func atOnce(t *testing.T, all []func() (bool, error)) (fresh int) {
	t.Helper()
	var wg sync.WaitGroup
	var mu sync.Mutex
	for _, do := range all {
		wg.Go(func() {
			again, err := do()
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				t.Error(err)
			}
			if !again {
				fresh++
			}
		})
	}
	wg.Wait()
	return fresh
}

// TestAskingIsCounted: whoever asks whose contacts are whose stands in the record, and is stopped. Shows SEC-01.
func TestAskingIsCounted(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, h *house) {
		ask := func(who desk.AgentID, free bool) error { return h.Look(t.Context(), who, "s1", desk.Address{}, free) }
		for i := range looksMost {
			if err := ask("mei", false); err != nil {
				t.Fatalf("%d: %v", i, err)
			}
		}
		if err := ask("mei", false); codeOf(err) != "too_many_looks" {
			t.Errorf("once more: %v", err)
		}
		if err := errors.Join(ask("bo", false), ask("mei", true)); err != nil {
			t.Error(err)
		}
		h.now = h.now.Add(looksIn - time.Second)
		for range looksMost { // who goes on asking is refused, and is not kept waiting any longer for it
			if err := ask("mei", false); codeOf(err) != "too_many_looks" {
				t.Errorf("within the hour: %v", err)
			}
		}
		h.now = h.now.Add(time.Second)
		if err := ask("mei", false); err != nil {
			t.Errorf("an hour later: %v", err)
		}
		var let atomic.Int64 // of many at once no more than of one after the other
		var wg sync.WaitGroup
		for range looksMost + 20 {
			wg.Go(func() {
				if ask("li", false) == nil {
					let.Add(1)
				}
			})
		}
		wg.Wait()
		if let.Load() != looksMost {
			t.Errorf("%d at once were let through", let.Load())
		}
		var shown, refused int // of those refused no more stand there than can be shown
		if err := h.st.DB.QueryRow("SELECT sum(shown), sum(1 - shown) FROM contact_look").Scan(&shown, &refused); err != nil || shown != looksMost+3+looksMost || refused != looksMost+20 {
			t.Errorf("%d looks and %d refusals in the record: %v", shown, refused, err)
		}
	})
}
