package slack_test

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"firstline/channels"
	"firstline/channels/slack"
	"firstline/internal/desk"
	fakeslack "firstline/internal/fake/slack"
)

// shelf keeps what is accepted, or refuses it.
type shelf struct {
	channels.Host
	mu      sync.Mutex
	kept    map[string]desk.Raw
	order   []desk.Raw // what is kept, as it came
	caught  desk.Millis
	refuse  int           // how many of the next are refused
	hold    chan struct{} // if set, Accept waits for it
	told    chan struct{} // gets a value for every Accept that has ended
	entered chan struct{} // gets a value for every Accept that has begun
}

func newShelf() *shelf {
	return &shelf{kept: map[string]desk.Raw{}, told: make(chan struct{}, 1000), entered: make(chan struct{}, 1000)}
}

func (s *shelf) Accept(ctx context.Context, raw desk.Raw) error {
	s.entered <- struct{}{}
	defer func() { s.told <- struct{}{} }()
	if s.hold != nil {
		select {
		case <-s.hold:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refuse > 0 {
		s.refuse--
		return errors.New("the record is away")
	}
	if _, twice := s.kept[raw.EventID]; !twice {
		s.order = append(s.order, raw)
	}
	s.kept[raw.EventID] = raw
	return nil
}

// Known are the conversations of what is kept.
func (s *shelf) Known(_ context.Context, _ desk.ChannelID, _ desk.Millis, limit int) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	keys := map[string]bool{}
	for _, raw := range s.order {
		keys[raw.Key] = true
	}
	all := slices.Sorted(maps.Keys(keys))
	return all[:min(limit, len(all))], nil
}

func (s *shelf) Caught(context.Context, desk.ChannelID) (desk.Millis, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.caught, nil
}

func (s *shelf) CatchUp(_ context.Context, _ desk.ChannelID, until desk.Millis) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.caught = max(s.caught, until)
	return nil
}

func (s *shelf) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.kept)
}

// patient is a Slack, and a channel, that nobody can be too slow for: what is late there has not happened.
func patient() (fakeslack.Options, slack.Config) {
	return fakeslack.Options{Patience: time.Hour}, slack.Config{Silent: time.Hour, Goodbye: time.Hour}
}

// running starts a socket channel with the patience of cfg; it ends with the test.
func running(t *testing.T, url string, host channels.Host, cfg slack.Config) (*slack.Socket, <-chan error) {
	t.Helper()
	cfg.ID, cfg.BotToken, cfg.AppToken, cfg.APIURL = "sl", fakeslack.DefaultBotToken, fakeslack.DefaultAppToken, url+"/api/"
	k, err := slack.NewSocket(cfg)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	done := make(chan struct{})
	go func() { defer close(done); ended <- k.Run(ctx, host) }()
	t.Cleanup(func() { cancel(); <-done })
	return k, ended
}

// await fails the test if cond does not come true.
func await(t *testing.T, s *fakeslack.Server, what string, cond func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	if err := s.Await(ctx, cond); err != nil {
		t.Fatalf("waited for %s: %v", what, err)
	}
}

func open(s *fakeslack.Server, n int) func() bool {
	return func() bool { now, _ := s.Sockets(); return now == n }
}

// TestSocket: two sockets, and everything that is said arrives once with the hook's names for it.
func TestSocket(t *testing.T) {
	t.Parallel()
	o, cfg := patient()
	s, url := standIn(t, o)
	host := newShelf()
	k, _ := running(t, url, host, cfg)
	await(t, s, "two sockets", open(s, 2))
	li := s.Person("U1", "李女士", "zh-CN")
	for range 40 {
		if _, err := li.Says(li.DM(), "在吗", ""); err != nil {
			t.Fatal(err)
		}
	}
	await(t, s, "the acknowledgements", s.Idle)
	events := s.Events()
	if _, err := li.Says(s.Channel("help", true), "午饭？", ""); err != nil {
		t.Fatal(err)
	}
	await(t, s, "the acknowledgement of what is not kept", s.Idle)
	if host.count() != len(events) {
		t.Errorf("%d events are kept, want %d: people among themselves are none", host.count(), len(events))
	}
	for _, e := range events {
		id, _ := k.Identify(e.Body)
		raw, ok := host.kept[id.EventID]
		if e.State != fakeslack.Delivered || e.Attempts != 1 || !ok || raw.Key != fakeslack.TeamID+"/"+li.DM() {
			t.Errorf("%s: %s after %d attempts, kept as %+v", e.ID, e.State, e.Attempts, raw)
		}
	}
	first, _ := k.Identify(events[0].Body)
	if got, err := k.Parse(host.kept[first.EventID]); err != nil || len(got) != 1 || got[0].Text != "在吗" {
		t.Errorf("%+v, %v", got, err)
	}
	if err := k.Health(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestSocketNames: what came over a socket can be named anew, as the hook would, but nobody can post to such a channel.
func TestSocketNames(t *testing.T) {
	t.Parallel()
	k, err := slack.NewSocket(slack.Config{ID: "sl", BotToken: fakeslack.DefaultBotToken, AppToken: fakeslack.DefaultAppToken})
	if err != nil {
		t.Fatal(err)
	}
	body := []byte(wrap(`{"type":"message","user":"U7","channel":"D1","channel_type":"im","ts":"1700000000.000100","text":"在吗"}`))
	want, _ := hook(t, "http://127.0.0.1:1").Identify(body)
	if got, ok := k.Identify(body); !ok || got != want {
		t.Errorf("named %+v (%v), want %+v", got, ok, want)
	}
	if _, is := channels.Adapter(k).(channels.Webhook); is {
		t.Error("a channel in socket mode takes calls")
	}
}

// TestAckAfterCommit: while nothing is kept nothing is acknowledged, and Slack brings it again (a minute is a
// second here).
func TestAckAfterCommit(t *testing.T) {
	t.Parallel()
	s, url := standIn(t, fakeslack.Options{Speedup: 60})
	host := newShelf()
	host.refuse = 2
	running(t, url, host, slack.Config{})
	await(t, s, "two sockets", open(s, 2))
	li := s.Person("U1", "李女士", "zh-CN")
	if _, err := li.Says(li.DM(), "在吗", ""); err != nil {
		t.Fatal(err)
	}
	await(t, s, "the acknowledgement", s.Idle)
	if e := s.Events()[0]; e.State != fakeslack.Delivered || len(e.Reasons) < 2 || e.Reasons[0] != "timeout" {
		t.Errorf("%+v", e)
	}
	if host.count() != 1 {
		t.Errorf("%d events are kept", host.count())
	}
}

// TestNotAckedWhileCommitting: an event whose commit hangs is not acknowledged by anybody.
func TestNotAckedWhileCommitting(t *testing.T) {
	t.Parallel()
	o, cfg := patient()
	s, url := standIn(t, o)
	host := newShelf()
	host.hold = make(chan struct{})
	running(t, url, host, cfg)
	await(t, s, "two sockets", open(s, 2))
	li := s.Person("U1", "李女士", "zh-CN")
	if _, err := li.Says(li.DM(), "在吗", ""); err != nil {
		t.Fatal(err)
	}
	<-host.entered
	if s.Idle() {
		t.Error("acknowledged before it was kept")
	}
	close(host.hold)
	await(t, s, "the acknowledgement", s.Idle)
}

// TestRotation: a socket that Slack refreshes has its successor before it is gone, and no event is lost or repeated.
func TestRotation(t *testing.T) {
	t.Parallel()
	o, cfg := patient()
	s, url := standIn(t, o)
	host := newShelf()
	running(t, url, host, cfg)
	await(t, s, "two sockets", open(s, 2))
	li := s.Person("U1", "李女士", "zh-CN")
	for i := range 6 {
		if !s.Refresh([]string{"warning", "refresh_requested"}[i%2], time.Hour) {
			t.Fatal("no socket to refresh")
		}
		if _, err := li.Says(li.DM(), "在吗", ""); err != nil {
			t.Fatal(err)
		}
		await(t, s, "the successor", open(s, 2))
		if now := s.Standing(); now < 3 {
			t.Errorf("%d sockets stand: the successor has to stand beside the one that goes", now)
		}
	}
	await(t, s, "the acknowledgements", s.Idle)
	for _, e := range s.Events() {
		if e.State != fakeslack.Delivered || e.Attempts != 1 {
			t.Errorf("%s: %s after %d attempts, %v", e.ID, e.State, e.Attempts, e.Reasons)
		}
	}
	if _, ever := s.Sockets(); ever != 8 {
		t.Errorf("%d sockets were opened, want 8", ever)
	}
}

// TestWrongToken: Run does not stay in a loop that cannot succeed, and Health says why.
func TestWrongToken(t *testing.T) {
	t.Parallel()
	_, url := standIn(t, fakeslack.Options{AppToken: "xapp-another"})
	k, ended := running(t, url, newShelf(), slack.Config{})
	err := <-ended
	if err == nil || !strings.Contains(err.Error(), "invalid_auth") {
		t.Errorf("%v", err)
	}
	if err := k.Health(t.Context()); err == nil || !strings.Contains(err.Error(), "invalid_auth") {
		t.Errorf("health: %v", err)
	}
}

// TestOneSocketIsEnough: with Slack's limit reached the channel works on what it has.
func TestOneSocketIsEnough(t *testing.T) {
	t.Parallel()
	s, url := standIn(t, fakeslack.Options{Sockets: 1})
	host := newShelf()
	running(t, url, host, slack.Config{})
	await(t, s, "a socket", open(s, 1))
	li := s.Person("U1", "李女士", "zh-CN")
	for range 3 {
		if _, err := li.Says(li.DM(), "在吗", ""); err != nil {
			t.Fatal(err)
		}
		await(t, s, "the acknowledgement", s.Idle)
	}
	if host.count() != 3 {
		t.Errorf("%d events are kept, want 3", host.count())
	}
}

// TestDeadSocket: a socket that says nothing more, without having ended, is given up. The far end here greets and then
// reads nothing, so that it answers no ping.
func TestDeadSocket(t *testing.T) {
	t.Parallel()
	greeted := make(chan struct{}, 100)
	release := make(chan struct{})
	var far *httptest.Server
	far = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api/") {
			_ = json.NewEncoder(w).Encode(map[string]any{"ok": true, "url": "ws" + strings.TrimPrefix(far.URL, "http") + "/link"})
			return
		}
		c, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer func() { _ = c.Close() }()
		_ = c.WriteJSON(map[string]string{"type": "hello"})
		greeted <- struct{}{}
		<-release
	}))
	t.Cleanup(func() { close(release); far.Close() })
	running(t, far.URL, newShelf(), slack.Config{Silent: 50 * time.Millisecond})
	for range 6 { // two at once, and four that took the place of dead ones
		select {
		case <-greeted:
		case <-time.After(30 * time.Second):
			t.Fatal("a dead socket was not replaced")
		}
	}
}
