package main

import (
	"strings"
	"testing"
)

// TestExplainMistakes: a session that is not there and a language that is not one get a sentence that says what to do.
func TestExplainMistakes(t *testing.T) {
	t.Parallel()
	file, cfg := deskFile(t, "")
	if out, err := command(t, "migrate", "up", "--config", file); err != nil {
		t.Fatal(out, err)
	}
	for _, c := range []struct{ args, want string }{
		{"explain nobody --config " + file, "there is no session nobody"},
		{"explain nobody --locale fr --config " + file, "choose from zh-CN"},
	} {
		_, err := command(t, strings.Fields(c.args)...)
		if err == nil || !strings.Contains(advice(err), c.want) {
			t.Errorf("%s: %v, want %q (data in %s)", c.args, err, c.want, cfg.DataDir)
		}
	}
}
