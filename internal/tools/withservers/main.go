// Command withservers runs one command with a Redis, a Redis Cluster and a
// PostgreSQL around it, so that the packages of a test run share them instead of
// each starting its own. It decides nothing about tests: the variables it sets are
// read by package testenv.
//
//	go run ./internal/tools/withservers -- go test ./...
package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"golang.org/x/sync/errgroup"

	"firstline/internal/store"
	"firstline/internal/testenv"
)

func main() {
	args := os.Args[1:]
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	if len(args) == 0 {
		fmt.Fprintln(os.Stderr, "usage: withservers -- COMMAND [ARGUMENT…]")
		os.Exit(2)
	}
	code, err := run(args)
	if err != nil {
		fmt.Fprintln(os.Stderr, "withservers:", err)
	}
	os.Exit(code)
}

// servers is what has been started so far; nil where a program is missing.
type servers struct {
	redis    *testenv.RedisServer
	cluster  *testenv.RedisNodes
	postgres *testenv.PostgresServer
	pattern  string // the database that tests get copies of
	dir      string // of the file that they get copies of
}

// run returns the command's exit code.
func run(args []string) (int, error) {
	// The command is in our process group and hears ^C itself. We only have to
	// stay until it has ended, to stop the servers after it.
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(interrupts)

	s, err := start()
	defer s.close()
	if err != nil {
		return 1, err
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(), s.env()...)
	err = cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() > 0 {
		return exit.ExitCode(), nil
	}
	if err != nil {
		return 1, err
	}
	return 0, nil
}

func start() (*servers, error) {
	s := &servers{}
	if err := s.file(); err != nil {
		return s, err
	}
	var g errgroup.Group
	g.Go(func() (err error) { s.redis, err = testenv.StartRedis(); return tolerate(err) })
	g.Go(func() (err error) { s.cluster, err = testenv.StartRedisCluster(); return tolerate(err) })
	g.Go(func() (err error) { s.postgres, err = testenv.StartPostgres(); return tolerate(err) })
	if err := g.Wait(); err != nil || s.postgres == nil {
		return s, err
	}
	var err error
	s.pattern, err = s.postgres.MakePattern(fill)
	return s, err
}

// file makes the SQLite file that is copied for each test.
func (s *servers) file() (err error) {
	if s.dir, err = os.MkdirTemp("", "firstline-pattern-"); err != nil {
		return err
	}
	path := filepath.Join(s.dir, patternFile)
	if err := fill("sqlite:" + path); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return err
	}
	_, err = db.Exec("PRAGMA wal_checkpoint(TRUNCATE)") // the copies are of this one file
	return errors.Join(err, db.Close())
}

const patternFile = "firstline.db"

// fill brings the schema of an empty record up to date.
func fill(dsn string) error {
	st, err := store.Open(context.Background(), dsn, store.Options{})
	if err != nil {
		return err
	}
	return st.Close()
}

// tolerate lets the command run without a program that is missing: each test that
// needs it says so. In CI everything has to be there.
func tolerate(err error) error {
	var missing testenv.Missing
	if errors.As(err, &missing) && os.Getenv("CI") != "true" {
		fmt.Fprintln(os.Stderr, "withservers:", missing)
		return nil
	}
	return err
}

func (s *servers) env() []string {
	env := []string{"FIRSTLINE_TEST_SQLITE=" + filepath.Join(s.dir, patternFile)}
	if s.redis != nil {
		env = append(env, "FIRSTLINE_TEST_REDIS="+s.redis.Addr)
	}
	if s.cluster != nil {
		env = append(env, "FIRSTLINE_TEST_REDIS_CLUSTER="+strings.Join(s.cluster.Addrs, ","))
	}
	if s.postgres != nil {
		env = append(env, "FIRSTLINE_TEST_POSTGRES="+s.postgres.DSN("postgres"), "FIRSTLINE_TEST_PATTERN="+s.pattern)
	}
	return env
}

func (s *servers) close() {
	_ = os.RemoveAll(s.dir)
	if s.redis != nil {
		s.redis.Close()
	}
	if s.cluster != nil {
		s.cluster.Close()
	}
	if s.postgres != nil {
		s.postgres.Close()
	}
}
