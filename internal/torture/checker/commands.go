package checker

import "slices"

// commanded (I4b): a command that the server confirmed was carried out once, in that session, with that text, by that
// person; one that it refused was not carried out; one whose answer was lost, at most once. Nothing stands in the
// transcript under an agent's name that the agent did not ask for.
func commanded(o *Oracle, e *Evidence) {
	by := map[string][]*Message{}
	for _, ms := range e.Record.Messages {
		for _, m := range ms {
			if m.ClientID != "" && m.Role != "customer" {
				by[m.ClientID] = append(by[m.ClientID], m)
			}
		}
	}
	asked := map[string]bool{}
	for _, c := range e.Commands {
		if !c.writes() {
			continue
		}
		asked[c.ID] = true
		carriedOut(o, c, by[c.ID])
	}
	if len(e.Commands) == 0 {
		return
	}
	for id, ms := range by {
		o.expect(asked[id], "session %s, message %d (%q): nobody gave the command %s", ms[0].Session, ms[0].Seq, ms[0].Text, id)
	}
}

// writes says whether the command leaves a line with its id.
func (c *Command) writes() bool {
	switch c.Kind {
	case "reply", "note", "transfer", "close", "close_skip", "reopen", "edit", "recall":
		return true
	}
	return false
}

func carriedOut(o *Oracle, c *Command, ms []*Message) {
	switch {
	case c.Answer.Done():
		if len(ms) != 1 {
			o.expect(false, "%s %s of %s in session %s was confirmed and stands %d times", c.Kind, c.ID, c.Agent, c.Session, len(ms))
			return
		}
		m := ms[0]
		o.expect(m.Session == c.Session && m.Author == c.Agent, "%s %s of %s for session %s stands in session %s under %s", c.Kind, c.ID, c.Agent, c.Session, m.Session, m.Author)
		o.expect(c.Text == "" || m.Text == c.Text, "%s %s: %q was asked for and %q stands there", c.Kind, c.ID, c.Text, m.Text)
		o.expect(c.Answer.Seq == 0 || m.Seq == c.Answer.Seq, "%s %s was confirmed as message %d and is message %d", c.Kind, c.ID, c.Answer.Seq, m.Seq)
	case c.Answer.Refused():
		o.expect(len(ms) == 0, "%s %s in session %s was refused (%d %s) and carried out %d times", c.Kind, c.ID, c.Session, c.Answer.Status, c.Answer.Code, len(ms))
	default:
		o.expect(len(ms) <= 1, "%s %s in session %s, whose answer was lost, stands %d times", c.Kind, c.ID, c.Session, len(ms))
	}
}

// slack is how far clocks of different places in the program may lie apart: an event carries the time at which it was
// drafted, not the one at which it was committed.
const slack = 2000

// refused (I14): when an agent was told that something is not possible because of how the session stands, it stood so
// at some time between the question and the answer. A node that judges by an old copy refuses what is possible.
func refused(o *Oracle, e *Evidence, folds map[string]*fold) {
	for _, c := range e.Commands {
		f := folds[c.Session]
		if !c.Answer.Refused() || f == nil {
			continue
		}
		fits := reason(c)
		if fits == nil {
			continue
		}
		o.expect(f.was(c.At-slack, c.Answer.At+slack, fits), "%s %s of %s was refused as %s at %d, and session %s did not stand so", c.Kind, c.ID, c.Agent, c.Answer.Code, c.Answer.At, c.Session)
	}
}

// reason gives what must hold of a session for a refusal to be right; nil where it does not depend on that.
func reason(c *Command) func(moment) bool {
	switch c.Answer.Code {
	case "session_closed":
		return func(m moment) bool { return m.phase == "closed" }
	case "not_closed":
		return func(m moment) bool { return m.phase != "closed" }
	case "closing":
		return func(m moment) bool { return m.phase == "closing" }
	case "not_holder":
		return func(m moment) bool { return m.holder != c.Agent }
	case "not_serving":
		return func(m moment) bool { return m.phase != "serving" }
	case "unanswered":
		return func(m moment) bool { return m.owed }
	case "not_in_trouble":
		return func(m moment) bool { return !m.trouble[c.Seq] }
	}
	return nil
}

// was says whether the session may have stood so at some time between from and to.
func (f *fold) was(from, to int64, so func(moment) bool) bool {
	return slices.ContainsFunc(f.past, func(m moment) bool { return m.at <= to && m.until >= from && so(m) })
}

// Arrived looks for every reply that an agent was told is taken in the network's ledger alone, by its words.
func Arrived(e *Evidence) (taken, once, twice int) {
	count := map[string]int{}
	for _, s := range e.Sends {
		if s.Done && s.Method == "sendMessage" {
			count[s.Text]++
		}
	}
	for _, c := range e.Commands {
		if c.Kind != "reply" || !c.Answer.Done() {
			continue
		}
		taken++
		switch count[c.Text] {
		case 0:
		case 1:
			once++
		default:
			twice++
		}
	}
	return taken, once, twice
}
