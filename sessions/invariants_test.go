package sessions_test

import (
	"encoding/json"
	"fmt"
	"slices"

	"firstline/internal/desk"
	"firstline/sessions"
)

// invariant is something that holds after every event, whatever came before. broken says what is wrong; empty = nothing.
type invariant struct {
	name   string
	broken func(w *witness, x step) string
}

func invariants() []invariant {
	return []invariant{
		{"the version counts the events", countsEvents},
		{"messages are numbered without gaps", numbersMessages},
		{"the phase and the holder agree", phaseAndHolder},
		{"a closed session is at rest", closedRests},
		{"nothing is stuck: an open session has an agent, a place in the queue or a closing under way", nothingStuck},
		{"places taken are places held", placesHeld},
		{"who stands in the queue is queued", queueAgrees},
		{"the greeting comes once, the closing once per close", saidOnce},
		{"a script was sent or has a reason, never both", sentOrSkipped},
		{"obligations stand in order, each due at its target", waitsInOrder},
		{"what is owed is exactly what no accepted human answer covers", owesExactly},
		{"answered means that a human answer arrived", answeredByHumans},
		{"a waiver answers nothing, and a first answer is waived where the rules allow it only", waives},
		{"an agent opens again what may be opened again, owes nothing by it and undoes nothing but the close", reopens},
		{"a breach stays a breach and is never early", breaches},
		{"the next wake-up is the earliest warning, deadline or end of patience", wakesInTime},
		{"silent holders are counted until somebody answers", hops},
		{"a message is on its way at most once", oneFlight},
		{"no step of a way is skipped", noStepSkipped},
		{"the further targets are those of the rules", aimed},
		{"what is owed inside the house is done before a close with script", discharged},
		{"no close with script before the way is done, nor with a promise open", wayDone},
		{"the step of the reply means an answer that came after all before it", repliedAfter},
		{"who was offered a session has until then to accept", offers},
		{"questions are numbered, and answered once", asks},
		{"a complainant is not interrupted", notInterrupted},
		{"what the customer has seen only grows, and changes nothing else", seenOnlyGrows},
		{"only a note lets somebody read, and nobody loses that", mentionsOnlyGrow},
		{"a correction or a recall is a message, and changes nothing else", changeOnlySays},
		{"the state survives its JSON", survivesJSON},
	}
}

func countsEvents(w *witness, x step) string {
	return unless(x.after.Version == x.before.Version+1 && x.after.Version == int64(len(w.events)), "version %d after %d events", x.after.Version, len(w.events))
}

func numbersMessages(_ *witness, x step) string {
	next := x.before.Seq
	for _, f := range x.effects {
		var m sessions.Message
		switch f := f.(type) {
		case sessions.Record:
			m = f.Message
		case sessions.Deliver:
			m = f.Message
		default:
			continue
		}
		if next++; m.Seq != next {
			return fmt.Sprintf("message %d where %d was due", m.Seq, next)
		}
	}
	return unless(x.after.Seq == next, "the last message is %d, the state says %d", next, x.after.Seq)
}

func phaseAndHolder(_ *witness, x step) string {
	s := x.after
	switch s.Phase {
	case sessions.Queued:
		return unless(s.Holder == nil && s.QueuedAt != 0 && s.Ending == nil, "queued with a holder, an ending or no time")
	case sessions.Serving:
		return unless(holderOf(s) != "" && s.QueuedAt == 0 && s.Ending == nil, "served by nobody, or still queued")
	case sessions.Closing:
		return unless(s.Ending != nil && s.QueuedAt == 0, "closing without an ending")
	case sessions.Closed:
		return unless(s.Ending != nil && s.ClosedAt != 0, "closed without an ending")
	}
	return "no phase"
}

func closedRests(_ *witness, x step) string {
	if x.after.Phase != sessions.Closed {
		return ""
	}
	for _, f := range x.effects {
		if d, ok := f.(sessions.Deliver); ok {
			return fmt.Sprintf("message %d is sent", d.Message.Seq)
		}
	}
	s := x.after
	return unless(s.Holder == nil && len(s.Waits) == 0 && s.NextDue() == 0 && s.Due() == 0 && s.QueuedAt == 0, "something is left")
}

func nothingStuck(w *witness, x step) string {
	s := x.after
	closing := s.Ending != nil && flight(s.InFlight, s.Ending.Closing.Seq).Purpose == sessions.ForClosing
	return unless(!s.Phase.Open() || w.places[holderOf(s)] == 1 || w.waiting || closing, "nobody will ever look at it")
}

func placesHeld(w *witness, x step) string {
	for agent, n := range w.places {
		if want := map[bool]int{true: 1}[agent == holderOf(x.after)]; n != want {
			return fmt.Sprintf("%d places of %s are taken, want %d", n, agent, want)
		}
	}
	return unless(x.after.Holder == nil || w.places[x.after.Holder.Agent] == 1, "the holder has no place")
}

func queueAgrees(w *witness, x step) string {
	return unless(w.waiting == (x.after.Phase == sessions.Queued), "in the queue: %t, phase %s", w.waiting, x.after.Phase)
}

func saidOnce(w *witness, _ step) string {
	return unless(w.said[sessions.ForGreeting] <= 1 && w.said[sessions.ForClosing] <= w.closes,
		"%d greetings, %d closings for %d closes", w.said[sessions.ForGreeting], w.said[sessions.ForClosing], w.closes)
}

func sentOrSkipped(_ *witness, x step) string {
	s := x.after
	if s.Greeting.Sent && s.Greeting.Skipped != "" {
		return "the greeting was sent and skipped"
	}
	if s.Ending == nil {
		return ""
	}
	c := s.Ending.Closing
	return unless((!c.Sent || c.Skipped == "") && (s.Phase != sessions.Closed || c.Sent || c.Skipped != ""), "closing: %+v", c)
}

func oneFlight(_ *witness, x step) string {
	var seqs []int64
	for _, f := range slices.Concat(x.after.InFlight, x.after.Trouble) {
		seqs = append(seqs, f.Seq)
	}
	slices.Sort(seqs)
	return unless(len(slices.Compact(slices.Clone(seqs))) == len(seqs) && (!x.after.Accepts || len(seqs) == 0), "on their way: %v", seqs)
}

func survivesJSON(_ *witness, x step) string {
	body, err := json.Marshal(x.after)
	if err != nil {
		return err.Error()
	}
	var back sessions.State
	if err := json.Unmarshal(body, &back); err != nil {
		return err.Error()
	}
	return same(x.after, back)
}

// unless is the message when the condition does not hold.
func unless(holds bool, format string, args ...any) string {
	if holds {
		return ""
	}
	return fmt.Sprintf(format, args...)
}

// target is what the rules give an obligation.
func target(r sessions.Rules, w sessions.Wait) desk.Millis {
	d := r.NextReply
	if w.First {
		d = r.FirstReply
	}
	at, _ := r.Hours["service"].Add(w.Since, d) // only the stories have hours, and stay in that group
	return at
}
