package testenv

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// Stop shuts the server down in order; open connections are cut.
func (s *PostgresServer) Stop() {
	if s.process == nil {
		return
	}
	_ = s.Cont() // a frozen server could not hear the signal
	s.process.stop(syscall.SIGINT, 20*time.Second)
}

// Kill ends the server and all its backends at once. What was committed is on the
// next Start.
func (s *PostgresServer) Kill() error {
	children, err := s.freeze()
	if err != nil {
		return err
	}
	for _, pid := range children {
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
	s.process.stop(syscall.SIGKILL, 0)
	return s.gone(children)
}

// gone waits until the backends have ended too: a new server refuses the folder
// while one of them is still attached to the old shared memory.
func (s *PostgresServer) gone(children []int) error {
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	deadline := time.After(patience)
	for _, pid := range children {
		for alive(pid) {
			select {
			case <-deadline:
				return fmt.Errorf("backend %d does not end", pid)
			case <-tick.C:
			}
		}
	}
	return nil
}

// Pause freezes the server and every backend: connections stay open, nothing is
// answered, new connections are accepted by the kernel only.
func (s *PostgresServer) Pause() error {
	_, err := s.freeze()
	return err
}

// freeze stops the parent first, so that no child is born unseen.
func (s *PostgresServer) freeze() ([]int, error) {
	if err := s.process.signal(syscall.SIGSTOP); err != nil {
		return nil, err
	}
	children, err := childrenOf(s.process.pid())
	for _, pid := range children {
		_ = syscall.Kill(pid, syscall.SIGSTOP) // one that has just ended needs none
	}
	return children, err
}

// Cont ends a Pause.
func (s *PostgresServer) Cont() error {
	if s.process.ended() {
		return errors.New("the server has ended")
	}
	children, err := childrenOf(s.process.pid())
	for _, pid := range children {
		_ = syscall.Kill(pid, syscall.SIGCONT)
	}
	return errors.Join(err, s.process.signal(syscall.SIGCONT))
}

// Close stops the server for good, without ceremony, and removes its folder.
func (s *PostgresServer) Close() {
	if s.process != nil && !s.process.ended() {
		_ = s.Cont()
		s.process.stop(syscall.SIGQUIT, 10*time.Second)
	}
	_ = os.RemoveAll(s.dir)
}

// childrenOf reads the process table. Each backend is the leader of its own
// session, so no group signal reaches them all.
func childrenOf(parent int) ([]int, error) {
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return nil, err
	}
	var children []int
	for _, path := range stats {
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(path)))
		if fields := statOf(pid); len(fields) > 1 && string(fields[1]) == strconv.Itoa(parent) {
			children = append(children, pid)
		}
	}
	return children, nil
}

// alive is false for a process that has ended and only waits to be collected.
func alive(pid int) bool {
	fields := statOf(pid)
	return len(fields) > 0 && string(fields[0]) != "Z"
}

// statOf returns state, parent and so on of a process; nothing when it is gone. The
// name before them is in brackets and may hold anything.
func statOf(pid int) [][]byte {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return nil
	}
	return bytes.Fields(data[bytes.LastIndexByte(data, ')')+1:])
}
