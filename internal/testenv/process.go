package testenv

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// process is one child. It dies with us, however we die.
type process struct {
	cmd  *exec.Cmd
	log  string
	done chan struct{} // closed when it has ended
}

// start runs cmd with its output in dir/log. last is the signal that the kernel
// sends it when we die without stopping it.
func start(cmd *exec.Cmd, dir string, last syscall.Signal) (*process, error) {
	p := &process{cmd: cmd, log: filepath.Join(dir, "log"), done: make(chan struct{})}
	out, err := os.OpenFile(p.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, err
	}
	defer func() { _ = out.Close() }()
	cmd.Stdout, cmd.Stderr = out, out
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Pdeathsig = last
	cmd.SysProcAttr.Setpgid = true // ^C at the terminal is for us; we stop the child in order
	started := make(chan error)
	go p.keep(started)
	if err := <-started; err != nil {
		return nil, err
	}
	return p, nil
}

// keep starts the child and waits for its end on one thread: Pdeathsig fires when
// the thread that started the child ends, and Go ends threads as it likes.
func (p *process) keep(started chan<- error) {
	runtime.LockOSThread()
	err := p.cmd.Start()
	started <- err
	if err != nil {
		return
	}
	_ = p.cmd.Wait() // how it ended is in the log; ended tells that it did
	close(p.done)
}

func (p *process) pid() int { return p.cmd.Process.Pid }

func (p *process) ended() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

// signal reaches the child only: os.Process refuses once it has been waited for.
func (p *process) signal(s syscall.Signal) error { return p.cmd.Process.Signal(s) }

// stop asks with s, and kills after patience. It returns when the child is gone.
func (p *process) stop(s syscall.Signal, patience time.Duration) {
	_ = p.signal(s) // an error means that it has ended already
	select {
	case <-p.done:
		return
	case <-time.After(patience):
	}
	_ = p.signal(syscall.SIGKILL)
	<-p.done
}

// failed explains a child that did not come up, with the end of its log.
func (p *process) failed(what string, cause error) error {
	data, _ := os.ReadFile(p.log)
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	tail := lines[max(0, len(lines)-10):]
	return fmt.Errorf("%s did not come up: %w\n%s", what, cause, strings.Join(tail, "\n"))
}

// until polls ready every few milliseconds. It gives up when the child ends or
// after limit, with the last error.
func (p *process) until(what string, limit time.Duration, ready func() error) error {
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	deadline := time.After(limit)
	for {
		err := ready()
		if err == nil {
			return nil
		}
		select {
		case <-p.done:
			return p.failed(what, fmt.Errorf("it ended: %s", p.cmd.ProcessState))
		case <-deadline:
			return p.failed(what, err)
		case <-tick.C:
		}
	}
}
