package redisstore

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestTags: the keys of one script have one tag, and no tag is in the prefix.
func TestTags(t *testing.T) {
	t.Parallel()
	k := keys{DefaultPrefix}
	tag := func(key string) string {
		_, rest, _ := strings.Cut(key, "{")
		tag, _, ok := strings.Cut(rest, "}")
		if !ok {
			return ""
		}
		return tag
	}
	for _, key := range []string{k.entries(), k.groupOf(), k.groups(), k.rank(""), k.rank("a{b}c"), k.epochs()[0]} {
		if tag(key) != "queue" {
			t.Errorf("%s is in the slot of %q", key, tag(key))
		}
	}
	if tag(k.present()) != tag(k.epochs()[1]) {
		t.Errorf("presence and its epoch are in different slots")
	}
	seen := map[string]bool{}
	for _, key := range append(k.epochs(), k.entries(), k.groupOf(), k.groups(), k.rank("x"), k.present(), k.bucket("x"), k.projection("x", "x"), k.channel("x"), k.missed(), k.pulse("x")) {
		if seen[key] || !strings.HasPrefix(key, DefaultPrefix) {
			t.Errorf("%s: twice, or without prefix", key)
		}
		seen[key] = true
	}
}

// TestScriptHeaders: each script says what its keys and arguments are and what it returns, and uses no more keys than it
// names.
func TestScriptHeaders(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("lua/*.lua")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	used := regexp.MustCompile(`(KEYS|ARGV)\[\d\]`)
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		header, body, _ := strings.Cut(string(src), "\nlocal ")
		for _, want := range []string{"-- KEYS[1]", "-- returns "} {
			if !strings.Contains(header, want) {
				t.Errorf("%s: no line %q in its header", name, want)
			}
		}
		for _, key := range used.FindAllString(body, -1) {
			if !strings.Contains(header, key) {
				t.Errorf("%s: %s is not in its header", name, key)
			}
		}
	}
}
