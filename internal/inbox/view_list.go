package inbox

import (
	"cmp"
	"encoding/base64"
	"math"
	"slices"
	"strconv"
	"strings"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/sessions"
)

// View is a list of sessions that people look at.
type View string

// The views.
const (
	ViewMine   View = "mine"   // what one holds or owns, most urgent first
	ViewQueue  View = "queue"  // what waits in one's groups, longest first
	ViewAll    View = "all"    // everything open, most urgent first
	ViewClosed View = "closed" // newest first
	ViewOwed   View = "owed"   // where one owes somebody an answer, what is due first on top (FLW-11)
	ViewAsked  View = "asked"  // where a question to one waits for its answer, most urgent first
)

// Valid says whether there is such a view.
func (v View) Valid() bool {
	return v == ViewMine || v == ViewQueue || v == ViewAll || v == ViewClosed || v == ViewAsked || v == ViewOwed
}

// holds says whether the session belongs into the viewer's list.
func (v View) holds(who access.Viewer, s access.Standing) bool {
	switch v {
	case ViewMine:
		return s.Phase.Open() && (s.Holder == who.ID || s.Owner == who.ID)
	case ViewQueue:
		return s.Phase == sessions.Queued && who.InQueue(s.Group)
	case ViewAll:
		return s.Phase.Open() && who.SeesAll()
	case ViewClosed:
		return s.Phase == sessions.Closed && who.Sees(s)
	case ViewAsked:
		return asked(who, s)
	case ViewOwed:
		return who.OwedAt(s) != 0
	}
	return false
}

// asked says whether a question to the viewer waits for its answer, or the viewer was skipped and is to be told (ESC-02).
func asked(who access.Viewer, s access.Standing) bool {
	return slices.ContainsFunc(s.Asks, func(k sessions.Ask) bool { return k.Waits() && who.Asked(k, s.Group) || who.Skipped(k, s.Group) })
}

// place is where a session stands in a list; smaller is nearer to the top.
type place struct {
	n  int64
	id desk.SessionID
}

// place gives the order in which the view's query lists.
func (v View) place(s *store.Session) place {
	switch v {
	case ViewQueue:
		return place{int64(s.QueuedAt), s.ID}
	case ViewClosed:
		return place{-int64(s.ClosedAt), s.ID}
	}
	return place{s.Urgency, s.ID}
}

// before says whether a stands before b in the view. Closed sessions are listed backwards, ids included.
func (v View) before(a, b place) bool {
	if a.n != b.n || v != ViewClosed {
		return cmp.Or(cmp.Compare(a.n, b.n), cmp.Compare(a.id, b.id)) < 0
	}
	return a.id > b.id
}

// top is before every session.
func (v View) top() place {
	if v == ViewClosed {
		return place{-math.MaxInt64, "~"}
	}
	return place{math.MinInt64, ""}
}

// cursor writes the place behind which a page goes on. It is opaque to clients.
func (v View) cursor(p place) string {
	return base64.RawURLEncoding.EncodeToString([]byte(string(v) + "." + strconv.FormatInt(p.n, 10) + "." + string(p.id)))
}

// parse reads a cursor; the empty one is the top.
func (v View) parse(cursor string) (place, error) {
	if cursor == "" {
		return v.top(), nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	parts := strings.SplitN(string(raw), ".", 3)
	if err != nil || len(parts) != 3 || parts[0] != string(v) || !isID(parts[2]) {
		return place{}, desk.Fail(desk.Invalid, "cursor", "the cursor is not one of this list: begin without one")
	}
	n, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil {
		return place{}, desk.Because(desk.Invalid, "cursor", "the cursor is not one of this list: begin without one", err)
	}
	return place{n, desk.SessionID(parts[2])}, nil
}

// isID says whether a text can be the id of a session; nothing else is ever handed to the record.
func isID(s string) bool {
	if s == "" || len(s) > 64 {
		return false
	}
	for _, c := range []byte(s) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return true
}
