package inbox

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/gorilla/websocket"
	"go.uber.org/zap/zapcore"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/router"
	"firstline/sessions"
)

const quiet = zapcore.ErrorLevel

func asClose(err error, e **websocket.CloseError) bool { return errors.As(err, e) }

func none() map[desk.SessionID]int64 { return map[desk.SessionID]int64{} }

func at(c *conv) map[desk.SessionID]int64 { return map[desk.SessionID]int64{c.st.ID: c.st.Version} }

func TestHelloBringsWelcomeAgentsAndPage(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	me := r.agent("mei", desk.RankAgent, "order")
	r.open("order", "first")
	r.open("complaint", "not for mei")
	c := r.dial("mei")
	c.hello(ViewQueue, none())
	w := c.next("welcome")
	if w["epoch"] != r.store.Epoch() || num(w["now"]) == 0 {
		t.Errorf("welcome = %v", w)
	}
	if got := w["me"].(map[string]any)["id"]; got != string(me) {
		t.Errorf("me = %v", got)
	}
	c.next("agents")
	p := c.next("page")
	rows := p["rows"].([]any)
	if len(rows) != 1 {
		t.Fatalf("%d rows, want 1", len(rows))
	}
	row := rows[0].(map[string]any)
	if got := row["preview"].(map[string]any)["text"]; got != "first" {
		t.Errorf("preview = %v", got)
	}
	if got := row["channel_type"]; got != "webchat" {
		t.Errorf("channel_type = %v", got)
	}
	if diff := cmp.Diff(map[string]any{"mine": 0., "queue": 1., "all": 0., "asked": 0., "owed": 0.}, p["counts"]); diff != "" {
		t.Error(diff)
	}
}

func TestHintBecomesDiffWithoutReading(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.agent("sue", desk.RankSupervisor)
	conv := r.open("order", "one")
	c := r.dial("sue")
	c.hello(ViewAll, at(conv))
	c.next("page")
	r.followed("sue", conv)
	h := conv.change(func(*sessions.State) {}, store.Message{Role: desk.RoleCustomer, Text: "two", External: "e2"},
		store.Message{Role: desk.RoleAuto, Text: "three", ReplyRef: "e2"}, store.Message{Role: desk.RoleCustomer, Text: "four", ReplyRef: "e1"})
	h.Messages[1].Text = "as the hint says" // what only the hint knows proves that nobody read
	conv.tell(h)
	d := c.next("diff")
	if diff := cmp.Diff([]string{"two", "as the hint says", "four"}, texts(d)); diff != "" {
		t.Error(diff)
	}
	if num(d["from"]) != 1 || num(d["to"]) != 2 || num(rowOf(d)["version"]) != 2 {
		t.Errorf("diff = %v", d)
	}
	if got := num(d["messages"].([]any)[1].(map[string]any)["reply_to_seq"]); got != 2 {
		t.Errorf("reply_to_seq = %d", got)
	}
	// What it is about lies before the hint: the screen, which has that line, finds it by its id.
	if m := d["messages"].([]any)[2].(map[string]any); m["reply_to"] != "e1" || num(m["reply_to_seq"]) != 0 {
		t.Errorf("a reply to an older line is one to %v, #%v", m["reply_to"], m["reply_to_seq"])
	}
	if got := num(rowOf(c.next("row"))["version"]); got != 2 {
		t.Errorf("row version = %d", got)
	}
}

// followed waits until the socket's stream stands where the record does.
func (r *rig) followed(login string, cs ...*conv) {
	r.t.Helper()
	r.until("the stream to stand", func() bool {
		for _, s := range r.hub.all() {
			if s.agent != r.agents[login] {
				continue
			}
			s.mu.Lock()
			ok := len(cs) == len(s.streams)
			for _, c := range cs {
				st := s.streams[c.st.ID]
				ok = ok && st != nil && st.seen && !st.stale && st.version == c.st.Version
			}
			s.mu.Unlock()
			if ok {
				return true
			}
		}
		return false
	})
}

func TestGapsAreFilledFromTheRecord(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		hints func(*conv) []router.Hint
		want  int64
	}{
		{"a lost hint", func(c *conv) []router.Hint {
			c.say(desk.RoleCustomer, "lost")
			return []router.Hint{c.say(desk.RoleCustomer, "told")}
		}, 3},
		{"swapped hints", func(c *conv) []router.Hint {
			a, b := c.say(desk.RoleCustomer, "a"), c.say(desk.RoleCustomer, "b")
			return []router.Hint{b, a}
		}, 3},
		{"a hint twice", func(c *conv) []router.Hint {
			a := c.say(desk.RoleCustomer, "a")
			return []router.Hint{a, a, c.say(desk.RoleCustomer, "b")}
		}, 3},
		{"a hint that is cut", func(c *conv) []router.Hint {
			a := c.say(desk.RoleCustomer, "long")
			a.Messages, a.Cut = nil, true
			return []router.Hint{a}
		}, 2},
		{"a delivery state", func(c *conv) []router.Hint {
			a := c.change(func(*sessions.State) {})
			a.Changed = []store.Delivery{{Seq: 1, Version: 2, Delivery: desk.DeliverySent}}
			return []router.Hint{a}
		}, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.agent("sue", desk.RankSupervisor)
			conv := r.open("order", "one")
			cl := r.dial("sue")
			cl.hello(ViewAll, at(conv))
			cl.next("page")
			r.followed("sue", conv)
			conv.tell(c.hints(conv)...)
			at := int64(1)
			for at < c.want {
				d := cl.next("diff")
				if num(d["from"]) != at {
					t.Fatalf("a diff from %v, the client stands at %d", d["from"], at)
				}
				at = num(d["to"])
			}
		})
	}
}

func TestMissedMakesEverybodyLookAgain(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.agent("sue", desk.RankSupervisor)
	conv := r.open("order", "one")
	c := r.dial("sue")
	c.hello(ViewAll, at(conv))
	c.next("page")
	r.followed("sue", conv)
	conv.say(desk.RoleCustomer, "never told")
	r.hub.heard(nil)
	var page, diff bool
	for !page || !diff {
		f := c.match("page", func(map[string]any) bool { return true })
		page = num(f["rows"].([]any)[0].(map[string]any)["version"]) == 2
		d := c.next("diff")
		diff = cmp.Equal(texts(d), []string{"never told"})
	}
}

func TestUnknownPastIsResync(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.agent("sue", desk.RankSupervisor)
	conv := r.open("order", "one")
	gone := desk.SessionID("00000000-0000-7000-8000-000000000000")
	t.Run("epoch", func(t *testing.T) {
		c := r.dial("sue")
		c.say(map[string]any{"op": "hello", "epoch": "another", "list": map[string]any{"view": "all", "limit": 30}, "sessions": at(conv)})
		if got := c.next("resync")["session"]; got != string(conv.st.ID) {
			t.Errorf("resync %v", got)
		}
	})
	t.Run("version from the future", func(t *testing.T) {
		c := r.dial("sue")
		c.hello(ViewAll, map[desk.SessionID]int64{conv.st.ID: 99})
		c.next("resync")
	})
	t.Run("no such session", func(t *testing.T) {
		c := r.dial("sue")
		c.hello(ViewAll, map[desk.SessionID]int64{gone: 0})
		c.next("resync")
	})
	t.Run("too far behind", func(t *testing.T) {
		far := r.open("order", "0")
		lines := make([]store.Message, diffMost)
		for i := range lines {
			lines[i] = store.Message{Role: desk.RoleNote, Text: "n"}
		}
		far.change(func(*sessions.State) {}, lines...)
		c := r.dial("sue")
		c.hello(ViewAll, map[desk.SessionID]int64{far.st.ID: 0})
		c.next("resync")
	})
}

func TestListFollowsWhatComesAndGoes(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	mei := r.agent("mei", desk.RankAgent, "order")
	bo := r.agent("bo", desk.RankAgent, "order")
	c := r.dial("mei")
	c.hello(ViewQueue, none())
	c.next("page")
	conv := r.open("order", "hello")
	var phase any
	counted := false
	c.match("", func(f map[string]any) bool { // whichever is told first
		if is(f, "row") {
			phase = rowOf(f)["phase"]
		}
		counted = counted || is(f, "counts") && num(f["counts"].(map[string]any)["queue"]) == 1
		return counted && phase != nil
	})
	if phase != "queued" {
		t.Errorf("it came as %v", phase)
	}
	h := conv.give(bo)
	conv.tell(h)
	f := rowOf(c.next("row"))
	if f["hidden"] != true || f["title"] != "" || f["preview"].(map[string]any)["text"] != "" {
		t.Errorf("a row that went to a colleague still says %v", f)
	}
	if got := f["holder"].(map[string]any)["name"]; got != "Name of bo" {
		t.Errorf("holder = %v", got)
	}
	c.match("counts", func(f map[string]any) bool { return num(f["counts"].(map[string]any)["queue"]) == 0 })
	mine := r.dial("mei")
	mine.hello(ViewMine, none())
	mine.next("page")
	second := r.open("order", "for mei")
	second.tell(second.give(mei))
	if f := rowOf(mine.next("row")); f["id"] != string(second.st.ID) {
		t.Errorf("row = %v", f)
	}
}

func TestOnlyThePageIsTold(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.agent("sue", desk.RankSupervisor)
	var convs []*conv
	for range 5 {
		convs = append(convs, r.open("order", "x"))
	}
	c := r.dial("sue")
	c.say(map[string]any{"op": "hello", "list": map[string]any{"view": "all", "limit": 2}, "sessions": none()})
	if got := len(c.next("page")["rows"].([]any)); got != 2 {
		t.Fatalf("%d rows", got)
	}
	below, shown := convs[4], convs[0]
	below.tell(below.say(desk.RoleCustomer, "below the fold"))
	shown.tell(shown.say(desk.RoleCustomer, "on the screen"))
	if f := rowOf(c.next("row")); f["id"] != string(shown.st.ID) {
		t.Errorf("told of a row that is not shown")
	}
	// When the screen gets thin, the next ones come up.
	for _, conv := range convs[:2] {
		conv.tell(conv.change(func(s *sessions.State) { s.Phase, s.ClosedAt = sessions.Closed, desk.At(time.Now()) }))
	}
	c.match("page", func(f map[string]any) bool {
		rows := f["rows"].([]any)
		return len(rows) == 2 && rows[0].(map[string]any)["id"] == string(convs[2].st.ID)
	})
}

func TestRightsTakeEffectOnOpenSockets(t *testing.T) {
	t.Parallel()
	t.Run("signed out", func(t *testing.T) {
		t.Parallel()
		r := newRig(t)
		r.agent("mei", desk.RankAgent, "order")
		c := r.dial("mei")
		c.hello(ViewMine, none())
		c.next("page")
		r.write(func(ctx context.Context, q *dbq.Queries) error {
			_, err := q.DropSignIn(ctx, dbq.DropSignInParams{ID: "s-mei", Agent: string(r.agents["mei"])})
			return err
		})
		if got := c.code(); got != int(CodeSignedOut) {
			t.Errorf("code %d", got)
		}
	})
	t.Run("disabled", func(t *testing.T) {
		t.Parallel()
		r := newRig(t)
		id := r.agent("mei", desk.RankAgent, "order")
		c := r.dial("mei")
		c.hello(ViewMine, none())
		c.next("page")
		r.become(id, desk.RankAgent, 1, "order")
		if got := c.code(); got != int(CodeDisabled) {
			t.Errorf("code %d", got)
		}
	})
	t.Run("moved to another group", func(t *testing.T) {
		t.Parallel()
		r := newRig(t)
		id := r.agent("mei", desk.RankAgent, "order")
		conv := r.open("order", "seen before")
		c := r.dial("mei")
		c.hello(ViewQueue, at(conv))
		c.next("page")
		r.followed("mei", conv)
		r.become(id, desk.RankAgent, 0, "complaint")
		if me := c.next("me")["me"].(map[string]any); !cmp.Equal(me["groups"], []any{"complaint"}) {
			t.Errorf("me = %v", me)
		}
		var page, resync bool
		for !page || !resync {
			f := c.match("page", func(map[string]any) bool { return true })
			page = len(f["rows"].([]any)) == 0
			resync = c.next("resync")["session"] == string(conv.st.ID)
		}
	})
}

func (r *rig) become(id desk.AgentID, rank desk.Rank, disabled int64, groups ...desk.GroupID) {
	r.t.Helper()
	r.write(func(ctx context.Context, q *dbq.Queries) error {
		_, err := q.UpdateAgent(ctx, dbq.UpdateAgentParams{ID: string(id), Name: "n", Rank: string(rank), Speciality: "allround",
			MemberOf: access.WriteGroups(groups), Capacity: 5, Disabled: disabled})
		return err
	})
}
