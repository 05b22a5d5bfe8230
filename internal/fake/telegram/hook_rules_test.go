package telegram

import (
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-telegram/bot/models"
)

func TestRetryAfterOfBot(t *testing.T) {
	t.Parallel()
	tests := []struct {
		header string
		want   time.Duration
	}{
		{"10", 10 * time.Second}, {"99999", time.Hour}, {"0", 0}, {"-4", 0}, {"Fri, 31 Dec 2027 23:59:59 GMT", 0},
	}
	for _, tt := range tests {
		t.Run(tt.header, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				r := &receiver{answer: func(_ models.Update, n int) (int, http.Header, string) {
					if n == 1 {
						return 503, http.Header{"Retry-After": {tt.header}}, ""
					}
					return 200, http.Header{}, ""
				}}
				s := hooked(t, r, Options{}, nil)
				s.User(1, "A", "").Say(nil, "A1")
				if err := s.Await(t.Context(), func() bool { return s.Counts().States[Delivered] == 1 }); err != nil {
					t.Fatal(err)
				}
				if got := r.arrivals()[1].At; got != tt.want {
					t.Errorf("second attempt after %v, want %v", got, tt.want)
				}
			})
		})
	}
}

// 23 hours of 410 remove the webhook, unless something else is answered within.
func TestGoneRemovesWebhook(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		others int // status once, after half of the time
		url    string
	}{{"gone", 410, ""}, {"error within", 500, "http://bot.test/hook"}, {"broken connection within", 0, ""}} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				began, once := time.Now(), false
				r := &receiver{answer: status(func(models.Update, int) int {
					if time.Since(began) > 12*time.Hour && !once {
						once = true
						return tt.others
					}
					return 410
				})}
				s := hooked(t, r, Options{}, nil)
				s.User(1, "A", "").Say(nil, "A1")
				<-time.After(23*time.Hour + 10*time.Minute)
				info := mustOK[webhookInfoJSON](t, call(t, s, "getWebhookInfo", nil))
				if info.URL != tt.url || info.Pending != 1 {
					t.Errorf("webhook %q with %d pending, want %q with 1", info.URL, info.Pending, tt.url)
				}
			})
		})
	}
}

func TestMaxConnections(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		r := &receiver{answer: status(func(models.Update, int) int { <-release; return 200 })}
		s := hooked(t, r, Options{}, args{"max_connections": 3})
		for id := range int64(10) {
			s.User(id+1, "A", "").Say(nil, "hi")
		}
		synctest.Wait()
		if n := len(r.arrivals()); n != 3 {
			t.Errorf("%d calls at once, want 3", n)
		}
		close(release)
		await(t, s, func() bool { return s.Counts().States[Delivered] == 10 })
	})
}

// S: WebhookActor::load_updates: a chat that is stuck with twice
// max_connections updates keeps all other chats waiting.
func TestStuckChatFillsTheWindow(t *testing.T) {
	t.Parallel()
	for stuck, want := range map[int]State{7: Delivered, 8: Pending} {
		t.Run(fmt.Sprint(stuck, " stuck"), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				r := &receiver{answer: status(func(u models.Update, _ int) int {
					if u.Message.Chat.ID == 1 {
						return 500
					}
					return 200
				})}
				s := hooked(t, r, Options{}, args{"max_connections": 4})
				for range stuck {
					s.User(1, "A", "").Say(nil, "A")
				}
				s.User(2, "B", "").Say(nil, "B")
				<-time.After(time.Hour)
				if got := s.Updates()[stuck].State; got != want {
					t.Errorf("the other chat is %s, want %s", got, want)
				}
			})
		})
	}
}
