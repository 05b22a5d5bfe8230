package structure

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const privacyPage = "docs/privacy.md"

var (
	tableMade    = regexp.MustCompile(`(?mi)^\s*CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?(\w+)`)
	tableRenamed = regexp.MustCompile(`(?mi)ALTER TABLE (\w+) RENAME TO (\w+)`)
	tableDropped = regexp.MustCompile(`(?mi)DROP TABLE (?:IF EXISTS )?(\w+)`)
	tableRow     = regexp.MustCompile("(?m)^\\| `(\\w+)` \\| ([a-z, ]+) \\| .+ \\| (\\S+) \\|$")
)

// tablesOf are the tables that the migrations of both databases leave behind.
func (r *repo) tablesOf(t *testing.T) map[string]bool {
	t.Helper()
	const dir = "internal/store/migrations/"
	var all []string
	for _, name := range r.files {
		if strings.HasPrefix(name, dir) && path.Ext(name) == ".sql" {
			all = append(all, name)
		}
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Compare(path.Base(a), path.Base(b)) }) // by their numbers
	out := map[string]bool{}
	for _, name := range all {
		up, _, _ := strings.Cut(r.text(t, name), "-- +goose Down")
		for _, m := range tableMade.FindAllStringSubmatch(up, -1) {
			out[m[1]] = true
		}
		for _, m := range tableDropped.FindAllStringSubmatch(up, -1) {
			delete(out, m[1])
		}
		for _, m := range tableRenamed.FindAllStringSubmatch(up, -1) {
			delete(out, m[1])
			out[m[2]] = true
		}
	}
	return out
}

// TestPrivacyNamesEveryTable: whoever adds a table says whose data stands in it, and what becomes of it when a customer is erased
// (CUS-09). That it does is shown by internal/api.TestErasure, which looks into all of them.
func TestPrivacyNamesEveryTable(t *testing.T) {
	t.Parallel()
	r := repository(t)
	tables := r.tablesOf(t)
	if len(tables) < 35 {
		t.Fatalf("only %d tables were found: this test looks at the wrong place", len(tables))
	}
	named := map[string]bool{}
	for _, m := range tableRow.FindAllStringSubmatch(r.text(t, privacyPage), -1) {
		name, of, fate := m[1], m[2], m[3]
		if named[name] {
			t.Errorf("%s: %s stands there twice", privacyPage, name)
		}
		named[name] = true
		if !tables[name] {
			t.Errorf("%s: there is no table %s", privacyPage, name)
		}
		customers := strings.Contains(of, "customer")
		for _, who := range strings.Split(of, ", ") {
			if !slices.Contains([]string{"customer", "staff", "nobody"}, who) {
				t.Errorf("%s: %s is of %q: say customer, staff or nobody", privacyPage, name, who)
			}
		}
		if customers != slices.Contains([]string{"emptied", "deleted", "stays"}, fate) || !customers && fate != "-" {
			t.Errorf("%s: %s is of %q and %q at an erasure: a customer's is emptied, deleted or stays, anything else is -", privacyPage, name, of, fate)
		}
	}
	for name := range tables {
		if !named[name] {
			t.Errorf("%s does not name the table %s: say there whose data stands in it, and what becomes of it at an erasure", privacyPage, name)
		}
	}
}
