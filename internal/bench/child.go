package bench

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// child is a process that we started. It dies with us, however we die.
type child struct {
	cmd  *exec.Cmd
	done chan struct{}
}

// startChild starts cmd and keeps its thread: Pdeathsig fires when the thread that started the child ends.
func startChild(cmd *exec.Cmd) (*child, error) {
	c := &child{cmd: cmd, done: make(chan struct{})}
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true}
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			_ = cmd.Wait() // how it ended is in its log
			close(c.done)
		}
	}()
	return c, <-started
}

func (c *child) pid() int { return c.cmd.Process.Pid }

// stop asks the process to end, and kills it when it does not.
func (c *child) stop() {
	if c == nil {
		return
	}
	_ = c.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-c.done:
	case <-time.After(45 * time.Second):
		_ = c.cmd.Process.Kill()
		<-c.done
	}
}

// The bench's program is also its helpers: a helper that shared the loader's process would blur whose CPU time is whose.
const (
	helperEnv = "FIRSTLINE_TEST_BENCH_HELPER"
	dsnEnv    = "FIRSTLINE_TEST_BENCH_DSN"
)

// Helper runs as a helper and does not return, if this process was started as one. Programs that measure call it first.
func Helper() {
	var err error
	switch os.Getenv(helperEnv) {
	case "":
		return
	case "echo":
		err = serveEcho()
	case "telegram":
		err = serveTelegram()
	case "door":
		err = serveDoor(os.Getenv(dsnEnv))
	default:
		err = errors.New("bench: unknown helper")
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// startHelper starts this program as a helper and gives the address that it prints first.
func startHelper(kind string, env ...string) (*child, string, error) {
	exe, err := os.Executable()
	if err != nil {
		return nil, "", err
	}
	cmd := exec.Command(exe)
	cmd.Env = append(append(os.Environ(), helperEnv+"="+kind), env...)
	cmd.Stderr = os.Stderr
	r, w, err := os.Pipe()
	if err != nil {
		return nil, "", err
	}
	cmd.Stdout = w
	c, err := startChild(cmd)
	_ = w.Close()
	if err != nil {
		_ = r.Close()
		return nil, "", err
	}
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		c.stop()
		return nil, "", err
	}
	if line == "" {
		c.stop()
		return nil, "", fmt.Errorf("bench: the helper %s did not start", kind)
	}
	return c, strings.TrimSpace(line), nil
}
