package sessions_test

import (
	"slices"

	"firstline/internal/desk"
	"firstline/sessions"
)

// resumed says whether the customer writes for the first time since an agent opened the session again: a matter begins.
func resumed(x step) bool {
	_, wrote := x.event.(sessions.CustomerWrote)
	return wrote && x.before.Resumed != 0
}

// reopens writes down once more who may open a session again, and what comes of it: one line, one place, and nothing else.
func reopens(w *witness, x step) string {
	e, is := x.event.(sessions.Reopened)
	if !is {
		return unless(x.after.Resumed == x.before.Resumed || x.after.Resumed == 0 && resumed(x), "%s opens it again", sessions.Kind(x.event))
	}
	s := x.before
	handled := e.By == s.Last || s.Ending != nil && e.By == s.Ending.By
	may := map[sessions.Reopeners]bool{sessions.ReopenSuperiors: e.Any, sessions.ReopenHandlers: e.Any || handled, sessions.ReopenGroup: e.Any || handled || e.Member}
	switch {
	case s.Phase != sessions.Closed, !may[w.rules.Reopen], e.At.Sub(s.ClosedAt) >= w.rules.ReopenWindow, s.Forgotten != 0, w.gone:
		return "opened again by somebody who may not, too late, or where the customer is not to be reached"
	case holderOf(x.after) != e.By, len(x.effects) != 2, len(x.after.Waits) != 0, x.after.NextDue() != 0:
		return "opened again it is with somebody else, or something is owed"
	case slices.Contains(stepNames(x.after), sessions.StepFedBack):
		return "the close is not due again"
	}
	m, line := x.effects[0].(sessions.Record)
	if !line || m.Message.Purpose != sessions.LineReopened || m.Message.Author != string(e.By) || x.effects[1] != (sessions.Occupy{Agent: e.By}) {
		return "what came of it is not the line and the place"
	}
	if w.rules.Steps && len(s.Steps) > 0 && len(x.after.Steps) < min(len(s.Steps), len(way(s.Flow))-1) {
		return "a step that was done is to be done again"
	}
	return unless(x.after.Reopened == s.Reopened && x.after.Asked == s.Asked && x.after.Answered == s.Answered && x.after.Greeting == s.Greeting && x.after.Confirmed == s.Confirmed &&
		x.after.Owner == s.Owner && x.after.Category == s.Category && x.after.Group == s.Group && x.after.Ending == nil && x.after.Rating == nil,
		"it changes what was there before")
}

func stepNames(s sessions.State) []sessions.StepName {
	var out []sessions.StepName
	for _, step := range s.Steps {
		out = append(out, step.Name)
	}
	return out
}

// noteGone books what the network said of whether the customer can still be reached.
func (w *witness) noteGone(x step) {
	switch e := x.event.(type) {
	case sessions.CustomerWrote:
		w.gone = false
	case sessions.Noticed:
		w.gone = (w.gone || e.What != desk.NoticeMoved) && e.What != desk.NoticeBack
	case sessions.DeliveryReported:
		w.gone = w.gone || e.Delivery == desk.DeliveryFailed && e.Reason == "blocked"
	}
}
