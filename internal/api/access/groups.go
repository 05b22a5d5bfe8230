package access

import (
	"encoding/json"

	"firstline/internal/desk"
)

// ReadGroups reads the stored form of a person's groups, a JSON array. What cannot be read is no group: it hides
// sessions rather than showing them.
func ReadGroups(stored string) []desk.GroupID {
	var groups []desk.GroupID
	if err := json.Unmarshal([]byte(stored), &groups); err != nil || groups == nil {
		return []desk.GroupID{}
	}
	return groups
}

// WriteGroups gives the stored form.
func WriteGroups(groups []desk.GroupID) string {
	if groups == nil {
		groups = []desk.GroupID{}
	}
	stored, _ := json.Marshal(groups) // strings always marshal
	return string(stored)
}
