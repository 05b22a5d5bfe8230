package telegram

import (
	"net/http"
	"time"
)

// DefaultToken is the token of the one bot a server has when [Options].Bots is
// empty. It has the form of a Telegram token and opens nothing.
const DefaultToken = "1000001:stand-in-token-opens-nothing"

// Options configures a [Server]. The zero value is a server with one bot that
// behaves like the real one, at the real pace.
type Options struct {
	// Bots the server knows at start; empty means one bot with [DefaultToken].
	Bots []BotConfig
	// Speedup divides every wait that Telegram imposes: 60 turns a minute of
	// backoff into a second. Values below or equal to 0 mean 1.
	Speedup float64
	// Limits on outgoing messages; zero fields mean Telegram's own.
	Limits Limits
	// AutoChats makes a private chat of every unknown positive chat id that a
	// bot writes to, instead of "chat not found". For load tests.
	AutoChats bool
	// KeepMessages is how many messages a chat remembers (for edits, replies
	// and taps); 0 means 1,000.
	KeepMessages int
	// FirstID is the first update_id, and in every chat the first message_id.
	// 0 takes a number from the clock that grows by 4 a second, so that a
	// restarted stand-in does not repeat ids which a bot has already stored.
	FirstID int64
	// Seed of the random retry ceiling; 0 is a seed like any other.
	Seed uint64

	// Transport carries webhook calls; nil means an own one without proxies.
	Transport http.RoundTripper
	// WebhookTimeout is how long one webhook call may take, in real time.
	// 0 means 60 s divided by Speedup, but not less than 1 s.
	WebhookTimeout time.Duration
	// SlowConnect opens webhook connections as slowly as the real server does
	// after ten seconds without a success: see ramp.go.
	SlowConnect bool

	// LedgerLimit is how many sends, and how many finished updates, the ledger
	// remembers; 0 means all. Counts and the ledger file always cover all.
	LedgerLimit int
	// LedgerPath, if set, is a file to which every ledger event is appended as
	// one JSON line, before the bot hears of it.
	LedgerPath string
	// NoControl leaves out the unauthenticated HTTP control API; set it where
	// strangers can reach the server.
	NoControl bool
}

// BotConfig describes one bot.
type BotConfig struct {
	// Token is "<positive id>:<secret>".
	Token string `json:"token"`
	// Username without "@"; empty means "stand_in_bot".
	Username string `json:"username,omitempty"`
	// Name shown to people; empty means "Stand-in".
	Name string `json:"name,omitempty"`
}

// withDefaults fills the fields whose zero value is not what they mean.
func (o Options) withDefaults() Options {
	if len(o.Bots) == 0 {
		o.Bots = []BotConfig{{Token: DefaultToken}}
	}
	if o.Speedup <= 0 {
		o.Speedup = 1
	}
	if o.KeepMessages <= 0 {
		o.KeepMessages = 1000
	}
	if o.FirstID <= 0 {
		epoch := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
		o.FirstID = int64(time.Since(epoch)/time.Second) * 4
	}
	if o.WebhookTimeout <= 0 {
		// S: WebhookActor::create_connection gives a connection 60 s. The floor
		// keeps a sped-up server from hanging up on a healthy but busy bot.
		o.WebhookTimeout = max(time.Duration(float64(time.Minute)/o.Speedup), time.Second)
	}
	return o
}
