package inbox

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/uuid"

	"firstline/internal/api/access"
	"firstline/internal/contacts"
	"firstline/internal/desk"
	"firstline/sessions"
)

// archive puts closed sessions straight into the record.
type archive struct {
	*rig
	ordinals map[desk.Address]int64
}

func (a archive) put(id string, at desk.Address, closed desk.Millis) {
	a.t.Helper()
	a.ordinals[at]++
	state, err := json.Marshal(sessions.State{ID: desk.SessionID(id), Address: at, Phase: sessions.Closed, Last: "somebody"})
	if err != nil {
		a.t.Fatal(err)
	}
	err = a.store.Exec(a.t.Context(), `INSERT INTO session (id, channel, conv_key, ordinal, part, version, phase, grp, holder, owner, title, opened_at, queued_at, closed_at, next_due, urgency, preview_role, preview_text, preview_at, state, head)
VALUES ($1, $2, $3, $4, 0, 1, 'closed', 'service', '', '', '', 0, 0, $5, 0, 0, '', '', 0, $6, $7)`, id, string(at.Channel), at.Key, a.ordinals[at], int64(closed), string(state), []byte{1})
	if err != nil {
		a.t.Fatal(err)
	}
}

// TestEarlierPagesAcrossAddresses: the record of all addresses is one list, by when sessions were closed; its pages neither skip nor
// repeat anything, also while sessions go on being closed. Shows RTE-06.
func TestEarlierPagesAcrossAddresses(t *testing.T) {
	t.Parallel()
	databases(t, func(t *testing.T, r *rig) {
		seed := rand.Uint64()
		t.Logf("seed %d", seed)
		rng := rand.New(rand.NewPCG(seed, 9))
		a := archive{r, map[desk.Address]int64{}}
		at := make([]desk.Address, 4)
		for i := range at {
			at[i] = desk.Address{Channel: desk.ChannelID(fmt.Sprint("c", i%2)), Key: fmt.Sprint("k", i)}
		}
		links := contacts.New(contacts.Options{Record: r.store, Live: r.live})
		for i := range at[1:] {
			if _, err := links.Link(t.Context(), contacts.Actor{ID: "mei"}, at[i], at[i+1], contacts.Saying{Why: "w"}); err != nil {
				t.Fatal(err)
			}
		}
		type closed struct {
			id string
			at desk.Millis
		}
		var all []closed
		now := desk.Millis(1000)
		add := func(on desk.Address) {
			now += desk.Millis(rng.IntN(2)) // many at the same instant
			c := closed{uuid.Must(uuid.NewV7()).String(), now}
			a.put(c.id, on, c.at)
			all = append(all, c)
		}
		for range 40 {
			add(at[rng.IntN(len(at))])
			a.put(uuid.Must(uuid.NewV7()).String(), desk.Address{Channel: "c0", Key: "stranger"}, now)
		}
		want := slices.Clone(all)
		slices.SortFunc(want, func(x, y closed) int { return -cmp.Or(cmp.Compare(x.at, y.at), cmp.Compare(x.id, y.id)) })

		sue := access.NewViewer("sue", "Sue", desk.RankSupervisor, nil)
		for _, from := range []int{-1, 0, 17, len(want) - 1} { // -1: a session that is open
			of, rest := Row{ID: "open", At: at[0], Phase: "serving"}, want
			if from >= 0 {
				of.ID, of.Phase, of.ClosedAt, rest = desk.SessionID(want[from].id), "closed", want[from].at, want[from+1:]
			}
			var got []string
			for cursor := ""; ; {
				page, err := r.hub.Earlier(t.Context(), sue, of, cursor, 1+rng.IntN(7))
				if err != nil {
					t.Fatal(err)
				}
				for _, e := range page.Sessions {
					got = append(got, string(e.ID))
				}
				if cursor = page.Next; cursor == "" {
					break
				}
			}
			for i, c := range rest {
				if i >= len(got) || got[i] != c.id || len(got) != len(rest) {
					t.Fatalf("from %d: %d sessions, want %d; they differ at %d", from, len(got), len(rest), i)
				}
			}
		}
		first, err := r.hub.Earlier(t.Context(), sue, Row{ID: "open", At: at[0], Phase: "serving"}, "", 10)
		if err != nil || first.Total != int64(len(want)) {
			t.Fatalf("%d in all, want %d: %v", first.Total, len(want), err)
		}
		now += 10
		add(at[2]) // closed while somebody pages: it stands above what was shown
		second, err := r.hub.Earlier(t.Context(), sue, Row{ID: "open", At: at[0], Phase: "serving"}, first.Next, 1)
		if err != nil || string(second.Sessions[0].ID) != want[10].id {
			t.Errorf("the next page begins with %v, want %s: %v", second.Sessions, want[10].id, err)
		}
	})
}

// TestANumberThatTwoHave: a session's number is no key; where two have it, nobody is shown.
func TestANumberThatTwoHave(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	a := archive{r, map[desk.Address]int64{}}
	ids := []string{"0190a0b0-1111-7222-8333-444455556666", "0190a0b0-9999-7222-8333-4444d5556666", "0190a0b0-9999-7222-8333-444455556667"}
	for i, id := range ids {
		a.put(id, desk.Address{Channel: "web", Key: fmt.Sprint("k", i)}, 1)
	}
	sue := access.NewViewer("sue", "Sue", desk.RankSupervisor, nil)
	find := func(id string) (Meant, string) {
		m, err := r.hub.Find(context.Background(), sue, Row{At: desk.Address{Channel: "web", Key: "x"}}, Naming{Number: Number(desk.SessionID(id))})
		var e *desk.Error
		if errors.As(err, &e) {
			return m, e.Code
		}
		return m, ""
	}
	if Number(desk.SessionID(ids[0])) != Number(desk.SessionID(ids[1])) {
		t.Fatal("these two have different numbers")
	}
	if m, code := find(ids[0]); code != "two_customers" || m != (Meant{}) {
		t.Errorf("%+v, %q", m, code)
	}
	if m, code := find(ids[2]); code != "" || m.At.Key != "k2" {
		t.Errorf("%+v, %q", m, code)
	}
}
