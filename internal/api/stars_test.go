package api

import (
	"testing"

	"firstline/internal/desk"
)

// TestStarsThatAreOutOfSight: what was starred and has gone to somebody else can be let go of, and goes by itself when one looks;
// it does not count among what one can have.
func TestStarsThatAreOutOfSight(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	mei, bo := r.hire("mei", desk.RankAgent, "service"), r.hire("bo", desk.RankAgent, "service")
	kept := func() int64 {
		t.Helper()
		n, err := r.store.CountStars(t.Context(), string(bo.id))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	starred := func(key string) string {
		t.Helper()
		at := "/api/v1/sessions/" + r.writes("web", key, "在吗")
		bo.must(204, "PUT", at+"/star", obj{"star": true, "pin": true})
		mei.must(200, "POST", at+"/take", nil)
		return at
	}
	at := starred("k1")
	bo.must(404, "PUT", at+"/star", obj{"star": true, "pin": false})
	bo.must(204, "PUT", at+"/star", obj{"pin": false})
	if n := kept(); n != 1 {
		t.Errorf("%d are kept once it is not pinned", n)
	}
	bo.must(204, "PUT", at+"/star", obj{"star": false})
	if n := kept(); n != 0 {
		t.Errorf("%d are kept", n)
	}
	starred("k2")
	still := "/api/v1/sessions/" + r.writes("web", "k3", "在吗")
	bo.must(204, "PUT", still+"/star", obj{"pin": true})
	if rows := bo.must(200, "GET", "/api/v1/me/stars", nil).body["stars"].([]any); len(rows) != 1 || kept() != 1 {
		t.Errorf("shown are %d, kept %d", len(rows), kept())
	}
}
