package router_test

import (
	"errors"
	"testing"
	"time"

	"firstline/channels"
	"firstline/channels/webhook"
	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/testenv/record"
	"firstline/sessions"
)

// TestWebhookQuota: of a network that takes three messages after each of the customer's, the fourth is refused before anything is committed;
// another message of the customer begins anew, and a node that starts again knows what is left.
func TestWebhookQuota(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		s := &shop{t: t}
		s.connect(b, func(c *webhook.Config) { c.Quota = channels.Quota{Messages: 3, Within: 48 * time.Hour} })
		n := b.start("a")
		zhang := n.agent(t, "张敏", 4, `["service"]`)
		s.say(n, `{"id":"1","conversation":"42","text":"付款后一直转圈"}`)
		id := n.serving(t, "42")
		for _, c := range []string{"c1", "c2"} { // the greeting was the first of the three
			if _, err := n.Reply(t.Context(), zhang, id, c, "您好,请讲", ""); err != nil {
				t.Fatal(err)
			}
		}
		before := n.messages(t, id)
		_, err := n.Reply(t.Context(), zhang, id, "c3", "还有一条", "")
		var fail *desk.Error
		if !errors.As(err, &fail) || fail.Code != sessions.QuotaUsed || fail.Kind != desk.Conflict {
			t.Fatalf("the fourth message: %v", err)
		}
		if after := n.messages(t, id); len(after) != len(before) {
			t.Errorf("a refused message left %d lines behind", len(after)-len(before))
		}
		s.say(n, `{"id":"2","conversation":"42","text":"在吗"}`)
		until(t, "the customer's second message", func() bool { return len(n.messages(t, id)) > len(before) })
		if _, err := n.Reply(t.Context(), zhang, id, "c3", "还有一条", ""); err != nil {
			t.Errorf("after another message of the customer: %v", err)
		}
		until(t, "the shop to have the greeting and three answers", func() bool { return len(s.got()) == 4 })
	})
}
