package inbox

import (
	"context"
	"math"
	"sync"
	"sync/atomic"
	"time"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// The counts are read from SQL, at most four times a second and never for more than a hundredth of the time, and
// only while somebody asks and something has changed. Kept by adding up hints they would drift with each lost one.
const (
	countsEvery = 250 * time.Millisecond
	countsShare = 100
	countsNet   = 10 * time.Second // recount even when no hint said that something changed
)

// tally is one reading of how many sessions stand where; it is never changed.
type tally struct {
	open   int
	queued map[desk.GroupID]int
	mine   map[desk.AgentID]int // held or owned
	asked  []access.Standing    // with something that somebody in the house owes
	at     time.Time
	took   time.Duration
}

// counter keeps the newest tally.
type counter struct {
	record *dbq.Queries
	now    func() time.Time
	dirty  atomic.Bool
	one    sync.Mutex
	tally  atomic.Pointer[tally]
}

// touch says that a session has changed.
func (c *counter) touch() { c.dirty.Store(true) }

// due says whether it is time to count again.
func (c *counter) due() bool {
	t := c.tally.Load()
	if t == nil {
		return true
	}
	age := c.now().Sub(t.at)
	if c.dirty.Load() {
		return age >= max(countsEvery, countsShare*t.took)
	}
	return age >= countsNet
}

// get gives the newest tally, counting first if it is due. Whoever comes while somebody counts takes the older one.
func (c *counter) get(ctx context.Context) (*tally, error) {
	if !c.due() {
		return c.tally.Load(), nil
	}
	if t := c.tally.Load(); t != nil && !c.one.TryLock() {
		return t, nil
	} else if t == nil {
		c.one.Lock()
	}
	defer c.one.Unlock()
	if !c.due() {
		return c.tally.Load(), nil
	}
	t, err := c.count(ctx)
	if err != nil {
		return c.tally.Load(), err
	}
	c.tally.Store(t)
	return t, nil
}

func (c *counter) count(ctx context.Context) (*tally, error) {
	c.dirty.Store(false) // before reading: what changes meanwhile makes it dirty again
	t := &tally{queued: map[desk.GroupID]int{}, mine: map[desk.AgentID]int{}, at: c.now()}
	rows, err := c.record.OpenStanding(ctx)
	if err != nil {
		c.dirty.Store(true)
		return nil, err
	}
	for _, r := range rows {
		n := int(r.N)
		t.open += n
		if r.Phase == string(sessions.Queued) {
			t.queued[desk.GroupID(r.Grp)] += n
		}
		if r.Holder != "" {
			t.mine[desk.AgentID(r.Holder)] += n
		}
		if r.Owner != "" && r.Owner != r.Holder {
			t.mine[desk.AgentID(r.Owner)] += n
		}
	}
	if t.asked, err = c.questions(ctx); err != nil {
		c.dirty.Store(true)
		return nil, err
	}
	t.took = c.now().Sub(t.at)
	return t, nil
}

// questions reads where somebody owes an answer; usually nowhere, which an index knows.
func (c *counter) questions(ctx context.Context) ([]access.Standing, error) {
	rows, err := c.record.ListAsked(ctx, dbq.ListAskedParams{Column1: math.MinInt64, Limit: askedMost})
	if err != nil {
		return nil, err
	}
	out := make([]access.Standing, len(rows))
	for i := range rows {
		f := readFacts([]byte(rows[i].State))
		out[i] = access.Standing{Group: desk.GroupID(rows[i].Grp), Holder: desk.AgentID(rows[i].Holder), Asks: f.Asks, Promises: f.Promises}
	}
	return out, nil
}

// of gives what the viewer may know of the tally.
func (t *tally) of(v access.Viewer) Counts {
	if t == nil {
		return Counts{}
	}
	c := Counts{Mine: t.mine[v.ID]}
	for g, n := range t.queued {
		if v.InQueue(g) {
			c.Queue += n
		}
	}
	if v.SeesAll() {
		c.All = t.open
	}
	for _, s := range t.asked {
		if asked(v, s) {
			c.Asked++
		}
		if v.OwedAt(s) != 0 {
			c.Owed++
		}
	}
	return c
}
