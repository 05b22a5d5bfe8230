package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
)

// TestExportCommand: the command says what is wrong with what it is asked, and writes nothing for who may not. Shows SEC-02.
func TestExportCommand(t *testing.T) {
	data := filepath.Join(t.TempDir(), "d")
	run := func(in string, args ...string) (string, error) {
		var out bytes.Buffer
		root := newRoot()
		root.SetIn(strings.NewReader(in))
		root.SetOut(&out)
		root.SetArgs(append(args, "--data", data))
		err := root.ExecuteContext(t.Context())
		return out.String(), err
	}
	for login, rank := range map[string]string{"boss": "manager", "mei": "agent"} {
		if _, err := run("correct horse battery\n", "user", "add", "--login", login, "--name", login, "--rank", rank); err != nil {
			t.Fatal(err)
		}
	}
	export := func(since, until, as, why string) (string, error) {
		return run("", "export", "--since", since, "--until", until, "--as", as, "--reason", why)
	}
	for want, bad := range map[string][4]string{
		"--since":                  {"yesterday", "2026-09-01", "boss", "w"},
		"--until has to be":        {"2026-09-01", "2026-09-01", "boss", "w"},
		"there is no account":      {"2026-08-01", "2026-09-01", "nobody", "w"},
		"may not export":           {"2026-08-01", "2026-09-01", "mei", "w"},
		"at most 200 characters w": {"2026-08-01", "2026-09-01", "boss", " "},
	} {
		if out, err := export(bad[0], bad[1], bad[2], bad[3]); err == nil || !strings.Contains(err.Error(), want) || out != "" {
			t.Errorf("%v: %q, %v; want %q", bad, out, err, want)
		}
	}
	if out, err := export("2026-08-01", "2026-09-01", "boss", "a move"); err != nil || out != "" {
		t.Errorf("of an empty desk: %q, %v", out, err)
	}
}
