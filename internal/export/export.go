// Package export writes whole sessions of a time as JSON, a line each: for who moves to another system, or answers a customer or an authority.
// It decides what of a session is in a line; it refuses to know who may ask, and puts no contact into it whole (SEC-01, SEC-02).
package export

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math"

	"firstline/internal/desk"
	"firstline/internal/profile"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// Record is what this package reads.
type Record interface {
	SessionsOpenedIn(ctx context.Context, arg dbq.SessionsOpenedInParams) ([]dbq.Session, error)
	MessagesOf(ctx context.Context, session string) ([]dbq.Message, error)
	FilesOf(ctx context.Context, arg dbq.FilesOfParams) ([]dbq.File, error)
	EventsOf(ctx context.Context, session string) ([]dbq.Event, error)
	SessionsAt(ctx context.Context, arg dbq.SessionsAtParams) ([]dbq.Session, error)
	MovedFrom(ctx context.Context, arg dbq.MovedFromParams) ([]string, error)
}

// Session is a line.
type Session struct {
	ID       desk.SessionID `json:"id"`
	Channel  desk.ChannelID `json:"channel"`
	Address  string         `json:"address"` // covered where it leads to the customer
	Title    string         `json:"title"`
	Phase    string         `json:"phase"`
	Group    string         `json:"group"`
	Holder   string         `json:"holder,omitempty"`
	Owner    string         `json:"owner,omitempty"` // first-contact owner (FCR-01)
	OpenedAt desk.Millis    `json:"opened_at"`
	ClosedAt desk.Millis    `json:"closed_at,omitempty"`
	Category string         `json:"category,omitempty"`
	Outcome  string         `json:"outcome,omitempty"`
	Score    int            `json:"score,omitempty"`
	Register string         `json:"register,omitempty"`
	Erased   desk.Millis    `json:"erased_at,omitempty"` // when the customer was taken out of it
	Messages []Message      `json:"messages"`
	Events   []Event        `json:"events"`
}

// Message is a line of the transcript, notes included.
type Message struct {
	Seq      int64       `json:"seq"`
	Role     string      `json:"role"`
	Author   string      `json:"author,omitempty"`
	Purpose  string      `json:"purpose,omitempty"`
	Kind     string      `json:"kind"`
	Text     string      `json:"text"`
	Script   string      `json:"script,omitempty"`
	Quotes   int64       `json:"quotes,omitempty"`
	At       desk.Millis `json:"at"`
	Delivery string      `json:"delivery,omitempty"`
	Reason   string      `json:"delivery_reason,omitempty"`
	Files    []File      `json:"files,omitempty"`
}

// File is what is known of a file; its bytes are not in the export, their digest is.
type File struct {
	Kind   string `json:"kind"`
	Name   string `json:"name,omitempty"`
	Type   string `json:"type,omitempty"`
	Size   int64  `json:"size,omitempty"`
	State  string `json:"state"`
	Digest string `json:"sha256,omitempty"`
}

// Event says what happened, and the hash by which it is chained: with it the line can be held against the record.
type Event struct {
	Version int64       `json:"version"`
	At      desk.Millis `json:"at"`
	Kind    string      `json:"kind"`
	Who     string      `json:"by"`
	Hash    string      `json:"hash"`
}

// Span names a time in the log of who has written out what.
func Span(since, until desk.Millis) string {
	const shape = "2006-01-02T15:04Z"
	return since.Time().UTC().Format(shape) + "/" + until.Time().UTC().Format(shape)
}

// page is how many sessions are read at a time.
const page = 50

// Write writes the sessions that were opened from since to before until, each as it stands, and gives how many there were.
func Write(ctx context.Context, from Record, since, until desk.Millis, out io.Writer) (n int, err error) {
	lines := json.NewEncoder(out)
	for after := ""; ; {
		rows, err := from.SessionsOpenedIn(ctx, dbq.SessionsOpenedInParams{Since: int64(since), Until: int64(until), After: after, Most: page})
		if err != nil || len(rows) == 0 {
			return n, err
		}
		for i := range rows {
			if err := line(ctx, from, &rows[i], lines); err != nil {
				return n, err
			}
			n, after = n+1, rows[i].ID
		}
	}
}

// line writes the line of a session.
func line(ctx context.Context, from Record, row *dbq.Session, lines *json.Encoder) error {
	s, err := read(ctx, from, row)
	if err != nil {
		return fmt.Errorf("session %s: %w", row.ID, err)
	}
	return lines.Encode(s)
}

// read makes the line of a session.
func read(ctx context.Context, from Record, row *dbq.Session) (Session, error) {
	var st sessions.State
	if err := json.Unmarshal([]byte(row.State), &st); err != nil {
		return Session{}, err
	}
	s := Session{ID: desk.SessionID(row.ID), Channel: desk.ChannelID(row.Channel), Address: profile.CoverKey(row.ConvKey), Title: row.Title, Phase: row.Phase, Group: row.Grp,
		Holder: row.Holder, Owner: row.Owner, OpenedAt: desk.Millis(row.OpenedAt), ClosedAt: desk.Millis(row.ClosedAt), Category: st.Category, Register: st.Register, Erased: st.Forgotten,
		Messages: []Message{}, Events: []Event{}}
	if st.Ending != nil {
		s.Outcome = st.Ending.Outcome
	}
	if st.Rating != nil {
		s.Score = st.Rating.Score
	}
	if err := s.transcript(ctx, from); err != nil {
		return s, err
	}
	events, err := from.EventsOf(ctx, row.ID)
	for _, e := range events {
		s.Events = append(s.Events, Event{Version: e.Version, At: desk.Millis(e.At), Kind: e.Kind, Who: e.Who, Hash: hex.EncodeToString(e.Hash)})
	}
	return s, err
}

func (s *Session) transcript(ctx context.Context, from Record) error {
	messages, err := from.MessagesOf(ctx, string(s.ID))
	if err != nil {
		return err
	}
	rows, err := from.FilesOf(ctx, dbq.FilesOfParams{Session: string(s.ID), First: 0, Last: math.MaxInt64})
	if err != nil {
		return err
	}
	files := map[int64][]File{}
	for _, f := range rows {
		files[f.Seq] = append(files[f.Seq], File{Kind: f.Kind, Name: f.Name, Type: f.Type, Size: f.Size, State: f.State, Digest: f.Digest})
	}
	for _, m := range messages {
		s.Messages = append(s.Messages, Message{Seq: m.Seq, Role: m.Role, Author: m.Author, Purpose: m.Purpose, Kind: m.Kind, Text: m.Text, Script: m.Script, Quotes: m.Quotes,
			At: desk.Millis(m.At), Delivery: m.Delivery, Reason: m.DeliveryReason, Files: files[m.Seq]})
	}
	return nil
}
