package telegram

import (
	"encoding/json"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"
)

// A tap does not wait behind the messages of its chat, and is gone after 150 s.
func TestTaps(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := &receiver{answer: status(func(u models.Update, n int) int {
			if u.Message != nil || u.CallbackQuery.Data == "late" {
				return 500
			}
			return 200
		})}
		s := hooked(t, r, Options{}, nil)
		ann := s.User(1, "A", "")
		ann.Say(nil, "stuck")
		m := mustOK[messageJSON](t, call(t, s, "sendMessage", args{"chat_id": 1, "text": "sure?", "reply_markup": json.RawMessage(
			`{"inline_keyboard":[[{"text":"Yes","callback_data":"yes"},{"text":"Late","callback_data":"late"}]]}`)}))
		if _, _, err := ann.Tap(nil, m.ID, "no"); err == nil {
			t.Error("tapped a button that is not there")
		}
		_, query, err := ann.Tap(nil, m.ID, "yes")
		if err != nil {
			t.Fatal(err)
		}
		await(t, s, func() bool { return s.Counts().States[Delivered] == 1 })
		mustOK[bool](t, call(t, s, "answerCallbackQuery", args{"callback_query_id": query}))
		if _, _, err := ann.Tap(nil, m.ID, "late"); err != nil {
			t.Fatal(err)
		}
		<-time.After(151 * time.Second)
		if g := call(t, s, "answerCallbackQuery", args{"callback_query_id": query}); g.Code != 400 {
			t.Errorf("old query: %d %s", g.Code, g.Description)
		}
		if got := s.Updates(); got[2].State != Dropped || got[0].State != Pending {
			t.Errorf("late tap is %s, stuck message %s", got[2].State, got[0].State)
		}
	})
}

// S: WebhookActor::handle: the answer to a webhook call may be a method call.
func TestReplyInWebhook(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := &receiver{answer: func(u models.Update, _ int) (int, http.Header, string) {
			return 200, http.Header{"Content-Type": {"application/json"}}, `{"method":"` + u.Message.Text + `","chat_id":1,"text":"hi"}`
		}}
		s := hooked(t, r, Options{}, nil)
		for _, method := range []string{"sendMessage", "getMe", "deleteWebhook"} {
			s.User(1, "A", "").Say(nil, method)
		}
		await(t, s, func() bool { return s.Counts().States[Delivered] == 3 })
		sends := s.Sends()
		if len(sends) != 1 || !sends[0].InWebhook || !sends[0].Done || sends[0].Text != "hi" {
			t.Errorf("%+v", sends)
		}
	})
}

// A lost 2xx makes the update come twice.
func TestLostAck(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := &receiver{answer: status(func(models.Update, int) int { return 200 })}
		s := hooked(t, r, Options{}, nil)
		if err := s.AddFault(Fault{Kind: FaultLostAck, ChatID: 1}); err != nil {
			t.Fatal(err)
		}
		s.User(2, "B", "").Say(nil, "B1")
		s.User(1, "A", "").Say(nil, "A1")
		s.User(1, "A", "").Say(nil, "A2")
		await(t, s, func() bool { return s.Counts().States[Delivered] == 3 })
		var ofA []string
		for _, a := range r.arrivals() {
			if a.What != "B1" {
				ofA = append(ofA, a.What)
			}
		}
		if diff := cmp.Diff([]string{"A1", "A1", "A2"}, ofA); diff != "" {
			t.Error(diff)
		}
	})
}

// After an outage one update asks first, and one success opens the gates.
func TestSlowConnect(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		r := &receiver{answer: status(func(models.Update, int) int {
			if time.Since(began) < 20*time.Second {
				return 0
			}
			return 200
		})}
		s := hooked(t, r, Options{SlowConnect: true}, nil)
		for id := range int64(30) {
			s.User(id+1, "A", "").Say(nil, "hi")
		}
		<-time.After(19 * time.Second)
		if n := len(r.arrivals()); n != 10 {
			t.Errorf("%d attempts in 19 s of outage, want one every 2 s", n)
		}
		await(t, s, func() bool { return s.Counts().States[Delivered] == 30 })
		if took := time.Since(began); took > 22*time.Second {
			t.Errorf("all delivered after %v", took)
		}
	})
}

// Before the first success a call that hangs keeps all others waiting.
func TestSlowConnectBeforeSuccess(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		r := &receiver{answer: status(func(models.Update, int) int { <-release; return 200 })}
		s := hooked(t, r, Options{SlowConnect: true}, nil)
		for id := range int64(30) {
			s.User(id+1, "A", "").Say(nil, "hi")
		}
		<-time.After(20 * time.Second)
		if n := len(r.arrivals()); n != 1 {
			t.Errorf("%d calls before the first success, want 1", n)
		}
		close(release)
		await(t, s, func() bool { return s.Counts().States[Delivered] == 30 })
	})
}
