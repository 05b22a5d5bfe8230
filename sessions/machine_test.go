package sessions_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"firstline/internal/desk"
	"firstline/sessions"
)

// machine is what probing Apply has found: every kind of event in every situation that can be reached.
type machine struct {
	rules    sessions.Rules
	seen     map[string]bool
	moves    map[string]map[sessions.Phase]map[sessions.Phase]bool // event, from, to
	codes    map[string]map[sessions.Phase]map[string]bool         // event, from, code of the refusal
	ignored  map[string]map[sessions.Phase]bool
	effects  map[string]map[string]bool // event, effect
	refusals map[string]*desk.Error
}

// Beyond these a situation is not looked at any more: nothing new can come of a third message on its way.
const (
	mostFlights = 2
	mostWaits   = 3
)

// probe explores breadth first from a session that does not exist yet.
func probe() *machine {
	m := &machine{rules: houseRules(), seen: map[string]bool{}, moves: map[string]map[sessions.Phase]map[sessions.Phase]bool{},
		codes: map[string]map[sessions.Phase]map[string]bool{}, ignored: map[string]map[sessions.Phase]bool{},
		effects: map[string]map[string]bool{}, refusals: map[string]*desk.Error{}}
	open := []sessions.State{{}}
	for len(open) > 0 {
		s := open[0]
		open = open[1:]
		for _, e := range candidates(s) {
			next, ok := m.try(s, e)
			if key := situation(next); ok && !m.seen[key] && len(next.InFlight)+len(next.Trouble) <= mostFlights && len(next.Waits) <= mostWaits {
				m.seen[key] = true
				open = append(open, next)
			}
		}
	}
	return m
}

// try applies one event and books what came of it; ok says that the state moved on.
func (m *machine) try(s sessions.State, e sessions.Event) (next sessions.State, ok bool) {
	next, effects, err := sessions.Apply(m.rules, s, e)
	kind := sessions.Kind(e)
	var fail *desk.Error
	switch {
	case errors.As(err, &fail):
		if m.refusals[fail.Code] == nil {
			m.refusals[fail.Code] = fail
		}
		if m.codes[kind] == nil {
			m.codes[kind] = map[sessions.Phase]map[string]bool{}
		}
		put(m.codes[kind], s.Phase, fail.Code)
		return next, false
	case next.Version == s.Version:
		put(m.ignored, kind, s.Phase)
		return next, false
	}
	for _, f := range effects {
		put(m.effects, kind, strings.TrimPrefix(fmt.Sprintf("%T", f), "sessions."))
	}
	if m.moves[kind] == nil {
		m.moves[kind] = map[sessions.Phase]map[sessions.Phase]bool{}
	}
	put(m.moves[kind], s.Phase, next.Phase)
	return next, true
}

func put[K, V comparable](into map[K]map[V]bool, k K, v V) {
	if into[k] == nil {
		into[k] = map[V]bool{}
	}
	into[k][v] = true
}

// situation is what two states have in common that behave alike.
func situation(s sessions.State) string {
	var b strings.Builder
	fmt.Fprint(&b, s.Phase, s.Accepts, holderOf(s), s.Answered, s.Reopened > 0)
	for _, w := range s.Waits {
		fmt.Fprint(&b, " owes", w.Breached, s.Asked-w.Seq > 0)
	}
	for _, f := range s.InFlight {
		fmt.Fprint(&b, " flying ", f.Purpose, f.Answers < s.Asked)
	}
	for _, f := range s.Trouble {
		fmt.Fprint(&b, " trouble ", f.Purpose, f.Answers < s.Asked)
	}
	return b.String()
}

// candidates are all the events worth trying in a state: the sensible ones and one of each kind of nonsense.
func candidates(s sessions.State) []sessions.Event {
	at := morning() + desk.Millis(s.Version*1000)
	w := sessions.CustomerWrote{At: at, Kind: desk.KindText}
	opened, instant := w, w
	opened.Opening = &sessions.Opening{Session: "s1", Ordinal: 1}
	instant.Opening = &sessions.Opening{Session: "s1", Ordinal: 1, Accepts: true}
	es := []sessions.Event{w, opened, instant, sessions.TimeReached{At: at}, sessions.TimeReached{At: at + 1<<40}, sessions.NoteAdded{At: at, Agent: "anna"}}
	for _, who := range []desk.AgentID{"anna", "ben"} {
		es = append(es, sessions.AgentReplied{At: at, Agent: who, Greeted: true},
			sessions.Assigned{At: at, Agent: who, By: "system", Reason: "assigned"}, sessions.Assigned{At: at, Agent: who, By: string(who), Reason: "taken", Over: true},
			sessions.Transferred{At: at, By: who, ToGroup: "complaint"}, sessions.Transferred{At: at, By: who, ToAgent: "ben"}, sessions.Transferred{At: at, By: who, Any: true},
			sessions.Transferred{At: at, By: who, ToGroup: "complaint", Any: true}, sessions.Transferred{At: at, By: who, ToAgent: "ben", Any: true},
			sessions.Returned{At: at, By: string(who), Reason: "returned"}, sessions.Returned{At: at, By: string(who), Reason: "offline", Any: true})
		for _, skip := range []string{"", "blocked", "no such reason"} {
			es = append(es, sessions.CloseRequested{At: at, By: who, Outcome: "solved", Skip: skip}, sessions.CloseRequested{At: at, By: who, Outcome: "solved", Skip: skip, Any: true})
		}
		es = append(es, sessions.CloseRequested{At: at, By: who, Any: true}, sessions.CloseRequested{At: at, By: who, Any: true, Outcome: "no such outcome"})
	}
	es = append(es, sessions.Assigned{At: at})
	return append(es, aboutMessages(s, at)...)
}

// aboutMessages are the reports and decisions about every message on its way, and about one that is not.
func aboutMessages(s sessions.State, at desk.Millis) []sessions.Event {
	seqs := []int64{99}
	for _, f := range slices.Concat(s.InFlight, s.Trouble) {
		seqs = append(seqs, f.Seq)
	}
	var es []sessions.Event
	for _, seq := range seqs {
		for _, d := range []desk.Delivery{desk.DeliverySent, desk.DeliveryFailed, desk.DeliveryUnconfirmed} {
			es = append(es, sessions.DeliveryReported{At: at, Seq: seq, Delivery: d, Reason: "refused"})
		}
		for _, as := range []string{"resend", "delivered", "forget"} {
			es = append(es, sessions.DeliveryResolved{At: at, By: "anna", Seq: seq, As: as})
		}
	}
	return es
}

// list gives the keys in order.
func list[K ~string](set map[K]bool) []string {
	var out []string
	for _, k := range slices.Sorted(maps.Keys(set)) {
		out = append(out, string(k))
	}
	return out
}
