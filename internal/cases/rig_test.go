package cases

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
)

func TestMain(m *testing.M) { testenv.Main(m) }

// onBoth runs one test on both records, each with an office of its own.
func onBoth(t *testing.T, run func(t *testing.T, o *office)) {
	t.Helper()
	record.Each(t, func(t *testing.T, dsn string) {
		o := &office{t: t, dsn: dsn, now: morning().Time()}
		o.st = o.open()
		o.Service = o.node(o.st)
		run(t, o)
	})
}

// office is a desk whose clock the test sets.
type office struct {
	*Service
	t     *testing.T
	dsn   string
	st    *store.Store
	heads heads

	mu  sync.Mutex
	now time.Time
}

// heads is a sealer that remembers.
type heads struct {
	mu   sync.Mutex
	seen map[desk.SessionID]int64
}

func (h *heads) Note(id desk.SessionID, version int64, _ []byte) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.seen == nil {
		h.seen = map[desk.SessionID]int64{}
	}
	h.seen[id] = max(h.seen[id], version)
}

func (o *office) open() *store.Store { return record.Open(o.t, o.dsn) }

// node is a service on a record; several share one database as several nodes do.
func (o *office) node(st *store.Store) *Service {
	return New(Options{Record: st, Group: func() desk.GroupID { return "complaint" }, Settings: settings, Unasked: "keyword", Sealer: &o.heads, Now: func() time.Time {
		o.mu.Lock()
		defer o.mu.Unlock()
		return o.now
	}})
}

func (o *office) setTo(at desk.Millis) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.now = at.Time()
}

// session is one of a group that somebody answered first, with a transcript of three lines.
func (o *office) session(group desk.GroupID, owner desk.AgentID) desk.SessionID {
	o.t.Helper()
	id := desk.SessionID(uuid.Must(uuid.NewV7()).String())
	p := store.Part{Session: store.Session{ID: id, Address: desk.Address{Channel: "web", Key: uuid.NewString()}, Ordinal: 1, Version: 1, Phase: "serving", Group: group, Owner: owner,
		Title: "李女士", OpenedAt: 1, State: []byte(`{"seq":3}`), Head: []byte{1}}, Events: []store.Event{{Version: 1, Kind: "x", Body: []byte("{}"), Hash: []byte{1}}}}
	for i, role := range []desk.Role{desk.RoleCustomer, desk.RoleAgent, desk.RoleCustomer} {
		m := store.Message{Seq: int64(i + 1), Version: 1, Role: role, Kind: desk.KindText, Text: fmt.Sprint("line ", i+1), At: 1}
		if role == desk.RoleAgent {
			m.Delivery, m.Author = desk.DeliverySent, string(owner)
		}
		p.Messages = append(p.Messages, m)
	}
	if err := o.st.Commit(o.t.Context(), &p); err != nil {
		o.t.Fatal(err)
	}
	return id
}

// arrives writes the line that a hand-over leaves.
func (o *office) arrives(id desk.SessionID, clientID string) {
	o.t.Helper()
	err := o.st.Exec(o.t.Context(), "INSERT INTO message SELECT session, 4, version, 'note', author, 'handover', kind, text, salt, script, $1, external_id, reply_ref, 7, sent_at, delivery, delivery_reason, receipt, quotes FROM message WHERE session = $2 AND seq = 2", clientID, string(id))
	if err != nil {
		o.t.Fatal(err)
	}
}

// member is somebody of the complaint group.
func member(id desk.AgentID) Rights {
	return func(Case) (Actor, bool) { return Actor{ID: id, Member: true}, true }
}

// outsider sees what concerns him.
func outsider(id desk.AgentID) Rights {
	return func(c Case) (Actor, bool) { return Actor{ID: id}, id == c.Owner || id == c.Reporter }
}

func (o *office) registered(owner desk.AgentID) Case {
	o.t.Helper()
	c, again, err := o.Register(o.t.Context(), "rob", o.session("service", owner), Request{ClientID: "r1", Nature: "退差价"})
	if err != nil || again {
		o.t.Fatal(again, err)
	}
	return c
}
