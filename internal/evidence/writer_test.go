package evidence

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"firstline/internal/desk"
	"firstline/internal/rulebook"
	"firstline/internal/store"
	"firstline/scripts"
	"firstline/sessions"
)

// writer writes sessions as the router does, without lanes, networks and clocks: for many of them, or exactly one.
type writer struct {
	st    *store.Store
	rules sessions.Rules
}

// written is a session as it stands.
type written struct {
	s    sessions.State
	head []byte
	text string // of the newest line of customer or agent
}

func newWriter(t testing.TB, st *store.Store) *writer {
	t.Helper()
	book, err := rulebook.Open(t.Context(), st, time.UnixMilli(1), testRules(), rulebook.Source{Pack: scripts.Source("zh-CN")})
	if err != nil {
		t.Fatal(err)
	}
	return &writer{st: st, rules: book.Current()}
}

// opening is a customer's first message, in a chat of its own.
func (w *writer) opening(chat int64) sessions.Event {
	return sessions.CustomerWrote{At: now(), ExternalID: fmt.Sprint(chat), Kind: desk.KindText, Title: "李女士", Words: sessions.Words{Text: "付款后一直转圈,请帮我看看"},
		Opening: &sessions.Opening{Session: desk.SessionID(uuid.Must(uuid.NewV7()).String()), Address: desk.Address{Channel: "web", Key: fmt.Sprint(chat)},
			Ordinal: 1, Rules: w.rules.Version, Accepts: true}}
}

func now() desk.Millis { return desk.At(time.Now()) }

// open writes a new session of one event.
func (w *writer) open(t testing.TB, chat int64) *written {
	t.Helper()
	x := &written{}
	if err := w.write(t.Context(), x, w.opening(chat)); err != nil {
		t.Fatal(err)
	}
	return x
}

// note adds one event.
func (w *writer) note(t testing.TB, x *written) {
	t.Helper()
	err := w.write(t.Context(), x, sessions.NoteAdded{At: now(), Agent: "somebody", ClientID: fmt.Sprint(x.s.Version), Words: sessions.Words{Text: "已核对订单"}})
	if err != nil {
		t.Fatal(err)
	}
}

// write commits events of one session as one part.
func (w *writer) write(ctx context.Context, x *written, events ...sessions.Event) error {
	p := store.Part{Was: x.s.Version}
	for _, e := range events {
		if err := w.apply(&p, x, e); err != nil {
			return err
		}
	}
	body, err := json.Marshal(x.s)
	if err != nil {
		return err
	}
	s := &x.s
	p.Session = store.Session{ID: s.ID, Address: s.Address, Ordinal: s.Ordinal, Part: s.Address.Partition(), Version: s.Version, Phase: string(s.Phase), Group: s.Group,
		Owner: s.Owner, Title: s.Title, OpenedAt: s.OpenedAt, QueuedAt: s.QueuedAt, ClosedAt: s.ClosedAt, NextDue: s.NextDue(), Urgency: s.Urgency(),
		PreviewRole: desk.RoleCustomer, PreviewText: x.text, PreviewAt: s.OpenedAt, State: body, Head: x.head}
	if s.Holder != nil {
		p.Session.Holder = s.Holder.Agent
	}
	return w.st.Commit(ctx, &p)
}

func (w *writer) apply(p *store.Part, x *written, e sessions.Event) error {
	next, effects, err := sessions.Apply(w.rules, x.s, e)
	if err != nil {
		return err
	}
	x.s = next
	texts := map[int64]string{}
	for _, f := range effects {
		r, ok := f.(sessions.Record)
		if !ok {
			continue
		}
		m := r.Message
		salt := ""
		if m.Text != "" {
			salt = "a salt"
			texts[m.Seq] = sessions.Digest(salt, m.Text)
		}
		p.Messages = append(p.Messages, store.Message{Seq: m.Seq, Version: next.Version, Role: m.Role, Author: m.Author, Purpose: string(m.Purpose), Kind: m.Kind,
			Text: m.Text, Salt: salt, Script: m.Script, ClientID: m.ClientID, External: m.External, At: m.At, SentAt: m.SentAt, Delivery: m.Delivery})
		if m.Role == desk.RoleCustomer {
			x.text = m.Text
		}
	}
	body, err := sessions.Encode(e, texts)
	if err != nil {
		return err
	}
	x.head = sessions.Link(x.head, next.ID, next.Version, e.When(), sessions.Kind(e), e.Who(), body)
	p.Events = append(p.Events, store.Event{Version: next.Version, At: e.When(), Kind: sessions.Kind(e), Who: e.Who(), Body: body, Hash: x.head})
	return nil
}

// life is a session of four events: question, assignment, note, and a close without a script.
func (w *writer) life(ctx context.Context, chat int64) (*written, error) {
	x := &written{}
	open := w.opening(chat)
	at := open.When()
	return x, w.write(ctx, x, open,
		sessions.Assigned{At: at + 1, Agent: "zhang", By: "system", Reason: "assigned", Name: "张敏"},
		sessions.NoteAdded{At: at + 2, Agent: "zhang", ClientID: "n", Words: sessions.Words{Text: "已核对订单"}},
		sessions.CloseRequested{At: at + 3, By: "zhang", ClientID: "c", Outcome: "invalid", Skip: "invalid"})
}
