package router_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"sync/atomic"
	"testing"

	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
	"firstline/router"
	"firstline/scripts"
	"firstline/scripts/guard"
	"firstline/sessions"
)

const list = `
locale: zh-CN
number: 1
rules:
  - {id: forbidden.know, level: forbidden, action: block, code: [FBD-01], phrases: [我不知道]}
  - {id: negative.but, level: negative, action: warn, code: [FBD-02], phrases: [但是]}
  - {id: protected.price, level: protected, action: ask, phrases: [进货价]}
`

// TestWording: what is forbidden never becomes an event and uses no id; what asks for a reason is sent with one; a
// warning is sent. What is sent keeps rule and list (FBD-01, FBD-02, SEC-04).
func TestWording(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		g, err := guard.Compile(guard.Read("list", []byte(list)))
		if err != nil {
			t.Fatal(err)
		}
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		b.guard = g
		n := b.start("a")
		zhang := n.agent(t, "张敏", 4, `["service"]`)
		li := b.tg.User(7003, "李女士", "zh-hans")
		li.Say(li.Private(), "多少钱?")
		var s sessions.State
		until(t, "the session to be assigned", func() bool {
			row, ok := n.sessionAt(t, "7003")
			if ok {
				s = stateOf(t, row.State)
			}
			return ok && s.Phase == sessions.Serving
		})
		refused := func(err error, code string) {
			t.Helper()
			var w *router.Wording
			var e *desk.Error
			if !errors.As(err, &w) || !errors.As(err, &e) || e.Code != code || len(w.Findings) != 1 {
				t.Errorf("%v, want %s with one finding", err, code)
			}
		}
		_, err = n.Reply(t.Context(), zhang, s.ID, "c1", "我 不 知 道", "")
		refused(err, "phrase_blocked")
		if _, err := n.Reply(t.Context(), zhang, s.ID, "c1", "您好，我查一下，但是要等一会儿", ""); err != nil {
			t.Errorf("the id of a refused text cannot be used again: %v", err)
		}
		_, err = n.Reply(t.Context(), zhang, s.ID, "c2", "进货价是五元", "")
		refused(err, "phrase_reason")
		if _, err := n.Reply(t.Context(), zhang, s.ID, "c2", "进货价是五元", "经理同意"); err != nil {
			t.Errorf("with a reason: %v", err)
		}
		own := "不客气，我不知道，再见"
		_, err = n.Close(t.Context(), zhang, s.ID, router.Close{ClientID: "c3", Outcome: "solved", Text: &own})
		refused(err, "phrase_blocked")

		rows, err := n.store.EventsOfKind(t.Context(), dbq.EventsOfKindParams{Session: string(s.ID), Kind: "agent_replied"})
		if err != nil || len(rows) != 2 {
			t.Fatalf("%d replies (%v), want 2", len(rows), err)
		}
		for i, want := range []sessions.Hit{{Rule: "negative.but", List: g.Version(), Action: "warn", Level: "negative"}, {Rule: "protected.price", List: g.Version(), Action: "ask", Level: "protected"}} {
			var entry struct{ Event sessions.AgentReplied }
			if err := json.Unmarshal([]byte(rows[i].Body), &entry); err != nil || len(entry.Event.Hits) != 1 || entry.Event.Hits[0] != want {
				t.Errorf("reply %d keeps %+v (%v), want %+v", i, entry.Event.Hits, err, want)
			}
		}
		if row, ok := n.sessionAt(t, "7003"); !ok || stateOf(t, row.State).Hits != 2 { // what a supervisor sees as it happens (QA-07)
			t.Errorf("the session counts %d hits, want 2", stateOf(t, row.State).Hits)
		}
	})
}

// TestApologyForAFault: said once the complaint was found valid; before that the agent is warned, and what is sent all the
// same keeps it; a department that wants it so blocks it. Shows SCR-21, CMP-05.
func TestApologyForAFault(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		var action atomic.Value
		action.Store(guard.Warn)
		b.fault = func(sessions.State) guard.Action { return action.Load().(guard.Action) }
		n := b.start("a")
		zhang := n.agent(t, "张敏", 4, `["service"]`)
		li := b.tg.User(7004, "李女士", "zh-hans")
		li.Say(li.Private(), "发错货了")
		var s sessions.State
		until(t, "the session to be assigned", func() bool {
			row, ok := n.sessionAt(t, "7004")
			if ok {
				s = stateOf(t, row.State)
			}
			return ok && s.Phase == sessions.Serving
		})
		const sorry = "😀 对不起，这次是我们的疏忽，给您添麻烦了，请您原谅。我们会尽快核实处理，并给您答复。"
		found := n.Findings(s, "张敏", sorry)
		if len(found) != 1 || found[0].Rule != "apology.fault" || found[0].Action != guard.Warn || found[0].Start16 != 3 || sorry[found[0].Start:found[0].End] != found[0].Phrase || n.FaultScript(s, "张敏") != "" {
			t.Errorf("before the decision: %+v, offered %q", found, n.FaultScript(s, "张敏"))
		}
		if len(n.Findings(s, "张敏", "对不起，让您久等了")) != 0 {
			t.Error("an apology for something else is held back")
		}
		action.Store(guard.Block)
		if _, err := n.Reply(t.Context(), zhang, s.ID, "c1", sorry, ""); desk.KindOf(err) != desk.Invalid {
			t.Errorf("blocked, and sent: %v", err)
		}
		action.Store(guard.Warn)
		if _, err := n.Reply(t.Context(), zhang, s.ID, "c1", sorry, ""); err != nil {
			t.Errorf("a warning stops nothing: %v", err)
		}
		action.Store(guard.Action(""))
		if len(n.Findings(s, "张敏", sorry)) != 0 || n.FaultScript(s, "张敏") == "" || n.AcceptScript(s, "张敏") != "我明白了。" {
			t.Errorf("found valid: %+v, offered %q", n.Findings(s, "张敏", sorry), n.FaultScript(s, "张敏"))
		}
	})
}

// TestApologyIsOwed: who was found right hears an apology before the session closes, in an answer or in the closing itself; a
// close without words needs none. Shows SCR-06.
func TestApologyIsOwed(t *testing.T) {
	t.Parallel()
	b := newBench(t, testenv.SQLite(t), faketelegram.Options{Limits: faketelegram.Unlimited()})
	b.valid = func(s sessions.State) bool { return s.Title != "李女士" }
	n := b.start("a")
	zhang := n.agent(t, "张敏", 9, `["service"]`)
	said := func(u *faketelegram.User, key, text string) desk.SessionID {
		t.Helper()
		u.Say(u.Private(), "发错货了")
		until(t, "it to be assigned", func() bool { return n.holderOf(t, key).Agent == zhang.ID })
		row, _ := n.sessionAt(t, key)
		if _, err := n.Reply(t.Context(), zhang, desk.SessionID(row.ID), "r", text, ""); err != nil {
			t.Fatal(err)
		}
		until(t, "the answer to arrive", func() bool {
			row, _ := n.sessionAt(t, key)
			return len(stateOf(t, row.State).Waits) == 0
		})
		return desk.SessionID(row.ID)
	}
	own := "对不起，让您费心了。感谢您的来信，再见！"
	for key, c := range map[string]struct {
		name, text string
		close      router.Close
		code       string
	}{
		"7101": {"王女士", "您好，已经退给您了。", router.Close{}, "apology_first"},
		"7102": {"陈女士", "您好，非常抱歉，已经退给您了。", router.Close{}, ""},
		"7103": {"周女士", "您好，已经退给您了。", router.Close{Text: &own}, ""},
		"7104": {"吴女士", "您好，已经退给您了。", router.Close{Skip: "no_response"}, ""},
		"7105": {"李女士", "您好，已经退给您了。", router.Close{}, ""}, // nothing was found
	} {
		number, err := strconv.ParseInt(key, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		id := said(b.tg.User(number, c.name, "zh-hans"), key, c.text)
		c.close.ClientID, c.close.Outcome = "c", "solved"
		if _, err := n.Close(t.Context(), zhang, id, c.close); codeOf(err) != c.code {
			t.Errorf("%s: %v, want %q", c.name, err, c.code)
		}
	}
}

// TestApologyWithAName: an apology in which the department has its agent's name said is found as well (SCR-21).
func TestApologyWithAName(t *testing.T) {
	t.Parallel()
	b := newBench(t, testenv.SQLite(t), faketelegram.Options{Limits: faketelegram.Unlimited()})
	b.fault = func(sessions.State) guard.Action { return guard.Block }
	source := bytes.Replace(scripts.Source("zh-CN"), []byte("对不起，这次是我们的疏忽"), []byte("对不起，{{if .Agent}}我是{{.Agent}}，{{end}}这次是我们的疏忽"), 1)
	pack, err := scripts.Load("zh-CN.yaml", source)
	if err != nil {
		t.Fatal(err)
	}
	b.rules.Pack = pack
	n := b.start("a")
	s := sessions.State{Title: "李女士"}
	const sorry = "对不起，我是张敏，这次是我们的疏忽，给您添麻烦了，请您原谅。我们会尽快核实处理，并给您答复。"
	if found := n.Findings(s, "张敏", sorry); len(found) != 1 || found[0].Phrase != sorry {
		t.Errorf("%+v", found)
	}
}
