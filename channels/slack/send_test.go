package slack_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/channels"
	"firstline/channels/slack"
	"firstline/internal/desk"
	fakeslack "firstline/internal/fake/slack"
)

// standIn is Slack on a loopback port; what it delivers goes nowhere.
func standIn(t *testing.T, o fakeslack.Options) (*fakeslack.Server, string) {
	t.Helper()
	s := fakeslack.New(o)
	api := httptest.NewServer(s)
	t.Cleanup(func() { s.Close(); api.Close() })
	return s, api.URL
}

func reason(err error) channels.Reason {
	var se *channels.SendError
	if !errors.As(err, &se) {
		return ""
	}
	return se.Reason
}

// TestSend: where an answer stands, and that nothing in it is markup.
func TestSend(t *testing.T) {
	t.Parallel()
	s, url := standIn(t, fakeslack.Options{PerChannel: -1})
	li, help := s.Person("U1", "李女士", "zh-CN"), s.Channel("help", true)
	h := hook(t, url)
	for _, c := range []struct{ key, replyTo, channel, thread string }{
		{"T1/" + li.DM(), "1700000000.000100", li.DM(), ""},
		{"T1/" + li.DM(), "1700000000.000100/1699999999.000001", li.DM(), "1699999999.000001"},
		{"T1/" + li.DM(), "1700000000.000100@1700000009.000200", li.DM(), ""},
		{"T1/" + li.DM(), "1700000000.000100/1699999999.000001@1700000009.000200", li.DM(), "1699999999.000001"}, // after an edit
		{"T1/" + help + "/1700000000.000100", "1700000009.000100", help, "1700000000.000100"},
	} {
		got, err := h.Send(t.Context(), desk.Outbound{Address: desk.Address{Channel: "sl", Key: c.key}, ReplyTo: c.replyTo, Text: "<!channel> @here *3* & <@U1> https://a.b"})
		if err != nil {
			t.Fatal(err)
		}
		calls := s.Calls()
		want := fakeslack.Call{Method: "chat.postMessage", Channel: c.channel, Thread: c.thread, Parse: "none", TS: got.ExternalID,
			Text: "&lt;!channel&gt; @here *3* &amp; &lt;@U1&gt; https://a.b"}
		if d := cmp.Diff(want, calls[len(calls)-1]); d != "" {
			t.Errorf("call (-want +got):\n%s", d)
		}
	}
}

// TestSendErrors judges what the real client library says about each answer of the stand-in.
func TestSendErrors(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		fault fakeslack.Fault
		want  channels.Reason
	}{
		{"too many", fakeslack.Fault{Kind: fakeslack.FaultTooMany, RetryAfter: 7}, channels.Throttled},
		{"reset before it was done", fakeslack.Fault{Kind: fakeslack.FaultResetBefore}, channels.Ambiguous},
		{"reset after it was done", fakeslack.Fault{Kind: fakeslack.FaultResetAfter}, channels.Ambiguous},
		{"bad gateway", fakeslack.Fault{Kind: fakeslack.FaultBadGateway}, channels.Ambiguous},
		{"fatal", fakeslack.Fault{Kind: fakeslack.FaultError, Error: "fatal_error"}, channels.Ambiguous},
		{"no error's name", fakeslack.Fault{Kind: fakeslack.FaultError}, channels.Ambiguous},
		{"revoked", fakeslack.Fault{Kind: fakeslack.FaultError, Error: "token_revoked"}, channels.BadToken},
		{"scope", fakeslack.Fault{Kind: fakeslack.FaultError, Error: "missing_scope"}, channels.BadToken},
		{"too long", fakeslack.Fault{Kind: fakeslack.FaultError, Error: "msg_too_long"}, channels.TooLong},
		{"no messages to apps", fakeslack.Fault{Kind: fakeslack.FaultError, Error: "messages_tab_disabled"}, channels.Blocked},
		{"an error of tomorrow", fakeslack.Fault{Kind: fakeslack.FaultError, Error: "hologram_refused"}, channels.Refused},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, url := standIn(t, fakeslack.Options{PerChannel: -1})
			dm := s.Person("U1", "李女士", "zh-CN").DM()
			c.fault.Method = "chat.postMessage"
			if err := s.AddFault(c.fault); err != nil {
				t.Fatal(err)
			}
			_, err := hook(t, url).Send(t.Context(), desk.Outbound{Address: desk.Address{Channel: "sl", Key: "T1/" + dm}, Text: "您好"})
			if got := reason(err); got != c.want {
				t.Fatalf("%v, want %s", err, c.want)
			}
			var se *channels.SendError
			if errors.As(err, &se); c.want == channels.Throttled && se.RetryAfter != 7*time.Second {
				t.Errorf("retry after %s", se.RetryAfter)
			}
			if strings.Contains(err.Error(), fakeslack.DefaultBotToken) {
				t.Error("the token stands in the error")
			}
		})
	}
}

// TestStrangeAnswers: what a proxy, an outage page or a half answer is taken for. The library itself counts a 200 that
// names no error as sent.
func TestStrangeAnswers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		status int
		header string // of Retry-After
		body   string
		want   channels.Reason
	}{
		{200, "", `{"ok":true,"channel":"D1","ts":"1700000000.000100"}`, ""},
		{200, "", `{"ok":true}`, channels.Ambiguous},
		{200, "", `{}`, channels.Ambiguous},
		{200, "", `{"ok":true,"ts":`, channels.Ambiguous},
		{200, "", `<html>sign in to the hotel's network</html>`, channels.Ambiguous},
		{200, "", `{"ok":false,"error":"ratelimited"}`, channels.Throttled},
		{429, "", `{"ok":false,"error":"ratelimited"}`, channels.Throttled},
		{429, "soon", ``, channels.Throttled},
		{403, "", `blocked by policy`, channels.Refused},
		{408, "", ``, channels.Ambiguous},
		{500, "", ``, channels.Ambiguous},
		{503, "", ``, channels.Ambiguous},
	} {
		api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			if c.header != "" {
				w.Header().Set("Retry-After", c.header)
			}
			w.WriteHeader(c.status)
			_, _ = io.WriteString(w, c.body)
		}))
		_, err := hook(t, api.URL).Send(t.Context(), desk.Outbound{Address: desk.Address{Channel: "sl", Key: "T1/D1"}, Text: "x"})
		if got := reason(err); got != c.want {
			t.Errorf("%d %s: %q (%v), want %q", c.status, c.body, got, err, c.want)
		}
		api.Close()
	}
}

func TestSendToNobody(t *testing.T) {
	t.Parallel()
	s, url := standIn(t, fakeslack.Options{PerChannel: -1})
	dm, gone := s.Person("U1", "李女士", "zh-CN").DM(), s.Person("U2", "Bob", "en-US")
	gone.DM()
	gone.Leaves()
	old := s.Channel("old", true)
	s.Archive(old)
	foreign := s.Channel("foreign", false)
	send := func(key, text string) channels.Reason {
		_, err := hook(t, url).Send(t.Context(), desk.Outbound{Address: desk.Address{Channel: "sl", Key: key}, Text: text})
		return reason(err)
	}
	got := map[string]channels.Reason{"unknown": send("T1/D404", "x"), "gone": send("T1/"+gone.DM(), "x"), "archived": send("T1/"+old+"/1.1", "x"), "thrown out": send("T1/"+foreign+"/1.1", "x"),
		"no key": send("abc", "x"), "four parts": send("T1/a/b/c", "x"), "too long": send("T1/"+dm, strings.Repeat("长", 4001)), "astral": send("T1/"+dm, strings.Repeat("👍", 2001)),
		"just fits": send("T1/"+dm, strings.Repeat("&", 4000))}
	want := map[string]channels.Reason{"unknown": channels.NoSuchChat, "gone": channels.Gone, "archived": channels.NoSuchChat, "thrown out": channels.Removed, "no key": channels.NoSuchChat,
		"four parts": channels.NoSuchChat, "too long": channels.TooLong, "astral": channels.TooLong, "just fits": ""}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("reasons (-want +got):\n%s", d)
	}
}

// TestUnreachable: a refused connection never carried anything; a call that was cut off may have.
func TestUnreachable(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	_ = l.Close()
	out := desk.Outbound{Address: desk.Address{Channel: "sl", Key: "T1/D1"}, Text: "x"}
	if _, err := hook(t, "http://"+addr).Send(t.Context(), out); reason(err) != channels.Unreachable {
		t.Errorf("%v, want unreachable", err)
	}
	s, url := standIn(t, fakeslack.Options{PerChannel: -1})
	out.Address.Key = "T1/" + s.Person("U1", "李女士", "zh-CN").DM()
	if err := s.AddFault(fakeslack.Fault{Kind: fakeslack.FaultSlow, Latency: time.Hour}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		_ = s.Await(ctx, func() bool { return len(s.Calls()) > 0 })
		cancel()
	}()
	if _, err := hook(t, url).Send(ctx, out); reason(err) != channels.Ambiguous {
		t.Errorf("%v, want ambiguous", err)
	}
	s.Close() // the slow answer needs not be waited for
}

func TestHealth(t *testing.T) {
	t.Parallel()
	_, url := standIn(t, fakeslack.Options{})
	if err := hook(t, url).Health(t.Context()); err != nil {
		t.Error(err)
	}
	wrong, err := slack.NewHook(slack.Config{BotToken: "xoxb-wrong", SigningSecret: "x", APIURL: url + "/api/"})
	if err != nil {
		t.Fatal(err)
	}
	if err := wrong.Health(t.Context()); err == nil || err.Error() != "invalid_auth" {
		t.Errorf("%v, want invalid_auth", err)
	}
}

// TestNoSecretNoChannel: a channel that anybody could write to is not made.
func TestNoSecretNoChannel(t *testing.T) {
	t.Parallel()
	if _, err := slack.NewHook(slack.Config{BotToken: "x"}); err == nil {
		t.Error("a hook without a signing secret")
	}
	if _, err := slack.NewSocket(slack.Config{BotToken: "x"}); err == nil {
		t.Error("a socket without an app token")
	}
	if _, err := slack.NewHook(slack.Config{SigningSecret: "x"}); err == nil {
		t.Error("a hook without a bot token")
	}
	var ad channels.Adapter = &slack.Socket{}
	if _, is := ad.(channels.Webhook); is {
		t.Error("a socket channel takes calls that nobody signed")
	}
}
