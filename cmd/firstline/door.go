package main

import (
	"context"
	"net"
	"net/http"
	"net/http/pprof"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.uber.org/zap"

	"firstline/channels"
	"firstline/config"
	"firstline/internal/api"
	"firstline/internal/api/people"
	"firstline/internal/aside"
	"firstline/internal/availability"
	"firstline/internal/bulk"
	"firstline/internal/calendar"
	"firstline/internal/desk"
	"firstline/internal/drafts"
	"firstline/internal/erasure"
	"firstline/internal/hooks"
	"firstline/internal/inbox"
	"firstline/internal/mentions"
	"firstline/internal/owntexts"
	"firstline/internal/preferences"
	"firstline/internal/proposals"
	"firstline/internal/scriptuse"
	"firstline/internal/stars"
	"firstline/internal/typing"
	"firstline/internal/views"
	"firstline/router"
	"firstline/web"
)

// door is everything that listens.
type door struct {
	people   *people.Service
	hub      *inbox.Hub
	typing   *typing.Signs
	drafts   *drafts.Service
	mentions *mentions.Service
	erasures *erasure.Service
	server   *http.Server
}

// door mounts the networks' webhooks, the channels' own pages, the API and the application. accounts are shown on the
// sign-in page of a demonstration; nil is the ordinary desk.
func (p *parts) door(accounts []api.DemoAccount) *door {
	d := &door{people: p.people()}
	d.typing = typing.New(typing.Options{Record: p.store, Live: p.live, Channels: p.channels, Idle: p.router.Idle, Screens: func(id desk.SessionID) { d.hub.CustomerTypes(id) }, Log: p.log})
	d.drafts = drafts.New(drafts.Options{Record: p.store, Live: p.live, Owner: router.AgentOwner, Log: p.log,
		Kept: func() time.Duration { return p.settings.Current().Targets.ReopenWindow }})
	d.mentions = mentions.New(mentions.Options{Record: p.store, Live: p.live, Log: p.log})
	d.hub = p.hub(d.typing, d.mentions)
	o := api.Options{Demo: accounts != nil, DemoAccounts: accounts, Version: version(), Log: p.log, Checks: p.checks(), Web: web.Handler()}
	d.erasures = p.erasures()
	o.People, o.Hub, o.Drafts, o.Erasures, o.Mentions = d.people, d.hub, d.drafts, d.erasures, d.mentions
	p.lend(&o)
	p.agentsOwn(&o)
	p.tell(&o)
	o.Chat, o.Hooks = p.networks(d.typing)
	d.server = api.Server(api.New(o))
	d.server.ErrorLog = zap.NewStdLog(p.log.Named("http"))
	return d
}

// hub shows the sessions to the agents' screens.
func (p *parts) hub(signs *typing.Signs, spoken *mentions.Service) *inbox.Hub {
	h := inbox.New(inbox.Options{Store: p.store, Live: p.live, Contacts: p.contacts, Node: nodeName(p.cfg), Log: p.log, Channels: p.described(), Groups: p.groups, Types: signs.Agent, Look: spoken.Look,
		Hours: p.hours, Start: func() desk.GroupID { return p.settings.Current().DefaultGroup() },
		Approval: func() []desk.Status { return p.settings.Current().Targets.Approval.Statuses() },
		Warnings: func() []time.Duration { return p.settings.Current().Targets.Warnings }, Origins: ownOrigins(p.cfg), SignInIdle: p.cfg.Auth.SessionIdle})
	p.metrics.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Namespace: "firstline", Name: "agent_sockets", Help: "Agents' screens that are open on this node."},
		func() float64 { return float64(h.Stats().Sockets.Load()) }))
	return h
}

// hours say when a group is at work under a version of the rules. Rules that cannot be read now let a screen show the bare deadline.
func (p *parts) hours(rules string, g desk.GroupID) calendar.Calendar {
	r, err := p.book.Version(context.Background(), rules)
	if err != nil {
		return calendar.Calendar{}
	}
	return r.Hours[g]
}

// networks are what channels serve by themselves: their own pages, and where their networks call.
func (p *parts) networks(signs *typing.Signs) (pages, calls http.Handler) {
	chat, webhooks := http.NewServeMux(), map[desk.ChannelID]channels.Webhook{}
	for id, ad := range p.channels {
		if w, ok := ad.(channels.Webhook); ok {
			webhooks[id] = w
		}
		if pg, ok := ad.(channels.Pages); ok {
			pg.Mount(chat, host{p.router, p.media, signs, p.router, p.router})
		}
	}
	return chat, hooks.New(hooks.Options{Channels: webhooks, Accepter: p.router, MaxBody: p.cfg.Accept.MaxBody, Log: p.log})
}

// lend gives the API the parts of which this node has one.
func (p *parts) lend(o *api.Options) {
	o.Router, o.Sessions, o.Files, o.Settings = p.router, p.store, p.media, p.settings
	o.Cases, o.Numbers, o.Contacts, o.Profiles = p.cases, p.cases, p.contacts, p.profiles
	o.Quality, o.Phrases, o.Search, o.Watch = p.quality, p.list, p.search, p.watch
	o.Explain, o.Ratings, o.Days = teller(p.store, p.book), p.ratings(), p.days()
	o.Orders, o.Translator = shop(p.cfg.Orders), translator(p.cfg.Translation, p.live)
	o.Aside = aside.New(aside.Options{Record: p.store, Channels: p.channels, Stored: p.router.Stored})
}

// agentsOwn gives the API what agents keep for themselves and for each other.
func (p *parts) agentsOwn(o *api.Options) {
	o.Preferences = preferences.New(p.store, nil)
	o.Stars = stars.New(stars.Options{Record: p.store})
	o.OwnTexts = owntexts.New(p.store, func() int { return p.settings.Current().Targets.OwnTexts })
	o.ScriptUse = scriptuse.New(p.store, nil)
	o.Proposals = proposals.New(proposals.Options{Record: p.store, Settings: p.settings, Live: p.live, Log: p.log})
	o.Statuses = p.statuses()
	o.Views = views.New(views.Options{Record: p.store, Groups: p.groups})
	o.Lots = bulk.New(p.store, nil)
}

// statuses keeps what people are, and their wishes to leave.
func (p *parts) statuses() *availability.Service {
	return availability.New(availability.Options{Record: p.store, Policy: func() availability.Policy { return p.settings.Current().Targets.Approval }, Live: p.live,
		Changed: p.people().Changed, Log: p.log.Named("availability")})
}

// tell gives the API what the configuration and the settings say.
func (p *parts) tell(o *api.Options) {
	o.PublicURL, o.TrustedProxies, o.Locale = p.cfg.PublicURL, p.cfg.TrustedProxies, p.cfg.Locale
	o.Remember, o.Help = remembered(p.cfg.Auth), p.cfg.Auth.Help
	o.Organisation = func() string { return p.settings.Current().Organisation }
	o.Groups, o.Level, o.Matters = p.choices, p.router.Level, p.matters
	o.Channels, o.Capabilities = p.listed(), p.capabilities()
	o.SSO, o.Seals, o.AdminsOnly = p.keepers.all, p.keepers.seals, adminsOnly(p.cfg)
	if p.cfg.AdminListen == "" {
		o.Metrics = promhttp.HandlerFor(p.metrics, promhttp.HandlerOpts{})
	}
}

// people keeps accounts; it is also what the command line uses.
func (p *parts) people() *people.Service {
	a := p.cfg.Auth
	return people.New(people.Options{Store: p.store, Live: p.live, Log: p.log, MinPassword: a.MinPassword, SignInIdle: a.SessionIdle, SignInMax: a.SessionMax, AdminsOnly: adminsOnly(p.cfg),
		PasswordLasts: a.PasswordLasts, OnePlace: a.OnePlace,
		Remember: remembered(a), Factor: people.Policy(a.SecondFactor), Vault: p.vault, Name: func() string { return p.settings.Current().Organisation },
		Capacity: func() int { return p.settings.Current().Targets.Capacity }, Groups: p.groups,
		Departments: func() []desk.GroupID { return p.settings.Current().DepartmentIDs() }})
}

// remembered is for how long a browser is: whoever asks for it is not signed out sooner than others.
func remembered(a config.Auth) time.Duration {
	if a.Remember == 0 {
		return 0
	}
	return max(a.Remember, a.SessionMax)
}

func (p *parts) described() map[desk.ChannelID]inbox.Channel {
	out := map[desk.ChannelID]inbox.Channel{byHand: {Type: string(byHand)}}
	for _, ch := range p.cfg.Channels {
		out[desk.ChannelID(ch.ID)] = inbox.Channel{Type: ch.Type, Name: ch.Name, SignedKey: p.channels[desk.ChannelID(ch.ID)].Capabilities().SignedKey}
	}
	return out
}

// listed are the channels for those who administer the desk.
func (p *parts) listed() []api.Channel {
	var out []api.Channel
	for _, ch := range p.cfg.Channels {
		c := api.Channel{ID: desk.ChannelID(ch.ID), Type: ch.Type, Name: ch.Name}
		if _, ok := p.channels[c.ID].(channels.Pages); ok {
			c.Page = "/chat/" + ch.ID
		}
		out = append(out, c)
	}
	return out
}

func (p *parts) capabilities() map[desk.ChannelID]channels.Capabilities {
	out := map[desk.ChannelID]channels.Capabilities{}
	for id, ad := range p.channels {
		can := ad.Capabilities()
		can.MaxFile = min(can.MaxFile, int64(p.cfg.Media.MaxSize)) // what we take at all
		out[id] = can
	}
	return out
}

// checks are what /readyz asks: without the record nothing can be accepted. Redis is no condition: the desk works
// without it.
func (p *parts) checks() []api.Check {
	return []api.Check{{Name: "record", Ready: p.router.Ready}}
}

// drain asks everybody inside to come back later: agents' screens and visitors' chats.
func (d *door) drain(ctx context.Context, p *parts) {
	d.hub.Drain(drainSpread)
	for _, ad := range p.channels {
		if c, ok := ad.(interface{ Close(context.Context) error }); ok {
			if err := c.Close(ctx); err != nil {
				p.log.Warn("a channel did not close in time", zap.Error(err))
			}
		}
	}
}

// drainSpread is the time over which the clients of a node that goes come back, so that they do not come all at once.
const drainSpread = 5 * time.Second

// ownOrigins are the sites that may open an agent's socket: the desk's own; none when it does not know its address, and
// then only the host that was asked counts.
func ownOrigins(cfg config.Config) []string {
	if cfg.PublicURL == "" {
		return nil
	}
	return []string{cfg.PublicURL}
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
	srv := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
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
