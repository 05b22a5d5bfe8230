package slack_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/channels/channeltest"
	"firstline/channels/slack"
	"firstline/internal/desk"
	fakeslack "firstline/internal/fake/slack"
)

const signingSecret = "8f742231b10e8888abcd99yyyzzz85a5"

// noon is the wall clock of tests that sign.
func noon() time.Time { return time.Unix(1700000000, 0) }

func hook(t testing.TB, api string) *slack.Hook {
	t.Helper()
	h, err := slack.NewHook(slack.Config{ID: "sl", BotToken: fakeslack.DefaultBotToken, SigningSecret: signingSecret, APIURL: api + "/api/", Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// wrap is the outer event around an inner one.
func wrap(inner string) string {
	return `{"token":"x","team_id":"T1","api_app_id":"A1","event":` + inner + `,"type":"event_callback","event_id":"Ev1","event_time":1700000000,` +
		`"authorizations":[{"enterprise_id":null,"team_id":"T1","user_id":"UBOT","is_bot":true}]}`
}

// pressOn is a press on a button, as docs.slack.dev shows it ("block_actions payload").
func pressOn(channel, thread, action string) string {
	return `{"type":"block_actions","team":{"id":"T1","domain":"x"},"user":{"id":"U7","username":"li","team_id":"T1"},"api_app_id":"A1","token":"x",` +
		`"container":{"type":"message","message_ts":"1700000000.000100","channel_id":"` + channel + `","is_ephemeral":false},"trigger_id":"1.2.3","channel":{"id":"` + channel + `","name":"x"},` +
		`"message":{"type":"message","user":"UBOT","ts":"1700000000.000100","thread_ts":"` + thread + `","bot_id":"B1","text":"x"},"response_url":"https://hooks.slack.com/actions/T1/1/x",` +
		`"actions":[{"action_id":"` + action + `","block_id":"choices","text":{"type":"plain_text","text":"x"},"value":"5","type":"button","action_ts":"1700000009.000200"}]}`
}

func TestInbound(t *testing.T) {
	t.Parallel()
	const dm = `"user":"U7","channel":"D1","channel_type":"im","event_ts":"1700000000.000100"`
	const room = `"user":"U7","channel":"C1","channel_type":"channel","event_ts":"1700000000.000100"`
	const ts = `"ts":"1700000000.000100"`
	li := desk.Inbound{ExternalID: "1700000000.000100", SenderID: "U7", SentAt: 1700000000000, Kind: desk.KindText}
	with := func(f func(*desk.Inbound)) []desk.Inbound {
		in := li
		f(&in)
		return []desk.Inbound{in}
	}
	marked := func(kind desk.Kind, of, sign string, follows bool) []desk.Inbound {
		return []desk.Inbound{{Kind: kind, SenderID: "U7", ReplyTo: of, Text: sign, SentAt: 1700000009000, Follows: follows}}
	}
	press := func(follows bool) []desk.Inbound {
		return []desk.Inbound{{Kind: desk.KindText, Text: "5", Pressed: true, SenderID: "U7", ExternalID: "press-U7-1700000009.000200", ReplyTo: "1700000000.000100", SentAt: 1700000009000, Follows: follows}}
	}
	text := func(s string) []desk.Inbound { return with(func(in *desk.Inbound) { in.Text = s }) }
	channeltest.Inbound(t, channeltest.Hook{Retold: true, Adapter: hook(t, "http://127.0.0.1:1"), Sign: func(body []byte) http.Header { return fakeslack.Sign(signingSecret, noon(), body) }}, []channeltest.Sample{
		{Name: "direct message", Key: "T1/D1", Body: wrap(`{"type":"message",` + dm + `,` + ts + `,"text":"付款后一直转圈 &lt;3 &amp;amp;"}`), Want: text("付款后一直转圈 <3 &amp;")},
		{Name: "thread in a direct message", Key: "T1/D1", Body: wrap(`{"type":"message",` + dm + `,` + ts + `,"thread_ts":"1699999999.000001","text":"是的"}`),
			Want: with(func(in *desk.Inbound) {
				in.ExternalID, in.ReplyTo, in.Text = "1700000000.000100/1699999999.000001", "1699999999.000001", "是的"
			})},
		{Name: "markup", Key: "T1/D1", Body: wrap(`{"type":"message",` + dm + `,` + ts + `,"text":"<@U9> <#C2|help> <!here> <https://a.b/?x=1&amp;y=2|单> <https://a.b|a.b> <https://evil.example/?://a.b|a.b> <#C3|> <!subteam^S1|@experts> <mailto:x@y.z|x@y.z> *重* <未完"}`),
			Want: text("@U9 #help @here 单 (https://a.b/?x=1&y=2) a.b a.b (https://evil.example/?://a.b) #C3 @experts x@y.z *重* <未完")},
		{Name: "lists, quotes, code and emoji stay as typed", Key: "T1/D1", Body: wrap(`{"type":"message",` + dm + `,` + ts + `,"text":"• 一\n    ◦ 二\n1. 三\n&gt; 引\n` + "`a &lt; b`\\n```x := &lt;-c```" + ` :smile: ~删~ _斜_","blocks":[{"type":"rich_text","elements":[{"type":"hologram"}]}]}`),
			Want: text("• 一\n    ◦ 二\n1. 三\n> 引\n`a < b`\n```x := <-c``` :smile: ~删~ _斜_")},
		{Name: "file", Key: "T1/D1", Body: wrap(`{"type":"message","subtype":"file_share",` + dm + `,` + ts + `,"text":"看","files":[{"id":"F1","name":"发票.pdf","mimetype":"application/pdf"},{"id":"F2"}]}`),
			Want: with(func(in *desk.Inbound) {
				in.Kind, in.Text, in.Files = desk.KindDocument, "看", []desk.File{{Kind: desk.KindDocument, Name: "发票.pdf", Type: "application/pdf", Ref: "F1"}, {Kind: desk.KindDocument, Ref: "F2"}}
			})},
		{Name: "file with all that Slack says", Key: "T1/D1", Body: wrap(`{"type":"message","subtype":"file_share",` + dm + `,` + ts + `,"text":"","files":[{"id":"F1","name":"a.png","mimetype":"image/png","size":512,"original_w":64,"original_h":32,"url_private":"https://files.slack.com/files-pri/T1-F1/a.png","url_private_download":"https://files.slack.com/files-pri/T1-F1/download/a.png"}]}`),
			Want: with(func(in *desk.Inbound) {
				in.Kind, in.Files = desk.KindPhoto, []desk.File{{Kind: desk.KindPhoto, Name: "a.png", Type: "image/png", Size: 512, Width: 64, Height: 32, Ref: "https://files.slack.com/files-pri/T1-F1/download/a.png"}}
			})},
		{Name: "a voice message", Key: "T1/D1", Body: wrap(`{"type":"message","subtype":"file_share",` + dm + `,` + ts + `,"text":"","files":[{"id":"F1","name":"audio.m4a","mimetype":"audio/mp4","subtype":"slack_audio","duration_ms":4300,"url_private":"https://files.slack.com/x"}]}`),
			Want: with(func(in *desk.Inbound) {
				in.Kind, in.Files = desk.KindVoice, []desk.File{{Kind: desk.KindVoice, Name: "audio.m4a", Type: "audio/mp4", Seconds: 5, Ref: "https://files.slack.com/x"}}
			})},
		{Name: "a file that lies elsewhere", Key: "T1/D1", Body: wrap(`{"type":"message","subtype":"file_share",` + dm + `,` + ts + `,"text":"看","files":[{"id":"F1","name":"plan","title":"Plan","mode":"external","is_external":true,"url_private":"https://drive.example/x"}]}`),
			Want: text("看\nPlan (https://drive.example/x)")},
		{Name: "photo", Key: "T1/D1", Body: wrap(`{"type":"message","subtype":"file_share",` + dm + `,` + ts + `,"text":"","files":[{"id":"F1","name":"a.png","mimetype":"image/png"}]}`),
			Want: with(func(in *desk.Inbound) {
				in.Kind, in.Files = desk.KindPhoto, []desk.File{{Kind: desk.KindPhoto, Name: "a.png", Type: "image/png", Ref: "F1"}}
			})},
		{Name: "forwarded", Key: "T1/D1", Body: wrap(`{"type":"message",` + dm + `,` + ts + `,"text":"","attachments":[{"fallback":"[April] &lt;hello&gt;"}]}`),
			Want: with(func(in *desk.Inbound) { in.Kind, in.Note = desk.KindUnknown, "[April] <hello>" })},
		{Name: "nothing but blocks of tomorrow", Key: "T1/D1", Body: wrap(`{"type":"message",` + dm + `,` + ts + `,"text":"","blocks":[{"type":"hologram"}]}`),
			Want: with(func(in *desk.Inbound) {
				in.Kind, in.Note = desk.KindUnknown, "a kind of message that is not shown here yet"
			})},
		{Name: "mention", Key: "T1/C1/1700000000.000100", Body: wrap(`{"type":"app_mention","user":"U7","channel":"C1",` + ts + `,"text":"<@UBOT> 在吗"}`), Want: text("在吗")},
		{Name: "mention and nothing else", Key: "T1/C1/1700000000.000100", Body: wrap(`{"type":"app_mention","user":"U7","channel":"C1",` + ts + `,"text":"<@UBOT>"}`), Want: text("@UBOT")},
		{Name: "mention in a thread", Key: "T1/C1/1699999999.000001", Body: wrap(`{"type":"app_mention","user":"U7","channel":"C1",` + ts + `,"thread_ts":"1699999999.000001","text":"请 <@UBOT> 看"}`), Want: text("请 @UBOT 看")},
		{Name: "reply in a thread", Key: "T1/C1/1699999999.000001", Body: wrap(`{"type":"message",` + room + `,` + ts + `,"thread_ts":"1699999999.000001","text":"还在吗"}`),
			Want: with(func(in *desk.Inbound) { in.Text, in.Follows = "还在吗", true })},
		{Name: "reply that goes to the channel too", Key: "T1/C1/1699999999.000001", Body: wrap(`{"type":"message","subtype":"thread_broadcast",` + room + `,` + ts + `,"thread_ts":"1699999999.000001","text":"还在吗"}`),
			Want: with(func(in *desk.Inbound) { in.Text, in.Follows = "还在吗", true })},
		{Name: "mention, as the channel's line", Key: "T1/C1/1700000000.000100", Body: wrap(`{"type":"message",` + room + `,` + ts + `,"text":"<@UBOT> 在吗"}`), Want: text("在吗")},
		{Name: "mention in a thread, as the channel's line", Key: "T1/C1/1699999999.000001", Body: wrap(`{"type":"message",` + room + `,` + ts + `,"thread_ts":"1699999999.000001","text":"请 <@UBOT> 看"}`), Want: text("请 @UBOT 看")},
		{Name: "people among themselves", Key: "T1/C1/1700000000.000100", Body: wrap(`{"type":"message",` + room + `,` + ts + `,"text":"午饭？"}`)},
		{Name: "edit", Key: "T1/D1", Body: wrap(`{"type":"message","subtype":"message_changed","channel":"D1","channel_type":"im","ts":"1700000009.000200","message":{"type":"message","user":"U7",` + ts + `,"text":"改了","edited":{"user":"U7","ts":"1700000009.000000"}},"previous_message":{"type":"message","user":"U7",` + ts + `,"text":"原来"}}`),
			Want: with(func(in *desk.Inbound) {
				in.Kind, in.Text, in.ReplyTo, in.ExternalID, in.SentAt = desk.KindEdit, "改了", "1700000000.000100", "1700000000.000100@1700000009.000200", 1700000009000
			})},
		{Name: "edit in a thread of a direct message", Key: "T1/D1", Body: wrap(`{"type":"message","subtype":"message_changed","channel":"D1","channel_type":"im","ts":"1700000009.000200","message":{"type":"message","user":"U7",` + ts + `,"thread_ts":"1699999999.000001","text":"改了"},"previous_message":{"type":"message","user":"U7",` + ts + `,"thread_ts":"1699999999.000001","text":"原来"}}`),
			Want: with(func(in *desk.Inbound) {
				in.Kind, in.Text, in.ReplyTo, in.ExternalID, in.SentAt = desk.KindEdit, "改了", "1700000000.000100/1699999999.000001", "1700000000.000100/1699999999.000001@1700000009.000200", 1700000009000
			})},
		{Name: "edit in a thread", Key: "T1/C1/1699999999.000001", Body: wrap(`{"type":"message","subtype":"message_changed","channel":"C1","channel_type":"channel","ts":"1700000009.000200","message":{"type":"message","user":"U7",` + ts + `,"thread_ts":"1699999999.000001","text":"改了"},"previous_message":{"type":"message","user":"U7",` + ts + `,"text":"原来"}}`),
			Want: with(func(in *desk.Inbound) {
				in.Kind, in.Text, in.ReplyTo, in.ExternalID, in.SentAt, in.Follows = desk.KindEdit, "改了", "1700000000.000100", "1700000000.000100@1700000009.000200", 1700000009000, true
			})},
		{Name: "a preview appears", Key: "T1/D1", Body: wrap(`{"type":"message","subtype":"message_changed","channel":"D1","channel_type":"im","ts":"1700000009.000200","message":{"type":"message","user":"U7",` + ts + `,"text":"原来"},"previous_message":{"type":"message","user":"U7",` + ts + `,"text":"原来"}}`)},
		{Name: "deleted", Key: "T1/D1", Body: wrap(`{"type":"message","subtype":"message_deleted","channel":"D1","channel_type":"im","ts":"1700000009.000200","deleted_ts":"1700000000.000100","previous_message":{"type":"message","user":"U7",` + ts + `,"text":"原来"}}`),
			Want: marked(desk.KindDelete, "1700000000.000100", "", false)},
		{Name: "deleted in a thread of a direct message", Key: "T1/D1", Body: wrap(`{"type":"message","subtype":"message_deleted","channel":"D1","channel_type":"im","ts":"1700000009.000200","deleted_ts":"1700000000.000100","previous_message":{"type":"message","user":"U7",` + ts + `,"thread_ts":"1699999999.000001","text":"原来"}}`),
			Want: marked(desk.KindDelete, "1700000000.000100/1699999999.000001", "", false)},
		{Name: "deleted in a thread", Key: "T1/C1/1699999999.000001", Body: wrap(`{"type":"message","subtype":"message_deleted","channel":"C1","channel_type":"channel","ts":"1700000009.000200","deleted_ts":"1700000000.000100","previous_message":{"type":"message","user":"U7",` + ts + `,"thread_ts":"1699999999.000001","text":"原来"}}`),
			Want: marked(desk.KindDelete, "1700000000.000100", "", true)},
		{Name: "the first of a thread deleted", Key: "T1/C1/1700000000.000100", Body: wrap(`{"type":"message","subtype":"message_changed","channel":"C1","channel_type":"channel","ts":"1700000009.000200","message":{"type":"message","subtype":"tombstone","user":"USLACKBOT",` + ts + `,"thread_ts":"1700000000.000100","text":"This message was deleted."},"previous_message":{"type":"message","user":"U7",` + ts + `,"thread_ts":"1700000000.000100","text":"<@UBOT> 在吗"}}`),
			Want: marked(desk.KindDelete, "1700000000.000100", "", true)},
		{Name: "our own line deleted", Key: "T1/D1", Body: wrap(`{"type":"message","subtype":"message_deleted","channel":"D1","channel_type":"im","ts":"1700000009.000200","deleted_ts":"1700000000.000100","previous_message":{"type":"message","user":"UBOT","bot_id":"B1",` + ts + `,"text":"x"}}`)},
		{Name: "our own line", Key: "T1/D1", Body: wrap(`{"type":"message",` + strings.Replace(dm, "U7", "UBOT", 1) + `,` + ts + `,"text":"loop"}`)},
		{Name: "another bot", Key: "T1/D1", Body: wrap(`{"type":"message","bot_id":"B9",` + dm + `,` + ts + `,"text":"loop"}`)},
		{Name: "joined", Key: "T1/C1/1700000000.000100", Body: wrap(`{"type":"message","subtype":"channel_join",` + room + `,` + ts + `,"text":"<@U7> has joined"}`)},
		{Name: "reaction", Key: "T1/D1", Body: wrap(`{"type":"reaction_added","user":"U7","reaction":"eyes","item_user":"U7","item":{"type":"message","channel":"D1",` + ts + `},"event_ts":"1700000009.000200"}`),
			Want: marked(desk.KindReaction, "1700000000.000100", ":eyes:", false)},
		{Name: "reaction taken away", Key: "T1/D1", Body: wrap(`{"type":"reaction_removed","user":"U7","reaction":"eyes","item_user":"UBOT","item":{"type":"message","channel":"D1",` + ts + `},"event_ts":"1700000009.000200"}`),
			Want: undone(marked(desk.KindReaction, "1700000000.000100", ":eyes:", false))},
		{Name: "reaction to an answer in a channel", Key: "T1/C1/1700000000.000100", Body: wrap(`{"type":"reaction_added","user":"U7","reaction":"eyes","item_user":"UBOT","item":{"type":"message","channel":"C1",` + ts + `},"event_ts":"1700000009.000200"}`),
			Want: []desk.Inbound{{Kind: desk.KindReaction, SenderID: "U7", ReplyTo: "1700000000.000100", Text: ":eyes:", SentAt: 1700000009000, Follows: true, Stray: "T1/C1/"}}},
		{Name: "our own reaction", Key: "T1/D1", Body: wrap(`{"type":"reaction_added","user":"UBOT","reaction":"eyes","item_user":"U7","item":{"type":"message","channel":"D1",` + ts + `},"event_ts":"1700000009.000200"}`)},
		{Name: "reaction to a file", Key: "", Body: wrap(`{"type":"reaction_added","user":"U7","reaction":"eyes","item":{"type":"file","file":"F1"},"event_ts":"1700000009.000200"}`)},
		{Name: "a channel that is an object", Key: "", Body: wrap(`{"type":"channel_created","channel":{"id":"C3","name":"new"}}`)},
		{Name: "a type of tomorrow", Key: "", Body: wrap(`{"type":"hologram_shared","message":7}`)},
		{Name: "too many events", Key: "", Body: `{"token":"x","type":"app_rate_limited","team_id":"T1","minute_rate_limited":1518467820,"api_app_id":"A1"}`},
		{Name: "a button", Key: "", Body: `payload=%7B%22type%22%3A%22block_actions%22%7D`},
		{Name: "a button of ours", Key: "T1/D1", Body: "payload=" + url.QueryEscape(pressOn("D1", "", "choice-5")), Want: press(false)},
		{Name: "a button of ours in a thread", Key: "T1/C1/1699999999.000001", Body: "payload=" + url.QueryEscape(pressOn("C1", "1699999999.000001", "choice-5")), Want: press(true)},
		{Name: "a button of ours over a socket", Key: "T1/D1", Body: pressOn("D1", "", "choice-5"), Want: press(false)},
		{Name: "another button", Key: "", Body: "payload=" + url.QueryEscape(pressOn("D1", "", "approve"))},
		{Name: "another interaction over a socket", Key: "", Body: `{"type":"view_submission","view":{"id":"V1"}}`},
		{Name: "a slash command over a socket", Key: "", Body: `{"command":"/help","team_id":"T1","text":"x","trigger_id":"1.2"}`},
		{Name: "a slash command", Key: "", Body: `token=x&team_id=T1&command=%2Fhelp&text=94070&trigger_id=13345224609.738474920`},
		{Name: "a text that looks like a command", Key: "T1/D1", Body: wrap(`{"type":"message",` + dm + `,` + ts + `,"text":"command=%2F"}`), Want: text("command=%2F")},
	})
}

// TestNotSigned: every way in which a signature can be almost right (S-WH1).
func TestNotSigned(t *testing.T) {
	t.Parallel()
	h, body := hook(t, "http://127.0.0.1:1"), []byte(wrap(`{"type":"message"}`))
	for name, header := range map[string]http.Header{
		"another app's secret": fakeslack.Sign("another", noon(), body),
		"altered body":         fakeslack.Sign(signingSecret, noon(), append([]byte(" "), body...)),
		"301 s old":            fakeslack.Sign(signingSecret, noon().Add(-301*time.Second), body),
		"301 s in the future":  fakeslack.Sign(signingSecret, noon().Add(301*time.Second), body),
		"another time":         {"X-Slack-Request-Timestamp": {"1700000001"}, "X-Slack-Signature": fakeslack.Sign(signingSecret, noon(), body)["X-Slack-Signature"]},
		"capitals":             {"X-Slack-Request-Timestamp": {"1700000000"}, "X-Slack-Signature": {strings.ToUpper(fakeslack.Sign(signingSecret, noon(), body).Get("X-Slack-Signature"))}},
		"no version":           {"X-Slack-Request-Timestamp": {"1700000000"}, "X-Slack-Signature": {strings.TrimPrefix(fakeslack.Sign(signingSecret, noon(), body).Get("X-Slack-Signature"), "v0=")}},
		"the token alone":      {},
	} {
		err := h.Verify(header, body)
		if err == nil {
			t.Errorf("%s: passed", name)
		} else if strings.Contains(err.Error(), "v0=") {
			t.Errorf("%s: the error carries a signature: %v", name, err)
		}
	}
	for _, off := range []time.Duration{-300 * time.Second, 0, 300 * time.Second} {
		if err := h.Verify(fakeslack.Sign(signingSecret, noon().Add(off), body), body); err != nil {
			t.Errorf("%s off: %v", off, err)
		}
	}
}

// TestPeopleAmongThemselves: what people say to each other in a channel is not even kept; what may be for the desk is.
func TestPeopleAmongThemselves(t *testing.T) {
	t.Parallel()
	h := hook(t, "http://127.0.0.1:1")
	for inner, ignore := range map[string]bool{
		`{"type":"message","channel":"C1","channel_type":"channel","user":"U7","ts":"1.1","text":"午饭？"}`:                                                                                                      true,
		`{"type":"message","channel":"G1","channel_type":"group","user":"U7","ts":"1.1","thread_ts":"1.1","text":"午饭？"}`:                                                                                      true,
		`{"type":"message","subtype":"message_deleted","channel":"C1","channel_type":"channel","ts":"1.2","deleted_ts":"1.1"}`:                                                                                true,
		`{"type":"message","channel":"C1","channel_type":"channel","user":"U7","ts":"1.2","thread_ts":"1.1","text":"好"}`:                                                                                      false,
		`{"type":"message","channel":"D1","channel_type":"im","user":"U7","ts":"1.1","text":"在吗"}`:                                                                                                            false,
		`{"type":"reaction_added","user":"U7","reaction":"eyes","item_user":"U8","item":{"type":"message","channel":"C1","ts":"1.1"},"event_ts":"1.2"}`:                                                       true,
		`{"type":"reaction_added","user":"U7","reaction":"eyes","item_user":"UBOT","item":{"type":"message","channel":"C1","ts":"1.1"},"event_ts":"1.2"}`:                                                     false,
		`{"type":"message","subtype":"message_deleted","channel":"C1","channel_type":"channel","ts":"1.2","deleted_ts":"1.1","previous_message":{"type":"message","user":"U7","ts":"1.1","thread_ts":"1.0"}}`: false,
		`{"type":"app_mention","channel":"C1","user":"U7","ts":"1.1","text":"<@UBOT> 在吗"}`:                                                                                                                    false,
		`{"type":"message","subtype":"message_changed","channel":"C1","channel_type":"channel","ts":"1.2","message":{"type":"message","user":"U7","ts":"1.1","text":"x"}}`:                                    false,
	} {
		if id, ok := h.Identify([]byte(wrap(inner))); !ok || id.Ignore != ignore {
			t.Errorf("%s: %+v, want ignore = %v", inner, id, ignore)
		}
	}
}

// TestChangesAmongPeople: of a changed line is kept what may belong to a conversation of ours, as far as the body tells,
// and of that only what somebody wrote anew.
func TestChangesAmongPeople(t *testing.T) {
	t.Parallel()
	h := hook(t, "http://127.0.0.1:1")
	changed := func(where, before, now string) string {
		return `{"type":"message","subtype":"message_changed",` + where + `,"ts":"1.2","previous_message":{"type":"message","user":"U7","ts":"1.1",` + before +
			`},"message":{"type":"message","user":"U7","ts":"1.1",` + now + `}}`
	}
	const room, dm = `"channel":"C1","channel_type":"channel"`, `"channel":"D1","channel_type":"im"`
	lonely := strings.Replace(wrap(changed(room, `"text":"午饭?"`, `"text":"晚饭?"`)), `"is_bot":true`, `"is_bot":false`, 1)
	for body, ignore := range map[string]bool{
		wrap(changed(room, `"text":"午饭?"`, `"text":"晚饭?"`)):                                     true,
		wrap(changed(room, `"text":"<@U9> 午饭?"`, `"text":"<@U9> 晚饭?"`)):                         true,
		wrap(changed(room, `"text":"<@UBOT> 在吗"`, `"text":"不用了"`)):                              false,
		wrap(changed(room, `"text":"在吗"`, `"text":"<@UBOT|help> 在吗"`)):                          false,
		wrap(changed(room, `"text":"午饭?","thread_ts":"1.1"`, `"text":"晚饭?","thread_ts":"1.1"`)): false,
		wrap(changed(room, `"text":"好","thread_ts":"1.0"`, `"text":"好的","thread_ts":"1.0"`)):    false,
		wrap(changed(room, `"text":"好","thread_ts":"1.0"`, `"text":"好","thread_ts":"1.0"`)):     true,
		wrap(changed(room, `"text":"<@UBOT> a.b"`, `"text":"<@UBOT> a.b","attachments":[{}]`)):  true,
		wrap(changed(dm, `"text":"a.b"`, `"text":"a.b","attachments":[{}]`)):                    true,
		wrap(changed(dm, `"text":"原来"`, `"text":"改了"`)):                                         false,
		lonely: false,
	} {
		id, ok := h.Identify([]byte(body))
		if !ok || id.Ignore != ignore {
			t.Errorf("%s: %+v, want ignore = %v", body, id, ignore)
		}
		if got, err := h.Parse(desk.Raw{Channel: "sl", Key: id.Key, Body: []byte(body)}); err != nil || (len(got) == 0) != ignore {
			t.Errorf("%s gave %+v, %v", body, got, err)
		}
	}
}

// TestOneLineOneName: however Slack brings a line, it is known by its place; what cannot be told apart so keeps
// Slack's own id.
func TestOneLineOneName(t *testing.T) {
	t.Parallel()
	h := hook(t, "http://127.0.0.1:1")
	const place = `"channel":"C1","user":"U7","ts":"1.2"`
	for body, want := range map[string]string{
		wrap(`{"type":"message",` + place + `,"channel_type":"channel","thread_ts":"1.1","text":"<@UBOT> 在吗"}`):              "line-C1-1.2",
		wrap(`{"type":"app_mention",` + place + `,"thread_ts":"1.1","text":"<@UBOT> 在吗"}`):                                   "line-C1-1.2",
		wrap(`{"type":"message","subtype":"file_share",` + place + `,"channel_type":"channel","thread_ts":"1.1"}`):           "line-C1-1.2",
		wrap(`{"type":"app_mention",` + place + `,"thread_ts":"1.1","edited":{"user":"U7","ts":"1.8"},"text":"<@UBOT> 在吗"}`): "Ev1",
		wrap(`{"type":"message","subtype":"message_deleted","channel":"D1","ts":"1.9"}`):                                     "Ev1",
		strings.Replace(wrap(`{"type":"app_mention",`+place+`,"text":"<@UBOT>"}`), `"is_bot":true`, `"is_bot":false`, 1):     "Ev1",
		wrap(`{"type":"message","channel":"D/1","channel_type":"im","user":"U7","ts":"1.2"}`):                                "Ev1",
	} {
		if id, ok := h.Identify([]byte(body)); !ok || id.EventID != want {
			t.Errorf("%s: named %q (%v), want %q", body, id.EventID, ok, want)
		}
	}
}

// TestIdentities: what cannot be named is left to the door, which keeps it under its digest.
func TestIdentities(t *testing.T) {
	t.Parallel()
	h := hook(t, "http://127.0.0.1:1")
	for body, want := range map[string]bool{
		`{"type":"event_callback","team_id":"T1","event":{"type":"message"}}`:                                false,
		`{"type":"event_callback","event_id":"` + strings.Repeat("E", 101) + `","event":{"type":"message"}}`: false,
		`{"type":"event_callback","event_id":"Ev1"}`:                                                         false,
		`{"event_id":"Ev1"}`: false,
		`{"type":"event_callback","event_id":"Ev1","team_id":"T/1","event":{"type":"message","channel":"C1","ts":"1.1"}}`:             true,
		`{"type":"event_callback","event_id":"Ev1","team_id":"T1","event":{"type":"message","channel":"C1","ts":"1.1/../../../etc"}}`: true,
	} {
		id, ok := h.Identify([]byte(body))
		if ok != want {
			t.Errorf("%s: %v", body, ok)
		}
		if id.Key != "" || len(id.EventID) > 200 {
			t.Errorf("%s: %+v", body, id)
		}
	}
	if answer, ok := h.Challenge([]byte(`{"token":"x","challenge":"3eZb","type":"url_verification"}`)); !ok || answer != "3eZb" {
		t.Errorf("challenge: %q %v", answer, ok)
	}
	for _, body := range []string{wrap(`{"type":"message","text":"url_verification"}`), `payload=%7B%7D`, `null`} {
		if answer, ok := h.Challenge([]byte(body)); ok {
			t.Errorf("%s is taken for a challenge: %q", body, answer)
		}
	}
}

// TestHugeText: a body as large as the door lets in is read as any other.
func TestHugeText(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("<@U7> &amp; ", 80_000)
	raw, err := json.Marshal(map[string]any{"type": "message", "user": "U7", "channel": "D1", "channel_type": "im", "ts": "1700000000.000100", "text": long})
	if err != nil {
		t.Fatal(err)
	}
	got, err := hook(t, "http://127.0.0.1:1").Parse(desk.Raw{Channel: "sl", Key: "T1/D1", Body: []byte(wrap(string(raw)))})
	if err != nil || len(got) != 1 {
		t.Fatal(got, err)
	}
	if d := cmp.Diff(strings.Repeat("@U7 & ", 80_000), got[0].Text); d != "" {
		t.Error("the text differs")
	}
}

// TestDeepBody: a body that is nested as deep as JSON may be costs no more than its length.
func TestDeepBody(t *testing.T) {
	t.Parallel()
	const deep = 9000
	body := []byte(wrap(strings.Repeat(`{"type":"message","subtype":"message_changed","channel":"D1","message":`, deep) + `{}` + strings.Repeat("}", deep)))
	h := hook(t, "http://127.0.0.1:1")
	id, ok := h.Identify(body)
	if _, err := h.Parse(desk.Raw{Channel: "sl", Key: id.Key, Body: body}); !ok || err != nil {
		t.Errorf("%+v, %v", id, err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(wrap(`{"type":"message","user":"U7","channel":"D1","channel_type":"im","ts":"1.1","text":"<@U9|x> &lt;"}`)))
	f.Add([]byte(wrap(`{"type":"message","subtype":"message_changed","channel":"D1","ts":"1.1","message":{"type":"message","user":"U7","ts":"1.0","text":"x"}}`)))
	f.Add([]byte(`payload=%7B%7D`))
	h := hook(f, "http://127.0.0.1:1")
	f.Fuzz(func(t *testing.T, body []byte) {
		id, ok := h.Identify(body)
		if !ok {
			return
		}
		if len(id.Key) > 200 || len(id.EventID) > 200 || strings.ContainsRune(id.EventID+id.Key, 0) {
			t.Errorf("identity: %+v", id)
		}
		got, err := h.Parse(desk.Raw{Channel: "sl", Key: id.Key, Body: body})
		if err != nil {
			return
		}
		for _, in := range got {
			all := in.Text + in.Note + in.ExternalID + in.ReplyTo + in.SenderID
			if strings.ContainsRune(all, 0) || strings.ToValidUTF8(all, "") != all {
				t.Errorf("not storable: %q", all)
			}
		}
	})
}

// undone is a reaction that is taken back.
func undone(in []desk.Inbound) []desk.Inbound {
	in[0].Undone = true
	return in
}
