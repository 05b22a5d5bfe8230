package checker

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
)

// fold derives a session from its history, event by event: written from the service code (SLA-01, SCR-02, RTE-01…08),
// not from the server. It keeps what the oracles ask for: who holds the session in which version, what is owed, which
// messages must stand there.
type fold struct {
	rules    Rules
	phase    string
	holder   string
	since    int64 // when it came to the holder
	hops     int   // silent holders since the last answer
	group    string
	owner    string
	at       int64
	seq      int64
	asked    int64
	answered bool
	left     bool  // told that nobody is there, and with nobody since
	passed   bool  // told which group takes over, and nobody of it has had the session
	closing  int64 // place of the closing message that is on its way
	closes   int   // closes that were asked for with a closing text
	waits    []owed
	flights  map[int64]flight
	trouble  map[int64]flight
	lines    map[int64]string // purpose of each message that the history writes
	acted    []act            // replies, with who held the session when they were given
	fired    []firing
	past     []moment // how the session stood after each event
	faults   []string // where the history contradicts itself
}

// owed is a turn of the customer that waits for a human answer.
type owed struct {
	seq, since, due int64
	alarm           int64 // when it is heard of next; 0 once it is breached
	breached        bool
}

// flight is a message on its way, with the customer's message that it answers (0: none).
type flight struct {
	answers int64
	purpose string
}

type act struct {
	version     int64
	who, holder string
}

type firing struct{ version, at, due int64 }

// moment is how a session stood from one event to the next: from its time at the earliest, because an event carries the
// time at which it was drafted, and a message that of its acceptance; until the latest at which the next one can have
// been committed.
type moment struct {
	at, until     int64
	phase, holder string
	owed          bool
	trouble       map[int64]bool
}

// happened are the fields of all kinds of event together.
type happened struct {
	At      int64  `json:"at"`
	Seq     int64  `json:"seq"`
	Kind    string `json:"kind"`
	Undone  bool   `json:"undone"`
	Opening *struct {
		Rules string `json:"rules"`
	} `json:"opening"`
	Agent    string `json:"agent"`
	By       string `json:"by"`
	Over     bool   `json:"over"`
	Any      bool   `json:"any"`
	ToGroup  string `json:"to_group"`
	ToAgent  string `json:"to_agent"`
	Skip     string `json:"skip"`
	Delivery string `json:"delivery"`
	As       string `json:"as"`
	Reason   string `json:"reason"`

	ClientID string  `json:"client_id"`
	Seqs     []int64 `json:"seqs"`
	Recall   bool    `json:"recall"`

	Absent    []string `json:"absent"`
	GroupName string   `json:"group_name"`
	Quiet     bool     `json:"quiet"`
}

func foldAll(e *Evidence) map[string]*fold {
	out := map[string]*fold{}
	for _, s := range e.Record.Sessions {
		out[s.ID] = foldOne(e, s)
	}
	return out
}

func foldOne(e *Evidence, s *Session) *fold {
	f := &fold{flights: map[int64]flight{}, trouble: map[int64]flight{}, lines: map[int64]string{}}
	for i, ev := range e.Record.Events[s.ID] {
		if ev.Version != int64(i)+1 {
			f.fault("version %d stands in place %d", ev.Version, i+1)
			break
		}
		var b body
		var h happened
		if err := json.Unmarshal(ev.Body, &b); err != nil {
			f.fault("version %d cannot be read: %v", ev.Version, err)
			break
		}
		if err := json.Unmarshal(b.Event, &h); err != nil {
			f.fault("version %d cannot be read: %v", ev.Version, err)
			break
		}
		if h.Opening != nil {
			f.rules = e.Record.Rules[h.Opening.Rules]
		}
		f.at = ev.Version
		f.step(ev.Kind, &h, b.Texts)
		f.remember(&ev)
	}
	return f
}

// remember keeps the moment after an event. Only what is no message of a customer ends those before it for sure.
func (f *fold) remember(ev *Event) {
	m := moment{at: ev.At, until: math.MaxInt64, phase: f.phase, holder: f.holder, owed: len(f.waits) > 0, trouble: make(map[int64]bool, len(f.trouble))}
	for seq := range f.trouble {
		m.trouble[seq] = true
	}
	if ev.Kind != "customer_wrote" {
		for i := len(f.past) - 1; i >= 0 && f.past[i].until == math.MaxInt64; i-- {
			f.past[i].until = ev.At
		}
	}
	f.past = append(f.past, m)
}

func (f *fold) fault(format string, args ...any) {
	f.faults = append(f.faults, fmt.Sprintf(format, args...))
}

// must notes a contradiction.
func (f *fold) must(ok bool, what string) {
	if !ok {
		f.fault("version %d: %s (%s, holder %q)", f.at, what, f.phase, f.holder)
	}
}

func (f *fold) step(kind string, h *happened, texts map[int64]string) {
	switch kind {
	case "customer_wrote":
		f.customerWrote(h, texts)
	case "agent_replied":
		f.must(f.phase == "serving", "a reply outside a serving session")
		f.acted = append(f.acted, act{f.at, h.Agent, f.holder})
		if f.owner == "" {
			f.owner = h.Agent
		}
		f.flights[f.line("reply")] = flight{f.asked, "reply"}
	case "reply_changed":
		f.replyChanged(h)
	case "note_added":
		f.line("note")
	case "assigned":
		f.assigned(h, texts)
	case "transferred":
		f.transferred(h, texts)
	case "returned":
		f.must(f.phase == "serving" && f.holder != "", "handed back by nobody")
		if h.Reason == "silent" {
			f.must(f.silent() > 0 && f.silent() <= h.At, "a holder lost the session who was not silent for so long")
			f.hops++
		}
		f.holder, f.phase = "", "queued"
		f.line("line:returned")
	case "close_requested":
		f.closeRequested(h)
	case "reopened":
		f.reopened(h)
	case "delivery_reported":
		f.reported(h)
	case "delivery_resolved":
		f.resolved(h)
	case "customer_marked":
		f.line(map[string]string{"delete": "line:deleted", "reaction": "line:reacted", "reaction undone": "line:unreacted"}[h.Kind+map[bool]string{true: " undone"}[h.Undone]])
	case "file_settled", "customer_saw": // change no line
	case "time_reached":
		f.timeReached(h, texts)
	default:
		f.fault("version %d: the checker does not know events of kind %s", f.at, kind)
	}
}

func (f *fold) line(purpose string) int64 {
	f.seq++
	f.lines[f.seq] = purpose
	return f.seq
}

func (f *fold) open() bool {
	return f.phase == "queued" || f.phase == "serving" || f.phase == "closing"
}

// standing is what the stored state must say. Lists that the state leaves out are nil as there.
func (f *fold) standing(like Standing) Standing {
	s := Standing{Version: f.at, Phase: f.phase, Seq: f.seq, Waits: like.Waits[:0:0], InFlight: like.InFlight[:0:0], Trouble: like.Trouble[:0:0]}
	for _, w := range f.waits {
		s.Waits = append(s.Waits, Due{w.seq, w.due, w.breached})
	}
	// The order of the two others is not of interest: theirs, and then what they lack.
	s.InFlight, s.Trouble = flying(like.InFlight, f.flights), flying(like.Trouble, f.trouble)
	return s
}

func flying(like []Flying, is map[int64]flight) []Flying {
	out := like[:0:0]
	seen := map[int64]bool{}
	for _, x := range like {
		if y, ok := is[x.Seq]; ok {
			out, seen[x.Seq] = append(out, Flying{x.Seq, y.answers}), true
		}
	}
	for _, seq := range slices.Sorted(maps.Keys(is)) {
		if !seen[seq] {
			out = append(out, Flying{seq, is[seq].answers})
		}
	}
	return out
}
