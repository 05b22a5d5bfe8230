package settings

import (
	"errors"
	"fmt"
	"strings"

	"firstline/internal/desk"
)

// Meanwhile is a change that came too late: somebody else has changed the document since its author read it.
type Meanwhile struct{ Newest Version }

// Error implements error.
func (m *Meanwhile) Error() string {
	return fmt.Sprintf("%s/%s has been changed meanwhile (version %d): look again", m.Newest.Kind, m.Newest.Name, m.Newest.N)
}

// Unwrap gives the kind and the code of the failure.
func (m *Meanwhile) Unwrap() error {
	return desk.Fail(desk.Conflict, "changed_meanwhile", "somebody else has changed this meanwhile: look at the newest version and decide again")
}

// HeldError is a change of what the configuration holds.
type HeldError struct{ Held Held }

// Error implements error.
func (h *HeldError) Error() string {
	return "held by the configuration: " + h.Held.Key + " in " + h.Held.Where
}

// Unwrap gives the kind and the code of the failure.
func (h *HeldError) Unwrap() error {
	return desk.Fail(desk.Conflict, "held_by_config", h.Error()+": change it there, or remove the key to decide it here")
}

// InUse is a change that would take something away that is needed. The reasons are for people, one each.
type InUse struct{ Reasons []Reason }

// Reason is why a group cannot be taken away.
type Reason struct {
	Group desk.GroupID `json:"group"`
	Code  string       `json:"code"` // default, sessions, members
	Count int64        `json:"count,omitempty"`
	Names []string     `json:"names,omitempty"` // of the members, at most ten
}

// Error implements error.
func (u *InUse) Error() string {
	lines := make([]string, len(u.Reasons))
	for i, r := range u.Reasons {
		lines[i] = r.String()
	}
	return strings.Join(lines, "; ")
}

// String is the reason in a sentence.
func (r Reason) String() string {
	switch r.Code {
	case "default":
		return fmt.Sprintf("new sessions start in %s: make another group the default first, and take this one away then", r.Group)
	case "sessions":
		return fmt.Sprintf("%s has %d sessions that are open or that a customer can still take up again: pass them on, or wait", r.Group, r.Count)
	}
	return fmt.Sprintf("%s has %d members (%s): put them into other groups first", r.Group, r.Count, strings.Join(r.Names, ", "))
}

// Unwrap gives the kind and the code of the failure.
func (u *InUse) Unwrap() error { return desk.Fail(desk.Conflict, "group_in_use", u.Error()) }

func errUnknown(id ID) error {
	return desk.Fail(desk.NotFound, "not_found", fmt.Sprintf("there is no setting %s/%s", id.Kind, id.Name))
}

func errBusy() error {
	return desk.Fail(desk.Unavailable, "busy", "too many changes of settings at once: try again")
}

// away says that the record could not be used; what the record itself refused stays as it is.
func away(err error) error {
	var m *Meanwhile
	if err == nil || desk.KindOf(err) != "" || errors.As(err, &m) {
		return err
	}
	return desk.Because(desk.Unavailable, "record_away", "the record cannot be used: try again", err)
}
