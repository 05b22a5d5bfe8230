// Package telegram connects a Telegram bot. It decides how Telegram's updates become inbound events and how its errors
// are judged; it refuses to acknowledge anything by itself: the library's own receivers confirm updates before they are
// kept, so that only its client and its types are used here.
package telegram

import (
	"context"
	"net/http"
	"time"

	"github.com/go-telegram/bot"

	"firstline/channels"
	"firstline/internal/desk"
)

// Config is one bot.
type Config struct {
	ID     desk.ChannelID
	Token  string
	Secret string // what Telegram sends in X-Telegram-Bot-Api-Secret-Token; a poller has none
	APIURL string // empty = Telegram's own
	Rate   channels.Rate

	Client *http.Client // what calls the Bot API; nil = one of its own
}

// account is what a bot's channel can do, however its updates come.
type account struct {
	cfg    Config
	client *bot.Bot
	moved  *moves
}

const (
	// MaxText is Telegram's limit of one message in UTF-16 units (Bot API, sendMessage).
	MaxText = 4096

	// Burst is how many messages Telegram takes at once in one chat ("we may allow short bursts": the bot FAQ names no
	// number; 3 is what is known to pass).
	Burst = 3

	// recallWithin is how old a message of the bot may be that deleteMessage takes back.
	recallWithin = 48 * time.Hour

	publicAPI = "https://api.telegram.org"
)

// newAccount reaches for no network.
func newAccount(cfg Config) (account, error) {
	if cfg.Client == nil {
		cfg.Client = channels.NewClient()
	}
	if cfg.APIURL == "" {
		cfg.APIURL = publicAPI
	}
	c, err := bot.New(cfg.Token, bot.WithSkipGetMe(), bot.WithHTTPClient(time.Minute, cfg.Client), bot.WithServerURL(cfg.APIURL))
	if err != nil {
		return account{}, err
	}
	return account{cfg: cfg, client: c, moved: &moves{}}, nil
}

// Capabilities implements channels.Adapter.
func (a *account) Capabilities() channels.Capabilities {
	return channels.Capabilities{MaxText: MaxText, Replies: true, Moves: true, Choices: true, Rate: a.cfg.Rate,
		Edits: true, ChangesFiles: true, Recalls: true, RecallWithin: recallWithin,
		MaxFile: MaxFile, MaxPhoto: MaxPhoto, MaxCaption: MaxCaption}
}

// Health implements channels.Adapter with getMe.
func (a *account) Health(ctx context.Context) error {
	_, err := a.client.GetMe(ctx)
	return err
}
