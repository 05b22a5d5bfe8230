package inbox

import (
	"context"
	"slices"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
)

// Page is a part of a list.
type Page struct {
	Rows   []Row
	Next   string // where the next page begins; empty when this is the last
	Counts Counts

	bottom place // of the last row
}

// MaxRows is the most that one page holds.
const MaxRows = 200

// lists reads pages.
type lists struct {
	record *dbq.Queries
	roster *Roster
	counts *counter
	groups []desk.GroupID
	facts  factsCache
}

// found is a session that a list query gave.
type found struct {
	session store.Session
	facts   facts
}

// page reads a page of a view as the viewer may see it.
func (l *lists) page(ctx context.Context, who access.Viewer, view View, limit int, cursor string) (Page, error) {
	from, err := view.parse(cursor)
	if err != nil {
		return Page{}, err
	}
	t, err := l.counts.get(ctx) // first: it knows which groups have somebody waiting
	if err != nil && t == nil {
		return Page{}, away(err)
	}
	got, next, err := l.read(ctx, who, view, from, min(max(limit, 1), MaxRows))
	if err != nil {
		return Page{}, err
	}
	p := Page{Rows: make([]Row, len(got)), Counts: t.of(who)}
	for i := range got {
		l.roster.meet(ctx, got[i].session.Holder, got[i].session.Owner)
		p.Rows[i] = l.roster.row(&got[i].session, &got[i].facts)
		p.bottom = view.place(&got[i].session)
	}
	if next != nil {
		p.Next = view.cursor(*next)
	}
	return p, nil
}

// read gives at most limit sessions behind from, and where to go on; nil when there is no more.
func (l *lists) read(ctx context.Context, who access.Viewer, view View, from place, limit int) ([]found, *place, error) {
	if view == ViewClosed && !who.SeesAll() {
		return l.closedOf(ctx, who, from, limit)
	}
	var rows []listed
	var err error
	switch view {
	case ViewMine:
		rows, err = l.mine(ctx, who, from, limit+1)
	case ViewQueue:
		rows, err = l.queue(ctx, who, from, limit+1)
	case ViewAll:
		if who.SeesAll() {
			rows, err = l.record.ListAll(ctx, dbq.ListAllParams{Column1: from.n, Column2: string(from.id), Limit: int32(limit + 1)})
		}
	case ViewClosed:
		rows, err = l.closed(ctx, from, limit+1)
	}
	if err != nil {
		return nil, nil, away(err)
	}
	var next *place
	if len(rows) > limit {
		rows = rows[:limit]
		s := sessionOf(&rows[limit-1])
		next = new(view.place(&s))
	}
	return l.finds(rows), next, nil
}

func (l *lists) finds(rows []listed) []found {
	out := make([]found, len(rows))
	for i := range rows {
		out[i].session = sessionOf(&rows[i])
		out[i].facts = l.facts.of(&out[i].session)
	}
	return out
}

// mine merges what one holds with what one owns: two walks along an index each instead of one scan.
func (l *lists) mine(ctx context.Context, who access.Viewer, from place, limit int) ([]listed, error) {
	held, err := l.record.ListMine(ctx, dbq.ListMineParams{Holder: string(who.ID), Column2: from.n, Column3: string(from.id), Limit: int32(limit)})
	if err != nil {
		return nil, err
	}
	owned, err := l.record.ListOwned(ctx, dbq.ListOwnedParams{Owner: string(who.ID), Column2: from.n, Column3: string(from.id), Limit: int32(limit)})
	if err != nil {
		return nil, err
	}
	rows := make([]listed, 0, len(held)+len(owned))
	for i := range held {
		rows = append(rows, listed(held[i]))
	}
	for i := range owned {
		rows = append(rows, listed(owned[i]))
	}
	return merged(ViewMine, rows, limit), nil
}

// queue merges the queues of the groups that the viewer sees.
func (l *lists) queue(ctx context.Context, who access.Viewer, from place, limit int) ([]listed, error) {
	var rows []listed
	for _, g := range l.queuesOf(who) {
		some, err := l.record.ListQueue(ctx, dbq.ListQueueParams{Grp: string(g), Column2: from.n, Column3: string(from.id), Limit: int32(limit)})
		if err != nil {
			return nil, err
		}
		for i := range some {
			rows = append(rows, listed(some[i]))
		}
	}
	return merged(ViewQueue, rows, limit), nil
}

// queuesOf are the groups whose queues the viewer sees: for those who see all, the served ones and whatever else has
// somebody waiting.
func (l *lists) queuesOf(who access.Viewer) []desk.GroupID {
	if !who.SeesAll() {
		return who.Groups
	}
	groups := slices.Clone(l.groups)
	if t := l.counts.tally.Load(); t != nil {
		for g := range t.queued {
			groups = append(groups, g)
		}
	}
	slices.Sort(groups)
	return slices.Compact(groups)
}

// merged sorts as the view does, drops what came twice, and cuts.
func merged(view View, rows []listed, limit int) []listed {
	at := func(r *listed) place {
		if view == ViewQueue {
			return place{r.QueuedAt, desk.SessionID(r.ID)}
		}
		return place{r.Urgency, desk.SessionID(r.ID)}
	}
	slices.SortFunc(rows, func(a, b listed) int {
		switch pa, pb := at(&a), at(&b); {
		case view.before(pa, pb):
			return -1
		case view.before(pb, pa):
			return 1
		}
		return 0
	})
	rows = slices.CompactFunc(rows, func(a, b listed) bool { return a.ID == b.ID })
	return rows[:min(limit, len(rows))]
}

func (l *lists) closed(ctx context.Context, from place, limit int) ([]listed, error) {
	rows, err := l.record.ListClosed(ctx, dbq.ListClosedParams{Column1: -from.n, Column2: string(from.id), Limit: int32(limit)})
	out := make([]listed, len(rows))
	for i := range rows {
		out[i] = listed(rows[i])
	}
	return out, err
}

// closedScan is how many closed sessions are looked at for one page of somebody who does not see all: who held a
// session last stands in its state alone, so that no index knows.
const closedScan = 400

// closedOf filters the closed sessions. A page may come back short with more to follow.
func (l *lists) closedOf(ctx context.Context, who access.Viewer, from place, limit int) ([]found, *place, error) {
	rows, err := l.closed(ctx, from, closedScan)
	if err != nil {
		return nil, nil, away(err)
	}
	var out []found
	for i := range rows {
		s := sessionOf(&rows[i])
		f := l.facts.of(&s)
		if who.Sees(f.standing(&s)) {
			out = append(out, found{s, f})
		}
		if len(out) == limit || i == closedScan-1 {
			return out, new(ViewClosed.place(&s)), nil
		}
	}
	return out, nil, nil
}

// away says that the record could not be read.
func away(err error) error {
	return desk.Because(desk.Unavailable, "record_away", "the record cannot be read", err)
}
