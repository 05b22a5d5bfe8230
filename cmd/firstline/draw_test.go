package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"firstline/config"
	"firstline/internal/desk"
	"firstline/internal/evidence"
	"firstline/internal/quality"
	"firstline/internal/testenv"
)

func TestMain(m *testing.M) { testenv.Main(m) }

// command runs the program as a person would.
func command(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	c := newRoot()
	c.SetArgs(args)
	c.SetOut(&out)
	err := c.ExecuteContext(t.Context())
	return out.String(), err
}

// deskFile writes a configuration for a desk of its own.
func deskFile(t *testing.T, database string) (file string, cfg config.Config) {
	t.Helper()
	dir := t.TempDir()
	file = filepath.Join(dir, "desk.yaml")
	text := "data_dir: " + filepath.Join(dir, "data") + "\ntime_zone: Asia/Shanghai\n"
	if database != "" {
		text += "database: \"" + database + "\"\n"
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg, err := config.Load(config.Source{File: file, Types: channelTypes()})
	if err != nil {
		t.Fatal(err)
	}
	return file, cfg
}

func TestDrawVerify(t *testing.T) {
	t.Parallel()
	for name, dsn := range map[string]func(t *testing.T) string{"sqlite": func(*testing.T) string { return "" }, "postgres": func(t *testing.T) string { return testenv.Postgres(t) }} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			drawVerify(t, dsn(t))
		})
	}
}

func drawVerify(t *testing.T, database string) {
	file, cfg := deskFile(t, database)
	if database == "" {
		if _, err := command(t, "draw", "verify", "--config", file); desk.KindOf(err) != desk.NotFound {
			t.Errorf("without a record: %v", err)
		}
	}
	if _, err := command(t, "draw", "verify", "--config", file, "--day", "yesterday"); desk.KindOf(err) != desk.Invalid {
		t.Errorf("a day that is none: %v", err)
	}
	key, err := evidence.OpenKey(cfg.Seal.Key.Reveal(), cfg.Seal.KeyFile)
	if err != nil {
		t.Fatal(err)
	}
	st, err := openStore(context.Background(), cfg, false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	log, err := newLog(cfg)
	if err != nil {
		t.Fatal(err)
	}
	q, err := quality.Open(t.Context(), drawing(st, cfg, key, log, now))
	if err != nil {
		t.Fatal(err)
	}
	if err := q.Round(t.Context()); err != nil {
		t.Fatal(err)
	}
	out, err := command(t, "draw", "verify", "--config", file)
	if err != nil || out != "0 days, 0 items drawn: all of it follows from seeds and populations\n" {
		t.Errorf("nothing is due: %q (%v)", out, err)
	}
	// A promise of ten days ago, under whatever key: that day should have been drawn.
	day := time.Now().In(cfg.TimeZone).AddDate(0, 0, -10).Format(time.DateOnly)
	if err := st.Exec(t.Context(), "INSERT INTO draw_promise (day, promise, at, mac) VALUES ($1, 'x', 1, 'x')", day); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{}, {"--day", day}} {
		out, err = command(t, append([]string{"draw", "verify", "--config", file}, args...)...)
		if desk.KindOf(err) != desk.Conflict || !strings.HasPrefix(out, day+"  not drawn\n") || !strings.HasSuffix(out, "1 day, 0 items drawn: 1 difference\n") {
			t.Errorf("%v: %q (%v)", args, out, err)
		}
	}
}
