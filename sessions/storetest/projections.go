package storetest

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/sessions/live"
)

var projectionTests = map[string]func(*testing.T, Open){
	"Get/absent":                  getAbsent,
	"Put/newer stamp wins":        putNewerWins,
	"Put/newest of many writers":  putConcurrently,
	"Put/batch":                   putBatch,
	"Put/batch with one address":  putBatchOneAddress,
	"Put/odd keys":                putOddKeys,
	"Put/200 KiB bodies":          putLargeBodies,
	"Put/keeps no caller's slice": putKeepsNothing,
}

func projection(key string, stamp int64, body string) live.Projection {
	return live.Projection{Address: address(key), Session: desk.SessionID(fmt.Sprint("s-", stamp)), Stamp: stamp, Body: []byte(body)}
}

// expect compares what is at the projection's address with the projection.
func expect(t *testing.T, s live.Projections, want live.Projection) {
	t.Helper()
	got, ok, err := s.Get(t.Context(), want.Address)
	must(t, err)
	if !ok {
		t.Fatalf("nothing at %q", want.Address)
	}
	if got.Address == want.Address && got.Session == want.Session && got.Stamp == want.Stamp && bytes.Equal(got.Body, want.Body) {
		return // cmp takes seconds to find large bodies equal
	}
	t.Errorf("at %q (-want +got):\n%s", want.Address, cmp.Diff(want, got))
}

func getAbsent(t *testing.T, open Open) {
	s := open(t)
	got, ok, err := s.Get(t.Context(), address("nobody"))
	must(t, err)
	if ok || got.Body != nil || got.Stamp != 0 {
		t.Errorf("got %+v, %v; want nothing", got, ok)
	}
	must(t, s.Put(t.Context(), nil))
}

func putNewerWins(t *testing.T, open Open) {
	s := open(t)
	const first, greatest = int64(1) << 32, int64(1)<<53 - 1
	for _, step := range []struct {
		put, want live.Projection
	}{
		{projection("a", first, "one"), projection("a", first, "one")},
		{projection("a", first, "same stamp"), projection("a", first, "one")},
		{projection("a", first-1, "older"), projection("a", first, "one")},
		{projection("a", first+1, ""), projection("a", first+1, "")},
		{projection("a", 2<<32|1, "next session"), projection("a", 2<<32|1, "next session")},
		{projection("a", first+9, "late word of the old one"), projection("a", 2<<32|1, "next session")},
		{projection("a", greatest, "last"), projection("a", greatest, "last")},
		{projection("a", greatest-1, "one before"), projection("a", greatest, "last")},
	} {
		must(t, s.Put(t.Context(), []live.Projection{step.put}))
		expect(t, s, step.want)
	}
}

// putConcurrently lets 16 writers put shuffled stamps to few addresses: the greatest must remain, whole.
func putConcurrently(t *testing.T, open Open) {
	s := open(t)
	const writers, addresses, stamps = 16, 4, 100
	var wg sync.WaitGroup
	for w := range writers {
		order := rand.New(rand.NewPCG(1, uint64(w))).Perm(stamps)
		wg.Go(func() {
			for _, stamp := range order {
				p := projection(fmt.Sprint("a", stamp%addresses), int64(stamp)+1, fmt.Sprint("body ", stamp+1))
				if err := s.Put(t.Context(), []live.Projection{p}); err != nil {
					t.Error(err)
				}
				if got, ok, err := s.Get(t.Context(), p.Address); err != nil || !ok || got.Stamp < p.Stamp {
					t.Errorf("after stamp %d: %+v, %v, %v", p.Stamp, got, ok, err)
				}
			}
		})
	}
	wg.Wait()
	for i := range addresses {
		newest := int64(stamps - addresses + i + 1)
		expect(t, s, projection(fmt.Sprint("a", i), newest, fmt.Sprint("body ", newest)))
	}
}

func putBatch(t *testing.T, open Open) {
	s := open(t)
	var ps []live.Projection
	for i := range 2500 { // more than any store sends at once
		ps = append(ps, projection(fmt.Sprint("a", i), int64(i)+1, fmt.Sprint("body ", i)))
	}
	must(t, s.Put(t.Context(), ps[1000:]))
	must(t, s.Put(t.Context(), ps))
	for _, p := range ps {
		expect(t, s, p)
	}
}

func putBatchOneAddress(t *testing.T, open Open) {
	s := open(t)
	must(t, s.Put(t.Context(), []live.Projection{projection("a", 2, "two"), projection("a", 3, "three"), projection("a", 1, "one")}))
	expect(t, s, projection("a", 3, "three"))
}

func putOddKeys(t *testing.T, open Open) {
	s := open(t)
	var ps []live.Projection
	for i, key := range oddKeys() {
		p := projection(key, int64(i)+1, "body of "+key)
		other := p
		other.Address.Channel, other.Body = "tg", []byte("other channel") // "tg" and "main/key" is not "tg-main" and "key"
		ps = append(ps, p, other)
	}
	must(t, s.Put(t.Context(), ps))
	for _, p := range ps {
		expect(t, s, p)
	}
}

func putLargeBodies(t *testing.T, open Open) {
	s := open(t)
	var ps []live.Projection
	for i := range 20 {
		body := bytes.Repeat([]byte{byte(i), 0, '\r', '\n', 0xff}, 200<<10/5)
		ps = append(ps, live.Projection{Address: address(fmt.Sprint("a", i)), Session: "s", Stamp: 1, Body: body})
	}
	must(t, s.Put(t.Context(), ps))
	for _, p := range ps {
		expect(t, s, p)
	}
}

func putKeepsNothing(t *testing.T, open Open) {
	s := open(t)
	mine := []byte("as it was")
	ps := []live.Projection{{Address: address("a"), Session: "s", Stamp: 1, Body: mine}}
	must(t, s.Put(t.Context(), ps))
	copy(mine, "destroyed")
	ps[0] = live.Projection{}
	expect(t, s, live.Projection{Address: address("a"), Session: "s", Stamp: 1, Body: []byte("as it was")})
}
