package testenv

import (
	"os"
	"strings"
	"sync"
)

// The variables that name servers for a whole run.
const (
	envRedis    = "FIRSTLINE_TEST_REDIS"         // host:port
	envCluster  = "FIRSTLINE_TEST_REDIS_CLUSTER" // host:port,host:port,host:port
	envPostgres = "FIRSTLINE_TEST_POSTGRES"      // postgres://… of a database whose user may create others
	envPattern  = "FIRSTLINE_TEST_PATTERN"       // the name of a database there whose schema is up to date
	envSQLite   = "FIRSTLINE_TEST_SQLITE"        // the path of an SQLite file whose schema is up to date
)

// shared are this process's servers, started at the first call that needs them. It
// is the one package variable: tests have no common place to hand a server around.
var shared struct {
	redis    lazy[*RedisServer]
	cluster  lazy[*RedisNodes]
	postgres lazy[*PostgresServer]
}

// lazy starts something once.
type lazy[S interface{ Close() }] struct {
	once   sync.Once
	server S
	err    error
	up     bool
}

func (l *lazy[S]) get(start func() (S, error)) (S, error) {
	l.once.Do(func() {
		l.server, l.err = start()
		l.up = l.err == nil
	})
	return l.server, l.err
}

func (l *lazy[S]) close() {
	if l.up {
		l.server.Close()
	}
}

// SharedRedis returns the address of a server that other tests use at the same
// time: take a key prefix of your own, never empty it.
func SharedRedis(t T) string {
	t.Helper()
	if a := os.Getenv(envRedis); a != "" {
		return a
	}
	s, err := shared.redis.get(StartRedis)
	check(t, err)
	return s.Addr
}

// RedisCluster returns the addresses of a cluster that other tests use at the same
// time: take a key prefix of your own, never empty it.
func RedisCluster(t T) []string {
	t.Helper()
	if a := os.Getenv(envCluster); a != "" {
		return strings.Split(a, ",")
	}
	c, err := shared.cluster.get(StartRedisCluster)
	check(t, err)
	return c.Addrs
}

// Postgres returns the address of a database of the test's own with nothing in it but
// perhaps the schema, on a server that other tests use at the same time. It is dropped
// when the test ends.
func Postgres(t T) string {
	t.Helper()
	if pattern := os.Getenv(envPattern); pattern != "" {
		return own(t, pattern)
	}
	return own(t, empty)
}

// EmptyPostgres is Postgres without a schema.
func EmptyPostgres(t T) string {
	t.Helper()
	return own(t, empty)
}

func own(t T, pattern string) string {
	t.Helper()
	admin := os.Getenv(envPostgres)
	if admin == "" {
		s, err := shared.postgres.get(StartPostgres)
		check(t, err)
		admin = s.DSN("postgres")
	}
	dsn, err := newDatabase(admin, pattern)
	check(t, err)
	t.Cleanup(func() {
		if err := dropDatabase(admin, dsn); err != nil {
			t.Logf("testenv: the database stays: %v", err)
		}
	})
	return dsn
}

// M is what Main needs of *testing.M.
type M interface{ Run() int }

// Main runs the tests, stops the shared servers and exits.
func Main(m M) { os.Exit(Wrap(m).Run()) }

// Wrap is Main for a package whose TestMain has its own way to end.
func Wrap(m M) M { return closing{m} }

type closing struct{ M }

func (c closing) Run() int {
	defer Close()
	return c.M.Run()
}

// Close stops the shared servers of this process.
func Close() {
	shared.redis.close()
	shared.cluster.close()
	shared.postgres.close()
}
