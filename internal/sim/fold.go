package sim

import (
	"encoding/json"
	"fmt"
)

// fold derives from a session's events, by the words of the service code, who holds it and what is owed: written anew,
// so that it can disagree with the product.
type fold struct {
	phase, holder       string
	since               int64 // when it came to the holder
	hops                int   // silent holders since an answer arrived
	asked, closing      int64
	owed                []debt
	flying, trouble     map[int64]int64 // reply → the last customer's message it answers; 0 for scripts
	resent              map[int64]int
	greetings, closings int
	closes              int
	wrong               []string
}

// debt is a turn of the customer without a human answer.
type debt struct {
	seq, since, due int64
	heard           int64 // of it, last
	late            bool
}

// happened are the fields of all events.
type happened struct {
	Event struct {
		Seq, At                       int64
		Agent, By, Delivery, As, Skip string
		Reason                        string
		Over                          bool
		ToAgent                       string `json:"to_agent"`
		Opening                       *struct{}
	} `json:"event"`
	Texts map[int64]string `json:"texts"`
}

func foldOf(s sessionRow, events []eventRow, messages []messageRow) *fold {
	f := &fold{flying: map[int64]int64{}, trouble: map[int64]int64{}, resent: map[int64]int{}}
	by := map[int64]messageRow{}
	for i, m := range messages {
		by[m.Seq] = m
		f.must(m.Seq == int64(i+1), "I12 message %d stands in place %d", m.Seq, i+1)
		switch m.Purpose {
		case "greeting":
			f.greetings++
		case "closing":
			f.closings++
		}
	}
	for i, e := range events {
		var h happened
		if err := json.Unmarshal([]byte(e.Body), &h); err != nil {
			f.must(false, "I12 version %d cannot be read: %v", e.Version, err)
		}
		f.must(e.Version == int64(i+1), "I12 version %d stands in place %d", e.Version, i+1)
		wrote := map[string]int64{}
		for seq := range h.Texts {
			wrote[by[seq].Purpose] = seq
		}
		f.step(e, &h, wrote)
	}
	return f
}

func (f *fold) must(ok bool, format string, args ...any) {
	if !ok {
		f.wrong = append(f.wrong, fmt.Sprintf(format, args...))
	}
}

func (f *fold) step(e eventRow, h *happened, wrote map[string]int64) {
	x := h.Event
	switch e.Kind {
	case "customer_wrote":
		if f.phase == "" || f.phase == "closed" {
			f.phase = "queued"
		}
		if seq := wrote["greeting"]; seq > 0 {
			f.flying[seq] = 0
		}
		f.asked = wrote[""]
		f.owe(f.asked, x.At)
	case "agent_replied":
		f.must(e.Who == f.holder && f.phase == "serving", "I7 version %d: %s replied, %q held it (%s)", e.Version, e.Who, f.holder, f.phase)
		f.flying[wrote["reply"]] = f.asked
	case "reply_changed":
		f.must(e.Who == f.holder && f.phase == "serving", "I7 version %d: %s corrected, %q held it (%s)", e.Version, e.Who, f.holder, f.phase)
		f.flying[wrote["edited"]] = 0
	case "assigned":
		f.must(f.phase == "queued" || f.phase == "serving" && x.Over, "I7 version %d: assigned while %s", e.Version, f.phase)
		f.phase, f.holder, f.since = "serving", x.Agent, x.At
	case "transferred":
		f.give(x.ToAgent)
		f.since = x.At
	case "returned":
		f.must(f.phase == "serving", "I7 version %d: returned while %s", e.Version, f.phase)
		if x.Reason == "silent" {
			f.must(f.quiet() > 0 && f.quiet() <= x.At, "I7 version %d: taken away for a silence that was none", e.Version)
			f.hops++
		}
		f.give("")
	case "reopened":
		f.must(f.phase == "closed", "I7 version %d: opened again while %s", e.Version, f.phase)
		f.phase, f.holder, f.since = "serving", x.By, x.At
	case "close_requested":
		f.close(x.Skip, wrote["closing"])
	case "delivery_reported":
		f.reported(e, x.Seq, x.Delivery)
	case "delivery_resolved":
		f.resolved(e, x.Seq, x.As)
	case "time_reached":
		f.reached(e, x.At, wrote["apology"])
	}
}

func (f *fold) give(to string) {
	f.phase, f.holder = "queued", to
	if to != "" {
		f.phase = "serving"
	}
}

// owe opens a debt, unless an older one covers the message; one behind a reply of unknown fate is its own.
func (f *fold) owe(seq, at int64) {
	if n := len(f.owed); n > 0 {
		open := true
		for _, m := range []map[int64]int64{f.flying, f.trouble} {
			for _, answers := range m {
				open = open && answers < f.owed[n-1].seq
			}
		}
		if open {
			return
		}
	}
	f.owed = append(f.owed, debt{seq: seq, since: at, due: at + target.Milliseconds(), heard: at})
}

func (f *fold) close(skip string, seq int64) {
	if skip != "" {
		f.shut()
		return
	}
	f.closes++
	f.phase, f.closing = "closing", seq
	f.flying[seq] = 0
}

func (f *fold) shut() { f.phase, f.holder, f.owed, f.closing = "closed", "", nil, 0 }

func (f *fold) reported(e eventRow, seq int64, what string) {
	answers, ok := f.flying[seq]
	f.must(ok, "I4 version %d reports on message %d, which was not on its way", e.Version, seq)
	delete(f.flying, seq)
	if what == "sent" {
		f.answered(answers)
	} else {
		f.trouble[seq] = answers
	}
	if f.phase != "closing" || f.closing != seq {
		return
	}
	if len(f.owed) == 0 {
		f.shut()
		return
	}
	f.closing = 0
	f.give(f.holder)
}

func (f *fold) resolved(e eventRow, seq int64, as string) {
	answers, ok := f.trouble[seq]
	f.must(ok, "I4 version %d decides about message %d, which was not in trouble", e.Version, seq)
	delete(f.trouble, seq)
	if as == "delivered" {
		f.answered(answers)
		return
	}
	f.resent[seq]++
	f.flying[seq] = answers
}

func (f *fold) answered(upTo int64) {
	if upTo > 0 {
		f.hops = 0
	}
	var rest []debt
	for _, d := range f.owed {
		if d.seq > upTo {
			rest = append(rest, d)
		}
	}
	f.owed = rest
}
