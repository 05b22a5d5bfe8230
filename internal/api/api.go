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
	"firstline/internal/inbox"
	"firstline/internal/quality"
	"firstline/router"
	"firstline/scripts"
	"firstline/scripts/guard"
	"firstline/sessions"
)

// Commands is what the routes need of the router.
type Commands interface {
	Reply(ctx context.Context, who router.Actor, id desk.SessionID, clientID, text, reason string) (router.Result, error)
	Findings(s sessions.State, text string) []guard.Finding
	Note(ctx context.Context, who router.Actor, id desk.SessionID, clientID, text string) (router.Result, error)
	Transfer(ctx context.Context, who router.Actor, id desk.SessionID, t router.Transfer) (router.Result, error)
	Close(ctx context.Context, who router.Actor, id desk.SessionID, c router.Close) (router.Result, error)
	Take(ctx context.Context, who router.Actor, id desk.SessionID) (router.Result, error)
	Return(ctx context.Context, who router.Actor, id desk.SessionID, reason string) (router.Result, error)
	Resolve(ctx context.Context, who router.Actor, id desk.SessionID, seq int64, as string) (router.Result, error)
	GreetingScript(s sessions.State, agent string) (scripts.Text, error)
	ClosingScript(s sessions.State, agent string) (scripts.Text, error)
}

// Quality is what the routes need of the checking of transcripts.
type Quality interface {
	Newest() quality.Day
	Chance(ctx context.Context, day quality.Day) (quality.Chance, error)
	Overview(ctx context.Context, who desk.AgentID, day quality.Day) (quality.Overview, error)
	Sample(ctx context.Context, who desk.AgentID, day quality.Day, agent desk.AgentID) (quality.Sample, error)
	Review(ctx context.Context, who desk.AgentID, at quality.Place, f quality.Finding) (quality.Review, bool, error)
	Replace(ctx context.Context, who desk.AgentID, at quality.Place, clientID, reason string) (quality.Item, bool, error)
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
	People  *people.Service
	Hub     *inbox.Hub
	Router  Commands
	Explain Explain
	Quality Quality
	Log     *zap.Logger
	Now     func() time.Time // the clock; nil = time.Now

	PublicURL      string // scheme://host[:port]; https makes cookies Secure and sends HSTS
	TrustedProxies []netip.Prefix
	Organisation   string
	Locale         string
	Version        string // of the program; a browser that sees another one offers to reload
	Groups         []Choice
	Categories     []Choice // empty: any text is a category
	Capabilities   map[desk.ChannelID]channels.Capabilities
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
	handler http.Handler
}

// New makes the handler of the whole listener.
func New(o Options) *API {
	if o.Now == nil {
		o.Now = time.Now
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
