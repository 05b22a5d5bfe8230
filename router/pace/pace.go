// Package pace decides when the next message may leave an account: no faster than its network takes them, people's answers
// before automatic texts, otherwise in the order in which the conversations asked, and not at all while the network wants the whole account to pause. It refuses to
// know messages, the record and which network it is; what becomes of a message is for its sender.
package pace

import (
	"context"
	"sync"
	"time"

	"firstline/channels"
)

// Account is the pace of one account on this node. Its methods may be called from many goroutines. A conversation asks
// for its next turn after the one before has ended.
type Account struct {
	rate  channels.Rate
	share func() float64          // of the account's rate that is this node's, above 0 and at most 1
	place func(key string) string // what the network counts the conversation as

	mu     sync.Mutex
	queue  queue
	timer  *time.Timer          // looks at the queue again; nil = nobody waits
	ahead  time.Time            // up to when what has left uses up the account's rate
	until  time.Time            // nothing leaves before: the account was asked for a pause
	factor float64              // of the rate that is used now: halved by a pause, 1 in the end
	chats  map[string]time.Time // like ahead, of each place that has used some of its own
	asked  map[string]time.Time // places that were asked for a pause since a message was last taken, and its end
	gates  map[string]*gate     // places of several conversations in which one has its turn
}

// New makes the pace of an account that nothing has left yet. share may be nil: all of the rate is this node's. place says
// what the network counts a conversation as (channels.Placed); nil: as itself.
func New(rate channels.Rate, share func() float64, place func(key string) string) *Account {
	if share == nil {
		share = func() float64 { return 1 }
	}
	if place == nil {
		place = func(key string) string { return key }
	}
	return &Account{rate: rate, share: share, place: place, factor: 1, chats: map[string]time.Time{}, asked: map[string]time.Time{}, gates: map[string]*gate{}}
}

// Turn waits until the conversation may send its next message. first is asked, with the account locked, whether an answer
// of a person waits in it: such conversations come before the others. Every turn is followed by Ended or Spared. It returns
// early when ctx ends: there was no turn then.
func (a *Account) Turn(ctx context.Context, key string, first func() bool) {
	if !a.hold(ctx.Done(), key, first) {
		return
	}
	for d := a.chatTurn(key); d > 0 && ctx.Err() == nil; d = a.chatTurn(key) { // a pause may have come meanwhile
		channels.Pause(ctx, d)
	}
	if ctx.Err() == nil {
		t := a.enter(key, first)
		if t == nil {
			return
		}
		select {
		case <-t.turn:
			return
		case <-ctx.Done():
			a.mu.Lock()
			a.queue.drop(t)
			a.mu.Unlock()
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.release(key)
}

// Hurry says that an answer of a person waits in the conversation from now on.
func (a *Account) Hurry(key string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.queue.hurry(key)
	if g := a.gates[a.place(key)]; g != nil {
		g.waiting.hurry(key)
	}
}

// Idle says whether a message of the conversation could leave now: nobody waits for the account, and neither it nor the
// conversation was asked for a pause.
func (a *Account) Idle(key string) bool {
	wait := a.chatTurn(key)
	a.mu.Lock()
	defer a.mu.Unlock()
	now, place := time.Now(), a.place(key)
	return a.queue.empty() && wait <= 0 && !now.Before(a.next()) && !now.Before(a.asked[place]) && a.gates[place] == nil
}

// chatTurn is how long it takes until the conversation's place may go on; 0 or less: it may now.
func (a *Account) chatTurn(key string) time.Duration {
	a.mu.Lock()
	defer a.mu.Unlock()
	return time.Until(a.chats[a.place(key)].Add(-a.burst(key)))
}

// burst is how much time's worth of messages may leave a place at once, beyond the one that always may. a.mu is held.
func (a *Account) burst(key string) time.Duration {
	return time.Duration(max(a.rate.Burst, 1)-1) * a.own(key)
}

// enter gives a place in the queue of the account; nil = nothing is in the way.
func (a *Account) enter(key string, first func() bool) *ticket {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.queue.empty() && !time.Now().Before(a.next()) {
		a.leave()
		return nil
	}
	t := a.queue.add(key, first())
	a.watch()
	return t
}

// together is how much time's worth of messages may leave the account at once. A network counts them as they arrive, in
// other distances than they left: what is not used of its own burst is the room for that.
const together = time.Second / 3

// next is when the account may go on. a.mu is held.
func (a *Account) next() time.Time {
	at := a.ahead.Add(-together)
	return latest(at, a.until)
}

// leave uses up a message's worth of the account's rate. a.mu is held.
func (a *Account) leave() {
	a.ahead = latest(a.ahead, time.Now()).Add(a.cost())
}

// cost is how much of the account's time a message uses up now; 0 where there is no limit. a.mu is held.
func (a *Account) cost() time.Duration { return every(a.rate.PerAccount * a.factor * a.share()) }

// every is the distance of messages at so many a second; 0 where there is no limit.
func every(rate float64) time.Duration {
	if rate <= 0 {
		return 0
	}
	return time.Duration(float64(time.Second) / rate)
}

// watch looks at the queue when the account may go on. a.mu is held.
func (a *Account) watch() {
	if a.timer == nil && !a.queue.empty() {
		a.timer = time.AfterFunc(time.Until(a.next()), a.look)
	}
}

// look lets those go who may.
func (a *Account) look() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.timer = nil
	for !a.queue.empty() && !time.Now().Before(a.next()) {
		close(a.queue.take().turn)
		a.leave()
	}
	a.watch()
}
