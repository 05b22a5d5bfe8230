package pace

import (
	"maps"
	"time"
)

const (
	// wholeAccount is how many conversations in a row have to be asked for a pause with the same end until it counts as
	// asked of the whole account: a network does not say which it meant, and some conversations that are written to too
	// fast are no reason to stop the others.
	wholeAccount = 3
	sameEnd      = 2 * time.Second // so close together: networks round up to seconds
	slowest      = 1.0 / 8         // of the rate, however often the account was asked
	faster       = 1.0 / 64        // of the rate is won back with every message that is taken
	tidyEvery    = 1024            // conversations; those that owe nothing are forgotten
)

// Ended notes that a turn of the conversation has ended, whatever was answered: it is from now on that the network may
// count. Taken or Paused has said the rest.
func (a *Account) Ended(key string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	defer a.release(key)
	if a.rate.PerAddress <= 0 {
		return
	}
	now, place := time.Now(), a.place(key)
	if a.chats[place] = latest(a.chats[place], now).Add(a.own(key)); len(a.chats)%tidyEvery == 0 {
		maps.DeleteFunc(a.chats, func(_ string, t time.Time) bool { return t.Before(now) })
	}
}

// Spared notes that a turn was not used: nothing was sent, and another one may go for it.
func (a *Account) Spared(key string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.release(key)
	a.ahead = a.ahead.Add(-a.cost())
	if a.timer != nil {
		a.timer.Reset(time.Until(a.next()))
	}
}

// Taken notes that the network took a message: it does not mean the whole account, whomever it has asked for a pause.
func (a *Account) Taken() {
	a.mu.Lock()
	defer a.mu.Unlock()
	clear(a.asked)
	a.factor = min(1, a.factor+faster)
}

// Paused notes that the network asked for a pause when the conversation wrote. The conversation keeps to it by itself, as
// do those that share its place; when several places in a row are asked until the same moment, nothing leaves the account before it, and then at half the
// pace. until is the end of such a pause that has begun with this one; zero if none has.
func (a *Account) Paused(key string, pause time.Duration) (until time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	now, place := time.Now(), a.place(key)
	mine := now.Add(pause)
	a.asked[place] = mine
	if place != key { // what the others there wait for, too
		a.chats[place] = latest(a.chats[place], mine.Add(a.burst(key)))
	}
	same, end := 0, mine
	for _, other := range a.asked {
		if other.Sub(mine).Abs() < sameEnd {
			same++
			end = latest(end, other)
		}
	}
	if same < wholeAccount {
		return time.Time{}
	}
	begins := !now.Before(a.until) // calls that were under way then are no further pause
	if begins {
		a.factor = max(slowest, a.factor/2)
	}
	a.until = latest(a.until, end)
	if !begins {
		return time.Time{}
	}
	return a.until
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
