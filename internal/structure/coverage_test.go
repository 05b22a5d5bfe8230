package structure

import (
	_ "embed"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// serviceCode are the ids of all rules of the five regulations, in their order.
//
//go:embed testdata/service-code-ids.txt
var serviceCode string

// coverageRow is one rule on the page.
type coverageRow struct {
	rule, where string
	paths       []string
}

var (
	rowShape  = regexp.MustCompile(`^\| ([A-Z]{2,3}-\d\d) \| (.+) \| (.+) \|$`)
	pathShape = regexp.MustCompile("`([^`]+)`")
	idShape   = regexp.MustCompile(`\b[A-Z]{2,3}-\d\d\b`)
)

// coverage reads the page; ids come in the page's order.
func coverage(t *testing.T, r *repo) (ids []string, rows map[string]coverageRow) {
	t.Helper()
	rows = map[string]coverageRow{}
	for line := range strings.Lines(r.text(t, "docs/coverage.md")) {
		m := rowShape.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil {
			continue
		}
		row := coverageRow{rule: m[2], where: m[3]}
		for _, p := range pathShape.FindAllStringSubmatch(m[3], -1) {
			row.paths = append(row.paths, p[1])
		}
		ids, rows[m[1]] = append(ids, m[1]), row
	}
	return ids, rows
}

// TestCoverageIsComplete: each rule stands on the page once, in the order of the regulations, and no other does.
func TestCoverageIsComplete(t *testing.T) {
	t.Parallel()
	ids, _ := coverage(t, repository(t))
	want := strings.Fields(serviceCode)
	if slices.Equal(ids, want) {
		return
	}
	for _, id := range want {
		if n := count(ids, id); n != 1 {
			t.Errorf("docs/coverage.md has %d rows for %s", n, id)
		}
	}
	for _, id := range ids {
		if !slices.Contains(want, id) {
			t.Errorf("docs/coverage.md has %s, which is no rule", id)
		}
	}
	if !t.Failed() {
		t.Error("docs/coverage.md is not in the order of the regulations")
	}
}

func count(all []string, one string) int {
	n := 0
	for _, x := range all {
		if x == one {
			n++
		}
	}
	return n
}

// TestCoveragePathsExist: a row names a file or folder that is there, or says "not yet".
func TestCoveragePathsExist(t *testing.T) {
	t.Parallel()
	r := repository(t)
	_, rows := coverage(t, r)
	for id, row := range rows {
		if (row.where == "not yet") != (len(row.paths) == 0) {
			t.Errorf("docs/coverage.md: %s says %q: name a path or say not yet", id, row.where)
		}
		for _, p := range row.paths {
			if _, err := os.Stat(filepath.Join(r.root, filepath.FromSlash(p))); err != nil {
				t.Errorf("docs/coverage.md: %s names %s: %v", id, p, err)
			}
		}
	}
}

// TestCitedRulesAreCovered: what the code says that it does stands on the page. Generated pages and tests may mention a
// rule without doing anything about it.
func TestCitedRulesAreCovered(t *testing.T) {
	t.Parallel()
	r := repository(t)
	want := strings.Fields(serviceCode)
	_, rows := coverage(t, r)
	for _, s := range r.gos {
		if s.test || s.made || s.dir == "internal/structure" {
			continue
		}
		for _, group := range s.syntax.Comments {
			for _, id := range idShape.FindAllString(group.Text(), -1) {
				reportCited(t, s.at(group), id, want, rows)
			}
		}
	}
	for _, name := range r.files {
		if path.Dir(name) == "scripts/packs" || path.Dir(name) == "scripts/guard/default" {
			for _, id := range idShape.FindAllString(r.text(t, name), -1) {
				reportCited(t, name, id, want, rows)
			}
		}
	}
}

func reportCited(t *testing.T, where, id string, want []string, rows map[string]coverageRow) {
	t.Helper()
	family, _, _ := strings.Cut(id, "-")
	switch {
	case !slices.ContainsFunc(want, func(w string) bool { return strings.HasPrefix(w, family+"-") }):
		// not one of ours: UTF-16 and the like
	case !slices.Contains(want, id):
		t.Errorf("%s cites %s, which is no rule", where, id)
	case rows[id].where == "not yet":
		t.Errorf("%s cites %s, docs/coverage.md says not yet", where, id)
	}
}
