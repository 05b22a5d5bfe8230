// Package api is HTTP: the JSON routes under /api, sign-in cookies, the agents' websocket handshake and the health
// checks. It is the only place that knows status codes; it decides who is asking and whether that rank may, and refuses
// to decide anything about a session: commands go to the router, lists come from the inbox.
package api

import (
	"context"
	"net/http"
	"net/netip"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/api/people"
	"firstline/internal/desk"
	"firstline/internal/export"
	"firstline/internal/inbox"
	"firstline/internal/openid"
	"firstline/internal/quality"
	"firstline/internal/ratings"
	"firstline/internal/search"
	"firstline/internal/spell"
	"firstline/router"
	"firstline/scripts"
	"firstline/scripts/guard"
	"firstline/sessions"
)

// Commands is what the routes need of the router.
type Commands interface {
	Answer(ctx context.Context, who router.Actor, id desk.SessionID, a router.Answer) (router.Result, error)
	Intake(ctx context.Context, who router.Actor, in router.Intake) (router.Taken, error)
	ContactAddress(contact string) (desk.Address, error)
	Findings(s sessions.State, agent, text string) []guard.Finding
	Note(ctx context.Context, who router.Actor, id desk.SessionID, clientID, text string, mentions ...desk.AgentID) (router.Result, error)
	Transfer(ctx context.Context, who router.Actor, id desk.SessionID, t router.Transfer) (router.Result, error)
	Close(ctx context.Context, who router.Actor, id desk.SessionID, c router.Close) (router.Result, error)
	Take(ctx context.Context, who router.Actor, id desk.SessionID) (router.Result, error)
	TakeBack(ctx context.Context, who router.Actor, id desk.SessionID, b router.Back) (router.Result, error)
	Return(ctx context.Context, who router.Actor, id desk.SessionID, reason string) (router.Result, error)
	Resolve(ctx context.Context, who router.Actor, id desk.SessionID, seq int64, as string) (router.Result, error)
	Regard(ctx context.Context, by desk.AgentID, id desk.SessionID) (router.Result, error)
	Classify(ctx context.Context, who router.Actor, id desk.SessionID, category string) (router.Result, error)
	Verify(ctx context.Context, who router.Actor, id desk.SessionID, clientID, finding string, unsolved bool) (router.Result, error)
	Ask(ctx context.Context, who router.Actor, id desk.SessionID, q router.Question) (router.Result, error)
	Tell(ctx context.Context, who router.Actor, id desk.SessionID, t router.Telling, may func(sessions.State, sessions.Ask) bool) (router.Result, error)
	Promise(ctx context.Context, who router.Actor, id desk.SessionID, clientID string, until desk.Millis, text string) (router.Result, error)
	Settle(ctx context.Context, who router.Actor, id desk.SessionID, clientID string, n int, as string, until desk.Millis, reason string) (router.Result, error)
	Edit(ctx context.Context, who router.Actor, id desk.SessionID, seq int64, clientID, text, reason string, inserted ...string) (router.Result, error)
	Recall(ctx context.Context, who router.Actor, id desk.SessionID, seq int64, clientID string) (router.Result, error)
	MayChange(ctx context.Context, s sessions.State) bool
	Confirm(ctx context.Context, who router.Actor, id desk.SessionID, clientID string) (router.Result, error)
	Waive(ctx context.Context, who router.Actor, id desk.SessionID, undone bool, seen int64) (router.Result, error)
	Reopen(ctx context.Context, who router.Actor, id desk.SessionID, clientID, why string) (router.Result, error)
	MayReopen(ctx context.Context, who router.Actor, s sessions.State) error
	ReopenUntil(ctx context.Context, s sessions.State) desk.Millis
	MayWaive(ctx context.Context, s sessions.State) (bool, error)
	Thanked(ctx context.Context, s sessions.State) (bool, error)
	ConfirmScript(s sessions.State, agent string) string
	RatingScript(s sessions.State, agent string) string
	GreetingScript(s sessions.State, agent string) (scripts.Text, error)
	FaultScript(s sessions.State, agent string) string
	AcceptScript(s sessions.State, agent string) string
	ClosingScript(s sessions.State, agent string) (scripts.Text, error)
}

// Quality is what the routes need of the checking of transcripts.
type Quality interface {
	Newest() quality.Day
	Days(ctx context.Context) ([]quality.Day, error)
	Chance(ctx context.Context, day quality.Day) (quality.Chance, error)
	Overview(ctx context.Context, who desk.AgentID, day quality.Day) (quality.Overview, error)
	Sample(ctx context.Context, who desk.AgentID, day quality.Day, agent desk.AgentID) (quality.Sample, error)
	Review(ctx context.Context, who desk.AgentID, at quality.Place, f quality.Finding) (quality.Review, bool, error)
	Replace(ctx context.Context, who desk.AgentID, at quality.Place, clientID, reason string) (quality.Item, bool, error)
}

// Ratings counts what customers said of closes. *ratings.Service is one.
type Ratings interface {
	Of(ctx context.Context, days int) (ratings.Satisfaction, error)
}

// Choice is something to pick, with its name in the desk's language.
type Choice struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// DemoAccount is offered on the sign-in page of a demonstration.
type DemoAccount struct {
	Login    string    `json:"login"`
	Name     string    `json:"name"`
	Rank     desk.Rank `json:"rank"`
	Password string    `json:"password"`
}

// Check is one condition of readiness. Ready blocks until ctx ends at most; its error is shown to whoever asks, by the
// sentence of a desk.Error or else not at all.
type Check struct {
	Name  string
	Ready func(context.Context) error
}

// Options are what the API is made of.
type Options struct {
	People      *people.Service
	Hub         *inbox.Hub
	Router      Commands
	Files       Files
	Explain     Explain
	Quality     Quality
	Ratings     Ratings
	Stars       Stars
	Mentions    Mentions
	Views       Views
	OwnTexts    OwnTexts
	ScriptUse   ScriptUse
	Proposals   Proposals
	Statuses    Statuses
	Preferences Preferences
	Settings    Settings
	Aside       Aside
	Days        Days
	Watch       Watch
	Search      *search.Index
	Cases       Cases
	Contacts    Contacts
	Profiles    Profiles
	Erasures    Erasures
	Sessions    export.Record // what an export reads
	Drafts      Drafts
	Lots        Lots
	Orders      Orders              // the shop's own system; nil = the desk has nobody to ask
	Translator  Translator          // the department's own service; nil = nothing is translated
	Numbers     Register            // of hand-overs to the complaint group; nil = they have none
	Phrases     func() *guard.Guard // the department's list, to find the place of a noted phrase; nil = places are not known
	Log         *zap.Logger
	Now         func() time.Time // the clock; nil = time.Now

	PublicURL      string // scheme://host[:port]; https makes cookies Secure and sends HSTS
	TrustedProxies []netip.Prefix
	Organisation   func() string // as it is now; nil = none
	Locale         string
	Remember       time.Duration          // for how long People remembers a browser; 0 = it does not
	Help           string                 // whom to ask who cannot sign in; empty = nobody is named
	Version        string                 // of the program; a browser that sees another one offers to reload
	Groups         func() []Choice        // as they are now; nil = none
	Level          func(desk.GroupID) int // the least experience that a group asks for (ORG-10); nil = none asks for any
	Matters        func() MatterChoices   // as they are now; nil, or no categories: any text is a category
	Channels       []Channel
	Capabilities   map[desk.ChannelID]channels.Capabilities
	SSO            []SSO         // where people may sign in instead
	Seals          *openid.Seals // of the trips there; needed with SSO
	AdminsOnly     bool          // nobody but administrators signs in with a password
	Demo           bool
	DemoAccounts   []DemoAccount

	Checks  []Check      // of /readyz
	Hooks   http.Handler // POST /hooks/{channel id}; nil = 404
	Chat    http.Handler // /chat/…; nil = 404
	Metrics http.Handler // GET /metrics; nil = 404
	Web     http.Handler // everything else; nil = 404
}

// API serves HTTP. Make it with New.
type API struct {
	o       Options
	log     *zap.Logger
	cookie  cookie
	ready   readiness
	spec    *huma.OpenAPI
	needs   map[string]need // by "METHOD path", for the authorization matrix
	huma    huma.API
	speller spell.Speller
	handler http.Handler
}

// New makes the handler of the whole listener.
func New(o Options) *API {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Matters == nil {
		o.Matters = func() MatterChoices { return MatterChoices{} }
	}
	if o.Level == nil {
		o.Level = func(desk.GroupID) int { return 0 }
	}
	if o.Groups == nil {
		o.Groups = func() []Choice { return nil }
	}
	if o.Organisation == nil {
		o.Organisation = func() string { return "" }
	}
	if o.Log == nil {
		o.Log = zap.NewNop()
	}
	a := &API{o: o, log: o.Log.Named("api"), cookie: newCookie(o.PublicURL), needs: map[string]need{}, ready: readiness{checks: o.Checks, now: o.Now}}
	a.handler = a.mount()
	return a
}

// ServeHTTP implements http.Handler.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.handler.ServeHTTP(w, r) }

// OpenAPI is the description of the JSON routes.
func (a *API) OpenAPI() *huma.OpenAPI { return a.spec }

// Server gives a handler the limits that keep slow and greedy clients out (S-LM1): headers of 16 KiB within 5 s, a
// request within 30 s, an answer within 60 s. Hijacked connections (websockets) have limits of their own.
func Server(h http.Handler) *http.Server {
	return &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10}
}
