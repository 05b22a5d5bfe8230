package slack

import (
	"context"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestOfficialClients proves the stand-in with clients that are not ours: see socketmode/proof.mjs. It needs node and
// npm and, once, the npm packages.
func TestOfficialClients(t *testing.T) {
	t.Parallel()
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatalf("%s is not installed, and CI must run this proof", tool)
			}
			t.Skipf("%s is not installed; the proof with Slack's JavaScript clients needs it", tool)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	if _, err := os.Stat(filepath.Join("socketmode", "node_modules", "@slack", "socket-mode")); err != nil {
		command(t, ctx, nil, "npm", "ci", "--no-audit", "--no-fund")
	}
	s := New(Options{PerChannel: -1})
	web := httptest.NewServer(s)
	defer func() { s.Close(); web.Close() }()
	out := command(t, ctx, []string{"BASE=" + web.URL, "BOT_TOKEN=" + DefaultBotToken, "APP_TOKEN=" + DefaultAppToken}, "node", "proof.mjs")
	if !strings.Contains(out, "ok: web api") || !strings.Contains(out, "ok: socket mode") {
		t.Errorf("proof did not finish:\n%s", out)
	}
}

// command runs a command in the folder socketmode and fails the test if it fails.
func command(t *testing.T, ctx context.Context, env []string, name string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = "socketmode"
	cmd.Env = append(os.Environ(), env...)
	cmd.WaitDelay = 5 * time.Second
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}
