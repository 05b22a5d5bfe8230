package settings_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"firstline/config"
	"firstline/internal/settings"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
)

func TestMain(m *testing.M) { testenv.Main(m) }

// onBoth runs one test on both records.
func onBoth(t *testing.T, run func(t *testing.T, r *rig)) {
	t.Helper()
	record.EachStore(t, func(t *testing.T, st *store.Store) {
		run(t, &rig{t: t, st: st})
	})
}

// rig is a record that services are opened on.
type rig struct {
	t  *testing.T
	st *store.Store
}

// start loads a configuration as the program does.
func start(t *testing.T, text string) settings.Start {
	t.Helper()
	cfg, err := config.Load(config.Source{File: "desk.yaml", Data: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	return settings.Start{Config: cfg}
}

func (r *rig) open(s settings.Start, change ...func(*settings.Options)) *settings.Service {
	r.t.Helper()
	o := settings.Options{Record: r.st, Start: s, Every: 10 * time.Millisecond}
	for _, c := range change {
		c(&o)
	}
	svc, err := settings.Open(r.t.Context(), o)
	if err != nil {
		r.t.Fatal(err)
	}
	return svc
}

// run lets a service follow the others until the test ends.
func (r *rig) run(s *settings.Service) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); _ = s.Run(ctx) }()
	r.t.Cleanup(func() { cancel(); <-done })
}

func (r *rig) agent(id, groups string) {
	r.t.Helper()
	err := r.st.Write(r.t.Context(), func(q *dbq.Queries) error {
		return q.CreateAgent(r.t.Context(), dbq.CreateAgentParams{ID: id, Login: id, Name: "Name " + id, Password: "-", Rank: "agent", Speciality: "allround", MemberOf: groups, Status: "online"})
	})
	if err != nil {
		r.t.Fatal(err)
	}
}

var ordinals atomic.Int64

// session puts a session's row there, as far as settings look at it.
func (r *rig) session(id, group, phase string, closed time.Time) {
	r.t.Helper()
	err := r.st.Exec(r.t.Context(), "INSERT INTO session (id, channel, conv_key, ordinal, part, version, phase, grp, holder, owner, title, opened_at, queued_at, closed_at, next_due, urgency, preview_role, preview_text, preview_at, state, head) "+
		"VALUES ($1, 'web', $1, $2, 0, 1, $3, $4, '', '', '', 1, 1, $5, 0, 0, '', '', 0, '{}', $6)", id, ordinals.Add(1), phase, group, closed.UnixMilli(), []byte{1})
	if err != nil {
		r.t.Fatal(err)
	}
}

// change changes a document and wants that to work.
func change(t *testing.T, s *settings.Service, kind settings.Kind, name, body string) settings.Version {
	t.Helper()
	d, err := s.Document(settings.ID{Kind: kind, Name: name})
	if err != nil {
		t.Fatal(err)
	}
	v, err := s.Change(t.Context(), settings.Change{ID: d.ID, N: d.N, Body: body, Who: "boss", Note: "because"})
	if err != nil {
		t.Fatalf("%s/%s: %v", kind, name, err)
	}
	return v
}

// body is what holds of a document.
func body(t *testing.T, s *settings.Service, kind settings.Kind, name string) string {
	t.Helper()
	d, err := s.Document(settings.ID{Kind: kind, Name: name})
	if err != nil {
		t.Fatal(err)
	}
	return d.Body
}

// targets is a document of targets with one value of its own.
func targets(first string) string {
	return "first_reply: " + first + "\nnext_reply: 60s\nwarnings: [30s, 10s]\napology: true\nsilence: 60s\nhops: 2\nreopen_window: 24h\noffline_grace: 60s\ncapacity: 8\n"
}

const threeGroups = "groups:\n  - {id: service, name: 客服组, default: true}\n  - {id: order, name: 订单组}\n  - {id: complaint, name: 投诉组, complaint: true}\n"

// until waits for what another node does: bounded, and it looks often.
func until(t *testing.T, what string, cond func() bool) {
	t.Helper()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	end := time.After(10 * time.Second)
	for !cond() {
		select {
		case <-tick.C:
		case <-end:
			t.Fatalf("waited for %s", what)
		}
	}
}

func replace(text, old, with string) string { return strings.Replace(text, old, with, 1) }
