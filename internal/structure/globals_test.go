package structure

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// testSupport says whether a package only serves tests; what holds for _test.go files holds for it.
func testSupport(dir string) bool {
	return slices.Contains([]string{"sessions/storetest", "channels/channeltest", "internal/testenv", "internal/testenv/record", "internal/testenv/provider", "internal/sim", "internal/structure"}, dir)
}

// frozen are values that nobody can change after they were made, and how they are made.
func frozen() []string {
	return []string{"errors.New", "fmt.Errorf", "sync.OnceValue", "sync.OnceValues", "sync.OnceFunc", "regexp.MustCompile", "redis.NewScript", "desk.Fail"}
}

// known are package-level variables that are right as they are, with the reason.
func known() map[string]string {
	return map[string]string{
		"cmd/firstline/root.go release":        "the linker writes it",
		"internal/store/sqlite.go leastSQLite": "an array cannot be a constant; it is only compared with",
	}
}

// TestNoHiddenState: no init functions, and no package-level variable that anything could change: what a part needs it
// is given, so that two of it can stand side by side and tests can run in parallel.
func TestNoHiddenState(t *testing.T) {
	t.Parallel()
	for _, s := range repository(t).gos {
		if s.test || s.made || testSupport(s.dir) {
			continue
		}
		for _, wrong := range append(initFuncs(s), mutableGlobals(s)...) {
			t.Error(wrong)
		}
	}
}

func initFuncs(s *source) []string {
	var out []string
	for _, d := range s.syntax.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
			out = append(out, s.at(f)+": func init: say it where things are put together")
		}
	}
	return out
}

func mutableGlobals(s *source) []string {
	var out []string
	for _, d := range s.syntax.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.VAR || embedded(g.Doc) {
			continue
		}
		for _, spec := range g.Specs {
			v := spec.(*ast.ValueSpec)
			for i, name := range v.Names {
				if name.Name == "_" || embedded(v.Doc) || isFrozen(v, i) || known()[s.path+" "+name.Name] != "" {
					continue
				}
				out = append(out, s.at(name)+": package-level variable "+name.Name+": make it a value that is passed, or a function")
			}
		}
	}
	return out
}

func embedded(doc *ast.CommentGroup) bool {
	return doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, "//go:embed") })
}

// isFrozen says whether the i-th variable is made by one of the calls after which nothing can change.
func isFrozen(v *ast.ValueSpec, i int) bool {
	if i >= len(v.Values) {
		return false
	}
	call, ok := v.Values[i].(*ast.CallExpr)
	if !ok {
		return false
	}
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, ok := f.X.(*ast.Ident)
	return ok && slices.Contains(frozen(), pkg.Name+"."+f.Sel.Name)
}

// TestTestsDoNotSleep: a test that sleeps is slow or flaky, and mostly both; wait for what has to happen, or use
// testing/synctest.
func TestTestsDoNotSleep(t *testing.T) {
	t.Parallel()
	for _, s := range repository(t).gos {
		if !s.test && !testSupport(s.dir) {
			continue
		}
		for _, wrong := range sleeps(s) {
			t.Error(wrong)
		}
	}
}

func sleeps(s *source) []string {
	var out []string
	name := localName(s.syntax, "time")
	ast.Inspect(s.syntax, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok && name != "" && sel.Sel.Name == "Sleep" {
			if x, ok := sel.X.(*ast.Ident); ok && x.Name == name {
				out = append(out, s.at(n)+": time.Sleep in a test")
			}
		}
		return true
	})
	return out
}

// TestBinaryHoldsNoTestCode: what serves tests and measurements alone is not shipped.
func TestBinaryHoldsNoTestCode(t *testing.T) {
	t.Parallel()
	r := repository(t)
	why := "it would be in the binary"
	bans := []ban{{"testing", why}, {"net/http/httptest", why}, {"go.uber.org/goleak", why}, {"pgregory.net/rapid", why}, {"github.com/google/go-cmp", why}}
	for dir := range r.closure("cmd/firstline") {
		if testSupport(dir) || harness(dir) {
			t.Errorf("cmd/firstline imports %s, directly or not: %s", dir, why)
		}
		for _, s := range r.gos {
			if s.dir == dir && !s.test {
				reportBans(t, s, bans)
			}
		}
	}
	for _, s := range r.gos {
		if !s.test && !testSupport(s.dir) {
			reportBans(t, s, []ban{{"testing", "only packages that serve tests alone import it"}})
		}
	}
}

// closure is a folder and all of ours that it imports, directly or not.
func (r *repo) closure(dir string) map[string]bool {
	seen := map[string]bool{dir: true}
	for open := []string{dir}; len(open) > 0; open = open[1:] {
		for _, s := range r.gos {
			if s.dir != open[0] || s.test {
				continue
			}
			for _, p := range s.imports() {
				if next, ours := strings.CutPrefix(p, module); ours && !seen[next] {
					seen[next] = true
					open = append(open, next)
				}
			}
		}
	}
	return seen
}
