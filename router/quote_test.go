package router_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/channels"
	"firstline/channels/webhook"
	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
	"firstline/router"
	"firstline/sessions"
)

// TestQuotes: an agent chooses which message an answer is to, the customer's or ours. Telegram is told so also in a private
// chat, where an answer without a choice goes as it always did; of an answer in several messages the first one has the quote.
// The same command again sends nothing, and with another message it is another command.
func TestQuotes(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		files := shelf{}
		b.files = files
		n := b.start("a")
		anna := n.agent(t, "张敏", 4, `["service"]`)
		li := b.tg.User(7001, "李女士", "zh-hans")
		_, asked := li.Say(nil, "颜色能换吗")
		var s sessions.State
		quiet := func() bool {
			row, ok := n.sessionAt(t, "7001")
			s = stateIf(t, ok, row.State)
			return s.Holder != nil && len(s.InFlight) == 0
		}
		until(t, "somebody to have it", quiet)
		_, again := li.Say(nil, "还有,哪天发货")
		until(t, "both questions", func() bool { return quiet() && s.Asked > 1 })
		second := s.Asked
		answer := func(a router.Answer) (router.Result, error) { return n.Answer(t.Context(), anna, s.ID, a) }
		said := func(a router.Answer) int64 {
			t.Helper()
			res, err := answer(a)
			if err != nil {
				t.Fatal(err)
			}
			until(t, "it to arrive", quiet)
			return res.Seq
		}
		n.upload(t, files, anna, "one.png", desk.KindDocument, []byte("PNG"))
		note, err := n.Note(t.Context(), anna, s.ID, "n1", "客户很急")
		if err != nil {
			t.Fatal(err)
		}
		plain := said(router.Answer{ClientID: "c1", Text: "您好。"})
		for range 2 {
			said(router.Answer{ClientID: "c2", Text: "颜色可以换。", Quotes: 1})
		}
		said(router.Answer{ClientID: "c3", Upload: "one.png", Text: strings.Repeat("发货单。", 300), Quotes: second})
		said(router.Answer{ClientID: "c4", Text: "再说一次。", Quotes: plain})

		sends := b.tg.Sends()[1:] // the first is the greeting
		var got []string
		for _, m := range sends {
			got = append(got, fmt.Sprintf("%.2s %d", m.Text, m.ReplyTo))
		}
		want := []string{"您好 0", fmt.Sprintf("颜色 %d", asked), fmt.Sprintf(" %d", again), "发货 0", fmt.Sprintf("再说 %d", sends[0].MessageID)}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("sent (-want +got):\n%s", d)
		}
		for name, c := range map[string]struct {
			a    router.Answer
			want string
			kind desk.Fault
		}{
			"a note":                    {router.Answer{ClientID: "x1", Text: "?", Quotes: note.Seq}, "no_message", desk.NotFound},
			"what is not there":         {router.Answer{ClientID: "x2", Text: "?", Quotes: 999}, "no_message", desk.NotFound},
			"a number that is none":     {router.Answer{ClientID: "x3", Text: "?", Quotes: -1}, "no_message", desk.NotFound},
			"the same id, another one":  {router.Answer{ClientID: "c2", Text: "颜色可以换。", Quotes: second}, "idempotency_key_reused", desk.Duplicate},
			"the same id, and none now": {router.Answer{ClientID: "c2", Text: "颜色可以换。"}, "idempotency_key_reused", desk.Duplicate},
		} {
			if _, err := answer(c.a); desk.KindOf(err) != c.kind || codeOf(err) != c.want {
				t.Errorf("%s: %v, want %s", name, err, c.want)
			}
		}
		m, err := n.store.MessageAt(t.Context(), dbq.MessageAtParams{Session: string(s.ID), Seq: plain + 1})
		if err != nil || m.Quotes != 1 || m.ReplyRef == "" {
			t.Errorf("the answer stands as %+v, %v", m, err)
		}
	})
}

// mute is a channel that cannot show what an answer is to.
type mute struct{ *webhook.Adapter }

func (m mute) Capabilities() channels.Capabilities {
	can := m.Adapter.Capabilities()
	can.Replies = false
	return can
}

// TestWebhookQuotes: a shop is told which of its messages is answered, and which of ours if it has a name for them; one that shows no quotes
// is not told.
func TestWebhookQuotes(t *testing.T) {
	t.Parallel()
	for _, shows := range []bool{true, false} {
		b := newBench(t, testenv.SQLite(t), faketelegram.Options{Limits: faketelegram.Unlimited()})
		s := &shop{t: t}
		s.connect(b, nil)
		if connected := b.more; !shows {
			b.more = func(node string) map[desk.ChannelID]channels.Adapter {
				return map[desk.ChannelID]channels.Adapter{"shop": mute{connected(node)["shop"].(*webhook.Adapter)}}
			}
		}
		n := b.start("a")
		zhang := n.agent(t, "张敏", 4, `["service"]`)
		s.say(n, `{"id":"m-1","conversation":"42","text":"颜色能换吗"}`)
		id := n.serving(t, "42")
		s.say(n, `{"id":"m-2","conversation":"42","text":"哪天发货"}`)
		_, err := n.Answer(t.Context(), zhang, id, router.Answer{ClientID: "c1", Text: "可以换。", Quotes: 1})
		if !shows {
			if codeOf(err) != "no_quotes" {
				t.Errorf("%v, want no_quotes", err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		until(t, "the answer to arrive", func() bool { return len(s.got()) == 2 })
		s.mu.Lock()
		to := s.answers[1]
		s.mu.Unlock()
		if to != "m-1" {
			t.Errorf("it answers %q, want m-1", to)
		}
		if _, err := n.Answer(t.Context(), zhang, id, router.Answer{ClientID: "c2", Text: "以此为准。", Quotes: 2}); codeOf(err) != "quote_unknown" {
			t.Errorf("a message that the shop has no name for: %v", err)
		}
	}
}
