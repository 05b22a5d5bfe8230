// Package hooks is the door for webhooks: POST /hooks/{channel id}. It decides when a network may hear "200": after the
// raw event is committed. It refuses to read business fields, to fetch anything and to answer before that. Like api it
// knows status codes; nothing behind it does.
package hooks

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"strconv"

	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/desk"
)

// Accepter stores one raw event durably before it returns.
type Accepter interface {
	Accept(ctx context.Context, raw desk.Raw) error
}

// Options are what the door is made of.
type Options struct {
	Channels map[desk.ChannelID]channels.Webhook
	Accepter Accepter
	MaxBody  int64 // bytes; a larger body gets 413 before it is read
	Log      *zap.Logger
}

// retryAfter is what a network is asked to wait, in seconds, while nothing can be kept.
const retryAfter = 2

// New is the handler for "POST /hooks/{channel}".
func New(o Options) http.Handler {
	log := o.Log.Named("hooks")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := desk.ChannelID(r.PathValue("channel"))
		hook, ok := o.Channels[id]
		if !ok {
			http.Error(w, "no such channel", http.StatusNotFound)
			return
		}
		body, err := read(w, r, o.MaxBody)
		if err != nil {
			status := http.StatusBadRequest
			var tooLarge *http.MaxBytesError
			if errors.As(err, &tooLarge) {
				status = http.StatusRequestEntityTooLarge
			}
			http.Error(w, "the body cannot be read", status)
			return
		}
		if err := hook.Verify(r.Header, body); err != nil {
			log.Warn("a webhook was refused: its secret or signature is wrong", zap.String("channel", string(id)))
			http.Error(w, "not authorised", http.StatusUnauthorized)
			return
		}
		if err := o.Accepter.Accept(r.Context(), raw(id, hook, body)); err != nil {
			log.Warn("an event could not be kept", zap.String("channel", string(id)), zap.Error(err))
			w.Header().Set("Retry-After", strconv.Itoa(retryAfter))
			http.Error(w, "cannot be kept now, send it again", http.StatusServiceUnavailable)
			return
		}
		w.WriteHeader(http.StatusOK)
	})
}

// raw names the event. A body that does not say what it is, is kept under its own digest: it is acknowledged, so that
// it does not block its chat, and put into quarantine by the router.
func raw(id desk.ChannelID, hook channels.Webhook, body []byte) desk.Raw {
	if ident, ok := hook.Identify(body); ok {
		return desk.Raw{Channel: id, EventID: ident.EventID, Key: ident.Key, Order: ident.Order, Body: body}
	}
	sum := sha256.Sum256(body)
	return desk.Raw{Channel: id, EventID: "unread-" + hex.EncodeToString(sum[:16]), Body: body}
}

func read(w http.ResponseWriter, r *http.Request, most int64) ([]byte, error) {
	limited := http.MaxBytesReader(w, r.Body, most)
	if n := r.ContentLength; n > 0 && n <= most {
		body := make([]byte, n)
		_, err := io.ReadFull(limited, body)
		return body, err
	}
	return io.ReadAll(limited)
}
