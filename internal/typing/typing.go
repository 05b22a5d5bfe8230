package typing

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"go.uber.org/zap"
	"golang.org/x/sync/errgroup"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// The bounds. Networks show a sign for about five seconds, and forget it sooner when a message comes.
const (
	signEvery = 4 * time.Second // of one conversation in one direction
	callFor   = 2 * time.Second // one call to a network
	waiting   = 64              // signs that wait to be shown; more are dropped
	workers   = 4
)

// Record is what this package needs of the record.
type Record interface {
	SessionState(ctx context.Context, id string) (dbq.SessionStateRow, error)
	LatestAt(ctx context.Context, arg dbq.LatestAtParams) (dbq.LatestAtRow, error)
}

// Live passes signs on to the other nodes.
type Live interface {
	Publish(ctx context.Context, topic string, payload []byte) error
	Subscribe(topic string, handle func(payload []byte)) (stop func(), err error)
}

// Options are what a Signs is made of. All are needed but Log and Now.
type Options struct {
	Record   Record
	Live     Live
	Channels map[desk.ChannelID]channels.Adapter
	Idle     func(desk.Address) bool // nothing waits to be sent on the account, and it was asked for no pause
	Screens  func(desk.SessionID)    // shows the agents of this node that the customer writes
	Log      *zap.Logger
	Now      func() time.Time // the clock; nil = time.Now
}

// Signs shows who is writing. Its methods never block and may be called from many goroutines.
type Signs struct {
	o    Options
	work chan func(context.Context)

	mu    sync.Mutex
	until map[string]time.Time // until when nothing more is shown: of a session, an address, a channel that asked for a pause
}

// New makes a Signs; nothing is shown before Run.
func New(o Options) *Signs {
	if o.Log == nil {
		o.Log = zap.NewNop()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Signs{o: o, work: make(chan func(context.Context), waiting), until: map[string]time.Time{}}
}

// sign is what one node tells the others.
type sign struct {
	Customer desk.SessionID `json:"customer,omitempty"` // whose customer writes
	At       desk.Address   `json:"at"`                 // where an agent writes
}

const topic = "typing"

// Agent says that somebody writes an answer in a session. It is shown only if that is who serves the customer now: what
// others write there is a note, or a mistake.
func (s *Signs) Agent(id desk.SessionID, who desk.AgentID) {
	if !s.due("s:"+string(id)+"\x00"+string(who), signEvery) {
		return
	}
	s.do(func(ctx context.Context) {
		row, err := s.o.Record.SessionState(ctx, string(id))
		if err != nil {
			return
		}
		var now sessions.State
		if json.Unmarshal([]byte(row.State), &now) != nil || now.Phase != sessions.Serving || now.ByHand || now.Holder == nil || now.Holder.Agent != who {
			return
		}
		s.show(ctx, desk.Address{Channel: desk.ChannelID(row.Channel), Key: row.ConvKey})
	})
}

// Customer says that a customer writes: the agents who have the open session on their screens see it.
func (s *Signs) Customer(at desk.Address) {
	if !s.due("c:"+string(at.Channel)+"\x00"+at.Key, signEvery) {
		return
	}
	s.do(func(ctx context.Context) {
		row, err := s.o.Record.LatestAt(ctx, dbq.LatestAtParams{Channel: string(at.Channel), ConvKey: at.Key})
		var now sessions.State
		if err == nil && json.Unmarshal([]byte(row.State), &now) == nil && now.Phase.Open() {
			s.tell(ctx, sign{Customer: desk.SessionID(row.ID)})
		}
	})
}

// show brings the sign to the customer: a channel with pages of its own may have them on any node, a network is called once.
func (s *Signs) show(ctx context.Context, at desk.Address) {
	ad, ok := s.o.Channels[at.Channel].(channels.Typer)
	if !ok {
		return
	}
	if _, pages := ad.(channels.Pages); pages {
		s.tell(ctx, sign{At: at})
		return
	}
	if !s.o.Idle(at) || !s.due("n:"+string(at.Channel), 0) {
		return // answers come first, and a pause is a pause for everything
	}
	if err := ad.Typing(ctx, at); err != nil {
		if se, _ := channels.Judge(err); se.RetryAfter > 0 {
			s.rest("n:"+string(at.Channel), se.RetryAfter)
		}
		s.o.Log.Debug("that somebody writes was not shown", zap.String("channel", string(at.Channel)), zap.Error(err))
	}
}

func (s *Signs) tell(ctx context.Context, what sign) {
	b, err := json.Marshal(what)
	if err != nil {
		s.o.Log.Error("a sign cannot be encoded", zap.Error(err))
		return
	}
	_ = s.o.Live.Publish(ctx, topic, b) // nothing depends on it
}

// heard takes what any node tells, this one included.
func (s *Signs) heard(ctx context.Context, payload []byte) {
	var what sign
	if payload == nil || json.Unmarshal(payload, &what) != nil {
		return
	}
	if what.Customer != "" {
		s.o.Screens(what.Customer)
		return
	}
	if ad, ok := s.o.Channels[what.At.Channel].(channels.Typer); ok {
		_ = ad.Typing(ctx, what.At) // pages of ours: there is nothing to fail
	}
}

// Run shows what is to be shown, until ctx ends.
func (s *Signs) Run(ctx context.Context) error {
	stop, err := s.o.Live.Subscribe(topic, func(payload []byte) { s.heard(ctx, payload) })
	if err != nil {
		s.o.Log.Warn("live store is away: nobody sees that somebody writes", zap.Error(err))
	} else {
		defer stop()
	}
	var g errgroup.Group
	for range workers {
		g.Go(func() error { s.serve(ctx); return nil })
	}
	return g.Wait()
}

func (s *Signs) serve(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case f := <-s.work:
			call, done := context.WithTimeout(ctx, callFor)
			f(call)
			done()
		}
	}
}

func (s *Signs) do(f func(context.Context)) {
	select {
	case s.work <- f:
	default:
	}
}

// due says whether a sign may be shown now, and then holds the next one back for a while.
func (s *Signs) due(key string, hold time.Duration) bool {
	now := s.o.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	if now.Before(s.until[key]) {
		return false
	}
	if len(s.until) >= 10_000 {
		for k, at := range s.until {
			if !now.Before(at) {
				delete(s.until, k)
			}
		}
	}
	if hold > 0 {
		s.until[key] = now.Add(hold)
	}
	return true
}

// rest holds back for as long as the network asks.
func (s *Signs) rest(key string, d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.until[key] = s.o.Now().Add(d)
}
