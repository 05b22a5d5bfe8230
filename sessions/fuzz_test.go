package sessions_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"firstline/sessions"
)

// FuzzApply makes a life of the bytes and checks all that witness knows.
// go test ./sessions -run - -fuzz FuzzApply -fuzztime 5m -fuzzminimizetime 10x
func FuzzApply(f *testing.F) {
	dice := rand.NewChaCha8([32]byte{1})
	for range 32 {
		seed := make([]byte, 4096)
		_, _ = dice.Read(seed) // never fails
		f.Add(seed)
	}
	f.Fuzz(rapid.MakeFuzz(anyLife))
}

// FuzzDecode reads anything as a stored event. What can be read is written the same way again, and applying it in any
// phase is answered, never a panic.
func FuzzDecode(f *testing.F) {
	for _, e := range examples() {
		body, err := sessions.Encode(e, nil)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(sessions.Kind(e), body)
	}
	f.Add("customer_wrote", []byte(`{"at":9223372036854775807,"opening":{}}`))
	f.Add("time_reached", []byte(`null`))
	f.Add("nonsense", []byte(`{}`))
	f.Fuzz(func(t *testing.T, kind string, body []byte) {
		e, err := sessions.Decode(kind, body)
		if err != nil {
			return
		}
		back, _, err := stored(e, nil)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(e, back, cmpopts.EquateEmpty()); diff != "" || sessions.Kind(back) != kind {
			t.Errorf("read as %+v, then as %+v\n%s", e, back, diff)
		}
		for _, s := range phases(t) {
			_, _, _ = sessions.Apply(houseRules(), s, e)
		}
	})
}

// phases has a session in every phase.
func phases(t *testing.T) []sessions.State {
	t.Helper()
	queued, serving, closing, closed := newWitness(t, houseRules()), served(t), served(t), served(t)
	queued.must(sessions.CustomerWrote{At: morning(), Opening: &sessions.Opening{Session: "s1", Ordinal: 1}})
	closing.must(sessions.CloseRequested{At: morning() + 60_000, By: "anna", Outcome: "solved"})
	closed.must(sessions.CloseRequested{At: morning() + 60_000, By: "anna", Outcome: "solved", Skip: "blocked"})
	return []sessions.State{{}, queued.s, serving.s, closing.s, closed.s}
}
