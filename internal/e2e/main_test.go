// Package e2e works the built binary as people do: a real browser clicks and types in the agents' pages and in the web
// chat, a stand-in plays Telegram, and the record is read back through the API. It decides nothing about the product;
// it refuses to reach into the process it tests.
//
// Each test starts its own desk, on SQLite, on PostgreSQL with Redis, or on one after the other. The browser side of a test is the function of
// the same name in browser/; it talks to the test by HTTP (control_test.go).
//
//	go test ./internal/e2e                     # everything
//	make screens                               # looks at every screen in all looks, and takes the pictures of docs/screens anew
package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"firstline/internal/testenv"
)

// built is what TestMain makes once: the binary, and the error that kept it from coming to be.
var built struct {
	dir, binary string
	err         error
}

func TestMain(m *testing.M) { testenv.Main(building{m}) }

// building makes the binary before the tests and removes it after them.
type building struct{ *testing.M }

func (b building) Run() int {
	if built.dir, built.err = os.MkdirTemp("", "firstline-e2e-"); built.err != nil {
		fmt.Fprintln(os.Stderr, built.err)
		return 1
	}
	defer func() { _ = os.RemoveAll(built.dir) }()
	built.binary = filepath.Join(built.dir, "firstline")
	if out, err := exec.Command("go", "build", "-o", built.binary, "firstline/cmd/firstline").CombinedOutput(); err != nil {
		built.err = fmt.Errorf("go build: %w\n%s", err, out)
	} else {
		built.err = packages()
	}
	return b.M.Run()
}

// packages installs what the browser side needs, once for a checkout.
func packages() error {
	if _, err := os.Stat(filepath.Join("browser", "node_modules", "playwright-core")); err == nil {
		return nil
	}
	npm, err := exec.LookPath("npm")
	if err != nil {
		return testenv.Missing{Program: "npm", Package: "nodejs npm"}
	}
	c := exec.Command(npm, "ci", "--no-audit", "--no-fund")
	c.Dir = "browser"
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("npm ci: %w\n%s", err, out)
	}
	return nil
}
