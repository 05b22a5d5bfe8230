package slack

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// attempt is what the app saw of one delivery.
type attempt struct {
	After  time.Duration
	Num    string
	Reason string
}

// app is a request URL without a socket, so that it may stand in a synctest bubble.
type app struct {
	began  time.Time
	mu     sync.Mutex // guards seen
	seen   []attempt
	answer func(try int, r *http.Request) (*http.Response, error)
}

func (a *app) RoundTrip(r *http.Request) (*http.Response, error) {
	a.mu.Lock()
	a.seen = append(a.seen, attempt{time.Since(a.began), r.Header.Get("X-Slack-Retry-Num"), r.Header.Get("X-Slack-Retry-Reason")})
	try := len(a.seen) - 1
	a.mu.Unlock()
	return a.answer(try, r)
}

func status(code int, headers ...string) *http.Response {
	w := httptest.NewRecorder()
	for i := 0; i < len(headers); i += 2 {
		w.Header().Set(headers[i], headers[i+1])
	}
	w.WriteHeader(code)
	return w.Result()
}

// TestRetries: three repetitions, at once, after a minute and after five, with Slack's words for what went wrong.
func TestRetries(t *testing.T) {
	t.Parallel()
	minutes := func(n time.Duration) time.Duration { return n * time.Minute }
	for _, c := range []struct {
		name   string
		answer func(int, *http.Request) (*http.Response, error)
		want   []attempt
		state  string
	}{
		{"taken", func(int, *http.Request) (*http.Response, error) { return status(200), nil }, []attempt{{0, "", ""}}, Delivered},
		{"refused for good", func(int, *http.Request) (*http.Response, error) { return status(500), nil },
			[]attempt{{0, "", ""}, {0, "1", "http_error"}, {minutes(1), "2", "http_error"}, {minutes(6), "3", "http_error"}}, Lost},
		{"told not to retry", func(int, *http.Request) (*http.Response, error) { return status(503, "X-Slack-No-Retry", "1"), nil }, []attempt{{0, "", ""}}, Lost},
		{"nobody there, then taken", func(try int, _ *http.Request) (*http.Response, error) {
			if try < 2 {
				return nil, errors.New("connection refused")
			}
			return status(200), nil
		}, []attempt{{0, "", ""}, {0, "1", "connection_failed"}, {minutes(1), "2", "connection_failed"}}, Delivered},
		{"too slow once", func(try int, r *http.Request) (*http.Response, error) {
			if try == 0 {
				<-r.Context().Done()
				return nil, r.Context().Err()
			}
			return status(204), nil
		}, []attempt{{0, "", ""}, {3 * time.Second, "1", "http_timeout"}}, Delivered},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				a := &app{began: time.Now(), answer: c.answer}
				s := New(Options{EventsURL: "http://app.invalid/hooks/sl", Transport: a})
				defer s.Close()
				li := s.Person("U1", "李女士", "zh-CN")
				if _, err := li.Says(li.DM(), "在吗", ""); err != nil {
					t.Fatal(err)
				}
				if err := s.Await(t.Context(), s.Idle); err != nil {
					t.Fatal(err)
				}
				if d := cmp.Diff(c.want, a.seen); d != "" {
					t.Errorf("attempts (-want +got):\n%s", d)
				}
				if got := s.Events()[0].State; got != c.state {
					t.Errorf("the event is %s, want %s", got, c.state)
				}
			})
		})
	}
}

// TestSignature uses the documentation's own example (V, "Validating a request").
func TestSignature(t *testing.T) {
	t.Parallel()
	body := "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
	got := Sign("8f742231b10e8888abcd99yyyzzz85a5", time.Unix(1531420618, 0), []byte(body)).Get("X-Slack-Signature")
	if want := "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestRequestURL: an address counts only once it has answered the challenge.
func TestRequestURL(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answer func(challenge string) string
		good   bool
	}{
		"plain": {func(c string) string { return c }, true},
		"json":  {func(c string) string { return `{"challenge":"` + c + `"}` }, true},
		"wrong": {func(string) string { return "ok" }, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				raw, _ := io.ReadAll(r.Body)
				_, rest, _ := strings.Cut(string(raw), `"challenge":"`)
				challenge, _, _ := strings.Cut(rest, `"`)
				_, _ = io.WriteString(w, c.answer(challenge))
			}))
			defer hook.Close()
			s := New(Options{})
			defer s.Close()
			if err := s.SetEventsURL(t.Context(), hook.URL); (err == nil) != c.good {
				t.Errorf("%v", err)
			}
		})
	}
}
