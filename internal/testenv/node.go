package testenv

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Node starts serve.mjs of a folder with an npm package of somebody else's, and gives the address that it prints. The package is installed
// once for a checkout; the program ends when its standard input does, with the test.
func Node(t testing.TB, dir, pkg string, args ...string) string {
	t.Helper()
	installed(t, dir, pkg)
	cmd := exec.Command("node", append([]string{"--no-warnings", "serve.mjs"}, args...)...)
	cmd.Dir = dir
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = in.Close(); _ = cmd.Wait() })
	for lines := bufio.NewScanner(out); lines.Scan(); { // a package may have something to say first
		if strings.HasPrefix(lines.Text(), "http://") {
			return lines.Text()
		}
	}
	t.Fatalf("%s printed no address", pkg)
	return ""
}

func installed(t testing.TB, dir, pkg string) {
	t.Helper()
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatalf("%s is not installed, and CI must run this proof", tool)
			}
			t.Skipf("%s is not installed; the package %s needs it", tool, pkg)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "node_modules", pkg)); err == nil {
		return
	}
	npm := exec.CommandContext(t.Context(), "npm", "ci", "--no-audit", "--no-fund")
	npm.Dir = dir
	if out, err := npm.CombinedOutput(); err != nil {
		t.Fatalf("npm ci: %v\n%s", err, out)
	}
}
