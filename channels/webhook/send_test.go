package webhook_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/channels"
	"firstline/channels/channeltest"
	"firstline/channels/webhook"
	"firstline/internal/desk"
)

// reply is what every test sends.
func reply() desk.Outbound {
	return desk.Outbound{Address: desk.Address{Channel: "shop", Key: "42"}, Session: "0198c0de", Seq: 3, Text: "您好 <b>", ReplyTo: "m-1"}
}

// received is a receiver's copy of a call.
type received struct {
	header http.Header
	body   []byte
}

// receiver answers every delivery with handle and keeps what came.
func receiver(t *testing.T, handle http.HandlerFunc) (url string, calls func() []received) {
	t.Helper()
	var mu sync.Mutex
	var all []received
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		all = append(all, received{r.Header.Clone(), body})
		mu.Unlock()
		handle(w, r)
	}))
	t.Cleanup(srv.Close)
	return srv.URL, func() []received {
		mu.Lock()
		defer mu.Unlock()
		return all
	}
}

// TestDelivery: what the other side gets, signed by both secrets while they change, and the same id every time.
func TestDelivery(t *testing.T) {
	t.Parallel()
	url, calls := receiver(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"id":"r-9","more":1}`)) })
	a := adapter(t, url+"/in?key=7", func(c *webhook.Config) { c.Previous = older })
	for range 2 {
		got, err := a.Send(t.Context(), reply())
		if err != nil || got.ExternalID != "r-9" {
			t.Fatalf("%+v, %v", got, err)
		}
	}
	for _, c := range calls() {
		var got any
		if err := json.Unmarshal(c.body, &got); err != nil {
			t.Fatal(err)
		}
		want := any(map[string]any{"delivery": map[string]any{"id": "0198c0de.3", "channel": "shop", "conversation": "42", "session": "0198c0de", "text": "您好 <b>", "reply_to": "m-1"}})
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("body (-want +got):\n%s", d)
		}
		if c.header.Get("Idempotency-Key") != "0198c0de.3" || c.header.Get("Content-Type") != "application/json" {
			t.Errorf("headers %v", c.header)
		}
		for _, s := range []string{secret, older} {
			if err := adapter(t, url, func(c *webhook.Config) { c.Secret = s }).Verify(c.header, c.body); err != nil {
				t.Errorf("a receiver with the secret %s…: %v", s[:4], err)
			}
		}
	}
}

// TestChanges: a correction and a recall name the earlier delivery by its id, and only a receiver that knows them gets any.
func TestChanges(t *testing.T) {
	t.Parallel()
	url, calls := receiver(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(204) })
	a := adapter(t, url, func(c *webhook.Config) { c.Changes = true })
	of := desk.Place{Session: "0198c0de", Seq: 3}
	edit, recall := reply(), reply()
	edit.Seq, edit.ReplyTo, edit.Change = 5, "", &desk.Change{Place: of}
	recall.Seq, recall.ReplyTo, recall.Text, recall.Change = 6, "", "", &desk.Change{Place: of, Recall: true}
	for _, out := range []desk.Outbound{edit, recall} {
		if _, err := a.Send(t.Context(), out); err != nil {
			t.Fatal(err)
		}
	}
	var got []any
	for _, c := range calls() {
		var one map[string]map[string]any
		if err := json.Unmarshal(c.body, &one); err != nil {
			t.Fatal(err)
		}
		got = append(got, []any{one["delivery"]["id"], one["delivery"]["text"], one["delivery"]["edit_of"], one["delivery"]["recall_of"]})
	}
	want := []any{[]any{"0198c0de.5", "您好 <b>", "0198c0de.3", nil}, []any{"0198c0de.6", "", nil, "0198c0de.3"}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("deliveries (-want +got):\n%s", d)
	}
	for changes, can := range map[bool]channels.Capabilities{true: a.Capabilities(), false: adapter(t, url, func(*webhook.Config) {}).Capabilities()} {
		if can.Edits != changes || can.Recalls != changes || can.KnowsOurs != changes || can.ChangesFiles != changes {
			t.Errorf("with changes: %t it can %+v", changes, can)
		}
	}
}

// TestAnswers is the table of docs/webhook-channel.md.
func TestAnswers(t *testing.T) {
	t.Parallel()
	answer := func(code int, more ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			for i := 0; i+1 < len(more); i += 2 {
				w.Header().Set(more[i], more[i+1])
			}
			w.WriteHeader(code)
			_, _ = io.WriteString(w, strings.Repeat("no ", len(more)%2))
		}
	}
	said := func(code int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(code)
			_, _ = io.WriteString(w, body)
		}
	}
	in90 := now().Add(90 * time.Second).UTC().Format(http.TimeFormat)
	for name, c := range map[string]struct {
		handle http.HandlerFunc
		want   channels.Reason // "" = sent
		again  channels.Reason // with retry_ambiguous; empty = the same
		after  time.Duration
	}{
		"taken":                      {handle: answer(200)},
		"taken with nothing":         {handle: answer(204)},
		"taken for later":            {handle: answer(202)},
		"too many":                   {handle: answer(429, "Retry-After", "7"), want: channels.Throttled, after: 7 * time.Second},
		"not now":                    {handle: answer(503, "Retry-After", in90), want: channels.Throttled, after: 90 * time.Second},
		"not now, without a time":    {handle: answer(503), want: channels.Throttled},
		"not this year":              {handle: answer(429, "Retry-After", "99999999"), want: channels.Throttled, after: time.Hour},
		"yesterday":                  {handle: answer(429, "Retry-After", "-5"), want: channels.Throttled},
		"gone":                       {handle: answer(410), want: channels.Blocked},
		"too large":                  {handle: answer(413), want: channels.TooLong},
		"another secret":             {handle: answer(401), want: channels.BadToken},
		"forbidden":                  {handle: answer(403), want: channels.BadToken},
		"not understood":             {handle: answer(422), want: channels.Refused},
		"nothing there":              {handle: answer(404), want: channels.Refused},
		"a redirect":                 {handle: answer(307, "Location", "/elsewhere"), want: channels.Refused},
		"a redirect of the address":  {handle: answer(301, "Location", "http://169.254.169.254/"), want: channels.Refused},
		"a network's quota is used":  {handle: said(422, `{"error":"quota_used"}`), want: channels.QuotaUsed},
		"another word for it":        {handle: said(422, `{"error":"too_many"}`), want: channels.Refused},
		"the quota, of a success":    {handle: said(200, `{"error":"quota_used"}`)},
		"being worked on":            {handle: answer(409), want: channels.Ambiguous, again: channels.Unanswered},
		"the receiver fell over":     {handle: answer(500), want: channels.Ambiguous, again: channels.Unanswered},
		"something in front of it":   {handle: answer(502), want: channels.Ambiguous, again: channels.Unanswered},
		"a gateway's patience ended": {handle: answer(504), want: channels.Ambiguous, again: channels.Unanswered},
		"cut off":                    {handle: func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, want: channels.Ambiguous, again: channels.Unanswered},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url, calls := receiver(t, c.handle)
			for _, again := range []bool{false, true} {
				want := c.want
				if again && c.again != "" {
					want = c.again
				}
				_, err := adapter(t, url, func(c *webhook.Config) { c.RetryAmbiguous = again }).Send(t.Context(), reply())
				var se *channels.SendError
				switch {
				case want == "" && err != nil, want != "" && (!errors.As(err, &se) || se.Reason != want):
					t.Errorf("retry_ambiguous %v: %v, want %q", again, err, want)
				case se != nil && se.RetryAfter != c.after:
					t.Errorf("again after %s, want %s", se.RetryAfter, c.after)
				}
			}
			if n := len(calls()); n != 2 {
				t.Errorf("the receiver was called %d times for two messages", n)
			}
		})
	}
}

// TestSentOnce: when a connection that was used before breaks behind the body, the message is not sent again behind our
// back, as net/http does for calls with an Idempotency-Key; with retry_ambiguous it may be.
func TestSentOnce(t *testing.T) {
	t.Parallel()
	for again, most := range map[bool]int{false: 2, true: 3} {
		var n atomic.Int32
		url, calls := receiver(t, func(http.ResponseWriter, *http.Request) {
			if n.Add(1) == 2 {
				panic(http.ErrAbortHandler)
			}
		})
		a := adapter(t, url, func(c *webhook.Config) { c.RetryAmbiguous = again })
		if _, err := a.Send(t.Context(), reply()); err != nil {
			t.Fatal(err)
		}
		if _, err := a.Send(t.Context(), reply()); (err == nil) != again {
			t.Errorf("retry_ambiguous %v: %v", again, err)
		}
		if got := len(calls()); got != most {
			t.Errorf("retry_ambiguous %v: %d calls, want %d", again, got, most)
		}
	}
}

// TestTooSlow: a receiver that does not answer within the timeout may have the message.
func TestTooSlow(t *testing.T) {
	t.Parallel()
	url, _ := receiver(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	_, err := adapter(t, url, func(c *webhook.Config) { c.Timeout = 50 * time.Millisecond }).Send(t.Context(), reply())
	var se *channels.SendError
	if !errors.As(err, &se) || se.Reason != channels.Ambiguous {
		t.Errorf("%v, want ambiguous", err)
	}
}

// TestEndlessAnswer: an answer without an end costs 64 KiB and the status counts.
func TestEndlessAnswer(t *testing.T) {
	t.Parallel()
	ended := make(chan int, 1)
	url, _ := receiver(t, func(w http.ResponseWriter, _ *http.Request) {
		n := 0
		for chunk := []byte(strings.Repeat("x", 32<<10)); ; {
			m, err := w.Write(chunk)
			n += m
			if err != nil {
				ended <- n
				return
			}
		}
	})
	got, err := adapter(t, url, nil).Send(t.Context(), reply())
	if err != nil || got.ExternalID != "" {
		t.Errorf("%+v, %v", got, err)
	}
	if n := <-ended; n > 64<<20 {
		t.Errorf("%d bytes went out before the connection was closed", n)
	}
}

// TestNeverLeft: what was never sent may be tried again, and its address stays out of the error.
func TestNeverLeft(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := "http://" + l.Addr().String() + "/?key=hush"
	_ = l.Close()
	plain, _ := receiver(t, func(http.ResponseWriter, *http.Request) {})
	for name, c := range map[string]struct {
		url     string
		private bool
		want    channels.Reason
	}{
		"refused":            {closed, true, channels.Unreachable},
		"no TLS there":       {strings.Replace(plain, "http://", "https://", 1) + "/?key=hush", true, channels.Unreachable},
		"inside, not meant":  {plain + "/?key=hush", false, channels.Refused},
		"metadata of clouds": {"http://169.254.169.254/?key=hush", true, channels.Refused},
	} {
		a := adapter(t, c.url, func(cfg *webhook.Config) { cfg.AllowPrivate = c.private })
		_, err := a.Send(t.Context(), reply())
		var se *channels.SendError
		if !errors.As(err, &se) || se.Reason != c.want || strings.Contains(err.Error(), "hush") {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
		if a.Health(t.Context()) == nil && name != "no TLS there" {
			t.Errorf("%s: healthy", name)
		}
	}
}

// TestLongText: what is too long for the receiver does not leave.
func TestLongText(t *testing.T) {
	t.Parallel()
	url, calls := receiver(t, func(http.ResponseWriter, *http.Request) {})
	a := adapter(t, url, func(c *webhook.Config) { c.MaxText = 4 })
	out := reply()
	for text, fits := range map[string]bool{"你好吗?": true, "😀😀": true, "😀😀!": false} {
		out.Text = text
		if _, err := a.Send(context.Background(), out); (err == nil) != fits {
			t.Errorf("%q: %v", text, err)
		}
	}
	if n := len(calls()); n != 2 {
		t.Errorf("%d calls, want 2", n)
	}
}

// TestAble: a receiver that reads what it is sent takes what the channel is said to be able to, as it is configured.
func TestAble(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*webhook.Config){
		"the least":  nil,
		"everything": func(c *webhook.Config) { c.MaxText, c.MaxFile, c.Changes = 500, 1<<20, true },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url, calls := receiver(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
			channeltest.Able{Adapter: adapter(t, url, change), At: desk.Address{Channel: "shop", Key: "42"}, Theirs: "m-1"}.Claims(t)
			for _, c := range calls() {
				if strings.HasPrefix(c.header.Get("Content-Type"), "multipart/") {
					form(t, c)
					continue
				}
				var one struct {
					Delivery struct {
						Text     string `json:"text"`
						EditOf   string `json:"edit_of"`
						RecallOf string `json:"recall_of"`
					} `json:"delivery"`
				}
				if err := json.Unmarshal(c.body, &one); err != nil || one.Delivery.Text == "" && one.Delivery.RecallOf == "" {
					t.Errorf("nobody can read %.200s: %v", c.body, err)
				}
			}
		})
	}
}
