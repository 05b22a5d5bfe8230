package main

import (
	"context"
	"net"
	"net/http"
	"net/http/pprof"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/hooks"
)

// door is everything that listens.
type door struct {
	handler http.Handler
	run     func(ctx context.Context) error
	drain   func(ctx context.Context)
}

// door mounts the networks' webhooks, the channels' own pages, the API and the application.
func (p *parts) door(ctx context.Context) (*door, error) {
	mux := http.NewServeMux()
	webhooks := map[desk.ChannelID]channels.Webhook{}
	for id, ad := range p.channels {
		if w, ok := ad.(channels.Webhook); ok {
			webhooks[id] = w
		}
		if pg, ok := ad.(channels.Pages); ok {
			pg.Mount(mux, p.router)
		}
	}
	mux.Handle("POST /hooks/{channel}", hooks.New(hooks.Options{Channels: webhooks, Accepter: p.router, MaxBody: p.cfg.Accept.MaxBody, Log: p.log}))
	if p.cfg.AdminListen == "" {
		mux.Handle("GET /metrics", promhttp.HandlerFor(p.metrics, promhttp.HandlerOpts{}))
	}
	return &door{handler: mux, run: func(context.Context) error { return nil }, drain: func(context.Context) {}}, nil
}

// admin serves metrics and profiles on their own address, where one is set.
func (p *parts) admin(ctx context.Context) error {
	if p.cfg.AdminListen == "" {
		return nil
	}
	ln, err := net.Listen("tcp", p.cfg.AdminListen)
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(p.metrics, promhttp.HandlerOpts{}))
	mux.HandleFunc("GET /debug/pprof/", pprof.Index)
	mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("GET /debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	srv := &http.Server{Handler: mux, ReadHeaderTimeout: headerTimeout}
	go func() {
		<-ctx.Done()
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		_ = srv.Shutdown(ctx)
	}()
	if err := srv.Serve(ln); err != http.ErrServerClosed {
		return err
	}
	return nil
}
