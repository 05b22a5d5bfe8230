package telegram

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/go-telegram/bot"

	"firstline/channels"
	"firstline/internal/desk"
)

var (
	_ channels.Adapter = (*Poller)(nil)
	_ channels.Runner  = (*Poller)(nil)
)

// Poller is one bot's channel that asks Telegram for its updates, for a desk without a public address. It takes no
// webhook calls.
type Poller struct {
	account
	mu     sync.Mutex
	broken error // why Run ended last; nil while it works
}

// NewPoller makes the channel. It reaches for no network.
func NewPoller(cfg Config) (*Poller, error) {
	a, err := newAccount(cfg)
	return &Poller{account: a}, err
}

// Identify names an update, also one that was kept before this program could tell its conversation.
func (p *Poller) Identify(body []byte) (channels.Identity, bool) { return identify(body) }

// Run implements channels.Runner. Telegram forgets an update when it is asked for the ones behind it: that is done after
// the whole batch is committed. What a crash left unconfirmed comes again, and is known by its id then. A webhook that
// is set on the bot is taken away, for Telegram serves one way at a time. It returns on any failure but a 429, which is
// waited out.
func (p *Poller) Run(ctx context.Context, host channels.Host) error {
	err := p.poll(ctx, host)
	if ctx.Err() == nil {
		p.works(err)
	}
	return err
}

func (p *Poller) poll(ctx context.Context, host channels.Host) error {
	if _, err := p.client.DeleteWebhook(ctx, &bot.DeleteWebhookParams{}); errors.Is(err, bot.ErrorUnauthorized) || errors.Is(err, bot.ErrorNotFound) {
		return invalidToken(err.Error())
	} else if err != nil {
		return fmt.Errorf("telegram: the bot cannot be polled: %w", err)
	}
	for offset := int64(0); ; {
		batch, err := p.updates(ctx, offset)
		var throttled *bot.TooManyRequestsError
		switch {
		case errors.As(err, &throttled):
			if channels.Pause(ctx, time.Duration(max(throttled.RetryAfter, 1))*time.Second); ctx.Err() != nil {
				return ctx.Err()
			}
			continue
		case err != nil:
			return err
		}
		p.works(nil)
		if offset, err = p.keep(ctx, host, batch, offset); err != nil {
			return err
		}
	}
}

// keep stores a batch and gives the offset behind it. The updates of one conversation are stored in their order,
// conversations side by side: the record commits what waits together.
func (p *Poller) keep(ctx context.Context, host channels.Host, batch []json.RawMessage, offset int64) (int64, error) {
	by := map[string][]desk.Raw{}
	for _, body := range batch {
		id, ok := identify(body)
		if !ok {
			return offset, errors.New("telegram: an update without update_id")
		}
		by[id.Key] = append(by[id.Key], desk.Raw{Channel: p.cfg.ID, EventID: id.EventID, Key: id.Key, Order: id.Order, Body: body})
		offset = max(offset, id.Order+1)
	}
	errs := make(chan error, len(by))
	for _, raws := range by {
		go func() { errs <- accept(ctx, host, raws) }()
	}
	var all error
	for range by {
		all = errors.Join(all, <-errs)
	}
	return offset, all
}

func accept(ctx context.Context, host channels.Host, raws []desk.Raw) error {
	slices.SortFunc(raws, func(a, b desk.Raw) int { return cmp.Compare(a.Order, b.Order) })
	for _, raw := range raws {
		if err := host.Accept(ctx, raw); err != nil {
			return fmt.Errorf("telegram: update %s: %w", raw.EventID, err)
		}
	}
	return nil
}

// Health implements channels.Adapter: why polling broke off, or what getMe says.
func (p *Poller) Health(ctx context.Context) error {
	p.mu.Lock()
	err := p.broken
	p.mu.Unlock()
	if err != nil {
		return err
	}
	return p.account.Health(ctx)
}

func (p *Poller) works(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.broken = err
}
