package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"firstline/config"
	"firstline/internal/desk"
)

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
	write("service.yaml", "name: 客服\nzone: Asia/Shanghai\nweek:\n  mon: [\"09:00-22:00\"]\n")
	h, err := readHours(dir)
	if err != nil {
		t.Fatal(err)
	}
	monday := time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC) // nine o'clock in China
	if c := h.calendars["service"]; !c.Open(desk.At(monday)) || c.Open(desk.At(monday.Add(-time.Second))) {
		t.Error("the service group does not open at nine")
	}
	if c := h.calendars["order"]; !c.Open(desk.At(monday.Add(-time.Second))) {
		t.Error("a group without a file is not there round the clock")
	}
	write("service.yaml", "name: 客服\nzone: Asia/Shangai\nweek:\n  tuesday: [\"9-10\"]\n")
	write("ordre.yaml", "name: 订单\n")
	_, err = readHours(dir)
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
	g, err := readPhrases(config.Config{Locale: "zh-CN"})
	if err != nil || g.Version() == "" {
		t.Fatalf("the program's own list: %v", err)
	}
	path := filepath.Join(t.TempDir(), "phrases.yaml")
	if err := os.WriteFile(path, []byte("locale: zh-CN\nnumber: 1\nrules:\n  - {id: a.b, level: rude, action: block, phrases: [笨]}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := readPhrases(config.Config{Session: config.Session{Phrases: path}}); err == nil || !strings.Contains(advice(err), "phrases.yaml:4: ") {
		t.Errorf("a level that is none: %v", err)
	}
	if _, err := readPhrases(config.Config{Session: config.Session{Phrases: path + "x"}}); err == nil || !strings.Contains(advice(err), "session.phrases") {
		t.Errorf("a file that is not there: %v", err)
	}
}
