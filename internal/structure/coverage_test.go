package structure

import (
	_ "embed"
	"flag"
	"fmt"
	"go/ast"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// serviceCode are all rules of the five regulations, in their order: the id, "whole" where somebody has judged that nothing of
// the rule is missing ("-" elsewhere), and the rule in a few words.
//
//go:embed testdata/service-code.txt
var serviceCode string

var update = flag.Bool("update", false, "rewrite docs/coverage.md")

var pathShape = regexp.MustCompile("`([^`]+)`")

var (
	idShape    = regexp.MustCompile(`\b[A-Z]{2,3}-\d\d\b`)
	rangeShape = regexp.MustCompile(`\b([A-Z]{2,3})-(\d\d)…(\d\d)\b`)
)

// rule is a line of the service code with what the repository says of it.
type rule struct {
	id, words string
	whole     bool
	places    []string // files that say that they carry it, the most telling first
	tests     []string // that show it: "TestName" of a file, or a browser's check, or a story
}

// chapter is a section of the page.
type chapter struct {
	title string
	rules []*rule
}

func readServiceCode(t *testing.T) []chapter {
	t.Helper()
	var out []chapter
	for line := range strings.Lines(serviceCode) {
		line = strings.TrimSpace(line)
		if title, ok := strings.CutPrefix(line, "## "); ok {
			out = append(out, chapter{title: title})
			continue
		}
		id, rest, _ := strings.Cut(line, " ")
		state, words, ok := strings.Cut(rest, " ")
		if !ok || !idShape.MatchString(id) || state != "whole" && state != "-" || len(out) == 0 {
			t.Fatalf("testdata/service-code.txt: %q is no rule", line)
		}
		last := &out[len(out)-1]
		last.rules = append(last.rules, &rule{id: id, words: words, whole: state == "whole"})
	}
	return out
}

const coverageHead = `# What of the service code is carried by the machine

Generated: one row for each rule of the five regulations (客服管理制度), with the files that say that they carry it and a test that
shows it. Do not edit; ` + "`go test ./internal/structure -run Coverage -update`" + ` writes it anew from what code and tests cite, and the
test fails when this page and they differ. *whole* is a judgement of people (internal/structure/testdata/service-code.txt); *part*
means that something of it is there and something is not. *not yet* is a promise of nothing. Rules that a machine cannot carry stay
in the list all the same, so that nobody has to ask.

`

// TestCoveragePage keeps docs/coverage.md what code and tests say. A rule that is carried wholly has a test that shows it.
func TestCoveragePage(t *testing.T) {
	t.Parallel()
	r := repository(t)
	chapters := readServiceCode(t)
	r.collect(t, chapters)
	text := coveragePage(t, chapters)
	file := filepath.Join(r.root, "docs", "coverage.md")
	if *update {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if r.text(t, "docs/coverage.md") != text {
		t.Error("docs/coverage.md is not what code and tests cite: go test ./internal/structure -run Coverage -update")
	}
}

func coveragePage(t *testing.T, chapters []chapter) string {
	var b strings.Builder
	b.WriteString(coverageHead)
	whole, part, all := 0, 0, 0
	var body strings.Builder
	for _, c := range chapters {
		fmt.Fprintf(&body, "\n## %s\n\n| id | rule | state | where | shown by |\n|---|---|---|---|---|\n", c.title)
		for _, x := range c.rules {
			all++
			state := "part"
			switch {
			case len(x.places) == 0 && x.whole:
				t.Errorf("%s is said to be whole, and no code cites it", x.id)
			case len(x.places) == 0:
				state = "not yet"
			case x.whole && len(x.tests) == 0:
				t.Errorf("%s is said to be whole, and no test cites it", x.id)
			case x.whole:
				state = "whole"
				whole++
			}
			if state == "part" {
				part++
			}
			fmt.Fprintf(&body, "| %s | %s | %s | %s | %s |\n", x.id, x.words, state, strings.Join(x.places, ", "), strings.Join(x.tests, ", "))
		}
	}
	fmt.Fprintf(&b, "%d rules: %d whole, %d in part, %d not yet.\n", all, whole, part, all-whole-part)
	return b.String() + body.String()
}

// mostNamed bounds what a row names: enough to begin reading.
const mostNamed = 3

// collect looks through the repository for what cites the rules. Code cites in comments; tests in comments and stories;
// scripts and lists by their key "rules" or "code".
func (r *repo) collect(t *testing.T, chapters []chapter) {
	t.Helper()
	known := map[string]*rule{}
	for _, c := range chapters {
		for _, x := range c.rules {
			known[x.id] = x
		}
	}
	note := func(where, text string, tests bool) {
		for _, id := range idShape.FindAllString(spelledOut(text), -1) {
			x := known[id]
			if x == nil {
				unknown(t, where, id, known)
				continue
			}
			list := &x.places
			if tests {
				list = &x.tests
			}
			if named := "`" + where + "`"; len(*list) < mostNamed && !slices.Contains(*list, named) {
				*list = append(*list, named)
			}
		}
	}
	for _, s := range inOrder(r.gos) {
		citedIn(s, note)
	}
	for _, name := range r.files {
		switch dir := path.Dir(name); {
		case dir == "scripts/packs", dir == "scripts/guard/default", dir == "internal/matters/default", dir == "internal/settings/presets", strings.HasPrefix(name, "web/src/"):
			note(name, r.text(t, name), false)
		case dir == "internal/e2e/browser" && strings.HasSuffix(name, ".mjs"), dir == "sessions/testdata" && strings.HasSuffix(name, ".txt"):
			note(name, r.text(t, name), true)
		}
	}
}

// spelledOut writes ranges such as FLW-01…04 with all that they mean.
func spelledOut(text string) string {
	return rangeShape.ReplaceAllStringFunc(text, func(r string) string {
		m := rangeShape.FindStringSubmatch(r)
		from, _ := strconv.Atoi(m[2])
		to, _ := strconv.Atoi(m[3])
		var all []string
		for n := from; n <= to; n++ {
			all = append(all, fmt.Sprintf("%s-%02d", m[1], n))
		}
		return strings.Join(all, " ")
	})
}

// unknown complains of ids of our families that are no rule; others are UTF-16 and the like.
func unknown(t *testing.T, where, id string, known map[string]*rule) {
	t.Helper()
	family, _, _ := strings.Cut(id, "-")
	for other := range known {
		if strings.HasPrefix(other, family+"-") {
			t.Errorf("%s cites %s, which is no rule", where, id)
			return
		}
	}
}

// inOrder puts the files first that decide, and those last that only pass on.
func inOrder(all []*source) []*source {
	rank := func(s *source) int {
		for i, dir := range []string{"sessions", "router", "scripts", "internal/quality", "internal/cases", "internal/settings", "internal/matters", "internal/calendar"} {
			if under(s.dir, dir) {
				return i
			}
		}
		return 99
	}
	out := slices.Clone(all)
	slices.SortStableFunc(out, func(a, b *source) int { return rank(a) - rank(b) })
	return out
}

func citedIn(s *source, note func(where, text string, tests bool)) {
	if s.made || s.dir == "internal/structure" || !s.test && harness(s.dir) {
		return
	}
	if !s.test {
		for _, group := range s.syntax.Comments {
			note(s.path, group.Text(), false)
		}
		return
	}
	for _, d := range s.syntax.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || !strings.HasPrefix(f.Name.Name, "Test") || f.Doc == nil {
			continue
		}
		note(s.dir+"."+f.Name.Name, f.Doc.Text(), true)
	}
}
