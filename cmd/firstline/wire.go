package main

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"os"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"

	"firstline/channels"
	"firstline/config"
	"firstline/internal/api/people/factor"
	"firstline/internal/cases"
	"firstline/internal/contacts"
	"firstline/internal/desk"
	"firstline/internal/evidence"
	"firstline/internal/media"
	"firstline/internal/profile"
	"firstline/internal/quality"
	"firstline/internal/rulebook"
	"firstline/internal/search"
	"firstline/internal/settings"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/internal/watch"
	"firstline/router"
	"firstline/scripts/guard"
	"firstline/sessions/live"
	"firstline/sessions/memstore"
	"firstline/sessions/redisstore"
)

// parts is an assembled Firstline: who gets what.
type parts struct {
	cfg      config.Config
	log      *zap.Logger
	metrics  *prometheus.Registry
	store    *store.Store
	live     live.Store
	channels map[desk.ChannelID]channels.Adapter
	router   *router.Router
	book     *rulebook.Book
	settings *settings.Service
	sealer   *evidence.Sealer
	vault    *factor.Vault
	quality  *quality.Service
	texts    *store.Texts
	search   *search.Index
	cases    *cases.Service
	files    *media.Dir
	media    *media.Service
	watch    *watch.Watch
	contacts *contacts.Service
	profiles *profile.Service
	keepers  keepers
}

// list is the department's phrase list of this moment.
func (p *parts) list() *guard.Guard { return p.settings.Current().Guard }

// assemble opens the stores and makes everything that does not run yet. What it opened is closed by close, also after
// an error.
func assemble(ctx context.Context, cfg config.Config, log *zap.Logger) (*parts, error) {
	p := &parts{cfg: cfg, log: log, metrics: prometheus.NewRegistry(), channels: map[desk.ChannelID]channels.Adapter{}}
	p.metrics.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	if err := p.open(ctx); err != nil {
		p.close()
		return nil, err
	}
	return p, nil
}

func (p *parts) open(ctx context.Context) (err error) {
	cfg, log := p.cfg, p.log
	if p.store, err = openStore(ctx, cfg, true); err != nil {
		return err
	}
	if p.live, err = openLive(ctx, cfg, log); err != nil {
		return err
	}
	if err = p.connectChannels(ctx); err != nil {
		return err
	}
	if p.keepers, err = openKeepers(ctx, cfg, p.store); err != nil {
		return err
	}
	if err = p.openSettings(ctx); err != nil {
		return err
	}
	if err = p.openMedia(ctx); err != nil {
		return err
	}
	key, err := evidence.OpenKey(cfg.Seal.Key.Reveal(), cfg.Seal.KeyFile)
	if err != nil {
		return err
	}
	if p.vault, err = factor.NewVault(key); err != nil {
		return err
	}
	p.sealer = evidence.NewSealer(evidence.Options{Store: p.store, Key: key, Node: nodeName(cfg), Dir: cfg.DataDir, Every: cfg.Seal.Every, Log: log})
	if p.quality, err = p.openQuality(ctx, key); err != nil {
		return err
	}
	if err = p.openSearch(ctx); err != nil {
		return err
	}
	if p.cases, err = p.openCases(); err != nil {
		return err
	}
	p.contacts = contacts.New(contacts.Options{Record: p.store, Live: p.live})
	p.profiles = profile.New(profile.Options{Record: p.store, Persons: p.contacts, Live: p.live, Rules: func() profile.Rules { return p.settings.Current().Customers }})
	p.router = router.New(p.routing(router.NewMetrics(p.metrics)))
	p.watch = watch.New(p.watching(watch.NewMetrics(p.metrics)))
	return nil
}

// routing are the options of the router.
func (p *parts) routing(m *router.Metrics) router.Options {
	cfg := p.cfg
	return router.Options{Store: p.store, Live: p.live, Channels: p.channels, Rules: p.book, Groups: p.groups, Named: p.groupName, Level: p.level, Node: nodeName(cfg), Log: p.log,
		Metrics: m, LeaseTTL: cfg.Node.LeaseTTL, Alone: p.store.Dialect() == "sqlite", Sealer: heads{p.sealer, p.search}, Files: p.media, Wants: p.media.Wake, Guard: p.list, Fault: p.fault, Valid: p.valid, Menu: p.menu, Match: p.match, Thanks: p.thanks, VIP: p.profiles.VIP,
		OfflineGrace: func() time.Duration { return p.settings.Current().Targets.OfflineGrace }}
}

// watching are the options of the watch over the channels.
func (p *parts) watching(m *watch.Metrics) watch.Options {
	cfg := p.cfg
	quiet := map[desk.ChannelID]time.Duration{}
	networks := maps.Clone(p.channels)
	delete(networks, byHand) // people are there, or they are not
	for _, ch := range cfg.Channels {
		quiet[desk.ChannelID(ch.ID)] = ch.QuietAlarm
	}
	return watch.Options{Record: p.store, Live: p.live, Channels: networks, Traffic: p.router.Traffic, Node: nodeName(cfg), LeaseTTL: cfg.Node.LeaseTTL,
		Log: p.log.Named("watch"), Metrics: m, Every: cfg.Watch.Every, Quiet: quiet}
}

func (p *parts) close() {
	if p.live != nil {
		if err := p.live.Close(); err != nil {
			p.log.Warn("the live store did not close cleanly", zap.Error(err))
		}
	}
	if p.texts != nil {
		if err := p.texts.Close(); err != nil {
			p.log.Warn("the full-text index did not close cleanly", zap.Error(err))
		}
	}
	if p.files != nil {
		if err := p.files.Close(); err != nil {
			p.log.Warn("the folder of files did not close cleanly", zap.Error(err))
		}
	}
	if p.store != nil {
		if err := p.store.Close(); err != nil {
			p.log.Warn("the record did not close cleanly", zap.Error(err))
		}
	}
}

// openStore opens the record; serve says whether this process will route.
func openStore(ctx context.Context, cfg config.Config, serve bool) (*store.Store, error) {
	return store.Open(ctx, storeDSN(cfg), store.Options{Serve: serve})
}

func storeDSN(cfg config.Config) string {
	dsn := cfg.Database.DSN.Reveal()
	if cfg.Database.Driver == config.SQLite {
		return "sqlite:" + dsn
	}
	return dsn
}

// openLive connects to Redis, or keeps the live state in this process. A Redis that is away does not keep the desk from
// starting: the record is enough.
func openLive(ctx context.Context, cfg config.Config, log *zap.Logger) (live.Store, error) {
	r := cfg.Redis
	if r.Mode == config.RedisNone {
		return memstore.New(memstore.Options{}), nil
	}
	redisstore.Quiet()
	o := redisstore.Options{Addrs: r.Addrs, Username: r.User, Password: r.Password.Reveal(), DB: r.DB, Master: r.Master, Cluster: r.Mode == config.RedisCluster}
	if r.TLS {
		o.TLS = tlsClient()
	}
	s, err := redisstore.New(o)
	if err != nil {
		return nil, desk.Because(desk.Invalid, "redis", "redis: the settings cannot be used", err)
	}
	if _, err := s.Epoch(ctx); err != nil {
		log.Warn("Redis cannot be reached: the desk works from the record until it is back", zap.Strings("redis", r.Addrs), zap.Error(err))
	}
	return s, nil
}

func (p *parts) connectChannels(ctx context.Context) error {
	key, err := secretOf(ctx, p.store, "browser_key")
	if err != nil {
		return err
	}
	known := networks()
	p.channels[byHand] = newManual()
	var problems []error
	for _, ch := range p.cfg.Channels {
		ad, err := known[ch.Type](ch, shared{cfg: p.cfg, key: key, log: p.log})
		if err != nil {
			problems = append(problems, fmt.Errorf("channel %s: %w", ch.ID, err))
			continue
		}
		p.channels[desk.ChannelID(ch.ID)] = ad
	}
	return errors.Join(problems...)
}

// secretOf gives a random key that all nodes on this record share; it is made once.
func secretOf(ctx context.Context, st *store.Store, name string) ([]byte, error) {
	err := st.Write(ctx, func(q *dbq.Queries) error {
		return q.PutMetaOnce(ctx, dbq.PutMetaOnceParams{K: name, V: hex.EncodeToString(random(32))})
	})
	if err != nil {
		return nil, fmt.Errorf("store a key: %w", err)
	}
	v, err := st.GetMeta(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("read a key: %w", err)
	}
	return hex.DecodeString(v)
}

// nodeName is stable over restarts, so that a node that comes back takes its own leases at once.
func nodeName(cfg config.Config) string {
	if cfg.Node.ID != "" {
		return cfg.Node.ID
	}
	if cfg.Database.Driver == config.SQLite {
		return "embedded" // the only node there can be
	}
	host, err := os.Hostname()
	if err != nil {
		host = "node"
	}
	return host + "/" + cfg.Listen
}

func newLog(cfg config.Config) (*zap.Logger, error) {
	level, err := zapcore.ParseLevel(cfg.Log.Level)
	if err != nil {
		return nil, err
	}
	c := zap.NewProductionConfig()
	c.Level = zap.NewAtomicLevelAt(level)
	c.Encoding = cfg.Log.Format
	c.Sampling = nil
	c.DisableStacktrace = true
	c.EncoderConfig.EncodeTime = zapcore.ISO8601TimeEncoder
	if c.Encoding == "console" {
		c.EncoderConfig.EncodeLevel = zapcore.CapitalLevelEncoder
	}
	return c.Build()
}
