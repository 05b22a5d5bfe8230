// Package webhook connects any system that can post and take JSON over HTTP: a shop, an app, a bridge to a network that
// has no channel here (CHN-01). It decides how such messages are signed, read and delivered, and what an answer of the other side
// means; it refuses unsigned and old ones, redirects, and addresses inside the house that nobody has allowed.
// docs/webhook-channel.md is the contract for the other side.
package webhook

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"firstline/channels"
	"firstline/internal/desk"
)

var (
	_ channels.Adapter = (*Adapter)(nil)
	_ channels.Webhook = (*Adapter)(nil)
	_ channels.Fetcher = (*Adapter)(nil)
)

// Config is one connected system.
type Config struct {
	ID  desk.ChannelID
	URL string // what is sent goes there; https, or http on this machine

	Secret   string // signs both ways; at least 32 characters
	Previous string // the secret before, while both sides change it; empty = none

	AllowPrivate   bool          // the address may be one of a private network or of this machine
	RetryAmbiguous bool          // the receiver knows a message by its id: one without a clear answer is sent again
	Changes        bool          // the receiver knows edit_of and recall_of; one that does not would show a correction as a message
	NoReceipts     bool          // what it tells of reading is taken and dropped
	Timeout        time.Duration // of one delivery; 0 = 10 s
	MaxText        int           // longest text of one message in UTF-16 units; 0 = no limit
	Quota          channels.Quota
	MaxFile        int64 // largest file in bytes; 0 = the receiver knows no deliveries with a file

	Now func() time.Time // the clock; nil = time.Now
}

// Adapter is one connected system's channel.
type Adapter struct {
	cfg    Config
	url    *url.URL
	guard  guard
	client *http.Client
	files  *http.Client // for what messages name; the same guard, and a few redirects
}

// leastSecret is the shortest secret, in characters.
const leastSecret = 32

// New makes the adapter. It reaches for no network. An error says what of the Config cannot be used.
func New(cfg Config) (*Adapter, error) {
	u, err := url.Parse(cfg.URL)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return nil, errors.New("the webhook's url is no web address")
	}
	if len(cfg.Secret) < leastSecret || (cfg.Previous != "" && len(cfg.Previous) < leastSecret) {
		return nil, errors.New("a webhook's secret has at least 32 characters")
	}
	if cfg.Timeout == 0 {
		cfg.Timeout = 10 * time.Second
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	a := &Adapter{cfg: cfg, url: u, guard: newGuard(cfg.AllowPrivate)}
	a.client = newClient(a.guard)
	a.files = fileClient(a.guard)
	return a, nil
}

// Caller is the client with which receivers are called, for others who call what somebody has configured: only public addresses, unless
// private ones are allowed, and no redirect.
func Caller(private bool) *http.Client { return newClient(newGuard(private)) }

// newClient takes no proxy from the environment: it would be the proxy's address that is guarded then, not the
// receiver's. A redirect is an answer like any other.
func newClient(g guard) *http.Client {
	return &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext:            g.dial,
			MaxIdleConnsPerHost:    64,
			IdleConnTimeout:        90 * time.Second,
			TLSHandshakeTimeout:    10 * time.Second,
			MaxResponseHeaderBytes: 64 << 10,
			DisableCompression:     true,
			ForceAttemptHTTP2:      true,
		},
	}
}

// Capabilities implements channels.Adapter.
func (a *Adapter) Capabilities() channels.Capabilities {
	return channels.Capabilities{MaxText: a.cfg.MaxText, Replies: true, Edits: a.cfg.Changes, ChangesFiles: a.cfg.Changes, Recalls: a.cfg.Changes, KnowsOurs: a.cfg.Changes, Quota: a.cfg.Quota,
		MaxFile: a.cfg.MaxFile, MaxPhoto: a.cfg.MaxFile, MaxCaption: cmp.Or(a.cfg.MaxText, desk.MaxText)}
}

// Health implements channels.Adapter: the receiver takes connections, at an address that is allowed.
func (a *Adapter) Health(ctx context.Context) error {
	c, err := a.guard.dial(ctx, "tcp", hostPort(a.url))
	if err != nil {
		return err
	}
	return c.Close()
}
