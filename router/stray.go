package router

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// strayed is how long after a session's end what refers to its messages is still brought home.
const strayed = 7 * 24 * time.Hour

// follow brings an event whose conversation its network does not name to the one in which the message was sent that it refers
// to: it is accepted once more, under that key, and read there. Where no such message is known it was not for us.
func (r *Router) follow(ctx context.Context, raw desk.Raw, in desk.Inbound) error {
	key, err := r.o.Store.KeyOfReceipt(ctx, dbq.KeyOfReceiptParams{Channel: string(raw.Channel), Prefix: in.Stray, Since: int64(raw.Received.Add(-strayed)), Receipt: in.ReplyTo})
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return r.Accept(ctx, desk.Raw{Channel: raw.Channel, EventID: "home-" + raw.EventID, Key: key, Body: raw.Body})
}
