package bench

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"

	"go.uber.org/zap"

	"firstline/channels"
	"firstline/channels/telegram"
	"firstline/internal/api"
	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/hooks"
	"firstline/internal/store"
)

// token is the measured bot's; it opens nothing.
const token = "1000001:stand-in-token-opens-nothing"

// serve prints the address and serves until the process is ended.
func serve(h http.Handler) error {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(ln.Addr())
	return api.Server(h).Serve(ln)
}

// serveEcho is the floor: what net/http alone costs on this machine at this moment.
func serveEcho() error {
	return serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		_, _ = w.Write(body)
	}))
}

// serveTelegram is the stand-in behind a gate: while the gate is shut, sendMessage waits.
func serveTelegram() error {
	tg := faketelegram.New(faketelegram.Options{Bots: []faketelegram.BotConfig{{Token: token}}, Limits: faketelegram.Unlimited(),
		AutoChats: true, LedgerLimit: 60_000, KeepMessages: 4})
	if err := tg.Start(); err != nil {
		return err
	}
	g := &gate{}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /_gate/shut", func(http.ResponseWriter, *http.Request) { g.shut() })
	mux.HandleFunc("POST /_gate/open", func(http.ResponseWriter, *http.Request) { g.open() })
	mux.Handle("/_control/", tg)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { g.pass(); tg.ServeHTTP(w, r) })
	return serve(mux)
}

// gate holds callers up while it is shut.
type gate struct {
	mu     sync.Mutex
	closed chan struct{} // nil = open
}

func (g *gate) shut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed == nil {
		g.closed = make(chan struct{})
	}
}

func (g *gate) open() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed != nil {
		close(g.closed)
		g.closed = nil
	}
}

func (g *gate) pass() {
	g.mu.Lock()
	c := g.closed
	g.mu.Unlock()
	if c != nil {
		<-c
	}
}

// serveDoor is the accept path alone: the webhook's door and the record, and no router behind them.
func serveDoor(dsn string) error {
	st, err := store.Open(context.Background(), dsn, store.Options{})
	if err != nil {
		return err
	}
	ad, err := telegram.New(telegram.Config{ID: "tg", Token: token, Secret: secret})
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("POST /hooks/{channel}", hooks.New(hooks.Options{Channels: map[desk.ChannelID]channels.Webhook{"tg": ad}, Accepter: alone{st}, MaxBody: 1 << 20, Log: zap.NewNop()}))
	return serve(mux)
}

// alone keeps an event and hands it to nobody.
type alone struct{ st *store.Store }

func (a alone) Accept(ctx context.Context, raw desk.Raw) error {
	raw.Received = desk.At(time.Now())
	_, err := a.st.Accept(ctx, raw)
	return err
}
