package router

import (
	"fmt"

	"firstline/internal/desk"
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

// Findings are what the department's list is against in a text for this session, by place.
func (r *Router) Findings(s sessions.State, text string) []guard.Finding {
	if r.o.Guard == nil {
		return nil
	}
	return r.o.Guard().Check(text, guard.Scope{Channel: s.Address.Channel, Group: s.Group, Phase: guard.Phase(s.Phase)})
}

// worded checks a text before it becomes an event, and gives what the event keeps of the findings. reason is why the
// person wants it sent although the list asks for one.
func (r *Router) worded(s sessions.State, text, reason string) ([]sessions.Hit, error) {
	found := r.Findings(s, text)
	switch guard.Strictest(found) {
	case guard.Block:
		return nil, refused("phrase_blocked", "%q may not be said to customers: write it in other words", found, guard.Block)
	case guard.Ask:
		if reason == "" {
			return nil, refused("phrase_reason", "%q wants a reason: give one, or write it in other words", found, guard.Ask)
		}
	}
	hits := make([]sessions.Hit, len(found))
	for i, f := range found {
		hits[i] = sessions.Hit{Rule: f.Rule, List: f.Version, Action: string(f.Action)}
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
