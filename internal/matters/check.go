package matters

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"firstline/internal/yamlform"
	"firstline/scripts/guard"
	"firstline/sessions"
)

// check finds what is wrong between the parts of the document.
func (r *reader) check(root ast.Node) {
	line := yamlform.Line(root)
	if r.m.Number < 1 {
		r.Problem(line, "number", "begins with 1")
	}
	var categories, departments, gravities, menu []string
	for i, c := range r.m.Categories {
		categories = append(categories, c.ID)
		if c.Menu != "" {
			menu = append(menu, strings.ToLower(c.Menu))
		}
		if c.Flow == sessions.FlowDispute && c.Group != "" {
			r.Problem(line, yamlform.Item("categories", i)+".group", "a dispute comes to the complaint specialists: leave the group out")
		}
	}
	for _, d := range r.m.Departments {
		departments = append(departments, d.ID)
	}
	for i, g := range r.m.Gravities {
		gravities = append(gravities, g.ID)
		if g.From != "" && !slices.Contains(r.m.Ladder, g.From) {
			r.Problem(line, yamlform.Item("gravities", i)+".from", "the ladder has no %s", g.From)
		}
	}
	ranks := make([]string, len(r.m.Ladder))
	for i, rank := range r.m.Ladder {
		ranks[i] = string(rank)
	}
	r.once(line, "categories", categories)
	r.once(line, "categories", menu)
	if len(menu) > menuMost {
		r.Problem(line, "categories", "%d of them have a menu: at most %d buttons stand below a greeting", len(menu), menuMost)
	}
	r.once(line, "departments", departments)
	r.once(line, "gravities", gravities)
	r.once(line, "ladder", ranks)
}

// once complains of what is there twice.
func (r *reader) once(line int, key string, ids []string) {
	seen := map[string]bool{}
	for _, id := range ids {
		if seen[id] && id != "" {
			r.Problem(line, key, "%q is there twice", id)
		}
		seen[id] = true
	}
}

// compile makes the words searchable as the phrase guard does it: whatever the width, the script or the spacing.
func (r *reader) compile() error {
	list := guard.List{Locale: r.m.Locale, Number: r.m.Number}
	for _, c := range r.m.Categories {
		if len(c.Words) > 0 {
			list.Rules = append(list.Rules, guard.Rule{ID: ruleOf(c.ID), Level: guard.Absolute, Action: guard.Warn, Phrases: c.Words, Except: c.Except})
		}
	}
	if len(list.Rules) == 0 {
		return nil
	}
	words, err := guard.Compile(list)
	if err != nil {
		return fmt.Errorf("%s: the words of the categories: %w", r.File, err)
	}
	r.m.words = words
	return nil
}
