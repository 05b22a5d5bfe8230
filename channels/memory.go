package channels

import (
	"context"

	"firstline/internal/desk"
)

// Memory is what a channel asks that fetches afterwards what it missed while the desk was away. Errors are of kind
// desk.Unavailable.
type Memory interface {
	// Known gives the keys of the channel's conversations that may go on: the open ones first, then those that were closed
	// at or after since, the latest first; at most limit (1 or more).
	Known(ctx context.Context, id desk.ChannelID, since desk.Millis, limit int) ([]string, error)

	// Caught says until when the channel has brought everything; 0 = it has never said so.
	Caught(ctx context.Context, id desk.ChannelID) (desk.Millis, error)

	// CatchUp notes that the channel has brought everything until then. The note never goes back.
	CatchUp(ctx context.Context, id desk.ChannelID, until desk.Millis) error
}
