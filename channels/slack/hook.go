package slack

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"

	"firstline/channels"
)

var (
	_ channels.Adapter    = (*Hook)(nil)
	_ channels.Webhook    = (*Hook)(nil)
	_ channels.Challenger = (*Hook)(nil)
	_ channels.Introducer = (*Hook)(nil)
	_ channels.Runner     = (*Hook)(nil)
)

// Hook is an app whose events Slack posts to us (the Events API).
type Hook struct{ *account }

// NewHook makes the channel. It reaches for no network.
func NewHook(cfg Config) (*Hook, error) {
	if cfg.SigningSecret == "" {
		return nil, errors.New("a Slack app that is called by Slack needs its signing secret")
	}
	a, err := newAccount(cfg)
	if err != nil {
		return nil, err
	}
	return &Hook{a}, nil
}

// window is how far the signature's time may be from ours (docs.slack.dev, "Verifying requests from Slack": five
// minutes): a recorded call is worth nothing afterwards. Within it a repetition has the event id that is already kept.
const window = 5 * time.Minute

// Verify implements channels.Webhook: Slack's signature v0 over the time and the body as it came, in constant time.
func (h *Hook) Verify(header http.Header, body []byte) error {
	stamp := header.Get("X-Slack-Request-Timestamp")
	at, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil {
		return errors.New("no time of the request")
	}
	if off := h.cfg.Now().Unix() - at; off > int64(window/time.Second) || off < -int64(window/time.Second) {
		return errors.New("the request is too old or from the future")
	}
	mac := hmac.New(sha256.New, []byte(h.cfg.SigningSecret))
	_, _ = io.WriteString(mac, "v0:"+stamp+":") // a hash takes everything
	_, _ = mac.Write(body)
	want := "v0=" + hex.EncodeToString(mac.Sum(nil))
	if !hmac.Equal([]byte(want), []byte(header.Get("X-Slack-Signature"))) {
		return errors.New("wrong signature")
	}
	return nil
}

// Challenge implements channels.Challenger: Slack asks it when the request URL is set in the app's page.
func (h *Hook) Challenge(body []byte) (string, bool) {
	var c struct{ Type, Challenge string }
	if json.Unmarshal(body, &c) != nil || c.Type != "url_verification" {
		return "", false
	}
	return c.Challenge, true
}

// look is how often a desk that is called looks for what it was not told: nobody says that its door could not be reached.
const look = time.Hour

// Run implements channels.Runner. Events come by the hook; this fetches what did not, at the start, whenever this node
// takes the lease (the record was away then, or another node), and every hour.
func (h *Hook) Run(ctx context.Context, host channels.Host) error {
	for {
		if err := h.catchUp(ctx, host); err != nil {
			return err
		}
		if channels.Pause(ctx, look); ctx.Err() != nil {
			return ctx.Err()
		}
	}
}
