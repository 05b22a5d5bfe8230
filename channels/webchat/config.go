package webchat

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"regexp"
	"slices"
	"time"

	"go.uber.org/zap"

	"firstline/internal/desk"
)

// Config is one web chat. ID, Organisation and Key are required; every other zero value has a meaning.
type Config struct {
	ID             desk.ChannelID
	Organisation   string           // the name in the header of the page
	PublicURL      string           // of the desk; its origin is ours. Empty: only what the request itself says
	AllowedOrigins []string         // sites that may embed the page or open its socket, beside our own origin
	Key            []byte           // signs the visitors' tokens; at least 32 bytes, the same on every node, for good
	Identity       Identity         // the site around the chat says who its customers are
	Locale         string           // zh-CN (default), zh-TW or en: for visitors whose browser asks for none of them
	Colour         string           // #rrggbb of the launcher and the main button; empty: the design's accent
	Ask            []string         // what the page may ask before the first message (Questions), at most AskMost of it; nil = nothing
	Privacy        string           // address of the privacy notice, http or https; empty = there is none
	Consent        bool             // nothing is taken from who has not agreed to the notice; needs Privacy
	LeaveAfter     time.Duration    // who has waited for so long is offered to leave a message instead; 0 = never
	NoReceipts     bool             // what visitors have read is neither asked for nor told
	Limits         Limits           // zero: DefaultLimits
	MaxFile        int64            // largest file of a visitor in bytes; 0 = 10 MiB
	Logger         *zap.Logger      // nil: silent
	Now            func() time.Time // nil: time.Now

	// Source names where a request comes from, for the limits. Behind a proxy it must read the header that this proxy
	// sets and nobody else can. Nil: the peer's IP address, IPv6 by its /64.
	Source func(*http.Request) string

	timing
}

// Questions are what a page may ask before the first message. The visitor may leave out each of them.
func Questions() []string { return []string{"name", "contact", "order"} }

// AskMost is how many of them at once.
const AskMost = 2

// timing is how long each side of a socket may take. Tests shorten it; nobody else needs to.
type timing struct {
	helloWithin time.Duration // from the handshake to the hello
	pingEvery   time.Duration
	quietFor    time.Duration // without anything heard, the peer is gone: two pings and some
	writeWithin time.Duration // one frame into the kernel
	slowAfter   time.Duration // a full queue of answers that does not move
	hostWithin  time.Duration // one call of the host
	lingerFor   time.Duration // for the peer's half of the closing handshake
	drainWithin time.Duration // over which clients of a node that goes come back
}

func (c Config) withDefaults() Config {
	if c.Locale == "" {
		c.Locale = locales()[0]
	}
	if c.Logger == nil {
		c.Logger = zap.NewNop()
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Source == nil {
		c.Source = peer
	}
	if c.MaxFile == 0 {
		c.MaxFile = 10 << 20
	}
	c.Limits = c.Limits.withDefaults()
	c.Limits.FileBytes.Burst = max(c.Limits.FileBytes.Burst, int(c.MaxFile))
	if c.timing == (timing{}) {
		c.timing = timing{
			helloWithin: 10 * time.Second, pingEvery: 30 * time.Second, quietFor: 70 * time.Second,
			writeWithin: 10 * time.Second, slowAfter: 5 * time.Second, hostWithin: 10 * time.Second,
			lingerFor: time.Second, drainWithin: 5 * time.Second,
		}
	}
	return c
}

// check returns the origins that the configuration allows, or all that is wrong with it.
func (c Config) check() (origins, error) {
	var all []error
	bad := func(format string, args ...any) {
		all = append(all, fmt.Errorf("webchat %s: "+format, append([]any{c.ID}, args...)...))
	}
	if !regexp.MustCompile(`^[a-z0-9-]{1,32}$`).MatchString(string(c.ID)) {
		bad("id: want 1 to 32 of a-z, 0-9 and -")
	}
	if c.Organisation == "" {
		bad("organisation: must not be empty")
	}
	if len(c.Key) < 32 {
		bad("key: %d bytes, want 32 or more", len(c.Key))
	}
	if n := len(c.Identity.Secret); n > 0 && n < 32 {
		bad("identity_secret: %d bytes, want 32 or more", n)
	}
	if n := len(c.Identity.Previous); n > 0 && (n < 32 || !c.Identity.on()) {
		bad("identity_secret_previous: %d bytes, want 32 or more, and an identity_secret beside it", n)
	}
	for _, q := range c.Ask {
		if !slices.Contains(Questions(), q) {
			bad("ask: %q is none of %v", q, Questions())
		}
	}
	if len(c.Ask) > AskMost {
		bad("ask: at most %d questions, or visitors go away", AskMost)
	}
	if c.Consent && c.Privacy == "" {
		bad("consent: needs privacy, the address of what visitors agree to")
	}
	if c.Colour != "" && !regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`).MatchString(c.Colour) {
		bad("colour: want #rrggbb")
	}
	if !known(c.Locale) {
		bad("locale: want one of %v", locales())
	}
	own, err := newOrigins(c.PublicURL, c.AllowedOrigins)
	if err != nil {
		bad("%w", err)
	}
	return own, errors.Join(all...)
}

// peer is the network address that the connection comes from. A household has one IPv6 /64, so that is one source.
func peer(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	ip := net.ParseIP(host)
	if ip == nil || ip.To4() != nil {
		return host
	}
	return ip.Mask(net.CIDRMask(64, 128)).String()
}
