package sessions_test

import (
	"bytes"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"firstline/internal/desk"
	"firstline/sessions"
)

// entry is a row of the log as verify reads it.
type entry struct {
	Version   int64
	At        int64
	Kind, Who string
	Body      []byte
}

// head folds the log of a session into its newest hash.
func head(id desk.SessionID, log []entry) []byte {
	var h []byte
	for _, e := range log {
		h = sessions.Link(h, id, e.Version, desk.Millis(e.At), e.Kind, e.Who, e.Body)
	}
	return h
}

// TestAnyChangeBreaksTheChain: whatever single thing is done to a log, the newest hash is another one.
func TestAnyChangeBreaksTheChain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		log := rapid.SliceOfN(rapid.Make[entry](), 1, 12).Draw(t, "log")
		was := head("s1", log)
		id, forged := forge(t, log)
		if slices.EqualFunc(log, forged, equal) && id == "s1" {
			t.Skip("nothing was changed")
		}
		if bytes.Equal(head(id, forged), was) {
			t.Fatalf("the forged log has the same hash")
		}
	})
}

func equal(a, b entry) bool {
	return a.Version == b.Version && a.At == b.At && a.Kind == b.Kind && a.Who == b.Who && bytes.Equal(a.Body, b.Body)
}

// forge changes one thing about a copy of the log.
func forge(t *rapid.T, log []entry) (desk.SessionID, []entry) {
	out := slices.Clone(log)
	i := rapid.IntRange(0, len(out)-1).Draw(t, "where")
	e := &out[i]
	switch rapid.SampledFrom([]string{"version", "at", "kind", "who", "body", "border", "drop", "twice", "swap", "session"}).Draw(t, "what") {
	case "version":
		e.Version += rapid.Int64Min(1).Draw(t, "by")
	case "at":
		e.At ^= 1 << rapid.IntRange(0, 63).Draw(t, "bit")
	case "kind":
		e.Kind += rapid.StringN(1, 3, -1).Draw(t, "more")
	case "who":
		e.Who = rapid.String().Draw(t, "who")
	case "body":
		e.Body = append(slices.Clone(e.Body), 0)
		e.Body[rapid.IntRange(0, len(e.Body)-1).Draw(t, "byte")] ^= 1
	case "border": // the same bytes, cut elsewhere
		e.Kind, e.Who = e.Kind+e.Who, ""
	case "drop":
		out = slices.Delete(out, i, i+1)
	case "twice":
		out = slices.Insert(out, i, out[i])
	case "swap":
		j := (i + 1) % len(out)
		out[i], out[j] = out[j], out[i]
	case "session":
		return "s2", out
	}
	return "s1", out
}

func TestDigestHidesTheText(t *testing.T) {
	t.Parallel()
	a, b := sessions.Digest("salt one", "是"), sessions.Digest("salt two", "是")
	if a == b || a != sessions.Digest("salt one", "是") || a == sessions.Digest("salt one", "否") {
		t.Errorf("%q, %q: a digest depends on salt and text, and on nothing else", a, b)
	}
}
