package translate_test

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
	"firstline/internal/fake/translator"
	"firstline/internal/question"
	"firstline/internal/translate"
)

const secret = "0123456789abcdef0123456789abcdef"

// bench is a service on a real port, and a client that asks it as cmd/firstline does.
func bench(t *testing.T, private bool, timeout time.Duration, now func() time.Time) (*translator.Service, *translate.Client) {
	t.Helper()
	s := &translator.Service{Secret: secret, Book: map[string]string{"zh-CN.Where is my parcel?": "我的包裹在哪里？", "en.您好": "Hello"}}
	srv := httptest.NewServer(s)
	t.Cleanup(srv.Close)
	return s, translate.New(translate.Options{Live: &bucket{}, URL: srv.URL, HTTP: webhook.Caller(private), Timeout: timeout, Now: now,
		Sign: func(h http.Header, at time.Time, body []byte) { webhook.Sign(h, at, body, secret) }})
}

// bucket is an allowance that lasts for so many; 0 = for ever.
type bucket struct {
	mu   sync.Mutex
	most int
	took map[string]int
}

func (b *bucket) Take(_ context.Context, name string, n, _ int, _ time.Duration) (time.Duration, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.took == nil {
		b.took = map[string]int{}
	}
	if b.took[name] += n; b.most > 0 && b.took[name] > b.most {
		return time.Second, nil
	}
	return 0, nil
}

func asked(a translate.Answer, _ error) translate.Answer { return a }

// ask asks for mei, who may.
func ask(t *testing.T, c *translate.Client, q translate.Question) translate.Answer {
	t.Helper()
	a, err := c.Ask(t.Context(), "mei", q)
	if err != nil {
		t.Error(err)
	}
	return a
}

var parcel = translate.Question{Text: "Where is my parcel?", From: "en", To: "zh-CN"}

// TestAsk: the service gets the text and both languages, signed, and is asked once an hour for the same.
func TestAsk(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	now := time.Now()
	clock := func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
	s, c := bench(t, true, time.Minute, clock)
	for range 3 {
		if a := ask(t, c, parcel); a != (translate.Answer{Text: "我的包裹在哪里？", From: "en"}) {
			t.Fatalf("answer %+v", a)
		}
	}
	if got := s.Last(); got != (translator.Asked{Text: parcel.Text, From: "en", To: "zh-CN"}) || s.Calls.Load() != 1 || s.Forged.Load() != 0 {
		t.Errorf("asked %+v, %d times, %d forged", got, s.Calls.Load(), s.Forged.Load())
	}
	if a := ask(t, c, translate.Question{Text: "您好", To: "en"}); a.Text != "Hello" || s.Calls.Load() != 2 {
		t.Errorf("another text: %+v after %d calls", a, s.Calls.Load())
	}
	mu.Lock()
	now = now.Add(time.Hour)
	mu.Unlock()
	if ask(t, c, parcel); s.Calls.Load() != 3 {
		t.Errorf("an hour later: %d calls", s.Calls.Load())
	}
}

// TestHostile: whatever the service does is an answer in the end, none of it gets through, and it is asked again the next time.
func TestHostile(t *testing.T) {
	t.Parallel()
	say := func(kind, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			_, _ = fmt.Fprint(w, body)
		}
	}
	hang := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	for name, x := range map[string]struct {
		answer http.HandlerFunc
		want   question.Failure
	}{
		"hangs":  {hang, question.Timeout},
		"broken": {func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "boom", 500) }, question.Refused},
		"redirect": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/inside", http.StatusTemporaryRedirect)
		}, question.Refused},
		"a page":   {say("text/html", "<form>log in</form>"), question.BadAnswer},
		"no JSON":  {say("application/json", "hello"), question.BadAnswer},
		"nothing":  {say("application/json", `{"text":" \u0000 "}`), question.BadAnswer},
		"a number": {say("application/json", `{"text":7}`), question.BadAnswer},
		"endless":  {say("application/json", `{"text":"`+strings.Repeat("长", 120_000)+`"}`), question.BadAnswer},
		"huge":     {say("application/json", `{"text":"`+strings.Repeat("x", 1<<20)+`"}`), question.TooBig},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			timeout := time.Minute
			if x.want == question.Timeout {
				timeout = 50 * time.Millisecond
			}
			s, c := bench(t, true, timeout, nil)
			s.Turn(x.answer)
			if a := ask(t, c, parcel); a != (translate.Answer{Failed: x.want}) {
				t.Errorf("%+v, want %s", a, x.want)
			}
			s.Turn(nil)
			if x.want == question.Timeout {
				return // on a busy machine its time is too short for a real answer
			}
			if a := ask(t, c, parcel); a.Failed != "" {
				t.Errorf("afterwards %+v", a)
			}
		})
	}
	_, c := bench(t, false, time.Minute, nil)
	if a := ask(t, c, parcel); a.Failed != question.Unreachable {
		t.Errorf("an address inside: %+v", a)
	}
}

// TestTogether: many who look at one message ask once; who goes away leaves the answer to the others.
func TestTogether(t *testing.T) {
	t.Parallel()
	s, c := bench(t, true, time.Minute, nil)
	arrived, go_ := make(chan struct{}), make(chan struct{})
	s.Turn(func(w http.ResponseWriter, _ *http.Request) {
		close(arrived)
		<-go_
		w.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprint(w, `{"text":"我的包裹在哪里？"}`)
	})
	gone, leave := context.WithCancel(t.Context())
	first := make(chan translate.Answer)
	go func() { first <- asked(c.Ask(gone, "mei", parcel)) }()
	<-arrived
	var all sync.WaitGroup
	for range 5 {
		all.Go(func() {
			if a := ask(t, c, parcel); a.Text != "我的包裹在哪里？" {
				t.Errorf("answer %+v", a)
			}
		})
	}
	leave()
	if a := <-first; a.Failed != question.Timeout {
		t.Errorf("who went away: %+v", a)
	}
	close(go_)
	all.Wait()
	if n := s.Calls.Load(); n != 1 {
		t.Errorf("asked %d times", n)
	}
}
