// Package webchat is the channel of our own chat page and of the widget that carries it into other sites. It decides
// who a visitor is (a signed token of ours or of the site around it, and nothing else), which sites may embed the page and open its socket, and when a
// message counts as kept: after Host.Accept has returned. It refuses to hold messages, to know sessions or agents, and
// to tell a browser anything that Host.Transcript did not give it.
package webchat

import (
	"context"
	"html/template"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/desk"
)

var (
	_ channels.Adapter = (*Adapter)(nil)
	_ channels.Pages   = (*Adapter)(nil)
)

// Adapter is one web chat: a page, a widget and their sockets. Made by New.
type Adapter struct {
	cfg        Config
	log        *zap.Logger
	origins    origins
	tokens     tokens
	identities *identities // nil: none are taken
	assets     map[string]asset
	page       *template.Template
	upgrader   websocket.Upgrader
	pace       pace
	crowd      *crowd
	host       channels.Host      // set by Mount, before anything is served
	files      channels.Files     // of the host; nil = it keeps none
	watcher    channels.Watcher   // of the host; nil = it does not care who writes
	witness    channels.Witness   // of the host; nil = nobody cares what was read
	reception  channels.Reception // of the host; nil = it does not say how things stand
}

// New checks the configuration and makes the adapter. The error names every problem.
func New(cfg Config) (*Adapter, error) {
	cfg = cfg.withDefaults()
	own, err := cfg.check()
	if err != nil {
		return nil, err
	}
	assets, err := loadAssets(cfg)
	if err != nil {
		return nil, err
	}
	page, err := loadPage()
	if err != nil {
		return nil, err
	}
	a := &Adapter{
		cfg:        cfg,
		log:        cfg.Logger.Named("webchat").With(zap.String("channel", string(cfg.ID))),
		origins:    own,
		tokens:     tokens{key: cfg.Key, channel: cfg.ID},
		identities: newIdentities(cfg.Identity, cfg.Now),
		assets:     assets,
		page:       page,
		pace:       newPace(cfg.Limits),
		crowd:      newCrowd(cfg.Limits),
	}
	a.upgrader = newUpgrader(a.origins.allow)
	return a, nil
}

// agentFile is the largest file that agents may send to a visitor, in bytes: what a page can hold at once.
const agentFile = 25 << 20

// Capabilities: both ends are ours, so a committed message has been delivered. What goes with a file may be as long as
// every text.
func (a *Adapter) Capabilities() channels.Capabilities {
	return channels.Capabilities{AcceptOnCommit: true, Replies: true, Edits: true, ChangesFiles: true, Recalls: true, KnowsOurs: true, SignedKey: SignedKey, MaxFile: agentFile, MaxPhoto: agentFile, MaxCaption: desk.MaxText}
}

// Send is never called, because the channel accepts on commit; it refuses, so that a mistake shows.
func (a *Adapter) Send(context.Context, desk.Outbound) (desk.Receipt, error) {
	return desk.Receipt{}, &channels.SendError{Reason: channels.Refused, Detail: "web chat delivers by commit, not by sending"}
}

// Health is always well: there is no network between us and ourselves.
func (a *Adapter) Health(context.Context) error { return nil }

// Mount registers the page, its files, the visitor's token and the socket.
func (a *Adapter) Mount(mux *http.ServeMux, host channels.Host) {
	a.host = host
	a.files, _ = host.(channels.Files)
	a.watcher, _ = host.(channels.Watcher)
	if !a.cfg.NoReceipts {
		a.witness, _ = host.(channels.Witness)
	}
	a.reception, _ = host.(channels.Reception)
	at := "/chat/" + string(a.cfg.ID)
	mux.HandleFunc("GET "+at, a.servePage)
	mux.HandleFunc("GET "+at+"/{$}", a.servePage)
	mux.HandleFunc("GET "+at+"/widget.js", a.serveAsset("widget.js"))
	mux.HandleFunc("GET "+at+"/assets/{file}", func(w http.ResponseWriter, r *http.Request) {
		a.serveAsset(r.PathValue("file"))(w, r)
	})
	mux.HandleFunc("POST "+at+"/visitor", a.serveVisitor)
	mux.HandleFunc("GET "+at+"/ws", a.serveSocket)
	a.mountFiles(mux, at)
}

// Open says how many sockets are open now, for a gauge.
func (a *Adapter) Open() int { return a.crowd.size() }

// Close refuses new sockets, asks every open one to come back later, each at its own time, and waits until they have
// ended or ctx has. Messages being accepted are finished first. It may be called twice.
func (a *Adapter) Close(ctx context.Context) error {
	a.crowd.shut(func(s *socket) { s.end(draining(a.cfg.drainWithin)) })
	return a.crowd.wait(ctx)
}

// now is the clock of the adapter.
func (a *Adapter) now() time.Time { return a.cfg.Now() }
