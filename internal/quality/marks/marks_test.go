package marks_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/internal/explain"
	"firstline/internal/quality/marks"
	"firstline/internal/quality/scorecard"
	"firstline/scripts"
	"firstline/scripts/guard"
	"firstline/sessions"
)

func rules() sessions.Rules {
	return sessions.Rules{Version: "house", FirstReply: time.Minute, NextReply: 90 * time.Second, ReopenWindow: 24 * time.Hour, DefaultGroup: "service",
		Apology: true, Zone: time.UTC, Organisation: "蓝海商城", Pack: scripts.Default("zh-CN")}
}

// play is a session on a channel that accepts by our commit, with its transcript.
type play struct {
	t        testing.TB
	rules    sessions.Rules
	state    sessions.State
	log      []explain.Stored
	messages []marks.Message
	guard    *guard.Guard
}

func newPlay(t testing.TB) *play {
	t.Helper()
	g, err := guard.Compile(guard.Default("zh-CN"))
	if err != nil {
		t.Fatal(err)
	}
	return &play{t: t, rules: rules(), guard: g}
}

// does carries an event out as the desk would.
func (p *play) does(e sessions.Event) {
	p.t.Helper()
	after, effects, err := sessions.Apply(p.rules, p.state, e)
	if err != nil {
		p.t.Fatal(err)
	}
	body, err := sessions.Encode(e, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	p.state = after
	p.log = append(p.log, explain.Stored{Version: after.Version, Kind: sessions.Kind(e), Body: body})
	for _, f := range effects {
		var m sessions.Message
		switch f := f.(type) {
		case sessions.Record:
			m = f.Message
		case sessions.Deliver:
			m = f.Message
		default:
			continue
		}
		p.messages = append(p.messages, marks.Message{Seq: m.Seq, Role: m.Role, Author: desk.AgentID(m.Author), Purpose: string(m.Purpose), Kind: m.Kind, Text: m.Text, At: m.At, Delivery: m.Delivery})
	}
}

func at(s int) desk.Millis { return desk.Millis(1_767_600_000_000 + int64(s)*1000) }

func (p *play) customer(s int, text string) {
	e := sessions.CustomerWrote{At: at(s), Kind: desk.KindText, ExternalID: fmt.Sprint(s), Words: sessions.Words{Text: text}}
	if p.state.Phase == sessions.None {
		e.Opening = &sessions.Opening{Session: "s1", Address: desk.Address{Channel: "web", Key: "7"}, Ordinal: 1, Rules: "house", Accepts: true}
	}
	p.does(e)
}

func (p *play) agent(s int, who desk.AgentID, text string) {
	var hits []sessions.Hit
	for _, f := range p.guard.Check(text, guard.Scope{Channel: "web", Group: p.state.Group, Phase: guard.Serving}) {
		hits = append(hits, sessions.Hit{Rule: f.Rule, List: f.Version, Action: string(f.Action)})
	}
	p.does(sessions.AgentReplied{At: at(s), Agent: who, ClientID: fmt.Sprint(s), Greeted: scripts.HasGreeting(rules().Pack, text), Hits: hits, Words: sessions.Words{Text: text}})
}

func (p *play) given(s int, who desk.AgentID) {
	p.does(sessions.Assigned{At: at(s), Agent: who, By: "system", Reason: "assigned"})
}

func (p *play) read(agent desk.AgentID) marks.Found {
	p.t.Helper()
	story, err := explain.Of("s1", p.log, func(string) (sessions.Rules, error) { return p.rules, nil }, at(100_000))
	if err != nil {
		p.t.Fatal(err)
	}
	return marks.Of(marks.Asked{Story: story, Messages: p.messages, Guard: p.guard, Agent: agent})
}

// short is a mark in one line.
func short(m marks.Sign) string {
	text := fmt.Sprintf("m%d %s %s", m.Seq, m.Rule, m.What)
	if m.Agent != "" {
		text += " " + string(m.Agent)
	}
	if m.Detail != "" {
		text += " (" + m.Detail + ")"
	}
	if m.TargetMS > 0 {
		text += fmt.Sprintf(" %d/%d s", m.MS/1000, m.TargetMS/1000)
	}
	if m.Phrase != "" {
		text += fmt.Sprintf(" %q@%d-%d", m.Phrase, m.Start16, m.End16)
	}
	return text
}

func lines(f marks.Found) []string {
	var out []string
	for _, m := range f.Marks {
		out = append(out, short(m))
	}
	return out
}

func says(f marks.Found) map[marks.Criterion]marks.Says {
	out := map[marks.Criterion]marks.Says{}
	for _, c := range f.Checks {
		out[c.Criterion] = c.Says
	}
	return out
}

// TestALateSession is the transcript of ui.md 1.9.2: late, passed on, with a listed phrase, closed properly.
// Shows QA-05, QA-06, SCR-02, FBD-03.
func TestALateSession(t *testing.T) {
	t.Parallel()
	p := newPlay(t)
	p.customer(0, "付款后一直转圈")
	p.given(5, "zhao")
	p.customer(20, "急!!")
	p.does(sessions.Transferred{At: at(50), By: "zhao", ClientID: "t", ToAgent: "zhang", Words: sessions.Words{Text: "技术故障"}})
	p.agent(119, "zhang", "您好，技术客服张敏为您服务")
	p.customer(180, "我试了三次了")
	p.agent(200, "zhang", "😀我不能，你自己看。但是有按钮")
	p.customer(320, "在哪里看？")
	p.agent(565, "zhang", "订单页右上角有刷新按钮")
	p.does(sessions.CloseRequested{At: at(600), By: "zhang", ClientID: "c", Outcome: "solved", Script: "closing.day", Words: sessions.Words{Text: "感谢您的咨询，再见"}})

	f := p.read("zhang")
	want := []string{
		"m1 T1 turn_late zhang 119/60 s",
		"m2 G0 unified_present (greeting.morning)",
		"m6 F1 transferred zhang",
		"m7 G2 agent_present zhang (after_colleague)",
		"m8 T2 turn zhang 20/90 s",
		`m9 W1 phrase_warn zhang (negative.refusal) "我不能"@2-5`,
		`m9 W1 phrase_warn zhang (negative.but) "但是"@11-13`,
		"m10 T2 turn_late zhang 245/90 s",
		"m12 C1 present zhang (closing.day)",
	}
	if diff := cmp.Diff(want, lines(f)); diff != "" {
		t.Error(diff)
	}
	wantParts := []marks.Part{{Whose: "agent", Agent: "zhao", MS: 45_000}, {Whose: "agent", Agent: "zhang", MS: 69_000}, {Whose: "nobody", MS: 5_000}}
	if diff := cmp.Diff(wantParts, f.Marks[0].Parts); diff != "" {
		t.Error("whose the seconds were:", diff)
	}
	if diff := cmp.Diff(map[marks.Criterion]marks.Says{marks.Greeting: marks.Present, marks.Closing: marks.Present, marks.Attitude: marks.Human,
		marks.Wording: marks.Marked, marks.Knowledge: marks.Human, marks.Timely: marks.Marked, marks.Clear: marks.Nothing}, says(f)); diff != "" {
		t.Error(diff)
	}
	// By the agent's own seconds: of the first wait hers were more than the minute, the colleague's less; of the last one they were too many.
	wantFindings := []marks.Held{{What: scorecard.Late, Agent: "zhang", Seq: 1, MS: 69_000, TargetMS: 60_000}, {What: scorecard.Late, Agent: "zhang", Seq: 10, MS: 245_000, TargetMS: 90_000}}
	if diff := cmp.Diff(wantFindings, f.Findings); diff != "" {
		t.Error("findings:", diff)
	}
	if found := p.read("zhao").Findings; len(found) > 0 {
		t.Errorf("zhao had 45 s of 60: %v", found)
	}
	// Whoever passed it on had no greeting and no closing to say; the wait was partly theirs.
	other := says(p.read("zhao"))
	if other[marks.Closing] != marks.NotTheirs || other[marks.Greeting] != marks.NotTheirs || other[marks.Timely] != marks.Marked || other[marks.Wording] != marks.Nothing {
		t.Errorf("zhao: %v", other)
	}
}

// TestOpenedAgain: who opened it again and why stands at the line; a colleague who did so is marked as that, and a customer who asks the
// same again has not come back for it.
func TestOpenedAgain(t *testing.T) {
	t.Parallel()
	p := newPlay(t)
	p.rules.Reopen = sessions.ReopenGroup
	p.customer(0, "退款什么时候到账？")
	p.given(1, "anna")
	p.agent(5, "anna", "您好，今天会到账。")
	p.does(sessions.CloseRequested{At: at(10), By: "anna", ClientID: "c", Outcome: "solved", Script: "closing.day", Words: sessions.Words{Text: "再见"}})
	p.does(sessions.Reopened{At: at(20), By: "ben", ClientID: "r", Member: true, Words: sessions.Words{Text: "补单号"}})
	p.agent(30, "ben", "单号是一百。")
	p.customer(40, "退款什么时候到账？")
	p.agent(45, "ben", "您好，今天会到账。")
	var got []string
	for _, m := range p.read("").Marks {
		if m.Rule == "F1" || m.Rule == "G2" || m.Rule == "K1" {
			got = append(got, short(m))
		}
	}
	want := []string{"m4 G2 agent_present anna (reopened)", "m7 F1 opened_again ben (补单号)", "m9 K1 asked_again anna", "m10 G2 agent_present ben (opened_again)"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestPoliteWords counts the ten characters where the agent wrote them: not the customer's, a colleague's or the desk's
// own, in either script. Shows SCR-10.
func TestPoliteWords(t *testing.T) {
	t.Parallel()
	p := newPlay(t)
	p.customer(0, "您好，请问在吗，谢谢")
	p.given(1, "mei")
	p.agent(10, "mei", "😀您好，請稍等，谢谢您，謝謝！")
	p.does(sessions.Transferred{At: at(20), By: "mei", ClientID: "t", ToAgent: "bo", Words: sessions.Words{Text: "请接手"}})
	p.agent(30, "bo", "对不起，再见")
	p.does(sessions.CloseRequested{At: at(40), By: "bo", ClientID: "c", Outcome: "solved", Script: "closing.day", Words: sessions.Words{Text: "谢谢，再见"}})
	spots := func(seq int64, at ...int) []marks.Use {
		out := []marks.Use{}
		for i := 0; i < len(at); i += 2 {
			out = append(out, marks.Use{Seq: seq, Start16: at[i], End16: at[i+1]})
		}
		return out
	}
	want := []marks.Polite{{Word: "您好", Count: 1, At: spots(4, 2, 4)}, {Word: "请", Count: 1, At: spots(4, 5, 6)}, {Word: "谢谢", Count: 2, At: spots(4, 9, 11, 13, 15)},
		{Word: "对不起", At: spots(0)}, {Word: "再见", At: spots(0)}}
	if diff := cmp.Diff(want, p.read("mei").Polite); diff != "" {
		t.Error(diff)
	}
	all := p.read("").Polite
	if all[3].Count != 1 || all[4].Count != 1 || all[2].Count != 2 {
		t.Errorf("of everybody: %+v", all)
	}
}

// TestAPhraseOfAnOldList: the noted hit stands with its version; its place is not guessed with another list.
func TestAPhraseOfAnOldList(t *testing.T) {
	t.Parallel()
	p := newPlay(t)
	p.customer(0, "能便宜吗")
	p.given(1, "mei")
	p.does(sessions.AgentReplied{At: at(9), Agent: "mei", ClientID: "a", Hits: []sessions.Hit{{Rule: "negative.but", List: "zh-CN/0-old", Action: "warn"}},
		Words: sessions.Words{Text: "可以，但是要等"}})
	got := lines(p.read(""))
	if want := "m4 W1 phrase_warn mei (negative.but)"; !slices.Contains(got, want) {
		t.Errorf("%q is not in %q", want, got)
	}
	if v := p.read("").Marks; !slices.ContainsFunc(v, func(m marks.Sign) bool { return m.Rule == "W1" && m.Version == "zh-CN/0-old" }) {
		t.Error("the hit has lost the version of its list")
	}
}

// TestAPhraseOfALongAnswer: an answer that left in several messages is marked in the one where the phrase stands; of a phrase
// that was cut its beginning is.
func TestAPhraseOfALongAnswer(t *testing.T) {
	t.Parallel()
	for cut, want := range map[string]marks.Sign{
		"但是要等": {Seq: 5, Start16: 0, End16: 2}, "要等": {Seq: 4, Start16: 4, End16: 6}, "是要等": {Seq: 4, Start16: 4, End16: 5},
	} {
		p := newPlay(t)
		p.customer(0, "能便宜吗")
		p.given(1, "mei")
		const text = "😀可以但是要等"
		head, _, _ := strings.Cut(text, cut)
		hits := p.guard.Check(text, guard.Scope{Channel: "web", Group: p.state.Group, Phase: guard.Serving})
		p.does(sessions.AgentReplied{At: at(9), Agent: "mei", ClientID: "a", Hits: []sessions.Hit{{Rule: hits[0].Rule, List: hits[0].Version, Action: string(hits[0].Action)}},
			Cuts: []int{len(head)}, Words: sessions.Words{Text: text}})
		found := p.read("").Marks
		i := slices.IndexFunc(found, func(m marks.Sign) bool { return m.Rule == "W1" })
		if i < 0 || found[i].Phrase != "但是" || found[i].Seq != want.Seq || found[i].Start16 != want.Start16 || found[i].End16 != want.End16 {
			t.Errorf("cut before %s: %+v, want %+v", cut, found, want)
		}
	}
}

// TestNobodyAnswered: an open question, a skipped closing, and no greeting to ask for.
func TestNobodyAnswered(t *testing.T) {
	t.Parallel()
	p := newPlay(t)
	p.customer(0, "什么时候发货？")
	p.given(2, "mei")
	p.does(sessions.CloseRequested{At: at(30), By: "mei", ClientID: "c", Outcome: "no_response", Skip: "no_response"})
	f := p.read("mei")
	want := []string{"m1 T1 turn mei 30/60 s", "m1 Q1 question_open mei", "m2 G0 unified_present (greeting.morning)", "m4 C3 skipped mei (no_response)"}
	if diff := cmp.Diff(want, lines(f)); diff != "" {
		t.Error(diff)
	}
	if s := says(f); s[marks.Closing] != marks.Excused || s[marks.Greeting] != marks.NotTheirs || s[marks.Clear] != marks.Marked {
		t.Errorf("checks: %v", s)
	}
}

// TestHints: what only hints, one sentence each, and sentences beside them that must not.
func TestHints(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, customer, agent, rule string
		want                        bool
	}{
		{"no greeting", "在吗", "有货的", "G2", true},
		{"curt", "在吗", "嗯", "A2", true},
		{"short but not curt", "在吗", "在的呢", "A2", false},
		{"upset without a word of regret", "太慢了，我要投诉", "已经发货了", "A3", true},
		{"upset, traditional", "太慢了，我要投訴", "已经发货了", "A3", true},
		{"upset, and regretted", "太慢了，我要投诉", "非常抱歉让您久等", "A3", false},
		{"shouting", "在吗", "说过了！！", "A4", true},
		{"capitals of an order", "在吗", "订单 SF12 ABCD", "A4", false},
		{"a telephone number", "在吗", "打我电话13812345678吧", "W3", true},
		{"an order's number", "在吗", "订单号 20260811778", "W3", false},
		{"an account elsewhere", "在吗", "加微信 mei_2020", "W3", true},
		{"an unfilled variable", "在吗", "{{.Customer}}您好", "W4", true},
		{"braces in a text", "在吗", "集合{1, 2}", "W4", false},
		{"a correction", "在吗", "更正一下，是三天", "K2", true},
		{"two questions, few words", "多少钱？几天到？", "九块", "Q2", true},
		{"two questions, an answer", "多少钱？几天到？", "九块钱，三天就到您手上", "Q2", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newPlay(t)
			p.customer(0, c.customer)
			p.given(1, "mei")
			p.agent(10, "mei", c.agent)
			got := slices.ContainsFunc(p.read("mei").Marks, func(m marks.Sign) bool { return m.Rule == c.rule && (m.Rule != "G2" || m.What == "agent_missing") })
			if got != c.want {
				t.Errorf("%s: %v, want %v: %q", c.rule, got, c.want, lines(p.read("mei")))
			}
		})
	}
}

// TestOverSeveralMessages: marks that need more than one answer to see.
func TestOverSeveralMessages(t *testing.T) {
	t.Parallel()
	p := newPlay(t)
	p.customer(0, "请问这件衣服能退吗")
	p.given(1, "mei")
	p.agent(10, "mei", "您好，请稍等")
	p.customer(60, "请问这件衣服能退吗？")
	p.agent(150, "mei", "七天内都能退的")
	p.agent(160, "mei", "七天内都能退的")
	p.customer(99_990, "什么态度") // ten seconds before somebody looks
	got := lines(p.read("mei"))
	for _, want := range []string{"m4 T4 silent_after_wait mei 140/90 s", "m5 K1 asked_again mei", "m7 W5 twice mei", "m8 A1 customer_angry mei", "m8 T2 turn_waiting mei 10/90 s"} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
}

// TestChangedAfterwards: a reply that was corrected or taken back is marked where it was said, and the listed phrases of both texts are;
// neither is an answer (QA-01).
func TestChangedAfterwards(t *testing.T) {
	t.Parallel()
	p := newPlay(t)
	p.rules.Change = true
	p.customer(0, "运费多少")
	p.given(1, "mei")
	p.agent(10, "mei", "您好，运费是八元")
	p.customer(20, "几天能到")
	p.does(sessions.ReplyChanged{At: at(30), Agent: "mei", ClientID: "e1", Seqs: []int64{4}, Words: sessions.Words{Text: "您好，运费是六元"}})
	p.does(sessions.ReplyChanged{At: at(40), Agent: "mei", ClientID: "e2", Seqs: []int64{4}, Recall: true})
	got := lines(p.read("mei"))
	for _, want := range []string{"m4 K2 edited mei", "m4 K2 taken_back mei"} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
	if !slices.ContainsFunc(got, func(line string) bool { return strings.HasPrefix(line, "m5 T2 turn_late mei") }) {
		t.Errorf("a correction was taken for an answer: %q", got)
	}
}

// TestFurtherTargets: a matter whose real answer, or whose close, came late says so once (SLA-02).
func TestFurtherTargets(t *testing.T) {
	t.Parallel()
	p := newPlay(t)
	p.rules.Answer, p.rules.Completion = 2*time.Minute, 5*time.Minute
	p.customer(0, "请问这件衣服能退吗")
	p.given(1, "mei")
	p.does(sessions.TimeReached{At: p.state.NextDue()}) // the sixty seconds
	p.does(sessions.TimeReached{At: p.state.NextDue()})
	p.agent(130, "mei", "您好，能退。")
	p.does(sessions.TimeReached{At: p.state.NextDue()})
	got := lines(p.read("mei"))
	for _, want := range []string{"m1 T5 answer_missed mei 0/120 s", "m1 T6 completion_missed mei 0/300 s"} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
}

// TestErasedTexts: without texts the facts of the log stand, and the checks say what could not be read.
func TestErasedTexts(t *testing.T) {
	t.Parallel()
	p := newPlay(t)
	p.customer(0, "能便宜吗")
	p.given(1, "mei")
	p.agent(70, "mei", "您好，可以，但是要等")
	for i := range p.messages {
		p.messages[i].Text = ""
	}
	f := p.read("mei")
	want := []string{"m1 T1 turn_late mei 70/60 s", "m2 G0 unified_present (greeting.morning)", "m4 G2 agent_present mei", "m4 W1 phrase_warn mei (negative.but)"}
	if diff := cmp.Diff(want, lines(f)); diff != "" {
		t.Error(diff)
	}
	if says(f)[marks.Clear] != marks.Unread {
		t.Errorf("checks: %v", says(f))
	}
}

// BenchmarkOf reads a long session: 500 messages.
func BenchmarkOf(b *testing.B) {
	p := newPlay(b)
	p.customer(0, "请问我的订单什么时候发货")
	p.given(1, "mei")
	for i := range 250 {
		p.agent(10+i*20, "mei", fmt.Sprint("您好，第", i, "次为您查询，请稍等，我马上为您处理这件事情"))
		p.customer(20+i*20, fmt.Sprint("第", i, "个问题：可以退款吗？还是只能换货呢？"))
	}
	story, err := explain.Of("s1", p.log, func(string) (sessions.Rules, error) { return p.rules, nil }, at(100_000))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		marks.Of(marks.Asked{Story: story, Messages: p.messages, Guard: p.guard})
	}
}
