package inbox

import (
	"context"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/sessions/live"
)

// Roster is this node's view of who works here: names, rights and presence, read again when somebody changes and once
// a second. Looking into it never blocks.
type Roster struct {
	record   *dbq.Queries
	live     live.Presence
	channels map[desk.ChannelID]Channel
	approval func() []desk.Status // statuses that a superior has to grant
	hours    Hours
	dues     dues
	one      sync.Mutex // one refresh at a time, so that an older reading never replaces a newer one
	now      atomic.Pointer[people]
	missedAt atomic.Int64 // when a name was looked for in vain, Unix nanoseconds
}

// people is one reading; it is never changed.
type people struct {
	by     map[desk.AgentID]*worker
	agents []Agent
	away   bool // the live store could not be asked who is connected
}

// worker is one person. As long as nothing about him changes, every reading holds the same pointer.
type worker struct {
	viewer   access.Viewer
	me       Me
	disabled bool
}

func newRoster(record *dbq.Queries, presence live.Presence, channels map[desk.ChannelID]Channel, hours Hours, approval func() []desk.Status) *Roster {
	r := &Roster{record: record, live: presence, channels: channels, hours: hours, approval: approval, dues: dues{record: record}}
	r.now.Store(&people{by: map[desk.AgentID]*worker{}, agents: []Agent{}})
	return r
}

// refresh reads everybody. A live store that is away makes nobody look gone: the last known presence stays.
func (r *Roster) refresh(ctx context.Context) (*people, error) {
	r.one.Lock()
	defer r.one.Unlock()
	rows, err := r.record.Roster(ctx)
	if err != nil {
		return nil, err
	}
	before := r.now.Load()
	seen, err := r.live.Seen(ctx)
	if err != nil {
		seen = before.connected()
	}
	approval := r.approval()
	next := &people{by: make(map[desk.AgentID]*worker, len(rows)), agents: make([]Agent, 0, len(rows)), away: err != nil}
	for i := range rows {
		next.add(&rows[i], approval, before, seen)
	}
	if sameAgents(before.agents, next.agents) {
		next.agents = before.agents
	}
	r.now.Store(next)
	return next, nil
}

func (p *people) add(row *dbq.RosterRow, approval []desk.Status, before *people, seen map[desk.AgentID]bool) {
	w := workerOf(row, approval)
	id := w.me.ID
	if old := before.by[id]; old != nil && reflect.DeepEqual(old, w) {
		w = old
	}
	p.by[id] = w
	p.agents = append(p.agents, Agent{ID: id, Name: w.me.Name, Rank: w.me.Rank, Speciality: w.me.Speciality, Groups: w.me.Groups, Level: int(row.Level), Deputy: desk.AgentID(row.Deputy), Status: w.me.Status, Since: w.me.Since, Back: w.me.Back,
		Connected: seen[id] && !w.disabled, Capacity: w.me.Capacity, Load: w.me.Load, Disabled: w.disabled})
}

func workerOf(row *dbq.RosterRow, approval []desk.Status) *worker {
	a := desk.Agent{ID: desk.AgentID(row.ID), Name: row.Name, Rank: desk.Rank(row.Rank), Speciality: desk.Speciality(row.Speciality),
		Groups: access.ReadGroups(row.MemberOf), Status: desk.Status(row.Status), Capacity: int(row.Capacity), Load: int(row.Load),
		Since: desk.Millis(row.StatusAt), Back: desk.Millis(row.BackAt), Asking: row.Asking}
	return &worker{viewer: access.NewViewer(a.ID, a.Name, a.Rank, a.Groups), me: meOf(a, row.Login, approval), disabled: row.Disabled != 0}
}

// MeOf is a person as his own screen shows him.
func (h *Hub) MeOf(a desk.Agent, login string) Me { return meOf(a, login, h.o.Approval()) }

func meOf(a desk.Agent, login string, approval []desk.Status) Me {
	me := Me{ID: a.ID, Login: login, Name: a.Name, Rank: a.Rank, Speciality: a.Speciality, Groups: a.Groups, Status: a.Status, Since: a.Since, Back: a.Back, Asking: a.Asking,
		Approval: []desk.Status{}, Capacity: a.Capacity, Load: a.Load, Permissions: access.Permissions(a.Rank)}
	if access.Can(a.Rank, access.Serve) && a.Rank != desk.RankAdmin { // nobody stands above an admin
		me.Approval = append(me.Approval, approval...)
	}
	return me
}

func sameAgents(a, b []Agent) bool {
	return slices.EqualFunc(a, b, func(x, y Agent) bool { return reflect.DeepEqual(x, y) })
}

func (p *people) connected() map[desk.AgentID]bool {
	seen := map[desk.AgentID]bool{}
	for i := range p.agents {
		if p.agents[i].Connected {
			seen[p.agents[i].ID] = true
		}
	}
	return seen
}

// meetEvery bounds how often a name that nobody has is looked for.
const meetEvery = time.Second

// meet makes sure that the names of these people are known: somebody may have been made a moment ago, or Run may not
// have begun. Without the record they stay nameless.
func (r *Roster) meet(ctx context.Context, ids ...desk.AgentID) {
	known := r.now.Load().by
	for _, id := range ids {
		if id == "" || known[id] != nil {
			continue
		}
		now := time.Now().UnixNano()
		if last := r.missedAt.Load(); now-last < int64(meetEvery) && len(known) > 0 || !r.missedAt.CompareAndSwap(last, now) {
			return
		}
		_, _ = r.refresh(ctx)
		return
	}
}

// person gives the id a name; nil for the empty id. The name of somebody who was made a moment ago may be empty.
func (r *Roster) person(id desk.AgentID) *Person {
	if id == "" {
		return nil
	}
	return &Person{ID: id, Name: r.Name(id)}
}

// Name is somebody's name, or empty.
func (r *Roster) Name(id desk.AgentID) string {
	if w := r.now.Load().by[id]; w != nil {
		return w.me.Name
	}
	return ""
}
