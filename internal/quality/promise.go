package quality

import (
	"context"
	"fmt"
	"time"

	"go.uber.org/zap"

	"firstline/internal/desk"
	"firstline/internal/quality/draw"
	"firstline/internal/store/dbq"
)

// ahead is for how many days to come seeds are promised: a desk that stands still for as long can draw all the same.
const ahead = 7

// promise writes what is still to be promised. A day that has begun is promised only if nobody has: it is bound.
func (s *Service) promise(ctx context.Context, today Day, now time.Time) error {
	var made []string
	defer func() {
		if len(made) > 0 {
			s.o.Log.Info("seeds of days are promised", zap.Strings("promises", made))
		}
	}()
	for n := range ahead + 1 {
		day := today.Plus(n)
		mine := s.seed(day).Promise()
		rows, err := s.o.Record.PromisesOf(ctx, string(day))
		if err != nil {
			return fmt.Errorf("read the promises of %s: %w", day, err)
		}
		bound, _, ok := Binding(promisesOf(rows), desk.At(day.At(0, s.o.Zone)))
		switch {
		case ok && bound.Text == mine:
			continue
		case n == 0 && ok:
			s.o.Log.Warn("today's seed was promised under another seal key: this node cannot draw today; give all nodes the same key", zap.String("day", string(day)))
			continue
		}
		written, err := s.putPromise(ctx, day, mine, now)
		if err != nil {
			return err
		}
		if written {
			made = append(made, string(day)+" "+mine)
		}
	}
	return nil
}

// putPromise says whether the promise is new.
func (s *Service) putPromise(ctx context.Context, day Day, text string, now time.Time) (bool, error) {
	row := dbq.DrawPromise{Day: string(day), Promise: text, At: int64(desk.At(now))}
	row.Mac = macOfPromise(s.o.Key, row)
	var written int64
	err := s.o.Record.Write(ctx, func(q *dbq.Queries) (err error) {
		written, err = q.PutPromise(ctx, dbq.PutPromiseParams(row))
		return err
	})
	if err != nil {
		return false, fmt.Errorf("promise the seed of %s: %w", day, err)
	}
	return written > 0, nil
}

func (s *Service) seed(day Day) draw.Seed { return draw.NewSeed(s.o.Key, s.o.Desk, string(day)) }

func promisesOf(rows []dbq.DrawPromise) []Promise {
	out := make([]Promise, len(rows))
	for i, r := range rows {
		out[i] = Promise{Text: r.Promise, At: desk.Millis(r.At)}
	}
	return out
}
