package webchat

import (
	"context"

	"firstline/channels"
	"firstline/internal/desk"
)

var _ channels.Typer = (*Adapter)(nil)

// Typing implements channels.Typer: the visitor's pages on this node show it. A page that has no room for a frame goes
// without.
func (a *Adapter) Typing(_ context.Context, at desk.Address) error {
	for _, s := range a.crowd.of(at.Key) {
		select {
		case s.out <- answer{Op: opTyping}:
			s.poke()
		default:
		}
	}
	return nil
}
