package slack_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/channels"
	"firstline/channels/slack"
	"firstline/internal/desk"
	"firstline/internal/testenv"
)

// emulateToken is the one that the package emulate knows without a configuration.
const emulateToken = "test_token_admin"

// bearer adds the header that emulate reads alone, where Slack also takes the form field that the library sends.
type bearer struct{ token string }

func (b bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+b.token)
	return http.DefaultTransport.RoundTrip(r)
}

// TestSecondOpinion tries the channel on a Slack that is not ours (the npm package emulate): what it makes of our calls,
// and what we make of its answers. It needs node and npm and, once, the npm package.
func TestSecondOpinion(t *testing.T) {
	t.Parallel()
	base := testenv.Node(t, "emulate", "emulate")
	by := func(rt http.RoundTripper) *slack.Hook {
		h, err := slack.NewHook(slack.Config{ID: "sl", BotToken: emulateToken, SigningSecret: signingSecret, APIURL: base + "/api/", Client: &http.Client{Transport: rt}})
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	h := by(bearer{emulateToken})
	if err := h.Health(t.Context()); err != nil {
		t.Error(err)
	}
	if err := by(http.DefaultTransport).Health(t.Context()); err == nil || err.Error() != "not_authed" { // it takes any token, but not none
		t.Errorf("without a token: %v", err)
	}
	const general = "C000000001"
	root := ask[struct{ TS string }](t, base, "chat.postMessage", "channel", general, "text", "where is my order?").TS
	sent, err := h.Send(t.Context(), desk.Outbound{Address: desk.Address{Key: "T000000001/" + general + "/" + root}, Text: "我先核实 <!here> & *3*"})
	if err != nil {
		t.Fatal(err)
	}
	type line struct {
		Text   string `json:"text"`
		TS     string `json:"ts"`
		Thread string `json:"thread_ts"`
	}
	thread := ask[struct{ Messages []line }](t, base, "conversations.replies", "channel", general, "ts", root).Messages
	want := line{"我先核实 &lt;!here&gt; &amp; *3*", sent.ExternalID, root}
	if d := cmp.Diff(want, thread[len(thread)-1]); d != "" {
		t.Errorf("the thread's last line (-want +got):\n%s", d)
	}
	got := h.Introduce(t.Context(), desk.Inbound{Address: desk.Address{Key: "T000000001/" + general + "/" + root}, SenderID: "U000000001"})
	if got.SenderName != "admin" || got.Title != "admin · #general" {
		t.Errorf("introduced as %+v", got)
	}
	ask[struct{}](t, base, "conversations.archive", "channel", "C000000002")
	for key, why := range map[string]channels.Reason{"T000000001/C404": channels.NoSuchChat, "T000000001/C000000002/1.1": channels.NoSuchChat} {
		if _, err := h.Send(t.Context(), desk.Outbound{Address: desk.Address{Key: key}, Text: "x"}); reason(err) != why {
			t.Errorf("%s: %v, want %s", key, err, why)
		}
	}
}

// ask calls a method of the other Slack as a person with all rights.
func ask[T any](t *testing.T, base, method string, pairs ...string) T {
	t.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	res, err := (&http.Client{Transport: bearer{emulateToken}}).PostForm(base+"/api/"+method, form)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	var out T
	if err := json.NewDecoder(res.Body).Decode(&out); err != nil {
		t.Fatalf("%s: %v", method, err)
	}
	return out
}
