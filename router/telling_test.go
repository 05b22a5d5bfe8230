package router_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/channels"
	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
	"firstline/router"
	"firstline/sessions"
)

// TestTransferIsTold: a customer who is passed on hears which group takes over and who of it has the session then, of a
// colleague outside of the group that one's own group; not where the agent leaves it out. None of it is an answer (RTE-05).
func TestTransferIsTold(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		b.rules.Handoff = true
		n := b.start("a")
		anna := n.agent(t, "张敏", 4, `["service"]`)
		olga := n.person(t, "周莉", desk.RankAgent, 4, `["order"]`)
		sun := n.person(t, "孙悦", desk.RankAgent, 4, `["complaint"]`)
		li := b.tg.User(7001, "李女士", "zh-hans")
		li.Say(li.Private(), "发票抬头能改吗")
		var s sessions.State
		with := func(who router.Actor) func() bool {
			return func() bool {
				row, ok := n.sessionAt(t, "7001")
				s = stateIf(t, ok, row.State)
				return s.Holder != nil && s.Holder.Agent == who.ID && len(s.InFlight) == 0
			}
		}
		pass := func(from router.Actor, to router.Transfer) {
			t.Helper()
			if _, err := n.Transfer(t.Context(), from, s.ID, to); err != nil {
				t.Fatal(err)
			}
		}
		until(t, "the service group to have it", with(anna))
		until(t, "who is served to stand nowhere", func() bool {
			st, err := n.Standing(t.Context(), s.Address)
			return err == nil && st.Place == 0 && st.Since == 0 && !st.Closed && !st.Away
		})
		pass(anna, router.Transfer{ClientID: "c1", ToGroup: "order", Note: "改抬头"})
		until(t, "the order group to have it", with(olga))
		pass(olga, router.Transfer{ClientID: "c2", ToAgent: sun.ID, ToName: sun.Name, Note: "客户不满意"})
		until(t, "the colleague to have it", with(sun))
		pass(sun, router.Transfer{ClientID: "c3", ToGroup: "service", Note: "转回", Quiet: true})
		until(t, "the service group to have it again", with(anna))

		rows, err := n.store.MessagesSince(t.Context(), dbq.MessagesSinceParams{Session: string(s.ID)})
		if err != nil {
			t.Fatal(err)
		}
		page, _, err := n.Transcript(t.Context(), s.Address, channels.Cursor{}, 200)
		var lines []string
		for _, e := range page {
			if e.Purpose == string(sessions.LineTransfer) {
				lines = append(lines, e.Text)
			}
		}
		if diff := cmp.Diff([]string{"订单组", "孙悦", "客服组"}, lines); diff != "" || err != nil {
			t.Errorf("to whom, on the customer's page: %v\n%s", err, diff)
		}
		var heard []string
		for _, m := range rows {
			if m.Purpose == string(sessions.ForTransfer) && m.Delivery == string(desk.DeliverySent) {
				heard = append(heard, m.Text)
			}
		}
		want := []string{"非常抱歉，这个问题需要由订单组为您处理。正在为您转接，之前的对话会一并转过去，您不用再重复说明，请稍候。",
			"抱歉让您久等，已为您转接订单组，接下来由周莉为您服务。", "抱歉让您久等，已为您转接投诉组，接下来由孙悦为您服务。"}
		if d := cmp.Diff(want, heard); d != "" {
			t.Errorf("what the customer heard (-want +got):\n%s", d)
		}
		if len(s.Waits) != 1 || s.Answered {
			t.Errorf("an automatic text answered: %+v", s.Waits)
		}
	})
}

// TestPlaceIsTold: who begins while others wait hears the place in the queue, where the rules say so.
func TestPlaceIsTold(t *testing.T) {
	t.Parallel()
	b := newBench(t, testenv.SQLite(t), faketelegram.Options{Limits: faketelegram.Unlimited()})
	b.rules.Place = true
	n := b.start("a")
	for i, want := range []int{0, 1} {
		key := []int64{7001, 7002}[i]
		u := b.tg.User(key, "李女士", "zh-hans")
		u.Say(u.Private(), "在吗")
		places := 0
		until(t, "the session, and its place in the queue", func() bool {
			row, ok := n.sessionAt(t, []string{"7001", "7002"}[i])
			if !ok {
				return false
			}
			rows, err := n.store.MessagesSince(t.Context(), dbq.MessagesSinceParams{Session: row.ID})
			if err != nil {
				t.Fatal(err)
			}
			places = 0
			for _, m := range rows {
				if m.Script == "queue.position" {
					places++
				}
			}
			waiting, err := n.live.Head(t.Context(), "service", 10)
			return err == nil && len(waiting) == i+1
		})
		if places != want {
			t.Errorf("customer %d was told %d places, want %d", i+1, places, want)
		}
		st, err := n.Standing(t.Context(), desk.Address{Channel: "tg", Key: []string{"7001", "7002"}[i]})
		if err != nil || st.Place != i+1 || st.Since == 0 || st.Wait <= 0 || st.Closed {
			t.Errorf("customer %d stands at %+v, %v", i+1, st, err)
		}
	}
}

// TestStrangerStands: who has never written is told how long a new session would wait, and has no place.
func TestStrangerStands(t *testing.T) {
	t.Parallel()
	b := newBench(t, testenv.SQLite(t), faketelegram.Options{Limits: faketelegram.Unlimited()})
	n := b.start("a")
	st, err := n.Standing(t.Context(), desk.Address{Channel: "tg", Key: "nobody"})
	if diff := cmp.Diff(channels.Standing{}, st); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
}

// TestConfirmFirst: before the closing the customer is asked whether that answered it, by one click that may be repeated;
// where the rules want it nothing closes with its script without (FLW-06).
func TestConfirmFirst(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		b.rules.Confirm = true
		n := b.start("a")
		anna := n.agent(t, "张敏", 4, `["service"]`)
		li := b.tg.User(7001, "李女士", "zh-hans")
		li.Say(li.Private(), "运费多少")
		var s sessions.State
		until(t, "the agent to have it", func() bool {
			row, ok := n.sessionAt(t, "7001")
			s = stateIf(t, ok, row.State)
			return s.Holder != nil && s.Holder.Agent == anna.ID
		})
		if _, err := n.Confirm(t.Context(), anna, s.ID, "c0"); desk.KindOf(err) != desk.Conflict {
			t.Errorf("asked before an answer: %v", err)
		}
		if _, err := n.Reply(t.Context(), anna, s.ID, "c1", "您好，满99元包邮。", ""); err != nil {
			t.Fatal(err)
		}
		until(t, "the answer to arrive", func() bool {
			row, ok := n.sessionAt(t, "7001")
			return ok && len(stateOf(t, row.State).Waits) == 0
		})
		done := router.Close{ClientID: "c3", Outcome: "solved"}
		if _, err := n.Close(t.Context(), anna, s.ID, done); desk.KindOf(err) != desk.Conflict {
			t.Errorf("closed without the question: %v", err)
		}
		first, err := n.Confirm(t.Context(), anna, s.ID, "c2")
		again, err2 := n.Confirm(t.Context(), anna, s.ID, "c2")
		if err != nil || err2 != nil || again.Seq != first.Seq {
			t.Errorf("asked: %+v %v, again: %+v %v", first, err, again, err2)
		}
		if _, err := n.Close(t.Context(), anna, s.ID, done); err != nil {
			t.Error(err)
		}
	})
}

// TestNotInterrupted: the apology for a late answer waits until the customer of a complaint has written nothing for a while
// (SCR-20, SCR-06).
func TestNotInterrupted(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		const burst = time.Second
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		b.rules.FirstReply, b.rules.Apology, b.rules.Burst = 100*time.Millisecond, true, burst
		b.rules.Complaint, b.rules.Categories = "complaint", []sessions.Category{{ID: "dispute", Group: "complaint", Flow: sessions.FlowDispute}}
		b.match = func(string, desk.ChannelID) *sessions.Match {
			return &sessions.Match{Category: "dispute", Rule: "matter.dispute", Word: "投诉"}
		}
		n := b.start("a")
		li := b.tg.User(7001, "李女士", "zh-hans")
		li.Say(li.Private(), "我要投诉")
		until(t, "the target to pass", func() bool {
			row, ok := n.sessionAt(t, "7001")
			s := stateIf(t, ok, row.State)
			return len(s.Waits) > 0 && s.Waits[0].Breached
		})
		li.Say(li.Private(), "花瓶碎了")
		var said, wrote int64
		until(t, "the apology", func() bool {
			row, _ := n.sessionAt(t, "7001")
			rows, err := n.store.MessagesSince(t.Context(), dbq.MessagesSinceParams{Session: row.ID})
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range rows {
				switch {
				case m.Role == string(desk.RoleCustomer) && said == 0:
					wrote = m.At
				case m.Purpose == string(sessions.ForApology):
					said = m.At
				}
			}
			return said > 0
		})
		if said < wrote+burst.Milliseconds() {
			t.Errorf("interrupted %d ms after the customer's words", said-wrote)
		}
	})
}
