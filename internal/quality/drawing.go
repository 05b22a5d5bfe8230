package quality

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"go.uber.org/zap"

	"firstline/internal/desk"
	"firstline/internal/quality/draw"
	"firstline/internal/store/dbq"
)

const (
	leaseName = "draw"
	// leaseFor is far longer than a draw takes; a node that dies while it draws keeps the others waiting for as long.
	leaseFor = 2 * time.Minute
)

// drawDue draws the promised days that are over and whose hour has come. whole is false when something is left that
// another node may be doing.
func (s *Service) drawDue(ctx context.Context, today Day, now time.Time) (whole bool, err error) {
	days, err := s.o.Record.UndrawnDays(ctx, string(today))
	if err != nil {
		return false, fmt.Errorf("look for days to draw: %w", err)
	}
	whole = true
	for _, d := range days {
		day := Day(d)
		if now.Before(day.Plus(1).At(s.o.At, s.o.Zone)) {
			continue
		}
		done, err := s.drawDay(ctx, day)
		if err != nil {
			return false, fmt.Errorf("draw %s: %w", day, err)
		}
		whole = whole && done
	}
	return whole, nil
}

// drawDay draws one day under the lease, so that of many nodes one does the work; that a day is drawn once is for the
// key of the table to say. done is false when another node is at it.
func (s *Service) drawDay(ctx context.Context, day Day) (done bool, err error) {
	rows, err := s.o.Record.PromisesOf(ctx, string(day))
	if err != nil {
		return false, err
	}
	seed := s.seed(day)
	bound, _, ok := Binding(promisesOf(rows), desk.At(day.At(0, s.o.Zone)))
	if !ok || bound.Text != seed.Promise() {
		s.o.Log.Error("a day cannot be drawn: its seed was promised under another seal key", zap.String("day", string(day)))
		return true, nil // no later attempt of this node could
	}
	mine, err := s.takeLease(ctx)
	if err != nil || !mine {
		return false, err
	}
	defer s.giveUpLease(ctx)
	return true, s.drawUnder(ctx, day, seed)
}

func (s *Service) takeLease(ctx context.Context) (bool, error) {
	now := desk.At(s.o.Now())
	err := s.o.Record.Write(ctx, func(q *dbq.Queries) error {
		_, err := q.TakeLease(ctx, dbq.TakeLeaseParams{Name: leaseName, Holder: s.o.Node, Until: int64(now.Add(leaseFor)), Now: int64(now)})
		return err
	})
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

func (s *Service) giveUpLease(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second) // also of a node that stops
	defer cancel()
	err := s.o.Record.Write(ctx, func(q *dbq.Queries) error {
		return q.GiveUpLease(ctx, dbq.GiveUpLeaseParams{Name: leaseName, Holder: s.o.Node})
	})
	if err != nil {
		s.o.Log.Warn("the lease of the draw cannot be given up; it runs out", zap.Error(err))
	}
}

// Tally is how many there were of one agent and how many of them were drawn.
type Tally struct {
	Agent      desk.AgentID `json:"agent"`
	Population int          `json:"population"`
	Drawn      int          `json:"drawn"`
}

func (s *Service) drawUnder(ctx context.Context, day Day, seed draw.Seed) error {
	from, until := day.At(0, s.o.Zone), day.Plus(1).At(0, s.o.Zone)
	population, err := s.population(ctx, desk.At(from), desk.At(until))
	if err != nil {
		return err
	}
	sample := draw.Draw(population, s.o.Settings, seed)
	row, items, err := s.rowsOf(day, seed, population, sample)
	if err != nil {
		return err
	}
	fresh, err := s.put(ctx, row, items)
	if err != nil {
		return err
	}
	if fresh {
		s.o.Log.Info("the day's sample is drawn", zap.String("day", string(day)), zap.Int("population", len(population)), zap.Int("items", len(items)),
			zap.Int("agents", len(sample)), zap.Stringer("seed", seed), zap.String("population_hash", row.Hash))
	}
	return nil
}

// rowsOf gives a draw its stored form.
func (s *Service) rowsOf(day Day, seed draw.Seed, p draw.Population, sample draw.Sample) (dbq.Draw, []dbq.DrawItem, error) {
	now := desk.At(s.o.Now())
	tally := make([]Tally, len(sample))
	var items []dbq.DrawItem
	for i, d := range sample {
		tally[i] = Tally{Agent: d.Agent, Population: d.Population, Drawn: len(d.Picks)}
		for _, k := range d.Picks {
			item := dbq.DrawItem{Day: string(day), Agent: string(d.Agent), N: int64(k.N), Session: string(k.Session), Stratum: k.Stratum, At: int64(now)}
			item.Mac = macOfItem(s.o.Key, item)
			items = append(items, item)
		}
	}
	settings, err := json.Marshal(s.o.Settings)
	if err != nil {
		return dbq.Draw{}, nil, err
	}
	counts, err := json.Marshal(tally)
	if err != nil {
		return dbq.Draw{}, nil, err
	}
	row := dbq.Draw{Day: string(day), At: int64(now), Node: s.o.Node, Zone: s.o.Zone.String(), FromAt: int64(desk.At(day.At(0, s.o.Zone))),
		UntilAt: int64(desk.At(day.Plus(1).At(0, s.o.Zone))), Settings: string(settings), Seed: seed.String(), Promise: seed.Promise(),
		Hash: p.Hash(), Tally: string(counts), Population: p.String()}
	row.Mac = macOfDraw(s.o.Key, headOf(row))
	return row, items, nil
}

func headOf(d dbq.Draw) dbq.DrawHeadRow {
	return dbq.DrawHeadRow{Day: d.Day, At: d.At, Node: d.Node, Zone: d.Zone, FromAt: d.FromAt, UntilAt: d.UntilAt, Settings: d.Settings, Seed: d.Seed,
		Promise: d.Promise, Hash: d.Hash, Tally: d.Tally, Mac: d.Mac}
}

// put writes the draw and its items in one transaction; fresh is false when the day was drawn meanwhile.
func (s *Service) put(ctx context.Context, row dbq.Draw, items []dbq.DrawItem) (fresh bool, err error) {
	err = s.o.Record.Write(ctx, func(q *dbq.Queries) error {
		n, err := q.PutDraw(ctx, dbq.PutDrawParams(row))
		if fresh = n > 0; err != nil || !fresh {
			return err
		}
		for _, i := range items {
			n, err := q.PutDrawItem(ctx, dbq.PutDrawItemParams(i))
			if err != nil {
				return err
			}
			if n == 0 {
				return fmt.Errorf("session %s of agent %s was drawn before", i.Session, i.Agent)
			}
		}
		return nil
	})
	return fresh && err == nil, err
}
