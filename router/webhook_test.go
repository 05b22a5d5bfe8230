package router_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"firstline/channels"
	"firstline/channels/webhook"
	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv/record"
	"firstline/sessions"
)

// shop is a connected system: it posts what its customers say, and takes answers as its owner says.
type shop struct {
	t      *testing.T
	answer func(n int) int // status of the n-th call, from 1
	after  string          // Retry-After of every answer; empty = none

	mu      sync.Mutex
	calls   []string // "key text" of every call, and the bytes of its file
	answers []string // reply_to of every call
	bad     int      // calls whose signature did not hold
}

const shopSecret = "0123456789abcdef0123456789abcdef"

// connect lets the nodes of the bench have the shop as the channel "shop".
func (s *shop) connect(b *bench, change func(*webhook.Config)) {
	srv := httptest.NewServer(s)
	s.t.Cleanup(srv.Close)
	b.more = func(string) map[desk.ChannelID]channels.Adapter {
		cfg := webhook.Config{ID: "shop", URL: srv.URL, Secret: shopSecret, AllowPrivate: true}
		if change != nil {
			change(&cfg)
		}
		a, err := webhook.New(cfg)
		if err != nil {
			s.t.Fatal(err)
		}
		return map[desk.ChannelID]channels.Adapter{"shop": a}
	}
}

func (s *shop) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	var d struct {
		Delivery struct {
			ID, Text string
			ReplyTo  string `json:"reply_to"`
		}
	}
	text, file := body, ""
	if form := (&http.Request{Method: http.MethodPost, Header: r.Header, Body: io.NopCloser(bytes.NewReader(body))}); form.ParseMultipartForm(1<<20) == nil {
		text, file = []byte(form.FormValue("delivery")), " "+partOf(form, "file")
	}
	_ = json.Unmarshal(text, &d)
	own := http.Header{}
	stamp, _ := strconv.ParseInt(r.Header.Get(webhook.HeaderTimestamp), 10, 64)
	webhook.Sign(own, time.Unix(stamp, 0), body, shopSecret)
	s.mu.Lock()
	defer s.mu.Unlock()
	if own.Get(webhook.HeaderSignature) != r.Header.Get(webhook.HeaderSignature) {
		s.bad++
	}
	s.calls = append(s.calls, r.Header.Get("Idempotency-Key")+" "+d.Delivery.Text+file)
	s.answers = append(s.answers, d.Delivery.ReplyTo)
	status := http.StatusOK
	if s.answer != nil {
		status = s.answer(len(s.calls))
	}
	if s.after != "" {
		w.Header().Set("Retry-After", s.after)
	}
	w.WriteHeader(status)
}

// partOf is what stands in a part of a form that is a file.
func partOf(form *http.Request, name string) string {
	f, _, err := form.FormFile(name)
	if err != nil {
		return err.Error()
	}
	data, _ := io.ReadAll(f)
	return string(data)
}

// got are the calls so far.
func (s *shop) got() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string{}, s.calls...)
}

// say posts what a customer says, as often as a careful sender does.
func (s *shop) say(n *node, body string) {
	s.t.Helper()
	for range 2 {
		req, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, n.hook.URL+"/hooks/shop", bytes.NewReader([]byte(body)))
		if err != nil {
			s.t.Fatal(err)
		}
		webhook.Sign(req.Header, time.Now(), []byte(body), shopSecret)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			s.t.Fatal(err)
		}
		_ = res.Body.Close()
		if res.StatusCode != http.StatusOK {
			s.t.Fatalf("the desk answered %s", res.Status)
		}
	}
}

// TestWebhookPath walks the whole way of a connected system: a signed message, brought twice, opens one session with one
// question; the greeting and the agent's answer are posted back, signed, each under a key of its own.
// Shows CHN-01: whatever can post JSON is an inlet.
func TestWebhookPath(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		s := &shop{t: t}
		s.connect(b, nil)
		n := b.start("a")
		zhang := n.agent(t, "张敏", 4, `["service"]`)
		s.say(n, `{"id":"1","conversation":"order 42","text":"付款后一直转圈","title":"VIP 群","sender":{"id":"u7","name":"李女士"}}`)
		id := n.serving(t, "order 42")
		if _, err := n.Reply(t.Context(), zhang, id, "c1", "您好,请问订单号是多少?", ""); err != nil {
			t.Fatal(err)
		}
		until(t, "the shop to have greeting and answer", func() bool { return len(s.got()) == 2 })
		all, _, err := n.Transcript(t.Context(), desk.Address{Channel: "shop", Key: "order 42"}, channels.Cursor{}, 200)
		if err != nil {
			t.Fatal(err)
		}
		asked := 0
		for _, e := range all {
			if e.Role == desk.RoleCustomer {
				asked++
			}
		}
		calls := s.got()
		if asked != 1 || s.bad > 0 || calls[1] != string(id)+".4 您好,请问订单号是多少?" {
			t.Errorf("the customer asked %d times, %d signatures are wrong, the shop got %q", asked, s.bad, calls)
		}
		if !strings.HasPrefix(calls[0], string(id)+".2 李女士，") {
			t.Errorf("the greeting does not speak to the person in the group: %q", calls[0])
		}
	})
}

// TestWebhookFilesThatCannotCome: files of which the shop says no address have failed, each for itself; no message is lost
// because of another's.
func TestWebhookFilesThatCannotCome(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		s := &shop{t: t}
		s.connect(b, nil)
		n := b.start("a")
		for _, key := range []string{"42", "43", "44"} {
			s.say(n, `{"id":"`+key+`","conversation":"`+key+`","text":"看图","files":[{"name":"a.jpg"},{"name":"b.jpg"}]}`)
		}
		for _, key := range []string{"42", "43", "44"} {
			until(t, "the message in "+key, func() bool {
				all, _, err := n.Transcript(t.Context(), desk.Address{Channel: "shop", Key: key}, channels.Cursor{}, 200)
				if err != nil || len(all) == 0 {
					return false
				}
				for _, f := range all[0].Files {
					if f.State != desk.FileFailed || f.Reason != "not_fetched" {
						t.Errorf("%s: %+v", key, f)
					}
				}
				return len(all[0].Files) == 2
			})
		}
	})
}

// TestWebhookUnclear: a delivery that the shop answers with 500 is shown as unconfirmed; with retry_ambiguous it is sent
// again under its key until there is a clear answer.
func TestWebhookUnclear(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		again bool
		want  desk.Delivery
		calls int
	}{
		"shown":      {false, desk.DeliveryUnconfirmed, 1},
		"sent again": {true, desk.DeliverySent, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			record.Each(t, func(t *testing.T, dsn string) {
				b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
				s := &shop{t: t, answer: func(n int) int {
					if n == 1 {
						return http.StatusInternalServerError
					}
					return http.StatusOK
				}}
				s.connect(b, func(cfg *webhook.Config) { cfg.RetryAmbiguous = c.again })
				n := b.start("a")
				s.say(n, `{"id":"1","conversation":"42","text":"在吗"}`)
				n.greeted(t, "42", c.want)
				calls := s.got()
				if len(calls) != c.calls || len(calls) == 2 && calls[0] != calls[1] {
					t.Errorf("the shop got %q, want the greeting %d times", calls, c.calls)
				}
			})
		})
	}
}

// TestWebhookDoubt: a message that may have arrived once is unconfirmed at the end, whatever is said of later tries: an
// agent who reads "failed" writes it again. The doubt outlives the node that had it.
func TestWebhookDoubt(t *testing.T) {
	t.Parallel()
	for name, last := range map[string]int{"refused": http.StatusUnprocessableEntity, "gone": http.StatusGone, "no secret": http.StatusUnauthorized} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			record.Each(t, func(t *testing.T, dsn string) {
				b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
				s := &shop{t: t, answer: func(n int) int { return []int{0, http.StatusInternalServerError, last}[min(n, 2)] }}
				s.connect(b, func(cfg *webhook.Config) { cfg.RetryAmbiguous = true })
				n := b.start("a")
				s.say(n, `{"id":"1","conversation":"42","text":"在吗"}`)
				n.greeted(t, "42", desk.DeliveryUnconfirmed)
				if got := len(s.got()); got != 2 {
					t.Errorf("the shop was called %d times, want 2", got)
				}
			})
		})
	}
	t.Run("another node", func(t *testing.T) { t.Parallel(); record.Each(t, doubtMovesOver) })
}

// doubtMovesOver: the first try is unclear, the second is put off; then another node takes over and is refused.
func doubtMovesOver(t *testing.T, dsn string) {
	b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
	s := &shop{t: t, answer: func(n int) int {
		return []int{0, http.StatusInternalServerError, http.StatusServiceUnavailable, http.StatusUnprocessableEntity}[min(n, 3)]
	}, after: "3600"}
	s.connect(b, func(cfg *webhook.Config) { cfg.RetryAmbiguous = true })
	first := b.start("a")
	s.say(first, `{"id":"1","conversation":"42","text":"在吗"}`)
	at := desk.Address{Channel: "shop", Key: "42"}
	var waits []dbq.OutboxAtRow
	until(t, "the greeting to be put off for an hour", func() bool {
		var err error
		waits, err = first.store.OutboxAt(t.Context(), dbq.OutboxAtParams{Part: int64(at.Partition()), Channel: string(at.Channel), ConvKey: at.Key})
		return err == nil && len(waits) == 1 && waits[0].State == string(desk.DeliveryRetry) && waits[0].Attempt == 2
	})
	first.stop()
	st, err := store.Open(t.Context(), dsn, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := st.Exec(t.Context(), "UPDATE outbox SET due_at = 0"); err != nil { // the hour is over
		t.Fatal(err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	b.start("b").greeted(t, "42", desk.DeliveryUnconfirmed)
	if got := len(s.got()); got != 3 {
		t.Errorf("the shop was called %d times, want 3", got)
	}
}

// TestWebhookNeverBack: a receiver that always names another pause is obeyed for a day and no longer. (The clock jumps
// while it answers, and the node's leases are long enough for that.)
func TestWebhookNeverBack(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answers [3]int // hours go by with the second and the third
		want    desk.Delivery
	}{
		"never taken": {[3]int{503, 503, 503}, desk.DeliveryFailed},
		"in doubt":    {[3]int{500, 503, 503}, desk.DeliveryUnconfirmed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			record.Each(t, func(t *testing.T, dsn string) {
				b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
				var late atomic.Int64 // hours
				b.now = func() time.Time { return time.Now().Add(time.Duration(late.Load()) * time.Hour) }
				b.lease = 100 * time.Hour
				s := &shop{t: t, after: "1", answer: func(n int) int {
					n = min(n, 3) - 1
					late.Store([]int64{0, 23, 25}[n])
					return c.answers[n]
				}}
				s.connect(b, func(cfg *webhook.Config) { cfg.RetryAmbiguous = true })
				n := b.start("a")
				s.say(n, `{"id":"1","conversation":"42","text":"在吗"}`)
				n.greeted(t, "42", c.want)
				if got := len(s.got()); got != 3 {
					t.Errorf("the shop was called %d times, want 3", got)
				}
			})
		})
	}
}

// greeted waits until the greeting of a conversation of the shop has come to rest, in the state that is wanted.
func (n *node) greeted(t *testing.T, key string, want desk.Delivery) {
	t.Helper()
	var got desk.Delivery
	until(t, "the greeting to come to rest", func() bool {
		all, _, err := n.Transcript(t.Context(), desk.Address{Channel: "shop", Key: key}, channels.Cursor{}, 200)
		for _, e := range all {
			if e.Purpose == "greeting" {
				got = e.Delivery
			}
		}
		return err == nil && slices.Contains([]desk.Delivery{desk.DeliverySent, desk.DeliveryFailed, desk.DeliveryUnconfirmed}, got)
	})
	if got != want {
		t.Errorf("the greeting is %s, want %s", got, want)
	}
}

// serving waits until an agent has the newest session of a conversation of the shop.
func (n *node) serving(t *testing.T, key string) desk.SessionID {
	t.Helper()
	var id desk.SessionID
	until(t, "the session to be assigned", func() bool {
		row, err := n.store.LatestAt(t.Context(), dbq.LatestAtParams{Channel: "shop", ConvKey: key})
		id = desk.SessionID(row.ID)
		return err == nil && stateOf(t, row.State).Phase == sessions.Serving
	})
	return id
}
