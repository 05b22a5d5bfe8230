package proposals

import (
	"encoding/json"
	"fmt"
	"reflect"

	"firstline/internal/desk"
	"firstline/internal/settings"
	"firstline/internal/store/dbq"
)

// What became of a proposal. An open one has no verdict.
const (
	Approved  = "approved"
	Refused   = "refused"
	Withdrawn = "withdrawn"
)

// Proposal is what somebody wants a script to say, or a script that somebody misses.
type Proposal struct {
	ID       string                `json:"id"`
	Who      desk.AgentID          `json:"who"`
	Locale   string                `json:"locale" doc:"Of the scripts that it is about"`
	Script   string                `json:"script,omitempty" doc:"The one that is to be changed; empty = a new one"`
	Before   *settings.ScriptEntry `json:"before,omitempty" doc:"What it said when the proposal was made"`
	Wanted   settings.ScriptEntry  `json:"wanted"`
	Reason   string                `json:"reason"`
	At       desk.Millis           `json:"at"`
	Now      *settings.ScriptEntry `json:"now,omitempty" doc:"Of an open one: what the script says now. Left out with a script: it is there no more"`
	Outdated bool                  `json:"outdated" doc:"Of an open one: the script says something else by now than its author had before the eyes, or the desk has scripts of another language"`
	Verdict  *Verdict              `json:"verdict,omitempty" doc:"Left out while it is open"`
	Read     bool                  `json:"read" doc:"Its author has read the verdict"`
}

// Verdict is what became of a proposal.
type Verdict struct {
	As     string       `json:"as" enum:"approved,refused,withdrawn"`
	Who    desk.AgentID `json:"who"`
	Reason string       `json:"reason,omitempty"`
	Script string       `json:"script,omitempty" doc:"Approved: the script that says it"`
	N      int64        `json:"n,omitempty" doc:"Approved: the version of the document that has it"`
	At     desk.Millis  `json:"at"`
}

// read is a proposal as the record has it, held against what holds now.
func read(r *dbq.ScriptProposalsRow, d *settings.Department) (Proposal, error) {
	p := Proposal{ID: r.ID, Who: desk.AgentID(r.Who), Locale: r.Locale, Script: r.Script, Reason: r.Reason, At: desk.Millis(r.At), Read: r.Told != 0}
	if err := json.Unmarshal([]byte(r.Body), &p.Wanted); err != nil {
		return p, fmt.Errorf("read the proposal %s: %w", r.ID, err)
	}
	if r.Before != "" {
		if err := json.Unmarshal([]byte(r.Before), &p.Before); err != nil {
			return p, fmt.Errorf("read what the proposal %s is about: %w", r.ID, err)
		}
	}
	if r.Verdict != "" {
		p.Verdict = &Verdict{As: r.Verdict, Who: desk.AgentID(r.DecidedBy), Reason: r.DecidedWhy, Script: r.Became, N: r.N, At: desk.Millis(r.DecidedAt)}
		return p, nil
	}
	if p.Locale != d.Locale { // an id of the other language's scripts may be another script here
		p.Outdated = true
		return p, nil
	}
	if now, ok := d.ScriptOf(p.Script); ok {
		p.Now = &now
	}
	p.Outdated = p.Before != nil && (p.Now == nil || !same(*p.Before, *p.Now))
	return p, nil
}

// same says whether two entries say the same; no groups are no groups, however they are written.
func same(a, b settings.ScriptEntry) bool {
	if len(a.Groups) == 0 && len(b.Groups) == 0 {
		a.Groups, b.Groups = nil, nil
	}
	return reflect.DeepEqual(a, b)
}
