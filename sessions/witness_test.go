package sessions_test

import (
	"errors"
	"reflect"
	"slices"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"firstline/internal/desk"
	"firstline/sessions"
)

// fataler is what *testing.T, *testing.F's T and *rapid.T have in common.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// witness lives through one session and knows, from the events and effects alone, what the state has to say.
type witness struct {
	t       fataler
	rules   sessions.Rules
	s       sessions.State
	events  []sessions.Event     // those that were not refused and not ignored
	places  map[desk.AgentID]int // taken by Occupy and not released
	waiting bool                 // RequestAgent without Withdraw
	said    map[sessions.Purpose]int
	byHand  bool    // the session is one that people write down
	closes  int     // closes that asked for a closing script
	asked   []int64 // customer's messages
	upTo    int64   // the customer's messages up to here are answered, or were dropped with a reason

	since    []sessions.Event // those since the customer last came back
	unwaived int64            // what upTo was before the last waiver

	answered bool                  // a human answer arrived
	answers  int                   // how many did
	heard    map[int64]desk.Millis // when an alarm of an obligation was last raised, or it began
	hops     int                   // silent holders since the last answer
	noted    int                   // answers that hops knows of

	wrote   desk.Millis                      // when the customer wrote last, by the latest clock
	gone    bool                             // the network said that the customer cannot be reached, and nothing since says otherwise
	replied bool                             // an answer arrived since the last step that has to come before it
	told    map[int]desk.Millis              // when a promise was last heard of
	pressed map[sessions.AimKind]desk.Millis // when a further target was last heard of
}

func newWitness(t fataler, rules sessions.Rules) *witness {
	return &witness{t: t, rules: rules, places: map[desk.AgentID]int{}, said: map[sessions.Purpose]int{}, heard: map[int64]desk.Millis{}, told: map[int]desk.Millis{}, pressed: map[sessions.AimKind]desk.Millis{}}
}

// step is one event that was neither refused nor ignored.
type step struct {
	before, after sessions.State
	event         sessions.Event
	effects       []sessions.Effect
}

// apply runs Apply and checks everything that must hold of it.
func (w *witness) apply(e sessions.Event) ([]sessions.Effect, error) {
	w.t.Helper()
	given := w.s
	kept := snapshot(given)
	after, effects, err := sessions.Apply(w.rules, given, e)
	if diff := same(kept, given); diff != "" {
		w.t.Fatalf("%s changed the state that it was given:\n%s", sessions.Kind(e), diff)
	}
	switch {
	case err != nil:
		w.refused(kept, after, effects, err)
	case after.Version == kept.Version:
		w.ignored(kept, after, effects, e)
	default:
		w.independent(given, after, e)
		w.accepted(step{kept, after, e, effects})
	}
	return effects, err
}

func (w *witness) refused(before, after sessions.State, effects []sessions.Effect, err error) {
	w.t.Helper()
	var fail *desk.Error
	if !errors.As(err, &fail) || fail.Code == "" || !slices.Contains([]desk.Fault{desk.Conflict, desk.Invalid, desk.Forbidden}, fail.Kind) {
		w.t.Fatalf("a refusal without kind or code: %v", err)
	}
	if diff := same(before, after); diff != "" || len(effects) > 0 {
		w.t.Fatalf("%s refused and did something all the same: %v\n%s", fail.Code, effects, diff)
	}
}

func (w *witness) ignored(before, after sessions.State, effects []sessions.Effect, e sessions.Event) {
	w.t.Helper()
	if diff := same(before, after); diff != "" || len(effects) > 0 {
		w.t.Fatalf("%s kept the version and did something all the same: %v\n%s", sessions.Kind(e), effects, diff)
	}
}

// independent checks that the new state shares nothing with the old one that another event could change, and that the
// same event gives the same answer again.
func (w *witness) independent(before, after sessions.State, e sessions.Event) {
	w.t.Helper()
	kept := snapshot(after)
	for _, other := range []sessions.Event{
		sessions.CustomerWrote{At: e.When(), Kind: desk.KindText},
		sessions.AgentReplied{At: e.When(), Agent: holderOf(before), ClientID: "probe"},
		sessions.TimeReached{At: e.When() + 1<<40},
	} {
		_, _, _ = sessions.Apply(w.rules, before, other)
	}
	again, _, _ := sessions.Apply(w.rules, before, e)
	if diff := same(after, again); diff != "" {
		w.t.Fatalf("%s gave another answer the second time:\n%s", sessions.Kind(e), diff)
	}
	if diff := same(kept, after); diff != "" {
		w.t.Fatalf("an event applied to an older state changed a newer one:\n%s", diff)
	}
}

// accepted notes what happened and holds the new state against it.
func (w *witness) accepted(x step) {
	if e, ok := x.event.(sessions.CustomerWrote); ok && e.Opening != nil {
		w.byHand = e.Opening.ByHand
	}
	w.t.Helper()
	w.s = x.after
	w.events = append(w.events, x.event)
	if w.since = append(w.since, x.event); x.before.Phase == sessions.Closed && x.after.Phase.Open() || resumed(x) {
		w.since = []sessions.Event{x.event}
	}
	for _, f := range x.effects {
		w.note(f)
	}
	w.noteAnswer(x)
	w.noteGone(x)
	w.noteWay(x)
	for _, rule := range invariants() {
		if wrong := rule.broken(w, x); wrong != "" {
			w.t.Fatalf("%s, after %s: %s\nbefore %+v\nafter  %+v\neffects %+v", rule.name, sessions.Kind(x.event), wrong, x.before, x.after, x.effects)
		}
	}
}

// same says how two states differ; an empty list is the same as none.
func same(a, b sessions.State) string {
	if reflect.DeepEqual(snapshot(a), snapshot(b)) { // a snapshot has no empty lists; cmp is slow
		return ""
	}
	return cmp.Diff(a, b, cmpopts.EquateEmpty())
}

func holderOf(s sessions.State) desk.AgentID {
	if s.Holder == nil {
		return ""
	}
	return s.Holder.Agent
}
