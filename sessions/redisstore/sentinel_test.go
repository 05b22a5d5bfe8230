package redisstore_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"firstline/internal/testenv"
	"firstline/sessions/redisstore"
)

// TestSentinel finds the master through a Sentinel and follows a failover to its replica: what was there stays, the epoch
// too, and the subscriber is told.
func TestSentinel(t *testing.T) {
	t.Parallel()
	master, replica := testenv.Redis(t), testenv.Redis(t)
	control := control(t, replica.Addr)
	host, port, err := net.SplitHostPort(master.Addr)
	must(t, err)
	must(t, control.ReplicaOf(t.Context(), host, port).Err())
	eventually(t, "the replica follows", func() bool {
		return control.InfoMap(t.Context(), "replication").Item("Replication", "master_link_status") == "up"
	})
	sentinel := startSentinel(t, host, port)
	eventually(t, "the Sentinel knows the replica", func() bool {
		replicas := redis.NewSliceCmd(t.Context(), "sentinel", "replicas", "desk")
		return sentinel.Process(t.Context(), replicas) == nil && len(replicas.Val()) == 1
	})
	s := open(t, redisstore.Options{Addrs: []string{sentinel.Options().Addr}, Master: "desk"})
	s.HearWithin(50*time.Millisecond, 500*time.Millisecond)
	var in hints
	stop, err := s.Subscribe("hub", in.handle)
	must(t, err)
	defer stop()
	before := epoch(t, s)
	fill(t, s)
	expectFilled(t, s)
	must(t, s.Client().Do(t.Context(), "wait", 1, 400).Err())
	eventually(t, "the Sentinel begins a failover", func() bool {
		return sentinel.Do(t.Context(), "sentinel", "failover", "desk").Err() == nil
	})
	eventually(t, "the replica is master", func() bool {
		return control.InfoMap(t.Context(), "replication").Item("Replication", "role") == "master"
	})
	eventually(t, "the store has followed", everythingWorks(t, s))
	eventually(t, "the subscriber is told", func() bool { return in.missed.Load() > 0 })
	expectFilled(t, s)
	if epoch(t, s) != before {
		t.Error("the epoch changed without a loss")
	}
}

// control is a client to look at one server.
func control(t *testing.T, addr string) *redis.Client {
	t.Helper()
	c := redis.NewClient(&redis.Options{Addr: addr, MaxRetries: -1, DialerRetries: 1, PoolSize: 1})
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// startSentinel starts a Sentinel that watches one master under the name of desk.
func startSentinel(t *testing.T, host, port string) *redis.Client {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	addr := l.Addr().(*net.TCPAddr)
	must(t, l.Close())
	dir := t.TempDir()
	conf := filepath.Join(dir, "sentinel.conf")
	must(t, os.WriteFile(conf, fmt.Appendf(nil, "port %d\nbind 127.0.0.1\ndir %s\nprotected-mode no\n"+
		"sentinel monitor desk %s %s 1\nsentinel down-after-milliseconds desk 1000\nsentinel failover-timeout desk 10000\n",
		addr.Port, dir, host, port), 0o600))
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, "redis-server", conf, "--sentinel")
	must(t, cmd.Start())
	t.Cleanup(func() { cancel(); _ = cmd.Wait() })
	c := control(t, addr.String())
	eventually(t, "the Sentinel answers", func() bool { return c.Ping(t.Context()).Err() == nil })
	return c
}
