package bench

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"firstline/internal/testenv"
)

// Setup is what the desk stands on.
type Setup string

// The set-ups that are measured.
const (
	SQLite   Setup = "sqlite"
	Postgres Setup = "postgres" // with Redis
)

// How long a customer may wait before the desk notes a breach: short, so that the deadlines of the seeded sessions have
// passed before anything is measured.
const (
	target      = "20s"
	shortTarget = "5s"
)

// bed is one running desk with all that it needs.
type bed struct {
	setup    Setup
	binary   string
	dir      string
	dsn      string
	pg       *testenv.PostgresServer
	redis    *testenv.RedisServer
	telegram *child
	api      string // of the stand-in
	server   *child
	addr     string
	admin    string
	rec      *record
	env      []string
	startup  time.Duration
}

// Build makes the measured binary as it is released and gives its path. FIRSTLINE_TEST_BINARY names one that is there.
func Build(ctx context.Context, dir string) (string, error) {
	if have := os.Getenv("FIRSTLINE_TEST_BINARY"); have != "" {
		return have, nil
	}
	out := filepath.Join(dir, "firstline")
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", out, "firstline/cmd/firstline")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if text, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("bench: build: %w\n%s", err, text)
	}
	return out, nil
}

// open starts the servers and an empty desk on them. The caller closes the bed, also after an error.
func open(ctx context.Context, setup Setup, o Options) (*bed, error) {
	b := &bed{setup: setup, binary: o.Binary}
	var err error
	if b.dir, err = os.MkdirTemp("", "firstline-bench-"); err != nil {
		return b, err
	}
	if err := b.servers(); err != nil {
		return b, err
	}
	if o.Statements && b.pg != nil {
		if err := b.countStatements(ctx); err != nil {
			return b, err
		}
	}
	if b.addr, err = freeAddr(); err != nil {
		return b, err
	}
	if b.admin, err = freeAddr(); err != nil {
		return b, err
	}
	b.configure(o)
	if err := b.staff(ctx); err != nil {
		return b, err
	}
	if err := b.start(ctx); err != nil {
		return b, err
	}
	b.rec, err = openRecord(ctx, b.dsn)
	return b, err
}

func (b *bed) servers() (err error) {
	b.dsn = "sqlite:" + filepath.Join(b.dir, "data", "firstline.db")
	if b.setup == Postgres {
		if b.pg, err = testenv.StartPostgres(); err != nil {
			return err
		}
		if b.dsn, err = b.pg.NewDatabase(); err != nil {
			return err
		}
		if b.redis, err = testenv.StartRedis(); err != nil {
			return err
		}
	}
	b.telegram, b.api, err = startHelper("telegram")
	return err
}

// freeAddr finds a port that nobody uses at this moment.
func freeAddr() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// configure writes the desk's settings into the environment of its process.
func (b *bed) configure(o Options) {
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "FIRSTLINE_") {
			b.env = append(b.env, v)
		}
	}
	set := func(k, v string) { b.env = append(b.env, "FIRSTLINE_"+k+"="+v) }
	set("LISTEN", b.addr)
	set("ADMIN_LISTEN", b.admin)
	set("PUBLIC_URL", "http://"+b.addr)
	set("DATA_DIR", filepath.Join(b.dir, "data"))
	set("DATABASE", b.dsn)
	if b.redis != nil {
		set("REDIS", "redis://"+b.redis.Addr)
	}
	set("LOG_LEVEL", "warn")
	wait := target
	if o.Short {
		wait = shortTarget
	}
	set("TARGETS_FIRST_REPLY", wait)
	set("TARGETS_NEXT_REPLY", wait)
	set("TARGETS_SILENCE", "24h") // nobody answers while the browser measures: sessions must not go on to colleagues meanwhile
	set("CHANNELS_TG_TYPE", "telegram")
	set("CHANNELS_TG_MODE", "webhook")
	set("CHANNELS_TG_TOKEN", token)
	set("CHANNELS_TG_WEBHOOK_SECRET", secret)
	set("CHANNELS_TG_API_URL", "http://"+b.api)
	set("CHANNELS_TG_PER_CHAT", "0")
	set("CHANNELS_TG_PER_BOT", "0")
	set("CHANNELS_WEB_TYPE", "webchat")
	set("CHANNELS_WEB_NAME", "Web")
}

const (
	agents   = 12 // lead1…: they see all sessions, and hold those that are answered, 100 each
	password = "bench-only-7fQ2x"
)

// staff makes the accounts, before the desk runs: SQLite's file belongs to one program at a time.
func (b *bed) staff(ctx context.Context) error {
	for i := range agents {
		cmd := exec.CommandContext(ctx, b.binary, "user", "add", "--login", login(i), "--name", login(i), "--rank", "lead", "--groups", "service,order,complaint", "--capacity", "100")
		cmd.Env, cmd.Stdin = b.env, strings.NewReader(password+"\n")
		if text, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("bench: user add: %w\n%s", err, text)
		}
	}
	return nil
}

func login(i int) string { return fmt.Sprintf("lead%d", i+1) }

// start runs the desk and waits until it is ready; startup is how long that took.
func (b *bed) start(ctx context.Context) error {
	log, err := os.OpenFile(filepath.Join(b.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }()
	cmd := exec.Command(b.binary, "serve")
	cmd.Env, cmd.Stdout, cmd.Stderr = b.env, log, log
	began := time.Now()
	if b.server, err = startChild(cmd); err != nil {
		return err
	}
	for time.Since(began) < time.Minute && ctx.Err() == nil {
		select {
		case <-b.server.done:
			return fmt.Errorf("bench: the desk did not start:\n%s", b.logged())
		default:
		}
		if res, err := http.Get("http://" + b.addr + "/readyz"); err == nil {
			_ = res.Body.Close()
			if res.StatusCode == http.StatusOK {
				b.startup = time.Since(began)
				return nil
			}
		}
		time.Sleep(time.Millisecond)
	}
	return errors.Join(ctx.Err(), fmt.Errorf("bench: the desk is not ready:\n%s", b.logged()))
}

// logged is the end of the desk's log.
func (b *bed) logged() string {
	text, _ := os.ReadFile(filepath.Join(b.dir, "log"))
	return string(text[max(0, len(text)-2000):])
}

func (b *bed) restart(ctx context.Context) error {
	b.server.stop()
	return b.start(ctx)
}

// pids are the processes whose CPU time is counted.
func (b *bed) pids() map[string]int {
	p := map[string]int{"server": b.server.pid(), "telegram": b.telegram.pid()}
	if b.setup == Postgres {
		p["postgres"], p["redis"] = childNamed("postgres"), childNamed("redis-server")
	}
	return p
}

// close ends everything that was started and removes the folder.
func (b *bed) close() {
	if b.rec != nil {
		b.rec.close()
	}
	b.server.stop()
	b.telegram.stop()
	if b.pg != nil {
		b.pg.Close()
	}
	if b.redis != nil {
		b.redis.Close()
	}
	_ = os.RemoveAll(b.dir)
}
