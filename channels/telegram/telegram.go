// Package telegram connects a Telegram bot. It decides how Telegram's updates become inbound events and how its errors
// are judged; it refuses to acknowledge anything by itself: the library's own receivers confirm updates before they are
// kept, so that only its client and its types are used here.
package telegram

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/go-telegram/bot"

	"firstline/channels"
	"firstline/internal/desk"
)

var (
	_ channels.Adapter   = (*Adapter)(nil)
	_ channels.Webhook   = (*Adapter)(nil)
	_ channels.Connecter = (*Adapter)(nil)
)

// Config is one bot.
type Config struct {
	ID     desk.ChannelID
	Token  string
	Secret string // what Telegram sends in X-Telegram-Bot-Api-Secret-Token
	APIURL string // empty = Telegram's own

	Client *http.Client // what calls the Bot API; nil = one of its own
}

// Adapter is one bot's channel.
type Adapter struct {
	cfg    Config
	client *bot.Bot
}

// MaxText is Telegram's limit of one message in UTF-16 units (Bot API, sendMessage).
const MaxText = 4096

// New makes the adapter. It reaches for no network.
func New(cfg Config) (*Adapter, error) {
	if cfg.Secret == "" {
		return nil, errors.New("a Telegram webhook needs a secret")
	}
	if cfg.Client == nil {
		cfg.Client = newClient()
	}
	o := []bot.Option{bot.WithSkipGetMe(), bot.WithHTTPClient(time.Minute, cfg.Client)}
	if cfg.APIURL != "" {
		o = append(o, bot.WithServerURL(cfg.APIURL))
	}
	c, err := bot.New(cfg.Token, o...)
	if err != nil {
		return nil, err
	}
	return &Adapter{cfg: cfg, client: c}, nil
}

// newClient keeps enough connections for all senders; sends are bounded by their context.
func newClient() *http.Client {
	return &http.Client{Transport: &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 5 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		MaxIdleConns:          512,
		MaxIdleConnsPerHost:   512,
		IdleConnTimeout:       90 * time.Second,
		TLSHandshakeTimeout:   10 * time.Second,
		ResponseHeaderTimeout: 25 * time.Second,
		ForceAttemptHTTP2:     true,
	}}
}

// Capabilities implements channels.Adapter.
func (a *Adapter) Capabilities() channels.Capabilities {
	return channels.Capabilities{MaxText: MaxText, Replies: true}
}

// Verify implements channels.Webhook: the secret header, in constant time.
func (a *Adapter) Verify(h http.Header, _ []byte) error {
	got := h.Get("X-Telegram-Bot-Api-Secret-Token")
	if subtle.ConstantTimeCompare([]byte(got), []byte(a.cfg.Secret)) != 1 {
		return errors.New("wrong secret token")
	}
	return nil
}

// Identify implements channels.Webhook. The event is Telegram's update_id; the conversation is the chat, with the topic
// where a group has topics.
func (a *Adapter) Identify(body []byte) (channels.Identity, bool) {
	var u identity
	if err := json.Unmarshal(body, &u); err != nil || u.ID == nil {
		return channels.Identity{}, false
	}
	id := channels.Identity{EventID: strconv.FormatInt(*u.ID, 10), Order: *u.ID}
	if m := u.message(); m != nil {
		id.Key = key(m.Chat.ID, m.thread())
	}
	return id, true
}

// key is the conversation key: the chat's id, and behind a slash the topic's.
func key(chat, thread int64) string {
	k := strconv.FormatInt(chat, 10)
	if thread != 0 {
		k += "/" + strconv.FormatInt(thread, 10)
	}
	return k
}

// Health implements channels.Adapter with getMe.
func (a *Adapter) Health(ctx context.Context) error {
	_, err := a.client.GetMe(ctx)
	return err
}

// Connect implements channels.Connecter with setWebhook: up to 100 deliveries at once, the kinds of update that we read.
func (a *Adapter) Connect(ctx context.Context, url string) error {
	_, err := a.client.SetWebhook(ctx, &bot.SetWebhookParams{URL: url, SecretToken: a.cfg.Secret, MaxConnections: 100,
		AllowedUpdates: []string{"message", "edited_message"}})
	return err
}
