package telegram

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-telegram/bot/models"
)

func TestRunAndClose(t *testing.T) {
	t.Parallel()
	s := New(Options{})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- s.Run(ctx) }()
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("closed twice: %v", err)
	}
	if err := s.Start(); err == nil {
		t.Error("started after Close")
	}
	if g := call(t, s, "getMe", nil); g.Code != 500 || g.Description != "Internal Server Error: restart" {
		t.Errorf("call after Close: %d %q", g.Code, g.Description)
	}
	if err := New(Options{}).Close(); err != nil {
		t.Errorf("closed without Start: %v", err)
	}
}

func TestLedgerPathFails(t *testing.T) {
	t.Parallel()
	s := New(Options{LedgerPath: t.TempDir()})
	if err := s.Start(); err == nil {
		t.Error("started with a directory as ledger")
	}
}

// Nothing is delivered before Start; Close cuts a call that hangs.
func TestStartAndCloseGateDeliveries(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		called := make(chan struct{}, 10)
		hang := roundTrip(func(r *http.Request) (*http.Response, error) {
			called <- struct{}{}
			<-r.Context().Done()
			return nil, r.Context().Err()
		})
		s := New(Options{Transport: hang})
		call(t, s, "setWebhook", args{"url": "http://bot.test/"})
		s.User(1, "A", "").Say(nil, "hi")
		synctest.Wait()
		if len(called) != 0 {
			t.Error("called before Start")
		}
		if err := s.Start(); err != nil {
			t.Fatal(err)
		}
		<-called
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if u := s.Updates()[0]; u.State != Pending || u.Attempts[0].Status != 0 {
			t.Errorf("%+v", u)
		}
	})
}

// A webhook that hangs for longer than a connection may live has failed.
func TestWebhookTimeout(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := &receiver{answer: status(func(_ models.Update, n int) int { return 200 })}
		n := 0
		slow := roundTrip(func(req *http.Request) (*http.Response, error) {
			if n++; n == 1 {
				<-req.Context().Done()
				return nil, req.Context().Err()
			}
			return r.RoundTrip(req)
		})
		r.times = map[int64]int{}
		s := start(t, Options{Transport: slow})
		call(t, s, "setWebhook", args{"url": "http://bot.test/"})
		s.User(1, "A", "").Say(nil, "hi")
		if err := s.Await(t.Context(), func() bool { return s.Counts().States[Delivered] == 1 }); err != nil {
			t.Fatal(err)
		}
		first := s.Updates()[0].Attempts[0]
		if first.Took != time.Minute || first.Error != "Read timeout expired" {
			t.Errorf("%+v", first)
		}
	})
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestBots(t *testing.T) {
	t.Parallel()
	s := start(t, Options{Bots: []BotConfig{{Token: "11:a", Name: "One", Username: "one_bot"}, {Token: "12:b"}}})
	for _, token := range []string{"", "x:y", "-4:y", "0:y", "5", "5:a/b"} {
		if _, err := s.AddBot(BotConfig{Token: token}); err == nil {
			t.Errorf("took the token %q", token)
		}
	}
	again, err := s.AddBot(BotConfig{Token: "12:b"})
	if err != nil || again != s.BotByID(12) || s.BotByID(13) != nil || s.Bot().ID() != 11 {
		t.Errorf("%v, %v", again, err)
	}
	// Two bots do not see each other's chats.
	s.BotByID(12).User(7, "Ann", "").Say(nil, "hi")
	g := raw(t, t.Context(), s, "/bot11:a/sendMessage", "application/json", []byte(`{"chat_id":7,"text":"x"}`))
	if g.Description != "Bad Request: chat not found" {
		t.Errorf("%+v", g)
	}
}

// Everything at once, for the race detector.
func TestConcurrentUse(t *testing.T) {
	t.Parallel()
	s, url := listen(t, Options{Limits: Unlimited(), Speedup: 1000, AutoChats: true, LedgerLimit: 50})
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength%5 == 0 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	t.Cleanup(web.Close)
	var wg sync.WaitGroup
	for n := range int64(4) {
		wg.Go(func() {
			u := s.User(n+1, "Ann", "")
			for k := range 50 {
				_, id := u.Say(nil, longText(k+1))
				_, _ = u.Edit(nil, id, "edited")
				call(t, s, "sendMessage", args{"chat_id": n*1000 + int64(k) + 1, "text": "hi"})
				switch k % 10 {
				case 3:
					call(t, s, "setWebhook", args{"url": web.URL, "max_connections": k + 1})
				case 6:
					call(t, s, "deleteWebhook", nil)
				case 7:
					call(t, s, "getUpdates", args{"limit": 5, "timeout": 0})
				case 9:
					u.Block(true)
					u.Block(false)
					_ = s.Updates()
				}
			}
		})
	}
	wg.Wait()
	if g := call(t, s, "setWebhook", args{"url": web.URL + "/last"}); !g.OK && g.Code != 429 {
		t.Error(url, g.Description)
	}
}

func TestAwaitEnds(t *testing.T) {
	t.Parallel()
	s := start(t, Options{})
	ctx, cancel := context.WithCancelCause(t.Context())
	cause := errors.New("enough")
	cancel(cause)
	if err := s.Await(ctx, func() bool { return false }); !errors.Is(err, cause) {
		t.Error(err)
	}
}
