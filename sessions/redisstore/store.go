// Package redisstore is the live store in Redis: single, Sentinel or Cluster. It decides how the live state lies in
// Redis (keys.go, lua/) and how long a caller waits for a Redis that is away: a second at most, then not at all. It
// refuses to retry, to log, to hold anything that SQL does not, and to need what Redis 7.0 does not have.
package redisstore

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"

	"firstline/sessions/live"
)

var _ live.Store = (*Store)(nil)

// callLimit is the longest that one round trip may take, with everything that happens in it (waiting for a connection,
// dialling, redirects in a Cluster). Twice the read timeout, so that a dropped connection can be replaced.
const callLimit = time.Second

// Store is a live store in Redis. Its methods return an error within about a second when Redis is away; after a failure
// they fail at once for up to 250 ms (breaker).
type Store struct {
	client  redis.UniversalClient
	keys    keys
	born    time.Time // the origin of the breaker's clock, which no change of the wall clock moves
	breaker breaker
	puts    lane
	gets    lane
	hints   lane
	queue   lane
	ear     *ear
	debts   debts
	life    context.Context // ends with Close
	end     context.CancelFunc
}

// New makes a store. It does not connect: a node starts without Redis and goes on from SQL. The error says what is wrong
// with the options.
func New(o Options) (*Store, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	s := &Store{client: redis.NewUniversalClient(o.universal()), keys: keys{o.prefix()}, born: time.Now()}
	s.puts = lane{run: s.pipeline, refuse: s.refuse}
	s.gets = lane{run: s.pipeline, refuse: s.refuse}
	s.hints = lane{run: s.pipeline, refuse: s.refuse}
	s.queue = lane{run: s.pipeline, refuse: s.refuse}
	s.life, s.end = context.WithCancel(context.Background())
	s.ear = newEar(s.client, s.keys)
	return s, nil
}

// Quiet keeps the client library from writing to standard error by itself, some lines a second while Redis is away: every
// failure that it would tell of comes back to a caller as an error. It holds for the whole process, so main calls it.
func Quiet() { logging.Disable() }

// Epoch names this filling of Redis. It is made by the first node that asks after a loss; every node gets the same. In a
// Cluster the loss of one master's data changes it too. One round trip.
func (s *Store) Epoch(ctx context.Context) (string, error) {
	names := s.keys.epochs()
	cmds := make([]*redis.StatusCmd, len(names))
	fresh := rand.Text()
	err := s.call(ctx, "epoch", func(ctx context.Context) error {
		_, err := s.client.Pipelined(ctx, func(p redis.Pipeliner) error {
			for i, name := range names {
				// No time to live: an epoch that ran out would look like a loss. SET NX GET gives what was there.
				cmds[i] = p.SetArgs(ctx, name, fresh, redis.SetArgs{Mode: "NX", Get: true})
			}
			return nil
		})
		if errors.Is(err, redis.Nil) {
			return nil
		}
		return err
	})
	if err != nil {
		return "", err
	}
	all := sha256.New()
	for _, cmd := range cmds {
		value, err := cmd.Result()
		switch {
		case errors.Is(err, redis.Nil):
			value = fresh
		case err != nil:
			return "", fmt.Errorf("redisstore: epoch: %w", err)
		}
		_, _ = all.Write([]byte(value))
	}
	return hex.EncodeToString(all.Sum(nil)[:16]), nil
}

// Close ends subscriptions, waits for their handles and for what is under way, and closes the connections. It may be
// called twice.
func (s *Store) Close() error {
	s.end()
	s.debts.close()
	s.ear.close()
	s.puts.wait()
	s.gets.wait()
	s.hints.wait()
	s.queue.wait()
	if err := s.client.Close(); err != nil && !errors.Is(err, redis.ErrClosed) {
		return fmt.Errorf("redisstore: close: %w", err)
	}
	return nil
}

// call makes one round trip if the breaker lets it.
func (s *Store) call(ctx context.Context, what string, do func(context.Context) error) error {
	if err := s.enter(ctx, what); err != nil {
		return err
	}
	return s.attempt(ctx, what, do)
}

// enter says whether a caller may ask Redis now.
func (s *Store) enter(ctx context.Context, what string) error {
	if err := ctx.Err(); err != nil {
		return err // not Redis' fault: the breaker need not know
	}
	if err := s.breaker.allow(s.clock()); err != nil {
		return fmt.Errorf("redisstore: %s: %w", what, err)
	}
	return nil
}

// attempt makes one round trip within callLimit.
func (s *Store) attempt(ctx context.Context, what string, do func(context.Context) error) error {
	limited, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	began := s.clock()
	err := do(limited)
	s.judge(err, ctx.Err() != nil && s.clock()-began < rest)
	if err != nil {
		return fmt.Errorf("redisstore: %s: %w", what, err)
	}
	return nil
}

// judge tells the breaker how a call ended. A caller who gave up early says nothing about Redis.
func (s *Store) judge(err error, gaveUp bool) {
	switch {
	case answered(err):
		s.breaker.succeeded()
	case !gaveUp:
		s.breaker.failed(s.clock(), err)
	}
}

// refuse says whether Redis failed just now.
func (s *Store) refuse() error { return s.breaker.resting(s.clock()) }

func (s *Store) clock() time.Duration { return time.Since(s.born) }

// script runs one script in one round trip (two on a server that does not know it yet).
func (s *Store) script(ctx context.Context, what string, script *redis.Script, keys []string, args ...any) (any, error) {
	var reply any
	err := s.call(ctx, what, func(ctx context.Context) (err error) {
		reply, err = script.Run(ctx, s.client, keys, args...).Result()
		return err
	})
	return reply, err
}
