package inbox

import (
	"cmp"
	"context"
	"math"
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
	Facets *Facets // where the view was looked through

	bottom  place   // of the last row
	drafted drafted // the viewer's, where the view was looked through
}

// MaxRows is the most that one page holds.
const MaxRows = 200

// lists reads pages.
type lists struct {
	record *dbq.Queries
	roster *Roster
	counts *counter
	groups func() []desk.GroupID
	facts  factsCache
}

// found is a session that a list query gave.
type found struct {
	session store.Session
	facts   facts
}

// sifted reads a page of what is looked for in a view; there is no page behind it.
func (l *lists) sifted(ctx context.Context, who access.Viewer, view View, by Sieve, limit int) (Page, error) {
	t, err := l.counts.get(ctx)
	if err != nil && t == nil {
		return Page{}, away(err)
	}
	got, facets, mine, err := l.sift(ctx, who, view, by, min(max(limit, 1), MaxRows))
	if err != nil {
		return Page{}, err
	}
	p := l.paged(ctx, who, got, t)
	p.Facets, p.drafted = facets, mine
	if n := len(got); n > 0 {
		p.bottom = by.place(view, &got[n-1].session, &got[n-1].facts)
	}
	return p, nil
}

// paged makes a page of what was found.
func (l *lists) paged(ctx context.Context, who access.Viewer, got []found, t *tally) Page {
	return Page{Rows: l.rows(ctx, got), Counts: t.of(who)}
}

func (l *lists) rows(ctx context.Context, got []found) []Row {
	_ = l.roster.dues.need(ctx) // without them the rows stand all the same
	out := make([]Row, len(got))
	for i := range got {
		l.roster.meet(ctx, got[i].session.Holder, got[i].session.Owner)
		out[i] = l.roster.row(&got[i].session, &got[i].facts)
	}
	return out
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
	p := l.paged(ctx, who, got, t)
	if n := len(got); n > 0 {
		p.bottom = view.place(&got[n-1].session)
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
	case ViewAsked:
		return l.asked(ctx, who, from, limit)
	case ViewOwed:
		return l.owed(ctx, who, from, limit)
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
	groups := slices.Clone(l.groups())
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

// askedMost bounds how many open questions of the whole house are looked at for one page.
const askedMost = 2000

// asked filters the sessions with open questions by whom they were put to.
func (l *lists) asked(ctx context.Context, who access.Viewer, from place, limit int) ([]found, *place, error) {
	rows, err := l.record.ListAsked(ctx, dbq.ListAskedParams{Column1: from.n, Column2: string(from.id), Limit: askedMost})
	if err != nil {
		return nil, nil, away(err)
	}
	var out []found
	for i := range rows {
		row := listed(rows[i])
		s := sessionOf(&row)
		f := l.facts.of(&s)
		if !asked(who, f.standing(&s)) {
			continue
		}
		if len(out) == limit {
			return out, new(ViewAsked.place(&out[limit-1].session)), nil
		}
		out = append(out, found{s, f})
	}
	return out, nil, nil
}

// owed gives the sessions because of which the viewer owes somebody an answer.
func (l *lists) owed(ctx context.Context, who access.Viewer, from place, limit int) ([]found, *place, error) {
	all, err := l.owing(ctx)
	if err != nil {
		return nil, nil, err
	}
	out, next := owedBy(all, who, from, limit)
	return out, next, nil
}

// owing gives the sessions because of which anybody owes anybody an answer: what is due to one person stands in no index.
func (l *lists) owing(ctx context.Context) ([]found, error) {
	rows, err := l.record.ListAsked(ctx, dbq.ListAskedParams{Column1: math.MinInt64, Limit: askedMost})
	if err != nil {
		return nil, away(err)
	}
	out := make([]found, len(rows))
	for i := range rows {
		row := listed(rows[i])
		out[i].session = sessionOf(&row)
		out[i].facts = l.facts.of(&out[i].session)
	}
	return out, nil
}

// owedBy picks those of one person, the earliest first.
func owedBy(all []found, who access.Viewer, from place, limit int) ([]found, *place) {
	at := map[desk.SessionID]place{}
	var out []found
	for i := range all {
		s := &all[i].session
		due := place{int64(who.OwedAt(all[i].facts.standing(s))), s.ID}
		if due.n != 0 && ViewOwed.before(from, due) {
			at[s.ID] = due
			out = append(out, all[i])
		}
	}
	slices.SortFunc(out, func(a, b found) int {
		x, y := at[a.session.ID], at[b.session.ID]
		return cmp.Or(cmp.Compare(x.n, y.n), cmp.Compare(x.id, y.id))
	})
	if len(out) <= limit {
		return out, nil
	}
	return out[:limit], new(at[out[limit-1].session.ID])
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
	scan := max(closedScan, limit)
	rows, err := l.closed(ctx, from, scan)
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
		if len(out) == limit || i == scan-1 {
			return out, new(ViewClosed.place(&s)), nil
		}
	}
	return out, nil, nil
}

// away says that the record could not be read.
func away(err error) error {
	return desk.Because(desk.Unavailable, "record_away", "the record cannot be read", err)
}
