package inbox

import (
	"context"
	"slices"
	"strings"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/drafts"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
)

// Is is something that can be true of a session in a list (ui.md 1.6).
type Is string

// What lists are looked through for. All of it follows from the state, and from what the viewer has begun to write: opening a session
// changes nothing.
const (
	IsReply     Is = "reply"     // the customer waits for an answer
	IsOverdue   Is = "overdue"   // a target, or a promised time, has passed unmet
	IsComplaint Is = "complaint" // it stands in the complaint register
	IsPromise   Is = "promise"   // the customer was given a time (SCR-15)
	IsLeft      Is = "left"      // a left message (CHN-04)
	IsDraft     Is = "draft"     // the viewer has written something there that was not sent
)

func everyIs() []Is { return []Is{IsReply, IsOverdue, IsComplaint, IsPromise, IsLeft, IsDraft} }

// drafted are the sessions in which the viewer has a draft; nil = in none.
type drafted map[desk.SessionID]bool

// of says whether it is true of a session, for who has those drafts.
func (i Is) of(id desk.SessionID, f *facts, mine drafted) bool {
	switch i {
	case IsDraft:
		return mine[id]
	case IsReply:
		return len(f.Waits) > 0
	case IsOverdue:
		for _, w := range f.Waits {
			if w.Breached {
				return true
			}
		}
		for _, p := range f.Promises {
			if p.Missed {
				return true
			}
		}
	case IsComplaint:
		return f.Register != ""
	case IsPromise:
		return len(f.Promises) > 0
	case IsLeft:
		return f.Left
	}
	return false
}

// Order is how an open list is sorted. The zero value is the view's own: most urgent first, or longest waiting.
type Order string

// The other orders.
const (
	ByNewest  Order = "newest"  // whose newest line is the newest
	ByLongest Order = "longest" // whose customer has waited longest for an answer; who waits for none comes behind
)

// Sieve is what is looked for in a view, and in what order. The zero value is the whole view in its own order. It is comparable.
type Sieve struct {
	Is         string          `json:"is,omitempty"` // of Is, parted by commas: all of them hold
	Channel    desk.ChannelID  `json:"channel,omitempty"`
	Group      desk.GroupID    `json:"group,omitempty"`
	Speciality desk.Speciality `json:"speciality,omitempty"` // that the matter needs (ORG-03)
	Order      Order           `json:"order,omitempty"`
}

// isMost bounds Is, in bytes: all the words together are shorter.
const isMost = 100

// Valid says whether every word of it is known.
func (v Sieve) Valid() bool {
	if len(v.Is) > isMost {
		return false
	}
	for _, i := range v.all() {
		if !slices.Contains(everyIs(), i) {
			return false
		}
	}
	return slices.Contains([]Order{"", ByNewest, ByLongest}, v.Order) && len(v.Channel) <= 64 && len(v.Group) <= 64 && len(v.Speciality) <= 64
}

func (v Sieve) all() []Is {
	var out []Is
	for word := range strings.SplitSeq(v.Is, ",") {
		if word != "" {
			out = append(out, Is(word))
		}
	}
	return out
}

// passes says whether a session of the view is looked for; is are all words of it, mine the viewer's drafts.
func (v Sieve) passes(is []Is, s *store.Session, f *facts, mine drafted) bool {
	if v.Channel != "" && s.Address.Channel != v.Channel || v.Group != "" && s.Group != v.Group || v.Speciality != "" && f.Need != v.Speciality {
		return false
	}
	return !slices.ContainsFunc(is, func(i Is) bool { return !i.of(s.ID, f, mine) })
}

// place is where a session stands in the view's order, or in the one that was asked for.
func (v Sieve) place(view View, s *store.Session, f *facts) place {
	switch {
	case view == ViewClosed || v.Order == "":
		return view.place(s)
	case v.Order == ByNewest:
		return place{-int64(s.PreviewAt), s.ID}
	case len(f.Waits) > 0:
		return place{int64(f.Waits[0].Since), s.ID}
	}
	return place{s.Urgency, s.ID} // above every time, where nothing is owed
}

// Facets are how many sessions of a view there would be by each word.
type Facets struct {
	Is           map[Is]int              `json:"is"`
	Channels     map[desk.ChannelID]int  `json:"channels"`
	Groups       map[desk.GroupID]int    `json:"groups"`
	Specialities map[desk.Speciality]int `json:"specialities"`
	Of           int                     `json:"of" doc:"How many were looked through"`
	More         bool                    `json:"more" doc:"The view is longer than that: the figures are of its first part"`
}

func newFacets() *Facets {
	return &Facets{Is: map[Is]int{}, Channels: map[desk.ChannelID]int{}, Groups: map[desk.GroupID]int{}, Specialities: map[desk.Speciality]int{}}
}

func (c *Facets) count(s *store.Session, f *facts, mine drafted) {
	c.Of++
	for _, i := range everyIs() {
		if i.of(s.ID, f, mine) {
			c.Is[i]++
		}
	}
	c.Channels[s.Address.Channel]++
	c.Groups[s.Group]++
	if f.Need != "" {
		c.Specialities[f.Need]++
	}
}

// siftMost bounds how much of a view is looked through for one page: more than any house has open at a time. What is closed has no end.
const (
	siftMost   = 50_000
	siftClosed = 5000
	siftStep   = 1000 // at a time
)

// sift looks through a view: those that pass, in the order that was asked for, at most limit of them, and what there is besides.
func (l *lists) sift(ctx context.Context, who access.Viewer, view View, by Sieve, limit int) ([]found, *Facets, drafted, error) {
	facets, is := newFacets(), by.all()
	mine, err := l.drafted(ctx, who)
	if err != nil {
		return nil, nil, nil, err
	}
	var out []found
	look := func(got []found) {
		for i := range got {
			facets.count(&got[i].session, &got[i].facts, mine)
			if by.passes(is, &got[i].session, &got[i].facts, mine) {
				one := got[i]
				one.session.State = nil // most of a session, and all that a row needs of it are the facts
				out = append(out, one)
			}
		}
	}
	all, brief, err := l.brief(ctx, who, view)
	if err != nil {
		return nil, nil, nil, err
	}
	if look(all); !brief {
		if facets.More, err = l.walk(ctx, who, view, look); err != nil {
			return nil, nil, nil, err
		}
	}
	by.sort(view, out)
	if out = out[:min(limit, len(out))]; brief {
		out, err = l.wholes(ctx, out)
	}
	return out, facets, mine, err
}

// walk shows a view part by part, and says whether there is more of it than may be looked through.
func (l *lists) walk(ctx context.Context, who access.Viewer, view View, look func([]found)) (bool, error) {
	most := siftMost
	if view == ViewClosed {
		most = siftClosed
	}
	from := view.top()
	for looked := 0; ; {
		got, next, err := l.read(ctx, who, view, from, siftStep)
		if err != nil {
			return false, err
		}
		look(got)
		if looked += siftStep; next == nil || looked >= most {
			return next != nil, nil
		}
		from = *next
	}
}

// drafted reads where somebody has drafts.
func (l *lists) drafted(ctx context.Context, who access.Viewer) (drafted, error) {
	rows, err := l.record.DraftsOf(ctx, dbq.DraftsOfParams{Agent: string(who.ID), Limit: 2 * drafts.MostDrafts})
	if err != nil {
		return nil, away(err)
	}
	out := drafted{}
	for _, r := range rows {
		if r.Written != 0 {
			out[desk.SessionID(r.Session)] = true
		}
	}
	return out, nil
}

// sort puts what was found into the order that was asked for.
func (v Sieve) sort(view View, all []found) {
	if view == ViewOwed { // which is sorted by what stands in no row
		return
	}
	slices.SortStableFunc(all, func(a, b found) int {
		x, y := v.place(view, &a.session, &a.facts), v.place(view, &b.session, &b.facts)
		switch {
		case view.before(x, y):
			return -1
		case view.before(y, x):
			return 1
		}
		return 0
	})
}
