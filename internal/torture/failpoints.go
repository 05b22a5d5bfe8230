package torture

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"firstline/internal/torture/rig"
)

// FailpointVariable arms one fail point of a program that was built with the tag failpoints: "name:n" kills it at the
// n-th hit.
const FailpointVariable = "FIRSTLINE_FAILPOINT"

// Failpoints reads the names of all fail points out of the source: the literals that failpoint.Hit is called with.
func Failpoints(root string) ([]string, error) {
	var names []string
	files := token.NewFileSet()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && path != root) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil //nolint:nilerr // half-written files do not build; that is for the compiler to say
		}
		names = append(names, hits(f)...)
		return nil
	})
	slices.Sort(names)
	return slices.Compact(names), err
}

// hits are the literals of one file.
func hits(f *ast.File) []string {
	var names []string
	ast.Inspect(f, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) != 1 {
			return true
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || sel.Sel.Name != "Hit" {
			return true
		}
		pkg, ok := sel.X.(*ast.Ident)
		lit, isLit := call.Args[0].(*ast.BasicLit)
		if ok && isLit && pkg.Name == "failpoint" && lit.Kind == token.STRING {
			if name, err := strconv.Unquote(lit.Value); err == nil {
				names = append(names, name)
			}
		}
		return true
	})
	return names
}

// patience is how long an armed fail point may take to be reached under load.
const patience = 20 * time.Second

// failpoints kills the node at each fail point, so many times each, at the first hit, the second, or a later one.
func failpoints(r *run) error {
	if err := r.slowly(); err != nil {
		return err
	}
	root, err := rig.Root(r.ctx)
	if err != nil {
		return err
	}
	names, err := Failpoints(root)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return fmt.Errorf("no fail point was found below %s", root)
	}
	died, err := r.dieEverywhere(names)
	if err != nil {
		return err
	}
	for _, name := range names {
		r.figures.note("fail point "+name, "killed there %d of %d times", died[name], r.o.Faults)
		if died[name] == 0 {
			r.broken = append(r.broken, "the fail point "+name+" was never reached")
		}
	}
	return r.restart(r.world.Nodes[0])
}

// dieEverywhere kills at every fail point in turn and counts where that worked.
func (r *run) dieEverywhere(names []string) (map[string]int, error) {
	died := map[string]int{}
	n := r.world.Nodes[0]
	for i := range r.o.Faults {
		for _, name := range names {
			hit := 1 + r.rng.IntN(1+3*i)
			ok, err := r.dieAt(n, fmt.Sprintf("%s:%d", name, hit))
			if err != nil {
				return nil, err
			}
			if ok {
				died[name]++
			}
		}
	}
	n.Kill()
	return died, nil
}

// dieAt starts the node with a fail point armed, in the place of the one that runs, and waits until it has died there.
func (r *run) dieAt(n *rig.Node, where string) (bool, error) {
	n.Kill()
	r.fault("armed", where)
	if err := n.Start(FailpointVariable + "=" + where); err != nil {
		return false, err
	}
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case <-n.Ended():
		r.fault("died", where)
		return n.Killed(), nil
	case <-late.C:
		r.fault("not reached", where)
		return false, nil
	case <-r.ctx.Done():
		return false, r.ctx.Err()
	}
}
