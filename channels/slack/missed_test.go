package slack_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"firstline/channels/slack"
	"firstline/internal/desk"
	fakeslack "firstline/internal/fake/slack"
)

// near calls a handler without a socket, so that it may stand in a synctest bubble.
type near struct{ http.Handler }

func (n near) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	n.ServeHTTP(w, r)
	return w.Result(), nil
}

// desktop is a desk in a bubble: a Slack, a channel in events mode, what is kept, and a door that can be shut.
type desktop struct {
	*fakeslack.Server
	t    *testing.T
	hook *slack.Hook
	kept *shelf
	shut atomic.Bool
	logs *observer.ObservedLogs
	stop func()
	paced
}

// RoundTrip is the door: what Slack posts is kept, or nobody is there.
func (d *desktop) RoundTrip(r *http.Request) (*http.Response, error) {
	if d.shut.Load() {
		return nil, errors.New("connection refused")
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	if id, ok := d.hook.Identify(body); ok && !id.Ignore {
		raw := desk.Raw{Channel: "sl", EventID: id.EventID, Key: id.Key, Body: body}
		if err := d.kept.Accept(r.Context(), raw); err != nil {
			return nil, err
		}
	}
	return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody}, nil
}

func newDesktop(t *testing.T, o fakeslack.Options) *desktop {
	t.Helper()
	d := &desktop{t: t, kept: newShelf()}
	o.EventsURL, o.Transport, o.PerChannel = "http://desk.invalid/hooks/sl", d, -1
	d.Server = fakeslack.New(o)
	core, logs := observer.New(zap.InfoLevel)
	h, err := slack.NewHook(slack.Config{ID: "sl", BotToken: fakeslack.DefaultBotToken, SigningSecret: signingSecret, APIURL: "http://slack.invalid/api/",
		Client: &http.Client{Transport: d.count(near{d.Server})}, Logger: zap.New(core)})
	if err != nil {
		t.Fatal(err)
	}
	d.hook, d.logs = h, logs
	d.run()
	t.Cleanup(func() { d.stop(); d.Close() })
	return d
}

// run lets the channel fetch, until stop.
func (d *desktop) run() {
	ctx, cancel := context.WithCancel(d.t.Context())
	ended := make(chan error, 1)
	go func() { ended <- d.hook.Run(ctx, d.kept) }()
	d.stop = func() {
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			d.t.Errorf("the channel stopped: %v", err)
		}
		d.stop = func() {}
	}
}

// away shuts the door while do happens, and for as long as Slack tries.
func (d *desktop) away(do func()) {
	d.stop()
	d.shut.Store(true)
	do()
	if err := d.Await(d.t.Context(), d.Idle); err != nil {
		d.t.Fatal(err)
	}
	for _, e := range d.Events() {
		if e.State == fakeslack.Lost {
			d.shut.Store(false)
			d.run()
			return
		}
	}
	d.t.Fatal("Slack has given nothing up: the test shows nothing")
}

// texts are the lines that are kept, as the desk reads them, by conversation without its team.
func (d *desktop) texts() map[string][]string {
	d.t.Helper()
	d.kept.mu.Lock()
	defer d.kept.mu.Unlock()
	out := map[string][]string{}
	for _, raw := range d.kept.order {
		got, err := d.hook.Parse(raw)
		if err != nil {
			d.t.Fatal(err)
		}
		for _, in := range got {
			text := in.Text
			if in.Follows {
				text = "> " + text
			}
			_, key, _ := strings.Cut(raw.Key, "/")
			out[key] = append(out[key], text)
		}
	}
	return out
}

// pass lets time go by, and everything happen that is due.
func pass(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

func says(t *testing.T, p *fakeslack.Person, room, text, thread string) string {
	t.Helper()
	ts, err := p.Says(room, text, thread)
	if err != nil {
		t.Fatal(err)
	}
	return ts
}

// TestMissed: the door is shut for longer than Slack tries. What was said then is fetched, once and in its order: in
// direct messages and their threads, also new ones, in threads of channels that are known, in those that begin with the
// app's name, and behind it in others. What people say to each other is left.
func TestMissed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesktop(t, fakeslack.Options{})
		li, bob, help, app := d.Person("U1", "李女士", "zh-CN"), d.Person("U2", "Bob", "en-US"), d.Channel("help", true), fakeslack.Mention(fakeslack.BotUser)
		d.Channel("foreign", false)
		first := says(t, li, li.DM(), "一", "")
		root := says(t, li, help, app+" 付款", "")
		synctest.Wait() // Slack brings what was said at once side by side
		says(t, bob, help, "同问", root)
		synctest.Wait()
		lunch := says(t, bob, help, "午饭？", "")
		pass(2 * time.Hour)
		var second string
		d.away(func() {
			says(t, li, li.DM(), "二", "")
			says(t, li, li.DM(), "二之一", first)
			says(t, li, li.DM(), "三", "")
			says(t, bob, bob.DM(), "hello", "")
			says(t, li, help, "好的", lunch)
			says(t, bob, help, app+" 也帮忙看看", lunch)
			says(t, bob, help, "谢谢", lunch)
			says(t, li, help, "还在吗", root)
			says(t, li, help, "几点", says(t, bob, help, "晚饭？", ""))
			second = says(t, bob, help, app+" 发票", "")
			says(t, li, help, "我也要", second)
		})
		synctest.Wait() // twelve calls, which need no pause yet
		says(t, li, li.DM(), "四", "")
		synctest.Wait()
		want := map[string][]string{li.DM(): {"一", "二", "二之一", "三", "四"}, bob.DM(): {"hello"}, help + "/" + root: {"付款", "> 同问", "> 还在吗"},
			help + "/" + lunch: {"> 好的", "也帮忙看看", "> 谢谢"}, help + "/" + second: {"发票", "> 我也要"}}
		if diff := cmp.Diff(want, d.texts()); diff != "" {
			t.Errorf("kept (-want +got):\n%s", diff)
		}
		before := len(d.kept.order)
		pass(3 * time.Hour) // looked through again, and nothing is new
		if len(d.kept.order) != before {
			t.Errorf("%d lines were kept again", len(d.kept.order)-before)
		}
	})
}

// TestMissedUnnoticed: nobody tells a desk that its door could not be reached; it looks every hour.
func TestMissedUnnoticed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesktop(t, fakeslack.Options{})
		li := d.Person("U1", "李女士", "zh-CN")
		pass(time.Minute)
		d.shut.Store(true)
		says(t, li, li.DM(), "在吗", "")
		pass(10 * time.Minute)
		d.shut.Store(false)
		pass(time.Hour)
		if diff := cmp.Diff(map[string][]string{li.DM(): {"在吗"}}, d.texts()); diff != "" {
			t.Errorf("kept (-want +got):\n%s", diff)
		}
	})
}

// TestMissedInStep: after a few calls at once there is one in 1.2 seconds, so that Slack has nothing to refuse.
func TestMissedInStep(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesktop(t, fakeslack.Options{})
		pass(time.Hour)
		const people = 60
		d.away(func() {
			for i := range people {
				p := d.Person(fmt.Sprint("U", i), "P", "")
				says(t, p, p.DM(), "hello", "")
			}
		})
		took := map[time.Duration]int{}
		for _, after := range []time.Duration{0, 12 * time.Second, 48 * time.Second} {
			pass(after)
			took[after] = len(d.texts())
		}
		// Three of the twenty calls list the places, then there is one for each.
		if diff := cmp.Diff(map[time.Duration]int{0: 17, 12 * time.Second: 27, 48 * time.Second: people}, took); diff != "" {
			t.Errorf("people who were heard by then (-want +got):\n%s", diff)
		}
	})
}

// TestMissedSlowly: an app that is sold outside of the Marketplace reads 15 lines a minute. It waits as it is told, and
// gets everything.
func TestMissedSlowly(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesktop(t, fakeslack.Options{Outside: true})
		li := d.Person("U1", "李女士", "zh-CN")
		pass(time.Hour)
		want := map[string][]string{}
		d.away(func() {
			for i := range 40 {
				text := fmt.Sprint("line ", i)
				says(t, li, li.DM(), text, "")
				want[li.DM()] = append(want[li.DM()], text)
			}
		})
		pass(119 * time.Second)
		if got := d.texts(); len(got) > 0 {
			t.Errorf("three pages came in two minutes: %v", got)
		}
		pass(10 * time.Second)
		if diff := cmp.Diff(want, d.texts()); diff != "" {
			t.Errorf("kept (-want +got):\n%s", diff)
		}
	})
}

// TestMissedWithoutScopes: what the app may not read is said once and left out; the rest is fetched.
func TestMissedWithoutScopes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesktop(t, fakeslack.Options{Missing: []string{"im:read", "channels:history"}})
		li, help := d.Person("U1", "李女士", "zh-CN"), d.Channel("help", true)
		says(t, li, li.DM(), "一", "")
		pass(time.Hour)
		d.away(func() {
			says(t, li, li.DM(), "二", "")
			says(t, li, help, fakeslack.Mention(fakeslack.BotUser)+" 在吗", "")
		})
		pass(5 * time.Hour)
		if diff := cmp.Diff(map[string][]string{li.DM(): {"一", "二"}}, d.texts()); diff != "" {
			t.Errorf("kept (-want +got):\n%s", diff)
		}
		var said []string
		for _, e := range d.logs.FilterLevelExact(zap.WarnLevel).All() {
			said = append(said, fmt.Sprint(e.ContextMap()["what"], ": ", e.ContextMap()["error"]))
		}
		if diff := cmp.Diff([]string{"the list of im: missing_scope", "the history of channel: missing_scope"}, said); diff != "" {
			t.Errorf("said (-want +got):\n%s", diff)
		}
	})
}

// TestMissedRefused: what Slack refuses for one place is left out and keeps nothing else back; what a later try may get
// ends this one.
func TestMissedRefused(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesktop(t, fakeslack.Options{})
		li, bob := d.Person("U1", "李女士", "zh-CN"), d.Person("U2", "Bob", "en-US")
		says(t, li, li.DM(), "一", "")
		pass(time.Hour)
		d.stop()
		d.shut.Store(true)
		says(t, li, li.DM(), "二", "")
		says(t, bob, bob.DM(), "hello", "")
		pass(10 * time.Minute)
		for _, c := range []struct {
			refusal string
			ends    bool
		}{{"internal_error", true}, {"token_revoked", true}, {"hologram_refused", false}} {
			if err := d.AddFault(fakeslack.Fault{Kind: fakeslack.FaultError, Method: "conversations.history", Error: c.refusal}); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			err := d.hook.Run(ctx, d.kept)
			cancel()
			if ended := !errors.Is(err, context.DeadlineExceeded); ended != c.ends || (ended && !strings.Contains(err.Error(), c.refusal)) {
				t.Errorf("%s: the channel says %v", c.refusal, err)
			}
		}
		if diff := cmp.Diff(map[string][]string{li.DM(): {"一"}, bob.DM(): {"hello"}}, d.texts()); diff != "" {
			t.Errorf("kept (-want +got):\n%s", diff)
		}
	})
}

// TestMissedNotKept: while nothing can be kept the reading breaks off, and begins again where it began.
func TestMissedNotKept(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesktop(t, fakeslack.Options{})
		li := d.Person("U1", "李女士", "zh-CN")
		pass(time.Hour)
		d.stop()
		d.shut.Store(true)
		says(t, li, li.DM(), "在吗", "")
		pass(10 * time.Minute)
		before := d.kept.caught
		d.kept.refuse = 1
		if err := d.hook.Run(t.Context(), d.kept); err == nil || d.kept.caught != before {
			t.Errorf("the record is away, and the channel says %v; caught up from %d to %d", err, before, d.kept.caught)
		}
		d.run()
		pass(time.Minute)
		if diff := cmp.Diff(map[string][]string{li.DM(): {"在吗"}}, d.texts()); diff != "" {
			t.Errorf("kept (-want +got):\n%s", diff)
		}
	})
}

// TestSocketMissed: Slack gave up while no socket was there; what was said then is fetched once sockets stand.
func TestSocketMissed(t *testing.T) {
	t.Parallel()
	s, url := standIn(t, fakeslack.Options{Speedup: 36_000, Patience: time.Hour})
	host := newShelf()
	host.caught = 1
	li := s.Person("U1", "李女士", "zh-CN")
	for i := range 5 {
		says(t, li, li.DM(), fmt.Sprint(i), "")
	}
	await(t, s, "Slack to give up", s.Idle)
	if e := s.Events()[4]; e.State != fakeslack.Lost {
		t.Fatalf("the event is %s", e.State)
	}
	k, _ := running(t, url, host, slack.Config{Silent: time.Hour, Goodbye: time.Hour, Pace: time.Nanosecond})
	for range 5 {
		<-host.told
	}
	var got []string
	host.mu.Lock()
	defer host.mu.Unlock()
	for _, raw := range host.order {
		in, err := k.Parse(raw)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, in[0].Text)
	}
	if diff := cmp.Diff([]string{"0", "1", "2", "3", "4"}, got); diff != "" {
		t.Errorf("kept (-want +got):\n%s", diff)
	}
}
