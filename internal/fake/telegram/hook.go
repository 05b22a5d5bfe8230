package telegram

import (
	"container/heap"
	"context"
	"sync"
	"time"
)

// hook is one webhook from setWebhook until it is changed or deleted: S:
// WebhookActor. It loads updates in their order, keeps one line for each chat,
// and has at most one update of a line on its way. What it forgets when it is
// closed (pauses, calls on their way) the next hook starts anew, so a change of
// the webhook may deliver an update twice, as in reality.
type hook struct {
	bot         *Bot
	url, secret string
	maxConns    int
	quit, wake  chan struct{} // nil until opened

	// The bot's lock guards what follows.
	started  bool
	nextLoad int64 // id of the first update not loaded yet
	loaded   int   // updates in lines
	lines    map[int64][]*delivery
	ready    deliveries // the heads of lines that are not on their way
	busy     int        // calls on their way
	ramp     ramp
	gone     time.Time // since when the bot has answered 410 only
}

// delivery is one loaded update.
type delivery struct {
	*queued
	backoff
	wakeAt time.Time
}

// same says whether setting next would change nothing. It may be called on nil.
func (h *hook) same(next *hook) bool {
	return h != nil && h.url == next.url && h.secret == next.secret && h.maxConns == next.maxConns
}

// signal makes the hook look for work. It may be called on nil.
func (h *hook) signal() {
	if h == nil {
		return
	}
	select {
	case h.wake <- struct{}{}:
	default: // it will look anyway
	}
}

// openHook puts a webhook in force. The bot's lock is held.
func (b *Bot) openHook(h *hook) {
	h.quit, h.wake = make(chan struct{}), make(chan struct{}, 1)
	h.lines = map[int64][]*delivery{}
	h.nextLoad = b.queue.first()
	b.hook = h
	b.lastErr.at, b.lastErr.text = time.Time{}, ""
	b.startHook()
}

// resume starts calls that had to wait for Start. The server's lock is held.
func (b *Bot) resume() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.startHook()
}

// closeHook takes the webhook out of force and cuts its calls. The lock is held.
func (b *Bot) closeHook() {
	if b.hook != nil {
		close(b.hook.quit)
		b.hook = nil
	}
}

// startHook begins deliveries once the server runs. The bot's lock is held.
func (b *Bot) startHook() {
	h := b.hook
	if h == nil || h.started || !b.srv.running.Load() {
		return
	}
	h.started = true
	b.srv.wg.Go(h.run)
}

// run delivers until the hook or the server is closed.
func (h *hook) run() {
	ctx, cancel := context.WithCancel(context.Background())
	var calls sync.WaitGroup
	defer calls.Wait()
	defer cancel()
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		due, wait := h.due(time.Now())
		for _, d := range due {
			calls.Go(func() {
				began := time.Now()
				h.settle(d, began, h.post(ctx, d))
			})
		}
		timer.Reset(wait)
		select {
		case <-h.wake:
		case <-timer.C:
		case <-h.quit:
			return
		case <-h.bot.srv.stop:
			return
		}
	}
}

// due takes the updates to send now, and returns how long until the next look.
func (h *hook) due(now time.Time) (due []*delivery, wait time.Duration) {
	h.bot.mu.Lock()
	defer h.bot.mu.Unlock()
	h.load(now)
	wait = time.Hour // there is a signal for everything but time
	for len(h.ready) > 0 && h.busy < h.maxConns {
		if early := h.ready[0].wakeAt.Sub(now); early > 0 {
			return due, min(wait, early)
		}
		if h.bot.srv.opts.SlowConnect {
			need := min(len(h.lines), h.maxConns)
			if again := h.ramp.connect(now, need, h.busy, h.bot.srv.scaled); again != 0 {
				return due, min(wait, again)
			}
		}
		h.busy++
		due = append(due, heap.Pop(&h.ready).(*delivery))
	}
	return due, wait
}

// load is S: WebhookActor::load_updates. At most twice max_connections updates
// are loaded, in their order: one chat that is stuck with so many blocks all.
func (h *hook) load(now time.Time) {
	b := h.bot
	for _, u := range b.queue.from(h.nextLoad) {
		if h.loaded >= 2*h.maxConns {
			return
		}
		h.nextLoad = u.id + 1
		switch {
		case u.gone:
		case now.After(u.expires):
			b.finish(u, Dropped)
		default:
			h.loaded++
			d := &delivery{queued: u, wakeAt: now}
			h.lines[u.line] = append(h.lines[u.line], d)
			if len(h.lines[u.line]) == 1 {
				heap.Push(&h.ready, d)
			}
		}
	}
}

// settle is S: WebhookActor::handle with on_update_ok and on_update_error.
func (h *hook) settle(d *delivery, began time.Time, res result) {
	b := h.bot
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	b.srv.ledger.attempt(b.id, d.id, Attempt{At: began, Took: now.Sub(began), Status: res.status, Error: res.text})
	if b.hook != h { // closed meanwhile: its answers count for nothing
		return
	}
	h.busy--
	h.ramp.result(now, res)
	defer h.signal()
	if res.ok() {
		h.gone = time.Time{}
		h.leave(d, Delivered)
		return
	}
	b.lastErr.at, b.lastErr.text = now, res.text
	pause := b.srv.scaled(d.next(res.retryAfter, b.srv.ceiling()))
	d.wakeAt = now.Add(pause)
	if d.wakeAt.After(d.expires) {
		h.leave(d, Dropped)
	} else {
		heap.Push(&h.ready, d)
	}
	if h.stayedGone(now, res.status) {
		b.closeHook()
	}
}

// leave takes the head of a line out and lets the next one step up.
func (h *hook) leave(d *delivery, state State) {
	h.loaded--
	line := h.lines[d.line][1:]
	if len(line) == 0 {
		delete(h.lines, d.line)
	} else {
		h.lines[d.line] = line
		heap.Push(&h.ready, line[0])
	}
	h.bot.finish(d.queued, state)
}

// stayedGone is the rule of 410: only a webhook that answers nothing else for
// longer than 23 hours is removed. A broken connection is no answer.
func (h *hook) stayedGone(now time.Time, status int) bool {
	const statusGone = 410
	switch {
	case status == 0:
	case status != statusGone:
		h.gone = time.Time{}
	case h.gone.IsZero():
		h.gone = now
	default:
		return now.Sub(h.gone) > h.bot.srv.scaled(goneLimit)
	}
	return false
}

// deliveries is a heap by the time to wake and then by the id of the line.
type deliveries []*delivery

func (q deliveries) Len() int { return len(q) }
func (q deliveries) Less(i, j int) bool {
	if !q[i].wakeAt.Equal(q[j].wakeAt) {
		return q[i].wakeAt.Before(q[j].wakeAt)
	}
	return q[i].line < q[j].line
}
func (q deliveries) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *deliveries) Push(x any)   { *q = append(*q, x.(*delivery)) }
func (q *deliveries) Pop() any {
	old := *q
	last := old[len(old)-1]
	old[len(old)-1] = nil
	*q = old[:len(old)-1]
	return last
}
