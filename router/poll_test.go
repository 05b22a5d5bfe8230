package router_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"firstline/channels"
	"firstline/channels/telegram"
	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
)

// pollToken is the bot that is polled; the other one has a webhook.
const pollToken = "1000002:stand-in-token-opens-nothing"

// polled lets every node have the channel "tgp", which polls.
func (b *bench) polled() {
	b.more = func(string) map[desk.ChannelID]channels.Adapter {
		p, err := telegram.NewPoller(telegram.Config{ID: "tgp", Token: pollToken, APIURL: b.api.URL})
		if err != nil {
			b.t.Fatal(err)
		}
		return map[desk.ChannelID]channels.Adapter{"tgp": p}
	}
}

// TestPolledOnce stops the node that polls between its commit and the call that would make Telegram forget: the next one
// is brought everything again and keeps it once, in order, and goes on.
func TestPolledOnce(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited(), Bots: []faketelegram.BotConfig{{Token: faketelegram.DefaultToken}, {Token: pollToken}}})
		b.polled()
		held, release := b.tg.HoldConfirmations()
		li := b.tg.BotByID(1000002).User(7001, "李女士", "zh-hans")
		for _, text := range []string{"one", "two", "three"} {
			li.Say(nil, text)
		}
		a := b.start("a")
		<-held
		a.stop()
		<-held // the call died with it
		for _, u := range b.tg.Updates() {
			if u.State != faketelegram.Pending {
				t.Fatalf("%q is %s before anything was confirmed", u.Text, u.State)
			}
		}
		release()
		n := b.start("b")
		until(t, "Telegram to forget them", func() bool {
			return b.tg.Counts().States[faketelegram.Confirmed] == 3
		})
		li.Say(nil, "four")
		at := desk.Address{Channel: "tgp", Key: "7001"}
		customer := func() (texts []string) {
			all, _, err := n.Transcript(t.Context(), at, channels.Cursor{}, 200)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range all {
				if e.Role == desk.RoleCustomer {
					texts = append(texts, e.Text)
				}
			}
			return texts
		}
		until(t, "the last message", func() bool { got := customer(); return len(got) > 0 && got[len(got)-1] == "four" })
		if d := cmp.Diff([]string{"one", "two", "three", "four"}, customer()); d != "" {
			t.Errorf("transcript (-want +got):\n%s", d)
		}
		if got := testutil.ToFloat64(n.stats.Duplicates); got != 3 {
			t.Errorf("%v came again, want 3", got)
		}
	})
}

// TestPollersTakeOver: two nodes stand, one polls; when it goes, the other brings what comes next.
func TestPollersTakeOver(t *testing.T) {
	t.Parallel()
	b := newBench(t, testenv.Postgres(t), faketelegram.Options{Limits: faketelegram.Unlimited(), Bots: []faketelegram.BotConfig{{Token: faketelegram.DefaultToken}, {Token: pollToken}}})
	b.polled()
	a, n := b.start("a"), b.start("b")
	polls := func(n *node) float64 { return testutil.ToFloat64(n.stats.Fetching.WithLabelValues("tgp")) }
	li := b.tg.BotByID(1000002).User(7001, "李女士", "zh-hans")
	li.Say(nil, "one")
	confirmed := func(n int64) func() bool {
		return func() bool { return b.tg.Counts().States[faketelegram.Confirmed] == n }
	}
	until(t, "the first message to be kept", confirmed(1))
	if polls(a) != 1 || polls(n) != 0 {
		t.Errorf("a polls: %v, b polls: %v; want a alone", polls(a), polls(n))
	}
	a.stop()
	li.Say(nil, "two")
	until(t, "the second message to be kept", confirmed(2))
	if got := testutil.ToFloat64(n.stats.FetchErrors.WithLabelValues("tgp")); got != 0 {
		t.Errorf("the change-over cost %v failures", got)
	}
}
