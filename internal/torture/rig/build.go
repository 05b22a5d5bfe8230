package rig

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Binary names an environment variable with a ready program, which spares the build. It is expected to have been built
// with the tag failpoints.
const Binary = "FIRSTLINE_TEST_BINARY"

// Build gives the path of a program with fail points in it, built without the race detector and without cgo: it is what
// the release is, but for the fail points, which do nothing unless they are armed.
func Build(ctx context.Context, dir string) (string, error) {
	if path := os.Getenv(Binary); path != "" {
		return path, nil
	}
	root, err := Root(ctx)
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "firstline")
	cmd := exec.CommandContext(ctx, "go", "build", "-tags", "failpoints", "-o", path, "./cmd/firstline")
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the program: %w\n%s", err, out)
	}
	return path, nil
}

// Root is the module's top folder.
func Root(ctx context.Context) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "env", "GOMOD").Output()
	mod := strings.TrimSpace(string(out))
	if err == nil && !strings.HasSuffix(mod, "go.mod") {
		err = fmt.Errorf("run it inside the module: go env GOMOD says %q", mod)
	}
	return filepath.Dir(mod), err
}
