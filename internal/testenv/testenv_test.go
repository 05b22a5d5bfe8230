package testenv

import (
	"context"
	"errors"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/redis/go-redis/v9"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(Wrap(m)) }

func TestRedisFaults(t *testing.T) {
	t.Parallel()
	s := Redis(t)
	c := redis.NewClient(&redis.Options{Addr: s.Addr, MaxRetries: -1, ReadTimeout: 200 * time.Millisecond, ContextTimeoutEnabled: true})
	defer func() { _ = c.Close() }()
	set := func() error { return c.Set(t.Context(), "k", "v", 0).Err() }
	empty := func() bool { return errors.Is(c.Get(t.Context(), "k").Err(), redis.Nil) }
	ok(t, set())
	ok(t, s.FlushAll())
	if !empty() {
		t.Error("FlushAll left a key")
	}
	ok(t, set())
	ok(t, s.Pause())
	if set() == nil {
		t.Error("a paused server answers")
	}
	ok(t, s.Cont())
	ok(t, s.Restart())
	if !empty() {
		t.Error("a key outlived a restart")
	}
	s.Stop()
	if set() == nil {
		t.Error("a stopped server answers")
	}
	ok(t, s.Start())
	ok(t, set())
}

func TestRedisCluster(t *testing.T) {
	t.Parallel()
	c := OwnRedisCluster(t)
	r := redis.NewClusterClient(&redis.ClusterOptions{Addrs: c.Addrs})
	defer func() { _ = r.Close() }()
	for _, k := range []string{"a", "b", "c", "d", "e", "f"} {
		ok(t, r.Set(t.Context(), k, k, 0).Err())
	}
	ok(t, c.FlushAll())
	if err := r.Get(t.Context(), "a").Err(); !errors.Is(err, redis.Nil) {
		t.Errorf("after FlushAll: %v", err)
	}
	ok(t, c.Nodes[1].Restart())
	ok(t, c.Nodes[1].process.until("the node", patience, c.Nodes[1].joined))
	if shared := RedisCluster(t); len(shared) != 3 {
		t.Errorf("the shared cluster is %v", shared)
	}
}

func TestPostgresDatabasesAreApart(t *testing.T) {
	t.Parallel()
	a, b := Postgres(t), Postgres(t)
	for _, dsn := range []string{a, b} {
		ok(t, onPostgres(dsn, func(ctx context.Context, c *pgx.Conn) error {
			_, err := c.Exec(ctx, "CREATE TABLE t (x text COLLATE \"C\")")
			return err
		}))
	}
	for _, setting := range []string{"fsync", "synchronous_commit", "full_page_writes"} {
		ok(t, onPostgres(a, func(ctx context.Context, c *pgx.Conn) error {
			var v string
			err := c.QueryRow(ctx, "SHOW "+setting).Scan(&v)
			if v != "on" {
				t.Errorf("%s is %q", setting, v)
			}
			return err
		}))
	}
}

func TestPostgresFaults(t *testing.T) {
	t.Parallel()
	s := OwnPostgres(t)
	dsn, err := s.NewDatabase()
	ok(t, err)
	exec := func(limit time.Duration, sql string) error {
		ctx, cancel := context.WithTimeout(t.Context(), limit)
		defer cancel()
		c, err := pgx.Connect(ctx, dsn)
		if err != nil {
			return err
		}
		defer func() { _ = c.Close(context.WithoutCancel(ctx)) }()
		_, err = c.Exec(ctx, sql)
		return err
	}
	ok(t, exec(time.Minute, "CREATE TABLE t (x int)"))
	ok(t, s.Kill())
	if exec(time.Second, "SELECT 1") == nil {
		t.Error("a killed server answers")
	}
	ok(t, s.Start())
	ok(t, exec(time.Minute, "INSERT INTO t VALUES (1)"))
	ok(t, s.Pause())
	if exec(300*time.Millisecond, "SELECT 1") == nil {
		t.Error("a paused server answers")
	}
	ok(t, s.Cont())
	ok(t, exec(time.Minute, "INSERT INTO t VALUES (2)"))
	s.Stop()
	ok(t, s.Start())
	ok(t, exec(time.Minute, "SELECT x FROM t"))
	ok(t, dropDatabase(s.DSN("postgres"), dsn))
}

func TestChromiumIsThere(t *testing.T) {
	t.Parallel()
	if path := Chromium(t); !strings.HasPrefix(path, "/") {
		t.Errorf("got %q", path)
	}
}

func TestSharedRedisIsOne(t *testing.T) {
	t.Parallel()
	if a, b := SharedRedis(t), SharedRedis(t); a != b || a == "" {
		t.Errorf("got %q and %q", a, b)
	}
}

func TestClosedServersLeaveNothing(t *testing.T) {
	t.Parallel()
	s, err := StartRedis()
	check(t, err)
	s.Close()
	if _, err := os.Stat(s.dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder is still there: %v", err)
	}
	if alive(s.process.pid()) {
		t.Error("the server is still there")
	}
}

func TestDSNIsAURL(t *testing.T) {
	t.Parallel()
	u, err := url.Parse((&PostgresServer{port: 1}).DSN("x"))
	if err != nil || u.Path != "/x" || u.Host != "127.0.0.1:1" {
		t.Errorf("got %v, %v", u, err)
	}
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
