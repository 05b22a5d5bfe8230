package typing

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/sessions"
	"firstline/sessions/memstore"
)

// record holds one session, in the hands of mei.
type record struct{}

func (record) SessionState(_ context.Context, id string) (dbq.SessionStateRow, error) {
	state, err := json.Marshal(sessions.State{Phase: sessions.Serving, Holder: &sessions.Holder{Agent: "mei"}})
	return dbq.SessionStateRow{Channel: "net", ConvKey: id, State: string(state)}, err
}

func (record) LatestAt(_ context.Context, arg dbq.LatestAtParams) (dbq.LatestAtRow, error) {
	state, err := json.Marshal(sessions.State{Phase: sessions.Serving})
	return dbq.LatestAtRow{ID: arg.ConvKey, State: string(state)}, err
}

// network notes what it is asked to show; refuse is what it answers.
type network struct {
	channels.Adapter
	shown  []string
	refuse error
}

func (n *network) Typing(_ context.Context, at desk.Address) error {
	n.shown = append(n.shown, at.Key)
	return n.refuse
}

// TestThrottle: one conversation shows a sign every four seconds in each direction, whoever else writes; a busy account shows
// none, and a network that asks for a pause has it.
func TestThrottle(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		net, idle, screens := &network{}, true, 0
		s := New(Options{Record: record{}, Live: memstore.New(memstore.Options{}), Channels: map[desk.ChannelID]channels.Adapter{"net": net},
			Idle: func(desk.Address) bool { return idle }, Screens: func(desk.SessionID) { screens++ }})
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { _ = s.Run(ctx); close(done) }()
		defer func() { stop(); <-done }()
		synctest.Wait()

		want := func(when string, shown, told int) {
			t.Helper()
			synctest.Wait()
			if len(net.shown) != shown || screens != told {
				t.Errorf("%s: the network was called %d times, the screens %d times; want %d and %d", when, len(net.shown), screens, shown, told)
			}
		}
		both := func(id string) {
			s.Agent(desk.SessionID(id), "mei")
			s.Customer(desk.Address{Channel: "net", Key: id})
		}
		both("a")
		want("at first", 1, 1)
		<-time.After(signEvery - time.Nanosecond)
		both("a")
		want("too soon", 1, 1)
		both("b")
		want("in another conversation", 2, 2)
		<-time.After(time.Nanosecond)
		both("a")
		want("after four seconds", 3, 3)
		<-time.After(signEvery)
		s.Agent("a", "bo")
		want("by somebody else", 3, 3)

		idle = false
		s.Agent("a", "mei")
		want("while an answer waits", 3, 3)
		idle, net.refuse = true, &channels.SendError{RetryAfter: time.Minute, Err: errors.New("slow down")}
		<-time.After(signEvery)
		s.Agent("a", "mei")
		want("when the network asks for a pause", 4, 3)
		net.refuse = nil
		<-time.After(time.Minute - time.Nanosecond)
		s.Agent("b", "mei")
		want("within the pause", 4, 3)
		<-time.After(signEvery)
		s.Agent("b", "mei")
		want("after the pause", 5, 3)
		if fmt.Sprint(net.shown) != "[a b a a b]" {
			t.Errorf("shown in %v", net.shown)
		}
	})
}

// TestNobodyWaits: what is too much to be shown is dropped, and whoever says it goes on.
func TestNobodyWaits(t *testing.T) {
	t.Parallel()
	s := New(Options{Record: record{}})
	for i := range 3 * waiting {
		s.Customer(desk.Address{Channel: "net", Key: fmt.Sprint(i)}) // nothing runs
	}
	if len(s.work) != waiting {
		t.Errorf("%d signs wait, want %d", len(s.work), waiting)
	}
}
