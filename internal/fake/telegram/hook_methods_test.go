package telegram

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"
)

// The answers to setWebhook and deleteWebhook, in the order of the calls.
func TestWebhookMethods(t *testing.T) {
	t.Parallel()
	const address = "https://desk.test/tg"
	steps := []struct {
		name   string
		method string
		args   args
		code   int // 0 means ok
		text   string
		after  string // the url then in force
	}{
		{"delete none", "deleteWebhook", nil, 0, "Webhook is already deleted", ""},
		{"set", "setWebhook", args{"url": address, "secret_token": "a_B-9"}, 0, "Webhook was set", address},
		{"same again", "setWebhook", args{"url": address, "secret_token": "a_B-9"}, 0, "Webhook is already set", address},
		{"other secret", "setWebhook", args{"url": address, "secret_token": "other"}, 0, "Webhook was set", address},
		{"other limit", "setWebhook", args{"url": address, "secret_token": "other", "max_connections": 500}, 0, "Webhook was set", address},
		{"bad secret", "setWebhook", args{"url": address, "secret_token": "a b"}, 400, "Bad Request: secret token contains unallowed characters", ""},
		{"long secret", "setWebhook", args{"url": address, "secret_token": strings.Repeat("x", 257)}, 400, "Bad Request: secret token is too long", ""},
		{"bad url", "setWebhook", args{"url": "ftp://desk.test"}, 400, "Bad Request: invalid webhook URL specified", ""},
		{"set again", "setWebhook", args{"url": address}, 0, "Webhook was set", address},
		{"delete", "deleteWebhook", nil, 0, "Webhook was deleted", ""},
		{"set once more", "setWebhook", args{"url": address}, 0, "Webhook was set", address},
		{"empty url deletes", "setWebhook", args{"url": ""}, 0, "Webhook was deleted", ""},
	}
	synctest.Test(t, func(t *testing.T) {
		s := start(t, Options{})
		for _, step := range steps {
			g := call(t, s, step.method, step.args)
			if g.Code != step.code || g.Description != step.text {
				t.Errorf("%s: %d %q, want %d %q", step.name, g.Code, g.Description, step.code, step.text)
			}
			if info := mustOK[webhookInfoJSON](t, call(t, s, "getWebhookInfo", nil)); info.URL != step.after {
				t.Errorf("%s: then the url is %q, want %q", step.name, info.URL, step.after)
			}
			<-time.After(2 * time.Second)
		}
		call(t, s, "setWebhook", args{"url": address})
		if g := call(t, s, "setWebhook", args{"url": address}); g.Code != 429 || g.Parameters.RetryAfter != 1 {
			t.Errorf("twice within a second: %d %q", g.Code, g.Description)
		}
	})
}

func TestWebhookInfo(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := &receiver{answer: status(func(_ models.Update, n int) int {
			if n == 1 {
				return http.StatusTeapot
			}
			return 200
		})}
		s := hooked(t, r, Options{}, args{"max_connections": 500, "allowed_updates": []string{"message"}})
		s.User(1, "A", "").Say(nil, "hi")
		await(t, s, func() bool { return s.Counts().States[Delivered] == 1 })
		got := mustOK[webhookInfoJSON](t, call(t, s, "getWebhookInfo", nil))
		want := webhookInfoJSON{URL: "http://bot.test/hook", LastErrorDate: time.Now().Unix(), MaxConnections: 100, IP: "<unknown>",
			LastErrorMessage: "Wrong response from the webhook: 418 I'm a teapot", AllowedUpdates: []string{"message"}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

// What waited for a long poll goes to the webhook, or away if so asked.
func TestPendingUpdatesAtSetWebhook(t *testing.T) {
	t.Parallel()
	for drop, want := range map[bool]State{false: Delivered, true: Cleared} {
		synctest.Test(t, func(t *testing.T) {
			r := &receiver{answer: status(func(models.Update, int) int { return 200 }), times: map[int64]int{}}
			s := start(t, Options{Transport: r})
			s.User(1, "A", "").Say(nil, "hi")
			call(t, s, "setWebhook", args{"url": "http://bot.test/", "drop_pending_updates": drop})
			await(t, s, func() bool { return s.Counts().States[want] == 1 })
		})
	}
}

// A call that is under way when the webhook changes counts for nothing, even
// if the bot accepts the update in the end.
func TestWebhookChangesUnderWay(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		held := make(chan struct{})
		r := &receiver{answer: status(func(_ models.Update, n int) int {
			switch n {
			case 1:
				<-held
			case 2, 3:
				return 500
			}
			return 200
		})}
		s := hooked(t, r, Options{}, nil)
		s.User(1, "A", "").Say(nil, "hi")
		<-time.After(2 * time.Second)
		call(t, s, "setWebhook", args{"url": "http://bot.test/other"})
		synctest.Wait()
		close(held)
		synctest.Wait()
		if u := s.Updates()[0]; u.State != Pending || len(u.Attempts) != 3 {
			t.Errorf("after the late answer: %+v", u)
		}
		await(t, s, func() bool { return s.Counts().States[Delivered] == 1 })
		if n := len(r.arrivals()); n != 4 {
			t.Errorf("%d deliveries", n)
		}
	})
}
