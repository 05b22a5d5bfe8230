package schedule

import (
	"fmt"
	"slices"

	"firstline/internal/desk"
	"firstline/router/assign"
	"firstline/sessions"
	"firstline/sessions/live"
)

// step does one random thing.
func (w *world) step() {
	w.now += desk.Millis(w.rng.IntN(15_000))
	switch w.rng.IntN(20) {
	case 0, 1, 2:
		w.arrive()
	case 3, 4:
		w.look(w.rng.IntN(2))
	case 5, 6, 7:
		w.decide(w.rng.IntN(2))
	case 8, 9, 10, 11, 12:
		w.land(w.rng.IntN(2))
	case 13:
		w.status()
	case 14:
		w.time()
	default:
		w.work()
	}
}

// arrive brings a customer, about something or other.
func (w *world) arrive() {
	if len(w.all) >= 8 {
		return
	}
	n := len(w.all) + 1
	e := sessions.CustomerWrote{At: w.now, Kind: desk.KindText, Opening: &sessions.Opening{Session: desk.SessionID(fmt.Sprintf("s%d", n)),
		Address: desk.Address{Channel: "web", Key: fmt.Sprint(n)}, Ordinal: 1, Rules: w.rules.Version, Accepts: true, Last: w.anybody()}}
	if c := []string{"", "order", "dispute", "fault"}[w.rng.IntN(4)]; c != "" {
		e.Match = &sessions.Match{Category: c}
	}
	x := &session{}
	w.all = append(w.all, x)
	if w.commit(x, 0, e) {
		w.note("%s arrives in %s", x.s.ID, x.s.Group)
	}
}

func (w *world) anybody() desk.AgentID { return w.agents[w.rng.IntN(len(w.agents))].ID }

// look brings a node's view up to date; now and then only the half of it.
func (w *world) look(node int) {
	v := &w.nodes[node]
	half := w.rng.IntN(6)
	if half != 0 {
		v.agents = slices.Clone(w.agents)
	}
	if half == 1 {
		return
	}
	v.waiting, v.states = nil, map[desk.SessionID]sessions.State{}
	for _, x := range w.all {
		v.states[x.s.ID] = x.s
		if x.s.Phase == sessions.Queued {
			v.waiting = append(v.waiting, waitingOf(x.s))
		}
	}
	slices.SortStableFunc(v.waiting, func(a, b live.Waiting) int { return slices.Index(groups(), a.Group) - slices.Index(groups(), b.Group) })
}

// waitingOf says what the queues hold of a session, written once more: the longest wait first, less the bonus.
func waitingOf(s sessions.State) live.Waiting {
	rank := int64(s.QueuedAt)
	for _, o := range s.Waits {
		rank = min(rank, int64(o.Since))
	}
	return live.Waiting{Session: s.ID, Address: s.Address, Group: s.Group, Since: s.QueuedAt, Rank: rank - s.Bonus, Prefer: s.Last,
		Avoid: append(slices.Clone(s.Passed), s.Declined...), Lead: s.Raised, Need: s.Need}
}

func (w *world) decide(node int) {
	v := &w.nodes[node]
	got := assign.Pick(v.waiting, v.agents, func(desk.AgentID) bool { return true }, nil)
	w.books.inTurn(w, v.waiting, got)
	v.choices = append(v.choices, got...)
}

// land carries out one of a node's decisions, in any order and however old, as the router does: by the state that the node
// knows, or the newest.
func (w *world) land(node int) {
	v := &w.nodes[node]
	if len(v.choices) == 0 {
		return
	}
	i := w.rng.IntN(len(v.choices))
	c := v.choices[i]
	v.choices = slices.Delete(v.choices, i, i+1)
	x := w.session(c.Waiting.Session)
	known, ok := v.states[c.Waiting.Session]
	if !ok || w.rng.IntN(2) == 0 {
		known = x.s
	}
	e := sessions.Assigned{At: w.now, Agent: c.Agent.ID, By: "system", Reason: "assigned", Epoch: c.Agent.Epoch, Speciality: c.Agent.Speciality, Offer: w.rules.Offer > 0}
	if known.Phase == sessions.Queued && known.Group == c.Waiting.Group && w.commit(x, known.Version, e) {
		w.note("node %d gives %s to %s", node, x.s.ID, c.Agent.ID)
	}
}

func (w *world) session(id desk.SessionID) *session {
	return w.all[slices.IndexFunc(w.all, func(x *session) bool { return x.s.ID == id })]
}

// status changes what somebody chose to be, which makes every older decision about them worthless.
func (w *world) status() {
	a := &w.agents[w.rng.IntN(len(w.agents))]
	a.Status = []desk.Status{desk.StatusOnline, desk.StatusOnline, desk.StatusAway, desk.StatusDraining, desk.StatusOffline, desk.StatusBusy}[w.rng.IntN(6)]
	a.Epoch++
	w.note("%s is %s", a.ID, a.Status)
}

// time wakes whatever is due: offers that were not accepted, silent holders.
func (w *world) time() {
	for _, x := range w.all {
		due := x.s.NextDue()
		if due == 0 || due > w.now {
			continue
		}
		_, effects, err := sessions.Apply(w.rules, x.s, sessions.TimeReached{At: w.now})
		if err != nil {
			continue
		}
		events := []sessions.Event{sessions.TimeReached{At: w.now}}
		for _, f := range effects {
			if back, is := f.(sessions.HandBack); is {
				events = append(events, sessions.Returned{At: w.now, By: "system", Reason: back.Reason, Any: true})
			}
		}
		if w.commit(x, x.s.Version, events...) && len(events) > 1 {
			w.note("%s comes back from a silent desk", x.s.ID)
		}
	}
}

// work lets somebody do something with a session, mostly its holder.
func (w *world) work() {
	if len(w.all) == 0 {
		return
	}
	x := w.all[w.rng.IntN(len(w.all))]
	who := w.anybody()
	if x.s.Holder != nil && w.rng.IntN(4) > 0 {
		who = x.s.Holder.Agent
	}
	e := w.deed(x, who)
	if w.commit(x, x.s.Version, e) {
		w.note("%s: %s by %s", x.s.ID, sessions.Kind(e), who)
	}
}

func (w *world) deed(x *session, who desk.AgentID) sessions.Event {
	switch w.rng.IntN(8) {
	case 0:
		return sessions.Assigned{At: w.now, Agent: who, By: string(who), Reason: "taken", Over: w.rng.IntN(4) == 0}
	case 1:
		return sessions.AgentReplied{At: w.now, Agent: who, ClientID: "c"}
	case 2:
		return sessions.Returned{At: w.now, By: string(who), Reason: "declined"}
	case 3:
		return sessions.Transferred{At: w.now, By: who, ClientID: "c", ToGroup: groups()[w.rng.IntN(3)]}
	case 4:
		return sessions.Transferred{At: w.now, By: who, ClientID: "c", ToAgent: w.anybody()}
	case 5:
		return sessions.CloseRequested{At: w.now, By: who, ClientID: "c", Outcome: "solved", Skip: "invalid"}
	case 6:
		return sessions.Reopened{At: w.now, By: who, ClientID: "c", Any: w.rng.IntN(4) == 0}
	}
	return sessions.CustomerWrote{At: w.now, Kind: desk.KindText}
}
