package slack_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/channels/slack"
	"firstline/internal/desk"
	fakeslack "firstline/internal/fake/slack"
)

// TestIntroduce: events carry ids; people read names.
func TestIntroduce(t *testing.T) {
	t.Parallel()
	s, url := standIn(t, fakeslack.Options{})
	s.Person("U0001", "李女士", "zh-CN")
	s.Person("U0002", "Bob", "en-US")
	help := s.Channel("help", true)
	h := hook(t, url)
	for _, c := range []struct{ in, want desk.Inbound }{
		{desk.Inbound{Address: desk.Address{Key: "T1/D1"}, SenderID: "U0001", Text: "请问 @U0002 和 @U0404 在吗"},
			desk.Inbound{Address: desk.Address{Key: "T1/D1"}, SenderID: "U0001", Text: "请问 @Bob 和 @U0404 在吗", SenderName: "李女士", Language: "zh-CN"}},
		{desk.Inbound{Address: desk.Address{Key: "T1/" + help + "/1.1"}, SenderID: "U0002"},
			desk.Inbound{Address: desk.Address{Key: "T1/" + help + "/1.1"}, SenderID: "U0002", SenderName: "Bob", Language: "en-US", Title: "Bob · #help"}},
		{desk.Inbound{Address: desk.Address{Key: "T1/D1"}, SenderID: "U0404", Text: "x"},
			desk.Inbound{Address: desk.Address{Key: "T1/D1"}, SenderID: "U0404", Text: "x"}},
	} {
		if d := cmp.Diff(c.want, h.Introduce(t.Context(), c.in)); d != "" {
			t.Errorf("introduced (-want +got):\n%s", d)
		}
	}
}

// TestNamesAreRemembered: a name is asked once an hour, and a Slack that does not answer once a minute.
func TestNamesAreRemembered(t *testing.T) {
	t.Parallel()
	s, url := standIn(t, fakeslack.Options{})
	now := noon()
	h, err := slack.NewHook(slack.Config{BotToken: fakeslack.DefaultBotToken, SigningSecret: "x", APIURL: url + "/api/", Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	name := func() string { return h.Introduce(t.Context(), desk.Inbound{SenderID: "U0001"}).SenderName }
	said := []string{name()}
	s.Person("U0001", "李女士", "zh-CN")
	said = append(said, name())
	now = now.Add(61 * time.Second)
	said = append(said, name())
	s.Person("U0001", "李经理", "zh-CN")
	said = append(said, name())
	now = now.Add(time.Hour)
	said = append(said, name())
	if d := cmp.Diff([]string{"", "", "李女士", "李女士", "李女士"}, said); d != "" {
		t.Errorf("names (-want +got):\n%s", d)
	}
	now = now.Add(time.Second)
	if got := name(); got != "李经理" {
		t.Errorf("after an hour: %q", got)
	}
}

// TestTextOfManyNames asks for five of them.
func TestTextOfManyNames(t *testing.T) {
	t.Parallel()
	s, url := standIn(t, fakeslack.Options{})
	text, want := "", ""
	for i := range 7 {
		id := fmt.Sprintf("U100%d", i)
		s.Person(id, "N", "")
		text += "@" + id + " "
		if i < 5 {
			want += "@N "
		} else {
			want += "@" + id + " "
		}
	}
	if got := hook(t, url).Introduce(t.Context(), desk.Inbound{Text: text}).Text; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestNamesOutliveSlack: who was known stays known while Slack does not answer, and is asked for again after a minute.
func TestNamesOutliveSlack(t *testing.T) {
	t.Parallel()
	s, url := standIn(t, fakeslack.Options{})
	now := noon()
	h, err := slack.NewHook(slack.Config{BotToken: fakeslack.DefaultBotToken, SigningSecret: "x", APIURL: url + "/api/", Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	help := s.Channel("help", true)
	in := desk.Inbound{Address: desk.Address{Key: "T1/" + help + "/1.1"}, SenderID: "U0001"}
	var got []string
	look := func() {
		v := h.Introduce(t.Context(), in)
		got = append(got, v.Title+" "+v.SenderName+" "+v.Language)
	}
	s.Person("U0001", "李女士", "zh-CN")
	look()
	now = now.Add(time.Hour + time.Second)
	for _, method := range []string{"users.info", "conversations.info"} {
		if err := s.AddFault(fakeslack.Fault{Kind: fakeslack.FaultError, Method: method, Error: "internal_error"}); err != nil {
			t.Fatal(err)
		}
	}
	look()
	s.Person("U0001", "李经理", "zh-TW")
	look() // within the minute nothing is asked
	now = now.Add(61 * time.Second)
	look()
	want := []string{"李女士 · #help 李女士 zh-CN", "李女士 · #help 李女士 zh-CN", "李女士 · #help 李女士 zh-CN", "李经理 · #help 李经理 zh-TW"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("introduced (-want +got):\n%s", d)
	}
}
