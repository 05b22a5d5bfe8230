package inbox

import (
	"slices"
	"time"

	"firstline/internal/api/access"
	"firstline/internal/desk"
)

// listing is the part of a list that one socket has on its screen. It decides which updates belong there, so that a
// supervisor who looks at 30 of 20,000 sessions hears of 30.
type listing struct {
	view  View
	sieve Sieve
	is    []Is // of the sieve: they are asked for each event
	limit int
	mine  drafted // the viewer's, as of the page

	shown map[desk.SessionID]int64 // version last sent
	full  bool                     // the page had as many rows as asked for: there are more below last
	last  place
	holes int // rows that have left since the page was sent

	pending  bool     // a page is being read; what happens meanwhile waits in deferred
	deferred []*event //
	again    bool     // a new page is wanted
	sentAt   time.Time
}

func newListing(view View, by Sieve, limit int) *listing {
	return &listing{view: view, sieve: by, is: by.all(), limit: limit}
}

// verdict is what an event means for a list.
type verdict int

const (
	nothing verdict = iota
	update          // send the row
	gone            // the row was there and may not be seen any more
)

// deferredMost bounds what is kept while a page is read; beyond it another page is read.
const deferredMost = 512

func (l *listing) judge(e *event, who access.Viewer) verdict {
	if l.pending {
		if len(l.deferred) < deferredMost {
			l.deferred = append(l.deferred, e)
		} else {
			l.again = true
		}
		return nothing
	}
	version, known := l.shown[e.id]
	if known && version >= e.to {
		return nothing
	}
	if l.view.holds(who, e.standing) && l.sieve.passes(l.is, &e.hint.Session, &e.facts, l.mine) {
		if !known && l.full && !l.view.before(l.sieve.place(l.view, &e.hint.Session, &e.facts), l.last) {
			return nothing // below what is shown
		}
		l.shown[e.id] = e.to
		l.again = l.again || len(l.shown) > 2*l.limit+20
		return update
	}
	if !known {
		return nothing
	}
	delete(l.shown, e.id)
	l.holes++
	l.again = l.again || l.full && l.holes > l.limit/4
	if who.Sees(e.standing) {
		return update
	}
	return gone
}

// begin prepares for reading a page.
func (l *listing) begin() { l.pending, l.again, l.deferred = true, false, nil }

// end takes over what was read and gives back the events that came meanwhile.
func (l *listing) end(p *Page, now time.Time) []*event {
	l.shown, l.mine = make(map[desk.SessionID]int64, len(p.Rows)), p.drafted
	for i := range p.Rows {
		l.shown[p.Rows[i].ID] = p.Rows[i].Version
	}
	// What is owed is sorted by what stands in no row's order: its few rows are all told of.
	l.full, l.last, l.holes, l.sentAt = len(p.Rows) >= l.limit && l.view != ViewOwed, p.bottom, 0, now
	return l.resume()
}

// draftSaved wants another page where drafts are looked for: no event tells of them.
func (l *listing) draftSaved() { l.again = l.again || slices.Contains(l.is, IsDraft) }

// fail ends a reading that brought nothing: another one is wanted.
func (l *listing) fail(now time.Time) []*event {
	l.again, l.sentAt = true, now
	if l.shown == nil {
		l.shown = map[desk.SessionID]int64{}
	}
	return l.resume()
}

func (l *listing) resume() []*event {
	missed := l.deferred
	l.pending, l.deferred = false, nil
	return missed
}

// pageEvery is the shortest time between two pages that nobody asked for.
const pageEvery = time.Second

// wants says whether a new page should be read now.
func (l *listing) wants(now time.Time) bool {
	return l.again && !l.pending && now.Sub(l.sentAt) >= pageEvery
}
