package rig

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"firstline/internal/fake/telegram"
	"firstline/internal/testenv"
	"firstline/internal/torture/checker"
)

// World is everything that runs. Close ends all of it.
type World struct {
	Telegram *telegram.Server
	Postgres *testenv.PostgresServer // nil when there is none, or when it is not ours
	Redis    *testenv.RedisServer    // nil when there is none
	Nodes    []*Node
	Spread   *Spread
	Public   string // where the network and the agents find the desk
	Secret   string // of the webhook

	o   Options
	dsn string
	api *httptest.Server
}

// New starts the servers and the stand-in, writes the configuration and makes the accounts. No node runs yet.
func New(ctx context.Context, o Options) (*World, error) {
	w := &World{o: o, Secret: secret(o.Seed)}
	if w.o.Data == "" {
		w.o.Data = filepath.Join(o.Dir, "data")
	}
	if err := w.open(ctx); err != nil {
		w.Close()
		return nil, err
	}
	return w, nil
}

// secret is drawn from the seed: 32 letters, which the program takes for a strong one.
func secret(seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 7))
	b := make([]byte, 32)
	for i := range b {
		b[i] = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"[r.IntN(57)]
	}
	return string(b)
}

func (w *World) open(ctx context.Context) error {
	if err := w.servers(); err != nil {
		return err
	}
	if err := w.places(); err != nil {
		return err
	}
	w.Spread = newSpread(w.Nodes)
	w.Telegram = telegram.New(telegram.Options{Speedup: w.o.Speedup, Limits: w.o.Limits, Seed: w.o.Seed, FirstID: 1, AutoChats: true,
		Transport: w.Spread, WebhookTimeout: w.o.Hook, LedgerPath: filepath.Join(w.o.Dir, checker.NetworkFile), NoControl: true})
	if err := w.Telegram.Start(); err != nil {
		return err
	}
	w.api = httptest.NewServer(w.Telegram)
	for _, n := range w.Nodes {
		if err := w.config(n); err != nil {
			return err
		}
	}
	return w.accounts(ctx)
}

// servers starts what the set-up needs.
func (w *World) servers() (err error) {
	if w.o.Setup == SQLite {
		return nil
	}
	if w.Redis, err = testenv.StartRedis(); err != nil {
		return err
	}
	if w.dsn = w.o.DSN; w.dsn != "" {
		return nil
	}
	if w.Postgres, err = testenv.StartPostgres(); err != nil {
		return err
	}
	w.dsn, err = w.Postgres.NewDatabase()
	return err
}

// places gives every node its address and its files.
func (w *World) places() error {
	if w.o.Setup == SQLite && w.o.Nodes != 1 {
		return errors.New("the embedded set-up has one node")
	}
	for i := range w.o.Nodes {
		port, err := freePort()
		if err != nil {
			return err
		}
		n := &Node{Name: fmt.Sprintf("node-%c", 'a'+i), Base: "http://" + addr(port), binary: w.o.Binary}
		n.config, n.log = filepath.Join(w.o.Dir, n.Name+".yaml"), filepath.Join(w.o.Dir, n.Name+".log")
		n.data = w.o.Data
		if w.o.Nodes > 1 {
			n.data = filepath.Join(w.o.Data, n.Name)
		}
		if err := os.MkdirAll(n.data, 0o700); err != nil {
			return err
		}
		w.Nodes = append(w.Nodes, n)
	}
	w.Public = w.Nodes[0].Base
	return nil
}

// database is the address as the configuration has it.
func (w *World) database() string {
	if w.o.Setup == SQLite {
		return "sqlite:"
	}
	return w.dsn
}

// DSN is the record's address for the checker.
func (w *World) DSN() string {
	if w.o.Setup == SQLite {
		return "sqlite:" + filepath.Join(w.o.Data, "firstline.db")
	}
	return w.dsn
}

// accounts makes the agents through the program itself, before any node runs.
func (w *World) accounts(ctx context.Context) error {
	file := filepath.Join(w.o.Dir, "password")
	if err := os.WriteFile(file, []byte(Password), 0o600); err != nil {
		return err
	}
	for i := range w.o.Agents {
		cmd := exec.CommandContext(ctx, w.o.Binary, "user", "add", "--config", w.Nodes[0].config, "--login", Login(i), "--name", fmt.Sprintf("Agent %02d", i),
			"--password-file", file, "--rank", "agent", "--groups", "service", "--capacity", fmt.Sprint(w.o.Capacity))
		cmd.Env = clean(os.Environ())
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("user add: %w: %s", err, strings.TrimSpace(string(out)))
		}
	}
	return nil
}

// StartAll starts every node and waits until all are ready.
func (w *World) StartAll(ctx context.Context) error {
	for _, n := range w.Nodes {
		if err := n.Start(); err != nil {
			return err
		}
	}
	for _, n := range w.Nodes {
		if _, err := n.WaitReady(ctx, time.Minute); err != nil {
			return err
		}
	}
	if w.o.Poll {
		return nil
	}
	return w.connect(ctx)
}

// StopAll shuts every node down in order; it says how long the slowest took and whether all ended by themselves.
func (w *World) StopAll() (slowest time.Duration, ok bool) {
	ok = true
	for _, n := range w.Nodes {
		took, fine := n.Stop(45 * time.Second)
		slowest, ok = max(slowest, took), ok && fine
	}
	return slowest, ok
}

// Close ends everything; nodes that still run are killed.
func (w *World) Close() {
	for _, n := range w.Nodes {
		_ = n.Thaw()
		n.Kill()
	}
	if w.Spread != nil {
		w.Spread.close()
	}
	if w.Telegram != nil {
		_ = w.Telegram.Close()
	}
	if w.api != nil {
		w.api.CloseClientConnections()
		w.api.Close()
	}
	if w.Redis != nil {
		w.Redis.Close()
	}
	if w.Postgres != nil {
		w.Postgres.Close()
	}
}
