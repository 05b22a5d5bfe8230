package router_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/channels"
	"firstline/internal/desk"
	fakeslack "firstline/internal/fake/slack"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv/record"
	"firstline/router"
	"firstline/sessions"
)

// answeredAt waits until the newest session at the address has been answered and nothing is on its way.
func (n *node) answeredAt(t *testing.T, at desk.Address) sessions.State {
	t.Helper()
	var s sessions.State
	until(t, "everything to be judged", func() bool {
		row, err := n.store.LatestAt(t.Context(), dbq.LatestAtParams{Channel: string(at.Channel), ConvKey: at.Key})
		s = stateIf(t, err == nil, row.State)
		return s.Holder != nil && len(s.InFlight) == 0
	})
	return s
}

// said are the lines of agents in a session: what for, about which reply, what became of them.
func (n *node) said(t *testing.T, id desk.SessionID) []string {
	t.Helper()
	var out []string
	for _, m := range n.messages(t, id) {
		if m.Role == string(desk.RoleAgent) {
			line := m.Purpose + " " + m.Delivery + " " + m.Text
			if sessions.Purpose(m.Purpose).Changes() {
				line += " of " + m.ReplyRef
			}
			out = append(out, line)
		}
	}
	return out
}

// code is that of a refusal; empty for none.
func code(err error) string {
	var e *desk.Error
	if !errors.As(err, &e) {
		return ""
	}
	return e.Code
}

// TestChangeTelegram: a reply is corrected and taken back on its network, both texts stand, the command is idempotent, and all
// that may not be is refused: a colleague's, what did not arrive, what was taken back, the same words. What the customer asks
// meanwhile stays owed.
func TestChangeTelegram(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		b.rules.Change = true
		n := b.start("a")
		anna := n.agent(t, "张敏", 4, `["service"]`)
		at := desk.Address{Channel: "tg", Key: "7001"}
		li := b.tg.User(7001, "李女士", "zh-hans")
		li.Say(nil, "运费多少？")
		s := n.answeredAt(t, at)
		sent, err := n.Reply(t.Context(), anna, s.ID, "c1", "您好，运费8元。", "")
		if err != nil {
			t.Fatal(err)
		}
		n.answeredAt(t, at)
		li.Say(nil, "几天到？")
		until(t, "the second question", func() bool { return len(n.answeredAt(t, at).Waits) == 1 })
		edited, err := n.Edit(t.Context(), anna, s.ID, sent.Seq, "c2", "您好，运费6元。", "")
		if err != nil {
			t.Fatal(err)
		}
		again, err := n.Edit(t.Context(), anna, s.ID, sent.Seq, "c2", "您好，运费6元。", "")
		if err != nil || !again.Again || again.Seq != edited.Seq {
			t.Errorf("the same command again: %+v, %v", again, err)
		}
		s = n.answeredAt(t, at)
		if len(s.Waits) != 1 || s.Owner != anna.ID {
			t.Errorf("a correction was taken for an answer: owed %+v", s.Waits)
		}
		edit := func(who router.Actor, seq int64, id, text string) string {
			_, err := n.Edit(t.Context(), who, s.ID, seq, id, text, "")
			return code(err)
		}
		got := []string{edit(anna, sent.Seq, "c3", "您好，运费6元。"), edit(router.Actor{ID: "ben", Any: true}, sent.Seq, "c4", "不用运费"), edit(anna, 1, "c5", "不用运费"), edit(anna, edited.Seq, "c6", "不用运费"),
			edit(anna, 99, "c7", "不用运费"), edit(anna, sent.Seq, "c8", strings.Repeat("长", 4097)), edit(anna, sent.Seq, "c1", "您好，运费8元。"), edit(anna, sent.Seq, "c2", "不用运费")}
		if d := cmp.Diff([]string{"same_text", "not_author", "not_a_reply", "not_a_reply", "not_a_reply", "too_long", "idempotency_key_reused", "idempotency_key_reused"}, got); d != "" {
			t.Errorf("refused (-want +got):\n%s", d)
		}
		for range 2 { // the second time the network has nothing left to take back, and is not asked
			if _, err := n.Recall(t.Context(), anna, s.ID, sent.Seq, "c9"); err != nil {
				t.Fatal(err)
			}
		}
		n.answeredAt(t, at)
		if _, err := n.Recall(t.Context(), anna, s.ID, sent.Seq, "c10"); code(err) != "taken_back" {
			t.Errorf("taken back twice: %v", err)
		}
		want := []string{"reply sent 您好，运费8元。", "edited sent 您好，运费6元。 of 4", "recalled sent  of 4"}
		if d := cmp.Diff(want, n.said(t, s.ID)); d != "" || sent.Seq != 4 {
			t.Errorf("the record, of the reply %d (-want +got):\n%s", sent.Seq, d)
		}
		page, _, err := n.Transcript(t.Context(), at, channels.Cursor{}, 50)
		for _, e := range page {
			if (e.Seq == sent.Seq || e.About == sent.Seq && e.Kind == desk.KindEdit) && (!e.Recalled || e.Text != "") || strings.Contains(e.Text, "元") {
				t.Errorf("a page that comes later still shows %+v", e)
			}
		}
		if err != nil || len(page) < 6 {
			t.Errorf("the page has %d entries: %v", len(page), err)
		}
		if err := b.tg.AddFault(faketelegram.Fault{Kind: faketelegram.FaultError, Code: 400, Description: "Bad Request: no"}); err != nil {
			t.Fatal(err)
		}
		lost, err := n.Reply(t.Context(), anna, s.ID, "c11", "两天。", "")
		if err != nil {
			t.Fatal(err)
		}
		if s = n.answeredAt(t, at); edit(anna, lost.Seq, "c12", "三天。") != "not_sent" || len(s.Waits) != 1 {
			t.Errorf("what never arrived was changed, or answers: owed %+v", s.Waits)
		}
	})
}

// TestChangeRefused: what the network refuses to change is in trouble like every message, with the network's reason, and can be
// tried again, but not behind a later change.
func TestChangeRefused(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		b.rules.Change = true
		n := b.start("a")
		anna := n.agent(t, "张敏", 4, `["service"]`)
		at := desk.Address{Channel: "tg", Key: "7001"}
		b.tg.User(7001, "李女士", "zh-hans").Say(nil, "运费多少？")
		s := n.answeredAt(t, at)
		sent, err := n.Reply(t.Context(), anna, s.ID, "c1", "8元", "")
		if err != nil {
			t.Fatal(err)
		}
		n.answeredAt(t, at)
		if err := b.tg.AddFault(faketelegram.Fault{Kind: faketelegram.FaultError, Method: "deleteMessage", Code: 400, Description: "Bad Request: message can't be deleted for everyone"}); err != nil {
			t.Fatal(err)
		}
		back, err := n.Recall(t.Context(), anna, s.ID, sent.Seq, "c2")
		if err != nil {
			t.Fatal(err)
		}
		if s = n.answeredAt(t, at); len(s.Trouble) != 1 || s.Trouble[0].Seq != back.Seq || len(s.Waits) != 0 {
			t.Fatalf("in trouble %+v, owed %+v", s.Trouble, s.Waits)
		}
		if _, err := n.Resolve(t.Context(), anna, s.ID, back.Seq, "resend"); err != nil {
			t.Fatal(err)
		}
		if s = n.answeredAt(t, at); len(s.Trouble) != 0 {
			t.Errorf("in trouble %+v", s.Trouble)
		}
		if d := cmp.Diff([]string{"reply sent 8元", "recalled sent  of 4"}, n.said(t, s.ID)); d != "" {
			t.Errorf("the record (-want +got):\n%s", d)
		}
		if sent, err = n.Reply(t.Context(), anna, s.ID, "c3", "9元", ""); err != nil {
			t.Fatal(err)
		}
		n.answeredAt(t, at)
		if err := b.tg.AddFault(faketelegram.Fault{Kind: faketelegram.FaultError, Method: "editMessageText", Code: 400, Description: "Bad Request: no"}); err != nil {
			t.Fatal(err)
		}
		older, err := n.Edit(t.Context(), anna, s.ID, sent.Seq, "c4", "7元", "")
		if err != nil {
			t.Fatal(err)
		}
		n.answeredAt(t, at)
		if _, err := n.Edit(t.Context(), anna, s.ID, sent.Seq, "c5", "6元", ""); err != nil {
			t.Fatal(err)
		}
		n.answeredAt(t, at)
		if _, err := n.Resolve(t.Context(), anna, s.ID, older.Seq, "resend"); code(err) != "newer_change" {
			t.Errorf("older words were sent behind newer ones: %v", err)
		}
	})
}

// TestChangeInParts: an answer that left in several messages is taken back in all of them, by any of them, and not corrected.
func TestChangeInParts(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		b.rules.Change = true
		n := b.start("a")
		anna := n.agent(t, "张敏", 4, `["service"]`)
		at := desk.Address{Channel: "tg", Key: "7001"}
		b.tg.User(7001, "李女士", "zh-hans").Say(nil, "怎么退货？")
		s := n.answeredAt(t, at)
		sent, err := n.Reply(t.Context(), anna, s.ID, "c1", strings.Repeat("请先打包。", 818)+"\n谢谢，祝您愉快！", "")
		if err != nil {
			t.Fatal(err)
		}
		n.answeredAt(t, at)
		if _, err := n.Edit(t.Context(), anna, s.ID, sent.Seq+1, "c2", "不用退", ""); code(err) != "split" {
			t.Errorf("a part was corrected: %v", err)
		}
		for range 2 {
			if _, err := n.Recall(t.Context(), anna, s.ID, sent.Seq+1, "c3"); err != nil {
				t.Fatal(err)
			}
		}
		n.answeredAt(t, at)
		if got := n.said(t, s.ID)[2:]; cmp.Diff([]string{"recalled sent  of 4", "recalled sent  of 5"}, got) != "" {
			t.Errorf("taken back: %q", got)
		}
		gone := 0
		for _, x := range b.tg.Sends() {
			if x.Method == "deleteMessage" && x.Done {
				gone++
			}
		}
		if gone != 2 {
			t.Errorf("%d messages are gone", gone)
		}
	})
}

// TestChangeSlack: the same in a direct message of Slack, which tells the app of its own changes; the desk does not take them for
// the customer's. Where the department lets nobody, nobody does.
func TestChangeSlack(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		b.rules.Change = true
		k := b.slack()
		n := b.start("a")
		anna := n.agent(t, "张敏", 4, `["service"]`)
		until(t, "the sockets", func() bool { open, _ := k.Sockets(); return open == 2 })
		li := k.Person("U0001", "李女士", "zh-CN")
		if _, err := li.Says(li.DM(), "运费多少？", ""); err != nil {
			t.Fatal(err)
		}
		at := desk.Address{Channel: "sl", Key: fakeslack.TeamID + "/" + li.DM()}
		s := n.answeredAt(t, at)
		sent, err := n.Reply(t.Context(), anna, s.ID, "c1", "8元", "")
		if err != nil {
			t.Fatal(err)
		}
		n.answeredAt(t, at)
		if _, err := n.Edit(t.Context(), anna, s.ID, sent.Seq, "c2", "6元", ""); err != nil {
			t.Fatal(err)
		}
		n.answeredAt(t, at)
		if _, err := n.Recall(t.Context(), anna, s.ID, sent.Seq, "c3"); err != nil {
			t.Fatal(err)
		}
		n.answeredAt(t, at)
		heard(t, k, n)
		var got []string
		for _, c := range k.Changes() {
			got = append(got, c.Method+" "+c.Text+c.Error)
		}
		if d := cmp.Diff([]string{"chat.update 6元", "chat.delete "}, got); d != "" {
			t.Errorf("Slack (-want +got):\n%s", d)
		}
		if d := cmp.Diff([]string{"reply sent 8元", "edited sent 6元 of 4", "recalled sent  of 4"}, n.said(t, s.ID)); d != "" {
			t.Errorf("the record (-want +got):\n%s", d)
		}
		for _, m := range n.messages(t, s.ID) {
			if m.Role == string(desk.RoleCustomer) && m.Kind != string(desk.KindText) || m.Purpose == string(sessions.LineDeleted) {
				t.Errorf("our own change was taken for the customer's: %s %s", m.Purpose, m.Kind)
			}
		}
	})
}
