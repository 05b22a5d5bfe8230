package telegram

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestLimits(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		limits  Limits
		speedup float64
		group   bool
		chats   int // messages go round so many chats
		accept  int // at once
		retry   int // then retry_after says
	}{
		{"burst in one chat", Limits{}, 1, false, 1, 3, 1},
		{"own burst", Limits{PerChatBurst: 1}, 1, false, 1, 1, 1},
		{"group minute", Limits{PerChat: -1}, 1, true, 1, 20, 3},
		{"no group limit for people", Limits{PerChat: -1}, 1, false, 1, 30, 1},
		{"overall", Limits{}, 1, false, 50, 30, 1},
		{"slow chat", Limits{PerChat: 0.1, PerChatBurst: 2}, 1, false, 1, 2, 10},
		{"telegram's seconds when sped up", Limits{PerChat: 0.1, PerChatBurst: 2}, 100, false, 1, 2, 10},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := start(t, Options{Limits: tt.limits, Speedup: tt.speedup})
				var refused got
				accepted := 0
				for n := range 100 {
					id := int64(n%tt.chats + 1)
					if tt.group {
						id = -id
						s.Bot().Group(id, "Team")
					} else {
						s.User(id, "Ann", "en").Private()
					}
					refused = call(t, s, "sendMessage", args{"chat_id": id, "text": "hi"})
					if !refused.OK {
						break
					}
					accepted++
				}
				if accepted != tt.accept || refused.Code != 429 || refused.Parameters.RetryAfter != tt.retry {
					t.Errorf("accepted %d, then %d with retry_after %d; want %d, 429, %d",
						accepted, refused.Code, refused.Parameters.RetryAfter, tt.accept, tt.retry)
				}
			})
		})
	}
}

// A bot that waits as long as it is told is never refused twice in a row.
func TestRetryAfterSuffices(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := start(t, Options{})
		s.Bot().Group(-5, "Team")
		for range 60 {
			g := call(t, s, "sendMessage", args{"chat_id": -5, "text": "hi"})
			if g.OK {
				continue
			}
			if g.header.Get("Retry-After") == "" {
				t.Fatal("no Retry-After header")
			}
			<-time.After(time.Duration(g.Parameters.RetryAfter) * time.Second)
			mustOK[messageJSON](t, call(t, s, "sendMessage", args{"chat_id": -5, "text": "hi"}))
		}
	})
}

func TestUnlimited(t *testing.T) {
	t.Parallel()
	s := start(t, Options{Limits: Unlimited()})
	s.Bot().Group(-5, "Team")
	for range 200 {
		mustOK[messageJSON](t, call(t, s, "sendMessage", args{"chat_id": -5, "text": "hi"}))
	}
	s.SetLimits(Limits{PerChatBurst: 1})
	mustOK[messageJSON](t, call(t, s, "sendMessage", args{"chat_id": -5, "text": "hi"}))
	if g := call(t, s, "sendMessage", args{"chat_id": -5, "text": "hi"}); g.Code != 429 {
		t.Errorf("after SetLimits: %d", g.Code)
	}
}
