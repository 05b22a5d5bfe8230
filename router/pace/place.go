package pace

import "time"

// gate lets the conversations of one place go one after the other: the network counts them together. A conversation holds
// it from its turn until Ended or Spared; the gate is forgotten when nobody holds it.
type gate struct{ waiting queue }

// hold waits for the place of the conversation, where it shares one with others. ok is false when done ended first.
func (a *Account) hold(done <-chan struct{}, key string, first func() bool) (ok bool) {
	place := a.place(key)
	if place == key {
		return true
	}
	a.mu.Lock()
	g := a.gates[place]
	if g == nil {
		a.gates[place] = &gate{}
		a.mu.Unlock()
		return true
	}
	t := g.waiting.add(key, first())
	a.mu.Unlock()
	select {
	case <-t.turn:
		return true
	case <-done:
		a.mu.Lock()
		defer a.mu.Unlock()
		select {
		case <-t.turn: // both at once: somebody else can have it
			a.release(key)
		default:
			g.waiting.drop(t)
		}
		return false
	}
}

// release gives the place to who waits next. a.mu is held.
func (a *Account) release(key string) {
	place := a.place(key)
	g := a.gates[place]
	if place == key || g == nil {
		return
	}
	if g.waiting.empty() {
		delete(a.gates, place)
		return
	}
	close(g.waiting.take().turn)
}

// own is the distance of messages in a place. One that conversations share may have some on every node: each node takes
// its share.
func (a *Account) own(key string) time.Duration {
	rate := a.rate.PerAddress
	if a.place(key) != key {
		rate *= a.share()
	}
	return every(rate)
}
