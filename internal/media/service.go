package media

import (
	"context"
	"errors"
	"time"

	"go.uber.org/zap"
	"golang.org/x/sync/errgroup"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store"
)

// Options are what a Service is made of. All but the clock are needed.
type Options struct {
	Record   *store.Store
	Shelf    *Shelf
	Channels map[desk.ChannelID]channels.Adapter
	MaxSize  int64 // bytes of one file, whoever sends it
	// ChatBudget bounds the bytes of all that customers have handed in and not sent; 0 = no bound.
	ChatBudget int64
	Fetchers   int // files that are fetched at once on this node
	Metrics    *Metrics
	Log        *zap.Logger
	Now        func() time.Time // the clock; nil = time.Now
}

// Settler is told what became of a file; the router is one.
type Settler interface {
	FileSettled(ctx context.Context, id desk.SessionID, seq int64, n int, f desk.File) (done bool, err error)
}

// Service fetches the files that messages name, keeps what is handed in, and throws away what nobody has. Make it with New;
// one runs on every node.
type Service struct {
	o     Options
	log   *zap.Logger
	poke  chan struct{}
	slots chan struct{} // one for each fetch under way
	held  held
	chat  budget
}

// New makes a Service. Nothing is fetched before Run.
func New(o Options) *Service {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Service{o: o, log: o.Log.Named("media"), poke: make(chan struct{}, 1), slots: make(chan struct{}, o.Fetchers), chat: budget{most: o.ChatBudget}}
}

func (s *Service) now() desk.Millis { return desk.At(s.o.Now()) }

// Wake says that a file may want to be fetched. It does not block.
func (s *Service) Wake() {
	select {
	case s.poke <- struct{}{}:
	default:
	}
}

// Run works until ctx ends; fetches under way are broken off and left to others.
func (s *Service) Run(ctx context.Context, settle Settler) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { s.fetching(ctx, settle); return nil })
	g.Go(func() error { s.sweeping(ctx); return nil })
	return g.Wait()
}

// away turns a failure of the record or of the folder into what callers can act on.
func away(err error) error {
	var known *desk.Error
	if errors.As(err, &known) {
		return err
	}
	return desk.Because(desk.Unavailable, "files_away", "the files or the record cannot be reached: nothing was done, try again", err)
}
