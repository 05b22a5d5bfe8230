package sessions_test

import (
	"slices"

	"firstline/internal/desk"
	"firstline/sessions"
)

// notInterrupted: as long as the customer of a complaint may be writing on, the desk says nothing by itself but the greeting;
// what is kept for later is said when that time has passed (SCR-20).
func notInterrupted(w *witness, x step) string {
	s, at := x.after, x.event.When()
	complaint := s.Flow == sessions.FlowDispute || s.Register != "" || s.Group == w.rules.Complaint && s.Group != ""
	kept := []sessions.Purpose{sessions.ForApology, sessions.ForAway, sessions.ForTransfer}
	for _, f := range x.effects {
		m := desk.RoleAuto
		var p sessions.Purpose
		switch f := f.(type) {
		case sessions.Deliver:
			m, p = f.Message.Role, f.Message.Purpose
		case sessions.Record:
			m, p = f.Message.Role, f.Message.Purpose
		}
		if w.rules.Burst > 0 && m == desk.RoleAuto && slices.Contains(kept, p) && complaint && at < w.wrote.Add(w.rules.Burst) {
			return "interrupted by " + string(p)
		}
	}
	_, rang := x.event.(sessions.TimeReached)
	return unless(len(s.Held) == 0 || s.Phase.Open() && s.Phase != sessions.Closing && (!rang || at < w.wrote.Add(w.rules.Burst)), "%d texts wait for nothing", len(s.Held))
}
