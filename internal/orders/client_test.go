package orders_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"firstline/channels/webhook"
	fake "firstline/internal/fake/orders"
	"firstline/internal/orders"
	"firstline/internal/question"
)

const secret = "0123456789abcdef0123456789abcdef"

// ask is a client of a shop, called as cmd/firstline does it.
func ask(url string, private bool, timeout time.Duration) *orders.Client {
	return orders.New(orders.Options{URL: url, HTTP: webhook.Caller(private), Timeout: timeout,
		Sign: func(h http.Header, at time.Time, body []byte) { webhook.Sign(h, at, body, secret) }})
}

func asking(phone string) orders.Question {
	return orders.Question{Identities: []orders.Identity{{Channel: "web", Type: "webchat", ID: "u1", Verified: true}}, Phones: []string{phone}, Emails: []string{}}
}

// TestCards: an answer becomes cards of plain texts; links that are none of https are left out.
func TestCards(t *testing.T) {
	t.Parallel()
	shop := &fake.Shop{Secret: secret}
	srv := httptest.NewServer(shop)
	defer srv.Close()
	c := ask(srv.URL, true, 0)
	a := c.Ask(t.Context(), asking("1"), false)
	if a.Failed != "" || len(a.Cards) != 3 || a.Cards[0] != (orders.Order{Title: "无线耳机 × 1", Number: "88213", State: "已付款", Amount: "¥268.00", At: 1787187600000, Link: "https://shop.example/orders/88213"}) {
		t.Errorf("answer %+v", a)
	}
	if bad := a.Cards[1]; bad.Link != "" || bad.At != 0 || bad.Number != "87120" {
		t.Errorf("a hostile card: %+v", bad)
	}
	c.Ask(t.Context(), asking("1"), false)
	if n := shop.Asked.Load(); n != 1 {
		t.Errorf("asked %d times for the same", n)
	}
	c.Ask(t.Context(), asking("1"), true) // a moment ago is new enough
	c.Ask(t.Context(), asking("2"), false)
	if n, forged := shop.Asked.Load(), shop.Forged.Load(); n != 2 || forged != 0 {
		t.Errorf("asked %d times, %d forged", n, forged)
	}
}

// TestHostileAnswers: whatever the shop does is an answer in the end, and none of it gets through.
func TestHostileAnswers(t *testing.T) {
	t.Parallel()
	inside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("a redirect was followed") }))
	defer inside.Close()
	shop := &fake.Shop{Secret: secret, Inside: inside.URL}
	srv := httptest.NewServer(shop)
	defer srv.Close()
	for mode, want := range map[fake.Mode]orders.Failure{fake.Broken: question.Refused, fake.Huge: question.TooBig, fake.Redirect: question.Refused, fake.Page: question.BadAnswer,
		fake.Types: question.BadAnswer, fake.Hangs: question.Timeout, fake.Drips: question.Timeout} {
		timeout := time.Minute // of those that answer
		if want == question.Timeout {
			timeout = 50 * time.Millisecond
		}
		shop.Turn(mode)
		if a := ask(srv.URL, true, timeout).Ask(t.Context(), asking("1"), false); a.Failed != want || len(a.Cards) != 0 || a.Cards == nil {
			t.Errorf("%s: %+v, want %s", mode, a, want)
		}
	}
	shop.Turn(fake.Works)
	if a := ask(srv.URL, false, time.Minute).Ask(t.Context(), asking("1"), false); a.Failed != question.Unreachable {
		t.Errorf("an address inside: %+v", a)
	}
}

// TestAnswersThatAreNone holds what is taken of an answer against its bounds.
func TestAnswersThatAreNone(t *testing.T) {
	t.Parallel()
	many := `{"cards":[` + strings.TrimSuffix(strings.Repeat(`{"title":"x","number":"1"},`, 50), ",") + `]}`
	for body, want := range map[string]string{
		`{}`: "bad_answer []", `{"cards":null}`: "bad_answer []", `[]`: "bad_answer []", `null`: "bad_answer []", `{"cards":[]}`: " []", `{"cards":[]} x`: "bad_answer []",
		`{"cards":[{"state":"nobody knows which"}]}`: " []", many: " 20",
		`{"cards":[{"title":"` + strings.Repeat("长", 300) + `"}]}`:                     " 120",
		`{"cards":[{"title":"a\u0000\n\u202e b","link":"https://u:p@shop.example/"}]}`: " [a b]",
		`{"cards":[{"title":"t","link":"http://shop.example/"}]}`:                      " [t]", `{"cards":[{"title":"t","link":"//shop.example/"}]}`: " [t]",
		`{"cards":[{"title":"t","link":" https://shop.example/"}]}`: " [t]", `{"cards":[{"title":"t","link":"https://"}]}`: " [t]",
	} {
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = fmt.Fprint(w, body)
		}))
		a := ask(srv.URL, true, time.Minute).Ask(t.Context(), asking("1"), false)
		srv.Close()
		got := fmt.Sprint(a.Failed, " ", titles(a.Cards))
		switch {
		case len(a.Cards) == 20:
			got = " 20"
		case len(a.Cards) == 1 && strings.HasPrefix(a.Cards[0].Title, "长"):
			got = fmt.Sprint(" ", len([]rune(a.Cards[0].Title)))
		}
		if got != want {
			t.Errorf("%.80s: %q, want %q", body, got, want)
		}
		for _, c := range a.Cards {
			if c.Link != "" {
				t.Errorf("%.80s: link %s", body, c.Link)
			}
		}
	}
}

func titles(cards []orders.Order) []string {
	out := []string{}
	for _, c := range cards {
		out = append(out, c.Title)
	}
	return out
}

// TestManyAsk: more calls than there are slots wait their turn and no longer than one call may take; who goes away leaves nothing kept.
func TestManyAsk(t *testing.T) {
	t.Parallel()
	shop := &fake.Shop{Secret: secret}
	shop.Turn(fake.Hangs)
	srv := httptest.NewServer(shop)
	defer srv.Close()
	c := ask(srv.URL, true, 100*time.Millisecond)
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			if a := c.Ask(context.Background(), asking(fmt.Sprint(i)), false); a.Failed != question.Timeout {
				t.Errorf("%+v", a)
			}
		})
	}
	all.Wait()
	shop.Turn(fake.Works)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	c.Ask(gone, asking("gone"), false)
	slow := ask(srv.URL, true, time.Minute)
	slow.Ask(gone, asking("gone"), false)
	if a := slow.Ask(t.Context(), asking("gone"), false); a.Failed != "" {
		t.Errorf("what nobody waited for was kept: %+v", a)
	}
}
