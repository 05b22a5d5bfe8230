package router_test

import (
	"slices"
	"strings"
	"testing"

	"firstline/channels"
	"firstline/internal/desk"
	fakeslack "firstline/internal/fake/slack"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/matters"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/sessions"
)

const offered = `locale: zh-CN
number: 1
steps: false
rating: false
categories:
  - {id: order, name: 订单, group: order, menu: 订单与发货, words: [订单]}
  - {id: fault, name: 故障, flow: fault, menu: 用不了}
  - {id: other, name: 其他}
`

// TestMenu: the greeting has a button for each matter that the department offers. A press is what the button says, and the
// session goes where that belongs; who writes the same words means the same. A button that is not offered any more is none.
// Shows ORG-06, RTE-03.
func TestMenu(t *testing.T) {
	t.Parallel()
	m, err := matters.Load("m.yaml", []byte(offered))
	if err != nil {
		t.Fatal(err)
	}
	b := newBench(t, testenv.SQLite(t), faketelegram.Options{Limits: faketelegram.Unlimited()})
	b.menu, b.match = m.Menu, m.Match
	b.rules.Categories = []sessions.Category{{ID: "order", Group: "order"}, {ID: "fault", Flow: sessions.FlowFault}, {ID: "other"}}
	s := b.slack()
	n := b.start("a")
	until(t, "the sockets", func() bool { open, _ := s.Sockets(); return open == 2 })
	at := func(channel desk.ChannelID, key string) (sessions.State, string) {
		row, err := n.store.LatestAt(t.Context(), dbq.LatestAtParams{Channel: string(channel), ConvKey: key})
		now := stateIf(t, err == nil, row.State)
		all, _, _ := n.Transcript(t.Context(), desk.Address{Channel: channel, Key: key}, channels.Cursor{}, 50)
		var said []string
		for _, e := range all {
			if e.Role == desk.RoleCustomer {
				said = append(said, e.Text)
			}
		}
		return now, strings.Join(said, "|")
	}
	sorted := func(channel desk.ChannelID, key, group, category, said string) {
		t.Helper()
		until(t, key+" to be sorted", func() bool { now, _ := at(channel, key); return now.Category == category })
		if now, got := at(channel, key); string(now.Group) != group || got != said || now.SortedBy != "system" {
			t.Errorf("%s is in %s by %s, and the customer said %q; want %s, %q", key, now.Group, now.SortedBy, got, group, said)
		}
	}

	li := b.tg.User(7001, "李女士", "zh-hans")
	li.Say(li.Private(), "在吗")
	until(t, "the greeting", func() bool { return len(b.tg.Sends()) == 1 })
	greeting := b.tg.Sends()[0]
	if got := string(greeting.Markup); !strings.Contains(got, "订单与发货") || !strings.Contains(got, "用不了") || strings.Contains(got, "其他") {
		t.Fatalf("the greeting has the buttons %s", got)
	}
	if _, _, err := li.Tap(nil, greeting.MessageID, "menu:order"); err != nil {
		t.Fatal(err)
	}
	sorted("tg", "7001", "order", "order", "在吗|订单与发货")
	until(t, "the buttons to go", func() bool {
		return slices.ContainsFunc(b.tg.Sends(), func(c faketelegram.Send) bool { return c.Method == "editMessageReplyMarkup" && c.Done })
	})

	wang := b.tg.User(7002, "王女士", "zh-hans")
	wang.Say(wang.Private(), " 用不了 ")
	sorted("tg", "7002", "service", "fault", " 用不了 ")

	all, _, err := n.Transcript(t.Context(), desk.Address{Channel: "tg", Key: "7002"}, channels.Cursor{}, 50)
	if err != nil || len(all) != 2 || !slices.Equal(all[1].Choices, []string{"订单与发货", "用不了"}) || len(all[0].Choices) != 0 {
		t.Errorf("a channel with pages of its own is given %+v (%v)", all, err)
	}

	bob := s.Person("U0001", "Bob", "zh-CN")
	dm := bob.DM()
	if _, err := bob.Says(dm, "在吗", ""); err != nil {
		t.Fatal(err)
	}
	until(t, "the greeting", func() bool { return len(s.Calls()) > 0 && s.Calls()[len(s.Calls())-1].Blocks != "" })
	question := s.Calls()[len(s.Calls())-1]
	if _, err := bob.Presses(dm, question.TS, "choice-menu:fault"); err != nil {
		t.Fatalf("%v in %s", err, question.Blocks)
	}
	sorted("sl", "T0STANDIN/"+dm, "service", "fault", "在吗|用不了")
	until(t, "the buttons to go", func() bool {
		return slices.ContainsFunc(s.Events(), func(e fakeslack.Event) bool { return strings.Contains(string(e.Body), "message_changed") })
	})
	if _, err := bob.Presses(dm, question.TS, "choice-menu:order"); err == nil {
		t.Error("the buttons are still there")
	}

	chen := b.tg.User(7003, "陈女士", "zh-hans")
	chen.Say(chen.Private(), "在吗")
	until(t, "her session", func() bool { now, _ := at("tg", "7003"); return now.Phase == sessions.Queued })
	b.tg.Bot().Inject("callback_query", map[string]any{"id": "99", "from": map[string]any{"id": 7003, "first_name": "陈"}, "data": "menu:gone",
		"message": map[string]any{"message_id": 1, "chat": map[string]any{"id": 7003, "type": "private"}}}, 7003)
	until(t, "the press to be read", func() bool {
		return slices.ContainsFunc(b.tg.Sends(), func(c faketelegram.Send) bool { return c.QueryID == "99" })
	})
	if now, said := at("tg", "7003"); now.Category != "" || said != "在吗" {
		t.Errorf("a button that is not offered made %q and %q", now.Category, said)
	}
}
