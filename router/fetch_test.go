package router_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"

	"firstline/channels"
	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
)

// fetching is a channel that tells the test when it runs and when it stops, and that fails when it is told to.
type fetching struct {
	channels.Adapter
	node  string
	runs  chan<- string // "a runs", "a stops"
	fails <-chan error
}

func (*fetching) Capabilities() channels.Capabilities { return channels.Capabilities{} }

func (f *fetching) Run(ctx context.Context, _ channels.Host) error {
	f.runs <- f.node + " runs"
	defer func() { f.runs <- f.node + " stops" }()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case err := <-f.fails:
		return err
	}
}

// fetchers gives every node of the test a channel "poll" and what all of them tell.
func (b *bench) fetchers() (runs <-chan string, fails chan<- error) {
	told, failing := make(chan string, 100), make(chan error)
	b.more = func(node string) map[desk.ChannelID]channels.Adapter {
		return map[desk.ChannelID]channels.Adapter{"poll": &fetching{node: node, runs: told, fails: failing}}
	}
	return told, failing
}

// TestOneNodeFetches: of two nodes one runs the channel; when it goes, and when it loses its lease without having
// noticed, the other does.
func TestOneNodeFetches(t *testing.T) {
	t.Parallel()
	b := newBench(t, testenv.Postgres(t), faketelegram.Options{Limits: faketelegram.Unlimited()})
	told, beats := make(chan string, 100), make(chan string, 100)
	breaks := make(chan error)
	b.more = func(node string) map[desk.ChannelID]channels.Adapter {
		return map[desk.ChannelID]channels.Adapter{"poll": &fetching{node: node, runs: told}, "pulse": &fetching{node: node, runs: beats, fails: breaks}}
	}
	first := b.start("a")
	for _, runs := range []<-chan string{told, beats} {
		next(t, runs, "a runs")
	}
	second := b.start("b")
	first.stop()
	for _, runs := range []<-chan string{told, beats} {
		next(t, runs, "a stops")
		next(t, runs, "b runs")
	}
	err := second.store.Write(t.Context(), func(q *dbq.Queries) error {
		if err := q.GiveUpLease(t.Context(), dbq.GiveUpLeaseParams{Name: "channel/poll", Holder: "b"}); err != nil {
			return err
		}
		_, err := q.TakeLease(t.Context(), dbq.TakeLeaseParams{Name: "channel/poll", Holder: "c", Until: 1<<62 - 1, Now: 1})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	next(t, told, "b stops")
	until(t, "the figure to say so", func() bool { return testutil.ToFloat64(second.stats.Fetching.WithLabelValues("poll")) == 0 })
	for range 2 { // a pause each: b has wanted its lease back by then
		breaks <- errors.New("the network says no")
		next(t, beats, "b stops")
		next(t, beats, "b runs")
	}
	select {
	case got := <-told:
		t.Errorf("%s although another node holds the lease", got)
	default:
	}
}

// TestFetchingGoesOn: a channel that broke off runs again; what was wrong is counted.
func TestFetchingGoesOn(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		runs, fails := b.fetchers()
		n := b.start("a")
		for range 2 {
			next(t, runs, "a runs")
			fails <- errors.New("the network says no")
			next(t, runs, "a stops")
		}
		next(t, runs, "a runs")
		if got := testutil.ToFloat64(n.stats.FetchErrors.WithLabelValues("poll")); got != 2 {
			t.Errorf("%v failures are counted, want 2", got)
		}
	})
}

// next waits, as long as until does, for the next thing that a channel tells.
func next(t *testing.T, told <-chan string, want string) {
	t.Helper()
	select {
	case got := <-told:
		if got != want {
			t.Fatalf("%q, want %q", got, want)
		}
	case <-time.After(20 * time.Second):
		t.Fatalf("waited 20 s for: %s", want)
	}
}
