package webchat

import (
	"testing"

	"firstline/channels"
	"firstline/internal/desk"
)

// watched is a desk that wants to know who writes.
type watched struct {
	*memHost
	wrote chan desk.Address
}

func (w watched) Customer(at desk.Address) { w.wrote <- at }

// TestTyping: that somebody writes is told both ways, to every page of that visitor and to nobody else's.
func TestTyping(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	wrote := make(chan desk.Address, 1)
	b.watcher = watched{b.host, wrote}
	at, token := b.visitor()
	_, other := b.visitor()
	one, two, stranger := b.hello(t, token, channels.Cursor{}), b.hello(t, token, channels.Cursor{}), b.hello(t, other, channels.Cursor{})
	one.send(map[string]any{"op": "typing"})
	if got := <-wrote; got != at {
		t.Errorf("%+v writes, want %+v", got, at)
	}
	if err := b.Typing(t.Context(), at); err != nil {
		t.Fatal(err)
	}
	one.until("typing")
	two.until("typing")
	stranger.send(map[string]any{"op": "ping"})
	for {
		got := stranger.next()
		if got.Op == "typing" {
			t.Error("another visitor is told")
		}
		if got.Op == "pong" {
			break
		}
	}
}

// TestNobodyCaresWhoTypes: a desk that does not want to know says so, and a page that tells it all the same keeps its line.
func TestNobodyCaresWhoTypes(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	_, token := b.visitor()
	c := b.dial(t)
	c.send(map[string]any{"op": "hello", "token": token})
	if got := c.next(); got.Op != "welcome" || got.Typing {
		t.Errorf("welcome: %+v", got)
	}
	c.send(map[string]any{"op": "typing"})
	c.send(map[string]any{"op": "ping"})
	c.until("pong")
}
