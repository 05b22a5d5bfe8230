package sessions_test

import (
	"fmt"
	"slices"

	"firstline/internal/desk"
	"firstline/sessions"
)

// way writes the four flows of the service code down once more (FLW-01…04).
func way(f sessions.Flow) []sessions.StepName {
	return map[sessions.Flow][]sessions.StepName{
		"":           {"accepted", "solved", "replied", "fed_back"},
		"dispute":    {"accepted", "judged", "specialist", "verified", "replied", "fed_back"},
		"fault":      {"accepted", "judged", "specialist", "verified", "replied", "fed_back"},
		"department": {"accepted", "judged", "specialist", "verified", "declared", "replied", "fed_back"},
	}[f]
}

func noStepSkipped(w *witness, x step) string {
	var done []sessions.StepName
	for _, s := range x.after.Steps {
		if s.At == 0 {
			return fmt.Sprintf("step %s has no time", s.Name)
		}
		done = append(done, s.Name)
	}
	all := way(x.after.Flow)
	switch {
	case !w.rules.Steps:
		return unless(len(done) == 0, "steps where nobody asked for them")
	case len(done) > len(all):
		return fmt.Sprintf("%v is longer than %v", done, all)
	}
	return unless(slices.Equal(done, all[:len(done)]), "%v is not how %v begins", done, all)
}

func wayDone(w *witness, x step) string {
	s := x.after
	if s.Phase != sessions.Closed || s.Ending.Closing.Script == "" || s.Ending.Closing.Skipped != "" {
		return unless(s.Phase != sessions.Closed || len(s.Promises) == 0, "closed with a promise open")
	}
	if e, ok := x.event.(sessions.CloseRequested); ok && e.Skip == "" && len(x.before.Promises) > 0 {
		return "closed although something was promised"
	}
	if w.rules.Steps && s.Flow == sessions.FlowGeneral && s.Reopened > 0 && w.thanked() {
		return unless(s.Ending.Feedback != "", "closed after thanks without feedback")
	}
	return unless(!w.rules.Steps || len(s.Steps) == len(way(s.Flow)) && s.Ending.Feedback != "", "closed with script after %v", s.Steps)
}

// noteWay forgets the answer whenever something happens that has to come before one.
func (w *witness) noteWay(x step) {
	switch e := x.event.(type) {
	case sessions.Verified:
		w.replied = false
	case sessions.CustomerWrote:
		w.replied = w.replied && x.before.Phase != sessions.Closed && !resumed(x)
	case sessions.Asked:
		w.replied = w.replied && !(e.Kind == sessions.AskDepartment && x.before.Flow == sessions.FlowDepartment)
	case sessions.AgentReplied:
		w.replied = w.replied || x.after.Accepts
	case sessions.DeliveryReported:
		w.replied = w.replied || answers(flight(x.before.InFlight, e.Seq)) && e.Delivery == desk.DeliverySent
	case sessions.DeliveryResolved:
		w.replied = w.replied || answers(flight(x.before.Trouble, e.Seq)) && e.As == "delivered"
	}
	if x.before.Flow != x.after.Flow && x.after.Flow != sessions.FlowGeneral {
		w.replied = false
	}
	w.notePromises(x)
	if !x.before.Phase.Open() && x.after.Phase.Open() && x.after.Resumed == 0 || resumed(x) {
		w.pressed[sessions.AimAnswer], w.pressed[sessions.AimCompletion] = x.event.When(), x.event.When()
	}
}

func repliedAfter(w *witness, x step) string {
	has := slices.ContainsFunc(x.after.Steps, func(s sessions.Step) bool { return s.Name == sessions.StepReplied })
	return unless(!has || w.replied, "the way says that the customer was answered")
}

func offers(w *witness, x step) string {
	h := x.after.Holder
	if h == nil || h.Until == 0 {
		return ""
	}
	return unless(w.rules.Offer > 0 && h.Until == h.Since.Add(w.rules.Offer) && h.Reason == "assigned", "offered: %+v", *h)
}

func asks(_ *witness, x step) string {
	for i, k := range x.after.Asks {
		if k.N != i+1 || (k.AnsweredAt == 0) != (k.AnsweredBy == "") && k.AnsweredAt == 0 {
			return fmt.Sprintf("question %+v in place %d", k, i)
		}
		if i < len(x.before.Asks) && !x.before.Asks[i].Open() && x.before.Asks[i].AnsweredAt != k.AnsweredAt {
			return fmt.Sprintf("question %d was answered twice", k.N)
		}
	}
	return unless(len(x.after.Asks) >= len(x.before.Asks), "a question is gone")
}

// notePromises books when each open promise was last heard of: when it was made or moved, and at each reminder.
func (w *witness) notePromises(x step) {
	switch e := x.event.(type) {
	case sessions.Promised:
		w.told[x.after.Promised] = e.At
	case sessions.PromiseSettled:
		if e.As == "moved" {
			w.told[e.N] = e.At
		}
	}
	for _, f := range x.effects {
		if alarm, ok := f.(sessions.Alarm); ok && alarm.Promise > 0 {
			w.told[alarm.Promise] = x.event.When()
		} else if ok && alarm.Aim != "" {
			w.pressed[alarm.Aim] = x.event.When()
		}
	}
}

// reminders are when the open promises are to be heard of next, by the books.
func (w *witness) reminders(s sessions.State) []desk.Millis {
	var out []desk.Millis
	for _, p := range s.Promises {
		if at := p.Until.Add(-w.rules.Warning); w.rules.Warning > 0 && at > w.told[p.N] {
			out = append(out, at)
			continue
		}
		if p.Until > w.told[p.N] {
			out = append(out, p.Until)
		}
	}
	return out
}
