package telegram

import (
	"context"
	"crypto/subtle"
	"errors"
	"net/http"

	"github.com/go-telegram/bot"

	"firstline/channels"
)

var (
	_ channels.Adapter   = (*Adapter)(nil)
	_ channels.Webhook   = (*Adapter)(nil)
	_ channels.Connecter = (*Adapter)(nil)
)

// Adapter is one bot's channel to which Telegram posts.
type Adapter struct{ account }

// New makes the adapter. It reaches for no network.
func New(cfg Config) (*Adapter, error) {
	if cfg.Secret == "" {
		return nil, errors.New("a Telegram webhook needs a secret")
	}
	a, err := newAccount(cfg)
	return &Adapter{a}, err
}

// Verify implements channels.Webhook: the secret header, in constant time.
func (a *Adapter) Verify(h http.Header, _ []byte) error {
	got := h.Get("X-Telegram-Bot-Api-Secret-Token")
	if subtle.ConstantTimeCompare([]byte(got), []byte(a.cfg.Secret)) != 1 {
		return errors.New("wrong secret token")
	}
	return nil
}

// Identify implements channels.Webhook.
func (a *Adapter) Identify(body []byte) (channels.Identity, bool) { return identify(body) }

// Connect implements channels.Connecter with setWebhook: up to 100 deliveries at once, the kinds of update that we read.
func (a *Adapter) Connect(ctx context.Context, url string) error {
	_, err := a.client.SetWebhook(ctx, &bot.SetWebhookParams{URL: url, SecretToken: a.cfg.Secret, MaxConnections: 100,
		AllowedUpdates: kinds()})
	return err
}
