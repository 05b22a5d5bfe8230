package views_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
	"firstline/internal/views"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(testenv.Wrap(m)) }

func onBoth(t *testing.T, run func(t *testing.T, s *views.Service)) {
	t.Helper()
	record.EachStore(t, func(t *testing.T, st *store.Store) {
		run(t, views.New(views.Options{Record: st, Groups: func() []desk.GroupID { return []desk.GroupID{"service", "order"} }}))
	})
}

// TestViewsOfOneAndOfAGroup: one's own views are one's own, a group's are seen by its people and changed by superiors.
func TestViewsOfOneAndOfAGroup(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, s *views.Service) {
		anna := access.NewViewer("anna", "Anna", desk.RankAgent, []desk.GroupID{"service"})
		olga := access.NewViewer("olga", "Olga", desk.RankAgent, []desk.GroupID{"order"})
		boss := access.NewViewer("boss", "Boss", desk.RankSupervisor, nil)
		lead := access.NewViewer("lead", "Lead", desk.RankLead, []desk.GroupID{"service"})
		names := func(who access.Viewer) string {
			t.Helper()
			all, err := s.Of(t.Context(), who)
			if err != nil {
				t.Fatal(err)
			}
			var out []string
			for _, v := range all {
				out = append(out, v.Name+map[bool]string{true: "*"}[v.Mine])
			}
			return strings.Join(out, " ")
		}
		code := func(err error) string {
			fail, _ := err.(*desk.Error)
			if fail == nil {
				return ""
			}
			return fail.Code
		}
		mine, err := s.Make(t.Context(), anna, views.View{Name: " 急 ", Query: "view=mine&is=overdue"})
		if err != nil || mine.Name != "急" || !mine.Mine {
			t.Fatalf("%+v, %v", mine, err)
		}
		shared, err := s.Make(t.Context(), boss, views.View{Name: "投诉", Query: "view=all&is=complaint", Group: "service"})
		if err != nil {
			t.Fatal(err)
		}
		got := []string{names(anna), names(olga), names(boss), names(lead)}
		if diff := cmp.Diff([]string{"急* 投诉", "", "投诉*", "投诉*"}, got); diff != "" {
			t.Error(diff)
		}
		for name, x := range map[string]struct {
			err  error
			want string
		}{
			"an agent for a group":    {second(s.Make(t.Context(), anna, views.View{Name: "n", Query: "view=mine", Group: "service"})), "shared_view"},
			"for a group of nobody's": {second(s.Make(t.Context(), boss, views.View{Name: "n", Query: "view=mine", Group: "zoo"})), "no_such_group"},
			"without a name":          {second(s.Make(t.Context(), anna, views.View{Name: " ", Query: "view=mine"})), "view_name"},
			"a name with a line":      {second(s.Make(t.Context(), anna, views.View{Name: "a\nb", Query: "view=mine"})), "view_name"},
			"without a query":         {second(s.Make(t.Context(), anna, views.View{Name: "n"})), "view_query"},
			"a query with words":      {second(s.Make(t.Context(), anna, views.View{Name: "n", Query: "view=我的"})), "view_query"},
			"somebody else's":         {second(s.Change(t.Context(), boss, mine.ID, "n", "")), "no_view"},
			"a group's, by an agent":  {s.Drop(t.Context(), anna, shared.ID), "no_view"},
			"not there":               {s.Drop(t.Context(), anna, "x"), "no_view"},
		} {
			if got := code(x.err); got != x.want {
				t.Errorf("%s: %q, want %q", name, got, x.want)
			}
		}
		if v, err := s.Change(t.Context(), lead, shared.ID, "本组投诉", ""); err != nil || v.Query != "view=all&is=complaint" {
			t.Errorf("%+v, %v", v, err)
		}
		if err := s.Drop(t.Context(), anna, mine.ID); err != nil {
			t.Error(err)
		}
		if got := names(anna); got != "本组投诉" {
			t.Error(got)
		}
		for i := range views.Most + 1 {
			_, err := s.Make(t.Context(), olga, views.View{Name: "n", Query: "view=mine"})
			if got, want := code(err), map[bool]string{true: "views_full"}[i == views.Most]; got != want {
				t.Fatalf("number %d: %q", i, got)
			}
		}
	})
}

// TestAGroupsViewIsTheGroups: who made a view for a group and is no superior any more can neither change nor drop it, sees it like
// the others of the group, and has as many of one's own as everybody.
func TestAGroupsViewIsTheGroups(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, s *views.Service) {
		lead := access.NewViewer("kim", "Kim", desk.RankLead, []desk.GroupID{"service"})
		demoted := access.NewViewer("kim", "Kim", desk.RankAgent, []desk.GroupID{"service"})
		gone := access.NewViewer("kim", "Kim", desk.RankAgent, []desk.GroupID{"order"})
		var shared views.View
		for range views.Most {
			var err error
			if shared, err = s.Make(t.Context(), lead, views.View{Name: "投诉", Query: "view=all", Group: "service"}); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.Make(t.Context(), lead, views.View{Name: "n", Query: "view=all", Group: "order"}); desk.KindOf(err) != desk.Conflict {
			t.Errorf("one more for groups: %v", err)
		}
		if err := s.Drop(t.Context(), demoted, shared.ID); desk.KindOf(err) != desk.NotFound {
			t.Errorf("dropped by who is no superior any more: %v", err)
		}
		if _, err := s.Change(t.Context(), demoted, shared.ID, "n", ""); desk.KindOf(err) != desk.NotFound {
			t.Errorf("changed by who is no superior any more: %v", err)
		}
		for who, want := range map[*access.Viewer]int{&demoted: views.Most, &gone: 0} {
			all, err := s.Of(t.Context(), *who)
			if err != nil || len(all) != want {
				t.Errorf("%v: %d views, %v", who.Groups, len(all), err)
			}
			for _, v := range all {
				if v.Mine {
					t.Fatal("a group's view is said to be one's own to change")
				}
			}
		}
		if _, err := s.Make(t.Context(), demoted, views.View{Name: "n", Query: "view=mine"}); err != nil {
			t.Errorf("one's own, beside those of groups: %v", err)
		}
	})
}

// TestDroppedStaysDropped: a view that is dropped while somebody changes it is gone, whoever was first.
func TestDroppedStaysDropped(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, s *views.Service) {
		anna := access.NewViewer("anna", "Anna", desk.RankAgent, nil)
		for range 50 {
			v, err := s.Make(t.Context(), anna, views.View{Name: "n", Query: "view=mine"})
			if err != nil {
				t.Fatal(err)
			}
			var both sync.WaitGroup
			both.Go(func() {
				if _, err := s.Change(context.Background(), anna, v.ID, "m", ""); err != nil && desk.KindOf(err) != desk.NotFound {
					t.Error(err)
				}
			})
			both.Go(func() {
				if err := s.Drop(context.Background(), anna, v.ID); err != nil {
					t.Error(err)
				}
			})
			both.Wait()
		}
		if all, err := s.Of(t.Context(), anna); err != nil || len(all) != 0 {
			t.Errorf("%d views came back: %v", len(all), err)
		}
	})
}

func second(_ views.View, err error) error { return err }

// TestTwoSuperiors: one gives a group's view another name and one another query, at the same moment: neither takes away what the other did.
// Of many views that are made at once no more are kept than there is room for.
func TestTwoSuperiors(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, s *views.Service) {
		boss := access.NewViewer("boss", "Boss", desk.RankSupervisor, nil)
		v, err := s.Make(t.Context(), boss, views.View{Name: "0", Group: "service", Query: "q=0"})
		if err != nil {
			t.Fatal(err)
		}
		for i := 1; i <= 20; i++ {
			var wg sync.WaitGroup
			wg.Go(func() {
				if _, err := s.Change(t.Context(), boss, v.ID, fmt.Sprint(i), ""); err != nil {
					t.Error(err)
				}
			})
			wg.Go(func() {
				if _, err := s.Change(t.Context(), boss, v.ID, "", fmt.Sprint("q=", i)); err != nil {
					t.Error(err)
				}
			})
			wg.Wait()
			if all, err := s.Of(t.Context(), boss); err != nil || all[0].Name != fmt.Sprint(i) || all[0].Query != fmt.Sprint("q=", i) {
				t.Fatalf("after change %d: %+v, %v", i, all, err)
			}
		}
		var wg sync.WaitGroup
		for range views.Most + 10 {
			wg.Go(func() { _, _ = s.Make(t.Context(), boss, views.View{Name: "mine", Query: "q=1"}) })
		}
		wg.Wait()
		if all, err := s.Of(t.Context(), boss); err != nil || len(all) != views.Most+1 {
			t.Errorf("%d views are kept: %v", len(all), err)
		}
	})
}
