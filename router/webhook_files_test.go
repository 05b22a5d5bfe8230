package router_test

import (
	"net/http"
	"strings"
	"testing"

	"firstline/channels/webhook"
	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv/record"
	"firstline/router"
)

// TestWebhookFile: an agent's picture goes to the shop below a key of its own, and the same key again where the shop was
// unclear about it; the same command again sends nothing, and a receiver that takes no files is not given one.
func TestWebhookFile(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		files := shelf{}
		b.files = files
		s := &shop{t: t, answer: func(n int) int {
			if n == 2 { // the picture, for the first time
				return http.StatusInternalServerError
			}
			return http.StatusOK
		}}
		s.connect(b, func(cfg *webhook.Config) { cfg.RetryAmbiguous, cfg.MaxFile = true, 4096 })
		n := b.start("a")
		zhang := n.agent(t, "张敏", 4, `["service"]`)
		s.say(n, `{"id":"1","conversation":"42","text":"怎么打包"}`)
		id := n.serving(t, "42")
		picture := []byte(strings.Repeat("PNG", 1000))
		n.upload(t, files, zhang, "one.png", desk.KindPhoto, picture)
		n.upload(t, files, zhang, "large.png", desk.KindPhoto, append(picture, picture...))
		for range 2 {
			if _, err := n.Answer(t.Context(), zhang, id, router.Answer{ClientID: "c1", Text: "请看图。", Upload: "one.png"}); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := n.Answer(t.Context(), zhang, id, router.Answer{ClientID: "c2", Text: "", Upload: "large.png"}); desk.KindOf(err) != desk.Invalid {
			t.Errorf("a file beyond max_file: %v", err)
		}
		until(t, "the picture to arrive", func() bool {
			row, err := n.store.LatestAt(t.Context(), dbq.LatestAtParams{Channel: "shop", ConvKey: "42"})
			at := stateIf(t, err == nil, row.State)
			return at.Answered && len(at.InFlight) == 0
		})
		calls := s.got()
		if len(calls) != 3 || calls[1] != calls[2] || !strings.HasSuffix(calls[2], " 请看图。 "+string(picture)) || s.bad > 0 {
			t.Errorf("the shop got %q, %d with a wrong signature: want the greeting, and the picture twice below one key", calls, s.bad)
		}
	})
}
