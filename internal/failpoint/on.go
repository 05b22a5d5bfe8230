//go:build failpoints

// Package failpoint names the instants between two effects, so that a crash harness can kill the process exactly there.
package failpoint

import (
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
)

// Variable is the environment variable "name:n": die at the n-th hit of name.
const Variable = "FIRSTLINE_FAILPOINT"

var armed = sync.OnceValues(func() (string, *counter) {
	name, n, ok := strings.Cut(os.Getenv(Variable), ":")
	if !ok {
		return "", nil
	}
	left, err := strconv.Atoi(n)
	if err != nil {
		return "", nil
	}
	return name, &counter{left: left}
})

type counter struct {
	mu   sync.Mutex
	left int
}

// Hit kills the process with SIGKILL if this is the armed instant: nothing is flushed, nothing is cleaned up.
func Hit(name string) {
	want, c := armed()
	if c == nil || want != name {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.left--; c.left <= 0 {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	}
}
