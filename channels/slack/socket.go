package slack

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/desk"
)

var (
	_ channels.Adapter    = (*Socket)(nil)
	_ channels.Runner     = (*Socket)(nil)
	_ channels.Introducer = (*Socket)(nil)
)

const (
	lines      = 2                // sockets at a time: Slack rotates them, and an event finds the other one open
	silent     = 30 * time.Second // see Config.Silent; Slack's own clients wait as long
	steady     = 10 * time.Second // a socket that lived so long is opened again at once
	longPause  = 30 * time.Second // the longest pause between two tries of one line
	firstPause = time.Second
	noted      = 5 * time.Minute // how often it is noted that everything has come
)

// Socket is an app whose events come over sockets that we open (Socket Mode), for a desk without a public address. It
// takes no calls of Slack's.
type Socket struct {
	*account
	mu   sync.Mutex
	open int
	last error // why Run broke off; nil when it did not, and once a socket stands again

	missed atomic.Bool // something may not have come: no socket stood for a moment, or an event could not be kept
}

// NewSocket makes the channel. It reaches for no network.
func NewSocket(cfg Config) (*Socket, error) {
	if cfg.AppToken == "" {
		return nil, errors.New("a Slack app in socket mode needs its app-level token")
	}
	if cfg.Silent <= 0 {
		cfg.Silent = silent
	}
	if cfg.Goodbye <= 0 {
		cfg.Goodbye = goodbye
	}
	a, err := newAccount(cfg)
	if err != nil {
		return nil, err
	}
	return &Socket{account: a}, nil
}

// Run implements channels.Runner: two lines, each with one socket, which is replaced before Slack closes it. It returns
// when ctx ends, and when a socket cannot be opened and no other one is open: another node may do better then.
func (s *Socket) Run(whole context.Context, host channels.Host) error {
	ctx, stop := context.WithCancelCause(whole)
	defer stop(nil)
	var all sync.WaitGroup
	var next func()
	s.missed.Store(true)
	next = sync.OnceFunc(func() { // the others begin when the first stands: then it is known that it works at all
		all.Go(func() { s.follow(ctx, host) })
		for range lines - 1 {
			all.Go(func() { s.keep(ctx, host, next, stop) })
		}
	})
	all.Go(func() { s.keep(ctx, host, next, stop) })
	all.Wait()
	err := context.Cause(ctx)
	if whole.Err() == nil { // else it is another node's turn, which is no fault
		s.mu.Lock()
		s.last = err
		s.mu.Unlock()
	}
	return err
}

// follow fetches what did not come by a socket, and notes now and then that everything has come.
func (s *Socket) follow(ctx context.Context, host channels.Host) {
	for ctx.Err() == nil {
		var err error
		wait := noted
		if s.missed.Swap(false) {
			err = s.catchUp(ctx, host)
		} else {
			err = host.CatchUp(ctx, s.cfg.ID, desk.At(s.cfg.Now().Add(-overlap)))
		}
		if err != nil {
			s.missed.Store(true)
			wait = longWait
			if ctx.Err() == nil {
				s.log.Warn("what was written meanwhile cannot be fetched; it is tried again", zap.Duration("again_in", wait), zap.Error(err))
			}
		}
		channels.Pause(ctx, wait)
	}
}

func (s *Socket) keep(ctx context.Context, host channels.Host, stands func(), stop func(error)) {
	if err := s.line(ctx, host, stands); err != nil {
		stop(err)
	}
}

// line keeps one socket open. A socket that is to be closed is read until it is, while its successor stands already.
func (s *Socket) line(ctx context.Context, host channels.Host, stands func()) error {
	var all sync.WaitGroup
	defer all.Wait()
	for wait := time.Duration(0); ctx.Err() == nil; {
		channels.Pause(ctx, wait)
		c, err := s.dial(ctx, host)
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil && s.live() == 0:
			return err
		case err != nil:
			wait = min(max(2*wait, firstPause), longPause)
			s.log.Warn("a socket cannot be opened; the other one works", zap.Duration("again_in", wait), zap.Error(err))
			continue
		}
		began := time.Now()
		leaving := s.enter(c)
		stands()
		all.Go(func() { c.serve(ctx) })
		select {
		case <-leaving:
		case <-ctx.Done():
		}
		if wait = min(max(2*wait, firstPause), longPause); time.Since(began) >= steady || c.told() {
			wait = 0
		}
	}
	return nil
}

// enter counts a socket that is open; leaving is closed when it no longer is one to rely on.
func (s *Socket) enter(c *conn) (leaving <-chan struct{}) {
	gone := make(chan struct{})
	c.leave = sync.OnceFunc(func() {
		s.count(-1)
		close(gone)
	})
	s.count(1)
	return gone
}

func (s *Socket) count(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open += n
	s.last = nil
	if s.open == 0 {
		s.missed.Store(true)
	}
}

func (s *Socket) live() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.open
}

// Health implements channels.Adapter: why the sockets broke off, or what auth.test says.
func (s *Socket) Health(ctx context.Context) error {
	s.mu.Lock()
	last := s.last
	s.mu.Unlock()
	if last != nil {
		return last
	}
	return s.account.Health(ctx)
}
