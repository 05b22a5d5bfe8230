package telegram

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"
)

// poll calls getUpdates and returns the ids and how long it took.
func poll(t *testing.T, s *Server, a args) ([]int64, time.Duration) {
	t.Helper()
	began := time.Now()
	list := []int64{}
	for _, u := range mustOK[[]models.Update](t, call(t, s, "getUpdates", a)) {
		list = append(list, u.ID)
	}
	return list, time.Since(began)
}

func TestOffsets(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		args    args
		want    []int64
		pending int
	}{
		{"all", args{}, []int64{100, 101, 102, 103, 104}, 5},
		{"limit", args{"limit": 2}, []int64{100, 101}, 5},
		{"limit too small", args{"limit": -3}, []int64{100}, 5},
		{"confirm", args{"offset": 102}, []int64{102, 103, 104}, 3},
		{"confirm all", args{"offset": 105}, []int64{}, 0},
		{"only the last two", args{"offset": -2}, []int64{103, 104}, 2},
		{"more than there are", args{"offset": -50}, []int64{100, 101, 102, 103, 104}, 5},
		{"far in the future counts as none", args{"offset": 5000}, []int64{100, 101, 102, 103, 104}, 5},
		{"in the past", args{"offset": 3}, []int64{100, 101, 102, 103, 104}, 5},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := start(t, Options{FirstID: 100})
			for range 5 {
				s.User(7, "Ann", "").Say(nil, "hi")
			}
			got, _ := poll(t, s, tt.args)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			info := mustOK[webhookInfoJSON](t, call(t, s, "getWebhookInfo", nil))
			if info.Pending != tt.pending {
				t.Errorf("%d pending, want %d", info.Pending, tt.pending)
			}
		})
	}
}

func TestLongPoll(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := start(t, Options{FirstID: 100})
		for _, tt := range []struct {
			offset, timeout int
			want            time.Duration
		}{{1, 20, 20 * time.Second}, {2, 0, 0}, {3, 500, 50 * time.Second}} {
			got, took := poll(t, s, args{"offset": tt.offset, "timeout": tt.timeout})
			if len(got) != 0 || took != tt.want {
				t.Errorf("timeout %d: %v after %v, want none after %v", tt.timeout, got, took, tt.want)
			}
		}
		go func() {
			<-time.After(5 * time.Second)
			s.User(7, "Ann", "").Say(nil, "hi")
		}()
		got, took := poll(t, s, args{"offset": 100, "timeout": 30})
		if diff := cmp.Diff([]int64{100}, got); diff != "" || took != 5*time.Second {
			t.Errorf("after %v: %s", took, diff)
		}
	})
}

// S: Client::process_get_updates_query slows down a bot that asks the same
// again and again.
func TestBusyPolling(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := start(t, Options{FirstID: 100})
		poll(t, s, args{"offset": 5})
		if _, took := poll(t, s, args{"offset": 5}); took != 3*time.Second {
			t.Errorf("the same offset at once: %v", took)
		}
		for range 3 {
			s.User(7, "Ann", "").Say(nil, "hi")
		}
		poll(t, s, args{"offset": 99})
		if got, took := poll(t, s, args{"offset": 99}); len(got) != 1 || took != 0 {
			t.Errorf("the same offset at once, with updates: %v after %v", got, took)
		}
	})
}

func TestTwoPollers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := start(t, Options{FirstID: 100})
		older := make(chan got)
		poller := func(offset int) {
			older <- call(t, s, "getUpdates", args{"offset": offset, "timeout": 30})
		}
		const lost = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
		go poller(1)
		synctest.Wait()
		began := time.Now()
		for n := range 2 { // the second conflict within 3 s is told 3 s later
			go poller(n + 2)
			if g := <-older; g.Code != 409 || g.Description != lost || time.Since(began) != time.Duration(n)*3*time.Second {
				t.Errorf("loser %d: %d %q after %v", n, g.Code, g.Description, time.Since(began))
			}
		}
		call(t, s, "setWebhook", args{"url": "http://bot.test/"})
		if g := <-older; g.Description != "Conflict: terminated by setWebhook request" {
			t.Errorf("at setWebhook: %d %q", g.Code, g.Description)
		}
		g := call(t, s, "getUpdates", args{"timeout": 30})
		if g.Code != 409 || g.Description != "Conflict: can't use getUpdates method while webhook is active; "+
			"use deleteWebhook to delete the webhook first" {
			t.Errorf("with a webhook: %d %q", g.Code, g.Description)
		}
	})
}

// A poller that hung up confirms nothing and gets nothing.
func TestPollerHangsUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := start(t, Options{})
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() {
			callCtx(t, ctx, s, "getUpdates", args{"timeout": 30})
			close(ended)
		}()
		synctest.Wait()
		cancel()
		s.User(7, "Ann", "").Say(nil, "hi") // before the call has noticed
		<-ended
		if u := s.Updates()[0]; u.State != Pending || len(u.Attempts) != 0 {
			t.Errorf("%+v", u)
		}
	})
}

func TestUpdatesExpire(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := start(t, Options{Speedup: 2})
		s.User(7, "Ann", "").Say(nil, "old")
		<-time.After(11 * time.Hour)
		s.User(7, "Ann", "").Say(nil, "new")
		<-time.After(time.Hour + time.Second)
		if got, _ := poll(t, s, nil); len(got) != 1 || s.Updates()[0].State != Dropped {
			t.Errorf("%v, %+v", got, s.Updates()[0])
		}
	})
}

func TestAllowedUpdates(t *testing.T) {
	t.Parallel()
	s := start(t, Options{})
	ann := s.User(7, "Ann", "")
	allow := func(list any) { call(t, s, "getUpdates", args{"allowed_updates": list, "timeout": 0, "limit": 1}) }
	push := func(kind string) bool { return s.Bot().Inject(kind, map[string]int{}, 7) != 0 }
	if !push("message") || !push("never_heard_of_it") || push("chat_member") || push("message_reaction") {
		t.Error("default kinds")
	}
	allow([]string{"Message", "chat_member"})
	if !push("message") || !push("chat_member") || push("never_heard_of_it") {
		t.Error("own kinds")
	}
	allow(nil) // keeps them
	_, message := ann.Say(nil, "hi")
	if update, err := ann.Edit(nil, message, "ho"); update != 0 || err != nil {
		t.Error("edited_message was delivered", update, err)
	}
	allow([]string{})
	if !push("never_heard_of_it") || push("chat_member") {
		t.Error("an empty list is the default")
	}
}
