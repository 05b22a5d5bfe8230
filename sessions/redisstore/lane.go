package redisstore

import (
	"context"
	"errors"
	"sync"

	"github.com/redis/go-redis/v9"
)

// The bounds of one pipeline. 1,000 small commands take Redis some 5 ms and 1 MiB some 10 ms on a fast link: far below
// the read timeout, and short enough for others to get their turn.
const (
	maxCommands = 1000
	maxBytes    = 1 << 20
)

// job is some commands of one caller. They go out together; err is the first failure among them.
type job struct {
	cmds []redis.Cmder
	size int // bytes, roughly
	err  error
	done chan struct{}
}

// lane makes one pipeline of the jobs of many callers. A job that finds the lane empty goes at once, in its caller's
// goroutine. While it is on its way others gather, and leave together when it returns. So a lone caller pays nothing, and
// 5,000 a second share some hundreds of round trips. There is one flight at a time; nothing waits for a clock.
type lane struct {
	run    func(ctx context.Context, cmds []redis.Cmder) error
	refuse func() error // says why those who had to wait need not even try

	mu      sync.Mutex
	flying  bool
	waiting []*job
	flights sync.WaitGroup
}

// do runs the job. When ctx ends first, it returns that error: the job may still be run, so nobody may touch its
// commands any more.
func (l *lane) do(ctx context.Context, j *job) error {
	l.mu.Lock()
	if !l.flying {
		l.flying = true
		l.mu.Unlock()
		defer l.land()
		return firstError(l.run(ctx, j.cmds), j.cmds)
	}
	j.done = make(chan struct{})
	l.waiting = append(l.waiting, j)
	l.mu.Unlock()
	select {
	case <-j.done:
		return j.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// land hands the lane over: to a goroutine of its own if somebody waits, else to the next caller.
func (l *lane) land() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.waiting) == 0 {
		l.flying = false
		return
	}
	l.flights.Go(l.fly)
}

// fly runs what waits, flight by flight, until nothing does. No caller's context governs it: it carries many callers'
// jobs. Each flight has the limit of every call.
func (l *lane) fly() {
	for jobs := l.board(); len(jobs) > 0; jobs = l.board() {
		err := l.refuse()
		if err == nil {
			var cmds []redis.Cmder
			for _, j := range jobs {
				cmds = append(cmds, j.cmds...)
			}
			err = l.run(context.Background(), cmds)
		}
		for _, j := range jobs {
			j.err = firstError(err, j.cmds)
			close(j.done)
		}
	}
}

// board takes the jobs of the next flight, in order of arrival; none says that the lane is free again.
func (l *lane) board() []*job {
	l.mu.Lock()
	defer l.mu.Unlock()
	n, commands, bytes := 0, 0, 0
	for ; n < len(l.waiting); n++ {
		j := l.waiting[n]
		commands, bytes = commands+len(j.cmds), bytes+j.size
		if n > 0 && (commands > maxCommands || bytes > maxBytes) {
			break
		}
	}
	jobs := l.waiting[:n:n]
	if l.waiting = l.waiting[n:]; len(l.waiting) == 0 {
		l.waiting = nil
	}
	l.flying = n > 0
	return jobs
}

// wait waits for the flights under way.
func (l *lane) wait() { l.flights.Wait() }

// firstError is the failure that counts for these commands: that of the whole flight when it did not take place, else
// the first of their own. Nothing found is no failure; an unknown script is left to put.
func firstError(flight error, cmds []redis.Cmder) error {
	var local error
	for _, cmd := range cmds {
		if err := cmd.Err(); err != nil && !errors.Is(err, redis.Nil) && !unknownScript(err) {
			local = err
			break
		}
	}
	if local == nil && flight != nil && !answered(flight) {
		return flight
	}
	return local
}

func unknownScript(err error) bool { return redis.HasErrorPrefix(err, "NOSCRIPT") }

// pipeline sends the commands in one round trip (one for each node of a Cluster, side by side). A command's own failure
// is left with the command. The callers have entered already.
func (s *Store) pipeline(ctx context.Context, cmds []redis.Cmder) error {
	return s.attempt(ctx, "pipeline", func(ctx context.Context) error {
		p := s.client.Pipeline()
		if err := p.BatchProcess(ctx, cmds...); err != nil {
			return err
		}
		_, err := p.Exec(ctx)
		return err
	})
}
