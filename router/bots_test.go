package router_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/channels"
	"firstline/channels/telegram"
	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/testenv/record"
	"firstline/router"
)

// TestTwoBots: two bots of one network, which give the same numbers to the same person's chat, messages and updates. Each has a session of
// its own with what was written to it alone, and what is answered, to a chosen message too, leaves by the bot that was written to.
func TestTwoBots(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		const token = "424243:a-second-bot-of-the-same-network"
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited(), Bots: []faketelegram.BotConfig{{Token: faketelegram.DefaultToken}, {Token: token, Username: "second_bot"}}})
		other, err := telegram.New(telegram.Config{ID: "tg2", Token: token, Secret: secret, APIURL: b.api.URL})
		if err != nil {
			t.Fatal(err)
		}
		b.more = func(string) map[desk.ChannelID]channels.Adapter {
			return map[desk.ChannelID]channels.Adapter{"tg2": other}
		}
		n := b.start("a")
		until(t, "Telegram to take the second webhook", func() bool { return other.Connect(t.Context(), n.hook.URL+"/hooks/tg2") == nil })
		anna := n.agent(t, "张敏", 4, `["service"]`)
		bots := map[desk.ChannelID]*faketelegram.Bot{"tg": b.tg.Bot(), "tg2": b.tg.BotByID(424243)}
		numbers := map[desk.ChannelID][4]int64{}
		for id, bot := range bots {
			li := bot.User(7001, "李女士", "zh-hans")
			u1, m1 := li.Say(nil, "问 "+string(id))
			u2, m2 := li.Say(nil, "再问 "+string(id))
			numbers[id] = [4]int64{u1, m1, u2, m2}
		}
		if numbers["tg"] != numbers["tg2"] {
			t.Fatalf("the bots number differently, so that nothing can be mixed up: %v", numbers)
		}
		sent := map[int64][]string{}
		for id, bot := range bots {
			at := desk.Address{Channel: id, Key: "7001"}
			s := n.answeredAt(t, at)
			until(t, "both messages", func() bool { return len(n.customers(t, s.ID)) == 2 })
			if d := cmp.Diff([]string{"问 " + string(id), "再问 " + string(id)}, n.customers(t, s.ID)); d != "" {
				t.Errorf("written to %s (-want +got):\n%s", id, d)
			}
			if _, err := n.Answer(t.Context(), anna, s.ID, router.Answer{ClientID: "same", Text: "答 " + string(id), Quotes: 1}); err != nil {
				t.Fatal(err)
			}
			if s = n.answeredAt(t, at); s.Address != at {
				t.Errorf("the session of %v is at %v", at, s.Address)
			}
			for _, m := range b.tg.Sends() {
				if m.Bot == bot.ID() && m.Text == "答 "+string(id) {
					sent[bot.ID()] = append(sent[bot.ID()], fmt.Sprint(m.Text, " to ", m.ReplyTo))
				}
			}
		}
		for id, bot := range bots {
			if d := cmp.Diff([]string{fmt.Sprintf("答 %s to %d", id, numbers[id][1])}, sent[bot.ID()]); d != "" {
				t.Errorf("by the bot of %s (-want +got):\n%s", id, d)
			}
		}
		for _, m := range b.tg.Sends() {
			for id, bot := range bots {
				if m.Text == "答 "+string(id) && m.Bot != bot.ID() {
					t.Errorf("%q left by the bot %d", m.Text, m.Bot)
				}
			}
		}
	})
}
