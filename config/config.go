package config

import (
	"cmp"
	"net/netip"
	"time"
)

// Config is everything a node is told from outside. It is a value: what reads it
// may keep it, nobody may change it.
type Config struct {
	Listen         string // host:port of customers, agents and webhooks
	AdminListen    string // host:port of metrics and pprof; empty: /metrics is on Listen and there is no pprof
	PublicURL      string // scheme://host[:port] as the networks see us, without a slash at the end; may be empty
	DataDir        string
	Database       Database
	Redis          Redis
	Locale         string // zh-CN, zh-TW or en
	TimeZone       *time.Location
	Organisation   string
	TrustedProxies []netip.Prefix

	Log      Log
	Session  Session
	Targets  Targets
	Accept   Accept
	Auth     Auth
	Quality  Quality
	Seal     Seal
	Node     Node
	Channels []Channel
}

// Log says what is written about the run, and how.
type Log struct {
	Level  string // debug, info, warn or error
	Format string // json or console
}

// Session holds the limits of one reception and of the agents who hold it.
type Session struct {
	ReopenWindow time.Duration // a message this soon after the close continues the session
	Capacity     int           // open sessions one agent may hold
	OfflineGrace time.Duration // an agent gone longer than this hands back
	Phrases      string        // file with the list of phrases; empty = the one that comes with the program
	Hours        string        // folder with the groups' working hours; empty = round the clock
}

// Targets are the response targets of the service code (SLA-01).
type Targets struct {
	FirstReply time.Duration
	NextReply  time.Duration
	Warnings   []time.Duration // before the target, longest first
	Silence    time.Duration   // a silent holder loses the session after it; 0 = never
	Hops       int             // silent holders until a lead is asked
	Apology    bool            // the customer gets the apology when a target has passed
}

// Accept bounds what the outside may send in.
type Accept struct {
	MaxBody int64 // bytes
}

// Auth holds the rules of signing in.
type Auth struct {
	SessionIdle time.Duration
	SessionMax  time.Duration
	MinPassword int // characters
}

// Quality says how transcripts are drawn to be checked (QA-01).
type Quality struct {
	PerAgent       int           // wanted of each agent and day
	DrawAt         time.Duration // after midnight: when the day before is drawn
	BlockHours     int           // of one block of the day
	ReplaceReasons []string      // for which an item may be replaced
}

// Seal says how the session heads are sealed. Exactly one of Key and KeyFile is
// set after Load; the seal package makes the file when it is not there yet.
type Seal struct {
	Key     Secret
	KeyFile string
	Every   time.Duration
}

// Node is this process among the others.
type Node struct {
	ID       string // empty: the process makes one when it starts
	LeaseTTL time.Duration
}

// finish fills what is derived from other keys, after all of them are known.
func (c *Config) finish() {
	if c.Database.Driver == SQLite && c.Database.DSN.Empty() {
		c.Database.DSN = NewSecret(join(c.DataDir, "firstline.db"))
	}
	if c.Redis.Mode == RedisNone {
		c.Redis.Mode = guessMode(c.Redis)
	}
	for i := range c.Channels {
		c.Channels[i].Name = cmp.Or(c.Channels[i].Name, c.Channels[i].ID)
	}
	if c.Seal.Key.Empty() && c.Seal.KeyFile == "" {
		c.Seal.KeyFile = join(c.DataDir, "seal.key")
	}
}
