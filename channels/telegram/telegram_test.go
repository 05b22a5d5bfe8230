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

// topical is a reaction in a group with topics.
const topical = `{"update_id":28,"message_reaction":{"chat":{"id":-100123,"type":"supergroup","is_forum":true},"message_id":5,"user":{"id":7,"first_name":"李"},"date":1700000000,"old_reaction":[],"new_reaction":[{"type":"emoji","emoji":"👍"}]}}`

// TestReactionComesHome: once a reaction was brought to the topic of its message, or to General, it stands there; it does not
// stand in another group whose number begins alike.
func TestReactionComesHome(t *testing.T) {
	t.Parallel()
	a := adapter(t, "http://127.0.0.1:1")
	for key, here := range map[string]bool{"-100123/9": true, "-100123": true, "-1001234": false, "-1001234/9": false, "-5": true} {
		got, err := a.Parse(desk.Raw{Channel: "tg", EventID: "home-28", Key: key, Body: []byte(topical)})
		if err != nil || (len(got) == 1) != here || here && (got[0].Stray != "" || got[0].Address.Key != key) {
			t.Errorf("in %s: %+v, %v", key, got, err)
		}
	}
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
			Want: with(func(in *desk.Inbound) {
				in.Kind, in.Text, in.Files = desk.KindPhoto, "看", []desk.File{{Kind: desk.KindPhoto, Width: 1, Height: 1, Ref: "x"}}
			})},
		{Name: "document", Key: "7", Body: `{"update_id":3,"message":{"message_id":5,` + from + `,"document":{"file_id":"x","file_unique_id":"y","file_name":"发票.pdf"}}}`,
			Want: with(func(in *desk.Inbound) {
				in.Kind, in.Note, in.Files = desk.KindDocument, "发票.pdf", []desk.File{{Kind: desk.KindDocument, Name: "发票.pdf", Ref: "x"}}
			})},
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
		{Name: "blocked", Key: "7", Body: `{"update_id":10,"my_chat_member":{` + from + `,"old_chat_member":{"user":{"id":1},"status":"member"},"new_chat_member":{"user":{"id":1},"status":"kicked","until_date":0}}}`,
			Want: []desk.Inbound{{Notice: desk.NoticeBlocked}}},
		{Name: "unblocked", Key: "7", Body: `{"update_id":11,"my_chat_member":{` + from + `,"old_chat_member":{"status":"kicked"},"new_chat_member":{"status":"member"}}}`,
			Want: []desk.Inbound{{Notice: desk.NoticeBack}}},
		{Name: "kicked", Key: "-5", Body: `{"update_id":12,"my_chat_member":{"chat":{"id":-5,"type":"group"},"old_chat_member":{"status":"administrator"},"new_chat_member":{"status":"left"}}}`,
			Want: []desk.Inbound{{Notice: desk.NoticeRemoved}}},
		{Name: "made an administrator", Key: "-5", Body: `{"update_id":13,"my_chat_member":{"chat":{"id":-5,"type":"group"},"old_chat_member":{"status":"member"},"new_chat_member":{"status":"administrator"}}}`},
		{Name: "a status of tomorrow", Key: "-5", Body: `{"update_id":14,"my_chat_member":{"chat":{"id":-5,"type":"group"},"old_chat_member":{"status":"member"},"new_chat_member":{"status":"hologram"}}}`},
		{Name: "out of a channel", Key: "-5", Body: `{"update_id":15,"my_chat_member":{"chat":{"id":-5,"type":"channel"},"old_chat_member":{"status":"member"},"new_chat_member":{"status":"kicked"}}}`},
		{Name: "left for a supergroup", Key: "-5", Body: `{"update_id":16,"message":{"message_id":9,"from":{"id":7,"first_name":"x"},"chat":{"id":-5,"type":"group"},"date":1,"migrate_to_chat_id":-1005}}`},
		{Name: "came from a group", Key: "-1005", Body: `{"update_id":17,"message":{"message_id":1,"from":{"id":1087968824,"is_bot":true,"first_name":"Group"},"sender_chat":{"id":-1005,"type":"supergroup"},"chat":{"id":-1005,"type":"supergroup"},"date":1,"migrate_from_chat_id":-5}}`,
			Want: []desk.Inbound{{Notice: desk.NoticeMoved, Was: "-5"}}},
		{Name: "in the name of the group", Key: "-5", Body: `{"update_id":18,"message":{"message_id":5,"from":{"id":1087968824,"is_bot":true,"first_name":"Group"},"sender_chat":{"id":-5,"type":"supergroup","title":"VIP 群"},"chat":{"id":-5,"type":"supergroup","title":"VIP 群"},"date":1700000000,"text":"在吗"}}`,
			Want: []desk.Inbound{{ExternalID: "5", SenderID: "-5", SenderName: "VIP 群", Title: "VIP 群", Kind: desk.KindText, Text: "在吗", SentAt: 1700000000000}}},
		{Name: "a channel's post, copied", Key: "-5", Body: `{"update_id":19,"message":{"message_id":5,"from":{"id":777000,"is_bot":false,"first_name":"Telegram"},"sender_chat":{"id":-9,"type":"channel"},"is_automatic_forward":true,"chat":{"id":-5,"type":"supergroup"},"date":1,"text":"news"}}`},
		{Name: "a channel's post", Key: "", Body: `{"update_id":20,"channel_post":{"message_id":5,"chat":{"id":-9,"type":"channel"},"date":1,"text":"news"}}`},
		{Name: "pinned", Key: "7", Body: `{"update_id":21,"message":{"message_id":5,` + from + `,"pinned_message":{"message_id":4,"date":1,"chat":{"id":7,"type":"private"},"text":"x"}}}`},
		{Name: "values of tomorrow in a text", Key: "7", Body: `{"update_id":22,"message":{"message_id":5,` + from + `,"text":"在吗","forward_origin":{"type":"hologram"},"external_reply":{"origin":{"type":"hologram"}},"checklist":{"tasks":[{}]},"reply_markup":{"inline_keyboard":[[{"hologram":1}]]}}}`,
			Want: with(func(in *desk.Inbound) { in.Kind, in.Text = desk.KindText, "在吗" })},
		{Name: "reaction", Key: "7", Body: `{"update_id":23,"message_reaction":{"chat":{"id":7,"type":"private"},"message_id":5,"user":{"id":7,"first_name":"李"},"date":1700000000,"old_reaction":[],"new_reaction":[{"type":"emoji","emoji":"👍"},{"type":"custom_emoji","custom_emoji_id":"9"},{"type":"hologram"},{"type":"paid"}]}}`,
			Want: []desk.Inbound{{ExternalID: "5@23", ReplyTo: "5", SenderID: "7", SenderName: "李", Kind: desk.KindReaction, Text: "👍❔❔⭐", SentAt: 1700000000000}}},
		{Name: "reaction taken back", Key: "7", Body: `{"update_id":24,"message_reaction":{"chat":{"id":7,"type":"private"},"message_id":5,"user":{"id":7,"first_name":"李"},"date":1700000000,"old_reaction":[{"type":"emoji","emoji":"👍"}],"new_reaction":[]}}`,
			Want: []desk.Inbound{{ExternalID: "5@24", ReplyTo: "5", SenderID: "7", SenderName: "李", Kind: desk.KindReaction, SentAt: 1700000000000}}},
		{Name: "reaction in a group with topics", Key: "-100123", Body: topical,
			Want: []desk.Inbound{{ExternalID: "5@28", ReplyTo: "5", SenderID: "7", SenderName: "李", Kind: desk.KindReaction, Text: "👍", SentAt: 1700000000000, Stray: "-100123"}}},
		{Name: "reaction in the name of the group", Key: "-5", Body: `{"update_id":25,"message_reaction":{"chat":{"id":-5,"type":"supergroup"},"message_id":5,"actor_chat":{"id":-5},"date":1,"new_reaction":[]}}`},
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
	srv.User(9, "Eve", "en").Deactivate()
	srv.Bot().Group(-10, "VIP 群").Kick(srv.User(8, "Bob", "en"))
	got := map[string]channels.Reason{"unknown": send("99", "x"), "blocked": send("8", "x"), "not a chat": send("abc", "x"), "too long": send("7", strings.Repeat("长", 4097)), "fine": send("7", "x"),
		"deactivated": send("9", "x"), "kicked": send("-10", "x")}
	want := map[string]channels.Reason{"unknown": channels.NoSuchChat, "blocked": channels.Blocked, "not a chat": channels.NoSuchChat, "too long": channels.TooLong, "fine": "",
		"deactivated": channels.Gone, "kicked": channels.Removed}
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
