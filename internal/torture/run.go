package torture

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"firstline/internal/fake/telegram"
	"firstline/internal/torture/agent"
	"firstline/internal/torture/checker"
	"firstline/internal/torture/rig"
)

// run is one run of a scenario.
type run struct {
	o     Options
	s     scenario
	ctx   context.Context
	dir   string
	world *rig.World
	rng   *rand.Rand
	info  checker.Run
	db    *sql.DB
	disk  *disk // only where the data folder is to run full

	agents   []*agent.Agent
	ledgers  []*agent.Ledger
	faults   *agent.Ledger
	load     *load
	figures  figures
	people   *errgroup.Group
	goHome   context.CancelFunc
	watching sync.WaitGroup
	stopLook context.CancelFunc
	broken   []string     // what the scenario itself found wrong
	backlog  [2]time.Time // when replies began to wait for a network with limits, and when none did any more
}

// Run carries out one scenario and prints what came of it. ok is false when an oracle does not hold; err is a harness
// that could not do its work.
func Run(ctx context.Context, o Options) (ok bool, err error) {
	s, known := scenarios()[o.Scenario]
	if !known {
		return false, fmt.Errorf("there is no scenario %q", o.Scenario)
	}
	o.complete(s)
	if err := o.check(s); err != nil {
		return false, err
	}
	r := &run{o: o, s: s, ctx: ctx, rng: rand.New(rand.NewPCG(o.Seed, 3))}
	defer r.close()
	if err := r.begin(); err != nil {
		return false, fmt.Errorf("%s: %w", o.Scenario, err)
	}
	playErr := s.play(r)
	if playErr != nil && ctx.Err() != nil {
		return false, ctx.Err()
	}
	if playErr != nil {
		r.broken = append(r.broken, playErr.Error())
	}
	if err := r.end(); err != nil {
		return false, fmt.Errorf("%s: %w", o.Scenario, err)
	}
	return r.judge()
}

// begin puts everything up and starts people and load.
func (r *run) begin() error {
	if err := r.folder(); err != nil {
		return err
	}
	binary := r.o.Binary
	if binary == "" {
		var err error
		if binary, err = rig.Build(r.ctx, r.dir); err != nil {
			return err
		}
	}
	o := rig.Options{Dir: r.dir, Binary: binary, Setup: r.o.Setup, Nodes: r.o.Nodes, Seed: r.o.Seed, DSN: r.o.DSN, Speedup: 20, Limits: telegram.Unlimited(),
		Agents: r.o.Agents, Capacity: 20, LeaseTTL: 2 * time.Second, Target: r.o.Target, Reopen: 400 * time.Millisecond, Hook: 3 * time.Second, Poll: r.s.poll}
	if r.s.limited {
		// The network's clock is real here: it says in seconds when to come back.
		o.Speedup, o.Limits, o.Pace = 1, telegram.Limits{PerChat: float64(r.o.Faster), Overall: 30 * float64(r.o.Faster)}, r.o.Faster
	}
	if err := r.small(&o); err != nil {
		return err
	}
	var err error
	if r.world, err = rig.New(r.ctx, o); err != nil {
		return err
	}
	if err := r.world.StartAll(r.ctx); err != nil {
		return err
	}
	if r.db, err = checker.Open(r.world.DSN()); err != nil {
		return err
	}
	r.info = checker.Run{Scenario: r.o.Scenario, Command: r.o.command(), Channel: rig.Channel, Database: r.world.DSN(), Started: time.Now(),
		Ordered: true, HandsOff: r.s.handsOff}
	return r.peopleAndLoad()
}

// small gives the embedded set-up a disk that can run full, where the scenario wants one.
func (r *run) small(o *rig.Options) (err error) {
	if r.o.Scenario == "sqlaway" {
		o.Hook = 10 * time.Second // a frozen record is given up after 5 s
	}
	if r.o.Scenario != "sqlaway" || r.o.Setup != rig.SQLite {
		return nil
	}
	o.Data = filepath.Join(r.dir, "small")
	if r.disk, err = newDisk(o.Data); err != nil {
		return err
	}
	r.disk.pid = func() int { return r.world.Nodes[0].Pid() }
	return nil
}

func (r *run) folder() (err error) {
	if r.dir = r.o.Keep; r.dir != "" {
		if err := os.MkdirAll(r.dir, 0o755); err != nil {
			return err
		}
		left, err := os.ReadDir(r.dir)
		if err == nil && len(left) > 0 {
			err = fmt.Errorf("the folder %s is not empty", r.dir)
		}
		if err != nil {
			return err
		}
		r.dir, err = filepath.Abs(r.dir)
		return err
	}
	r.dir, err = os.MkdirTemp("", "firstline-torture-")
	return err
}

func (r *run) ledger(name string) (*agent.Ledger, error) {
	l, err := agent.OpenLedger(filepath.Join(r.dir, name))
	if err == nil {
		r.ledgers = append(r.ledgers, l)
	}
	return l, err
}

func (r *run) peopleAndLoad() error {
	var all [4]*agent.Ledger
	for i, name := range []string{checker.CommandsFile, checker.ScreensFile, checker.SamplesFile, "faults.jsonl"} {
		l, err := r.ledger(name)
		if err != nil {
			return err
		}
		all[i] = l
	}
	r.faults = all[3]
	var home context.Context
	home, r.goHome = context.WithCancel(r.ctx)
	r.people, home = errgroup.WithContext(home)
	for i := range r.working() {
		a := agent.New(agent.Options{Base: r.world.Public, Login: rig.Login(i), Password: rig.Password, Dial: r.world.Spread.Dial,
			Seed: r.o.Seed + uint64(i), Commands: all[0], Screens: all[1], Habits: r.s.habits()})
		r.agents = append(r.agents, a)
		r.people.Go(func() error { return a.Run(home) })
	}
	var look context.Context
	look, r.stopLook = context.WithCancel(r.ctx)
	r.watching.Go(func() { r.sample(look, all[2]) })
	if !r.s.alone {
		r.load = startLoad(r.ctx, r)
	}
	return nil
}

// working is how many agents do their work by themselves.
func (r *run) working() int {
	if r.s.idle > 0 {
		return 0
	}
	return r.o.Agents
}

// sampleEvery is how often the record is looked at while the run goes on.
const sampleEvery = 200 * time.Millisecond

// sample looks at the record until ctx ends; while the record is away there is nothing to see.
func (r *run) sample(ctx context.Context, to *agent.Ledger) {
	tick := time.NewTicker(sampleEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		look, cancel := context.WithTimeout(ctx, 2*time.Second)
		s, err := checker.Look(look, r.db, time.Now().UnixMilli())
		cancel()
		if err == nil {
			to.Note(s)
		}
	}
}

// fault notes that something was done to the desk.
func (r *run) fault(what, whom string) {
	r.faults.Note(struct {
		At   int64  `json:"at"`
		What string `json:"what"`
		Whom string `json:"whom"`
	}{time.Now().UnixMilli(), what, whom})
}

// wait lets time pass under load.
func (r *run) wait(d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-r.ctx.Done():
		return r.ctx.Err()
	}
}

// fork gives what happens beside the scenario dice of its own.
func (r *run) fork(n uint64) *rand.Rand { return rand.New(rand.NewPCG(r.o.Seed, n)) }

// instant draws from 50 ms to most, evenly on a logarithmic scale: short ones matter as much as long ones.
func (r *run) instant(most time.Duration) time.Duration {
	const least = 50 * time.Millisecond
	return time.Duration(float64(least) * math.Pow(float64(most)/float64(least), r.rng.Float64()))
}

// close ends whatever still runs.
func (r *run) close() {
	if r.goHome != nil {
		r.goHome()
		_ = r.people.Wait()
	}
	if r.stopLook != nil {
		r.stopLook()
		r.watching.Wait()
	}
	if r.load != nil {
		r.load.stop()
	}
	if r.world != nil {
		r.world.Close()
	}
	if r.db != nil {
		_ = r.db.Close()
	}
	if r.disk != nil {
		_ = r.disk.release()
	}
	for _, l := range r.ledgers {
		_ = l.Close()
	}
}

func (r *run) writeInfo() error {
	data, err := json.MarshalIndent(r.info, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(r.dir, checker.RunFile), append(data, '\n'), 0o644)
}
