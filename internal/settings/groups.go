package settings

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"

	"firstline/internal/desk"
	"firstline/internal/yamlform"
)

// Limits of the list of groups. Nobody runs so many queues; more is a mistake.
const (
	mostGroups = 50
	mostLevel  = 9
	mostName   = 40 // characters
)

var groupShape = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,31}$`)

// startGroups are the three groups of the regulations (ORG-01).
func startGroups(s Start, _ *Department, _ string) string {
	return groupsText(Presets()[0].Groups(s.Config.Locale))
}

// readGroups reads the list of queues (ORG-01, ORG-09). Exactly one is where sessions start (ORG-02), at most one handles
// complaints (ORG-07).
func readGroups(text, _, file string, d *Department) error {
	r := yamlform.Reader{File: file}
	var groups []Group
	lines := map[int]int{}
	root := r.Parse(yamlform.Plain([]byte(text)))
	if root == nil {
		return r.Found.Err()
	}
	r.Mapping(root, "", yamlform.Must("groups", func(n ast.Node, key string) {
		r.List(n, key, func(n ast.Node, key string) {
			lines[len(groups)] = yamlform.Line(n)
			groups = append(groups, readGroup(&r, n, key))
		})
	}))
	if len(r.Found) == 0 {
		checkGroups(&r, groups, lines)
	}
	if err := r.Found.Err(); err != nil {
		return err
	}
	d.Groups = groups
	return nil
}

func readGroup(r *yamlform.Reader, n ast.Node, key string) Group {
	var g Group
	r.Mapping(n, key,
		yamlform.Must("id", func(n ast.Node, key string) {
			if g.ID = desk.GroupID(r.Text(n, key)); g.ID != "" && !groupShape.MatchString(string(g.ID)) {
				r.Problem(yamlform.Line(n), key, "%q is not an id: use small letters, digits, - and _, such as service", g.ID)
			}
		}),
		yamlform.Must("name", func(n ast.Node, key string) {
			if g.Name = r.Text(n, key); utf8.RuneCountInString(g.Name) > mostName || strings.ContainsAny(g.Name, "\n\t") {
				r.Problem(yamlform.Line(n), key, "is longer than %d characters, or has more than one line", mostName)
			}
		}),
		yamlform.May("min_level", func(n ast.Node, key string) {
			if g.MinLevel = r.Integer(n, key); g.MinLevel > mostLevel {
				r.Problem(yamlform.Line(n), key, "is above %d", mostLevel)
			}
		}),
		yamlform.May("default", func(n ast.Node, key string) { g.Default = r.Boolean(n, key) }),
		yamlform.May("complaint", func(n ast.Node, key string) { g.Complaint = r.Boolean(n, key) }),
	)
	return g
}

// checkGroups finds what only the whole list shows.
func checkGroups(r *yamlform.Reader, groups []Group, lines map[int]int) {
	ids, names := map[desk.GroupID]bool{}, map[string]bool{}
	starts, complaints := 0, 0
	for i, g := range groups {
		key := yamlform.Item("groups", i)
		if ids[g.ID] {
			r.Problem(lines[i], key+".id", "a group %s stands above", g.ID)
		}
		if names[g.Name] {
			r.Problem(lines[i], key+".name", "a group %q stands above", g.Name)
		}
		ids[g.ID], names[g.Name] = true, true
		if g.Default {
			if starts++; starts > 1 {
				r.Problem(lines[i], key+".default", "sessions start in one group only: keep one")
			}
		}
		if g.Complaint {
			if complaints++; complaints > 1 {
				r.Problem(lines[i], key+".complaint", "one group handles complaints: keep one")
			}
		}
	}
	switch {
	case len(groups) == 0 || len(groups) > mostGroups:
		r.Problem(1, "groups", "wants 1 to %d groups", mostGroups)
	case starts == 0:
		r.Problem(1, "groups", "one of them must be the default: new sessions start there")
	}
}

// groupsFit keeps phrases from being limited to groups that are gone.
func groupsFit(before, after *Department) yamlform.Problems {
	r := yamlform.Reader{File: ID{KindGroups, Only}.file()}
	for _, id := range removed(before, after) {
		for _, rule := range after.Guard.List().Rules {
			if slices.Contains(rule.Scope.Groups, id) {
				r.Problem(0, "groups", "the phrases of %s are for the group %s: change them first", rule.ID, id)
			}
		}
	}
	return r.Found
}

// removed are the groups that a change takes away.
func removed(before, after *Department) []desk.GroupID {
	var gone []desk.GroupID
	now := after.GroupIDs()
	for _, id := range before.GroupIDs() {
		if !slices.Contains(now, id) {
			gone = append(gone, id)
		}
	}
	return gone
}

// groupsText writes a list of groups as its document.
func groupsText(groups []Group) string {
	var b strings.Builder
	b.WriteString("groups:\n")
	for _, g := range groups {
		fmt.Fprintf(&b, "  - id: %s\n    name: %s\n", g.ID, yamlQuote(g.Name))
		if g.MinLevel > 0 {
			fmt.Fprintf(&b, "    min_level: %d\n", g.MinLevel)
		}
		if g.Default {
			b.WriteString("    default: true\n")
		}
		if g.Complaint {
			b.WriteString("    complaint: true\n")
		}
	}
	return b.String()
}
