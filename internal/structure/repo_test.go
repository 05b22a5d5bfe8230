package structure

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// module is how imports of our own begin.
const module = "firstline/"

// source is one Go file of the repository.
type source struct {
	path   string // slash-separated, from the root
	dir    string // its package's folder
	test   bool   // a _test.go file
	made   bool   // generated
	fset   *token.FileSet
	syntax *ast.File
}

// repo is the repository as the tests see it.
type repo struct {
	root  string
	files []string // everything that is or could be committed
	gos   []*source
}

// load reads the repository once. Sources are parsed, not built: rules hold under every build tag, and while somebody is
// in the middle of a change.
var load = sync.OnceValues(func() (*repo, error) {
	root, err := moduleRoot()
	if err != nil {
		return nil, err
	}
	r := &repo{root: root}
	if r.files, err = tracked(root); err != nil {
		return nil, err
	}
	for _, name := range r.files {
		if !strings.HasSuffix(name, ".go") || strings.Contains(name, "/testdata/") {
			continue
		}
		s, err := parse(root, name)
		if err != nil {
			return nil, err
		}
		r.gos = append(r.gos, s)
	}
	return r, nil
})

func repository(t *testing.T) *repo {
	t.Helper()
	r, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	for err == nil {
		if _, missing := os.Stat(filepath.Join(dir, "go.mod")); missing == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", errors.New("structure: no go.mod above the tests")
		}
		dir = filepath.Dir(dir)
	}
	return "", err
}

// tracked lists what git knows or would add; without git, everything outside of the folders that are never committed.
func tracked(root string) ([]string, error) {
	cmd := exec.Command("git", "-C", root, "ls-files", "--cached", "--others", "--exclude-standard", "-z")
	out, err := cmd.Output()
	if err != nil {
		return walked(root)
	}
	var files []string
	for name := range strings.SplitSeq(strings.TrimRight(string(out), "\x00"), "\x00") {
		if info, err := os.Stat(filepath.Join(root, name)); err == nil && info.Mode().IsRegular() {
			files = append(files, name)
		}
	}
	slices.Sort(files)
	return slices.Compact(files), nil
}

func walked(root string) ([]string, error) {
	var files []string
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && slices.Contains([]string{".git", "node_modules", "bin", "firstline-data"}, d.Name()):
			return fs.SkipDir
		case d.Type().IsRegular():
			files = append(files, name)
		}
		return nil
	})
	return files, err
}

func parse(root, name string) (*source, error) {
	s := &source{path: name, dir: path.Dir(name), test: strings.HasSuffix(name, "_test.go"), fset: token.NewFileSet()}
	var err error
	s.syntax, err = parser.ParseFile(s.fset, filepath.Join(root, name), nil, parser.ParseComments|parser.SkipObjectResolution)
	if err == nil {
		s.made = ast.IsGenerated(s.syntax)
	}
	return s, err
}

// text is the contents of a file.
func (r *repo) text(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(r.root, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// imports are the paths a file imports.
func (s *source) imports() []string {
	var out []string
	for _, spec := range s.syntax.Imports {
		out = append(out, strings.Trim(spec.Path.Value, `"`))
	}
	return out
}

// at is where a node stands, for messages.
func (s *source) at(n ast.Node) string {
	pos := s.fset.Position(n.Pos())
	return s.path + ":" + strconv.Itoa(pos.Line)
}
