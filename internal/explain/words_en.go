package explain

import "firstline/sessions"

func english() words {
	return words{
		lines: map[What]string{
			Wrote: "the customer wrote #{seq}", Reopened: "the customer came back inside of the reopen window", Said: "{detail} sent by itself, #{seq}",
			Skipped: "the greeting could not be said: {detail}", Given: "given to {agent}", Taken: "taken by {agent}", Passed: "{agent} passed it on to {detail}",
			HandedBack: "back in the queue from {agent}: {detail}", Replied: "{agent} answered, #{seq}", Arrived: "the channel took the answer #{seq}: the clock stops",
			NotArrived: "nobody knows whether #{seq} arrived: {detail}", Resent: "{agent} had #{seq} sent again", Marked: "{agent} marked #{seq} as delivered",
			Warned: "{agent} was warned: {left} s left, due {due}", Late: "late: message #{seq} was due {due}, held by {agent}",
			Silent: "{agent} was silent for too long", RaisedTo: "nobody answered: a lead has to take it", Noted: "{agent} left an internal note",
			Closing: "{agent} sent the closing script ({detail})", ClosedNow: "closed: {detail}", StaysOpen: "the customer wrote while it was being closed: it goes on",
			LeftMessage: "outside of the hours: it waits as a left message",
		},
		purposes: map[sessions.Purpose]string{sessions.ForGreeting: "greeting", sessions.ForApology: "apology", sessions.ForAway: "away text", sessions.ForClosing: "closing"},
		reasons:  map[string]string{"silent": "silent for too long", "offline": "offline", "disabled": "account disabled", "returned": "given back"},
		owes:     ", to be answered by {due}", nobody: " (nobody has it)",
		turns: "Turns", columns: []string{"Message", "From", "To", "End", "All", "Network", "System", "Nobody", "Agents"},
		ends:   map[string]string{"running": "waiting", "answered": "answered", "unanswered": "unanswered", "not_needed": "none needed"},
		passed: "passed over ", platform: "network", system: "system", empty: "nothing had to be answered",
	}
}
