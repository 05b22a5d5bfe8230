package webchat

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"firstline/channels"
	"firstline/internal/desk"
)

func TestSayIsStoredAsItCame(t *testing.T) {
	t.Parallel()
	b := setup(t, func(c *Config) { c.Now = func() time.Time { return time.UnixMilli(5000) } })
	at, token := b.visitor()
	c := b.dial(t)
	c.send(map[string]any{"op": "hello", "token": token, "lang": "zh-hans-cn", "name": "李\u202e女士"})
	if got := c.next(); got.Op != "welcome" || got.Visitor != at.Key || got.Organisation != "客服中心" || got.MaxText != 4000 {
		t.Errorf("welcome: %+v", got)
	}
	c.send(map[string]any{"op": "say", "client_id": "m-1", "text": " 付款后\u0000一直\r\n转圈 ", "at": 1234})
	if got := c.until("kept"); got.ClientID != "m-1" {
		t.Errorf("kept %q", got.ClientID)
	}

	want := desk.Raw{Channel: "web", EventID: at.Key + ":m-1", Key: at.Key, Received: 5000}
	var stored body
	b.host.set(func(h *memHost) {
		if err := json.Unmarshal(h.raws[0].Body, &stored); err != nil {
			t.Error(err)
		}
		h.raws[0].Body = nil
		if diff := cmp.Diff([]desk.Raw{want}, h.raws); diff != "" {
			t.Error(diff)
		}
	})
	wantBody := body{ClientID: "m-1", Text: "付款后一直\n转圈", Visitor: at.Key, Name: "李女士", Lang: "zh-Hans-CN", At: 1234}
	if diff := cmp.Diff(wantBody, stored); diff != "" {
		t.Error(diff)
	}
}

func TestSayTwiceIsKeptOnce(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	at, token := b.visitor()
	one, two := b.hello(t, token, channels.Cursor{}), b.hello(t, token, channels.Cursor{})
	for range 3 {
		one.say("m-1", "在吗")
		one.until("kept")
		two.say("m-1", "在吗")
		two.until("kept")
	}
	if diff := cmp.Diff([]string{"在吗"}, b.host.texts(at)); diff != "" {
		t.Error(diff)
	}
}

// A message that was refused for now holds back the ones after it, so they cannot overtake it.
func TestOrderSurvivesAnOutage(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	at, token := b.visitor()
	b.host.set(func(h *memHost) {
		h.fail = func(r desk.Raw) (bool, bool) { return strings.HasSuffix(r.EventID, ":m-2"), false }
	})
	c := b.hello(t, token, channels.Cursor{})
	var got []string
	take := func(n int) {
		for len(got) < n {
			f := c.next()
			if f.Op == "kept" || f.Op == "refused" {
				got = append(got, fmt.Sprint(f.ClientID, " ", f.Op, " ", f.Code))
				if f.Op == "refused" && f.RetryAfter <= 0 {
					t.Errorf("refused for now without a time: %+v", f)
				}
			}
		}
	}
	for i := 1; i <= 4; i++ {
		c.say(fmt.Sprint("m-", i), fmt.Sprint("第", i))
	}
	take(4)
	b.host.set(func(h *memHost) { h.fail = nil })
	for _, i := range []int{3, 2, 3, 4} {
		c.say(fmt.Sprint("m-", i), fmt.Sprint("第", i))
	}
	take(8)
	want := []string{
		"m-1 kept ", "m-2 refused unavailable", "m-3 refused behind", "m-4 refused behind",
		"m-3 refused behind", "m-2 kept ", "m-3 kept ", "m-4 kept ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"第1", "第2", "第3", "第4"}, b.host.texts(at)); diff != "" {
		t.Error(diff)
	}
}

func TestSayRefusedForGood(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	at, token := b.visitor()
	c := b.hello(t, token, channels.Cursor{})
	for _, x := range []struct{ id, text, code string }{
		{"", "好", "bad_id"},
		{"m:1", "好", "bad_id"},
		{strings.Repeat("x", 65), "好", "bad_id"},
		{"m-1", "", "empty"},
		{"m-1", " \u0000\n\t", "empty"},
		{"m-1", strings.Repeat("好", 4001), "too_long"},
	} {
		c.say(x.id, x.text)
		if f := c.until("refused"); f.ClientID != x.id || f.Code != x.code || f.RetryAfter != 0 {
			t.Errorf("say %.10q %.10q: %+v, want %s", x.id, x.text, f, x.code)
		}
	}
	c.say("m-1", strings.Repeat("好", 4000))
	if f := c.until("kept"); f.ClientID != "m-1" || len(b.host.texts(at)) != 1 {
		t.Errorf("the longest message was not kept: %+v", f)
	}
}

// The own message comes back as an entry that names its client_id: that is how the page knows it again.
func TestOwnMessageComesBackWithItsID(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	_, token := b.visitor()
	c := b.hello(t, token, channels.Cursor{})
	c.caughtUp()
	c.say("m-1", "在吗")
	for seen := map[string]bool{}; !seen["kept"] || !seen["entries"]; {
		f := c.next()
		seen[f.Op] = true
		if f.Op == "entries" && (len(f.Entries) != 1 || f.Entries[0].ClientID != "m-1" || f.More) {
			t.Errorf("entries: %+v", f)
		}
	}
}

func TestPingIsAnswered(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	_, token := b.visitor()
	c := b.hello(t, token, channels.Cursor{})
	c.send(map[string]any{"op": "ping"})
	c.until("pong")
}

func TestLogsCarryNoTextAndNoToken(t *testing.T) {
	t.Parallel()
	core, logs := observer.New(zap.DebugLevel)
	b := setup(t, func(c *Config) { c.Logger = zap.New(core) })
	_, token := b.visitor()
	b.host.set(func(h *memHost) {
		h.fail = func(desk.Raw) (bool, bool) { return true, false }
		h.readErr = away()
	})
	c := b.hello(t, token, channels.Cursor{})
	c.say("m-1", "秘密-4111111111111111")
	c.until("refused")
	c.send("秘密")
	c.closed()
	if logs.Len() < 2 {
		t.Errorf("only %d log entries", logs.Len())
	}
	for _, e := range logs.All() {
		line := fmt.Sprint(e.Message, e.ContextMap())
		if strings.Contains(line, "秘密") || strings.Contains(line, "4111") || strings.Contains(line, token) {
			t.Errorf("log entry: %s", line)
		}
	}
}
