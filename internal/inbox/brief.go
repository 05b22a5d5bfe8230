package inbox

import (
	"context"
	"database/sql"
	"errors"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/sessions"
)

// A long list of open sessions is looked through without reading the states again: they are most of what there is to read, and the
// facts of the last time are remembered by version. Only what has changed since, and what is shown in the end, is read whole.

// strangersMost is how many sessions whose facts are not remembered are read one by one; with more of them the plain walk is shorter.
const strangersMost = 200

// brief gives the sessions of a view of open sessions, of each only what lists are looked through for and sorted by. It gives false
// for the other views, and where too little is remembered: then the walk has to be gone, which fills the memory.
func (l *lists) brief(ctx context.Context, who access.Viewer, view View) ([]found, bool, error) {
	if view != ViewQueue && (view != ViewAll || !who.SeesAll()) {
		return nil, false, nil
	}
	rows, err := l.record.OpenBriefly(ctx, siftMost+1)
	if err != nil {
		return nil, false, away(err)
	}
	if len(rows) > siftMost {
		return nil, false, nil
	}
	var out []found
	var strangers []int
	for _, r := range rows {
		s := store.Session{ID: desk.SessionID(r.ID), Version: r.Version, Address: desk.Address{Channel: desk.ChannelID(r.Channel)}, Group: desk.GroupID(r.Grp),
			Urgency: r.Urgency, QueuedAt: desk.Millis(r.QueuedAt), PreviewAt: desk.Millis(r.PreviewAt)}
		if view == ViewQueue && (r.Phase != string(sessions.Queued) || !who.InQueue(s.Group)) {
			continue
		}
		f, ok := l.facts.remembered(&s)
		if !ok {
			strangers = append(strangers, len(out))
		}
		out = append(out, found{s, f})
	}
	if len(strangers) > strangersMost {
		return nil, false, nil
	}
	for _, i := range strangers {
		one, ok, err := l.whole(ctx, out[i].session.ID)
		if err != nil {
			return nil, false, err
		}
		if ok { // else it has just been erased; what is known of it passes for nothing
			out[i].facts = one.facts
		}
	}
	return out, true, nil
}

// whole reads one session; false when there is none any more.
func (l *lists) whole(ctx context.Context, id desk.SessionID) (found, bool, error) {
	row, err := l.record.SessionRow(ctx, string(id))
	if errors.Is(err, sql.ErrNoRows) {
		return found{}, false, nil
	} else if err != nil {
		return found{}, false, away(err)
	}
	return l.finds([]listed{listed(row)})[0], true, nil
}

// wholes reads what is shown of what was looked through briefly.
func (l *lists) wholes(ctx context.Context, brief []found) ([]found, error) {
	out := make([]found, 0, len(brief))
	for i := range brief {
		one, ok, err := l.whole(ctx, brief[i].session.ID)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, one)
		}
	}
	return out, nil
}
