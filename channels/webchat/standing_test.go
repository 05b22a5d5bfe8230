package webchat

import (
	"context"
	"errors"
	"testing"
	"time"

	"firstline/channels"
	"firstline/internal/desk"
)

// doors is a desk that says how things stand.
type doors struct {
	*memHost
	asked chan desk.Address
	say   channels.Standing
	err   error
}

func (d *doors) Standing(_ context.Context, at desk.Address) (channels.Standing, error) {
	d.asked <- at
	return d.say, d.err
}

// TestStanding: a page is told how things stand for its own visitor, and for nobody else (CHN-02); what cannot be said is not
// answered, and neither is who asks too often.
func TestStanding(t *testing.T) {
	t.Parallel()
	now := time.Now()
	b := setup(t, func(c *Config) { c.Now = func() time.Time { return now } })
	host := &doors{memHost: b.host, asked: make(chan desk.Address, 100), say: channels.Standing{Place: 3, Since: 5, Wait: 90 * time.Second,
		Hours: []channels.Spell{{From: 1, Until: 2}}, Closed: true, Opens: 7, Nobody: true, Away: true}}
	b.reception = host
	at, token := b.visitor()
	c := b.dial(t)
	c.send(map[string]any{"op": "hello", "token": token})
	if got := c.next(); got.Op != "welcome" || string(got.Standing) != "true" {
		t.Errorf("welcome: %+v", got)
	}
	ask := func() { c.send(map[string]any{"op": "standing", "visitor": "another", "key": "another"}) }
	ask()
	want := `{"place":3,"since":5,"wait_ms":90000,"hours":[{"from":1,"until":2}],"closed":true,"opens":7,"nobody":true,"away":true}`
	if got := c.until("standing"); string(got.Standing) != want {
		t.Errorf("got %s, want %s", got.Standing, want)
	}
	if got := <-host.asked; got != at {
		t.Errorf("asked for %v, want %v", got, at)
	}
	host.err = errors.New("away")
	for range 100 {
		ask()
	}
	c.send(map[string]any{"op": "ping"})
	for f := c.next(); f.Op != "pong"; f = c.next() {
		if f.Op == "standing" {
			t.Error("something was said while nobody could")
		}
	}
	if n := len(host.asked); n != DefaultLimits().Standing.Burst-1 {
		t.Errorf("the desk was asked %d times more", n)
	}
}

// TestNoReception: a desk that does not say how things stand is not asked.
func TestNoReception(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	_, token := b.visitor()
	c := b.dial(t)
	c.send(map[string]any{"op": "hello", "token": token})
	if got := c.next(); string(got.Standing) != "false" {
		t.Errorf("welcome: %+v", got)
	}
	c.send(map[string]any{"op": "standing"})
	c.send(map[string]any{"op": "ping"})
	for f := c.next(); f.Op != "pong"; f = c.next() {
		if f.Op == "standing" {
			t.Errorf("got %+v", f)
		}
	}
}
