package inbox

import (
	"context"

	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
)

// listed is a session as every list query gives it.
type listed = dbq.ListAllRow

// sessionOf turns a list's row into the form that hints carry.
func sessionOf(l *listed) store.Session {
	return store.Session{
		ID: desk.SessionID(l.ID), Address: desk.Address{Channel: desk.ChannelID(l.Channel), Key: l.ConvKey}, Ordinal: l.Ordinal, Part: int(l.Part),
		Version: l.Version, Phase: l.Phase, Group: desk.GroupID(l.Grp), Holder: desk.AgentID(l.Holder), Owner: desk.AgentID(l.Owner), Title: l.Title,
		OpenedAt: desk.Millis(l.OpenedAt), QueuedAt: desk.Millis(l.QueuedAt), ClosedAt: desk.Millis(l.ClosedAt), NextDue: desk.Millis(l.NextDue),
		Urgency: l.Urgency, PreviewRole: desk.Role(l.PreviewRole), PreviewText: l.PreviewText, PreviewAt: desk.Millis(l.PreviewAt), State: []byte(l.State),
	}
}

// lines are stored lines with their files, as screens show them.
func (h *Hub) lines(ctx context.Context, id desk.SessionID, rows []dbq.Message) ([]Message, error) {
	ms := messagesOf(rows)
	if err := store.AddFiles(ctx, h.record, id, ms); err != nil {
		return nil, away(err)
	}
	if err := store.AddMentions(ctx, h.record, id, ms); err != nil {
		return nil, away(err)
	}
	return h.roster.messages(ms), nil
}

// messagesOf turns stored lines into the form that hints carry.
func messagesOf(rows []dbq.Message) []store.Message {
	out := make([]store.Message, len(rows))
	for i := range rows {
		m := &rows[i]
		out[i] = store.Message{Seq: m.Seq, Version: m.Version, Role: desk.Role(m.Role), Author: m.Author, Purpose: m.Purpose, Kind: desk.Kind(m.Kind),
			Text: m.Text, ClientID: m.ClientID, External: m.ExternalID, ReplyRef: m.ReplyRef, Quotes: m.Quotes, At: desk.Millis(m.At), SentAt: desk.Millis(m.SentAt),
			Delivery: desk.Delivery(m.Delivery), Reason: m.DeliveryReason, Receipt: m.Receipt}
	}
	return out
}
