package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"firstline/internal/testenv"
)

// own is how many sessions the agent has open whose screen is measured.
const own = 40

// spoken is a line of the measuring browser.
type spoken struct {
	Phase   string
	Error   string
	Figures map[string][]float64
}

// screen measures the inbox in a real browser: an agent with 40 sessions of 5,000 that are open, two messages a second
// arriving, and in the end a shift of eight hours in as many minutes as -runs says.
func (r *run) screen(ctx context.Context) error {
	held, err := r.hold(ctx, own*agents)
	if err != nil {
		return err
	}
	gone, err := present(ctx, held)
	defer gone()
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx) // a browser that nobody listens to any more would wait for ever
	defer stop()
	browser, err := r.browser(ctx, held[0].by)
	if err != nil {
		return err
	}
	lines, err := browser.StdoutPipe()
	if err != nil {
		return err
	}
	if err := browser.Start(); err != nil {
		return err
	}
	got, err := r.listen(ctx, bufio.NewScanner(lines), held)
	if err != nil {
		stop()
	}
	if e := browser.Wait(); err == nil && e != nil {
		err = e
	}
	if err != nil {
		return err
	}
	return r.felt(got)
}

// browser is the program that measures, signed in as the person.
func (r *run) browser(ctx context.Context, p *person) (*exec.Cmd, error) {
	chromium, err := testenv.FindChromium()
	if err != nil {
		return nil, err
	}
	dir, err := scriptsFolder(ctx)
	if err != nil {
		return nil, err
	}
	scene, err := json.Marshal(map[string]any{"url": "http://" + r.addr, "cookie": p.cookie, "browser": chromium, "rounds": 2 + 3*r.runs(),
		"keys": 100 * r.runs(), "scripts": 2000, "idle": int(r.length(time.Minute).Seconds()), "shift": int(r.length(r.shift()).Seconds())})
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, "node", "measure.mjs")
	cmd.Dir, cmd.Env, cmd.Stderr = dir, append(os.Environ(), "FIRSTLINE_MEASURE="+string(scene)), os.Stderr
	return cmd, nil
}

// scriptsFolder is where the browser's programs and their packages lie.
func scriptsFolder(ctx context.Context) (string, error) {
	mod, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(string(mod[:max(0, len(mod)-1)]), "internal", "e2e", "browser")
	if _, err := os.Stat(filepath.Join(dir, "node_modules")); err != nil {
		return "", fmt.Errorf("bench: the browser's packages are not installed: npm ci in %s", dir)
	}
	return dir, nil
}

// An eight-hour shift at two messages a second, in little time.
const (
	hours = 8
	quick = 200 // messages a second
)

func (r *run) shift() time.Duration { return hours * time.Hour * 2 / quick }

// listen makes the load that belongs to what the browser does, and gives what it measured.
func (r *run) listen(ctx context.Context, lines *bufio.Scanner, held []holding) (map[string][]float64, error) {
	stop := r.arriving(ctx, 2, held)
	defer func() { stop() }()
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var s spoken
		if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
			return nil, fmt.Errorf("bench: the browser said %q: %w", lines.Text(), err)
		}
		switch {
		case s.Error != "":
			return nil, errors.New("bench: in the browser: " + s.Error)
		case s.Phase == "calm":
			stop()
			stop = func() {}
		case s.Phase == "shift":
			stop = r.arriving(ctx, quick, held)
		default:
			return s.Figures, nil
		}
	}
	return nil, errors.Join(errors.New("bench: the browser said nothing in the end"), lines.Err())
}

// arriving has so many messages a second come until stop, one of ten of them for the person who is looked at.
func (r *run) arriving(ctx context.Context, rate float64, held []holding) (stop func()) {
	u := r.updates()
	mine := slices.DeleteFunc(slices.Clone(held), func(h holding) bool { return h.by != held[0].by })
	u.Chat = func(n int64) int64 {
		if n%10 == 0 {
			return mine[n/10%int64(len(mine))].chat
		}
		return first + n*2654435761%r.seeded
	}
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = Load{Addr: r.addr, Conns: 4, For: time.Hour, Rate: rate, Request: u.Request}.Run(ctx)
	}()
	return func() { cancel(); <-done }
}

// felt reports what the browser measured against what issue and design promise (ui.md 5.6).
func (r *run) felt(got map[string][]float64) error {
	for _, f := range []struct {
		name, of, unit string
		q, must        float64
	}{
		{"list painted, nothing cached, median", "arrive", "ms", .5, 1000},
		{"key → paint in the composer, p95", "keystroke", "ms", .95, 50},
		{"to a session that was open before, p95", "turn", "ms", .95, 100},
		{"to a session that was not, p95", "open", "ms", .95, 400},
		{"interaction → paint (INP), p95", "interaction", "ms", .95, 100},
		{"longest block while the list of 5,000 scrolls", "scroll", "ms", 1, 50},
		{"script picker opens, p95", "picker", "ms", .95, 50},
		{"key → what is found of 2,000 scripts, p95", "find", "ms", .95, 50},
		{"key → paint below 10,000 messages, p95", "long", "ms", .95, 50},
		{"requests of an idle agent", "idle", "a minute", 1, 5},
	} {
		values := slices.Sorted(slices.Values(got[f.of]))
		if len(values) == 0 {
			return fmt.Errorf("bench: the browser measured no %q", f.of)
		}
		v := values[min(int(f.q*float64(len(values))), len(values)-1)]
		r.rep.add("screen", f.name, f.unit, most(f.must), v)
		r.say("screen: %s: %.1f %s of %d", f.name, v, f.unit, len(values))
	}
	if len(got["heap"]) != 2 {
		return errors.New("bench: the browser measured no heap")
	}
	before, after := got["heap"][0], got["heap"][1]
	r.rep.add("screen", "heap behind eight hours' messages", "× of before", most(1.1), after/before)
	r.say("screen: heap %.1f → %.1f MiB", before, after)
	return nil
}
