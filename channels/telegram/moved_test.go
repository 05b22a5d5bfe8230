package telegram_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
)

// TestSendToMovedGroup: a group that became a supergroup hears the answer where it is now, once; the question of before is
// quoted no more, for its number belongs to another message there; and the way is asked for once.
func TestSendToMovedGroup(t *testing.T) {
	t.Parallel()
	srv, url := standIn(t)
	li := srv.User(7, "李女士", "zh-hans")
	group := srv.Bot().Group(-5, "VIP 群")
	_, question := li.Say(group, "在吗")
	group.Migrate(li, -1005)
	a := adapter(t, url)
	send := func(text, replyTo string) desk.Receipt {
		t.Helper()
		got, err := a.Send(t.Context(), desk.Outbound{Address: desk.Address{Channel: "tg", Key: "-5"}, Text: text, ReplyTo: replyTo})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	first := send("您好", strconv.FormatInt(question, 10))
	send("请讲", first.ExternalID)
	number, _ := strconv.ParseInt(strings.TrimPrefix(first.ExternalID, "-1005:"), 10, 64)
	type call struct {
		Chat, ReplyTo int64
		Text          string
		Done          bool
	}
	var got []call
	for _, s := range srv.Sends() {
		got = append(got, call{s.ChatID, s.ReplyTo, s.Text, s.Done})
	}
	want := []call{{-5, question, "您好", false}, {-1005, 0, "您好", true}, {-1005, number, "请讲", true}}
	if d := cmp.Diff(want, got); d != "" || number == 0 {
		t.Errorf("calls (-want +got):\n%s", d)
	}
}

// TestSendAfterEdit: an answer to a changed line quotes the line, in a group that has moved, too.
func TestSendAfterEdit(t *testing.T) {
	t.Parallel()
	srv, url := standIn(t)
	li, a := srv.User(7, "李女士", "zh-hans"), adapter(t, url)
	group := srv.Bot().Group(-5, "VIP 群")
	super := group.Migrate(li, -1005)
	_, later := li.Say(super, "还在吗")
	for key, reference := range map[string]string{"-5": fmt.Sprintf("-1005:%d@9", later), "-1005": fmt.Sprintf("%d@9", later)} {
		if _, err := a.Send(t.Context(), desk.Outbound{Address: desk.Address{Channel: "tg", Key: key}, Text: "您好", ReplyTo: reference}); err != nil {
			t.Fatal(err)
		}
		if all := srv.Sends(); all[len(all)-1].ReplyTo != later {
			t.Errorf("to %s in %s it is %+v", reference, key, all[len(all)-1])
		}
	}
}

// TestMessagesOfMovedGroup: numbers begin anew in a supergroup. What is kept under the old group's address names them so
// that none is taken for another.
func TestMessagesOfMovedGroup(t *testing.T) {
	t.Parallel()
	body := []byte(`{"update_id":1,"message":{"message_id":5,"from":{"id":7,"first_name":"x"},"chat":{"id":-1005,"type":"supergroup"},"date":1,"text":"hi","reply_to_message":{"message_id":3}}}`)
	got, err := adapter(t, "http://127.0.0.1:1").Parse(desk.Raw{Channel: "tg", Key: "-5", Body: body})
	if err != nil || len(got) != 1 || got[0].ExternalID != "-1005:5" || got[0].ReplyTo != "-1005:3" || got[0].Address.Key != "-5" {
		t.Errorf("%+v, %v", got, err)
	}
}
