package router_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/matters"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv/record"
	"firstline/router"
	"firstline/sessions"
)

// TestNoReplyNeeded: a thank-you is told from a question by the department's list, what was decided is in the record and in the
// transcript, taken back it is owed as before, and the next message is owed anew, also one that came unseen (ui.md 1.6).
func TestNoReplyNeeded(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		b.thanks = matters.Default("zh-CN").Thanked
		n := b.start("a")
		anna := n.agent(t, "张敏", 4, `["service"]`)
		ben := n.agent(t, "周莉", 0, `["service"]`)
		li := b.tg.User(7001, "李女士", "zh-hans")
		var s sessions.State
		owes := func(asked int64) func() bool {
			return func() bool {
				row, ok := n.sessionAt(t, "7001")
				s = stateIf(t, ok, row.State)
				return s.Holder != nil && len(s.Waits) == 1 && s.Waits[0].Seq >= asked && len(s.InFlight) == 0
			}
		}
		waiveSeen := func(who router.Actor, undo bool, seen int64) string {
			t.Helper()
			_, err := n.Waive(t.Context(), who, s.ID, undo, seen)
			var fail *desk.Error
			if errors.As(err, &fail) {
				return fail.Code
			}
			if err != nil {
				t.Fatal(err)
			}
			return ""
		}
		waive := func(who router.Actor, undo bool) string {
			t.Helper()
			return waiveSeen(who, undo, 0)
		}
		thanked := func() bool {
			t.Helper()
			thank, err := n.Thanked(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			return thank
		}
		may := func() bool {
			t.Helper()
			may, err := n.MayWaive(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			return may
		}

		li.Say(li.Private(), "谢谢")
		until(t, "the agent to have it", owes(1))
		if may() || !thanked() || waive(anna, false) != "first_owed" {
			t.Error("a first reply can be left out")
		}
		if _, err := n.Reply(t.Context(), anna, s.ID, "c1", "您好，请讲。", ""); err != nil {
			t.Fatal(err)
		}
		li.Say(li.Private(), "没有了，好的")
		li.Say(li.Private(), "谢谢！")
		until(t, "both to be owed", func() bool { return owes(4)() && s.Waits[0].Count == 2 })
		if !may() || thanked() || waive(ben, false) != "not_holder" {
			t.Errorf("may %t, thanks %t", may(), thanked())
		}
		was := s.Waits[0]
		for i, code := range []string{waive(anna, false), waive(anna, false), waive(anna, true), waive(anna, true)} {
			if want := []string{"", "nothing_owed", "", "not_waived"}[i]; code != want {
				t.Errorf("try %d: %q, want %q", i, code, want)
			}
		}
		owes(0)()
		if diff := cmp.Diff([]sessions.Wait{was}, s.Waits); diff != "" {
			t.Errorf("taken back it is owed otherwise: %s", diff)
		}
		waive(anna, false)
		li.Say(li.Private(), "👌")
		until(t, "the next one to be owed", owes(was.Seq+2))
		if code := waiveSeen(anna, false, s.Asked-1); code != "customer_wrote" {
			t.Errorf("a message that nobody has seen is decided about: %q", code)
		}
		if !thanked() || waiveSeen(anna, false, s.Asked) != "" {
			t.Error("a sign of thanks is none")
		}

		rows, err := n.store.MessagesSince(t.Context(), dbq.MessagesSinceParams{Session: string(s.ID)})
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, m := range rows {
			if m.Purpose == string(sessions.LineWaived) || m.Purpose == string(sessions.LineUnwaived) {
				lines = append(lines, m.Purpose+" "+m.Author+" "+m.Text)
			}
		}
		by := string(anna.ID)
		if diff := cmp.Diff([]string{"line:waived " + by + " ", "line:unwaived " + by + " ", "line:waived " + by + " ", "line:waived " + by + " thank"}, lines); diff != "" {
			t.Error(diff)
		}
	})
}
