package slack_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/channels"
	"firstline/channels/channeltest"
	"firstline/internal/desk"
	fakeslack "firstline/internal/fake/slack"
)

// TestChange: a message is corrected and taken back by its ts, escaped like an answer; Slack's refusals are refusals of this
// message and no dead conversation.
func TestChange(t *testing.T) {
	t.Parallel()
	s, url := standIn(t, fakeslack.Options{PerChannel: -1})
	li := s.Person("U1", "李女士", "zh-CN")
	h := hook(t, url)
	theirs, err := li.Says(li.DM(), "在吗", "")
	if err != nil {
		t.Fatal(err)
	}
	at := desk.Address{Channel: "sl", Key: "T1/" + li.DM()}
	sent, err := h.Send(t.Context(), desk.Outbound{Address: at, Text: "8元"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, text string
		change     desk.Change
		want       channels.Reason
	}{
		{"corrected", "6元 <!here>", desk.Change{Of: sent.ExternalID}, ""},
		{"theirs", "6元", desk.Change{Of: theirs}, channels.Refused},
		{"unknown", "6元", desk.Change{Of: "1.000001"}, channels.Refused},
		{"theirs taken back", "", desk.Change{Of: theirs, Recall: true}, channels.Refused},
		{"taken back", "", desk.Change{Of: sent.ExternalID, Recall: true}, ""},
		{"taken back twice", "", desk.Change{Of: sent.ExternalID, Recall: true}, ""},
	} {
		if got, err := h.Send(t.Context(), desk.Outbound{Address: at, Text: c.text, Change: &c.change}); got.ExternalID != "" || reason(err) != c.want {
			t.Errorf("%s: %+v, %v", c.name, got, err)
		}
	}
	want := []fakeslack.Change{
		{Method: "chat.update", Channel: li.DM(), TS: sent.ExternalID, Text: "6元 &lt;!here&gt;"},
		{Method: "chat.update", Channel: li.DM(), TS: theirs, Text: "6元", Error: "cant_update_message"},
		{Method: "chat.update", Channel: li.DM(), TS: "1.000001", Text: "6元", Error: "message_not_found"},
		{Method: "chat.delete", Channel: li.DM(), TS: theirs, Error: "cant_delete_message"},
		{Method: "chat.delete", Channel: li.DM(), TS: sent.ExternalID},
		{Method: "chat.delete", Channel: li.DM(), TS: sent.ExternalID, Error: "message_not_found"},
	}
	if d := cmp.Diff(want, s.Changes()); d != "" {
		t.Errorf("what Slack was asked (-want +got):\n%s", d)
	}
}

// TestAble: Slack takes what the channel is said to be able to.
func TestAble(t *testing.T) {
	t.Parallel()
	s, url := standIn(t, fakeslack.Options{PerChannel: -1})
	li := s.Person("U1", "李女士", "zh-CN")
	theirs, err := li.Says(li.DM(), "在吗", "")
	if err != nil {
		t.Fatal(err)
	}
	channeltest.Able{Adapter: hook(t, url), At: desk.Address{Channel: "sl", Key: "T1/" + li.DM()}, Theirs: theirs}.Claims(t)
}
