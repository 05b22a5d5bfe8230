package torture

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"firstline/internal/torture/agent"
	"firstline/internal/torture/rig"
)

// claimed is how many sessions everybody wants at once: few, so that most claims meet others.
const claimed = 48

const (
	allWait    = "every session to wait"
	notWaiting = "SELECT 48 - count(*) FROM session WHERE phase = 'queued'" // claimed, less those that do
)

// claims lets all agents take the same few waiting sessions at the same time, on all nodes, and put back what they get.
// Each success has to be one assignment in the record, with nobody else between it and its return; the oracles look at
// holders, places and the history besides.
func claims(r *run) error {
	ledger, err := r.posts()
	if err != nil {
		return err
	}
	if err := r.ask(ledger, 0, claimed, 0); err != nil {
		return err
	}
	var ids []string
	if err := r.until(20*time.Second, allWait, notWaiting); err != nil {
		return err
	}
	if ids, err = r.queued(); err != nil {
		return err
	}
	won, err := r.rush(ids)
	if err != nil {
		return err
	}
	return r.compare(won)
}

func (r *run) queued() ([]string, error) {
	rows, err := r.db.QueryContext(r.ctx, "SELECT id FROM session WHERE phase = 'queued' ORDER BY id")
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var ids []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	if len(ids) != claimed {
		return nil, fmt.Errorf("%d sessions wait, want %d", len(ids), claimed)
	}
	return ids, rows.Err()
}

// rush has everybody claim until as many claims were made as there are messages. It gives who won what how often.
func (r *run) rush(ids []string) (map[[2]string]int, error) {
	var left atomic.Int64
	left.Store(int64(r.o.Messages))
	var mu sync.Mutex
	won := map[[2]string]int{}
	wins, lost, unsure := 0, 0, 0
	began := time.Now()
	g, ctx := errgroup.WithContext(r.ctx)
	for i := range r.o.Agents {
		a := agent.New(agent.Options{Base: r.world.Public, Login: rig.Login(i), Password: rig.Password, Dial: r.world.Spread.Dial, Seed: r.o.Seed + uint64(i)})
		g.Go(func() error {
			c, err := a.Claim(ctx, r.o.Seed<<8+uint64(i), ids, &left)
			mu.Lock()
			defer mu.Unlock()
			for id, n := range c.Won {
				won[[2]string{a.ID(), id}] += n
				wins += n
			}
			lost, unsure = lost+c.Lost, unsure+c.Unsure
			for _, text := range c.Odd {
				r.broken = append(r.broken, "a claim was answered: "+text)
			}
			return err
		})
	}
	err := g.Wait()
	took := time.Since(began)
	r.figures.note("claims", "%d by %d agents on %d sessions in %s: %.0f a second; %d won, %d lost, %d answers lost", r.o.Messages, r.o.Agents, len(ids), short(took),
		float64(r.o.Messages)/took.Seconds(), wins, lost, unsure)
	if unsure == 0 && wins == 0 {
		return nil, fmt.Errorf("nobody won anything")
	}
	return won, err
}

// compare holds what the agents were told against the record's own history.
func (r *run) compare(won map[[2]string]int) error {
	rows, err := r.db.QueryContext(r.ctx, "SELECT who, session, count(*) FROM event WHERE kind = 'assigned' GROUP BY who, session")
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var who, session string
		var n int
		if err := rows.Scan(&who, &session, &n); err != nil {
			return err
		}
		key := [2]string{who, session}
		if won[key] != n {
			r.broken = append(r.broken, fmt.Sprintf("%s was told %d times that it has %s, the record says %d", who, won[key], session, n))
		}
		delete(won, key)
	}
	for key, n := range won {
		r.broken = append(r.broken, fmt.Sprintf("%s was told %d times that it has %s, the record never says so", key[0], n, key[1]))
	}
	return rows.Err()
}
