// Package hooks is the door for webhooks: POST /hooks/{channel id}. It decides when a network may hear "200": after the
// raw event is committed. It refuses to read business fields, to fetch anything and to answer before that. Like api it
// knows status codes; nothing behind it does.
package hooks

import (
	"context"
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
			log.Warn("a webhook was refused: its secret or signature is wrong", zap.String("channel", string(id)), zap.Error(err))
			http.Error(w, "not authorised", http.StatusUnauthorized)
			return
		}
		if answer, ok := challenge(hook, body); ok {
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
			_, _ = io.WriteString(w, answer) // who has hung up asks again
			return
		}
		event, ignore := raw(id, hook, body)
		if ignore {
			w.WriteHeader(http.StatusOK)
			return
		}
		if err := o.Accepter.Accept(r.Context(), event); err != nil {
			log.Warn("an event could not be kept", zap.String("channel", string(id)), zap.Error(err))
			w.Header().Set("Retry-After", strconv.Itoa(retryAfter))
			http.Error(w, "cannot be kept now, send it again", http.StatusServiceUnavailable)
			return
		}
		w.WriteHeader(http.StatusOK)
	})
}

// challenge is the echo that some networks ask for; it is no event and is not kept.
func challenge(hook channels.Webhook, body []byte) (answer string, ok bool) {
	c, able := hook.(channels.Challenger)
	if !able {
		return "", false
	}
	return c.Challenge(body)
}

// raw names the event; ignore says that it is not to be kept at all.
func raw(id desk.ChannelID, hook channels.Webhook, body []byte) (event desk.Raw, ignore bool) {
	ident := channels.Named(body, hook.Identify)
	return desk.Raw{Channel: id, EventID: ident.EventID, Key: ident.Key, Order: ident.Order, Body: body}, ident.Ignore
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
