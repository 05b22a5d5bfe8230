package router

import (
	"context"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
)

// sender carries the outbox out: in order for each conversation, side by side for different ones. A row becomes
// "sending" in the record before the channel is called, so that a crash in between is seen as what it is.
type sender struct {
	r     *Router
	mu    sync.Mutex
	lines map[desk.Address]*line
	left  map[int][]store.Out // recovered rows of partitions that are not ready yet
	slots *semaphore.Weighted
	paces paces
	ctx   context.Context
	wg    sync.WaitGroup
	claim chan claimJob
}

// line is the outbox of one conversation on this node.
type line struct {
	waiting []store.Out
	running bool
	now     rowKey // what is being carried, while it runs: it may wait long for its turn, and is "queued" in the record until then
}

// add puts the row into its place: rows that were read late may be older than what waits already.
func (l *line) add(o store.Out) {
	i := len(l.waiting)
	for i > 0 && later(l.waiting[i-1], o) {
		i--
	}
	l.waiting = slices.Insert(l.waiting, i, o)
}

// later says whether a is to leave after b. Session ids grow with time (UUIDv7).
func later(a, b store.Out) bool {
	if a.Session != b.Session {
		return a.Session > b.Session
	}
	return a.Seq > b.Seq
}

func newSender(r *Router) *sender {
	return &sender{r: r, lines: map[desk.Address]*line{}, left: map[int][]store.Out{}, slots: semaphore.NewWeighted(int64(r.o.Senders)),
		claim: make(chan claimJob, 256), paces: newPaces(r.o.Channels, r.parts.portion)}
}

// run serves until ctx ends; sends under way are finished, what waits stays in the record.
func (s *sender) run(ctx context.Context) error {
	s.mu.Lock()
	s.ctx = ctx
	for at, ln := range s.lines {
		s.start(at, ln)
	}
	s.mu.Unlock()
	s.wg.Add(1)
	go func() { defer s.wg.Done(); s.sweep(ctx) }()
	s.claims(ctx)
	s.wg.Wait()
	return nil
}

// put queues rows that were just committed.
func (s *sender) put(outs []store.Out) {
	defer s.hurry(outs)
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, o := range outs {
		ln := s.lines[o.Address]
		if ln == nil {
			ln = &line{}
			s.lines[o.Address] = ln
		}
		ln.add(o)
		s.start(o.Address, ln)
	}
}

// start gives a line a goroutine, once the sender runs. s.mu is held.
func (s *sender) start(at desk.Address, ln *line) {
	if ln.running || s.ctx == nil || s.ctx.Err() != nil {
		return
	}
	ln.running = true
	s.wg.Add(1)
	s.r.crew.do(func() { s.work(at, ln) })
}

func (s *sender) work(at desk.Address, ln *line) {
	defer s.wg.Done()
	for {
		s.mu.Lock()
		if len(ln.waiting) == 0 || s.ctx.Err() != nil {
			ln.running, ln.now = false, rowKey{}
			if len(ln.waiting) == 0 {
				delete(s.lines, at)
			}
			s.mu.Unlock()
			return
		}
		out := ln.waiting[0]
		ln.waiting, ln.now = ln.waiting[1:], rowKey{out.Session, out.Seq}
		s.mu.Unlock()
		s.one(s.ctx, out)
	}
}

// recover reads what a partition's last owner left in the outbox. What was "sending" then may have arrived: it becomes
// unconfirmed and is never sent again by itself.
func (s *sender) recover(ctx context.Context, part int, token int64) error {
	rows, err := s.r.o.Store.OutboxOf(ctx, int64(part))
	if err != nil {
		return err
	}
	var outs []store.Out
	for _, row := range rows {
		o := store.Out{Session: desk.SessionID(row.Session), Seq: row.Seq, Part: part, Address: desk.Address{Channel: desk.ChannelID(row.Channel), Key: row.ConvKey},
			State: desk.Delivery(row.State), Attempt: row.Attempt, DueAt: desk.Millis(row.DueAt), Reason: row.Reason,
			Text: row.Text, ReplyRef: row.ReplyRef, Quotes: row.Quotes, Purpose: row.Purpose, Kind: desk.Kind(row.Kind)}
		outs = append(outs, o)
	}
	s.mu.Lock()
	s.left[part] = outs
	s.mu.Unlock()
	return nil
}

// recovered starts the rows of a partition that has become ready.
func (s *sender) recovered(part int) {
	s.mu.Lock()
	outs := s.left[part]
	delete(s.left, part)
	s.mu.Unlock()
	var again []store.Out
	for _, o := range outs {
		if o.State == desk.DeliverySending {
			s.report(o, desk.DeliveryUnconfirmed, "", "interrupted")
			continue
		}
		again = append(again, o)
	}
	s.put(again)
}

// reload queues the rows of one conversation that another node committed.
func (s *sender) reload(ctx context.Context, m moved) error {
	rows, err := s.readRows(ctx, m.Part, m.Address)
	if err != nil {
		return err
	}
	s.mu.Lock()
	known := map[rowKey]bool{}
	if ln := s.lines[m.Address]; ln != nil {
		known[ln.now] = true
		for _, o := range ln.waiting {
			known[rowKey{o.Session, o.Seq}] = true
		}
	}
	s.mu.Unlock()
	s.put(slices.DeleteFunc(rows, func(o store.Out) bool {
		return o.State != desk.DeliveryQueued || known[rowKey{o.Session, o.Seq}]
	}))
	return nil
}

// readRows reads the outbox of one conversation, in the order in which it is to leave.
func (s *sender) readRows(ctx context.Context, part int, at desk.Address) ([]store.Out, error) {
	rows, err := s.r.o.Store.OutboxAt(ctx, dbq.OutboxAtParams{Part: int64(part), Channel: string(at.Channel), ConvKey: at.Key})
	if err != nil {
		return nil, err
	}
	outs := make([]store.Out, len(rows))
	for i, row := range rows {
		outs[i] = store.Out{Session: desk.SessionID(row.Session), Seq: row.Seq, Part: part, Address: at, State: desk.Delivery(row.State),
			Attempt: row.Attempt, DueAt: desk.Millis(row.DueAt), Reason: row.Reason,
			Text: row.Text, ReplyRef: row.ReplyRef, Quotes: row.Quotes, Purpose: row.Purpose, Kind: desk.Kind(row.Kind)}
	}
	return outs, nil
}

type rowKey struct {
	session desk.SessionID
	seq     int64
}

const (
	sweepEvery = time.Second
	sweepAge   = 1500 * time.Millisecond // younger rows are most likely on their way through memory
	sweepMost  = 1000
)

// sweep finds rows whose hint was missed. A row that is on its way as well is claimed once all the same.
func (s *sender) sweep(ctx context.Context) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		rows, err := s.r.o.Store.OutboxLeft(ctx, dbq.OutboxLeftParams{DueAt: int64(s.r.now().Add(-sweepAge)), Limit: sweepMost})
		if err != nil {
			continue // the claims say that the record is away
		}
		seen := map[desk.Address]bool{}
		for _, row := range rows {
			at := desk.Address{Channel: desk.ChannelID(row.Channel), Key: row.ConvKey}
			if seen[at] || (s.r.parts.solo() && s.busy(at)) { // with others about, a busy line may lack older rows
				continue
			}
			seen[at] = true
			s.r.takeUp(moved{Part: int(row.Part), Session: desk.SessionID(row.Session), Address: at, Sends: true})
		}
	}
}

// busy says that the conversation's line is being worked off.
func (s *sender) busy(at desk.Address) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	ln := s.lines[at]
	return ln != nil && ln.running
}

// forget drops what waits for a partition that moved to another node.
func (s *sender) forget(part int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.left, part)
	for at, ln := range s.lines {
		if at.Partition() == part {
			ln.waiting = nil
		}
	}
}
