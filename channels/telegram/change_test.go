package telegram_test

import (
	"strconv"
	"strings"
	"testing"

	"firstline/channels"
	"firstline/channels/channeltest"
	"firstline/internal/desk"
)

// TestChange: a message is corrected and taken back where it stands, the same once more is no error, and what Telegram
// refuses comes back with its own words.
func TestChange(t *testing.T) {
	t.Parallel()
	s, url := standIn(t)
	wang := s.User(7, "王", "zh-hans")
	_, theirs := wang.Say(nil, "在吗")
	a := adapter(t, url)
	at := desk.Address{Channel: "tg", Key: "7"}
	sent, err := a.Send(t.Context(), desk.Outbound{Address: at, Text: "8元"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, text string
		change     desk.Change
		want       channels.Reason
		words      string
	}{
		{"corrected", "6元", desk.Change{Of: sent.ExternalID}, "", ""},
		{"the same once more", "6元", desk.Change{Of: sent.ExternalID}, "", ""},
		{"a caption of a text", "5元", desk.Change{Of: sent.ExternalID, Kind: desk.KindPhoto}, channels.Refused, "no caption"},
		{"the customer's", "6元", desk.Change{Of: strconv.FormatInt(theirs, 10)}, channels.Refused, "can't be edited"},
		{"unknown", "6元", desk.Change{Of: "99"}, channels.Refused, "not found"},
		{"without a number", "6元", desk.Change{}, channels.Refused, "number"},
		{"too long", strings.Repeat("长", 4097), desk.Change{Of: sent.ExternalID}, channels.TooLong, ""},
		{"too long below a file", strings.Repeat("长", 1025), desk.Change{Of: sent.ExternalID, Kind: desk.KindPhoto}, channels.TooLong, ""},
		{"taken back", "", desk.Change{Of: sent.ExternalID, Recall: true}, "", ""},
		{"taken back twice", "", desk.Change{Of: sent.ExternalID, Recall: true}, "", ""},
		{"corrected where it is gone", "6元", desk.Change{Of: sent.ExternalID}, channels.Refused, "not found"},
		{"in another chat", "", desk.Change{Of: "-5:12", Recall: true}, channels.NoSuchChat, ""},
	} {
		got, err := a.Send(t.Context(), desk.Outbound{Address: at, Text: c.text, Change: &c.change})
		if got.ExternalID != "" || (c.want == "") != (err == nil) {
			t.Errorf("%s: %+v, %v", c.name, got, err)
			continue
		}
		if err == nil {
			continue
		}
		if se, _ := channels.Judge(err); se.Reason != c.want || !strings.Contains(se.Detail, c.words) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	var methods []string
	for _, x := range s.Sends() {
		if x.Done {
			methods = append(methods, x.Method)
		}
	}
	if got := strings.Join(methods, " "); got != "sendMessage editMessageText deleteMessage" {
		t.Errorf("Telegram took %s", got)
	}
}

// TestAble: Telegram takes what the channel is said to be able to.
func TestAble(t *testing.T) {
	t.Parallel()
	s, url := standIn(t)
	_, theirs := s.User(7, "李女士", "zh-hans").Say(nil, "在吗")
	channeltest.Able{Adapter: adapter(t, url), At: desk.Address{Channel: "tg", Key: "7"}, Theirs: strconv.FormatInt(theirs, 10)}.Claims(t)
}
