package router

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"time"

	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// Fetch runs the channels that fetch by themselves (a long poll, a socket), each on the one node that holds its lease,
// until ctx ends; it returns when all of them have stopped. Run has to be running: it renews the leases.
func (r *Router) Fetch(ctx context.Context) error {
	var all sync.WaitGroup
	for id, ad := range r.o.Channels {
		if run, ok := ad.(channels.Runner); ok {
			f := &fetcher{r: r, id: id, run: run, log: r.log.With(zap.String("channel", string(id)))}
			all.Go(func() { f.work(ctx) })
		}
	}
	all.Wait()
	return nil
}

const (
	fetchPause  = time.Second // after the first failure; it doubles
	fetchLong   = time.Minute // the longest pause
	fetchSteady = time.Minute // what ran for so long begins with the first pause again
)

// errLeaseLost stops a channel whose lease another node may hold. errStopped is a channel that returned by itself.
var (
	errLeaseLost = errors.New("the channel's lease is lost")
	errStopped   = errors.New("the channel stopped by itself")
)

// fetcher runs one channel while this node holds its lease. A lease that was lost without notice does no harm: events
// are stored once whoever brings them; it only has to be rare, because networks refuse a second reader.
type fetcher struct {
	r    *Router
	id   desk.ChannelID
	run  channels.Runner
	log  *zap.Logger
	said string // the failure that was logged last: the same one is logged once
}

func (f *fetcher) lease() string { return channels.LeasePrefix + string(f.id) }

// work takes the lease whenever it is free. After a failure the lease is given up before the pause: it may be this
// node's own network that is broken.
func (f *fetcher) work(ctx context.Context) {
	for wait := fetchPause; ctx.Err() == nil; {
		token, ok := f.take(ctx)
		if !ok {
			channels.Pause(ctx, f.r.o.LeaseTTL/3)
			continue
		}
		began := time.Now()
		err := f.hold(ctx, token)
		if !errors.Is(err, errLeaseLost) {
			f.giveUp()
		}
		if ctx.Err() != nil {
			return
		}
		if time.Since(began) >= fetchSteady {
			wait, f.said = fetchPause, ""
		}
		f.failed(err, wait)
		channels.Pause(ctx, wait)
		wait = min(2*wait, fetchLong)
	}
}

func (f *fetcher) failed(err error, wait time.Duration) {
	f.r.o.Metrics.FetchErrors.WithLabelValues(string(f.id)).Inc()
	if err.Error() == f.said {
		return
	}
	f.said = err.Error()
	f.log.Warn("the channel does not fetch; it is tried again, here or on another node", zap.Duration("in", wait), zap.Error(err))
}

func (f *fetcher) take(ctx context.Context) (token int64, ok bool) {
	now := f.r.now()
	err := f.r.o.Store.Write(ctx, func(w *dbq.Queries) (err error) {
		token, err = w.TakeLease(ctx, dbq.TakeLeaseParams{Name: f.lease(), Holder: f.r.o.Node, Until: int64(now.Add(f.r.o.LeaseTTL)), Now: int64(now)})
		return err
	})
	if err != nil && !errors.Is(err, sql.ErrNoRows) && ctx.Err() == nil {
		f.log.Warn("a channel's lease cannot be taken", zap.Error(err))
	}
	return token, err == nil
}

// hold runs the channel until it returns, ctx ends or the lease is lost; never nil while ctx lives.
func (f *fetcher) hold(ctx context.Context, token int64) error {
	f.log.Info("this node fetches for the channel")
	f.r.o.Metrics.Fetching.WithLabelValues(string(f.id)).Set(1)
	defer f.r.o.Metrics.Fetching.WithLabelValues(string(f.id)).Set(0)
	ctx, stop := context.WithCancelCause(ctx)
	var keeping sync.WaitGroup
	keeping.Go(func() {
		if f.keep(ctx, token); ctx.Err() == nil {
			stop(errLeaseLost)
		}
	})
	err := f.run.Run(ctx, f.r)
	stop(errStopped)
	keeping.Wait()
	if cause := context.Cause(ctx); errors.Is(cause, errLeaseLost) || err == nil {
		return cause
	}
	return err
}

// keep returns when ctx ends or the lease is not ours any more: when the record says so, and when the record has been
// away until the lease ran out.
func (f *fetcher) keep(ctx context.Context, token int64) {
	until := f.r.now().Add(f.r.o.LeaseTTL)
	for {
		left := until.Sub(f.r.now())
		if left <= 0 {
			return
		}
		channels.Pause(ctx, min(f.r.o.LeaseTTL/3, left))
		if ctx.Err() != nil {
			return
		}
		seen, err := f.look(ctx, token, until.Sub(f.r.now()))
		if errors.Is(err, errLeaseLost) {
			return
		}
		if err == nil {
			until = seen
		}
	}
}

// look asks the record, for as long as the answer could still help, until when the lease is ours.
func (f *fetcher) look(ctx context.Context, token int64, most time.Duration) (desk.Millis, error) {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	held, err := f.r.o.Store.LeasesOf(ctx, f.r.o.Node)
	if err != nil {
		return 0, err
	}
	for _, l := range held {
		if l.Name == f.lease() && l.Fence == token {
			return desk.Millis(l.Until), nil
		}
	}
	return 0, errLeaseLost
}

// giveUp lets another node begin at once.
func (f *fetcher) giveUp() {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	err := f.r.o.Store.Write(ctx, func(w *dbq.Queries) error {
		return w.GiveUpLease(ctx, dbq.GiveUpLeaseParams{Name: f.lease(), Holder: f.r.o.Node})
	})
	if err != nil {
		f.log.Warn("a channel's lease cannot be given up; it runs out", zap.Error(err))
	}
}
