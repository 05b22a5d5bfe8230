package structure

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strings"
	"testing"
)

// pure says whether a file is part of the functional core: what it decides follows from its arguments alone.
func pure(s *source) bool {
	folders := []string{"internal/desk", "internal/fold", "internal/search/token", "internal/yamlform", "internal/calendar", "internal/explain", "internal/matters", "internal/quality/draw", "internal/quality/marks", "internal/quality/timing", "sessions", "router/assign"}
	return !s.test && (slices.Contains(folders, s.dir) || under(s.dir, "scripts") || strings.HasPrefix(path.Base(s.path), "rules"))
}

// impure are imports with which a decision could depend on something that is not an argument.
func impure() []ban {
	return []ban{
		{"net", "the core waits for nobody"}, {"database/sql", "SQL is the router's business"}, {"os", "the core reads no file and no environment"},
		{"io/ioutil", "the same"}, {"syscall", "the same"}, {"log", "the core has no logger; errors are returned"}, {"go.uber.org/zap", "the same"},
		{"github.com/redis", "Redis is a view"}, {"github.com/jackc", "SQL is the router's business"}, {"modernc.org", "the same"},
		{"github.com/prometheus", "who asks may count"}, {"math/rand", "the same question has the same answer"}, {"crypto/rand", "the same"},
		{"context", "nothing in the core can be waited for"}, {"time/tzdata", "the zone is a value"},
	}
}

// helpers are the only libraries of others that the core may use, and what for.
func helpers() map[string]string {
	return map[string]string{
		"github.com/goccy/go-yaml":       "packs and calendars are YAML; bytes in, values out",
		"golang.org/x/text/unicode/norm": "one form of a character, so that phrases are found; tables",
	}
}

func TestCoreIsPure(t *testing.T) {
	t.Parallel()
	n := 0
	for _, s := range repository(t).gos {
		if pure(s) {
			n++
			reportBans(t, s, impure())
			reportStrangers(t, s)
			for _, wrong := range clockAndGo(s) {
				t.Error(wrong)
			}
		}
	}
	if n < 20 {
		t.Errorf("only %d files of the core were found: has it moved?", n)
	}
}

// reportStrangers finds libraries of others in the core.
func reportStrangers(t *testing.T, s *source) {
	t.Helper()
	for _, p := range s.imports() {
		if host, _, _ := strings.Cut(p, "/"); !strings.Contains(host, ".") {
			continue
		}
		known := false
		for helper := range helpers() {
			known = known || under(p, helper)
		}
		if !known {
			t.Errorf("%s imports %s: the core uses the standard library and what helpers() names", s.path, p)
		}
	}
}

// clock are the functions of package time that look at a clock or wait for it.
func clock() []string {
	return []string{"Now", "Since", "Until", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker", "Sleep"}
}

// clockAndGo finds clock reads and go statements.
func clockAndGo(s *source) []string {
	var out []string
	name := localName(s.syntax, "time")
	ast.Inspect(s.syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			out = append(out, s.at(n)+": a go statement: the core starts nothing")
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && name != "" && x.Name == name && slices.Contains(clock(), n.Sel.Name) {
				out = append(out, s.at(n)+": time."+n.Sel.Name+": events carry their time")
			}
		}
		return true
	})
	return out
}

// localName is what a file calls an import; empty when it does not have it.
func localName(f *ast.File, imported string) string {
	for _, spec := range f.Imports {
		if strings.Trim(spec.Path.Value, `"`) != imported {
			continue
		}
		if spec.Name != nil {
			return spec.Name.Name
		}
		return path.Base(imported)
	}
	return ""
}

// TestRulesFindWhatTheyForbid tries the rules on sources that break them: a rule that cannot fail proves nothing.
func TestRulesFindWhatTheyForbid(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, source string
		find         func(*source) []string
		want         int
	}{
		{"a clock read", `package p; import "time"; func f() { _ = time.Now() }`, clockAndGo, 1},
		{"under another name", `package p; import clock "time"; var now = clock.Now`, clockAndGo, 1},
		{"a timer and a goroutine", `package p; import "time"; func f() { go f(); <-time.After(1) }`, clockAndGo, 2},
		{"times as values", `package p; import "time"; func f(t time.Time) time.Duration { return t.Sub(t) + time.Second }`, clockAndGo, 0},
		{"somebody else's Now", `package p; func f(r interface{ Now() int }) { r.Now() }`, clockAndGo, 0},
		{"init", `package p; func init() {}`, initFuncs, 1},
		{"a method called init", `package p; type t struct{}; func (t) init() {}`, initFuncs, 0},
		{"a registry", `package p; var all = map[string]int{}`, mutableGlobals, 1},
		{"a counter", `package p; var n int`, mutableGlobals, 1},
		{"two at once", `package p; var a, b []string`, mutableGlobals, 2},
		{"an error", `package p; import "errors"; var errX = errors.New("x")`, mutableGlobals, 0},
		{"made once", `package p; import "sync"; var f = sync.OnceValue(func() int { return 1 })`, mutableGlobals, 0},
		{"a guard", `package p; type t struct{}; var _ interface{} = t{}`, mutableGlobals, 0},
		{"embedded", "package p\nimport _ \"embed\"\n//go:embed x\nvar x string", mutableGlobals, 0},
		{"inside a function", `package p; func f() { var m = map[string]int{}; _ = m }`, mutableGlobals, 0},
		{"a sleep", `package p; import "time"; func f() { time.Sleep(1) }`, sleeps, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := &source{path: "p.go", dir: "p", fset: token.NewFileSet()}
			var err error
			if s.syntax, err = parser.ParseFile(s.fset, "p.go", c.source, parser.ParseComments); err != nil {
				t.Fatal(err)
			}
			if got := c.find(s); len(got) != c.want {
				t.Errorf("found %q, want %d", got, c.want)
			}
		})
	}
}
