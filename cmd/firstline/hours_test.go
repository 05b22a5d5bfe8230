package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"firstline/config"
	"firstline/internal/desk"
	"firstline/internal/settings"
	"firstline/internal/store"
	"firstline/internal/testenv"
)

// opened is the department that a configuration starts.
func opened(t *testing.T, cfg config.Config) (*settings.Department, error) {
	t.Helper()
	st, err := store.Open(t.Context(), testenv.SQLite(t), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	start, err := startOf(cfg)
	if err != nil {
		return nil, err
	}
	s, err := settings.Open(t.Context(), settings.Options{Record: st, Start: start})
	if err != nil {
		return nil, err
	}
	return s.Current(), nil
}

func configured(t *testing.T, text string) config.Config {
	t.Helper()
	cfg, err := config.Load(config.Source{File: "desk.yaml", Data: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	return cfg
}

// TestHours reads a group's file; everything that is wrong with a folder is named at once, with file and line.
func TestHours(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cfg := configured(t, "session:\n  hours: "+dir+"\n")
	write("service.yaml", "name: 客服\nzone: Asia/Shanghai\nweek:\n  mon: [\"09:00-22:00\"]\n")
	d, err := opened(t, cfg)
	if err != nil {
		t.Fatal(err)
	}
	monday := time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC) // nine o'clock in China
	if c := d.Hours["service"]; !c.Open(desk.At(monday)) || c.Open(desk.At(monday.Add(-time.Second))) {
		t.Error("the service group does not open at nine")
	}
	if c := d.Hours["order"]; !c.Open(desk.At(monday.Add(-time.Second))) {
		t.Error("a group without a file is not there round the clock")
	}
	write("service.yaml", "name: 客服\nzone: Asia/Shangai\nweek:\n  tuesday: [\"9-10\"]\n")
	write("ordre.yaml", "name: 订单\n")
	_, err = opened(t, cfg)
	for _, want := range []string{"service.yaml:2: zone", "service.yaml:4: week.tuesday", "ordre.yaml: there is no group of that name"} {
		if err == nil || !strings.Contains(advice(err), want) {
			t.Errorf("%v, want %q in it", err, want)
		}
	}
	if _, err := readHours(filepath.Join(dir, "nowhere")); err == nil || !strings.Contains(advice(err), "make the folder") {
		t.Errorf("a folder that is not there: %v", err)
	}
}

// TestPhrases: the list that comes with the program is used without a file, and a file's problems have their lines.
func TestPhrases(t *testing.T) {
	t.Parallel()
	d, err := opened(t, configured(t, ""))
	if err != nil || d.Guard.Version() == "" {
		t.Fatalf("the program's own list: %v", err)
	}
	path := filepath.Join(t.TempDir(), "phrases.yaml")
	if err := os.WriteFile(path, []byte("locale: zh-CN\nnumber: 1\nrules:\n  - {id: a.b, level: rude, action: block, phrases: [笨]}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := opened(t, configured(t, "session:\n  phrases: "+path+"\n")); err == nil || !strings.Contains(advice(err), "phrases.yaml:4: ") {
		t.Errorf("a level that is none: %v", err)
	}
	if _, err := readText("session.phrases", path+"x"); err == nil || !strings.Contains(advice(err), "session.phrases") {
		t.Errorf("a file that is not there: %v", err)
	}
}
