// Package slack connects a Slack app, one of the inlets of CHN-01. It decides how Slack's events become inbound events and how its errors are judged;
// it refuses to acknowledge anything by itself: an event is answered, over HTTP and over a socket, after it is kept. Of
// the library only the client is used: its receivers acknowledge or queue before anything is durable, and its types
// refuse whole events for a block that they do not know.
package slack

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"
	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/desk"
)

// Config is one app in one workspace.
type Config struct {
	ID            desk.ChannelID
	BotToken      string
	SigningSecret string // for NewHook
	AppToken      string // for NewSocket
	APIURL        string // with a slash at its end; empty = Slack's own

	PerChannel float64 // messages a second in one channel, over all its threads; 0 = no limit of ours. Slack's is 1

	Client  *http.Client     // what calls the Web API; nil = one of its own
	Now     func() time.Time // the wall clock; nil = time.Now
	Silent  time.Duration    // for NewSocket: a socket on which nothing came for so long is dead; 0 = 30 s
	Goodbye time.Duration    // for NewSocket: how long a socket is read whose end Slack has announced; 0 = 15 s
	Pace    time.Duration    // between two calls that fetch what was missed or answer a press, after the first ones; 0 = 1.2 s, which is what Slack allows
	Logger  *zap.Logger      // nil = silence
}

// account is what an app can do, however its events come.
type account struct {
	cfg    Config
	client *slack.Client
	names  *names
	told   *sync.Map // what was said once
	tempo  *tempo
	log    *zap.Logger
}

// MaxText is the longest text of one message in UTF-16 units. Slack recommends 4,000 characters and cuts at 40,000
// (chat.postMessage, "Truncating content"); a longer one is refused here, because half an answer is none.
const MaxText = 4000

// Burst is how many messages Slack takes at once in one channel ("short bursts >1 may be allowed": how short it does not say).
const Burst = 3

// newAccount reaches for no network.
func newAccount(cfg Config) (*account, error) {
	if cfg.BotToken == "" {
		return nil, errors.New("a Slack app needs its bot token")
	}
	if cfg.Client == nil {
		cfg.Client = channels.NewClient()
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Logger == nil {
		cfg.Logger = zap.NewNop()
	}
	if cfg.Pace <= 0 {
		cfg.Pace = pace
	}
	o := []slack.Option{slack.OptionHTTPClient(cfg.Client), slack.OptionAppLevelToken(cfg.AppToken)}
	if cfg.APIURL != "" {
		o = append(o, slack.OptionAPIURL(cfg.APIURL))
	}
	return &account{cfg: cfg, client: slack.New(cfg.BotToken, o...), names: newNames(), told: &sync.Map{}, tempo: &tempo{every: cfg.Pace}, log: cfg.Logger.Named("slack").With(zap.String("channel", string(cfg.ID)))}, nil
}

// Capabilities implements channels.Adapter.
func (a *account) Capabilities() channels.Capabilities {
	return channels.Capabilities{MaxText: MaxText, Choices: true, Edits: true, Recalls: true, MaxFile: maxFile, MaxPhoto: maxFile, MaxCaption: maxBlock,
		Rate: channels.Rate{PerAddress: a.cfg.PerChannel, Burst: Burst}}
}

// Place implements channels.Placed: Slack counts what is posted to a channel, in whichever of its threads it stands.
func (a *account) Place(key string) string {
	if parts := strings.Split(key, "/"); len(parts) == 3 {
		return parts[0] + "/" + parts[1]
	}
	return key
}

// Identify implements channels.Webhook for a Hook, and names an event that came over a socket, also one that was kept
// before this program could tell its conversation.
func (a *account) Identify(body []byte) (channels.Identity, bool) { return identify(body) }

// Health implements channels.Adapter with auth.test.
func (a *account) Health(ctx context.Context) error {
	_, err := a.client.AuthTestContext(ctx)
	return err
}
