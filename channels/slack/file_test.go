package slack_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/channels"
	"firstline/channels/slack"
	"firstline/internal/desk"
	fakeslack "firstline/internal/fake/slack"
)

// fetched is a file's bytes as text and its name, or why it does not come.
func fetched(t *testing.T, h *slack.Hook, f desk.File) string {
	t.Helper()
	c, err := h.Fetch(t.Context(), f)
	var fe *channels.FetchError
	if errors.As(err, &fe) {
		if strings.Contains(fe.Detail, fakeslack.DefaultBotToken) || strings.Contains(fe.Detail, "://") {
			t.Errorf("the error tells too much: %v", fe)
		}
		if fe.Retry {
			return fmt.Sprint(fe.Reason, " for ", fe.RetryAfter)
		}
		return string(fe.Reason)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Body.Close() }()
	body, err := io.ReadAll(c.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body) + " " + c.Name
}

// shared sends a file as a person and gives what the desk reads of it.
func shared(t *testing.T, s *fakeslack.Server, h *slack.Hook, f fakeslack.File) desk.File {
	t.Helper()
	li := s.Person("U1", "李女士", "zh-CN")
	if _, err := li.Shares(li.DM(), "看", f); err != nil {
		t.Fatal(err)
	}
	events := s.Events()
	in, err := h.Parse(desk.Raw{Channel: "sl", Key: "x", Body: events[len(events)-1].Body})
	if err != nil || len(in) != 1 || len(in[0].Files) != 1 {
		t.Fatalf("%+v, %v", in, err)
	}
	return in[0].Files[0]
}

// TestFetch: the file comes with the bot's token, also one of another organisation, of which the event says nothing.
func TestFetch(t *testing.T) {
	t.Parallel()
	s, url := standIn(t, fakeslack.Options{})
	s.ServedAt(url)
	h := hook(t, url)
	plan := fakeslack.File{Name: "发票.pdf", Mimetype: "application/pdf", Bytes: []byte("%PDF")}
	page := fakeslack.File{Name: "a.html", Mimetype: "text/html", Bytes: []byte("<html>")}
	connect := plan
	connect.Connect = true
	got := map[string]string{"file": fetched(t, h, shared(t, s, h, plan)), "a page that is the file": fetched(t, h, shared(t, s, h, page)),
		"Slack Connect": fetched(t, h, shared(t, s, h, connect)), "never was": fetched(t, h, desk.File{Ref: "F404"}),
		"gone": fetched(t, h, desk.File{Ref: url + "/files-pri/" + fakeslack.TeamID + "-F404/x"})}
	for name, kind := range map[string]string{"throttled": fakeslack.FaultTooMany, "bad gateway": fakeslack.FaultBadGateway} {
		f := shared(t, s, h, plan)
		if err := s.AddFault(fakeslack.Fault{Kind: kind, Method: "download"}); err != nil {
			t.Fatal(err)
		}
		got[name] = fetched(t, h, f)
	}
	want := map[string]string{"file": "%PDF 发票.pdf", "a page that is the file": "<html> a.html", "Slack Connect": "%PDF 发票.pdf",
		"never was": "gone", "gone": "gone", "throttled": "unreachable for 7s", "bad gateway": "unreachable for 0s"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("fetched (-want +got):\n%s", d)
	}
	for _, token := range s.Tokens() {
		if token != "Bearer "+fakeslack.DefaultBotToken {
			t.Errorf("asked with %q", token)
		}
	}
}

// TestFetchWithoutScope: Slack answers 200 with its sign-in page; that is not the file.
func TestFetchWithoutScope(t *testing.T) {
	t.Parallel()
	s, url := standIn(t, fakeslack.Options{Missing: []string{"files:read"}})
	s.ServedAt(url)
	h := hook(t, url)
	f := fakeslack.File{Name: "a.png", Mimetype: "image/png", Bytes: []byte("PNG")}
	if got := fetched(t, h, shared(t, s, h, f)); got != "no_scope" {
		t.Errorf("fetched %s", got)
	}
	f.Connect = true
	if got := fetched(t, h, shared(t, s, h, f)); got != "no_scope" {
		t.Errorf("of another organisation: %s", got)
	}
}

// TestTokenStaysAtHome: whatever address an event or a redirect names, the token goes to Slack alone.
func TestTokenStaysAtHome(t *testing.T) {
	t.Parallel()
	stranger := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("a stranger was asked, with %q", r.Header.Get("Authorization"))
	}))
	t.Cleanup(stranger.Close)
	home := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/away":
			http.Redirect(w, r, stranger.URL, http.StatusFound)
		case "/sign-in":
			http.Redirect(w, r, "/?redir=%2Fsign-in", http.StatusFound)
		case "/round":
			http.Redirect(w, r, "/round", http.StatusFound)
		}
	}))
	t.Cleanup(home.Close)
	h := hook(t, home.URL)
	for address, want := range map[string]string{
		stranger.URL + "/x": "refused", home.URL + "/away": "refused", home.URL + "/round": "refused", home.URL + "/sign-in": "no_scope",
		"https://slack.com.evil.example/x": "refused", "https://evilslack.com/x": "refused", "http://files.slack.com/x": "refused", "https://files.slack.com:8443/x": "refused",
		"https://files.slack.com@evil.example/x": "refused", "file:///etc/passwd": "refused", "://": "refused",
	} {
		if got := fetched(t, h, desk.File{Ref: address}); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
}

// document is a file on its way out.
func document(name, body string) *desk.Attachment {
	return &desk.Attachment{File: desk.File{Kind: desk.KindDocument, Name: name, Size: int64(len(body))}, Open: func() (io.ReadSeekCloser, error) {
		return readSeekNopCloser{strings.NewReader(body)}, nil
	}}
}

type readSeekNopCloser struct{ io.ReadSeeker }

func (readSeekNopCloser) Close() error { return nil }

// TestSendFile: the bytes arrive whole, shared into the thread alone, with a caption in which nothing is markup.
func TestSendFile(t *testing.T) {
	t.Parallel()
	s, url := standIn(t, fakeslack.Options{})
	li, help := s.Person("U1", "李女士", "zh-CN"), s.Channel("help", true)
	h := hook(t, url)
	root := says(t, li, help, "x", "")
	for _, c := range []struct{ key, channel, thread, text, blocks string }{
		{"T1/" + help + "/" + root, help, root, "请看 <!here> *3*", `[{"type":"section","text":{"type":"plain_text","text":"请看 \u003c!here\u003e *3*","emoji":false}}]`},
		{"T1/" + li.DM(), li.DM(), "", "", ""},
	} {
		got, err := h.Send(t.Context(), desk.Outbound{Address: desk.Address{Channel: "sl", Key: c.key}, Text: c.text, File: document("价格.pdf", "%PDF")})
		if err != nil {
			t.Fatal(err)
		}
		kept, ok := s.File(got.ExternalID)
		if !ok || string(kept.Bytes) != "%PDF" || kept.Name != "价格.pdf" || kept.Title != "价格.pdf" {
			t.Errorf("Slack has %+v (%v)", kept, ok)
		}
		calls := s.Calls()
		last := calls[len(calls)-1]
		last.TS = ""
		want := fakeslack.Call{Method: "files.completeUploadExternal", Channel: c.channel, Thread: c.thread, Blocks: c.blocks, Files: []string{got.ExternalID}}
		if d := cmp.Diff(want, last); d != "" {
			t.Errorf("call (-want +got):\n%s", d)
		}
	}
}

// TestSendFileErrors: before the last call nobody has seen anything, so that everything may be done again; of the last
// call nobody knows.
func TestSendFileErrors(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		method, kind, named string
		want                channels.Reason
	}{
		"no address":              {"files.getUploadURLExternal", fakeslack.FaultResetAfter, "", channels.Unreachable},
		"no address, bad gateway": {"files.getUploadURLExternal", fakeslack.FaultBadGateway, "", channels.Unreachable},
		"no address, later":       {"files.getUploadURLExternal", fakeslack.FaultTooMany, "", channels.Throttled},
		"no scope":                {"files.getUploadURLExternal", fakeslack.FaultError, "missing_scope", channels.BadToken},
		"too large":               {"files.getUploadURLExternal", fakeslack.FaultError, "file_upload_size_restricted", channels.Refused},
		"bytes lost":              {"upload", fakeslack.FaultResetBefore, "", channels.Unreachable},
		"bytes lost, bad gateway": {"upload", fakeslack.FaultBadGateway, "", channels.Unreachable},
		"nobody knows":            {"files.completeUploadExternal", fakeslack.FaultResetAfter, "", channels.Ambiguous},
		"nobody knows, 502":       {"files.completeUploadExternal", fakeslack.FaultBadGateway, "", channels.Ambiguous},
		"not in the channel":      {"files.completeUploadExternal", fakeslack.FaultError, "not_in_channel", channels.Removed},
		"asked to wait":           {"files.completeUploadExternal", fakeslack.FaultTooMany, "", channels.Throttled},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, url := standIn(t, fakeslack.Options{})
			dm := s.Person("U1", "李女士", "zh-CN").DM()
			if err := s.AddFault(fakeslack.Fault{Kind: c.kind, Method: c.method, Error: c.named}); err != nil {
				t.Fatal(err)
			}
			out := desk.Outbound{Address: desk.Address{Channel: "sl", Key: "T1/" + dm}, File: document("a.txt", "x")}
			_, err := hook(t, url).Send(t.Context(), out)
			if got := reason(err); got != c.want {
				t.Errorf("%v, want %s", err, c.want)
			}
			if strings.Contains(err.Error(), "/upload/v1/") {
				t.Errorf("the error shows the address: %v", err)
			}
			if c.want == channels.Unreachable || c.want == channels.Throttled {
				if _, err := hook(t, url).Send(t.Context(), out); err != nil {
					t.Errorf("again: %v", err)
				}
				if calls := s.Calls(); calls[len(calls)-1].TS == "" {
					t.Error("the file is not shown")
				}
			}
		})
	}
	_, err := hook(t, "http://127.0.0.1:1").Send(t.Context(), desk.Outbound{Address: desk.Address{Key: "T1/D1"}, File: document("empty", "")})
	if reason(err) != channels.Refused {
		t.Errorf("an empty file: %v", err)
	}
}

// TestButtons: the question for a rating has a button for each answer; a press on one is an answer, whichever way it
// comes (SAT-01).
func TestButtons(t *testing.T) {
	t.Parallel()
	s, url := standIn(t, fakeslack.Options{PerChannel: -1})
	li := s.Person("U1", "李女士", "zh-CN")
	h := hook(t, url)
	out := desk.Outbound{Address: desk.Address{Channel: "sl", Key: "T1/" + li.DM()}, Text: "请打分 1-5 <3", Choices: []desk.Choice{{Label: "★", Value: "1"}, {Label: "★★", Value: "2"}}}
	sent, err := h.Send(t.Context(), out)
	if err != nil {
		t.Fatal(err)
	}
	call := s.Calls()[0]
	const want = `[{"type":"section","text":{"type":"plain_text","text":"请打分 1-5 \u003c3","emoji":false}},{"type":"actions","block_id":"choices","elements":[` +
		`{"type":"button","text":{"type":"plain_text","text":"★","emoji":false},"action_id":"choice-1","value":"1"},{"type":"button","text":{"type":"plain_text","text":"★★","emoji":false},"action_id":"choice-2","value":"2"}]}]`
	if d := cmp.Diff(want, call.Blocks); d != "" || call.Text != "请打分 1-5 &lt;3" {
		t.Errorf("the text is %q, the blocks (-want +got):\n%s", call.Text, d)
	}
	if _, err := li.Presses(li.DM(), sent.ExternalID, "choice-2"); err != nil {
		t.Fatal(err)
	}
	events := s.Events()
	body := events[len(events)-1].Body
	id, ok := h.Identify(body)
	in, err := h.Parse(desk.Raw{Channel: "sl", Key: id.Key, Body: body})
	if !ok || id.Key != fakeslack.TeamID+"/"+li.DM() || err != nil || len(in) != 1 || !in[0].Pressed || in[0].Text != "2" || in[0].ReplyTo != sent.ExternalID || in[0].SentAt == 0 {
		t.Errorf("named %+v, read %+v, %v", id, in, err)
	}
	in[0].Address = out.Address
	const text = `{"text":{"emoji":false,"text":"请打分 1-5 \u003c3","type":"plain_text"},"type":"section"}`
	for counted, want := range map[bool]string{true: "[" + text + `,{"elements":[{"emoji":false,"text":"★★","type":"plain_text"}],"type":"context"}]`, false: "[" + text + "]"} {
		again, err := h.Send(t.Context(), out)
		if err != nil {
			t.Fatal(err)
		}
		in[0].ReplyTo = again.ExternalID
		for range 2 { // perhaps more than once
			if err := h.Thank(t.Context(), in[0], counted); err != nil {
				t.Fatal(err)
			}
		}
		changed := onlyChange(t, s, again.ExternalID)
		if d := cmp.Diff(want, changed.Blocks); d != "" || changed.Text != call.Text {
			t.Errorf("counted %t: the question reads %q, its blocks (-want +got):\n%s", counted, changed.Text, d)
		}
	}
	out.Text = strings.Repeat("长", 3001)
	_, err = h.Send(t.Context(), out)
	if calls := s.Calls(); err != nil || calls[len(calls)-1].Blocks != "" || calls[len(calls)-1].Text != out.Text {
		t.Errorf("a text that fits into no block: %v, %q", err, calls[len(calls)-1].Blocks)
	}
}

// onlyChange is the state of a message of ours after its one change, as Slack told of it.
func onlyChange(t *testing.T, s *fakeslack.Server, ts string) (m struct{ Text, Blocks string }) {
	t.Helper()
	changes := 0
	for _, e := range s.Events() {
		var v struct {
			Event struct {
				Subtype string
				Message struct {
					TS     string
					Text   string
					Blocks json.RawMessage
				}
			}
		}
		if err := json.Unmarshal(e.Body, &v); err != nil {
			t.Fatal(err)
		}
		if v.Event.Subtype == "message_changed" && v.Event.Message.TS == ts {
			changes++
			m.Text, m.Blocks = v.Event.Message.Text, string(v.Event.Message.Blocks)
		}
	}
	if changes != 1 {
		t.Errorf("the question was changed %d times", changes)
	}
	return m
}

// TestPressBySocket: a press comes over the socket too, and is acknowledged when it is kept.
func TestPressBySocket(t *testing.T) {
	t.Parallel()
	o, cfg := patient()
	s, url := standIn(t, o)
	host := newShelf()
	k, _ := running(t, url, host, cfg)
	await(t, s, "two sockets", open(s, 2))
	li := s.Person("U1", "李女士", "zh-CN")
	sent, err := k.Send(t.Context(), desk.Outbound{Address: desk.Address{Channel: "sl", Key: "T1/" + li.DM()}, Text: "请打分", Choices: []desk.Choice{{Label: "★", Value: "1"}}})
	if err != nil {
		t.Fatal(err)
	}
	name, err := li.Presses(li.DM(), sent.ExternalID, "choice-1")
	if err != nil {
		t.Fatal(err)
	}
	await(t, s, "the acknowledgement", s.Idle)
	for _, e := range s.Events() {
		id, _ := k.Identify(e.Body)
		if _, kept := host.kept[id.EventID]; e.ID == name && (!kept || e.State != fakeslack.Delivered || e.Attempts != 1) {
			t.Errorf("the press is %s after %d attempts, kept: %v", e.State, e.Attempts, kept)
		}
	}
}
