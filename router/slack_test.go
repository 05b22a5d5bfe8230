package router_test

import (
	"context"
	"fmt"
	"math"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/channels"
	"firstline/channels/slack"
	"firstline/internal/desk"
	fakeslack "firstline/internal/fake/slack"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
	"firstline/router"
	"firstline/sessions"
)

// slack gives every node of the test a channel "sl" in socket mode, and the Slack behind it.
func (b *bench) slack() *fakeslack.Server { return b.slackAt(12) }

// slackAt is slack in a hurry: its pauses are divided by speedup.
func (b *bench) slackAt(speedup float64) *fakeslack.Server {
	return b.slackWith(fakeslack.Options{PerChannel: -1, Speedup: speedup}, 0)
}

// slackWith is a Slack with such rules and a channel that keeps to so many messages a second in a place.
func (b *bench) slackWith(o fakeslack.Options, perChannel float64) *fakeslack.Server {
	s := fakeslack.New(o)
	api := httptest.NewServer(s)
	b.t.Cleanup(func() { s.Close(); api.Close() })
	b.more = func(string) map[desk.ChannelID]channels.Adapter {
		k, err := slack.NewSocket(slack.Config{ID: "sl", BotToken: fakeslack.DefaultBotToken, AppToken: fakeslack.DefaultAppToken, APIURL: api.URL + "/api/", Pace: time.Millisecond, PerChannel: perChannel})
		if err != nil {
			b.t.Fatal(err)
		}
		return map[desk.ChannelID]channels.Adapter{"sl": k}
	}
	return s
}

// heard waits until Slack has brought everything and the router has worked on it.
func heard(t *testing.T, s *fakeslack.Server, n *node) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := s.Await(ctx, s.Idle); err != nil {
		t.Fatalf("Slack still has events: %v", err)
	}
	until(t, "the events to be carried", func() bool {
		waiting, err := n.store.CountPending(ctx)
		return err == nil && waiting == 0
	})
}

// TestSlack walks a thread of a channel: people among themselves open nothing, the one who names the desk does, the
// thread follows, the answer stands in it, and nothing is recorded twice although Slack reports a mention twice (CHN-01: one
// queue and one register for every inlet).
func TestSlack(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		s := b.slack()
		n := b.start("a")
		zhang := n.agent(t, "张敏", 4, `["service"]`)
		until(t, "the sockets", func() bool { open, _ := s.Sockets(); return open == 2 })
		li, bob, help := s.Person("U0001", "李女士", "zh-CN"), s.Person("U0002", "Bob", "en-US"), s.Channel("help", true)
		say := func(who *fakeslack.Person, text, thread string) string {
			ts, err := who.Says(help, text, thread)
			if err != nil {
				t.Fatal(err)
			}
			heard(t, s, n)
			return ts
		}
		lunch := say(bob, "午饭？", "")
		late := say(li, "好的", lunch)
		root := say(li, fakeslack.Mention(fakeslack.BotUser)+" 付款后一直转圈", "")
		say(bob, "我也是", root)
		if err := bob.Edits(help, root, "不是他的"); err != nil { // an edit of the first line finds its thread
			t.Fatal(err)
		}
		heard(t, s, n)

		at := func(thread string) (dbq.LatestAtRow, bool) {
			row, err := n.store.LatestAt(t.Context(), dbq.LatestAtParams{Channel: "sl", ConvKey: fakeslack.TeamID + "/" + help + "/" + thread})
			return row, err == nil
		}
		if _, ok := at(lunch); ok {
			t.Error("a talk among people has become a session")
		}
		var row dbq.LatestAtRow
		until(t, "the session to be assigned", func() (ok bool) {
			row, ok = at(root)
			return ok && stateOf(t, row.State).Phase == sessions.Serving
		})
		if got := stateOf(t, row.State).Title; got != "Bob · #help" && got != "李女士 · #help" {
			t.Errorf("the title is %q", got)
		}
		if _, err := n.Reply(t.Context(), zhang, desk.SessionID(row.ID), "c1", "我先核实一下 <!here>", ""); err != nil {
			t.Fatal(err)
		}
		until(t, "the answer to be accepted", func() bool {
			row, _ := at(root)
			s := stateOf(t, row.State)
			return len(s.Waits) == 0 && len(s.InFlight) == 0
		})
		heard(t, s, n)
		rows, err := n.store.MessagesSince(t.Context(), dbq.MessagesSinceParams{Session: row.ID})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range rows {
			if m.Role == string(desk.RoleCustomer) || m.Role == string(desk.RoleAgent) {
				got = append(got, m.Role+" "+m.Kind+": "+m.Text)
			}
		}
		want := []string{"customer text: 付款后一直转圈", "customer text: 我也是", "customer edit: 不是他的", "agent text: 我先核实一下 <!here>"}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("transcript (-want +got):\n%s", d)
		}
		for _, c := range s.Calls() {
			if c.Thread != root || c.Channel != help {
				t.Errorf("a message stands elsewhere: %+v", c)
			}
		}
		if greeting := s.Calls()[0].Text; !strings.HasPrefix(greeting, "李女士，") { // who wrote, not where
			t.Errorf("the greeting reads %q", greeting)
		}
		c := s.Calls()
		if err := li.Edits(help, late, "好的 "+fakeslack.Mention(fakeslack.BotUser)+" 也来？"); err != nil { // a name that comes with a change counts
			t.Fatal(err)
		}
		heard(t, s, n)
		if row, ok := at(lunch); !ok || !strings.HasPrefix(stateOf(t, row.State).Title, "李女士") {
			t.Error("who names the desk by a change is not heard")
		}
		if c[len(c)-1].Text != "我先核实一下 &lt;!here&gt;" {
			t.Errorf("the answer reads %q", c[len(c)-1].Text)
		}
		for _, ts := range []string{root, c[len(c)-1].TS, lunch} { // of an emoji Slack does not say in which thread it stands
			if err := li.Reacts(help, ts, "thumbsup"); err != nil {
				t.Fatal(err)
			}
		}
		heard(t, s, n)
		rows, err = n.store.MessagesSince(t.Context(), dbq.MessagesSinceParams{Session: row.ID})
		if err != nil {
			t.Fatal(err)
		}
		var marks []string
		for _, m := range rows {
			if m.Kind == string(desk.KindReaction) {
				marks = append(marks, m.Text+" "+m.ReplyRef)
			}
		}
		if d := cmp.Diff([]string{":thumbsup: " + c[len(c)-1].TS}, marks); d != "" {
			t.Errorf("reactions (-want +got):\n%s", d)
		}
	})
}

// TestSlackMovesOver: the node that holds the sockets goes while people write; the other one takes over, and every line
// is recorded once.
func TestSlackMovesOver(t *testing.T) {
	t.Parallel()
	b := newBench(t, testenv.Postgres(t), faketelegram.Options{Limits: faketelegram.Unlimited()})
	s := b.slack()
	first, second := b.start("a"), b.start("b")
	until(t, "the sockets", func() bool { open, _ := s.Sockets(); return open == 2 })
	const people, lines = 5, 20
	var writing sync.WaitGroup
	half := make(chan struct{}, people)
	for i := range people {
		p := s.Person(fmt.Sprintf("U100%d", i), "P", "")
		dm := p.DM()
		writing.Go(func() {
			for k := range lines {
				if k == lines/2 {
					half <- struct{}{}
				}
				if _, err := p.Says(dm, fmt.Sprintf("line %d", k), ""); err != nil {
					t.Error(err)
				}
			}
		})
	}
	<-half
	first.stop()
	writing.Wait()
	heard(t, s, second)
	for _, e := range s.Events() {
		if e.State == fakeslack.Lost { // what is pending is the echo of a greeting that has just left
			t.Errorf("%s is lost after %v", e.ID, e.Reasons)
		}
	}
	for i := range people {
		row, err := second.store.LatestAt(t.Context(), dbq.LatestAtParams{Channel: "sl", ConvKey: fakeslack.TeamID + "/" + s.Person(fmt.Sprintf("U100%d", i), "P", "").DM()})
		if err != nil {
			t.Fatal(err)
		}
		all, err := second.store.MessagesSince(t.Context(), dbq.MessagesSinceParams{Session: row.ID})
		if err != nil {
			t.Fatal(err)
		}
		count := map[string]int{}
		for _, m := range all {
			if m.Role == string(desk.RoleCustomer) {
				count[m.Text]++
			}
		}
		if len(count) != lines {
			t.Errorf("person %d: %d of %d lines are recorded", i, len(count), lines)
		}
		for text, n := range count {
			if n != 1 {
				t.Errorf("person %d: %q is recorded %d times", i, text, n)
			}
		}
	}
}

// TestSlackCatchesUp: the desk is away for longer than Slack tries. What was written then is recorded when it is back, once
// and in its order, also what it had recorded before and meets again, and people's own talk still opens nothing.
func TestSlackCatchesUp(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		s := b.slackAt(36_000)
		li, bob, help := s.Person("U0001", "李女士", "zh-CN"), s.Person("U0002", "Bob", "en-US"), s.Channel("help", true)
		say := func(who *fakeslack.Person, room, text, thread string) string {
			ts, err := who.Says(room, text, thread)
			if err != nil {
				t.Fatal(err)
			}
			return ts
		}
		n := b.start("a")
		until(t, "the channel to note that nothing is missed", func() bool { at, err := n.Caught(t.Context(), "sl"); return err == nil && at > 0 })
		until(t, "the sockets", func() bool { open, _ := s.Sockets(); return open == 2 })
		say(li, li.DM(), "1", "")
		root := say(bob, help, fakeslack.Mention(fakeslack.BotUser)+" a", "")
		heard(t, s, n)
		n.stop()

		for i := 2; i < 6; i++ {
			say(li, li.DM(), fmt.Sprint(i), "")
		}
		lunch := say(li, help, "午饭？", "")
		say(bob, help, "好的", lunch)
		say(bob, help, "b", root)
		say(li, help, "c", root)
		if err := s.Await(t.Context(), s.Idle); err != nil {
			t.Fatal(err)
		}
		if e := s.Events(); e[len(e)-1].State != fakeslack.Lost {
			t.Fatalf("Slack has not given up: %+v", e[len(e)-1])
		}

		n = b.start("a")
		for key, want := range map[string][]string{li.DM(): {"1", "2", "3", "4", "5"}, help + "/" + root: {"a", "b", "c"}} {
			until(t, "the lines of "+key, func() bool {
				row, err := n.store.LatestAt(t.Context(), dbq.LatestAtParams{Channel: "sl", ConvKey: fakeslack.TeamID + "/" + key})
				if err != nil {
					return false
				}
				all, err := n.store.MessagesSince(t.Context(), dbq.MessagesSinceParams{Session: row.ID})
				var got []string
				for _, m := range all {
					if m.Role == string(desk.RoleCustomer) {
						got = append(got, m.Text)
					}
				}
				return err == nil && cmp.Equal(want, got)
			})
		}
		if _, err := n.store.LatestAt(t.Context(), dbq.LatestAtParams{Channel: "sl", ConvKey: fakeslack.TeamID + "/" + help + "/" + lunch}); err == nil {
			t.Error("a talk among people has become a session")
		}
	})
}

// TestSlackRating: the closing that asks for a rating has buttons; a press on one is the rating, and one that nobody waits for
// any more asks for nothing (SAT-01). What customers send, take back and react to is recorded as what it is.
func TestSlackRating(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		b.rules.Categories, b.rules.Rating = []sessions.Category{{ID: "order", Group: "service"}}, true
		s := b.slack()
		n := b.start("a")
		zhang := n.agent(t, "张敏", 4, `["service"]`)
		until(t, "the sockets", func() bool { open, _ := s.Sockets(); return open == 2 })
		li := s.Person("U0001", "李女士", "zh-CN")
		dm := li.DM()
		now := func() sessions.State {
			row, err := n.store.LatestAt(t.Context(), dbq.LatestAtParams{Channel: "sl", ConvKey: fakeslack.TeamID + "/" + dm})
			return stateIf(t, err == nil, row.State)
		}
		ts, err := li.Shares(dm, "看", fakeslack.File{Name: "a.png", Mimetype: "image/png", Bytes: []byte("PNG")})
		if err != nil {
			t.Fatal(err)
		}
		until(t, "the session to be assigned", func() bool { return now().Phase == sessions.Serving })
		at := now()
		if _, err := n.Reply(t.Context(), zhang, at.ID, "c1", "您好，已退款。", ""); err != nil {
			t.Fatal(err)
		}
		until(t, "the answer to arrive", func() bool { return len(now().Waits) == 0 && len(now().InFlight) == 0 })
		calls := s.Calls()
		for _, do := range []func() error{func() error { return li.Reacts(dm, calls[len(calls)-1].TS, "thumbsup") }, func() error { return li.Deletes(dm, ts) }} {
			if err := do(); err != nil {
				t.Fatal(err)
			}
			heard(t, s, n)
		}
		if _, err := n.Close(t.Context(), zhang, at.ID, router.Close{ClientID: "c2", Outcome: "solved", Category: "order", Feedback: "none"}); err != nil {
			t.Fatal(err)
		}
		until(t, "the close", func() bool { return now().Phase == sessions.Closed })
		calls = s.Calls()
		question := calls[len(calls)-1]
		if err := s.AddFault(fakeslack.Fault{Kind: fakeslack.FaultError, Method: "chat.update", Error: "internal_error"}); err != nil { // the buttons stay once
			t.Fatal(err)
		}
		if _, err := li.Presses(dm, question.TS, "choice-4"); err != nil {
			t.Fatalf("%v; the question has the blocks %s", err, question.Blocks)
		}
		until(t, "the rating", func() bool { r := now().Rating; return r != nil && r.Score == 4 })
		if _, err := li.Says(dm, "还有一个问题", ""); err != nil {
			t.Fatal(err)
		}
		until(t, "the session to go on", func() bool { return now().Phase == sessions.Serving })
		seq := now().Seq
		if _, err := li.Presses(dm, question.TS, "choice-1"); err != nil {
			t.Fatal(err)
		}
		heard(t, s, n)
		if s := now(); s.ID != at.ID || s.Seq != seq {
			t.Errorf("a press that nobody waits for has changed the session: %+v", s)
		}
		until(t, "the buttons to go", func() bool {
			return slices.ContainsFunc(s.Events(), func(e fakeslack.Event) bool { return strings.Contains(string(e.Body), "message_changed") })
		})
		if _, err := li.Presses(dm, question.TS, "choice-1"); err == nil {
			t.Error("the buttons are still there")
		}
		rows, err := n.store.MessagesSince(t.Context(), dbq.MessagesSinceParams{Session: string(at.ID)})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range rows {
			if m.Role == string(desk.RoleCustomer) || m.Purpose == string(sessions.LineDeleted) || m.Purpose == string(sessions.LineReacted) {
				ref := map[string]string{"": "", ts: " the file", calls[0].TS: " the greeting"}[m.ReplyRef]
				got = append(got, fmt.Sprint(m.Kind, " ", m.Text, ref))
			}
		}
		if d := cmp.Diff([]string{"photo 看", "reaction :thumbsup:", "delete  the file", "text 4", "text 还有一个问题"}, got); d != "" {
			t.Errorf("transcript (-want +got):\n%s", d)
		}
		f, err := n.store.FileAt(t.Context(), dbq.FileAtParams{Session: string(at.ID), Seq: 1})
		if err != nil || f.State != string(desk.FileWanted) || f.Name != "a.png" {
			t.Errorf("the file: %+v, %v", f, err)
		}
	})
}

// TestSlackPlace: ten threads of one channel are answered within Slack's limit for a channel: it asks for no pause, and nobody's
// answer is lost. The limit is Slack's own, on a clock that runs twenty times as fast.
func TestSlackPlace(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		const speedup, threads = 20, 10
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		s := b.slackWith(fakeslack.Options{Speedup: speedup}, speedup)
		n := b.start("a")
		n.agent(t, "张敏", threads, `["service"]`)
		until(t, "the sockets", func() bool { open, _ := s.Sockets(); return open == 2 })
		help := s.Channel("help", true)
		for i := range threads {
			if _, err := s.Person(fmt.Sprintf("U%04d", i), fmt.Sprint("顾客", i), "zh-CN").Says(help, fakeslack.Mention(fakeslack.BotUser)+" 在吗", ""); err != nil {
				t.Fatal(err)
			}
		}
		sent := func() (posted, refused int) {
			for _, c := range s.Calls() {
				switch {
				case c.Method == "chat.postMessage" && c.Error == "":
					posted++
				case c.Error == "ratelimited":
					refused++
				}
			}
			return posted, refused
		}
		until(t, "every thread to be greeted and told who serves it", func() bool { posted, _ := sent(); return posted >= threads })
		heard(t, s, n)
		until(t, "the outbox to be empty", func() bool {
			left, err := n.store.OutboxLeft(t.Context(), dbq.OutboxLeftParams{DueAt: math.MaxInt64, Limit: 1})
			return err == nil && len(left) == 0
		})
		if posted, refused := sent(); refused > 0 {
			t.Errorf("Slack refused %d of %d messages for their number", refused, posted+refused)
		}
	})
}
