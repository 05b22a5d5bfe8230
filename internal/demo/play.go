package demo

import (
	"context"
	"math/rand/v2"
	"time"

	"go.uber.org/zap"
	"golang.org/x/sync/errgroup"

	"firstline/channels"
	"firstline/internal/fake/telegram"
)

// Play runs the play until ctx ends: customers on Telegram, one on the web chat (webchat names the channel, empty for
// none), and the played colleagues. addr is where the desk listens.
func Play(ctx context.Context, o Options, tg *telegram.Server, addr, webchat string) error {
	if err := online(ctx, o); err != nil {
		return err
	}
	o.Router.PeopleChanged()
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return colleagues(ctx, o, newRand(1)) })
	g.Go(func() error { return customers(ctx, tg, newRand(2)) })
	if webchat != "" {
		g.Go(func() error {
			channels.Pause(ctx, 4*time.Second)
			err := visitor(ctx, addr, webchat, []string{"你好,我想问一下会员怎么升级", "现在是银卡,消费多少能升金卡?", "明白了,谢谢"})
			if err != nil && ctx.Err() == nil {
				o.Log.Warn("the simulated web visitor gave up", zap.Error(err))
			}
			return nil
		})
	}
	return g.Wait()
}

func newRand(stream uint64) *rand.Rand {
	return rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), stream))
}
