package router_test

import (
	"fmt"
	"slices"
	"testing"

	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/testenv/record"
	"firstline/sessions"
)

// TestReactionsInTopics: in a group with topics Telegram does not say in which one somebody reacted. What is on an answer of
// the desk's stands where the answer does, in a topic or in General, once; what is on anything else stands nowhere.
func TestReactionsInTopics(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		n := b.start("a")
		n.agent(t, "张敏", 4, `["service"]`)
		li := b.tg.User(7001, "李女士", "zh-hans")
		group := b.tg.Bot().Supergroup(-1005001, "VIP 群", true)
		_, asked := li.Send(group, faketelegram.Content{Text: "还没收到货", Thread: 9})
		li.Say(group, "在吗")
		greeted := func(thread int64) int64 {
			all := b.tg.Sends()
			i := slices.IndexFunc(all, func(s faketelegram.Send) bool {
				return s.Done && s.ChatID == -1005001 && s.Thread == thread && s.Text != ""
			})
			if i < 0 {
				return 0
			}
			return all[i].MessageID
		}
		ids := map[string]desk.SessionID{}
		for _, key := range []string{"-1005001/9", "-1005001"} {
			until(t, "the session of "+key, func() bool {
				row, ok := n.sessionAt(t, key)
				s := stateIf(t, ok, row.State)
				ids[key] = s.ID
				return s.Phase == sessions.Serving && len(s.InFlight) == 0
			})
		}
		topic, general := greeted(9), greeted(0)
		for _, message := range []int64{asked, topic, general} {
			id := b.tg.Bot().Inject("message_reaction", map[string]any{
				"chat": map[string]any{"id": -1005001, "type": "supergroup", "title": "VIP 群", "is_forum": true}, "message_id": message, "date": 1700000000,
				"user": map[string]any{"id": 7001, "is_bot": false, "first_name": "李女士"}, "old_reaction": []any{}, "new_reaction": []any{map[string]string{"type": "emoji", "emoji": "👍"}},
			}, -1005001)
			if id == 0 {
				t.Fatal("the desk has not asked for reactions")
			}
		}
		marks := func(key string) (out []string) {
			for _, m := range n.messages(t, ids[key]) {
				if m.Kind == string(desk.KindReaction) {
					out = append(out, m.Text+m.ReplyRef)
				}
			}
			return out
		}
		for key, message := range map[string]int64{"-1005001/9": topic, "-1005001": general} {
			want := []string{fmt.Sprintf("👍%d", message)}
			until(t, "the reaction in "+key, func() bool { return len(marks(key)) > 0 })
			if got := marks(key); !slices.Equal(got, want) {
				t.Errorf("%s has the reactions %q, want %q", key, got, want)
			}
		}
	})
}
