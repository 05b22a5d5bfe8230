package quality

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
)

// TestWhatCanBeDrawn plays one session of each kind and looks who is in the population.
func TestWhatCanBeDrawn(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		o.round(thursday.at(0, 0).Add(-time.Hour))
		noon := thursday.at(12, 0)
		names := map[desk.SessionID]string{}
		add := func(name string, k *talk) { names[k.s.ID] = name }

		add("an ordinary one", o.talk("web", noon).take("mei").reply("mei").close("mei", "solved"))
		add("passed on, both wrote", o.talk("web", thursday.at(17, 59)).take("mei").reply("mei").passTo("mei", "bo").reply("bo").close("bo", "solved"))
		add("passed on, one wrote", o.talk("web", noon).take("mei").passTo("mei", "bo").reply("bo").close("bo", "solved"))
		add("only notes", o.talk("web", noon).take("mei").note("mei").skip("mei", "no_response", "no_response"))
		add("never arrived", o.talk("tg", noon).take("mei").reply("mei").judged("failed").skip("mei", "no_response", "blocked"))
		add("arrived", o.talk("tg", noon).take("mei").reply("mei").judged("sent").close("mei", "solved").judged("sent"))
		add("only the closing script", o.talk("web", noon).take("mei").reply("mei").passTo("mei", "bo").close("bo", "solved"))
		add("void by its outcome", o.talk("web", noon).take("mei").reply("mei").close("mei", "invalid"))
		add("void by its reason", o.talk("web", noon).take("mei").reply("mei").skip("mei", "no_response", "invalid"))
		add("still open", o.talk("web", noon).take("mei").reply("mei"))
		add("open again", o.talk("web", noon).take("mei").reply("mei").close("mei", "solved").asks())
		add("closed by who never held it", o.talk("web", noon).take("mei").reply("mei").close("sue", "solved"))
		add("closed as the day began", o.talk("web", thursday.at(0, 0).Add(-30*time.Second)).take("mei").reply("mei").close("mei", "solved"))
		add("closed before the day", o.talk("web", thursday.at(0, 0).Add(-31*time.Second)).take("mei").reply("mei").close("mei", "solved"))
		add("closed after the day", o.talk("web", thursday.at(24, 0).Add(-30*time.Second)).take("mei").reply("mei").close("mei", "solved"))
		add("closed in the last second", o.talk("web", thursday.at(24, 0).Add(-31*time.Second)).take("mei").reply("mei").close("mei", "solved"))
		add("held the evening before", o.talk("web", thursday.at(0, 0).Add(-time.Hour)).take("mei").reply("mei").passTo("mei", "bo").take("mei").close("mei", "solved"))
		twice := o.talk("web", noon).take("mei").reply("mei").passTo("mei", "bo")
		twice.at = thursday.at(15, 0)
		add("held twice", twice.take("mei").close("mei", "solved"))
		late := o.talk("web", thursday.at(0, 0).Add(-time.Hour)).take("bo").reply("bo")
		late.at = thursday.at(8, 0)
		add("closed the next morning", late.close("bo", "solved"))
		o.round(thursday.Plus(1).at(5, 0))

		var got []string
		for _, p := range o.population(thursday).Population {
			got = append(got, fmt.Sprintf("%s: %s %s %d", names[p.Session], p.Agent, p.Channel, p.Hour))
		}
		slices.Sort(got)
		want := []string{
			"an ordinary one: mei web 12",
			"arrived: mei tg 12",
			"closed as the day began: mei web 23",
			"closed by who never held it: mei web 12",
			"closed in the last second: mei web 23",
			"closed the next morning: bo web 23",
			"held twice: mei web 12",
			"only the closing script: bo web 12",
			"only the closing script: mei web 12",
			"passed on, both wrote: bo web 17",
			"passed on, both wrote: mei web 17",
			"passed on, one wrote: bo web 12",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("population (-want +got):\n%s", diff)
		}
	})
}

// TestDrawnAtItsHour: promised before, drawn at five and not earlier, once, and nothing comes a second time.
// Shows QA-01.
func TestDrawnAtItsHour(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		o.round(thursday.at(0, 0).Add(-time.Hour))
		k := o.talk("web", thursday.at(9, 0)).take("mei").reply("mei").close("mei", "solved")
		state := func(day Day) string {
			v, err := o.Overview(t.Context(), "sue", day)
			if err != nil {
				t.Fatal(err)
			}
			return v.State
		}
		for _, at := range []time.Time{thursday.at(12, 0), thursday.Plus(1).at(0, 1), thursday.Plus(1).at(4, 59)} {
			o.round(at)
			if s := state(thursday); s != Waiting {
				t.Errorf("at %s it is %s", at, s)
			}
		}
		o.round(thursday.Plus(1).at(5, 0))
		v, err := o.Overview(t.Context(), "sue", thursday)
		if err != nil {
			t.Fatal(err)
		}
		if v.State != Drawn || v.Late || v.PromisedAt != desk.At(thursday.at(0, 0).Add(-time.Hour)) || len(v.Agents) != 1 || v.Agents[0].Size != 1 || v.Agents[0].Population != 1 {
			t.Errorf("%+v", v)
		}
		if o.Newest() != thursday {
			t.Errorf("the newest is %s", o.Newest())
		}
		first := o.population(thursday)
		o.node("b", key)
		o.round(thursday.Plus(1).at(6, 0))
		if diff := cmp.Diff(first, o.population(thursday)); diff != "" {
			t.Error(diff)
		}
		// It goes on and is closed once more: it has been drawn.
		k.at = thursday.Plus(1).at(7, 0)
		k.asks().take("mei").reply("mei").close("mei", "solved")
		o.round(thursday.Plus(2).at(5, 0))
		if p := o.population(thursday.Plus(1)).Population; len(p) != 0 {
			t.Errorf("drawn a second time: %v", p)
		}
		if v, err := o.Overview(t.Context(), "sue", thursday.Plus(1)); err != nil || v.State != Drawn || len(v.Agents) != 0 {
			t.Errorf("a day without anything to draw: %+v (%v)", v, err)
		}
	})
}

// TestOverdueIsSaid: a draw that does not come is shown, not waited for in silence.
func TestOverdueIsSaid(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		o.round(thursday.at(0, 0).Add(-time.Hour))
		for at, want := range map[time.Time]string{thursday.Plus(1).at(5, 9): "waiting ", thursday.Plus(1).at(5, 10): "failed overdue"} {
			o.setTo(at)
			if v, err := o.Overview(t.Context(), "sue", thursday); err != nil || v.State+" "+v.Problem != want {
				t.Errorf("at %s: %s %s (%v), want %s", at, v.State, v.Problem, err, want)
			}
		}
	})
}

// TestMissedDaysAreDrawn: a desk that stood still draws what was promised, also days later, and only that.
func TestMissedDaysAreDrawn(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		o.round(thursday.at(10, 0)) // the desk is new
		o.talk("web", thursday.at(11, 0)).take("mei").reply("mei").close("mei", "solved")
		o.talk("web", thursday.Plus(1).at(11, 0)).take("mei").reply("mei").close("mei", "solved")
		o.Service = o.node("a", key)
		o.round(thursday.Plus(4).at(9, 0))
		days, err := o.st.DrawDays(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"2026-08-20", "2026-08-21", "2026-08-22", "2026-08-23"}, days); diff != "" {
			t.Error(diff)
		}
		v, err := o.Overview(t.Context(), "sue", thursday)
		if err != nil || v.State != Drawn || !v.Late {
			t.Errorf("the day of the installation: %+v (%v)", v, err)
		}
		if v, err := o.Overview(t.Context(), "sue", thursday.Plus(-1)); err != nil || v.State != Failed || v.Problem != "not_promised" {
			t.Errorf("the day before: %+v (%v)", v, err)
		}
	})
}

// TestManyNodesDrawOnce: whoever comes first, the day is drawn once and whole.
// Shows QA-01.
func TestManyNodesDrawOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		o.round(thursday.at(0, 0).Add(-time.Hour))
		for i := range 12 {
			o.talk("web", thursday.at(9+i, 0)).take("mei").reply("mei").close("mei", "solved")
		}
		o.setTo(thursday.Plus(1).at(5, 0))
		var all sync.WaitGroup
		for i := range 6 {
			s := o.node(fmt.Sprint("n", i), key)
			ctx, cancel := context.WithCancel(t.Context())
			all.Go(func() {
				if err := s.Run(ctx); err != nil {
					t.Error(err)
				}
			})
			all.Go(func() {
				defer cancel()
				for end := time.Now().Add(30 * time.Second); ; { // until this node has seen the draw
					v, err := s.Overview(t.Context(), "sue", thursday)
					if err != nil {
						t.Error(err)
						return
					}
					if v.State == Drawn {
						return
					}
					if time.Now().After(end) {
						t.Error("nobody has drawn for 30 s")
						return
					}
				}
			})
		}
		all.Wait()
		items := o.items("sue", thursday, "mei")
		if len(items) != 3 {
			t.Errorf("%d items", len(items))
		}
		if d := o.population(thursday); len(d.Population) != 12 {
			t.Errorf("%d in the population", len(d.Population))
		}
	})
}

// TestOnlyThePromisedSeedDraws: a new key cannot be tried on a day that has begun; it is bound from the next day on.
func TestOnlyThePromisedSeedDraws(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		o.round(thursday.at(0, 0).Add(-time.Hour))
		o.Service = o.node("a", "another-key-of-the-tests-long-enough")
		o.round(thursday.at(15, 0))
		o.talk("web", thursday.at(16, 0)).take("mei").reply("mei").close("mei", "solved")
		if rows, err := o.st.PromisesOf(t.Context(), string(thursday)); err != nil || len(rows) != 1 {
			t.Errorf("the running day has %d promises (%v)", len(rows), err)
		}
		o.round(thursday.Plus(1).at(5, 0))
		v, err := o.Overview(t.Context(), "sue", thursday)
		if err != nil || v.State != Failed || v.Problem != "other_key" {
			t.Errorf("the day of the change: %+v (%v)", v, err)
		}
		if _, err := o.st.DrawOf(t.Context(), string(thursday)); err == nil {
			t.Error("it was drawn")
		}
		o.round(thursday.Plus(2).at(5, 0))
		v, err = o.Overview(t.Context(), "sue", thursday.Plus(1))
		if err != nil || v.State != Drawn || v.Late || v.PromisedAt != desk.At(thursday.at(15, 0)) {
			t.Errorf("the day after: %+v (%v)", v, err)
		}
		// Who still has the old key can draw what was promised under it.
		if err := o.node("b", key).Round(t.Context()); err != nil {
			t.Fatal(err)
		}
		if v, err := o.Overview(t.Context(), "sue", thursday); err != nil || v.State != Drawn {
			t.Errorf("with the old key: %+v (%v)", v, err)
		}
	})
}
