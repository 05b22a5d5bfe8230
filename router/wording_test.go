package router_test

import (
	"encoding/json"
	"errors"
	"testing"

	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/store/dbq"
	"firstline/router"
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
	records(t, func(t *testing.T, dsn string) {
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
		for i, want := range []sessions.Hit{{Rule: "negative.but", List: g.Version(), Action: "warn"}, {Rule: "protected.price", List: g.Version(), Action: "ask"}} {
			var entry struct{ Event sessions.AgentReplied }
			if err := json.Unmarshal([]byte(rows[i].Body), &entry); err != nil || len(entry.Event.Hits) != 1 || entry.Event.Hits[0] != want {
				t.Errorf("reply %d keeps %+v (%v), want %+v", i, entry.Event.Hits, err, want)
			}
		}
	})
}
