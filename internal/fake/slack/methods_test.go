package slack

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// call posts a form as the bot and gives the answer; it needs no socket.
func call(t *testing.T, s *Server, method string, pairs ...string) (map[string]any, *http.Response) {
	t.Helper()
	form := url.Values{"token": {DefaultBotToken}}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/"+method, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	var out map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		t.Fatalf("%s: %v", w.Body, err)
	}
	return out, w.Result()
}

// TestRefusals: Slack's names of what is wrong, all of them with status 200 (W).
func TestRefusals(t *testing.T) {
	t.Parallel()
	s := New(Options{PerChannel: -1})
	defer s.Close()
	li := s.Person("U1", "李女士", "zh-CN")
	gone := s.Person("U2", "Bob", "en-US")
	gone.DM()
	gone.Leaves()
	foreign, old := s.Channel("foreign", false), s.Channel("old", true)
	s.Archive(old)
	got := map[string]any{}
	for name, c := range map[string][]string{
		"fine":          {"chat.postMessage", "channel", li.DM(), "text", "x"},
		"by person":     {"chat.postMessage", "channel", "U1", "text", "x"},
		"nowhere":       {"chat.postMessage", "channel", "C404", "text", "x"},
		"not a member":  {"chat.postMessage", "channel", foreign, "text", "x"},
		"archived":      {"chat.postMessage", "channel", old, "text", "x"},
		"no text":       {"chat.postMessage", "channel", li.DM()},
		"a reply":       {"chat.postMessage", "channel", li.DM(), "text", "x", "thread_ts", "1.000001"},
		"of an edit":    {"chat.postMessage", "channel", li.DM(), "text", "x", "thread_ts", "1.000001@2.000002"},
		"of a number":   {"chat.postMessage", "channel", li.DM(), "text", "x", "thread_ts", "0"},
		"of nothing":    {"chat.postMessage", "channel", li.DM(), "text", "x", "thread_ts", ""},
		"file's thread": {"files.completeUploadExternal", "channel_id", li.DM(), "files", `[{"id":"F1"}]`, "thread_ts", "1.000001@2.000002"},
		"gone":          {"chat.postMessage", "channel", gone.DM(), "text", "x"},
		"wrong token":   {"auth.test", "token", "xoxb-other"},
		"no token":      {"auth.test", "token", ""},
		"app's token":   {"auth.test", "token", DefaultAppToken},
		"bot's token":   {"apps.connections.open"},
		"no such thing": {"chat.hologram"},
		"no such user":  {"users.info", "user", "U404"},
		"not heard":     {"conversations.history", "channel", foreign},
		"no thread":     {"conversations.replies", "channel", li.DM(), "ts", "1.000001"},
	} {
		out, res := call(t, s, c[0], c[1:]...)
		got[name] = out["error"]
		if res.StatusCode != http.StatusOK {
			t.Errorf("%s: status %d", name, res.StatusCode)
		}
	}
	want := map[string]any{"fine": nil, "by person": nil, "nowhere": "channel_not_found", "not a member": "not_in_channel", "archived": "is_archived",
		"a reply": nil, "of an edit": "invalid_thread_ts", "of a number": "invalid_thread_ts", "of nothing": "invalid_thread_ts", "file's thread": "invalid_thread_ts",
		"no text": "no_text", "gone": "user_not_found", "wrong token": "invalid_auth", "no token": "not_authed", "app's token": "not_allowed_token_type",
		"bot's token": "not_allowed_token_type", "no such thing": "unknown_method", "no such user": "user_not_found", "not heard": "not_in_channel", "no thread": "thread_not_found"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("errors (-want +got):\n%s", d)
	}
}

// TestOneASecond: a channel takes a short burst and then one message a second (R); who waits as long as he is told, gets
// through.
func TestOneASecond(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := New(Options{EventsURL: "http://app.invalid", Transport: &app{answer: func(int, *http.Request) (*http.Response, error) { return status(200), nil }}})
		defer s.Close()
		li := s.Person("U1", "李女士", "zh-CN").DM()
		took := []int{}
		for range 6 {
			_, res := call(t, s, "chat.postMessage", "channel", li, "text", "x")
			took = append(took, res.StatusCode)
			if res.StatusCode == http.StatusTooManyRequests {
				if res.Header.Get("Retry-After") != "1" {
					t.Errorf("Retry-After %q", res.Header.Get("Retry-After"))
				}
				<-time.After(time.Second)
			}
		}
		if d := cmp.Diff([]int{200, 200, 200, 429, 200, 429}, took); d != "" {
			t.Errorf("statuses (-want +got):\n%s", d)
		}
	})
}

// TestWhatTheAppHears: messages of where it is a member, its name on top of that, and itself.
func TestWhatTheAppHears(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := New(Options{EventsURL: "http://app.invalid", Transport: &app{answer: func(int, *http.Request) (*http.Response, error) { return status(200), nil }}})
		defer s.Close()
		li, help, foreign := s.Person("U1", "李女士", "zh-CN"), s.Channel("help", true), s.Channel("foreign", false)
		for _, room := range []string{help, foreign} {
			root, err := li.Says(room, Mention(BotUser)+" 在吗", "")
			if err != nil {
				t.Fatal(err)
			}
			second, _ := li.Says(room, "有人吗", root)
			third, _ := li.Says(room, "在的", root)
			_ = li.Edits(room, root, "改了")
			_ = li.Deletes(room, second)
			_ = li.Deletes(room, root) // leaves a stone: it has replies
			_ = li.Reacts(room, third, "eyes")
			_ = li.Unreacts(room, third, "eyes")
		}
		call(t, s, "chat.postMessage", "channel", help, "text", "您好")
		if err := s.Await(t.Context(), s.Idle); err != nil {
			t.Fatal(err)
		}
		got := []string{}
		for _, e := range s.Events() {
			var body struct {
				Event struct{ Type, Subtype, Text, Channel string }
			}
			if err := json.Unmarshal(e.Body, &body); err != nil {
				t.Fatal(err)
			}
			got = append(got, strings.TrimSpace(body.Event.Type+" "+body.Event.Subtype+" "+body.Event.Text))
		}
		want := []string{"message  <@U0STANDIN> 在吗", "app_mention  <@U0STANDIN> 在吗", "message  有人吗", "message  在的", "message message_changed", "message message_deleted",
			"message message_changed", "reaction_added", "reaction_removed", "message  您好"}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("events (-want +got):\n%s", d)
		}
	})
}
