package telegram_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/channels"
	"firstline/channels/channeltest"
	"firstline/channels/telegram"
	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
)

const secret = "0123456789abcdef0123456789abcdef"

func adapter(t testing.TB, api string) *telegram.Adapter {
	t.Helper()
	a, err := telegram.New(telegram.Config{ID: "tg", Token: faketelegram.DefaultToken, Secret: secret, APIURL: api})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestInbound(t *testing.T) {
	t.Parallel()
	from := `"from":{"id":7,"is_bot":false,"first_name":"李","last_name":"女士","language_code":"zh-hans"},"chat":{"id":7,"type":"private"},"date":1700000000`
	li := desk.Inbound{ExternalID: "5", SenderID: "7", SenderName: "李 女士", Language: "zh-hans", SentAt: 1700000000000}
	with := func(f func(*desk.Inbound)) []desk.Inbound {
		in := li
		f(&in)
		return []desk.Inbound{in}
	}
	channeltest.Inbound(t, channeltest.Hook{Adapter: adapter(t, "http://127.0.0.1:1"), Sign: func([]byte) http.Header {
		h := http.Header{}
		h.Set("X-Telegram-Bot-Api-Secret-Token", secret)
		return h
	}}, []channeltest.Sample{
		{Name: "text", Key: "7", Body: `{"update_id":1,"message":{"message_id":5,` + from + `,"text":"付款后一直转圈"}}`,
			Want: with(func(in *desk.Inbound) { in.Kind, in.Text = desk.KindText, "付款后一直转圈" })},
		{Name: "photo with caption", Key: "7", Body: `{"update_id":2,"message":{"message_id":5,` + from + `,"photo":[{"file_id":"x","file_unique_id":"y","width":1,"height":1}],"caption":"看"}}`,
			Want: with(func(in *desk.Inbound) { in.Kind, in.Text, in.Note = desk.KindPhoto, "看", "photo" })},
		{Name: "document", Key: "7", Body: `{"update_id":3,"message":{"message_id":5,` + from + `,"document":{"file_id":"x","file_unique_id":"y","file_name":"发票.pdf"}}}`,
			Want: with(func(in *desk.Inbound) { in.Kind, in.Note = desk.KindDocument, "发票.pdf" })},
		{Name: "reply", Key: "7", Body: `{"update_id":4,"message":{"message_id":5,` + from + `,"text":"是的","reply_to_message":{"message_id":3,"date":1,"chat":{"id":7,"type":"private"}}}}`,
			Want: with(func(in *desk.Inbound) { in.Kind, in.Text, in.ReplyTo = desk.KindText, "是的", "3" })},
		{Name: "edit", Key: "7", Body: `{"update_id":5,"edited_message":{"message_id":5,"edit_date":1700000009,` + from + `,"text":"改了"}}`,
			Want: with(func(in *desk.Inbound) {
				in.Kind, in.Text, in.ReplyTo, in.ExternalID = desk.KindEdit, "改了", "5", "5@5"
			})},
		{Name: "group topic", Key: "-100123/9", Body: `{"update_id":6,"message":{"message_id":5,"message_thread_id":9,"is_topic_message":true,"from":{"id":7,"is_bot":false,"first_name":"李 女士","language_code":"zh-hans"},"chat":{"id":-100123,"type":"supergroup","title":"VIP 群","is_forum":true},"date":1700000000,"text":"在吗"}}`,
			Want: with(func(in *desk.Inbound) { in.Kind, in.Text, in.Title = desk.KindText, "在吗", "VIP 群" })},
		{Name: "another bot", Key: "7", Body: `{"update_id":7,"message":{"message_id":5,"from":{"id":9,"is_bot":true,"first_name":"bot"},"chat":{"id":7,"type":"private"},"date":1,"text":"loop"}}`},
		{Name: "joined", Key: "-5", Body: `{"update_id":8,"message":{"message_id":5,"from":{"id":9,"is_bot":false,"first_name":"x"},"chat":{"id":-5,"type":"group","title":"g"},"date":1,"new_chat_members":[{"id":9,"is_bot":false,"first_name":"x"}]}}`},
		{Name: "a kind of tomorrow", Key: "", Body: `{"update_id":9,"hologram":{"size":3}}`},
	})
}

// TestSendErrors judges what the real client library says about each answer of the stand-in.
func TestSendErrors(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		fault faketelegram.Fault
		want  channels.Reason
	}{
		{"too many", faketelegram.Fault{Kind: faketelegram.FaultTooMany, RetryAfter: 7}, channels.Throttled},
		{"reset after the body", faketelegram.Fault{Kind: faketelegram.FaultResetAfter}, channels.Ambiguous},
		{"bad gateway", faketelegram.Fault{Kind: faketelegram.FaultBadGateway}, channels.Ambiguous},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			srv, url := standIn(t)
			c.fault.Method = "sendMessage"
			if err := srv.AddFault(c.fault); err != nil {
				t.Fatal(err)
			}
			_, err := adapter(t, url).Send(t.Context(), desk.Outbound{Address: desk.Address{Channel: "tg", Key: "7"}, Text: "您好"})
			var se *channels.SendError
			if !errors.As(err, &se) || se.Reason != c.want {
				t.Fatalf("%v, want %s", err, c.want)
			}
			if c.want == channels.Throttled && se.RetryAfter != 7*time.Second {
				t.Errorf("retry after %s", se.RetryAfter)
			}
			if strings.Contains(err.Error(), faketelegram.DefaultToken) {
				t.Error("the token stands in the error")
			}
		})
	}
}

func standIn(t *testing.T) (*faketelegram.Server, string) {
	t.Helper()
	srv := faketelegram.New(faketelegram.Options{Limits: faketelegram.Unlimited()})
	u := srv.User(7, "李女士", "zh-hans")
	u.Private()
	api := httptest.NewServer(srv)
	t.Cleanup(api.Close)
	return srv, api.URL
}

func TestSendToNobody(t *testing.T) {
	t.Parallel()
	srv, url := standIn(t)
	send := func(key, text string) channels.Reason {
		_, err := adapter(t, url).Send(context.Background(), desk.Outbound{Address: desk.Address{Channel: "tg", Key: key}, Text: text})
		var se *channels.SendError
		if !errors.As(err, &se) {
			return ""
		}
		return se.Reason
	}
	srv.User(8, "Bob", "en").Private()
	srv.User(8, "Bob", "en").Block(true)
	got := map[string]channels.Reason{"unknown": send("99", "x"), "blocked": send("8", "x"), "not a chat": send("abc", "x"), "too long": send("7", strings.Repeat("长", 4097)), "fine": send("7", "x")}
	want := map[string]channels.Reason{"unknown": channels.NoSuchChat, "blocked": channels.Blocked, "not a chat": channels.NoSuchChat, "too long": channels.TooLong, "fine": ""}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("reasons (-want +got):\n%s", d)
	}
}

// TestUnreachable: a refused connection never carried anything, so that it may be tried again.
func TestUnreachable(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	_ = l.Close()
	_, err = adapter(t, "http://"+addr).Send(t.Context(), desk.Outbound{Address: desk.Address{Channel: "tg", Key: "7"}, Text: "x"})
	var se *channels.SendError
	if !errors.As(err, &se) || se.Reason != channels.Unreachable {
		t.Errorf("%v, want unreachable", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"update_id":1,"message":{"message_id":5,"from":{"id":7,"first_name":"x"},"chat":{"id":7,"type":"private"},"date":1,"text":"hi"}}`))
	a := adapter(f, "http://127.0.0.1:1")
	f.Fuzz(func(t *testing.T, body []byte) {
		id, ok := a.Identify(body)
		if !ok {
			return
		}
		got, err := a.Parse(desk.Raw{Channel: "tg", Key: id.Key, Body: body})
		if err != nil {
			return
		}
		for _, in := range got {
			if strings.ContainsRune(in.Text, 0) {
				t.Errorf("NUL in %q", in.Text)
			}
		}
	})
}
