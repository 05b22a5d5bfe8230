package demo_test

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"
	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/api/access"
	"firstline/internal/demo"
	"firstline/internal/desk"
	"firstline/internal/evidence"
	"firstline/internal/matters"
	"firstline/internal/rulebook"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/router"
	"firstline/scripts"
	"firstline/sessions"
	"firstline/sessions/memstore"
)

func TestMain(m *testing.M) { testenv.Main(m) }

// weekRules are what a new department lives under.
func weekRules(zone *time.Location) sessions.Rules {
	r := sessions.Rules{FirstReply: time.Minute, NextReply: time.Minute, Warnings: []time.Duration{30 * time.Second, 10 * time.Second}, Apology: true,
		ReopenWindow: 24 * time.Hour, DefaultGroup: "service", Complaint: "complaint", Zone: zone, Organisation: "青禾商城", Pack: scripts.Default("zh-CN")}
	matters.Default("zh-CN").Fill(&r, func(desk.GroupID) bool { return true })
	return r
}

// TestWeek lets the sample department work for a week of its own time and then reads every transcript: none breaks the order
// of greeting, answer, closing and feedback, and every session follows from its events (SCR-02, FLW-01…04, REC-01).
func TestWeek(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		week(t, "sqlite:"+filepath.Join(t.TempDir(), "firstline.db"))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		week(t, testenv.Postgres(t))
	})
}

func week(t *testing.T, dsn string) {
	ctx := t.Context()
	st, err := store.Open(ctx, dsn, store.Options{Serve: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	zone := time.UTC
	monday := time.Date(2026, 8, 24, 8, 0, 0, 0, zone)
	work(t, st, zone, monday)

	var out bytes.Buffer
	replayed, err := evidence.Replay(ctx, st, &out)
	if err != nil || !replayed.Holds() || replayed.Sessions < 300 {
		t.Fatalf("%v\n%s", err, out.String())
	}
	ordered, err := evidence.Order(ctx, st, &out)
	if err != nil || ordered.Found > 0 || ordered.Transcripts < 300 {
		t.Fatalf("%v\n%s", err, out.String())
	}
	t.Log(out.String())
	ways(t, st)
	if st.Dialect() == "postgres" { // the other lets nobody write past its one writer, not even a test
		disturb(t, st)
	}
}

// work has the people of the demo work through the week before monday.
func work(t *testing.T, st *store.Store, zone *time.Location, monday time.Time) {
	t.Helper()
	rules := weekRules(zone)
	book, err := rulebook.Open(t.Context(), st, monday, rules, rulebook.Source{Pack: scripts.Source("zh-CN")})
	if err != nil {
		t.Fatal(err)
	}
	err = st.Write(t.Context(), func(q *dbq.Queries) error {
		for _, p := range demo.People() {
			row := dbq.CreateAgentParams{ID: uuid.NewString(), Login: p.Login, Name: p.Name, Password: "x", Rank: string(p.Rank), Speciality: string(p.Speciality),
				MemberOf: access.WriteGroups(p.Groups), Status: string(desk.StatusOffline), Capacity: 20, CreatedAt: 1}
			if err := q.CreateAgent(t.Context(), row); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	words := matters.Default("zh-CN")
	err = demo.Work(t.Context(), demo.Past{Store: st, Channel: "web", Zone: zone, Days: 7,
		Promise: func(context.Context, func() time.Time) error { return nil },
		Router: func(now func() time.Time, ch map[desk.ChannelID]channels.Adapter) *router.Router {
			return router.New(router.Options{Store: st, Live: memstore.New(memstore.Options{}), Channels: ch, Rules: book, Node: "week", Log: zap.NewNop(),
				Groups: func() []desk.GroupID { return []desk.GroupID{"service", "order", "complaint"} }, Match: words.Match, Now: now, OfflineGrace: demo.Nobody,
				Metrics: router.NewMetrics(prometheus.NewRegistry()), Alone: st.Dialect() == "sqlite"})
		}}, monday)
	if err != nil {
		t.Fatal(err)
	}
}

// ways: all four were gone to their end, and customers have rated.
func ways(t *testing.T, st *store.Store) {
	t.Helper()
	rows, err := st.DB.QueryContext(t.Context(), "SELECT state FROM session WHERE phase = 'closed'")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	done, rated := map[sessions.Flow]int{}, 0
	told := 0 // of the matter itself
	for rows.Next() {
		var body string
		var s sessions.State
		if err := rows.Scan(&body); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(body), &s); err != nil {
			t.Fatal(err)
		}
		if s.NextStep() == "" {
			done[s.Flow]++
		}
		if s.Rating != nil && s.Rating.Score > 0 {
			rated++
		}
		if s.Rating != nil && s.Rating.Solved != "" {
			told++
		}
	}
	for _, f := range []sessions.Flow{sessions.FlowGeneral, sessions.FlowDispute, sessions.FlowFault, sessions.FlowDepartment} {
		if done[f] < 7 {
			t.Errorf("the way %q was gone to its end %d times in a week", f, done[f])
		}
	}
	if rated < 7 || told < 7 {
		t.Errorf("%d customers have rated, %d said whether it was solved", rated, told)
	}
}

// disturb makes transcripts that no desk writes: each has to be seen.
func disturb(t *testing.T, st *store.Store) {
	t.Helper()
	for name, change := range map[string]string{
		"without the unified greeting":            "UPDATE message SET purpose = 'note', role = 'note' WHERE purpose = 'greeting' AND session = (SELECT min(session) FROM message WHERE purpose = 'closing')",
		"before any answer that arrived":          "UPDATE message SET delivery = 'failed' WHERE purpose = 'reply' AND session = (SELECT max(session) FROM message WHERE purpose = 'closing')",
		"without the closing script, and without": "UPDATE message SET purpose = 'note', role = 'note' WHERE purpose = 'closing' AND session = (SELECT max(session) FROM message WHERE purpose = 'rating')",
		"feedback that was given is not there":    "DELETE FROM message WHERE purpose = 'feedback' AND session = (SELECT min(session) FROM message WHERE purpose = 'feedback')",
	} {
		if _, err := st.DB.ExecContext(t.Context(), change); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	var out bytes.Buffer
	found, err := evidence.Order(t.Context(), st, &out)
	if err != nil || found.Found < 4 {
		t.Fatalf("%v\n%s", err, out.String())
	}
	for _, want := range []string{"greeting", "before any answer that arrived", "without the closing script", "feedback that was given is not there"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q was not found:\n%s", want, out.String())
		}
	}
}
