package telegram_test

import (
	"context"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-telegram/bot"
	"github.com/google/go-cmp/cmp"

	"firstline/channels"
	"firstline/channels/telegram"
	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
)

// wire carries calls to the stand-in without a network, so that a test's clock stands still while everybody waits.
type wire struct{ srv *faketelegram.Server }

func (w wire) RoundTrip(r *http.Request) (*http.Response, error) {
	defer func() { _ = r.Body.Close() }()
	rec := httptest.NewRecorder()
	w.srv.ServeHTTP(rec, r)
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	return rec.Result(), nil
}

// shelf is a desk that keeps what it is brought, once; it refuses what it is told to.
type shelf struct {
	channels.Host
	srv *faketelegram.Server

	mu     sync.Mutex
	texts  map[string][]string // by conversation, in the order of Accept
	known  map[string]bool
	twice  int
	early  int // updates that Telegram had already forgotten when they were kept
	refuse string
}

func (s *shelf) Accept(_ context.Context, raw desk.Raw) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.srv.Updates(), func(u faketelegram.Update) bool { return strconv.FormatInt(u.ID, 10) == raw.EventID })
	update := s.srv.Updates()[i]
	if update.State != faketelegram.Pending {
		s.early++
	}
	if update.Text == s.refuse {
		return desk.Fail(desk.Unavailable, "record_away", "the record is away")
	}
	if s.known[raw.EventID] {
		s.twice++
		return nil
	}
	s.known[raw.EventID] = true
	s.texts[raw.Key] = append(s.texts[raw.Key], update.Text)
	return nil
}

func (s *shelf) got() map[string][]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.texts)
}

// polled is a bot that is polled by a desk that only keeps.
type polled struct {
	*telegram.Poller
	srv  *faketelegram.Server
	desk *shelf
}

func poller(t *testing.T, token string) *polled {
	t.Helper()
	srv := faketelegram.New(faketelegram.Options{Limits: faketelegram.Unlimited(), FirstID: 1000})
	p, err := telegram.NewPoller(telegram.Config{ID: "tg", Token: token, APIURL: "http://stand-in", Client: &http.Client{Transport: wire{srv}}})
	if err != nil {
		t.Fatal(err)
	}
	return &polled{Poller: p, srv: srv, desk: &shelf{srv: srv, texts: map[string][]string{}, known: map[string]bool{}}}
}

// start runs the poller; the channel gives what Run returned.
func (p *polled) start(ctx context.Context) <-chan error {
	ended := make(chan error, 1)
	go func() { ended <- p.Run(ctx, p.desk) }()
	return ended
}

// states are what Telegram thinks of the updates, in their order.
func (p *polled) states() []faketelegram.State {
	var out []faketelegram.State
	for _, u := range p.srv.Updates() {
		out = append(out, u.State)
	}
	return out
}

// TestPollKeepsFirst: Telegram forgets an update only after the desk has kept it; each conversation keeps its order; what
// the bot's owner had as a webhook does not stand in the way.
func TestPollKeepsFirst(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := poller(t, faketelegram.DefaultToken)
		hook := httptest.NewRequest(http.MethodPost, "/bot"+faketelegram.DefaultToken+"/setWebhook?url=https://desk.test/hooks/tg", nil)
		p.srv.ServeHTTP(httptest.NewRecorder(), hook)
		ctx, stop := context.WithCancel(t.Context())
		for _, text := range []string{"one", "two", "three"} {
			p.srv.User(7, "李女士", "zh-hans").Say(nil, text)
			p.srv.User(8, "Bob", "en").Say(nil, text+" too")
		}
		ended := p.start(ctx)
		synctest.Wait()
		p.srv.User(7, "李女士", "zh-hans").Say(nil, "later")
		synctest.Wait()
		want := map[string][]string{"7": {"one", "two", "three", "later"}, "8": {"one too", "two too", "three too"}}
		if d := cmp.Diff(want, p.desk.got()); d != "" {
			t.Errorf("kept (-want +got):\n%s", d)
		}
		if got := p.states(); slices.ContainsFunc(got, func(s faketelegram.State) bool { return s != faketelegram.Confirmed }) || p.desk.early > 0 {
			t.Errorf("updates are %v, and %d were forgotten before they were kept", got, p.desk.early)
		}
		began := time.Now()
		stop()
		if err := <-ended; !errors.Is(err, context.Canceled) || time.Since(began) > 0 {
			t.Errorf("stopped after %s with %v", time.Since(began), err)
		}
	})
}

// TestPollAgain: what could not be kept is not confirmed, nor is anything else of its batch; all of it comes again and is
// kept once.
func TestPollAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := poller(t, faketelegram.DefaultToken)
		for _, text := range []string{"first", "second", "third"} {
			p.srv.User(7, "李女士", "zh-hans").Say(nil, text)
		}
		p.desk.refuse = "second"
		if err := <-p.start(t.Context()); desk.KindOf(err) != desk.Unavailable || p.Health(t.Context()) == nil {
			t.Errorf("ended with %v, healthy: %v", err, p.Health(t.Context()))
		}
		if got := p.states(); slices.Contains(got, faketelegram.Confirmed) {
			t.Errorf("updates are %v", got)
		}
		p.desk.refuse = ""
		ctx, stop := context.WithCancel(t.Context())
		ended := p.start(ctx)
		synctest.Wait()
		if d := cmp.Diff(map[string][]string{"7": {"first", "second", "third"}}, p.desk.got()); d != "" || p.desk.twice != 1 {
			t.Errorf("%d came again, want 1; kept (-want +got):\n%s", p.desk.twice, d)
		}
		if err := p.Health(t.Context()); err != nil {
			t.Errorf("not healthy although it works again: %v", err)
		}
		stop()
		<-ended
	})
}

// TestPollThrottled: the pause that Telegram asks for is kept, and polling goes on.
func TestPollThrottled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := poller(t, faketelegram.DefaultToken)
		if err := p.srv.AddFault(faketelegram.Fault{Kind: faketelegram.FaultTooMany, Method: "getUpdates", RetryAfter: 7}); err != nil {
			t.Fatal(err)
		}
		p.srv.User(7, "李女士", "zh-hans").Say(nil, "hello")
		ctx, stop := context.WithCancel(t.Context())
		began, ended := time.Now(), p.start(ctx)
		if err := p.srv.Await(ctx, func() bool { return len(p.srv.Updates()[0].Attempts) > 0 }); err != nil {
			t.Fatal(err)
		}
		if d := time.Since(began); d != 7*time.Second {
			t.Errorf("asked again after %s, want 7 s", d)
		}
		stop()
		<-ended
	})
}

// stalls is a Telegram whose answer to getUpdates begins and does not end.
type stalls struct{ wire }

func (s stalls) RoundTrip(r *http.Request) (*http.Response, error) {
	if !strings.HasSuffix(r.URL.Path, "/getUpdates") {
		return s.wire.RoundTrip(r)
	}
	rest, end := io.Pipe()
	context.AfterFunc(r.Context(), func() { _ = end.CloseWithError(r.Context().Err()) })
	return &http.Response{StatusCode: http.StatusOK, Body: struct {
		io.Reader
		io.Closer
	}{io.MultiReader(strings.NewReader(`{"ok":true,"result":[`), rest), rest}}, nil
}

// TestPollStalls: an answer that stops in the middle is not waited for without end; the run ends, and health says so.
func TestPollStalls(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		srv := faketelegram.New(faketelegram.Options{})
		p, err := telegram.NewPoller(telegram.Config{ID: "tg", Token: faketelegram.DefaultToken, APIURL: "http://stand-in", Client: &http.Client{Transport: stalls{wire{srv}}}})
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		if err := p.Run(t.Context(), &shelf{srv: srv}); !errors.Is(err, context.DeadlineExceeded) || p.Health(t.Context()) == nil {
			t.Errorf("ended with %v, healthy: %v", err, p.Health(t.Context()))
		}
		if d := time.Since(began); d < 20*time.Second || d > time.Minute {
			t.Errorf("ended after %s: Telegram holds an answer back for 20 s", d)
		}
	})
}

// TestPollRefused: what a person has to put right ends the run with words that say so, and without the token.
func TestPollRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault faketelegram.Fault
		token string
		want  error
	}{
		"another program polls": {fault: faketelegram.Fault{Kind: faketelegram.FaultError, Method: "getUpdates", Code: 409, Description: "Conflict: terminated by other getUpdates request"}, want: bot.ErrorConflict},
		"no such bot":           {token: "77:unknown", want: bot.ErrorUnauthorized},
		"the token is revoked":  {fault: faketelegram.Fault{Kind: faketelegram.FaultError, Method: "getUpdates", Code: 401, Description: "Unauthorized"}, want: bot.ErrorUnauthorized},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				token := faketelegram.DefaultToken
				if c.token != "" {
					token = c.token
				}
				p := poller(t, token)
				if c.fault.Kind != "" {
					if err := p.srv.AddFault(c.fault); err != nil {
						t.Fatal(err)
					}
				}
				err := <-p.start(t.Context())
				if !errors.Is(err, c.want) || strings.Contains(err.Error(), token) {
					t.Errorf("%v, want %v and no token", err, c.want)
				}
				if errors.Is(c.want, bot.ErrorUnauthorized) && !strings.Contains(err.Error(), "the token is not valid any more") {
					t.Errorf("%v does not say what to do", err)
				}
				if p.Health(t.Context()) == nil {
					t.Error("healthy all the same")
				}
			})
		})
	}
}

// TestPollUnreachable: the address that failed has the token in it and stays out of the log.
func TestPollUnreachable(t *testing.T) {
	t.Parallel()
	p, err := telegram.NewPoller(telegram.Config{ID: "tg", Token: faketelegram.DefaultToken, APIURL: "http://127.0.0.1:1"})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Run(t.Context(), &shelf{}); err == nil || strings.Contains(err.Error(), faketelegram.DefaultToken) {
		t.Errorf("%v", err)
	}
}
