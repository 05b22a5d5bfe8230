package proposals_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"firstline/config"
	"firstline/internal/desk"
	"firstline/internal/proposals"
	"firstline/internal/settings"
	"firstline/internal/store"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
	"firstline/internal/yamlform"
	"firstline/scripts"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(testenv.Wrap(m)) }

// desktop is a department with its scripts, and two nodes' proposals on one record.
type desktop struct {
	t        *testing.T
	st       *store.Store
	settings *settings.Service
	a, b     *proposals.Service
}

func onBoth(t *testing.T, run func(d *desktop)) {
	t.Helper()
	record.EachStore(t, func(t *testing.T, st *store.Store) {
		node := func() (*settings.Service, *proposals.Service) {
			cfg := config.Config{Locale: "zh-CN", TimeZone: time.UTC, Organisation: "Acme", Targets: config.Targets{FirstReply: time.Minute, NextReply: time.Minute}, Session: config.Session{Capacity: 5, OfflineGrace: time.Minute}}
			s, err := settings.Open(t.Context(), settings.Options{Record: st, Start: settings.Start{Config: cfg}})
			if err != nil {
				t.Fatal(err)
			}
			return s, proposals.New(proposals.Options{Record: st, Settings: s})
		}
		d := &desktop{t: t, st: st}
		d.settings, d.a = node()
		_, d.b = node()
		run(d)
	})
}

func name(id desk.AgentID) string { return "Name " + string(id) }

// n is the version of the scripts that holds.
func (d *desktop) n() int64 {
	now := d.settings.Current()
	return now.Documents[now.ScriptsID()].N
}

func (d *desktop) says(id string) string {
	e, _ := d.settings.Current().ScriptOf(id)
	return e.Text
}

func (d *desktop) propose(who desk.AgentID, script string, e settings.ScriptEntry) proposals.Proposal {
	d.t.Helper()
	p, err := d.a.Propose(d.t.Context(), who, script, e, "why")
	if err != nil {
		d.t.Fatal(err)
	}
	return p
}

func codeOf(err error) string {
	var e *desk.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

var refund = settings.ScriptEntry{Stage: scripts.StageLibrary, Title: "退款", Code: "TK01", Text: "退款预计{时效}到账。"}

// TestApproved: a proposal of a new script and one of other words become versions of the scripts, with who and why in their
// history; what an entry does not speak of stays. Shows SCR-24.
func TestApproved(t *testing.T) {
	t.Parallel()
	onBoth(t, func(d *desktop) {
		t, ctx := d.t, d.t.Context()
		p := d.propose("anna", "", refund)
		was, n := d.settings.Current().Pack, d.n()
		got, err := d.a.Approve(ctx, "chief", p.ID, n, "", name)
		if err != nil {
			t.Fatal(err)
		}
		if got.Verdict.Script != "library.own1" || got.Verdict.N != n+1 || d.n() != n+1 || d.says("library.own1") != refund.Text {
			t.Errorf("%+v, and it says %q", got.Verdict, d.says("library.own1"))
		}
		history, err := d.settings.Versions(ctx, d.settings.Current().ScriptsID())
		if err != nil || history[0].Who != "chief" || history[0].Note != "why — Name anna" {
			t.Errorf("%+v %v", history[0], err)
		}
		now := d.settings.Current().Pack
		if len(now.Scripts()) != len(was.Scripts())+1 || now.Number() != was.Number()+1 {
			t.Errorf("%d scripts, number %d", len(now.Scripts()), now.Number())
		}
		before, _ := was.Script("closing.night")
		e, _ := d.settings.Current().ScriptOf("closing.night")
		e.Text = "感谢您的咨询，{{.Organisation}}祝您晚安！"
		p = d.propose("ben", "closing.night", e)
		if _, err = d.a.Approve(ctx, "chief", p.ID, d.n(), " 短一些 ", name); err != nil {
			t.Fatal(err)
		}
		after, _ := d.settings.Current().Pack.Script("closing.night")
		if after.Text != e.Text || after.When != before.When || !cmp.Equal(after.Rules, before.Rules) {
			t.Errorf("%+v was %+v", after, before)
		}
		if history, err = d.settings.Versions(ctx, d.settings.Current().ScriptsID()); err != nil || history[0].Note != "短一些 — Name ben" {
			t.Errorf("%+v %v", history[0], err)
		}
		if _, err := d.a.Approve(ctx, "chief", p.ID, d.n(), "", name); codeOf(err) != "proposal_decided" {
			t.Errorf("approved twice: %v", err)
		}
	})
}

// TestOneOfTwoDecides: of two superiors who decide at once, on two nodes, one does; the other is told, and nothing of what that
// one decided is in the scripts. Shows SCR-24.
func TestOneOfTwoDecides(t *testing.T) {
	t.Parallel()
	onBoth(t, func(d *desktop) {
		p, n := d.propose("anna", "", refund), d.n()
		var wg sync.WaitGroup
		errs := make([]error, 2)
		wg.Go(func() { _, errs[0] = d.a.Approve(d.t.Context(), "chief", p.ID, n, "", name) })
		wg.Go(func() { _, errs[1] = d.b.Refuse(d.t.Context(), "boss", p.ID, "no") })
		wg.Wait()
		all, err := d.a.List(d.t.Context(), "anna")
		if err != nil || len(all) != 1 || all[0].Verdict == nil {
			d.t.Fatalf("%+v %v", all, err)
		}
		won := map[string]int{proposals.Approved: 0, proposals.Refused: 1}[all[0].Verdict.As]
		if errs[won] != nil || codeOf(errs[1-won]) != "proposal_decided" {
			d.t.Errorf("%s: %v", all[0].Verdict.As, errs)
		}
		if said := d.says("library.own1") != ""; said != (won == 0) || (d.n() == n) == said {
			d.t.Errorf("%s, and the scripts have it: %t, version %d after %d", all[0].Verdict.As, said, d.n(), n)
		}
	})
}

// TestOutdated: a proposal says that its script has other words by now, and what was decided from an old version of the scripts
// is refused. Shows SCR-24.
func TestOutdated(t *testing.T) {
	t.Parallel()
	onBoth(t, func(d *desktop) {
		t, ctx := d.t, d.t.Context()
		first, _ := d.settings.Current().ScriptOf("answer.good")
		one, other := first, first
		one.Text, other.Text = "好的，马上。", "好的，请稍等。"
		p, q := d.propose("anna", "answer.good", one), d.propose("ben", "answer.good", other)
		n := d.n()
		if _, err := d.a.Approve(ctx, "chief", p.ID, n, "", name); err != nil {
			t.Fatal(err)
		}
		all, err := d.a.List(ctx, "")
		if err != nil || all[0].ID != q.ID || !all[0].Outdated || all[0].Before.Text != first.Text || all[0].Now.Text != one.Text || all[1].Outdated {
			t.Errorf("%+v %v", all, err)
		}
		_, err = d.a.Approve(ctx, "boss", q.ID, n, "", name)
		var late *settings.Meanwhile
		if !errors.As(err, &late) || d.says("answer.good") != one.Text {
			t.Errorf("decided from what nobody has seen: %v, %q", err, d.says("answer.good"))
		}
		if _, err = d.a.Approve(ctx, "boss", q.ID, d.n(), "", name); err != nil || d.says("answer.good") != other.Text {
			t.Errorf("%v %q", err, d.says("answer.good"))
		}
	})
}

// TestTold: who has proposed something reads what became of it, once; what one has taken back is no news. Shows SCR-24.
func TestTold(t *testing.T) {
	t.Parallel()
	onBoth(t, func(d *desktop) {
		t, ctx := d.t, d.t.Context()
		p := d.propose("anna", "", refund)
		second := refund
		second.Code = "TK02"
		q := d.propose("anna", "", second)
		unread := func(want int64) {
			t.Helper()
			if got, err := d.b.Unread(ctx, "anna"); err != nil || got != want {
				t.Errorf("%d unread, want %d: %v", got, want, err)
			}
		}
		if n, err := d.b.Open(ctx); err != nil || n != 2 {
			t.Errorf("%d open: %v", n, err)
		}
		if _, err := d.a.Withdraw(ctx, "ben", q.ID); codeOf(err) != "no_proposal" {
			t.Errorf("ben takes anna's back: %v", err)
		}
		if _, err := d.a.Withdraw(ctx, "anna", q.ID); err != nil {
			t.Fatal(err)
		}
		unread(0)
		if _, err := d.a.Refuse(ctx, "chief", p.ID, " "); codeOf(err) != "reason_needed" {
			t.Errorf("refused without a reason: %v", err)
		}
		if _, err := d.a.Refuse(ctx, "chief", p.ID, "已有"); err != nil {
			t.Fatal(err)
		}
		unread(1)
		if err := d.b.MarkRead(ctx, "anna"); err != nil {
			t.Fatal(err)
		}
		unread(0)
		all, err := d.b.List(ctx, "anna")
		if err != nil || len(all) != 2 || all[1].Verdict.As != proposals.Refused || all[1].Verdict.Reason != "已有" || all[1].Verdict.Who != "chief" || !all[1].Read || all[0].Verdict.As != proposals.Withdrawn {
			t.Errorf("%+v %v", all, err)
		}
		for _, q := range []string{"UPDATE script_verdict SET verdict = 'approved'", "DELETE FROM script_verdict", "UPDATE script_proposal SET reason = 'x'", "DELETE FROM script_proposal"} {
			if err := d.st.Exec(ctx, q); err == nil || !strings.Contains(err.Error(), "append-only") {
				t.Errorf("%s: %v", q, err)
			}
		}
		if theirs, err := d.b.List(ctx, "ben"); err != nil || len(theirs) != 0 {
			t.Errorf("ben has %d proposals: %v", len(theirs), err)
		}
	})
}

// TestProposalsRefused: what the scripts would not take is not proposed, and is said like a mistake in the scripts.
func TestProposalsRefused(t *testing.T) {
	t.Parallel()
	onBoth(t, func(d *desktop) {
		t, ctx := d.t, d.t.Context()
		now, _ := d.settings.Current().ScriptOf("closing.day")
		rude := now
		rude.Text = "就这样。"
		for _, c := range []struct {
			script string
			entry  settings.ScriptEntry
			reason string
			code   string
			wrong  string
		}{
			{"", refund, " ", "reason_needed", ""},
			{"closing.day", now, "why", "same_script", ""},
			{"closing.dusk", now, "why", "unknown_script", ""},
			{"", settings.ScriptEntry{Stage: scripts.StageQueue, Text: "x"}, "why", "stage", ""},
			{"", settings.ScriptEntry{Stage: "zoo", Text: "x"}, "why", "stage", ""},
			{"closing.day", rude, "why", "", "scripts[closing.day].text: must hold a phrase of phrases.thanks"},
			{"", settings.ScriptEntry{Stage: scripts.StageLibrary, Text: "{{.Price}}", Groups: []string{"zoo"}}, "why", "", "no {{.Price}} at this stage"},
		} {
			_, err := d.a.Propose(ctx, "anna", c.script, c.entry, c.reason)
			var wrong yamlform.Problems
			if c.wrong != "" && (!errors.As(err, &wrong) || !strings.Contains(wrong.Error(), c.wrong)) || c.code != "" && codeOf(err) != c.code || err == nil {
				t.Errorf("%s %q: %v, want %s%s", c.script, c.entry.Text, err, c.code, c.wrong)
			}
		}
		if all, err := d.a.List(ctx, ""); err != nil || len(all) != 0 {
			t.Errorf("%d were stored: %v", len(all), err)
		}
	})
}

// TestAnotherLanguage: a proposal for the scripts of one language is not approved into those of another, where an id may be another script.
func TestAnotherLanguage(t *testing.T) {
	t.Parallel()
	onBoth(t, func(d *desktop) {
		t, ctx := d.t, d.t.Context()
		e, _ := d.settings.Current().ScriptOf("closing.night")
		e.Text = "感谢您的咨询，{{.Organisation}}祝您晚安！"
		change, fresh := d.propose("anna", "closing.night", e), d.propose("anna", "", refund)
		if err := d.st.Exec(ctx, "CREATE TABLE moved_proposal AS SELECT * FROM script_proposal"); err != nil {
			t.Fatal(err)
		}
		for _, p := range []proposals.Proposal{change, fresh} { // rows are not changed: they are put in once more, under another id
			if err := d.st.Exec(ctx, "INSERT INTO script_proposal (id, who, locale, script, before, body, reason, at) SELECT 'x' || id, who, 'en', script, before, body, reason, at FROM moved_proposal WHERE id = $1", p.ID); err != nil {
				t.Fatal(err)
			}
			before, n := d.says("closing.night"), d.n()
			if _, err := d.a.Approve(ctx, "chief", "x"+p.ID, n, "", name); codeOf(err) != "script_gone" || d.says("closing.night") != before || d.n() != n {
				t.Errorf("approved: %v", err)
			}
		}
		all, err := d.a.List(ctx, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range all {
			if foreign := p.Locale == "en"; p.Outdated != foreign || foreign && p.Now != nil {
				t.Errorf("listed as %+v", p)
			}
		}
		if _, err := d.a.Refuse(ctx, "chief", "x"+change.ID, "another language"); err != nil {
			t.Error(err)
		}
	})
}

// TestWhatCannotBeStored: no text of a proposal or of a verdict makes one of the records fail.
func TestWhatCannotBeStored(t *testing.T) {
	t.Parallel()
	onBoth(t, func(d *desktop) {
		t, ctx := d.t, d.t.Context()
		for i, decide := range []func(id string) (proposals.Proposal, error){
			func(id string) (proposals.Proposal, error) { return d.a.Refuse(ctx, "chief", id, "n\x00o\xff") },
			func(id string) (proposals.Proposal, error) {
				return d.a.Approve(ctx, "chief", id, d.n(), "n\x00o\xff", name)
			},
		} {
			wanted := refund
			wanted.Text = "退款\x00预计到账。"
			p, err := d.a.Propose(ctx, "anna", "", wanted, "w\x00hy\xff")
			if err != nil || p.Reason != "why\uFFFD" || p.Wanted.Text != "退款预计到账。" {
				t.Fatalf("proposed: %+v, %v", p, err)
			}
			if p, err = decide(p.ID); err != nil || p.Verdict.Reason != "no\uFFFD" {
				t.Errorf("verdict %d: %+v, %v", i, p.Verdict, err)
			}
		}
	})
}

// TestManyAtOnce: of many proposals at once no more are kept than one may have open.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(d *desktop) {
		var wg sync.WaitGroup
		for i := range 60 {
			s := []*proposals.Service{d.a, d.b}[i%2]
			wg.Go(func() { _, _ = s.Propose(d.t.Context(), "anna", "", refund, "why") })
		}
		wg.Wait()
		if n, err := d.st.OpenScriptProposals(d.t.Context(), "anna"); err != nil || n != 50 {
			d.t.Errorf("%d are open: %v", n, err)
		}
	})
}
