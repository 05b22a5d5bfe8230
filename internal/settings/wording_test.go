package settings_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/internal/settings"
	"firstline/scripts"
)

// say puts a message of an agent into the record.
func (r *rig) say(session, agent, text string, seq int64) {
	r.t.Helper()
	err := r.st.Exec(r.t.Context(), "INSERT INTO message (session, seq, version, role, author, purpose, kind, text, salt, script, client_id, external_id, reply_ref, at, sent_at, delivery, delivery_reason, receipt) "+
		"VALUES ($1, $2, 1, 'agent', $3, '', 'text', $4, '', '', '', '', '', $2, 0, 'sent', '', '')", session, seq, agent, text)
	if err != nil {
		r.t.Fatal(err)
	}
}

// TestTryPhrases: a draft is held against what agents have written, by agent and with examples, and changes nothing.
// Shows FBD-02.
func TestTryPhrases(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		s := r.open(start(t, ""))
		r.session("a", "service", "closed", time.Now())
		r.session("b", "order", "serving", time.UnixMilli(0))
		for i := range 7 {
			r.say("a", "ann", "这个嘛，我也没办法", int64(i+1))
		}
		r.say("b", "bob", "好的，没办法也要想办法", 1)
		draft := "locale: zh-CN\nnumber: 2\nrules:\n  - {id: own.helpless, level: negative, action: warn, phrases: [没办法], except: [没办法也]}\n"
		report, err := s.TryPhrases(t.Context(), settings.Change{Body: draft})
		if err != nil {
			t.Fatal(err)
		}
		if report.Texts != 8 || report.Hit != 7 || len(report.Rules) != 1 || report.Rules[0].Hits != 7 {
			t.Errorf("the report is %+v", report)
		}
		if a := report.Agents[0]; a.Agent != "ann" || a.Hits != 7 || len(a.Examples) != 5 || a.Examples[0].Session != "a" {
			t.Errorf("ann: %+v", a)
		}
		if b := report.Agents[1]; b.Agent != "bob" || b.Hits != 0 || b.Texts != 1 {
			t.Errorf("bob: %+v", b)
		}
		if _, err := s.TryPhrases(t.Context(), settings.Change{Body: replace(draft, "warn", "shout")}); err == nil {
			t.Error("a broken list was tried")
		}
		if got := s.Current().Documents[settings.ID{Kind: settings.KindPhrases, Name: settings.Only}].N; got != 1 {
			t.Errorf("a trial made version %d", got)
		}
	})
}

// TestPhrasesOfAnyVersion: the list that a message was held against can be read for ever.
func TestPhrasesOfAnyVersion(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		s := r.open(start(t, ""))
		first := s.Current().Guard.Version()
		form, err := mustDocument(t, s, settings.KindPhrases, settings.Only).Form()
		if err != nil {
			t.Fatal(err)
		}
		var list map[string]any
		if err := json.Unmarshal(form, &list); err != nil {
			t.Fatal(err)
		}
		list["rules"] = append(list["rules"].([]any), map[string]any{"id": "own.one", "level": "negative", "action": "warn", "phrases": []string{"随便"}})
		form, _ = json.Marshal(list)
		v, err := s.Change(t.Context(), settings.Change{ID: settings.ID{Kind: settings.KindPhrases, Name: settings.Only}, N: 1, Form: form, Who: "boss"})
		if err != nil || v.N != 2 {
			t.Fatalf("%+v (%v)", v, err)
		}
		second := s.Current().Guard.Version()
		if second == first || second[:8] != "zh-CN/2-" {
			t.Errorf("the new list is %s", second)
		}
		for version, rules := range map[string]int{first: 6, second: 7} {
			at, l, err := s.PhrasesOf(t.Context(), version)
			if err != nil || len(l.Rules) != rules || at.Kind != settings.KindPhrases {
				t.Errorf("%s: %d rules (%v)", version, len(l.Rules), err)
			}
		}
		if _, _, err := s.PhrasesOf(t.Context(), "zh-CN/9-000000000000"); code(err) != "not_found" {
			t.Errorf("a list that there never was: %v", err)
		}
		same, err := s.Change(t.Context(), settings.Change{ID: v.ID, N: 2, Form: form, Who: "boss"})
		if err == nil && same.N != 3 { // the form's number is the old one: that is a change of the number alone
			t.Errorf("%+v (%v)", same, err)
		}
	})
}

func mustDocument(t *testing.T, s *settings.Service, k settings.Kind, name string) settings.Document {
	t.Helper()
	d, err := s.Document(settings.ID{Kind: k, Name: name})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestPreviewScripts: every script as a customer would read it, and which of them the moment chooses.
// Shows SCR-01.
func TestPreviewScripts(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		s := r.open(start(t, "organisation: 中原物业\n"))
		draft := replace(body(t, s, settings.KindScripts, "zh-CN"), "早上好！{{.Organisation}}为您服务", "早上好！这里是{{.Organisation}}")
		at := time.Date(2026, 8, 20, 8, 30, 0, 0, s.Current().Zone)
		p, err := s.PreviewScripts(settings.Change{Body: draft}, settings.Occasion{At: at, Customer: "李女士", Agent: "张敏", Group: "订单组", Position: 3, Back: at.Add(26 * time.Hour)})
		if err != nil {
			t.Fatal(err)
		}
		texts := map[string]string{}
		for _, one := range p.Texts {
			if one.Problem != "" {
				t.Errorf("%s: %s", one.ID, one.Problem)
			}
			texts[one.ID] = one.Text
		}
		for id, want := range map[string]string{"greeting.morning": "李女士，早上好！这里是中原物业，您的消息我们已经收到。", "handoff.agent": "抱歉让您久等，已为您转接订单组，接下来由张敏为您服务。",
			"queue.position": "您目前排在第 3 位，请稍候，客服会尽快为您服务。", "away.hours": "现在是非服务时间，中原物业的客服将于明天 10:30 上线。您可以先留言，我们上线后会优先处理。"} {
			if texts[id] != want {
				t.Errorf("%s: %q, want %q", id, texts[id], want)
			}
		}
		want := map[scripts.Stage]string{scripts.StageGreeting: "greeting.morning", scripts.StageAgentGreeting: "greeting.agent", scripts.StageClosing: "closing.day"}
		if d := cmp.Diff(want, p.Now); d != "" {
			t.Error(d)
		}
		if _, err := s.PreviewScripts(settings.Change{Body: strings.ReplaceAll(draft, "{{.Organisation}}", "{{.Organization}}")}, settings.Occasion{At: at}); err == nil {
			t.Error("a broken pack has a preview")
		}
	})
}

// TestChoose: an empty desk becomes another kind of department in one step; one with people or sessions does not.
// Shows ORG-09.
func TestChoose(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		s := r.open(start(t, "organisation: 样例网店\n"))
		r.agent("boss", `["service","order","complaint"]`)
		if err := s.Choose(t.Context(), "ecommerce", "boss", "set-up"); err != nil {
			t.Fatal(err)
		}
		d := s.Current()
		if got := d.GroupIDs(); !cmp.Equal(got, []desk.GroupID{"presale", "aftersale", "parcel", "complaint"}) || d.Groups[0].Name != "售前客服" || d.DefaultGroup() != "presale" {
			t.Errorf("the groups are %+v", d.Groups)
		}
		two := desk.At(time.Date(2026, 3, 2, 2, 0, 0, 0, d.Zone))
		if d.Hours["parcel"].Open(two) || !d.Hours["parcel"].Open(two.Add(6*time.Hour)) {
			t.Error("the posts do not work from 8:00 to 24:00")
		}
		if err := s.Choose(t.Context(), "property", "boss", ""); err != nil {
			t.Fatal(err)
		}
		if d := s.Current(); !d.Hours["complaint"].Open(two) || d.DefaultGroup() != "centre" {
			t.Error("the property department does not work round the clock")
		}
		r.agent("ann", `["engineering"]`)
		var u *settings.InUse
		if err := s.Choose(t.Context(), "standard", "boss", ""); !errors.As(err, &u) || len(u.Reasons) != 1 || u.Reasons[0].Names[0] != "Name ann" {
			t.Errorf("with a member: %v", err)
		}
		if err := s.Choose(t.Context(), "zoo", "boss", ""); code(err) != "not_found" {
			t.Errorf("a zoo: %v", err)
		}
		held := r.open(start(t, "session:\n  hours: there\n"))
		if err := held.Choose(t.Context(), "standard", "boss", ""); code(err) != "held_by_config" {
			t.Errorf("with held hours: %v", err)
		}
	})
}
