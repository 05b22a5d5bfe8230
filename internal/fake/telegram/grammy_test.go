package telegram

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestGrammy proves the stand-in with a client that is not ours: see
// grammy/proof.mjs. It needs node and npm and, once, the npm packages.
func TestGrammy(t *testing.T) {
	t.Parallel()
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatalf("%s is not installed, and CI must run this proof", tool)
			}
			t.Skipf("%s is not installed; the proof with grammY needs it", tool)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	if _, err := os.Stat(filepath.Join("grammy", "node_modules", "grammy")); err != nil {
		run(t, ctx, nil, "npm", "ci", "--no-audit", "--no-fund")
	}
	_, url := listen(t, Options{Limits: Unlimited()})
	out := run(t, ctx, []string{"BASE=" + url, "TOKEN=" + DefaultToken}, "node", "proof.mjs")
	if !strings.Contains(out, "ok: long polling") || !strings.Contains(out, "ok: webhook") {
		t.Errorf("proof did not finish:\n%s", out)
	}
}

// run runs a command in the folder grammy and fails the test if it fails.
func run(t *testing.T, ctx context.Context, env []string, name string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = "grammy"
	cmd.Env = append(os.Environ(), env...)
	cmd.WaitDelay = 5 * time.Second
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}
