package inbox

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/router"
	"firstline/sessions"
)

// TestSieveFindsWhatIsThere compares what is looked for in every view with a plain filter over all sessions, and the figures
// with what each word alone finds.
func TestSieveFindsWhatIsThere(t *testing.T) {
	t.Parallel()
	databases(t, func(t *testing.T, r *rig) {
		seed := rand.Uint64()
		t.Logf("seed %d", seed)
		rng := rand.New(rand.NewPCG(seed, 1))
		mei := access.NewViewer(r.agent("mei", desk.RankAgent, "order", "service"), "mei", desk.RankAgent, []desk.GroupID{"order", "service"})
		sue := access.NewViewer(r.agent("sue", desk.RankSupervisor), "sue", desk.RankSupervisor, nil)
		all := someSessions(r, rng, mei.ID, sue.ID)
		for _, c := range all {
			c.change(func(s *sessions.State) { decorate(s, rng) })
		}
		writes := map[string]drafted{string(mei.ID): r.someDrafts(rng, mei.ID, all), string(sue.ID): r.someDrafts(rng, sue.ID, all)}
		for range 60 {
			by := Sieve{Is: []string{"", "", "reply", "overdue", "complaint", "promise", "left", "reply,promise", "draft", "draft,reply"}[rng.IntN(10)], Group: []desk.GroupID{"", "", "service"}[rng.IntN(3)],
				Channel: []desk.ChannelID{"", "", "web", "none"}[rng.IntN(4)], Speciality: []desk.Speciality{"", "", "technical"}[rng.IntN(3)], Order: []Order{"", ByNewest, ByLongest}[rng.IntN(3)]}
			who := []access.Viewer{mei, sue}[rng.IntN(2)]
			view := []View{ViewMine, ViewQueue, ViewAll, ViewClosed}[rng.IntN(4)]
			p, err := r.hub.Sift(context.Background(), who, view, by, 200)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(sifted(all, who, view, by, writes[string(who.ID)]), idsOf(p.Rows)); diff != "" {
				t.Fatalf("%s, %s by %+v: %s", who.Name, view, by, diff)
			}
			for _, i := range everyIs() {
				if n := len(sifted(all, who, view, Sieve{Is: string(i)}, writes[string(who.ID)])); n != p.Facets.Is[i] {
					t.Fatalf("%s, %s: %d are %s, counted %d", who.Name, view, n, i, p.Facets.Is[i])
				}
			}
		}
	})
}

// decorate gives a session some of what lists are looked through for.
func decorate(s *sessions.State, rng *rand.Rand) {
	if len(s.Waits) > 0 {
		s.Waits[0].Breached, s.Waits[0].Since = rng.IntN(2) == 0, s.Waits[0].Since+desk.Millis(rng.IntN(5))
	}
	if rng.IntN(3) == 0 {
		s.Promises = []sessions.Promise{{N: 1, Until: s.OpenedAt + 1, Missed: rng.IntN(2) == 0}}
	}
	s.Register = []string{"", "", "TS-1"}[rng.IntN(3)]
	s.Need = []desk.Speciality{"", "technical"}[rng.IntN(2)]
	s.Left = rng.IntN(3) == 0
}

// someDrafts lets somebody write in some of the sessions, and send or throw away what was written in others.
func (r *rig) someDrafts(rng *rand.Rand, who desk.AgentID, all []*conv) drafted {
	r.t.Helper()
	out := drafted{}
	err := r.store.Write(context.Background(), func(q *dbq.Queries) error {
		for i, c := range all {
			text := []string{"", "您好", ""}[rng.IntN(3)]
			_, err := q.AddDraft(context.Background(), dbq.AddDraftParams{Agent: string(who), Session: string(c.st.ID), Mode: []string{"reply", "note"}[i%2], N: 1, Text: text, Scripts: "[]", Files: "[]", At: int64(i)})
			if err != nil {
				return err
			}
			if text != "" {
				out[c.st.ID] = true
			}
		}
		return nil
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return out
}

// sifted is Sift in plain words.
func sifted(all []*conv, v access.Viewer, view View, by Sieve, writes drafted) []string {
	type one struct {
		id   string
		rank int64
	}
	var in []one
	for i, id := range wanted(all, v, view) {
		c := all[slices.IndexFunc(all, func(c *conv) bool { return string(c.st.ID) == id })]
		late := slices.ContainsFunc(c.st.Waits, func(w sessions.Wait) bool { return w.Breached }) || slices.ContainsFunc(c.st.Promises, func(p sessions.Promise) bool { return p.Missed })
		is := map[string]bool{"": true, "reply": len(c.st.Waits) > 0, "overdue": late, "complaint": c.st.Register != "", "promise": len(c.st.Promises) > 0, "left": c.st.Left, "draft": writes[c.st.ID], "draft,reply": writes[c.st.ID] && len(c.st.Waits) > 0,
			"reply,promise": len(c.st.Waits) > 0 && len(c.st.Promises) > 0}
		if !is[by.Is] || by.Group != "" && by.Group != c.st.Group || by.Channel != "" && by.Channel != c.st.Address.Channel || by.Speciality != "" && by.Speciality != c.st.Need {
			continue
		}
		rank := int64(i)
		if view != ViewClosed && by.Order == ByNewest {
			rank = -int64(c.row().PreviewAt)
		} else if view != ViewClosed && by.Order == ByLongest {
			rank = int64(c.st.OpenedAt) + 1e15
			if len(c.st.Waits) > 0 {
				rank = int64(c.st.Waits[0].Since)
			}
		}
		in = append(in, one{id, rank})
	}
	slices.SortStableFunc(in, func(a, b one) int {
		switch {
		case a.rank != b.rank:
			return int(min(max(a.rank-b.rank, -1), 1))
		case a.id < b.id:
			return -1
		}
		return 1
	})
	ids := []string{}
	for _, o := range in {
		ids = append(ids, o.id)
	}
	return ids
}

func idsOf(rows []Row) []string {
	ids := []string{}
	for _, r := range rows {
		ids = append(ids, string(r.ID))
	}
	return ids
}

// TestSieveKeepsAListTrue: a screen that looks for something hears of what comes to fit, of what does not fit any more, and of
// nothing else.
func TestSieveKeepsAListTrue(t *testing.T) {
	t.Parallel()
	l := newListing(ViewAll, Sieve{Is: "reply", Order: ByLongest}, 2)
	l.shown = map[desk.SessionID]int64{}
	sue := access.NewViewer("sue", "sue", desk.RankSupervisor, nil)
	tell := func(id string, version int64, since desk.Millis) verdict {
		e := &event{id: desk.SessionID(id), to: version, standing: access.Standing{Phase: sessions.Serving, Holder: "mei"}, hint: &router.Hint{Session: store.Session{ID: desk.SessionID(id)}}}
		if since > 0 {
			e.facts.Waits = []sessions.Wait{{Since: since}}
		}
		return l.judge(e, sue)
	}
	for i, c := range []struct {
		id      string
		version int64
		since   desk.Millis
		want    verdict
	}{{"a", 1, 0, nothing}, {"a", 2, 50, update}, {"b", 1, 60, update}, {"a", 3, 0, update}, {"a", 4, 0, nothing}, {"b", 1, 60, nothing}} {
		if got := tell(c.id, c.version, c.since); got != c.want {
			t.Errorf("%d: %s at version %d is %d, want %d", i, c.id, c.version, got, c.want)
		}
	}
	l.full, l.last = true, place{60, "b"}
	if got := tell("c", 1, 70); got != nothing {
		t.Errorf("what stands below is told of: %d", got)
	}
	if got := tell("d", 1, 10); got != update {
		t.Errorf("what comes to the top is not: %d", got)
	}
}

func TestSieveWords(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"": true, "reply": true, "reply,left": true, "urgent": false, "reply,": true, "Reply": false,
		"reply,overdue,complaint,promise,left,draft": true, strings.Repeat("reply,", 20): false, strings.Repeat(",", 101): false} {
		if got := (Sieve{Is: text}).Valid(); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
	if (Sieve{Order: "oldest"}).Valid() || (Sieve{Channel: desk.ChannelID(fmt.Sprintf("%065d", 0))}).Valid() {
		t.Error("an unknown order, or a name that is too long, is valid")
	}
}
