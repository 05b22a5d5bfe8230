package e2e

import "testing"

// TestScreens: the screens and states that no other test comes by, among them the menus, which are used by the keyboard.
func TestScreens(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.start()
	d.play("screens.mjs", "screens", scene{})
}

// TestStates: what stands there before a list has come and where it cannot, and what the web chat asks before the first message, and
// its button on a site (SEC-01).
func TestStates(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "channels:\n  - {id: web, type: webchat, name: 网页, ask: [name, order], privacy_url: 'https://example.org/privacy', consent: true}\n")
	staff(d)
	d.start()
	d.play("states.mjs", "states", scene{})
}
