package evidence

import (
	"context"
	"errors"
	"fmt"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// rulebookReader gives the rules of a version.
type rulebookReader interface {
	Version(ctx context.Context, version string) (sessions.Rules, error)
}

// fold is a session that is derived from its events, with the rows that follow from it. The events bear no texts, so
// that what people wrote is empty in the rows; texts of the rules (greetings, visible lines) are there.
type fold struct {
	id       string
	rules    sessions.Rules
	state    sessions.State
	messages map[int64]*dbq.Message
	spoke    *dbq.Message // the newest line of customer or agent: the preview in lists
	files    map[place]attached
	sent     string // digest of the file that goes with the event's message; empty = none does
}

func newFold(id string) *fold {
	return &fold{id: id, messages: map[int64]*dbq.Message{}, files: map[place]attached{}}
}

// eventOf reads a stored event. It has no text in it.
func eventOf(row *dbq.Event) (sessions.Event, error) {
	e, err := sessions.Read(row.Kind, []byte(row.Body))
	if err != nil {
		return nil, err
	}
	if row.At != int64(e.When()) || row.Who != e.Who() {
		return nil, errors.New("the row bears another time or another person than the event")
	}
	return e, nil
}

// step applies the event that the log has as that version.
func (f *fold) step(ctx context.Context, book rulebookReader, e sessions.Event, version int64) error {
	if f.state.Phase == sessions.None {
		if err := f.begin(ctx, book, e); err != nil {
			return err
		}
	}
	next, effects, err := sessions.Apply(f.rules, f.state, e)
	if err != nil {
		return fmt.Errorf("the event is refused: %w", err)
	}
	if next.Version != version {
		return fmt.Errorf("the event leads to version %d", next.Version)
	}
	f.state, f.sent = next, ""
	if r, ok := e.(sessions.AgentReplied); ok {
		f.sent = r.File
	}
	for _, effect := range effects {
		f.effect(effect)
	}
	return nil
}

// begin finds the rules that the session was opened under.
func (f *fold) begin(ctx context.Context, book rulebookReader, e sessions.Event) error {
	opening, ok := e.(sessions.CustomerWrote)
	if !ok || opening.Opening == nil {
		return errors.New("the first event does not open a session")
	}
	if string(opening.Opening.Session) != f.id {
		return errors.New("the first event opens another session")
	}
	var err error
	f.rules, err = book.Version(ctx, opening.Opening.Rules)
	return err
}

// effect notes the rows that follow, as the router writes them.
func (f *fold) effect(e sessions.Effect) {
	switch e := e.(type) {
	case sessions.Record:
		f.message(e.Message)
	case sessions.Deliver:
		f.message(e.Message)
	case sessions.Filed:
		if m := f.messages[e.Seq]; m != nil {
			m.Version = f.state.Version
		}
		f.files[place{e.Seq, int64(e.N)}] = attached{digest: e.Digest, reason: e.Reason}
	case sessions.Settle:
		if m := f.messages[e.Seq]; m != nil {
			m.Version, m.Delivery, m.DeliveryReason, m.Receipt = f.state.Version, string(e.Delivery), e.Reason, e.External
		}
	}
}

func (f *fold) message(m sessions.Message) {
	row := &dbq.Message{Session: f.id, Seq: m.Seq, Version: f.state.Version, Role: string(m.Role), Author: m.Author, Purpose: string(m.Purpose), Kind: string(m.Kind),
		Text: m.Text, Script: m.Script, ClientID: m.ClientID, ExternalID: m.External, ReplyRef: m.Ref, Quotes: m.Quotes, At: int64(m.At), SentAt: int64(m.SentAt), Delivery: string(m.Delivery)}
	f.messages[m.Seq] = row
	for n := range m.Files {
		f.files[place{m.Seq, int64(n)}] = attached{digest: f.sent}
	}
	if m.Role == desk.RoleCustomer || m.Role == desk.RoleAgent {
		f.spoke = row
	}
}
