package config

import (
	"cmp"
	"net/netip"
	"path/filepath"
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

	Log     Log
	Session Session
	Targets Targets
	Accept  Accept
	Auth    Auth
	Quality Quality

	Complaints Complaints

	Media       Media
	Keep        Keep
	Orders      Orders
	Translation Translation
	Seal        Seal
	Node        Node
	Watch       Watch
	Channels    []Channel
	Given       Given
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
	OwnTexts     int           // texts of their own that one person may keep
	OfflineGrace time.Duration // an agent gone longer than this hands back
	AwayApproval bool          // going away needs a superior
	BusyApproval bool          // being busy does
	Phrases      string        // file with the list of phrases; empty = the one that comes with the program
	Matters      string        // file with what customers can want; empty = the one that comes with the program
	Hours        string        // folder with the groups' working hours; empty = round the clock
}

// OwnTexts is how many texts of their own people may keep where nothing else is said.
const OwnTexts = 200

// Targets are the response targets of the service code (SLA-01).
type Targets struct {
	FirstReply time.Duration
	NextReply  time.Duration
	Warnings   []time.Duration // before the target, longest first
	Satisfied  int             // per cent of the customers who give a rating that are to be satisfied (SLA-02); 0 = no such target
	Answer     time.Duration   // to the real answer of a matter (SLA-02); 0 = no such target
	Completion time.Duration   // to its close; 0 = no such target
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
	SessionIdle   time.Duration
	SessionMax    time.Duration
	MinPassword   int           // characters
	PasswordLasts time.Duration // then a new one has to be chosen; 0 = for ever
	OnePlace      bool          // nobody is signed in twice

	PasswordLogin string        // who signs in with a password: PasswordAll, PasswordAdmins
	OIDC          []Provider    // where people may sign in instead
	SecondFactor  string        // who has to have one: FactorOff, FactorOffered, FactorSupervisors, FactorEverybody
	Remember      time.Duration // for how long a browser is remembered; 0 = never
	Help          string        // whom to ask who cannot sign in; empty = the administrator, without a name
}

// Who has a second factor at the sign-in.
const (
	FactorOff         = "off"
	FactorOffered     = "offered"     // who sets one up
	FactorSupervisors = "supervisors" // and supervisors, managers and admins have to
	FactorEverybody   = "everybody"   // has to
)

// Quality says how transcripts are drawn to be checked (QA-01).
type Quality struct {
	PerAgent       int           // wanted of each agent and day
	DrawAt         time.Duration // after midnight: when the day before is drawn
	BlockHours     int           // of one block of the day
	ReplaceReasons []string      // for which an item may be replaced
}

// Complaints are the figures of the complaint register (CMP-08, CMP-10). Days are those of the department's clock, after
// the one on which something happens.
type Complaints struct {
	Number     string        // form of the numbers, with {year} and {serial:N}
	General    int           // days in which a general complaint is closed; 0 = the same day
	Major      int           // days in which a major one is
	Extension  int           // most days that the one extension adds
	Department int           // days in which a department answers
	DayEnds    time.Duration // after midnight: until when a day is that day

	Verify        bool // decided on the working day of the registration (SLA-07)
	Investigation int  // working days for a department's investigation; 0 = no target (SLA-08)
	Solution      int  // working days for its solution; 0 = no target (SLA-08)
	Contact       bool // a department contacts the customer at once (CMP-06)

	Apology      bool   // no close of a session whose complaint was found valid before somebody apologised (SCR-06)
	FaultApology string // what becomes of the apology for a fault of ours before the complaint was found valid: FaultAlways, FaultWarn, FaultBlock (SCR-21)
}

// What becomes of the apology for a fault of ours in a session whose complaint was not found valid (SCR-21). The sources
// contradict each other: one never apologises then, two always do, and 004 settles it: valid → apologise.
const (
	FaultAlways = "always" // it may always be said
	FaultWarn   = "warn"   // the agent is warned
	FaultBlock  = "block"  // it does not leave
)

// Media bounds the files that go with messages, and says where their bytes lie.
type Media struct {
	Dir         string // the same for all nodes; never empty after Load
	MaxSize     int64  // bytes of one file
	ChatMaxSize int64  // bytes of one file of a web chat's visitor
	ChatBudget  int64  // bytes of all that visitors have handed in and not sent
	MinFree     int64  // bytes of the disk below which nothing is taken in
	Fetchers    int    // fetches at once on one node
}

// Keep says how long what customers wrote is kept (REC-06); 0 = for ever.
type Keep struct {
	Texts time.Duration // of a session, from its close
	Raw   time.Duration // what the networks handed us, from when it came
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

// Watch says how the channels are watched.
type Watch struct {
	Every time.Duration // between two questions to a network whether the account works
}

// finish fills what is derived from other keys, after all of them are known.
func (c *Config) finish() {
	if c.Database.Driver == SQLite && c.Database.DSN.Empty() {
		c.Database.DSN = NewSecret(join(c.DataDir, "firstline.db"))
	}
	if c.Redis.Mode == RedisNone {
		c.Redis.Mode = guessMode(c.Redis)
	}
	if c.Media.Dir == "" {
		c.Media.Dir = join(c.besideRecord(), "files")
	}
	for i := range c.Channels {
		c.Channels[i].Name = cmp.Or(c.Channels[i].Name, c.Channels[i].ID)
	}
	if c.Seal.Key.Empty() && c.Seal.KeyFile == "" {
		c.Seal.KeyFile = join(c.DataDir, "seal.key")
	}
}

// besideRecord is the folder of a SQLite file; the data folder for a record that is elsewhere.
func (c *Config) besideRecord() string {
	if c.Database.Driver == SQLite {
		return filepath.Dir(c.Database.DSN.Reveal())
	}
	return c.DataDir
}
