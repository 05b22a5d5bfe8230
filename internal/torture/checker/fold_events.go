package checker

import (
	"fmt"
	"slices"
)

func (f *fold) customerWrote(h *happened, texts map[int64]string) {
	switch {
	case f.phase == "":
		f.must(h.Opening != nil, "a session begins without an opening")
		f.phase, f.group = "queued", f.rules.DefaultGroup
	case f.phase == "closed":
		f.phase = "queued"
		f.line("line:reopened")
	}
	f.asked = f.line("")
	f.oblige(f.asked, h.At)
	if _, greeted := texts[f.seq+1]; h.Opening != nil && greeted {
		f.flights[f.line("greeting")] = flight{purpose: "greeting"}
	}
	if f.phase == "queued" && !f.left && slices.Contains(h.Absent, f.group) {
		_, f.left = texts[f.seq+1]
		f.must(f.left, "nobody of the group was there, and the customer was not told")
		f.flights[f.line("away")] = flight{purpose: "away"}
	}
}

// oblige opens an obligation unless an older one covers the message: one to which no answer was given yet whose arrival
// is still unknown.
func (f *fold) oblige(seq, at int64) {
	if n := len(f.waits); n > 0 {
		last := f.waits[n-1].seq
		if !answers(f.flights, last) && !answers(f.trouble, last) {
			return
		}
	}
	target := f.rules.NextReply
	if !f.answered && !answers(f.flights, 1) {
		target = f.rules.FirstReply
	}
	f.waits = append(f.waits, owed{seq: seq, since: at, due: at + target, alarm: f.alarm(at+target, at)})
}

// answers says whether one of the messages answers the one at the place, or a later one.
func answers(some map[int64]flight, seq int64) bool {
	for _, x := range some {
		if x.answers >= seq {
			return true
		}
	}
	return false
}

func (f *fold) assigned(h *happened, texts map[int64]string) {
	f.must(f.phase == "queued" || f.phase == "serving", "assigned")
	f.must(f.holder == "" || h.Over, "assigned while somebody holds it")
	f.must(f.holder != h.Agent, "assigned to its holder")
	f.holder, f.phase, f.since, f.left = h.Agent, "serving", h.At, false
	f.line("line:assigned")
	f.takesOver(texts, false)
}

// takesOver expects that the customer hears who takes over, where the desk said so: at the transfer, and again when
// somebody of the group has it.
func (f *fold) takesOver(texts map[int64]string, toGroup bool) {
	_, said := texts[f.seq+1]
	f.must(said == f.passed, "who took over, and what the customer heard of it, differ")
	if said {
		f.flights[f.line("transfer")] = flight{purpose: "transfer"}
	}
	f.passed = f.passed && toGroup
}

func (f *fold) transferred(h *happened, texts map[int64]string) {
	f.must(f.phase == "queued" || f.phase == "serving", "transferred")
	f.must(h.Any || f.holder == h.By, "transferred by somebody who does not hold it")
	f.line("handover")
	f.holder, f.phase = "", "queued"
	if h.ToGroup != "" {
		f.group = h.ToGroup
	}
	if h.ToAgent != "" {
		f.holder, f.phase, f.since, f.left = h.ToAgent, "serving", h.At, false
	}
	f.line("line:transferred")
	f.passed = f.rules.Matters.Handoff && h.GroupName != "" && !h.Quiet
	f.takesOver(texts, h.ToAgent == "")
}

// replyChanged: a correction, or the taking back, of replies that stand there. It answers nothing.
func (f *fold) replyChanged(h *happened) {
	f.must(f.phase == "serving", "a reply changed outside a serving session")
	f.acted = append(f.acted, act{f.at, h.Agent, f.holder})
	f.must(len(h.Seqs) == 1 || h.Recall && len(h.Seqs) > 1, "a correction is of one message")
	purpose := "edited"
	if h.Recall {
		purpose = "recalled"
	}
	for _, seq := range h.Seqs {
		f.must(f.lines[seq] == "reply", fmt.Sprintf("message %d was changed, which is no reply", seq))
		f.flights[f.line(purpose)] = flight{purpose: purpose}
	}
}

func (f *fold) closeRequested(h *happened) {
	f.must(f.phase == "queued" || f.phase == "serving", "a close")
	f.must(h.Any || f.holder == h.By, "closed by somebody who does not hold it")
	if h.Skip != "" {
		f.closeNow()
		return
	}
	f.closes++
	f.closing = f.line("closing")
	f.flights[f.closing] = flight{purpose: "closing"}
	f.phase = "closing"
}

// reopened: an agent opens the closed session again, and has it; nothing is owed.
func (f *fold) reopened(h *happened) {
	f.must(f.phase == "closed", "opened again")
	f.holder, f.phase, f.since = h.By, "serving", h.At
	f.line("line:reopened")
}

func (f *fold) closeNow() {
	f.phase, f.holder, f.waits, f.closing, f.left, f.passed = "closed", "", nil, 0, false, false
	f.line("line:closed")
}

func (f *fold) reported(h *happened) {
	x, ok := f.flights[h.Seq]
	f.must(ok, fmt.Sprintf("a delivery report for message %d, which was not on its way", h.Seq))
	delete(f.flights, h.Seq)
	if h.Delivery != "sent" {
		f.trouble[h.Seq] = x
	}
	switch {
	case x.answers > 0 && h.Delivery == "sent":
		f.answer(x.answers)
	case x.purpose == "closing" && f.phase == "closing" && h.Seq == f.closing:
		f.closingJudged()
	}
}

func (f *fold) closingJudged() {
	if len(f.waits) == 0 {
		f.closeNow()
		return
	}
	f.line("line:kept_open")
	f.closing, f.phase = 0, "queued"
	if f.holder != "" {
		f.phase = "serving"
	}
}

func (f *fold) resolved(h *happened) {
	x, ok := f.trouble[h.Seq]
	f.must(ok, fmt.Sprintf("message %d was resolved without trouble", h.Seq))
	delete(f.trouble, h.Seq)
	switch {
	case h.As == "resend":
		f.flights[h.Seq] = x
	case x.answers > 0:
		f.answer(x.answers)
	}
}

func (f *fold) answer(upTo int64) {
	f.answered, f.hops = true, 0
	f.waits = slices.DeleteFunc(f.waits, func(w owed) bool { return w.seq <= upTo })
}
