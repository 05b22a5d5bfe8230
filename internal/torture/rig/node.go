package rig

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Node is one Firstline process and its place: it can be started again and again at the same address.
type Node struct {
	Name string
	Base string // http://127.0.0.1:port

	binary, config, log, data string

	mu      sync.Mutex
	process *process
	began   time.Time
	frozen  bool
}

// Start starts the process; it does not wait until it serves. env is added to the environment.
func (n *Node) Start(env ...string) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.process != nil && !n.process.ended() {
		return fmt.Errorf("node %s runs already", n.Name)
	}
	cmd := exec.Command(n.binary, "serve", "--config", n.config)
	cmd.Env = append(clean(os.Environ()), env...)
	p, err := start(cmd, n.log)
	if err != nil {
		return err
	}
	n.process, n.began, n.frozen = p, time.Now(), false
	return nil
}

// clean leaves out what would reconfigure the program from outside.
func clean(env []string) []string {
	var out []string
	for _, v := range env {
		if !strings.HasPrefix(v, "FIRSTLINE_") {
			out = append(out, v)
		}
	}
	return out
}

// probe asks the node itself, over a connection of its own.
func probe() *http.Client {
	return &http.Client{Timeout: time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
}

// Ready asks /readyz once; nil means that the node can accept.
func (n *Node) Ready(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, n.Base+"/readyz", nil)
	if err != nil {
		return err
	}
	resp, err := probe().Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	_, _ = io.Copy(io.Discard, resp.Body)
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("readyz says %s", resp.Status)
	}
	return nil
}

// WaitReady waits until the node is ready and says how long after its start that was. It fails at once when the
// process ends.
func (n *Node) WaitReady(ctx context.Context, limit time.Duration) (time.Duration, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		err := n.Ready(ctx)
		if err == nil {
			return time.Since(n.started()), nil
		}
		select {
		case <-tick.C:
		case <-n.Ended():
			return 0, fmt.Errorf("node %s ended before it was ready\n%s", n.Name, n.Tail())
		case <-ctx.Done():
			return 0, fmt.Errorf("node %s is not ready after %s: %w\n%s", n.Name, time.Since(n.started()).Round(time.Millisecond), err, n.Tail())
		}
	}
}

func (n *Node) started() time.Time {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.began
}

func (n *Node) current() *process {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.process
}

// Ended is closed when the current process has ended; closed too when there is none.
func (n *Node) Ended() <-chan struct{} {
	if p := n.current(); p != nil {
		return p.done
	}
	none := make(chan struct{})
	close(none)
	return none
}

// Up says whether the process runs and is not frozen.
func (n *Node) Up() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.process != nil && !n.process.ended() && !n.frozen
}

// Pid is the process's number, 0 when none runs.
func (n *Node) Pid() int {
	if p := n.current(); p != nil && !p.ended() {
		return p.cmd.Process.Pid
	}
	return 0
}

// Kill is kill -9; it returns when the process is gone.
func (n *Node) Kill() {
	if p := n.current(); p != nil {
		p.stop(syscall.SIGKILL, time.Minute)
	}
}

// Freeze is SIGSTOP: connections stay open and nothing is answered.
func (n *Node) Freeze() error { return n.frost(syscall.SIGSTOP, true) }

// Thaw is SIGCONT: the process goes on as if no time had passed.
func (n *Node) Thaw() error { return n.frost(syscall.SIGCONT, false) }

func (n *Node) frost(s syscall.Signal, frozen bool) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.process == nil || n.process.ended() {
		return errors.New("no process runs")
	}
	n.frozen = frozen
	return n.process.signal(s)
}

// Stop shuts the node down in order and says how long that took; ok is false when it had to be killed.
func (n *Node) Stop(patience time.Duration) (took time.Duration, ok bool) {
	p := n.current()
	if p == nil || p.ended() {
		return 0, true
	}
	_ = p.signal(syscall.SIGCONT)
	from := time.Now()
	ok = p.stop(syscall.SIGTERM, patience)
	return time.Since(from), ok && p.cmd.ProcessState.Success()
}

// Tail is the end of the node's log.
func (n *Node) Tail() string {
	data, err := os.ReadFile(n.log)
	if err != nil {
		return err.Error()
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	return strings.Join(lines[max(0, len(lines)-12):], "\n")
}

// Killed says whether the last process was ended by SIGKILL.
func (n *Node) Killed() bool {
	p := n.current()
	if p == nil || !p.ended() || p.cmd.ProcessState == nil {
		return false
	}
	s, ok := p.cmd.ProcessState.Sys().(syscall.WaitStatus)
	return ok && s.Signaled() && s.Signal() == syscall.SIGKILL
}
