package quality

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"firstline/internal/desk"
	"firstline/internal/quality/draw"
	"firstline/internal/quality/scorecard"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
	"firstline/scripts"
	"firstline/sessions"
)

func TestMain(m *testing.M) { testenv.Main(m) }

// china needs no time zone database on the machine.
func china() *time.Location { return time.FixedZone("CST", 8*60*60) }

// thursday is the day that most tests are about.
const thursday = Day("2026-08-20")

// at is a time of day, h hours and m minutes after the day's midnight in China.
func (d Day) at(h, m int) time.Time {
	return d.At(time.Duration(h)*time.Hour+time.Duration(m)*time.Minute, china())
}

// onBoth runs one test on both records, each with an office of its own.
func onBoth(t *testing.T, run func(t *testing.T, o *office)) {
	t.Helper()
	record.EachStore(t, func(t *testing.T, st *store.Store) {
		o := &office{t: t, st: st}
		o.setTo(thursday.at(0, 0).Add(-time.Hour))
		o.Service = o.node("a", key)
		run(t, o)
	})
}

const key = "a-key-of-the-tests-that-is-long-enough"

// office is a desk whose clock the test sets.
type office struct {
	*Service
	t    *testing.T
	st   *store.Store
	want int                // of each agent; 0 = 3
	late scorecard.Findings // what the machine finds in every transcript

	mu  sync.Mutex
	now time.Time
}

func (o *office) setTo(at time.Time) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.now = at
}

func (o *office) clock() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.now
}

// node is a service on the office's record.
func (o *office) node(name, key string) *Service {
	o.t.Helper()
	s, err := Open(context.Background(), Options{Record: o.st, Key: []byte(key), Desk: o.st.Epoch(), Node: name, Zone: china(), Settings: draw.Settings{PerAgent: max(o.want, 3), Block: 1},
		Reasons: []string{"test_chat", "other_language"}, Now: o.clock, Every: time.Millisecond,
		Findings: func(context.Context, desk.SessionID, desk.AgentID) (scorecard.Findings, error) { return o.late, nil }})
	if err != nil {
		o.t.Fatal(err)
	}
	return s
}

// round lets a node do what is due at a time.
func (o *office) round(at time.Time) {
	o.t.Helper()
	o.setTo(at)
	if err := o.Round(o.t.Context()); err != nil {
		o.t.Fatal(err)
	}
}

// drawn promises the seed of Thursday, plays it with sessions of the agents and draws it on Friday.
func (o *office) drawn(sessions map[desk.AgentID]int) {
	o.t.Helper()
	o.round(thursday.at(0, 0).Add(-time.Hour))
	for agent, n := range sessions {
		for i := range n {
			o.talk("web", thursday.at(9+i%8, i)).take(agent).reply(agent).close(agent, "solved")
		}
	}
	o.round(thursday.Plus(1).at(5, 0))
}

// talk is a session under way; each step comes ten seconds after the one before.
type talk struct {
	o     *office
	rules sessions.Rules
	s     sessions.State
	head  []byte
	at    time.Time
	n     int
}

// talk lets a customer write at a time.
func (o *office) talk(channel desk.ChannelID, at time.Time) *talk {
	k := &talk{o: o, at: at, rules: sessions.Rules{Version: "r", FirstReply: time.Minute, NextReply: time.Minute, ReopenWindow: 24 * time.Hour, DefaultGroup: "service",
		Zone: china(), Organisation: "样例公司", Pack: scripts.Default("zh-CN")}}
	return k.do(sessions.CustomerWrote{At: desk.At(at), ExternalID: "m1", Kind: desk.KindText, Title: "李女士", Words: sessions.Words{Text: "付款后一直转圈"},
		Opening: &sessions.Opening{Session: desk.SessionID(uuid.Must(uuid.NewV7()).String()), Address: desk.Address{Channel: channel, Key: uuid.NewString()}, Ordinal: 1,
			Rules: "r", Accepts: channel == "web"}})
}

func (k *talk) when() desk.Millis {
	k.n++
	k.at = k.at.Add(10 * time.Second)
	return desk.At(k.at)
}

func (k *talk) client() string { return fmt.Sprint("c", k.n) }

func (k *talk) take(who desk.AgentID) *talk {
	return k.do(sessions.Assigned{At: k.when(), Agent: who, By: string(who), Reason: "taken", Name: string(who), Over: true})
}

func (k *talk) reply(who desk.AgentID) *talk {
	return k.do(sessions.AgentReplied{At: k.when(), Agent: who, ClientID: k.client(), Greeted: true, Words: sessions.Words{Text: "您好"}})
}

func (k *talk) note(who desk.AgentID) *talk {
	return k.do(sessions.NoteAdded{At: k.when(), Agent: who, ClientID: k.client(), Words: sessions.Words{Text: "已核对"}})
}

func (k *talk) passTo(from, to desk.AgentID) *talk {
	return k.do(sessions.Transferred{At: k.when(), By: from, ToAgent: to, ClientID: k.client(), Words: sessions.Words{Text: "请接手"}})
}

func (k *talk) asks() *talk {
	return k.do(sessions.CustomerWrote{At: k.when(), ExternalID: k.client(), Kind: desk.KindText, Words: sessions.Words{Text: "还在吗"}})
}

// judged is what the network said of the newest message.
func (k *talk) judged(d desk.Delivery) *talk {
	return k.do(sessions.DeliveryReported{At: k.when(), Seq: k.s.InFlight[len(k.s.InFlight)-1].Seq, Delivery: d})
}

func (k *talk) close(who desk.AgentID, outcome string) *talk {
	return k.do(sessions.CloseRequested{At: k.when(), By: who, ClientID: k.client(), Outcome: outcome, Script: "closing.day", Any: true, Words: sessions.Words{Text: "感谢您的咨询"}})
}

func (k *talk) skip(who desk.AgentID, outcome, why string) *talk {
	return k.do(sessions.CloseRequested{At: k.when(), By: who, ClientID: k.client(), Outcome: outcome, Skip: why, Any: true})
}

// do applies one event and commits what follows, as the router does.
func (k *talk) do(e sessions.Event) *talk {
	k.o.t.Helper()
	p := store.Part{Was: k.s.Version}
	next, effects, err := sessions.Apply(k.rules, k.s, e)
	if err != nil {
		k.o.t.Fatal(err)
	}
	k.s = next
	texts := map[int64]string{}
	for _, f := range effects {
		switch f := f.(type) {
		case sessions.Record:
			p.Messages = append(p.Messages, k.message(f.Message, texts))
		case sessions.Deliver:
			p.Messages = append(p.Messages, k.message(f.Message, texts))
		case sessions.Settle:
			p.Changed = append(p.Changed, store.Delivery{Seq: f.Seq, Version: next.Version, Delivery: f.Delivery})
		}
	}
	body, err := sessions.Encode(e, texts)
	if err != nil {
		k.o.t.Fatal(err)
	}
	state, err := json.Marshal(next)
	if err != nil {
		k.o.t.Fatal(err)
	}
	k.head = sessions.Link(k.head, next.ID, next.Version, e.When(), sessions.Kind(e), e.Who(), body)
	p.Events = []store.Event{{Version: next.Version, At: e.When(), Kind: sessions.Kind(e), Who: e.Who(), Body: body, Hash: k.head}}
	p.Session = store.Session{ID: next.ID, Address: next.Address, Ordinal: next.Ordinal, Part: next.Address.Partition(), Version: next.Version, Phase: string(next.Phase),
		Group: next.Group, Owner: next.Owner, Title: next.Title, OpenedAt: next.OpenedAt, QueuedAt: next.QueuedAt, ClosedAt: next.ClosedAt, NextDue: next.NextDue(),
		Urgency: next.Urgency(), State: state, Head: k.head}
	if next.Holder != nil {
		p.Session.Holder = next.Holder.Agent
	}
	if err := k.o.st.Commit(k.o.t.Context(), &p); err != nil {
		k.o.t.Fatal(err)
	}
	return k
}

func (k *talk) message(m sessions.Message, texts map[int64]string) store.Message {
	salt := ""
	if m.Text != "" {
		salt = "a salt"
		texts[m.Seq] = sessions.Digest(salt, m.Text)
	}
	return store.Message{Seq: m.Seq, Version: k.s.Version, Role: m.Role, Author: m.Author, Purpose: string(m.Purpose), Kind: m.Kind, Text: m.Text, Salt: salt,
		Script: m.Script, ClientID: m.ClientID, External: m.External, At: m.At, SentAt: m.SentAt, Delivery: m.Delivery}
}

// hire makes people with names.
func (o *office) hire(names ...string) {
	o.t.Helper()
	err := o.st.Write(o.t.Context(), func(q *dbq.Queries) error {
		for _, n := range names {
			if err := q.CreateAgent(o.t.Context(), dbq.CreateAgentParams{ID: n, Login: n, Name: "Name " + n, Password: "-", Rank: "agent", Speciality: "allround", MemberOf: "[]",
				Status: "online", Capacity: 9, CreatedAt: 1}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		o.t.Fatal(err)
	}
}

// population is what is stored of a day's draw.
func (o *office) population(day Day) draw.Stored {
	o.t.Helper()
	row, err := o.st.DrawOf(o.t.Context(), string(day))
	if err != nil {
		o.t.Fatal(err)
	}
	d, err := read(row)
	if err != nil {
		o.t.Fatal(err)
	}
	return d
}

// items are one agent's of a day.
func (o *office) items(who desk.AgentID, day Day, agent desk.AgentID) []Item {
	o.t.Helper()
	s, err := o.Sample(o.t.Context(), who, day, agent)
	if err != nil {
		o.t.Fatal(err)
	}
	return s.Items
}

// marks judge every criterion as pass, but for the given ones.
func marks(except ...scorecard.Mark) []scorecard.Mark {
	var out []scorecard.Mark
	for _, c := range scorecard.Default().Criteria {
		m := scorecard.Mark{Criterion: c.ID, Verdict: scorecard.Pass}
		for _, e := range except {
			if e.Criterion == c.ID {
				m = e
			}
		}
		out = append(out, m)
	}
	return out
}
