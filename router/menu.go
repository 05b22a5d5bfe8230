package router

import "firstline/internal/desk"

// menu are the buttons below a greeting.
func (r *Router) menu() []desk.Choice {
	if r.o.Menu == nil {
		return nil
	}
	return r.o.Menu()
}

// chosen is what the button of the menu with this value says; empty for one that is not offered (any more).
func (r *Router) chosen(value string) string {
	for _, c := range r.menu() {
		if c.Value == value {
			return c.Label
		}
	}
	return ""
}
