package router

import (
	"context"
	"database/sql"
	"errors"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// cuts are the places, in bytes, at which a text is cut into messages of the channel; none where it fits into one. kind is
// that of the file that goes with it: below a file stands the whole text, or nothing, and all of it follows.
func (r *Router) cuts(on desk.ChannelID, text string, kind desk.Kind) []int {
	ad, ok := r.o.Channels[on]
	if !ok {
		return nil
	}
	can := ad.Capabilities()
	var at []int
	if kind.HasFile() {
		if channels.Units(text) <= can.MaxCaption {
			return nil
		}
		at = append(at, 0)
	}
	parts := channels.Split(text, can.MaxText)
	n := 0
	for _, part := range parts[:len(parts)-1] {
		n += len(part)
		at = append(at, n)
	}
	return at
}

// whole is the text of the command that wrote the message, which may have left in several: those behind the first one are
// replies without a command's id.
func (r *Router) whole(ctx context.Context, m dbq.Message) (string, error) {
	text := m.Text
	for seq := m.Seq + 1; ; seq++ {
		next, err := r.o.Store.MessageAt(ctx, dbq.MessageAtParams{Session: m.Session, Seq: seq})
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return text, nil
		case err != nil:
			return "", err
		case m.Purpose != string(sessions.ForReply) || next.Purpose != m.Purpose || next.ClientID != "":
			return text, nil
		}
		text += next.Text
	}
}
