package scripts

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestPure holds the package to what its doc comment refuses to do.
func TestPure(t *testing.T) {
	t.Parallel()
	reasons := map[string]string{
		"net":                    "a script goes nowhere by itself",
		"os":                     "packs come as bytes or embedded",
		"log":                    "errors are returned",
		"context":                "nothing here waits",
		"database/sql":           "who stores packs is the store's business",
		"math/rand":              "the same question has the same answer",
		"go.uber.org/zap":        "errors are returned",
		"github.com/redis":       "nothing here is live state",
		"github.com/jackc/pgx":   "who stores packs is the store's business",
		"firstline/":             "scripts is below every other package but desk",
		"golang.org/x/sync":      "no goroutine is started",
		"github.com/prometheus/": "who asks may count",
	}
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	names = slices.DeleteFunc(names, func(n string) bool { return strings.HasSuffix(n, "_test.go") })
	for _, name := range names {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, source, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range file.Imports {
			path := strings.Trim(spec.Path.Value, `"`)
			if strings.HasPrefix(path, "firstline/scripts/internal/") || path == "firstline/internal/yamlform" || path == "firstline/internal/fold" {
				continue // a part of this package, and what reads its files: pure as well
			}
			for forbidden, reason := range reasons {
				if path == forbidden || strings.HasPrefix(path, strings.TrimSuffix(forbidden, "/")+"/") {
					t.Errorf("%s imports %s: %s", name, path, reason)
				}
			}
		}
		for _, call := range []string{"time.Now", "time.Since", "time.Until", "func init()"} {
			if strings.Contains(string(source), call) {
				t.Errorf("%s holds %s: time is part of the question", name, call)
			}
		}
	}
}
