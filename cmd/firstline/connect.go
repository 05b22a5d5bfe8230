package main

import (
	"context"
	"sync"
	"time"

	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/desk"
)

// connect tells the networks where to deliver, each until it has taken it. A network that cannot be reached does not
// keep the desk from serving the others.
func (p *parts) connect(ctx context.Context) error {
	var all sync.WaitGroup
	for id, ad := range p.channels {
		if c, ok := ad.(channels.Connecter); ok {
			all.Go(func() { p.connectOne(ctx, id, c) })
		}
	}
	all.Wait()
	return nil
}

func (p *parts) connectOne(ctx context.Context, id desk.ChannelID, c channels.Connecter) {
	url := p.cfg.PublicURL + "/hooks/" + string(id)
	for wait := time.Second; ; wait = min(2*wait, time.Minute) {
		err := c.Connect(ctx, url)
		if err == nil {
			p.log.Info("the network delivers here", zap.String("channel", string(id)), zap.String("url", url))
			return
		}
		if ctx.Err() != nil {
			return
		}
		p.log.Warn("the network could not be told where to deliver; it is tried again", zap.String("channel", string(id)), zap.Duration("in", wait), zap.Error(err))
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}
