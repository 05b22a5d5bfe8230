package testenv

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// PostgresServer is one PostgreSQL with fsync and synchronous commits, because
// what is tested on it is durability.
type PostgresServer struct {
	path, dir, data string
	port            int
	as              *syscall.Credential // nil: ourselves
	process         *process
}

const owner = "firstline"

// StartPostgres makes a server in a new folder. Close it.
func StartPostgres() (*PostgresServer, error) {
	path, err := findPostgres("postgres")
	if err != nil {
		return nil, err
	}
	dir, err := newDir("postgres")
	if err != nil {
		return nil, err
	}
	s := &PostgresServer{path: path, dir: dir, data: filepath.Join(dir, "data")}
	if err := s.init(); err != nil {
		s.Close()
		return nil, err
	}
	for try := 0; ; try++ {
		if s.port, err = freePort(); err == nil {
			err = s.Start()
		}
		if err == nil {
			return s, nil
		}
		if try == 3 {
			s.Close()
			return nil, err
		}
	}
}

// init makes the data folder. PostgreSQL refuses to run as root, so root hands it
// to a user that may do nothing else.
func (s *PostgresServer) init() error {
	if err := os.Mkdir(s.data, 0o700); err != nil {
		return err
	}
	if os.Geteuid() == 0 {
		if err := s.giveAway(); err != nil {
			return err
		}
	}
	initdb, err := findPostgres("initdb")
	if err != nil {
		return err
	}
	// --no-sync is about this command only: the server syncs what it writes.
	out, err := s.command(initdb, "-D", s.data, "-U", owner, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions").CombinedOutput()
	if err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	return nil
}

func (s *PostgresServer) giveAway() error {
	u, err := user.Lookup("postgres")
	if err != nil {
		if u, err = user.Lookup("nobody"); err != nil {
			return err
		}
	}
	uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
	gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
	if err1 != nil || err2 != nil {
		return fmt.Errorf("user %s has no numbers: %s, %s", u.Username, u.Uid, u.Gid)
	}
	s.as = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return os.Chown(s.data, int(uid), int(gid))
}

func (s *PostgresServer) command(path string, args ...string) *exec.Cmd {
	cmd := exec.Command(path, args...)
	cmd.Dir = s.dir // the caller's folder may be closed to that user
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.as}
	return cmd
}

// Start starts a stopped server again at the same port, with what it had.
func (s *PostgresServer) Start() error {
	cmd := s.command(s.path, "-D", s.data, "-p", strconv.Itoa(s.port), "-k", s.data,
		"-c", "listen_addresses=127.0.0.1", "-c", "fsync=on", "-c", "synchronous_commit=on", "-c", "full_page_writes=on",
		// A whole test run opens pools from several packages at once.
		"-c", "max_connections=400", "-c", "shared_buffers=128MB", "-c", "max_wal_size=1GB",
		"-c", "autovacuum=on", "-c", "log_min_messages=warning", "-c", "timezone=UTC")
	p, err := start(cmd, s.dir, syscall.SIGQUIT)
	if err != nil {
		return err
	}
	s.process = p
	return p.until("postgres", patience, func() error {
		return s.do(func(ctx context.Context, c *pgx.Conn) error {
			var dir string
			if err := c.QueryRow(ctx, "SHOW data_directory").Scan(&dir); err != nil {
				return err
			}
			if dir != s.data {
				return fmt.Errorf("the port is answered by a server in %s", dir)
			}
			return nil
		})
	})
}

// do runs f on a connection of its own to the maintenance database.
func (s *PostgresServer) do(f func(context.Context, *pgx.Conn) error) error {
	return onPostgres(s.DSN("postgres"), f)
}

func onPostgres(dsn string, f func(context.Context, *pgx.Conn) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	c, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close(ctx) }()
	return f(ctx, c)
}
