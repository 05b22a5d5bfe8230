package structure

import (
	"go/ast"
	"go/token"
	"net/url"
	"os"
	"os/exec"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// generated says whether a tracked file is made by a tool from another one.
func generated(name, text string) bool {
	first := text[:min(len(text), 600)]
	return strings.Contains(name, "/dist/") || path.Base(name) == "package-lock.json" || path.Base(name) == "go.sum" || strings.Contains(name, "/testdata/") ||
		strings.Contains(first, "DO NOT EDIT") || strings.Contains(first, "Do not edit") || strings.Contains(first, "Generated")
}

// mostLines is how long a file may be that people read and change.
const mostLines = 500

func TestNoFileIsTooLong(t *testing.T) {
	t.Parallel()
	r := repository(t)
	written := []string{".go", ".ts", ".vue", ".css", ".html", ".sql", ".lua", ".sh", ".yaml", ".md", ".mjs"}
	for _, name := range r.files {
		if !slices.Contains(written, path.Ext(name)) {
			continue
		}
		text := r.text(t, name)
		if n := strings.Count(text, "\n"); n > mostLines && !generated(name, text) {
			t.Errorf("%s has %d lines: at most %d, so that no file escapes", name, n, mostLines)
		}
	}
}

// TestEveryPackageSaysWhatItDecides: a package without a sentence about itself has no reason to be one.
func TestEveryPackageSaysWhatItDecides(t *testing.T) {
	t.Parallel()
	said := map[string]bool{}
	for _, s := range repository(t).gos {
		if s.test || s.made {
			continue
		}
		begins := []string{"Package " + s.syntax.Name.Name + " "}
		if s.syntax.Name.Name == "main" {
			begins = []string{"Command ", "Firstline ", strings.ToUpper(path.Base(s.dir)[:1]) + path.Base(s.dir)[1:] + " "}
		}
		doc := s.syntax.Doc.Text()
		said[s.dir] = said[s.dir] || slices.ContainsFunc(begins, func(b string) bool { return strings.HasPrefix(doc, b) })
	}
	for dir, ok := range said {
		if !ok {
			t.Errorf("%s has no package comment that says what it decides and what it refuses to do", dir)
		}
	}
}

// TestNothingOfThisMachine: no tracked file names a folder of somebody's machine or where packages came from.
func TestNothingOfThisMachine(t *testing.T) {
	t.Parallel()
	r := repository(t)
	folders := regexp.MustCompile(`(^|[^A-Za-z0-9_.$}-])/(` + "work" + `|` + "root" + `|` + "Users" + `|` + "home" + `/[a-z]+)/`)
	registries := hosts()
	for _, name := range r.files {
		text := r.text(t, name)
		if strings.Contains(text[:min(len(text), 8000)], "\x00") {
			continue // an image, a font
		}
		if at := folders.FindStringIndex(text); at != nil {
			t.Errorf("%s:%d names a folder of one machine: %q", name, line(text, at[0]), text[at[0]:min(len(text), at[1]+20)])
		}
		for _, host := range registries {
			if i := strings.Index(text, host); i >= 0 {
				t.Errorf("%s:%d names %s: where packages come from is each machine's own business", name, line(text, i), host)
			}
		}
	}
}

func line(text string, offset int) int { return 1 + strings.Count(text[:offset], "\n") }

// hosts are the registries that this machine uses, as its own settings name them.
func hosts() []string {
	settings := []string{os.Getenv("NPM_CONFIG_REGISTRY"), os.Getenv("npm_config_registry"), os.Getenv("PIP_INDEX_URL"), os.Getenv("GOPROXY"), os.Getenv("GOSUMDB")}
	if out, err := exec.Command("go", "env", "GOPROXY", "GOSUMDB").Output(); err == nil {
		settings = append(settings, strings.Fields(string(out))...)
	}
	var found []string
	for _, setting := range settings {
		for _, one := range strings.FieldsFunc(setting, func(c rune) bool { return strings.ContainsRune(",| +", c) }) {
			if u, err := url.Parse(one); err == nil && u.Host != "" {
				one = u.Host
			}
			if strings.Contains(one, ".") && !slices.Contains(found, one) {
				found = append(found, one)
			}
		}
	}
	return found
}

// TestFailpointsAreNamedOnce: the crash harness kills at the n-th passing of a name; two places of one name would hide
// one of them.
func TestFailpointsAreNamedOnce(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, s := range repository(t).gos {
		if s.test {
			continue
		}
		for _, call := range failpoints(s) {
			name, ok := literal(call)
			if !ok {
				t.Errorf("%s: the name of a failpoint is a constant string", s.at(call))
				continue
			}
			if first := seen[name]; first != "" {
				t.Errorf("%s: failpoint %q stands at %s already", s.at(call), name, first)
			}
			seen[name] = s.at(call)
		}
	}
	if len(seen) < 10 {
		t.Errorf("only %d failpoints were found", len(seen))
	}
}

// failpoints are the calls of failpoint.Hit.
func failpoints(s *source) []*ast.CallExpr {
	var out []*ast.CallExpr
	name := localName(s.syntax, module+"internal/failpoint")
	ast.Inspect(s.syntax, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || name == "" {
			return true
		}
		if f, ok := call.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "Hit" && typeName(f.X) == name {
			out = append(out, call)
		}
		return true
	})
	return out
}

func literal(call *ast.CallExpr) (string, bool) {
	if len(call.Args) != 1 {
		return "", false
	}
	lit, ok := call.Args[0].(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}
