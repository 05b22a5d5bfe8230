package router

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"firstline/internal/desk"
	"firstline/scripts"
	"firstline/scripts/guard"
	"firstline/sessions"
)

// Wording is a text that the phrase guard does not let out (FBD-01, FBD-02, SEC-04). Nothing has happened then: no event
// exists, and the command's id is as good as unused.
type Wording struct {
	refusal  *desk.Error
	Findings []guard.Finding
}

// Error implements error.
func (w *Wording) Error() string { return w.refusal.Error() }

// Unwrap gives the kind and the code.
func (w *Wording) Unwrap() error { return w.refusal }

// Findings are what the department's list is against in a text of the agent of that name for this session, by place, with the
// apology for a fault of ours where it may not be said (SCR-21).
func (r *Router) Findings(s sessions.State, agent, text string) []guard.Finding {
	found := r.fault(s, agent, text)
	if r.o.Guard == nil {
		return found
	}
	found = append(found, r.o.Guard().Check(text, guard.Scope{Channel: s.Address.Channel, Group: s.Group, Phase: guard.Phase(s.Phase)})...)
	slices.SortStableFunc(found, func(a, b guard.Finding) int { return cmp.Compare(a.Start, b.Start) })
	return found
}

// inserted gives those of the scripts that stand in a text, and refuses one in which something is left to be filled in.
func (r *Router) inserted(s sessions.State, agent, text string, refs []string) ([]string, error) {
	stand, open, err := scripts.Inserted(r.ask(s, agent), text, refs)
	if err == nil && len(open) > 0 {
		err = desk.Fail(desk.Invalid, "script_gap", "fill in "+open[0]+" first")
	}
	return stand, err
}

// worded checks a text before it becomes an event, and gives what the event keeps of the findings. reason is why the
// person wants it sent although the list asks for one.
func (r *Router) worded(s sessions.State, agent, text, reason string) ([]sessions.Hit, error) {
	found := r.Findings(s, agent, text)
	switch guard.Strictest(found) {
	case guard.Block:
		return nil, refused("phrase_blocked", "%q may not be said to customers: write it in other words", found, guard.Block)
	case guard.Ask:
		if strings.TrimSpace(reason) == "" {
			return nil, refused("phrase_reason", "%q wants a reason: give one, or write it in other words", found, guard.Ask)
		}
	}
	hits := make([]sessions.Hit, len(found))
	for i, f := range found {
		hits[i] = sessions.Hit{Rule: f.Rule, List: f.Version, Action: string(f.Action), Level: string(f.Level)}
	}
	return hits, nil
}

func refused(code, format string, found []guard.Finding, action guard.Action) error {
	w := &Wording{Findings: found}
	for _, f := range found {
		if f.Action == action {
			w.refusal = desk.Fail(desk.Invalid, code, fmt.Sprintf(format, f.Phrase))
			break
		}
	}
	return w
}
