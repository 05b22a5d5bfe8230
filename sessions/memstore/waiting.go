package memstore

import (
	"context"
	"sync"

	"firstline/internal/desk"
	"firstline/sessions/live"
)

// waiting is the queue: one order per group, and where each session stands.
type waiting struct {
	mu     sync.Mutex
	of     map[desk.SessionID]*live.Waiting // never changed once in here
	groups map[desk.GroupID]*order
}

// Enqueue adds or moves the sessions.
func (q *waiting) Enqueue(ctx context.Context, ws []live.Waiting) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, w := range ws {
		q.remove(w.Session)
		q.of[w.Session] = &w
		g, ok := q.groups[w.Group]
		if !ok {
			g = &order{}
			q.groups[w.Group] = g
		}
		g.insert(&w)
	}
	return nil
}

// Dequeue removes the sessions.
func (q *waiting) Dequeue(ctx context.Context, ids []desk.SessionID) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, id := range ids {
		q.remove(id)
	}
	return nil
}

// Head gives those that are served first.
func (q *waiting) Head(ctx context.Context, group desk.GroupID, limit int) ([]live.Waiting, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	g, ok := q.groups[group]
	if !ok || limit <= 0 {
		return nil, nil
	}
	return g.head(limit), nil
}

// Depths gives how many wait in each group.
func (q *waiting) Depths(ctx context.Context) (map[desk.GroupID]int, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	depths := make(map[desk.GroupID]int, len(q.groups))
	for id, g := range q.groups {
		depths[id] = g.size
	}
	return depths, nil
}

func (q *waiting) remove(id desk.SessionID) {
	w, ok := q.of[id]
	if !ok {
		return
	}
	delete(q.of, id)
	g := q.groups[w.Group]
	g.remove(w)
	if g.size == 0 {
		delete(q.groups, w.Group)
	}
}

func (q *waiting) lose() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.of = make(map[desk.SessionID]*live.Waiting)
	q.groups = make(map[desk.GroupID]*order)
}
