package testenv

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
)

// Missing is the error for a program that this machine does not have.
type Missing struct{ Program, Package string }

func (m Missing) Error() string {
	return fmt.Sprintf("%s is not on this machine: install with apt-get install %s", m.Program, m.Package)
}

// find looks a program up on PATH, under any of its names.
func find(pkg string, names ...string) (string, error) {
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", Missing{Program: names[0], Package: pkg}
}

// findPostgres looks on PATH and then where Debian keeps the server, which is not
// on PATH because several versions may be installed. The newest wins.
func findPostgres(name string) (string, error) {
	if path, err := exec.LookPath(name); err == nil {
		return path, nil
	}
	paths, _ := filepath.Glob(filepath.Join("/usr/lib/postgresql/*/bin", name))
	if len(paths) == 0 {
		return "", Missing{Program: name, Package: "postgresql"}
	}
	return slices.MaxFunc(paths, func(a, b string) int { return version(a) - version(b) }), nil
}

// version is the 15 of /usr/lib/postgresql/15/bin/initdb.
func version(path string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
	return n
}

// T is what this package needs of *testing.T.
type T interface {
	Helper()
	Cleanup(func())
	TempDir() string
	Logf(format string, args ...any)
	Skipf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// check ends the test on an error. A missing program is a reason to skip on a
// person's machine, and a failure where everything is supposed to run.
func check(t T, err error) {
	t.Helper()
	var missing Missing
	switch {
	case err == nil:
	case errors.As(err, &missing) && os.Getenv("CI") != "true":
		t.Skipf("%v", missing)
	default:
		t.Fatalf("testenv: %v", err)
	}
}

// Chromium returns the path of a browser.
func Chromium(t T) string {
	t.Helper()
	path, err := FindChromium()
	check(t, err)
	return path
}

// Pages returns the path of a browser that shows pages and has no windows of its own, which halves what it costs; of a whole one where
// there is none.
func Pages(t T) string {
	t.Helper()
	if path, err := exec.LookPath("chromium-headless-shell"); err == nil {
		return path
	}
	return Chromium(t)
}

// FindChromium is Chromium for programs.
func FindChromium() (string, error) {
	return find("chromium", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
}
