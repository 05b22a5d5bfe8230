package inbox

import (
	"context"
	"testing"
	"time"

	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv/record"
	"firstline/internal/watch"
	"firstline/sessions/memstore"
)

// ail writes down what people were told of a channel, as the watch does; all of 0: it is well.
func (r *rig) ail(channel string, failing, quiet int64) {
	r.t.Helper()
	r.write(func(ctx context.Context, q *dbq.Queries) error {
		if err := q.AddChannelState(ctx, dbq.AddChannelStateParams{Channel: channel, BeganAt: 5}); err != nil {
			return err
		}
		_, err := q.PutChannelState(ctx, dbq.PutChannelStateParams{Channel: channel, FailingSince: failing, AlarmedAt: failing, QuietAt: quiet, Error: "401"})
		return err
	})
}

// told are the channels of a frame with what is wrong with them.
func told(f map[string]any) map[string]string {
	out := map[string]string{}
	for _, one := range f["channels"].([]any) {
		t := one.(map[string]any)
		out[t["channel"].(string)] = t["alarm"].(string)
	}
	return out
}

// TestTroublesConcern: that a channel fails is told to who has a session of it or may get one, to who comes later and to who gets one
// later; to nobody else, and without the network's words.
func TestTroublesConcern(t *testing.T) {
	t.Parallel()
	record.EachStore(t, func(t *testing.T, st *store.Store) {
		r := rigOn(t, st, memstore.New(memstore.Options{}), func(o *Options) { o.Start = func() desk.GroupID { return "service" } })
		anna := r.agent("anna", desk.RankAgent, "complaint") // has one
		bo := r.agent("bo", desk.RankAgent, "order")         // is not concerned, at first
		r.agent("mei", desk.RankAgent, "service")            // gets the next one
		r.agent("lily", desk.RankLead, "other")
		s := r.open("complaint", "在吗")
		s.tell(s.give(anna))
		clients := map[string]*client{}
		for _, who := range []string{"anna", "bo", "mei", "lily"} {
			clients[who] = r.dial(who)
			clients[who].hello(ViewMine, none())
			clients[who].next("page")
		}
		r.ail("web", 7, 0)
		for _, who := range []string{"anna", "mei", "lily"} {
			f := clients[who].next("channels")
			one := f["channels"].([]any)[0].(map[string]any)
			if one["channel"] != "web" || one["alarm"] != string(watch.Fails) || num(one["since"]) != 7 || one["words"] != nil {
				t.Errorf("%s hears %v", who, f)
			}
		}
		late := r.dial("mei")
		late.hello(ViewMine, none())
		if got := told(late.next("channels")); got["web"] != string(watch.Fails) {
			t.Errorf("who comes later hears %v", got)
		}
		other := r.dial("bo")
		for _, view := range []View{ViewMine, ViewQueue} { // when the second page is there, all has been said to the first hello
			other.hello(view, none())
			other.match("", func(f map[string]any) bool {
				if f["op"] == "channels" {
					t.Error("who has no session of the channel is told")
				}
				return f["op"] == "page"
			})
		}
		s2 := r.open("order", "另一个")
		s2.tell(s2.give(bo))
		clients["bo"].next("channels")
		r.ail("web", 0, 0)
		for who, c := range clients {
			if got := told(c.next("channels")); len(got) != 0 {
				t.Errorf("%s hears %v of a channel that is well", who, got)
			}
		}
	})
}

// TestTroubleOf: one that fails is not called silent as well, and a silent one is silent since it last brought something.
func TestTroubleOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		row  dbq.ChannelState
		want trouble
	}{
		{dbq.ChannelState{BeganAt: 1, HeardAt: 4}, trouble{}},
		{dbq.ChannelState{FailingSince: 2}, trouble{}}, // one miss is no news
		{dbq.ChannelState{FailingSince: 2, AlarmedAt: 3, QuietAt: 9}, trouble{Alarm: watch.Fails, Since: 2}},
		{dbq.ChannelState{BeganAt: 1, HeardAt: 4, QuietAt: 9}, trouble{Alarm: watch.Quiet, Since: 4}},
		{dbq.ChannelState{BeganAt: 1, QuietAt: 9}, trouble{Alarm: watch.Quiet, Since: 1}},
	} {
		got, bad := troubleOf(c.row)
		if got != c.want || bad != (c.want.Alarm != "") {
			t.Errorf("%+v: %+v, %v", c.row, got, bad)
		}
	}
}

// TestWarningsAreTold: a screen learns of the department's warnings with its welcome, and when they change.
func TestWarningsAreTold(t *testing.T) {
	t.Parallel()
	warnings := make(chan []time.Duration, 1)
	now := []time.Duration{30 * time.Second, 10 * time.Second}
	r := newRig(t, func(o *Options) {
		o.Warnings = func() []time.Duration {
			select {
			case now = <-warnings:
			default:
			}
			return now
		}
	})
	r.agent("anna", desk.RankAgent, "service")
	c := r.dial("anna")
	c.hello(ViewMine, none())
	if ms := c.next("targets")["warnings_ms"].([]any); len(ms) != 2 || num(ms[0]) != 30_000 || num(ms[1]) != 10_000 {
		t.Errorf("the welcome tells %v", ms)
	}
	warnings <- []time.Duration{time.Minute}
	if ms := c.next("targets")["warnings_ms"].([]any); len(ms) != 1 || num(ms[0]) != 60_000 {
		t.Errorf("a change tells %v", ms)
	}
}
