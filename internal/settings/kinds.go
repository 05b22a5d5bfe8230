package settings

import (
	"slices"

	"firstline/internal/yamlform"
)

// Kind is a sort of document.
type Kind string

// The kinds, in the order in which they are read: a later one may look at an earlier one.
const (
	KindDepartment Kind = "department" // the organisation's name, and the preset that was chosen (SCR-12)
	KindTargets    Kind = "targets"    // within which times customers are answered (SLA-01)
	KindGroups     Kind = "groups"     // the queues (ORG-01, ORG-09)
	KindHours      Kind = "hours"      // when a group is at work (CHN-02): one document a group
	KindPhrases    Kind = "phrases"    // what agents may not say (FBD-01, FBD-02)
	KindMatters    Kind = "matters"    // what customers can want, and which way it takes (ORG-02, FLW-01…04)
	KindScorecard  Kind = "scorecard"  // by what transcripts are judged, and why they fail (QA-05, FBD-03)
	KindCustomers  Kind = "customers"  // what is kept of customers, and who says it (CUS-02, CUS-03, SEC-01)
	KindScripts    Kind = "scripts"    // what the desk says (SCR-01): one document a language
)

// Only is the name of the one document of a kind that has one.
const Only = "main"

// kind is everything this package has to know about a sort of document.
type kind struct {
	id      Kind
	wording bool     // supervisors may change it too: it is about what is said (SCR-01, FBD-02)
	held    []string // keys of the configuration that hold it (config.Given.First)

	names func(d *Department) []string                     // its documents, given those of earlier kinds
	start func(s Start, d *Department, name string) string // where a document starts; empty: nothing has been decided
	read  func(text, name, file string, d *Department) error
	fits  func(before, after *Department) yamlform.Problems // what only the other documents show; asked of changes
}

// kinds is the one table of them.
func kinds() []kind {
	only := func(*Department) []string { return []string{Only} }
	return []kind{
		{id: KindDepartment, held: []string{"organisation"}, names: only, start: startDepartment, read: readDepartment},
		{id: KindTargets, held: targetKeys(), names: only, start: startTargets, read: readTargets},
		{id: KindGroups, names: only, start: startGroups, read: readGroups, fits: groupsFit},
		{id: KindHours, held: []string{"session.hours"}, names: groupNames, start: startHours, read: readHours},
		{id: KindMatters, held: []string{"session.matters"}, names: only, start: startMatters, read: readMatters, fits: mattersFit},
		{id: KindPhrases, wording: true, held: []string{"session.phrases"}, names: only, start: startPhrases, read: readPhrases, fits: phrasesFit},
		{id: KindScorecard, names: only, start: startScorecard, read: readScorecard},
		{id: KindCustomers, names: only, start: startCustomers, read: readCustomers},
		{id: KindScripts, wording: true, names: func(d *Department) []string { return []string{d.Locale} }, start: startScripts, read: readScripts, fits: scriptsFit},
	}
}

func kindOf(id Kind) (kind, bool) {
	all := kinds()
	i := slices.IndexFunc(all, func(k kind) bool { return k.id == id })
	if i < 0 {
		return kind{}, false
	}
	return all[i], true
}

// IsWording says whether documents of the kind are about what is said to customers: supervisors may change those, and
// only managers and administrators the others.
func IsWording(id Kind) bool {
	k, _ := kindOf(id)
	return k.wording
}

// ID names one document.
type ID struct {
	Kind Kind   `json:"kind"`
	Name string `json:"name"`
}

// file is how problems of a stored document name it.
func (id ID) file() string { return string(id.Kind) + "/" + id.Name }
