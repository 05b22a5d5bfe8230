package telegram

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// control makes one control call over a socket and decodes the answer.
func control(t *testing.T, web, method, path, body string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, web+"/_control/"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := client(t).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	out, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, strings.TrimSpace(string(out))
}

func TestControl(t *testing.T) {
	t.Parallel()
	steps := []struct {
		method, path, body string
		status             int
		want               string
	}{
		{"POST", "say", `{"user":{"id":7,"name":"Ann Lee","lang":"en"},"text":"hi"}`, 200, `{"update_id":1,"message_id":1}`},
		{"POST", "say", `[{"user":{"id":7},"text":"a"},{"user":{"id":8,"name":"Bob"},"kind":"sticker","emoji":"👍"}]`, 200,
			`[{"update_id":2,"message_id":2},{"update_id":3,"message_id":1}]`},
		{"POST", "say", `{"user":{"id":7},"chat":{"id":-5,"type":"group","title":"Team"},"text":"hi all"}`, 200, `{"update_id":4,"message_id":1}`},
		{"POST", "say", `{"user":{"id":7},"chat":{"id":-5},"text":"again","reply_to":1}`, 200, `{"update_id":5,"message_id":2}`},
		{"POST", "say", `{"user":{"id":7},"chat":{"id":-6},"text":"?"}`, 400, `{"error":"no chat -6; name its type to make one"}`},
		{"POST", "say", `{"user":{"id":7},"txt":"?"}`, 400, `{"error":"json: unknown field \"txt\""}`},
		{"POST", "say", `{"bot":5,"user":{"id":7}}`, 400, `{"error":"no bot 5"}`},
		{"POST", "say", `{"text":"?"}`, 400, `{"error":"user.id must be positive"}`},
		{"POST", "edit", `{"user":{"id":7},"message_id":1,"text":"ho"}`, 200, `{"update_id":6,"message_id":1}`},
		{"POST", "edit", `{"user":{"id":8},"message_id":9,"text":"ho"}`, 400, `{"error":"telegram stand-in: chat 8 has no message 9 of user 8"}`},
		{"POST", "tap", `{"user":{"id":7},"message_id":3,"data":"no"}`, 400, `{"error":"telegram stand-in: message 3 in chat 7 has no button \"no\""}`},
		{"POST", "block", `{"user":{"id":8}}`, 200, `{"update_id":7}`},
		{"POST", "block", `{"user":{"id":8},"how":"unblock"}`, 200, `{"update_id":8}`},
		{"POST", "block", `{"user":{"id":9},"how":"deactivate"}`, 200, `{"update_id":0}`},
		{"POST", "block", `{"user":{"id":7},"chat":{"id":-5},"how":"kick"}`, 200, `{"update_id":9}`},
		{"POST", "block", `{"user":{"id":7},"chat":{"id":-5},"how":"invite"}`, 200, `{"update_id":10}`},
		{"POST", "block", `{"user":{"id":7},"how":"curse"}`, 400, `{"error":"how: \"curse\" is not block, unblock, deactivate, kick or invite"}`},
		{"POST", "inject", `{"kind":"poll_answer","payload":{"poll_id":"5"},"line":3}`, 200, `{"update_id":11}`},
		{"POST", "inject", `{"kind":"poll_answer"}`, 400, `{"error":"kind and payload are needed"}`},
		{"POST", "bots", `{"token":"77:x"}`, 200, `{"bot":77}`},
		{"POST", "say", `{"bot":77,"user":{"id":7,"name":"Ann"},"text":"hi"}`, 200, `{"update_id":1,"message_id":1}`},
		{"POST", "limits", `{"per_chat":-1,"per_group":-1,"overall":-1}`, 200, `{"per_chat":-1,"per_chat_burst":3,"per_group":-1,"overall":-1}`},
		{"POST", "faults", `{"kind":"reset_after","count":2}`, 200, `{"ok":true}`},
		{"POST", "faults", `{"kind":"?"}`, 400, `{"error":"telegram stand-in: no fault of the kind \"?\""}`},
		{"GET", "faults", ``, 200, `[{"kind":"reset_after","method":"sendMessage","count":2}]`},
		{"DELETE", "faults", ``, 200, `null`},
		{"GET", "await?sends=1&timeout_ms=1", ``, 504, `{"queued":12,"attempts":0,"states":{"pending":12},"sends":0,"messages":0,"refused":0}`},
		{"GET", "nothing", ``, 404, `404 page not found`},
	}
	_, web := listen(t, Options{})
	for _, step := range steps {
		status, got := control(t, web, step.method, step.path, step.body)
		if status != step.status || got != step.want {
			t.Errorf("%s %s %s:\n got %d %s\nwant %d %s", step.method, step.path, step.body, status, got, step.status, step.want)
		}
	}
}

func TestControlLedger(t *testing.T) {
	t.Parallel()
	s, web := listen(t, Options{Limits: Unlimited()})
	s.User(7, "Ann", "").Say(nil, "hi")
	for _, chat := range []int{7, 8, 7} {
		call(t, s, "sendMessage", args{"chat_id": chat, "text": "ho"})
	}
	if status, _ := control(t, web, "GET", "await?sends=3&messages=2", ""); status != 200 {
		t.Errorf("await: %d", status)
	}
	for path, want := range map[string][]string{
		"ledger":                   {"update hi", "send ho", "send ho", "send ho"},
		"ledger?type=update":       {"update hi"},
		"ledger?type=send&after=2": {"send ho"},
	} {
		_, body := control(t, web, "GET", path, "")
		var got []string
		for dec := json.NewDecoder(bytes.NewReader([]byte(body))); dec.More(); {
			var line struct{ Type, Text string }
			if err := dec.Decode(&line); err != nil {
				t.Fatal(err)
			}
			got = append(got, line.Type+" "+line.Text)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
	}
}

func TestNoControl(t *testing.T) {
	t.Parallel()
	_, web := listen(t, Options{NoControl: true})
	if status, body := control(t, web, "GET", "counts", ""); status != 404 || !strings.Contains(body, "Not Found") {
		t.Errorf("%d %s", status, body)
	}
}
