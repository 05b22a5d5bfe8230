package structure

import (
	"fmt"
	"go/ast"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// mostArchitecture keeps the page one that people read.
const mostArchitecture = 150

func TestArchitectureIsShortAndWhole(t *testing.T) {
	t.Parallel()
	r := repository(t)
	page := r.text(t, "docs/architecture.md")
	if n := strings.Count(page, "\n"); n > mostArchitecture {
		t.Errorf("docs/architecture.md has %d lines, at most %d", n, mostArchitecture)
	}
	told := map[string]bool{}
	for _, m := range pathShape.FindAllStringSubmatch(page, -1) {
		told[m[1]] = true
	}
	missing := map[string]bool{}
	for _, s := range r.gos {
		parts := strings.Split(s.dir, "/")
		folder := strings.Join(parts[:min(len(parts), 2)], "/")
		if !told[folder] && !s.test && s.dir != "." {
			missing[folder] = true
		}
	}
	for folder := range missing {
		t.Errorf("docs/architecture.md does not tell of %s", folder)
	}
}

var (
	linkShape     = regexp.MustCompile(`\]\(([^)#]+)(#[^)]*)?\)`)
	decisionShape = regexp.MustCompile(`^(\d{4})-[a-z0-9-]+\.md$`)
)

// TestLinksLeadSomewhere: pages name files that are there.
func TestLinksLeadSomewhere(t *testing.T) {
	t.Parallel()
	r := repository(t)
	for _, name := range r.files {
		if path.Ext(name) != ".md" || strings.Contains(name, "testdata") {
			continue
		}
		for _, m := range linkShape.FindAllStringSubmatch(r.text(t, name), -1) {
			if strings.Contains(m[1], ":") {
				continue // another site
			}
			if _, err := os.Stat(filepath.Join(r.root, path.Dir(name), filepath.FromSlash(m[1]))); err != nil {
				t.Errorf("%s links to %s, which is not there", name, m[1])
			}
		}
	}
}

// TestReadmesLeadToEveryPage: a page of the documentation that neither README names is found by nobody. Each README names the page in
// its own language where there is one.
func TestReadmesLeadToEveryPage(t *testing.T) {
	t.Parallel()
	r := repository(t)
	pages := 0
	for _, name := range r.files {
		if path.Dir(name) != "docs" || path.Ext(name) != ".md" || strings.HasSuffix(name, ".zh-CN.md") {
			continue
		}
		pages++
		chinese := strings.TrimSuffix(name, ".md") + ".zh-CN.md"
		if !slices.Contains(r.files, chinese) {
			chinese = name
		}
		for readme, page := range map[string]string{"README.md": name, "README.zh-CN.md": chinese} {
			if !strings.Contains(r.text(t, readme), "]("+page+")") {
				t.Errorf("%s does not lead to %s", readme, page)
			}
		}
	}
	if pages < 15 {
		t.Errorf("only %d pages were found", pages)
	}
}

// TestDecisionsAreNotes: numbered without gaps, each with its context, decision and consequence, short enough to be read.
func TestDecisionsAreNotes(t *testing.T) {
	t.Parallel()
	r := repository(t)
	var numbers []string
	for _, name := range r.files {
		if path.Dir(name) != "docs/decisions" {
			continue
		}
		m := decisionShape.FindStringSubmatch(path.Base(name))
		if m == nil {
			t.Errorf("%s is not named 0000-in-a-few-words.md", name)
			continue
		}
		numbers = append(numbers, m[1])
		checkDecision(t, name, m[1], r.text(t, name))
	}
	for i, n := range slices.Sorted(slices.Values(numbers)) {
		if n != fmt.Sprintf("%04d", i+1) {
			t.Errorf("decision %s stands where %04d is due", n, i+1)
			break
		}
	}
}

func checkDecision(t *testing.T, name, number, text string) {
	t.Helper()
	if !strings.HasPrefix(text, "# "+number+": ") {
		t.Errorf("%s does not begin with its number", name)
	}
	last := 0
	for _, heading := range []string{"\n## Context\n", "\n## Decision\n", "\n## Consequence\n"} {
		at := strings.Index(text, heading)
		if at < last {
			t.Errorf("%s has no %q, or not in its place", name, strings.TrimSpace(heading))
		}
		last = max(at, last)
	}
	if n := strings.Count(text, "\n"); n > 60 {
		t.Errorf("%s has %d lines: a note, not a paper", name, n)
	}
}

var testShape = regexp.MustCompile("`([a-z0-9/]+)\\.(Test[A-Za-z0-9]+)`")

// TestNamedTestsAreThere: a page that says which test shows something names one that there is.
func TestNamedTestsAreThere(t *testing.T) {
	t.Parallel()
	r := repository(t)
	known := map[string]bool{}
	for _, s := range r.gos {
		for _, d := range s.syntax.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && s.test && f.Recv == nil {
				known[s.dir+"."+f.Name.Name] = true
			}
		}
	}
	named := 0
	for _, name := range r.files {
		if path.Ext(name) != ".md" || strings.Contains(name, "testdata") {
			continue
		}
		for _, m := range testShape.FindAllStringSubmatch(r.text(t, name), -1) {
			if named++; !known[m[1]+"."+m[2]] {
				t.Errorf("%s names the test %s.%s, which is not there", name, m[1], m[2])
			}
		}
	}
	if named < 50 {
		t.Errorf("%d tests are named: has their form changed?", named)
	}
}
