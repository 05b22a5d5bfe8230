package guard

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"firstline/internal/desk"
)

func TestTry(t *testing.T) {
	t.Parallel()
	g := compile(t,
		Rule{ID: "not.known", Phrases: []string{"不知道"}, Except: []string{"不是不知道"}},
		Rule{ID: "for.order", Phrases: []string{"永兴"}, Scope: Reach{Groups: []desk.GroupID{"order"}}},
		Rule{ID: "never.hit", Phrases: []string{"从来不说"}})
	said := []Said{
		{"zhao", "s1", 2, "您好", Scope{Group: "service"}},
		{"qian", "s1", 3, "不知道，真不知道", Scope{Group: "service"}},
		{"zhao", "s2", 2, "永兴的货", Scope{Group: "service"}}, // not that group
		{"zhao", "s3", 2, "永兴的货，不知道", Scope{Group: "order"}},
		{"sun", "s4", 1, "不是不知道", Scope{}},
	}
	for seq := range int64(6) {
		said = append(said, Said{"qian", "s5", seq + 1, "不知道", Scope{}})
	}
	report := Try(g, slices.Values(said))
	if report.Version != g.Version() || report.Texts != len(said) || report.Hit != 8 {
		t.Errorf("%d of %d texts hit, by %s", report.Hit, report.Texts, report.Version)
	}
	wantRules := []RuleReport{
		{Rule: "not.known", Level: Forbidden, Action: Block, Hits: 9},
		{Rule: "for.order", Level: Forbidden, Action: Block, Hits: 1},
		{Rule: "never.hit", Level: Forbidden, Action: Block},
	}
	if diff := cmp.Diff(wantRules, report.Rules, cmpopts.IgnoreFields(RuleReport{}, "Examples")); diff != "" {
		t.Error(diff)
	}
	wantAgents := []AgentReport{
		{Agent: "qian", Texts: 7, Hits: 8, Rules: map[string]int{"not.known": 8}},
		{Agent: "zhao", Texts: 3, Hits: 2, Rules: map[string]int{"not.known": 1, "for.order": 1}},
		{Agent: "sun", Texts: 1, Rules: map[string]int{}},
	}
	if diff := cmp.Diff(wantAgents, report.Agents, cmpopts.IgnoreFields(AgentReport{}, "Examples")); diff != "" {
		t.Error(diff)
	}
	// Examples: the first five findings, each with the message it stands in.
	examples := func(all []Example) []string {
		out := []string{}
		for _, e := range all {
			out = append(out, string(e.Agent)+" "+string(e.Session)+" "+string(rune('0'+e.Seq))+" "+e.Text[e.Found.Start:e.Found.End])
		}
		return out
	}
	known := []string{"qian s1 3 不知道", "qian s1 3 不知道", "zhao s3 2 不知道", "qian s5 1 不知道", "qian s5 2 不知道"}
	for _, c := range []struct {
		name string
		got  []Example
		want []string
	}{
		{"not.known", report.Rules[0].Examples, known},
		{"for.order", report.Rules[1].Examples, []string{"zhao s3 2 永兴"}},
		{"never.hit", report.Rules[2].Examples, []string{}},
		{"qian", report.Agents[0].Examples, []string{known[0], known[1], known[3], known[4], "qian s5 3 不知道"}},
		{"zhao", report.Agents[1].Examples, []string{"zhao s3 2 永兴", "zhao s3 2 不知道"}},
		{"sun", report.Agents[2].Examples, []string{}},
	} {
		if diff := cmp.Diff(c.want, examples(c.got)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestTryOfNothing(t *testing.T) {
	t.Parallel()
	report := Try(compile(t, Rule{ID: "a.b", Phrases: []string{"甲"}}), slices.Values([]Said(nil)))
	if report.Texts != 0 || report.Hit != 0 || len(report.Rules) != 1 || report.Agents == nil || len(report.Agents) != 0 {
		t.Errorf("got %+v", report)
	}
}
