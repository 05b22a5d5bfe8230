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

// probe explores breadth first from a session that does not exist yet: under the house's rules, and under the full ones
// with fewer messages at a time; what is owed because of a question on its own.
func probe() *machine {
	m := &machine{moves: map[string]map[sessions.Phase]map[sessions.Phase]bool{},
		codes: map[string]map[sessions.Phase]map[string]bool{}, ignored: map[string]map[sessions.Phase]bool{},
		effects: map[string]map[string]bool{}, refusals: map[string]*desk.Error{}}
	m.explore(houseRules(), mostFlights, mostWaits, candidates)
	full := fullRules()
	full.Duties = false
	m.explore(full, 1, 1, func(s sessions.State) []sessions.Event { return append(candidates(s), aboutMatters(s)...) })
	m.explore(fullRules(), 1, 1, aboutDuties)
	telling := houseRules()
	telling.Nobody, telling.Handoff, telling.Confirm, telling.Change = true, true, true, true
	m.explore(telling, 1, 1, func(s sessions.State) []sessions.Event { return append(candidates(s), aboutTexts(s)...) })
	again := houseRules()
	again.Reopen = sessions.ReopenHandlers
	m.explore(again, 1, 1, func(s sessions.State) []sessions.Event { return append(candidates(s), aboutReopening(s)...) })
	return m
}

func (m *machine) explore(rules sessions.Rules, mostFlights, mostWaits int, candidates func(sessions.State) []sessions.Event) {
	m.rules, m.seen = rules, map[string]bool{}
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
	fmt.Fprint(&b, s.Phase, s.Accepts, s.ByHand, holderOf(s), s.Answered, s.Reopened > 0, s.Flow, len(s.Steps), len(s.Promises) > 0, s.Rating != nil)
	fmt.Fprint(&b, s.Confirmed > 0, s.Handoff, s.Left, s.Waived != nil, s.Resumed != 0, s.Gone, s.Forgotten != 0)
	fmt.Fprint(&b, s.Category != "", s.Holder != nil && s.Holder.Until > 0, len(s.Asks) > 0 && s.Asks[len(s.Asks)-1].Open())
	for _, k := range s.Asks {
		fmt.Fprint(&b, " asked", k.OwedSince() > 0, len(k.ToReport()) > 0, k.Contested(), k.ToExecute() && k.InsistedAt > 0)
	}
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
	opened, instant, byHand := w, w, w
	opened.Opening = &sessions.Opening{Session: "s1", Ordinal: 1}
	instant.Opening = &sessions.Opening{Session: "s1", Ordinal: 1, Accepts: true}
	byHand.Opening = &sessions.Opening{Session: "s1", Ordinal: 1, Accepts: true, ByHand: true}
	byHand.By, byHand.Inlet = "anna", sessions.InletPhone
	es := []sessions.Event{w, opened, instant, byHand, sessions.TimeReached{At: at}, sessions.TimeReached{At: at + 1<<40}, sessions.NoteAdded{At: at, Agent: "anna"}}
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
	es = append(es, sessions.Assigned{At: at}, sessions.Reopened{At: at, By: "anna"})
	return append(es, aboutMessages(s, at)...)
}

// aboutMatters are what the full rules add.
func aboutMatters(s sessions.State) []sessions.Event {
	at := morning() + desk.Millis(s.Version*1000)
	es := []sessions.Event{sessions.CustomerWrote{At: at, Kind: desk.KindText, Match: &sessions.Match{Category: "order"}},
		sessions.Assigned{At: at, Agent: "anna", By: "anna", Reason: "accepted"},
		sessions.Assigned{At: at, Agent: "ben", By: "system", Reason: "assigned", Speciality: desk.SpecialityTechnical, Offer: true},
		sessions.Classified{At: at, By: "anna"}, sessions.Classified{At: at, By: "anna", Category: "weather"},
		sessions.Verified{At: at, By: "ben"}, sessions.Verified{At: at, By: "ben", Unsolved: true},
		sessions.Asked{At: at, By: "ben", Kind: sessions.AskDepartment}, sessions.Asked{At: at, By: "ben", Kind: sessions.AskConsult}, sessions.Asked{At: at, By: "ben", Kind: "rumour"},
		sessions.Asked{At: at, By: "ben", Kind: sessions.AskConsult, To: "ben"}, sessions.Asked{At: at, By: "ben", Kind: sessions.AskEscalation, Level: desk.RankManager},
		sessions.Asked{At: at, By: "ben", Kind: sessions.AskEscalation}, sessions.Told{At: at, By: "dora", N: 0}, sessions.Told{At: at, By: "dora", N: len(s.Asks)},
		sessions.Promised{At: at, By: "ben"}, sessions.PromiseSettled{At: at, By: "ben", N: s.Promised, As: "kept"}, sessions.PromiseSettled{At: at, By: "ben", N: s.Promised},
		sessions.Rated{At: at, Score: 5}, sessions.Rated{At: at},
		sessions.Noticed{At: at, What: desk.NoticeBlocked}, sessions.Noticed{At: at, What: "eclipse"},
		sessions.Regarded{At: at, By: "sue", VIP: true}, sessions.Regarded{At: at, By: "sue"}, sessions.Forgotten{At: at, By: "sue"}}
	for _, category := range []string{"consult", "dispute", "fault"} {
		es = append(es, sessions.Classified{At: at, By: "ben", Category: category})
	}
	if len(s.Asks) < 1 {
		es = append(es, sessions.Asked{At: at, By: "ben", Kind: sessions.AskDepartment, Department: "tech"}, sessions.Asked{At: at, By: "ben", Kind: sessions.AskEscalation, Level: desk.RankLead})
	}
	if len(s.Promises) < 1 {
		es = append(es, sessions.Promised{At: at, By: "ben", Until: at + 1000})
	}
	for _, feedback := range []string{"", "none", "given", "nothing"} {
		es = append(es, sessions.CloseRequested{At: at, By: "ben", Outcome: "solved", Category: "consult", Feedback: feedback, Rating: true})
	}
	es = append(es, sessions.CloseRequested{At: at, By: "ben", Outcome: "solved", Category: "consult", Feedback: "none", Sorry: true})
	return es
}

// aboutMessages are the reports and decisions about every message on its way, and about one that is not.
func aboutMessages(s sessions.State, at desk.Millis) []sessions.Event {
	seqs := []int64{99}
	for _, f := range slices.Concat(s.InFlight, s.Trouble) {
		seqs = append(seqs, f.Seq)
	}
	es := []sessions.Event{sessions.CustomerMarked{At: at, Kind: desk.KindDelete, Ref: "17"}, sessions.CustomerMarked{At: at, Kind: desk.KindReaction, Ref: "17", Words: sessions.Words{Text: "👍"}},
		sessions.ReplyChanged{At: at, Agent: "anna", Seqs: []int64{1}}, sessions.CustomerSaw{At: at}, sessions.CustomerSaw{At: at, Seq: s.Seq}, sessions.CustomerSaw{At: at, Seq: s.Seq + 1}}
	for _, seq := range append(seqs, 1) {
		for _, d := range []desk.Delivery{desk.DeliverySent, desk.DeliveryFailed, desk.DeliveryUnconfirmed} {
			es = append(es, sessions.DeliveryReported{At: at, Seq: seq, Delivery: d, Reason: "refused"})
		}
		for _, as := range []string{"resend", "delivered", "forget"} {
			es = append(es, sessions.DeliveryResolved{At: at, By: "anna", Seq: seq, As: as})
		}
		es = append(es, sessions.FileSettled{At: at, Seq: seq, Digest: "d"}, sessions.FileSettled{At: at, Seq: seq, Reason: "gone"})
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

// aboutTexts are what the desk tells a customer by itself, and asks at the end.
func aboutTexts(s sessions.State) []sessions.Event {
	at := morning() + desk.Millis(s.Version*1000)
	return []sessions.Event{sessions.ReplyChanged{At: at, Agent: "anna", Seqs: []int64{max(s.Seq, 1)}}, sessions.ReplyChanged{At: at, Agent: "anna"}, sessions.Waived{At: at, By: "anna"}, sessions.Waived{At: at, By: "anna", Undone: true}, sessions.ConfirmAsked{At: at, By: "anna"}, sessions.CustomerWrote{At: at, Kind: desk.KindText, Absent: []desk.GroupID{"service"}},
		sessions.Transferred{At: at, By: "anna", ToGroup: "complaint", GroupName: "投诉组"}, sessions.Assigned{At: at, Agent: "ben", By: "system", Reason: "assigned", Name: "本"}}
}

// aboutReopening is what a closed session is opened again by, and what keeps it closed.
func aboutReopening(s sessions.State) []sessions.Event {
	at := morning() + desk.Millis(s.Version*1000)
	return []sessions.Event{sessions.Reopened{At: at, By: "chen", Member: true}, sessions.Reopened{At: at, By: "chen", Any: true}, sessions.Reopened{At: at + 1<<40, By: "anna"},
		sessions.Noticed{At: at, What: desk.NoticeBlocked}, sessions.Noticed{At: at, What: desk.NoticeBack}, sessions.Forgotten{At: at, By: "sue"}}
}
