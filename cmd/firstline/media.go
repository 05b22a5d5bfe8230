package main

import (
	"context"
	"fmt"
	"path/filepath"

	"go.uber.org/zap"

	"firstline/channels"
	"firstline/config"
	"firstline/internal/media"
)

// openMedia opens the folder with the bytes of files, and makes sure that it is this record's.
func (p *parts) openMedia(ctx context.Context) (err error) {
	m := p.cfg.Media
	if p.files, err = media.OpenDir(m.Dir); err != nil {
		return fmt.Errorf("media.dir: %w", err)
	}
	if err := p.files.Claim(ctx, p.store); err != nil {
		return err
	}
	if p.cfg.Database.Driver == config.Postgres && m.Dir == filepath.Join(p.cfg.DataDir, "files") {
		p.log.Warn("files lie in this node's own folder: before a second node starts, set media.dir to one that all of them reach", zap.String("media.dir", m.Dir))
	}
	p.media = media.New(media.Options{Record: p.store, Shelf: media.NewShelf(p.files, m.MinFree), Channels: p.channels, MaxSize: m.MaxSize, ChatBudget: m.ChatBudget, Fetchers: m.Fetchers,
		Metrics: media.NewMetrics(p.metrics), Log: p.log})
	return nil
}

// host is what channels with pages of their own get: the router, where files are kept, who shows agents that a customer
// writes, who notes what a customer has read, and who says how things stand at the desk (CHN-02, CHN-04).
type host struct {
	channels.Host
	channels.Files
	channels.Watcher
	channels.Witness
	channels.Reception
}
