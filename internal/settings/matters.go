package settings

import (
	"context"
	"slices"

	"firstline/internal/desk"
	"firstline/internal/matters"
	"firstline/internal/yamlform"
)

// startMatters is what comes with the program for the desk's language.
func startMatters(s Start, _ *Department, _ string) string {
	if s.Matters.File != "" {
		return s.Matters.Body
	}
	return string(matters.Source(s.Config.Locale))
}

// readMatters reads what customers can want, and which way it takes (ORG-02, ORG-03, FLW-01…04, ESC-05).
func readMatters(text, _, file string, d *Department) error {
	m, err := matters.Load(file, []byte(text))
	if err != nil {
		return err
	}
	d.Matters = m
	return nil
}

// mattersFit finds categories of groups that are not there: their sessions would stay where they came in.
func mattersFit(_, after *Department) yamlform.Problems {
	r := yamlform.Reader{File: ID{KindMatters, Only}.file()}
	for i, c := range after.Matters.Categories {
		if c.Group != "" && !slices.Contains(after.GroupIDs(), c.Group) {
			r.Problem(0, yamlform.Item("categories", i)+".group", "there is no group %s", c.Group)
		}
	}
	return r.Found
}

// ComplaintGroup are the complaint specialists (ORG-07); empty when no group is marked as that.
func (d *Department) ComplaintGroup() desk.GroupID {
	for _, g := range d.Groups {
		if g.Complaint {
			return g.ID
		}
	}
	return ""
}

// DepartmentIDs are the other departments that can be asked, as groups of their seats (ORG-13).
func (d *Department) DepartmentIDs() []desk.GroupID {
	var ids []desk.GroupID
	for _, x := range d.Matters.Departments {
		ids = append(ids, desk.GroupID(x.ID))
	}
	return ids
}

// MatterNames are the names of all categories and departments that there ever were, each by its newest.
func MatterNames(ctx context.Context, record Record) (map[string]string, error) {
	rows, err := record.SettingsOfKind(ctx, string(KindMatters))
	if err != nil {
		return nil, away(err)
	}
	names := map[string]string{}
	for _, row := range slices.Backward(rows) {
		m, err := matters.Load(row.Name, []byte(row.Body))
		if err != nil {
			continue // what cannot be read names nothing
		}
		for _, c := range m.Categories {
			names[c.ID] = c.Name
		}
		for _, d := range m.Departments {
			names[d.ID] = d.Name
		}
	}
	return names, nil
}
