package main

import (
	"context"
	"time"

	"go.uber.org/zap"

	"firstline/config"
	"firstline/internal/days"
	"firstline/internal/desk"
	"firstline/internal/explain"
	"firstline/internal/inbox"
	"firstline/internal/quality"
	"firstline/internal/quality/draw"
	"firstline/internal/quality/scorecard"
	"firstline/internal/ratings"
	"firstline/internal/store"
)

// openQuality makes the checks of transcripts, by the criteria of this moment and with what the machine finds (FBD-03).
func (p *parts) openQuality(ctx context.Context, key []byte) (*quality.Service, error) {
	o := drawing(p.store, p.cfg, key, p.log, now)
	o.Card = func() scorecard.Card { return p.settings.Current().Scorecard }
	o.Findings = teller(p.store, p.book).Findings
	return quality.Open(ctx, o)
}

// ratings counts what customers said, against the target of this moment (SLA-02).
func (p *parts) ratings() *ratings.Service {
	return ratings.New(ratings.Options{Record: p.store, Number: inbox.Number, Now: now,
		Zone:   func() *time.Location { return p.settings.Current().Zone },
		Target: func() int { return p.settings.Current().Targets.Satisfied }})
}

// days tells people's days, by the calendar of this moment (ORG-06).
func (p *parts) days() *days.Service {
	return days.New(days.Options{Record: p.store, Ratings: p.ratings(), Statuses: p.statuses(), Number: inbox.Number, Now: now, Log: p.log.Named("days"), Card: p.quality.Scorecard,
		Zone: func() *time.Location { return p.settings.Current().Zone },
		Tell: func(ctx context.Context, id desk.SessionID) (explain.Story, error) {
			return storyOf(ctx, p.store, p.book, id)
		}})
}

// drawing are the options by which samples are promised and drawn.
func drawing(st *store.Store, cfg config.Config, key []byte, log *zap.Logger, now func() time.Time) quality.Options {
	q := cfg.Quality
	return quality.Options{Record: st, Key: key, Desk: st.Epoch(), Node: nodeName(cfg), Zone: cfg.TimeZone, At: q.DrawAt,
		Settings: draw.Settings{PerAgent: q.PerAgent, Block: q.BlockHours}, Reasons: q.ReplaceReasons, Log: log, Now: now}
}
