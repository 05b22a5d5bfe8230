package slack

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// deaf is an app that takes everything.
func deaf() *app {
	return &app{answer: func(int, *http.Request) (*http.Response, error) { return status(200), nil }}
}

// TestTiers: fifty calls a minute read what was written, and one of fifteen lines for an app that is sold outside of the
// Marketplace; who waits as long as he is told, gets through.
func TestTiers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		outside      bool
		calls, lines int
		wait         string
	}{{false, 50, 20, "2"}, {true, 1, 15, "60"}} {
		synctest.Test(t, func(t *testing.T) {
			s := New(Options{EventsURL: "http://app.invalid", Transport: deaf(), Outside: c.outside})
			defer s.Close()
			li := s.Person("U1", "李女士", "zh-CN")
			for i := range 20 {
				if _, err := li.Says(li.DM(), fmt.Sprint(i), ""); err != nil {
					t.Fatal(err)
				}
			}
			read := func() (map[string]any, *http.Response) {
				return call(t, s, "conversations.history", "channel", li.DM(), "limit", "200")
			}
			for i := range c.calls {
				if out, res := read(); res.StatusCode != http.StatusOK || len(out["messages"].([]any)) != c.lines {
					t.Fatalf("call %d: %d, %d lines", i, res.StatusCode, len(out["messages"].([]any)))
				}
			}
			if _, res := read(); res.StatusCode != http.StatusTooManyRequests || res.Header.Get("Retry-After") != c.wait {
				t.Errorf("one too many: %d, Retry-After %q, want %q", res.StatusCode, res.Header.Get("Retry-After"), c.wait)
			}
			seconds, _ := time.ParseDuration(c.wait + "s")
			<-time.After(seconds)
			if _, res := read(); res.StatusCode != http.StatusOK {
				t.Errorf("after the wait: %d", res.StatusCode)
			}
		})
	}
}

// TestMissingScopes: what the app was not given it may not read, list, fetch or send.
func TestMissingScopes(t *testing.T) {
	t.Parallel()
	s := New(Options{Missing: []string{"im:history", "groups:read", "files:read", "files:write"}})
	defer s.Close()
	dm, help := s.Person("U1", "李女士", "zh-CN").DM(), s.Channel("help", true)
	got := map[string]any{}
	for name, c := range map[string][]string{
		"a direct message": {"conversations.history", "channel", dm},
		"a channel":        {"conversations.history", "channel", help},
		"private channels": {"users.conversations", "types", "public_channel,private_channel"},
		"channels":         {"users.conversations", "types", "public_channel,im"},
		"no such kind":     {"users.conversations", "types", "hologram"},
		"a file":           {"files.info", "file", "F1"},
		"an upload":        {"files.getUploadURLExternal", "filename", "a", "length", "1"},
		"its end":          {"files.completeUploadExternal", "files", `[{"id":"F1"}]`},
	} {
		out, _ := call(t, s, c[0], c[1:]...)
		got[name] = out["error"]
	}
	want := map[string]any{"a direct message": "missing_scope", "a channel": nil, "private channels": "missing_scope", "channels": nil, "no such kind": "invalid_types",
		"a file": "missing_scope", "an upload": "missing_scope", "its end": "missing_scope"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("errors (-want +got):\n%s", d)
	}
}

// TestUploadRules: an address takes one file of the announced length, and a file is shared once.
func TestUploadRules(t *testing.T) {
	t.Parallel()
	s := New(Options{})
	defer s.Close()
	dm := s.Person("U1", "李女士", "zh-CN").DM()
	out, _ := call(t, s, "files.getUploadURLExternal", "filename", "a.txt", "length", "3")
	at, err := url.Parse(out["upload_url"].(string))
	if err != nil {
		t.Fatal(err)
	}
	put := func(body string) int {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodPost, at.Path, strings.NewReader(body)))
		return w.Code
	}
	share := func() any {
		out, _ := call(t, s, "files.completeUploadExternal", "channel_id", dm, "files", `[{"id":"`+out["file_id"].(string)+`","title":"a"}]`)
		return out["error"]
	}
	got := []any{share(), put("four"), put("one"), put("two"), share(), share()}
	if d := cmp.Diff([]any{"file_not_found", 400, 200, 400, nil, "file_not_found"}, got); d != "" {
		t.Errorf("answers (-want +got):\n%s", d)
	}
}

// TestPress: a press is posted once, signed, as a form; its address changes the message five times within half an hour.
func TestPress(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var forms []string
		a := &app{answer: func(_ int, r *http.Request) (*http.Response, error) {
			if err := r.ParseForm(); err == nil && r.PostForm.Get("payload") != "" {
				forms = append(forms, r.Header.Get("Content-Type"))
				return status(500), nil
			}
			return status(200), nil
		}}
		s := New(Options{EventsURL: "http://app.invalid", Transport: a})
		defer s.Close()
		li := s.Person("U1", "李女士", "zh-CN")
		sent, _ := call(t, s, "chat.postMessage", "channel", li.DM(), "text", "x", "blocks", `[{"type":"actions","elements":[{"type":"button","action_id":"yes","value":"1"}]}]`)
		ts := sent["ts"].(string)
		if _, err := li.Presses(li.DM(), ts, "no"); err == nil {
			t.Error("a button that is not there was pressed")
		}
		id, err := li.Presses(li.DM(), ts, "yes")
		if err != nil {
			t.Fatal(err)
		}
		<-time.After(10 * time.Minute)
		synctest.Wait()
		if d := cmp.Diff([]string{"application/x-www-form-urlencoded"}, forms); d != "" {
			t.Errorf("presses that were posted (-want +got):\n%s", d)
		}
		answer := func() string {
			w := httptest.NewRecorder()
			s.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/actions/"+id, strings.NewReader(`{"replace_original":true,"text":"thanks"}`)))
			return strings.TrimSpace(w.Body.String())
		}
		var got []string
		for range 6 {
			got = append(got, answer())
		}
		<-time.After(time.Hour)
		got = append(got, answer())
		const yes = `{"ok":true}`
		if d := cmp.Diff([]string{yes, yes, yes, yes, yes, `{"error":"used_url","ok":false}`, `{"error":"expired_url","ok":false}`}, got); d != "" {
			t.Errorf("answers (-want +got):\n%s", d)
		}
		out, _ := call(t, s, "conversations.history", "channel", li.DM())
		if text := out["messages"].([]any)[0].(map[string]any)["text"]; text != "thanks" {
			t.Errorf("the message reads %q", text)
		}
	})
}
