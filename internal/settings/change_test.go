package settings_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/internal/settings"
	"firstline/internal/yamlform"
	"firstline/sessions/memstore"
)

// code is the code of a failure; empty when it has none.
func code(err error) string {
	var e *desk.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// TestChange: a change makes a version with its author, takes effect at once, and stays.
func TestChange(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		var adopted []time.Duration
		s := r.open(start(t, ""), func(o *settings.Options) {
			o.Adopt = func(_ context.Context, d *settings.Department) error {
				adopted = append(adopted, d.Targets.FirstReply)
				return nil
			}
		})
		v := change(t, s, settings.KindTargets, settings.Only, targets("90s"))
		if v.N != 2 || v.Who != "boss" || v.Note != "because" || v.At == 0 {
			t.Errorf("the version is %+v", v)
		}
		if got := s.Current().Targets.FirstReply; got != 90*time.Second {
			t.Errorf("in effect: %v", got)
		}
		if d := cmp.Diff([]time.Duration{time.Minute, 90 * time.Second}, adopted); d != "" {
			t.Error(d)
		}
		if again := change(t, s, settings.KindTargets, settings.Only, targets("90s")); again.N != 2 {
			t.Errorf("the same text made version %d", again.N)
		}
		if got := r.open(start(t, "")).Current().Targets.FirstReply; got != 90*time.Second {
			t.Errorf("after a restart: %v", got)
		}
		back, err := s.Restore(t.Context(), v.ID, 1, 2, "back", "boss")
		if err != nil || back.N != 3 || s.Current().Targets.FirstReply != time.Minute {
			t.Errorf("restored: %+v (%v)", back, err)
		}
		if err := r.st.Exec(t.Context(), "UPDATE setting SET body = 'x'"); err == nil {
			t.Error("a version can be rewritten")
		}
		if err := r.st.Exec(t.Context(), "DELETE FROM setting"); err == nil {
			t.Error("a version can be removed")
		}
	})
}

// TestMeanwhile: who did not see the newest version changes nothing, and learns who was faster.
func TestMeanwhile(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		s := r.open(start(t, ""))
		change(t, s, settings.KindTargets, settings.Only, targets("90s"))
		_, err := s.Change(t.Context(), settings.Change{ID: settings.ID{Kind: settings.KindTargets, Name: settings.Only}, N: 1, Body: targets("80s"), Who: "late"})
		var m *settings.Meanwhile
		if code(err) != "changed_meanwhile" || !errors.As(err, &m) || m.Newest.Who != "boss" || m.Newest.N != 2 || m.Newest.At == 0 {
			t.Errorf("got %v", err)
		}
	})
}

// TestConcurrentEdits: of those who change one document at the same time on two nodes one wins each round; changes of
// different documents all land.
func TestConcurrentEdits(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		nodes := []*settings.Service{r.open(start(t, "")), r.open(start(t, ""))}
		var wg sync.WaitGroup
		var mu sync.Mutex
		won, lost := 0, 0
		for i := range 8 {
			wg.Go(func() {
				_, err := nodes[i%2].Change(context.Background(), settings.Change{ID: settings.ID{Kind: settings.KindTargets, Name: settings.Only}, N: 1, Body: targets(fmt.Sprint(70+i, "s")), Who: "a"})
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					won++
				case code(err) == "changed_meanwhile":
					lost++
				default:
					t.Error(err)
				}
			})
		}
		for i, g := range []string{"service", "order", "complaint"} {
			wg.Go(func() {
				_, err := nodes[i%2].Change(context.Background(), settings.Change{ID: settings.ID{Kind: settings.KindHours, Name: g}, Body: "name: x\nzone: Asia/Shanghai\nweek: {mon: [\"09:00-10:00\"]}\n", Who: "b"})
				if err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if won != 1 || lost != 7 {
			t.Errorf("%d won and %d lost", won, lost)
		}
	})
}

// TestOtherNodes: what one node decides holds on the other within two seconds, with the hint and without it.
func TestOtherNodes(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		live := memstore.New(memstore.Options{})
		t.Cleanup(func() { _ = live.Close() })
		slow := func(o *settings.Options) { o.Live, o.Every = live, time.Hour } // hears of it by the hint alone
		hinted, polling, here := r.open(start(t, ""), slow), r.open(start(t, "")), r.open(start(t, ""), slow)
		r.run(hinted)
		r.run(polling)
		for i := range 3 {
			first := time.Duration(70+i) * time.Second
			change(t, here, settings.KindTargets, settings.Only, targets(first.String()))
			began := time.Now()
			for name, s := range map[string]*settings.Service{"the hint": hinted, "the poll": polling} {
				until(t, name, func() bool {
					if name == "the hint" && s.Current().Targets.FirstReply != first {
						_ = live.Publish(t.Context(), settings.Topic, nil) // the subscription may still be on its way
					}
					return s.Current().Targets.FirstReply == first
				})
			}
			took := time.Since(began)
			if took > 2*time.Second {
				t.Errorf("the others saw it after %v", took)
			}
			t.Logf("both others saw it after %v", took)
		}
	})
}

// TestBroken: a document of each kind with mistakes: all of them, by key, and nothing is stored.
func TestBroken(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		s := r.open(start(t, ""))
		before := s.Current().Revision
		phrases, pack := body(t, s, settings.KindPhrases, settings.Only), body(t, s, settings.KindScripts, "zh-CN")
		for name, c := range map[string]struct {
			kind settings.Kind
			name string
			body string
			want []string
		}{
			"targets": {settings.KindTargets, settings.Only, "first_reply: 1s\nnext_reply: 60\nwarnings: [30s, x]\napology: 7\nsilence: 60s\nhops: 99\nreopen_window: 24h\ncapacity: 8\nsla: 1\n",
				[]string{"first_reply", "next_reply", "warnings", "apology", "hops", "offline_grace", "sla"}},
			"groups":     {settings.KindGroups, settings.Only, "groups:\n  - {id: Service, name: ''}\n  - {id: order, name: 订单, min_level: 77}\n", []string{"groups[0].id", "groups[0].name", "groups[1].min_level"}},
			"no default": {settings.KindGroups, settings.Only, "groups:\n  - {id: a, name: A}\n  - {id: a, name: A}\n", []string{"groups[1].id", "groups[1].name", "groups"}},
			"two of one": {settings.KindGroups, settings.Only, "groups:\n  - {id: a, name: A, default: true, complaint: true}\n  - {id: b, name: B, default: true, complaint: true}\n",
				[]string{"groups[1].default", "groups[1].complaint"}},
			"hours":       {settings.KindHours, "order", "name: x\nzone: Mars\nweek: {mon: [\"9-10\"]}\n", []string{"zone", "week.mon[0]"}},
			"phrases":     {settings.KindPhrases, settings.Only, replace(phrases, "action: block", "action: shout"), []string{"rules[forbidden.not_known].action"}},
			"phrases for": {settings.KindPhrases, settings.Only, replace(phrases, "phrases: [这事情不归我管]", "phrases: [这事情不归我管]\n    scope: {groups: [nobody]}"), []string{"rules[forbidden.not_mine].scope.groups[0]"}},
			"scripts":     {settings.KindScripts, "zh-CN", replace(pack, "祝您天天开心，再见！", ""), []string{"scripts[closing.day].text"}},
			"language":    {settings.KindScripts, "zh-CN", replace(pack, "locale: zh-CN", "locale: zh-HK"), []string{"locale"}},
			"name":        {settings.KindDepartment, settings.Only, "organisation: ''\npreset: zoo\n", []string{"organisation", "preset"}},
			"empty":       {settings.KindTargets, settings.Only, " \n", []string{""}},
			"no YAML":     {settings.KindTargets, settings.Only, "first_reply: [\n", []string{""}},
		} {
			d, err := s.Document(settings.ID{Kind: c.kind, Name: c.name})
			if err != nil {
				t.Fatal(err)
			}
			ch := settings.Change{ID: d.ID, N: d.N, Body: c.body, Who: "boss"}
			_, err = s.Change(t.Context(), ch)
			var p yamlform.Problems
			if !errors.As(err, &p) {
				t.Errorf("%s: %v", name, err)
				continue
			}
			for _, want := range c.want {
				found := false
				for _, one := range p {
					found = found || one.Key == want && one.Reason != ""
				}
				if !found {
					t.Errorf("%s: no problem with %q in\n%v", name, want, err)
				}
			}
			if len(p) != len(c.want) {
				t.Errorf("%s: %d problems, want %d:\n%v", name, len(p), len(c.want), err)
			}
			if again := s.Check(t.Context(), ch); again == nil || again.Error() != err.Error() {
				t.Errorf("%s: a check says %v", name, again)
			}
		}
		if after := s.Current().Revision; after != before {
			t.Errorf("%d versions were stored", after-before)
		}
	})
}

// TestGroupsInUse: a group that somebody needs cannot be taken away, and the reasons are all said.
func TestGroupsInUse(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		s := r.open(start(t, ""))
		r.session("open", "order", "queued", time.UnixMilli(0))
		r.session("closed", "complaint", "closed", time.Now().Add(-time.Hour))
		r.session("long ago", "complaint", "closed", time.Now().Add(-25*time.Hour))
		r.agent("ann", `["order","service"]`)
		id := settings.ID{Kind: settings.KindGroups, Name: settings.Only}
		_, err := s.Change(t.Context(), settings.Change{ID: id, N: 1, Body: "groups:\n  - {id: vip, name: 贵宾, default: true}\n", Who: "boss"})
		var u *settings.InUse
		if !errors.As(err, &u) || code(err) != "group_in_use" {
			t.Fatalf("got %v", err)
		}
		want := []settings.Reason{{Group: "service", Code: "default"}, {Group: "service", Code: "members", Count: 1, Names: []string{"Name ann"}},
			{Group: "order", Code: "sessions", Count: 1}, {Group: "order", Code: "members", Count: 1, Names: []string{"Name ann"}}, {Group: "complaint", Code: "sessions", Count: 1}}
		if d := cmp.Diff(want, u.Reasons); d != "" {
			t.Error(d)
		}
		change(t, s, settings.KindGroups, settings.Only, threeGroups+"  - {id: vip, name: 贵宾}\n")
		phrases := body(t, s, settings.KindPhrases, settings.Only)
		change(t, s, settings.KindPhrases, settings.Only, replace(phrases, "phrases: [这事情不归我管]", "phrases: [这事情不归我管]\n    scope: {groups: [vip]}"))
		_, err = s.Change(t.Context(), settings.Change{ID: id, N: 2, Body: threeGroups, Who: "boss"})
		if err == nil || !strings.Contains(err.Error(), "forbidden.not_mine") {
			t.Errorf("a group that phrases are for: %v", err)
		}
		change(t, s, settings.KindPhrases, settings.Only, phrases)
		change(t, s, settings.KindGroups, settings.Only, threeGroups)
	})
}
