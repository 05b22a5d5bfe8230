package telegram

import "time"

// ramp is the pace at which connections to a webhook are opened: S:
// WebhookActor::create_new_connections. While there was a success within ten
// seconds, ten may be opened every half second; before the first success and
// after ten seconds without one, one every two seconds and only if there is
// none. A bot that comes back after an outage is therefore first asked with a
// single update. The bot's lock guards it.
type ramp struct {
	open        int       // connections, idle ones included
	lastSuccess time.Time // zero before the first
	opened      []time.Time
}

// connect takes a connection for one more call; busy of the open ones are taken
// already. If there is none it returns how long until it may be worth asking
// again. need is how many calls could be made at once.
func (r *ramp) connect(now time.Time, need, busy int, scaled func(time.Duration) time.Duration) time.Duration {
	if r.open > busy {
		return 0
	}
	burst, span := 10, scaled(time.Second/2)
	if now.Sub(r.lastSuccess) > scaled(10*time.Second) {
		need, burst, span = min(need, 1), 1, scaled(2*time.Second)
	}
	if r.open >= need {
		return time.Hour // a call that ends gives the signal
	}
	if n := len(r.opened); n >= burst {
		if wait := r.opened[n-burst].Add(span).Sub(now); wait > 0 {
			return wait
		}
	}
	r.open++
	r.opened = append(r.opened[max(0, len(r.opened)-burst):], now)
	return 0
}

// result counts a success, and a connection that broke.
func (r *ramp) result(now time.Time, res result) {
	if res.ok() {
		r.lastSuccess = now
	}
	if res.status == 0 {
		r.open--
	}
}
