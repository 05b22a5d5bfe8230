package main

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"os"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"

	"firstline/channels"
	"firstline/config"
	"firstline/internal/desk"
	"firstline/internal/evidence"
	"firstline/internal/quality"
	"firstline/internal/quality/draw"
	"firstline/internal/rulebook"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/router"
	"firstline/scripts"
	"firstline/scripts/guard"
	"firstline/sessions"
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
	sealer   *evidence.Sealer
	quality  *quality.Service
}

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
	p.book, err = openRules(ctx, p.store, cfg)
	if err != nil {
		return err
	}
	key, err := evidence.OpenKey(cfg.Seal.Key.Reveal(), cfg.Seal.KeyFile)
	if err != nil {
		return err
	}
	p.sealer = evidence.NewSealer(evidence.Options{Store: p.store, Key: key, Node: nodeName(cfg), Dir: cfg.DataDir, Every: cfg.Seal.Every, Log: log})
	if p.quality, err = openQuality(ctx, p.store, cfg, key, log); err != nil {
		return err
	}
	list, err := readPhrases(cfg)
	if err != nil {
		return err
	}
	p.router = router.New(router.Options{Store: p.store, Live: p.live, Channels: p.channels, Rules: p.book, Groups: groups(), Node: nodeName(cfg), Log: log,
		Metrics: router.NewMetrics(p.metrics), LeaseTTL: cfg.Node.LeaseTTL, Alone: p.store.Dialect() == "sqlite", OfflineGrace: cfg.Session.OfflineGrace, Sealer: p.sealer, Guard: func() *guard.Guard { return list }})
	return nil
}

func (p *parts) close() {
	if p.live != nil {
		if err := p.live.Close(); err != nil {
			p.log.Warn("the live store did not close cleanly", zap.Error(err))
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

func openRules(ctx context.Context, st *store.Store, cfg config.Config) (*rulebook.Book, error) {
	pack := scripts.Default(cfg.Locale)
	rules := sessions.Rules{FirstReply: cfg.Targets.FirstReply, NextReply: cfg.Targets.NextReply, ReopenWindow: cfg.Session.ReopenWindow,
		Warnings: cfg.Targets.Warnings, Silence: cfg.Targets.Silence, Hops: cfg.Targets.Hops, Apology: cfg.Targets.Apology,
		DefaultGroup: groups()[0], Zone: cfg.TimeZone, Organisation: cfg.Organisation, Pack: pack}
	hours, err := readHours(cfg.Session.Hours)
	if err != nil {
		return nil, err
	}
	rules.Hours = hours.calendars
	return rulebook.Open(ctx, st, now(), rules, rulebook.Source{Pack: scripts.Source(pack.Locale()), Hours: hours.texts})
}

func openQuality(ctx context.Context, st *store.Store, cfg config.Config, key []byte, log *zap.Logger) (*quality.Service, error) {
	q := cfg.Quality
	return quality.Open(ctx, quality.Options{Record: st, Key: key, Desk: st.Epoch(), Node: nodeName(cfg), Zone: cfg.TimeZone, At: q.DrawAt,
		Settings: draw.Settings{PerAgent: q.PerAgent, Block: q.BlockHours}, Reasons: q.ReplaceReasons, Log: log})
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
