package inbox

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/testenv"
	"firstline/sessions"
	"firstline/sessions/memstore"
)

// databases runs a test on both records.
func databases(t *testing.T, do func(t *testing.T, r *rig)) {
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); do(t, newRig(t)) })
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		do(t, rigOn(t, newStore(t, testenv.Postgres(t)), memstore.New(memstore.Options{})))
	})
}

// TestPagesAreTheWholeList compares every view of every kind of person with a plain filter over all sessions.
func TestPagesAreTheWholeList(t *testing.T) {
	t.Parallel()
	databases(t, func(t *testing.T, r *rig) {
		who := map[string]access.Viewer{}
		for login, groups := range map[string][]desk.GroupID{"mei": {"order", "service"}, "bo": {"complaint"}, "none": nil} {
			who[login] = access.NewViewer(r.agent(login, desk.RankAgent, groups...), login, desk.RankAgent, groups)
		}
		who["sue"] = access.NewViewer(r.agent("sue", desk.RankSupervisor), "sue", desk.RankSupervisor, nil)
		all := someSessions(r, rand.New(rand.NewPCG(5, 6)), who["mei"].ID, who["bo"].ID)
		for name, v := range who {
			for _, view := range []View{ViewMine, ViewQueue, ViewAll, ViewClosed} {
				want := wanted(all, v, view)
				for _, limit := range []int{1, 7, 200} {
					if diff := cmp.Diff(want, r.pages(v, view, limit)); diff != "" {
						t.Errorf("%s, %s by %d: %s", name, view, limit, diff)
					}
				}
			}
		}
	})
}

// someSessions commits sessions of all phases; several share their places in the order.
func someSessions(r *rig, rng *rand.Rand, holders ...desk.AgentID) []*conv {
	groups := []desk.GroupID{"service", "order", "complaint", "not served any more"}
	var all []*conv
	base := desk.At(time.Now())
	for i := range 60 {
		c := r.open(groups[rng.IntN(len(groups))], fmt.Sprint("s", i))
		c.change(func(s *sessions.State) {
			s.OpenedAt = base + desk.Millis(rng.IntN(10))
			s.QueuedAt = s.OpenedAt
			if rng.IntN(2) == 0 {
				s.Waits = []sessions.Wait{{Seq: 1, Since: s.OpenedAt, Due: s.OpenedAt.Add(time.Minute)}}
			}
		})
		if rng.IntN(3) > 0 {
			c.give(holders[rng.IntN(len(holders))])
		}
		if rng.IntN(3) == 0 {
			c.change(func(s *sessions.State) {
				s.Owner = holders[rng.IntN(len(holders))]
				if s.Holder != nil {
					s.Last = s.Holder.Agent
				}
				s.Phase, s.Holder, s.Waits, s.ClosedAt = sessions.Closed, nil, nil, base+desk.Millis(rng.IntN(5))
			})
		}
		all = append(all, c)
	}
	return all
}

func wanted(all []*conv, v access.Viewer, view View) []string {
	var in []*conv
	for _, c := range all {
		row := c.row()
		f := readFacts(row.State)
		if view.holds(v, f.standing(&row)) {
			in = append(in, c)
		}
	}
	slices.SortFunc(in, func(a, b *conv) int {
		ra, rb := a.row(), b.row()
		if view.before(view.place(&ra), view.place(&rb)) {
			return -1
		}
		return 1
	})
	ids := []string{}
	for _, c := range in {
		ids = append(ids, string(c.st.ID))
	}
	return ids
}

// pages walks a list to its end.
func (r *rig) pages(v access.Viewer, view View, limit int) []string {
	r.t.Helper()
	ids, cursor := []string{}, ""
	for {
		p, err := r.hub.Page(context.Background(), v, view, limit, cursor)
		if err != nil {
			r.t.Fatal(err)
		}
		for _, row := range p.Rows {
			ids = append(ids, string(row.ID))
		}
		if p.Next == "" {
			return ids
		}
		cursor = p.Next
	}
}

func TestCursorsOfOthersAreRefused(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	sue := access.NewViewer(r.agent("sue", desk.RankSupervisor), "sue", desk.RankSupervisor, nil)
	good := ViewAll.cursor(place{7, "0190-a"})
	for name, c := range map[string]string{"of another view": good, "no base64": "§", "no parts": "YQ", "not an id": ViewQueue.cursor(place{1, "a\x00"}), "long": ViewQueue.cursor(place{1, desk.SessionID(make([]byte, 100))})} {
		if _, err := r.hub.Page(context.Background(), sue, ViewQueue, 10, c); desk.KindOf(err) != desk.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got, err := ViewAll.parse(good); err != nil || got != (place{7, "0190-a"}) {
		t.Errorf("%v, %v", got, err)
	}
}

func TestCountsMatchTheLists(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	mei := access.NewViewer(r.agent("mei", desk.RankAgent, "order"), "mei", desk.RankAgent, []desk.GroupID{"order"})
	bo := r.agent("bo", desk.RankAgent)
	sue := access.NewViewer(r.agent("sue", desk.RankSupervisor), "sue", desk.RankSupervisor, nil)
	all := someSessions(r, rand.New(rand.NewPCG(9, 9)), mei.ID, bo)
	for _, v := range []access.Viewer{mei, sue} {
		p, err := r.hub.Page(context.Background(), v, ViewMine, 1, "")
		if err != nil {
			t.Fatal(err)
		}
		want := Counts{Mine: len(wanted(all, v, ViewMine)), Queue: len(wanted(all, v, ViewQueue)), All: len(wanted(all, v, ViewAll))}
		if diff := cmp.Diff(want, p.Counts); diff != "" {
			t.Errorf("%s: %s", v.Name, diff)
		}
	}
}

func TestSmallThings(t *testing.T) {
	t.Parallel()
	if a, b := Number("0190a0b0-1111-7222-8333-444455556666"), Number("0190a0b0-1111-7222-8333-444455556667"); a == b || len(a) != 6 {
		t.Errorf("numbers %q, %q", a, b)
	}
	for range 2000 { // a label leads back to the id, however people write it
		id := uuid.Must(uuid.NewV7()).String()
		label := Number(desk.SessionID(id))
		for _, written := range []string{label, strings.ToLower(label), " #" + label[:3] + " " + label[3:], strings.NewReplacer("0", "o", "1", "l").Replace(label)} {
			if tails, ok := tailsOf(written); !ok || !slices.Contains(tails[:], id[28:]) {
				t.Fatalf("%q of %s leads to %q", written, id, tails)
			}
		}
	}
	for _, wrong := range []string{"", "ABC12", "ABC1234", "ABC12U", "长长长长长长", "%BC123"} {
		if tails, ok := tailsOf(wrong); ok {
			t.Errorf("%q leads to %q", wrong, tails)
		}
	}
	var seen recent
	if !seen.newer("a", 2) || seen.newer("a", 1) || seen.newer("a", 2) || !seen.newer("a", 3) {
		t.Error("an old hint passed for a new one")
	}
	for i := range 3 * recentSize {
		seen.newer(desk.SessionID(fmt.Sprint(i)), 1)
	}
	if n := len(seen.young) + len(seen.old); n > 2*recentSize {
		t.Errorf("%d sessions are remembered", n)
	}
	var m meter
	now := time.Now()
	n := 0
	for m.allow(now) {
		n++
	}
	if n != saidBurst || !m.allow(now.Add(time.Second)) {
		t.Errorf("%d frames at once", n)
	}
	f := readFacts([]byte("no json"))
	if len(f.Waits) != 0 || f.Ending != nil {
		t.Error("a state that cannot be read has facts")
	}
}

func BenchmarkPage(b *testing.B) {
	r := newRig(b)
	sue := access.NewViewer(r.agent("sue", desk.RankSupervisor), "sue", desk.RankSupervisor, nil)
	for range 1000 {
		r.open("order", "hello there, where is my order?")
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.hub.Page(context.Background(), sue, ViewAll, 30, ""); err != nil {
			b.Fatal(err)
		}
	}
}
