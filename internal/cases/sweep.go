package cases

import (
	"context"
	"time"

	"go.uber.org/zap"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// Who waits in the complaint group is looked for every two seconds, by an index. Who was given to a specialist within
// these is found with all open sessions, which are many: one look in seven.
const (
	sweepEvery = 2 * time.Second
	wholeEvery = 7
)

// Run registers what has come to the complaint group without anybody's asking, until ctx ends: a keyword rule sends a
// customer there before an agent has seen a word (RTE-01), and every complaint has a number (CMP-01). Several nodes may
// run it: the record lets a session have one open entry. It never fails; what cannot be done now is tried again.
func (s *Service) Run(ctx context.Context) error {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	sick := false
	for n := 0; ; n++ {
		err := s.sweep(ctx, n%wholeEvery == 0)
		if err != nil && !sick && ctx.Err() == nil {
			s.o.Log.Warn("complaints cannot be registered now; it is tried again", zap.Error(err))
		}
		sick = err != nil
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// Sweep registers the open sessions of the complaint group that have no entry. It is what Run does every few seconds.
func (s *Service) Sweep(ctx context.Context) error { return s.sweep(ctx, true) }

func (s *Service) sweep(ctx context.Context, whole bool) error {
	group := s.o.Group()
	if group == "" {
		return nil
	}
	find := s.o.Record.UnregisteredWaiting
	if whole {
		find = s.o.Record.Unregistered
	}
	ids, err := find(ctx, string(group))
	if err != nil {
		return away(err)
	}
	for _, id := range ids {
		first, err := s.o.Record.MessageAt(ctx, dbq.MessageAtParams{Session: id, Seq: 1})
		if err != nil {
			return away(err)
		}
		nature := first.Text
		if nature == "" {
			nature = s.o.Unasked // a picture, a voice message
		}
		if _, _, err := s.Register(ctx, "", desk.SessionID(id), Request{ClientID: "desk-" + id, Reason: s.o.Unasked, Nature: nature}); err != nil {
			return err
		}
	}
	return nil
}
