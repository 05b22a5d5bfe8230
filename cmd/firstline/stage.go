package main

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"firstline/channels"
	"firstline/config"
	"firstline/internal/api"
	"firstline/internal/api/access"
	"firstline/internal/api/people"
	"firstline/internal/demo"
	"firstline/internal/desk"
	"firstline/internal/evidence"
	"firstline/internal/fake/telegram"
	"firstline/internal/quality"
	"firstline/internal/settings"
	"firstline/internal/store/dbq"
	"firstline/router"
	"firstline/sessions/memstore"
)

// stage is the scenery of --demo: a stand-in for Telegram in this process and the sample department. A nil stage is the
// ordinary desk.
type stage struct {
	tg  *telegram.Server
	srv *http.Server
}

// openStage starts the stand-in and adds its channel to the configuration.
func openStage(src *config.Source) (*stage, error) {
	cfg, err := config.Load(*src)
	if err != nil {
		return nil, err
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	token := fmt.Sprintf("1000001:%s", hex.EncodeToString(random(16)))
	tg := telegram.New(telegram.Options{Bots: []telegram.BotConfig{{Token: token, Name: "Firstline"}}, LedgerLimit: 500})
	if err := tg.Start(); err != nil {
		_ = ln.Close()
		return nil, err
	}
	s := &stage{tg: tg, srv: &http.Server{Handler: tg, ReadHeaderTimeout: 5 * time.Second}}
	go func() { _ = s.srv.Serve(ln) }()
	set := func(key, value string) { src.Env = append(src.Env, "FIRSTLINE_"+key+"="+value) }
	set("CHANNELS_DEMO_TELEGRAM_TYPE", "telegram")
	set("CHANNELS_DEMO_TELEGRAM_NAME", "Telegram")
	set("CHANNELS_DEMO_TELEGRAM_MODE", config.ModeWebhook)
	set("CHANNELS_DEMO_TELEGRAM_TOKEN", token)
	set("CHANNELS_DEMO_TELEGRAM_WEBHOOK_SECRET", hex.EncodeToString(random(24)))
	set("CHANNELS_DEMO_TELEGRAM_API_URL", "http://"+ln.Addr().String())
	if cfg.PublicURL == "" {
		set("PUBLIC_URL", "http://"+reachable(cfg.Listen))
	}
	return s, nil
}

func (s *stage) close() {
	_ = s.srv.Close()
	_ = s.tg.Close()
}

// people makes the sample department, or gives its accounts new passwords: the ones of an earlier show were printed.
func (s *stage) people(ctx context.Context, p *parts) ([]api.DemoAccount, error) {
	if s == nil {
		return nil, nil
	}
	svc := p.people()
	password := "demo-" + hex.EncodeToString(random(4))
	var out []api.DemoAccount
	for _, who := range demo.People() {
		if err := s.person(ctx, p, svc, who, password); err != nil {
			return nil, err
		}
		if !who.Played {
			out = append(out, api.DemoAccount{Login: who.Login, Name: who.Name, Rank: who.Rank, Password: password})
		}
	}
	return out, nil
}

func (s *stage) person(ctx context.Context, p *parts, svc *people.Service, who demo.Person, password string) error {
	n := people.Newcomer{Login: who.Login, Name: who.Name, Password: password, Rank: who.Rank, Speciality: who.Speciality, Groups: who.Groups}
	if who.Played {
		few := demo.PlayedCapacity
		n.Capacity = &few
	}
	_, err := svc.Create(ctx, n)
	if desk.KindOf(err) != desk.Conflict {
		return err
	}
	row, err := p.store.AgentByLogin(ctx, who.Login)
	if err != nil {
		return err
	}
	return svc.Change(ctx, access.NewViewer("demo", "", desk.RankAdmin, nil), desk.AgentID(row.ID), people.Change{Password: &password})
}

// library gives the department entries of its own among the scripts, once: what somebody has changed stays.
func (s *stage) library(ctx context.Context, p *parts) error {
	if s == nil {
		return nil
	}
	id := settings.ID{Kind: settings.KindScripts, Name: p.settings.Current().Locale}
	now, err := p.settings.Document(id)
	if err != nil || now.Who != "" {
		return err
	}
	who, err := p.store.AgentByLogin(ctx, demo.Librarian)
	if err != nil {
		return err
	}
	_, err = p.settings.Change(ctx, settings.Change{ID: id, N: now.N, Body: demo.Library(now.Body), Who: desk.AgentID(who.ID)})
	return err
}

// past lets the department of a new record work through the days before today. The desk must not be routing yet.
func (s *stage) past(ctx context.Context, p *parts) error {
	channel := s.webchat(p)
	if s == nil || channel == "" {
		return nil
	}
	if closed, err := p.store.ClosedPage(ctx, dbq.ClosedPageParams{UntilAt: math.MaxInt64}); err != nil || len(closed) > 0 {
		return err
	}
	key, err := evidence.OpenKey(p.cfg.Seal.Key.Reveal(), p.cfg.Seal.KeyFile)
	if err != nil {
		return err
	}
	return demo.Work(ctx, demo.Past{Store: p.store, Channel: desk.ChannelID(channel), Zone: p.cfg.TimeZone,
		Router: func(now func() time.Time, ch map[desk.ChannelID]channels.Adapter) *router.Router {
			o := p.routing(router.NewMetrics(prometheus.NewRegistry()))
			o.Now, o.Channels, o.Live = now, ch, memstore.New(memstore.Options{})
			o.OfflineGrace = demo.Nobody // has a screen in those days
			return router.New(o)
		},
		Promise: func(ctx context.Context, now func() time.Time) error {
			q, err := quality.Open(ctx, drawing(p.store, p.cfg, key, p.log, now))
			if err != nil {
				return err
			}
			return q.Round(ctx)
		}}, now())
}

// introduce prints who one may sign in as.
func introduce(accounts []api.DemoAccount, out io.Writer) error {
	_, err := fmt.Fprintf(out, "  demo      simulated customers write on Telegram and on the web chat; sign in as\n")
	for _, a := range accounts {
		fmt.Fprintf(out, "            %-10s %s  %-10s (%s)\n", a.Login, a.Password, a.Rank, a.Name)
	}
	return err
}

// webchat is the first web chat that is configured; empty without any.
func (s *stage) webchat(p *parts) string {
	for _, ch := range p.cfg.Channels {
		if ch.Type == "webchat" {
			return ch.ID
		}
	}
	return ""
}

// play runs the customers and the played colleagues.
func (s *stage) play(ctx context.Context, p *parts, addr string) error {
	if s == nil {
		return nil
	}
	err := demo.Play(ctx, demo.Options{Router: p.router, Store: p.store, Live: p.live, Node: nodeName(p.cfg), Log: p.log, Complaint: p.cases.Group(), Register: p.cases}, s.tg, reachable(addr), s.webchat(p))
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}
