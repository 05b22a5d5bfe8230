package settings_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/internal/settings"
	"firstline/internal/store/dbq"
)

// TestFirstStart: a department starts with what the configuration says, and that is written down once.
// Shows ORG-01.
func TestFirstStart(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		from := start(t, "organisation: 中原物业\n")
		d := r.open(from).Current()
		if d.Organisation != "中原物业" || d.Targets.FirstReply != time.Minute || d.Targets.Capacity != 8 || d.Pack.Locale() != "zh-CN" || d.Guard == nil || len(d.Hours) != 0 {
			t.Errorf("the department is %+v", d)
		}
		if got := d.GroupIDs(); !cmp.Equal(got, []desk.GroupID{"service", "order", "complaint"}) || d.DefaultGroup() != "service" || !d.Groups[2].Complaint || d.Groups[0].Name != "客服组" {
			t.Errorf("the groups are %+v", d.Groups)
		}
		if rules := d.Rules(); rules.DefaultGroup != "service" || rules.Organisation != "中原物业" || rules.Silence != time.Minute {
			t.Errorf("the rules are %+v", rules)
		}
		n := d.Revision
		if n != 8 { // department, targets, groups, matters, phrases, scorecard, customers, scripts
			t.Errorf("%d rows were written", n)
		}
		if again := r.open(from).Current(); again.Revision != n {
			t.Errorf("a second start writes %d rows more", again.Revision-n)
		}
		for id, v := range d.Documents {
			if v.N > 0 && (v.Who != "" || v.At == 0) {
				t.Errorf("%v is by %q at %d", id, v.Who, v.At)
			}
		}
	})
}

// TestStartFollows: as long as nobody has decided otherwise a department follows the configuration and the program.
func TestStartFollows(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		from := start(t, "")
		r.open(from)
		from.Config.Targets.FirstReply = 45 * time.Second // as a later program might have it
		s := r.open(from)
		if got := s.Current().Targets.FirstReply; got != 45*time.Second {
			t.Errorf("the default of the program is %v", got)
		}
		change(t, s, settings.KindTargets, settings.Only, targets("90s"))
		from.Config.Targets.FirstReply = 30 * time.Second
		s = r.open(from)
		if got := s.Current().Targets.FirstReply; got != 90*time.Second {
			t.Errorf("a decision of the department became %v", got)
		}
		all, err := s.Versions(t.Context(), settings.ID{Kind: settings.KindTargets, Name: settings.Only})
		var who []desk.AgentID
		for _, v := range all {
			who = append(who, v.Who)
		}
		if err != nil || !cmp.Equal(who, []desk.AgentID{"boss", "", ""}) {
			t.Errorf("history: %v (%v)", who, err)
		}
	})
}

// TestHeld: what the configuration gives explicitly cannot be changed, and holds against what was decided before.
func TestHeld(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		change(t, r.open(start(t, "")), settings.KindTargets, settings.Only, targets("90s"))
		s := r.open(start(t, "targets:\n  first_reply: 30s\n"))
		if got := s.Current().Targets.FirstReply; got != 30*time.Second {
			t.Errorf("held: %v", got)
		}
		d, err := s.Document(settings.ID{Kind: settings.KindTargets, Name: settings.Only})
		if err != nil || d.Held == nil || d.Held.Key != "targets.first_reply" || d.Held.Where != "desk.yaml:2:16" {
			t.Errorf("held by %+v (%v)", d.Held, err)
		}
		_, err = s.Change(t.Context(), settings.Change{ID: d.ID, N: d.N, Body: targets("10s"), Who: "boss"})
		if code(err) != "held_by_config" || !strings.Contains(err.Error(), "targets.first_reply in desk.yaml:2:16") {
			t.Errorf("a held document was changed: %v", err)
		}
		change(t, s, settings.KindGroups, settings.Only, replace(threeGroups, "订单组", "订单部")) // the others are free
		if got := r.open(start(t, "")).Current().Targets.FirstReply; got != time.Minute {
			t.Errorf("let go of, it is %v", got)
		}
	})
}

// TestHoursOfTheConfiguration: files hold the hours of all groups; when they go, so do the hours.
func TestHoursOfTheConfiguration(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		const nine = "name: 客服\nzone: Asia/Shanghai\nweek: {mon: [\"09:00-22:00\"]}\n"
		s := r.open(start(t, ""))
		change(t, s, settings.KindHours, "order", strings.ReplaceAll(nine, "09:00", "10:00"))
		from := start(t, "session:\n  hours: somewhere\n")
		from.Hours = map[desk.GroupID]settings.Text{"service": {File: "somewhere/service.yaml", Body: nine}}
		d := r.open(from).Current()
		night := desk.At(time.Date(2026, 3, 2, 20, 0, 0, 0, time.UTC))
		if d.Hours["service"].Open(night) || !d.Hours["order"].Open(night) {
			t.Error("with files: a group with one does not follow it, or one without is not there round the clock")
		}
		d = r.open(start(t, "")).Current()
		if !d.Hours["service"].Open(night) {
			t.Error("the hours of a file stay when it is gone")
		}
	})
}

// TestUnreadable: a version that this program cannot read does not keep the desk from opening, and can be corrected.
func TestUnreadable(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		r.open(start(t, ""))
		err := r.st.Write(t.Context(), func(q *dbq.Queries) error {
			_, err := q.PutSetting(t.Context(), dbq.PutSettingParams{Kind: "targets", Name: "main", N: 2, Body: "first_reply: soon\n", Who: "boss", At: 1})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		s := r.open(start(t, ""))
		d, err := s.Document(settings.ID{Kind: settings.KindTargets, Name: settings.Only})
		if err != nil || !d.Broken || d.N != 2 || s.Current().Targets.FirstReply != time.Minute {
			t.Errorf("the document is %+v (%v)", d, err)
		}
		if v := change(t, s, settings.KindTargets, settings.Only, d.Body); v.N != 3 || v.Broken {
			t.Errorf("corrected it is %+v", v)
		}
	})
}

// TestLook: a command sees what a desk has decided, also of a record that never served.
func TestLook(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		d, err := settings.Look(t.Context(), r.st, start(t, ""))
		if err != nil || len(d.Groups) != 3 {
			t.Fatalf("%+v (%v)", d, err)
		}
		change(t, r.open(start(t, "")), settings.KindGroups, settings.Only, threeGroups+"  - {id: vip, name: 贵宾}\n")
		if d, err = settings.Look(t.Context(), r.st, start(t, "")); err != nil || len(d.Groups) != 4 {
			t.Errorf("%+v (%v)", d, err)
		}
	})
}
