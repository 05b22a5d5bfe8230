package inbox

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// Session reads one session for somebody. One that he may not see is not found, so that nobody learns what exists.
func (h *Hub) Session(ctx context.Context, who access.Viewer, id desk.SessionID) (Row, sessions.State, error) {
	s, f, err := h.stored(ctx, id)
	if err != nil {
		return Row{}, sessions.State{}, err
	}
	if !who.Sees(f.standing(&s)) {
		return Row{}, sessions.State{}, notFound()
	}
	return h.shown(ctx, &s, &f)
}

// stored reads a session as it stands in the record, whoever may see it.
func (h *Hub) stored(ctx context.Context, id desk.SessionID) (store.Session, facts, error) {
	if !isID(string(id)) {
		return store.Session{}, facts{}, notFound()
	}
	got, err := h.record.SessionRow(ctx, string(id))
	if errors.Is(err, sql.ErrNoRows) {
		return store.Session{}, facts{}, notFound()
	} else if err != nil {
		return store.Session{}, facts{}, away(err)
	}
	l := listed(got)
	s := sessionOf(&l)
	return s, readFacts(s.State), nil
}

// shown gives a session that somebody may see.
func (h *Hub) shown(ctx context.Context, s *store.Session, f *facts) (Row, sessions.State, error) {
	var state sessions.State
	if err := json.Unmarshal(s.State, &state); err != nil {
		return Row{}, state, away(err)
	}
	_ = h.roster.dues.need(ctx)
	h.roster.meet(ctx, s.Holder, s.Owner)
	return h.roster.row(s, f), state, nil
}

func notFound() error {
	return desk.Fail(desk.NotFound, "not_found", "there is no such session, or it is not yours to see")
}

// Messages reads at most limit lines of a session, ascending: the newest, or those before a place if before is above 0.
// The right to see it is for the caller to check.
func (h *Hub) Messages(ctx context.Context, id desk.SessionID, before int64, limit int) ([]Message, error) {
	if before <= 0 {
		before = 1 << 62
	}
	rows, err := h.record.MessagesBefore(ctx, dbq.MessagesBeforeParams{Session: string(id), Seq: before, Limit: int32(min(max(limit, 1), MaxRows))})
	if err != nil {
		return nil, away(err)
	}
	slices.Reverse(rows)
	for i := range rows {
		h.roster.meet(ctx, desk.AgentID(rows[i].Author))
	}
	return h.lines(ctx, id, rows)
}

// File is what is known of a file of a message. The right to see it is for the caller to check.
func (h *Hub) File(ctx context.Context, id desk.SessionID, seq int64, n int) (desk.File, error) {
	row, err := h.record.FileAt(ctx, dbq.FileAtParams{Session: string(id), Seq: seq, N: int64(n)})
	if errors.Is(err, sql.ErrNoRows) {
		return desk.File{}, desk.Fail(desk.NotFound, "no_file", "there is no such file")
	} else if err != nil {
		return desk.File{}, away(err)
	}
	return store.FileOf(&row).File, nil
}

// Span is the time for which somebody had a session.
type Span struct {
	Agent  desk.AgentID `json:"agent"`
	Name   string       `json:"name"`
	From   desk.Millis  `json:"from"`
	To     desk.Millis  `json:"to" doc:"0 while it lasts"`
	Reason string       `json:"reason" doc:"How it began: assigned, taken, transferred"`
}

// Holders are the spans of a session, oldest first. Each change of hands has written one line; how an assignment came
// about stands in the event of the same version.
func (h *Hub) Holders(ctx context.Context, id desk.SessionID) ([]Span, error) {
	lines, err := h.record.SystemLines(ctx, string(id))
	if err != nil {
		return nil, away(err)
	}
	events, err := h.record.EventsOfKind(ctx, dbq.EventsOfKindParams{Session: string(id), Kind: sessions.Kind(sessions.Assigned{})})
	if err != nil {
		return nil, away(err)
	}
	reasons := map[int64]string{}
	for _, e := range events {
		var stored struct{ Event sessions.Assigned }
		if json.Unmarshal([]byte(e.Body), &stored) == nil {
			reasons[e.Version] = stored.Event.Reason
		}
	}
	spans := []Span{}
	for _, l := range lines {
		h.roster.meet(ctx, desk.AgentID(l.Author))
		spans = h.roster.hold(spans, l, reasons[l.Version])
	}
	return spans, nil
}

// hold folds one line into the spans.
func (r *Roster) hold(spans []Span, l dbq.SystemLinesRow, reason string) []Span {
	at := desk.Millis(l.At)
	end := func() {
		if n := len(spans); n > 0 && spans[n-1].To == 0 {
			spans[n-1].To = at
		}
	}
	switch p := sessions.Purpose(l.Purpose); p {
	case sessions.LineAssigned, sessions.LineTransfer:
		end()
		if l.Author == "" {
			return spans
		}
		if p == sessions.LineTransfer {
			reason = "transferred"
		}
		id := desk.AgentID(l.Author)
		spans = append(spans, Span{Agent: id, Name: r.Name(id), From: at, Reason: reason})
	case sessions.LineReturned, sessions.LineClosed:
		end()
	}
	return spans
}
