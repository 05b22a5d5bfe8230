package main

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"firstline/config"
	"firstline/internal/api"
	"firstline/internal/api/access"
	"firstline/internal/api/people"
	"firstline/internal/demo"
	"firstline/internal/desk"
	"firstline/internal/fake/telegram"
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

// introduce prints who one may sign in as.
func introduce(accounts []api.DemoAccount, out io.Writer) error {
	_, err := fmt.Fprintf(out, "  demo      simulated customers write on Telegram and on the web chat; sign in as\n")
	for _, a := range accounts {
		fmt.Fprintf(out, "            %-10s %s  %-10s (%s)\n", a.Login, a.Password, a.Rank, a.Name)
	}
	return err
}

// play runs the customers and the played colleagues.
func (s *stage) play(ctx context.Context, p *parts, addr string) error {
	if s == nil {
		return nil
	}
	webchat := ""
	for _, ch := range p.cfg.Channels {
		if ch.Type == "webchat" {
			webchat = ch.ID
			break
		}
	}
	err := demo.Play(ctx, demo.Options{Router: p.router, Store: p.store, Live: p.live, Node: nodeName(p.cfg), Log: p.log}, s.tg, reachable(addr), webchat)
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}
