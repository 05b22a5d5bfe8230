package testenv

import (
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"time"

	"github.com/redis/go-redis/v9"
)

// RedisServer is one redis-server that keeps nothing on disk.
type RedisServer struct {
	Addr string // host:port, the same over restarts

	path, dir string
	args      []string
	process   *process
}

// patience is how long a server may take to come up on a machine that is busy
// with a whole test run.
const patience = 60 * time.Second

// StartRedis starts a server. Close it.
func StartRedis() (*RedisServer, error) { return startRedis() }

// startRedis takes more arguments, and tries other ports when one was taken
// between finding and using it.
func startRedis(more ...string) (*RedisServer, error) {
	path, err := find("redis-server", "redis-server")
	if err != nil {
		return nil, err
	}
	for try := 0; ; try++ {
		s, err := newRedis(path, more)
		if err == nil {
			return s, nil
		}
		if try == 3 {
			return nil, err
		}
	}
}

func newRedis(path string, more []string) (*RedisServer, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	dir, err := newDir("redis")
	if err != nil {
		return nil, err
	}
	s := &RedisServer{Addr: addr(port), path: path, dir: dir, args: append([]string{
		"--port", strconv.Itoa(port), "--bind", "127.0.0.1", "--dir", dir, "--save", "", "--appendonly", "no",
		"--daemonize", "no", "--loglevel", "warning", "--maxmemory-policy", "noeviction",
	}, more...)}
	if err := s.Start(); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// Start starts a stopped server again, empty, at the same address.
func (s *RedisServer) Start() error {
	p, err := start(exec.Command(s.path, s.args...), s.dir, syscall.SIGKILL)
	if err != nil {
		return err
	}
	s.process = p
	return p.until("redis-server", patience, func() error {
		// The client logs every refused connection; a plain dial does not.
		door, err := net.Dial("tcp", s.Addr)
		if err != nil {
			return err
		}
		_ = door.Close()
		// Somebody else may answer at the port; INFO tells who it is.
		return s.do(func(ctx context.Context, c *redis.Client) error {
			if c.InfoMap(ctx, "server").Item("Server", "process_id") != strconv.Itoa(p.pid()) {
				return errors.New("the port is not answered by our process")
			}
			return nil
		})
	})
}

// Stop ends the server at once, as a crash does.
func (s *RedisServer) Stop() {
	if s.process != nil {
		s.process.stop(syscall.SIGKILL, 0)
	}
}

// Restart is a crash and a new start; nothing survives.
func (s *RedisServer) Restart() error {
	s.Stop()
	return s.Start()
}

// Close stops the server for good and removes its folder.
func (s *RedisServer) Close() {
	s.Stop()
	_ = os.RemoveAll(s.dir)
}

// Pause freezes the server: connections stay open and nothing is answered.
func (s *RedisServer) Pause() error { return s.process.signal(syscall.SIGSTOP) }

// Cont ends a Pause.
func (s *RedisServer) Cont() error { return s.process.signal(syscall.SIGCONT) }

// FlushAll empties the server.
func (s *RedisServer) FlushAll() error {
	return s.do(func(ctx context.Context, c *redis.Client) error { return c.FlushAll(ctx).Err() })
}

// do runs f with a connection of its own, so that no pool outlives the call.
func (s *RedisServer) do(f func(context.Context, *redis.Client) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	c := redis.NewClient(&redis.Options{Addr: s.Addr, MaxRetries: -1, DialerRetries: 1, PoolSize: 1})
	defer func() { _ = c.Close() }()
	return f(ctx, c)
}
