package media

import (
	"testing"

	"firstline/internal/desk"
	"firstline/internal/testenv"
	"firstline/router"
)

// TestSettledFromAnOlderView: a node fetches the file of a message that came by another node, after it has itself dealt with the
// session as that was before.
func TestSettledFromAnOlderView(t *testing.T) {
	t.Parallel()
	b := newBench(t, testenv.Postgres(t))
	one, two := b.start("a"), b.start("b")
	one.rest()
	b.net.offers("r", content("bytes"))
	id := one.writes("net", "k")
	if _, err := two.router.Note(t.Context(), router.Actor{ID: "anna"}, desk.SessionID(id), "n1", "之前"); err != nil {
		t.Fatal(err)
	}
	if _, err := one.router.Note(t.Context(), router.Actor{ID: "anna"}, desk.SessionID(id), "n2", "别处"); err != nil {
		t.Fatal(err)
	}
	one.writes("net", "k", "r")
	two.media.Wake()
	if got := two.settled(id); len(got) != 1 || got[0].State != desk.FileStored || b.net.times("r") != 1 {
		t.Errorf("%+v after %d fetches", got, b.net.times("r"))
	}
}
