package api

import (
	"context"
	"slices"

	"firstline/internal/desk"
	"firstline/internal/inbox"
	"firstline/internal/quality/marks"
	"firstline/internal/quality/scorecard"
	"firstline/scripts/guard"
)

type marksIn struct {
	ID    string `path:"id" maxLength:"64"`
	Agent string `query:"agent" maxLength:"64" doc:"Whose participation the checks are about; empty: everybody's"`
}

// marks tells where things stand in a transcript (QA-05, QA-07).
func (a *API) marks(ctx context.Context, in *marksIn) (*answer[marks.Found], error) {
	row, _, err := a.o.Hub.ReadWork(ctx, callerOf(ctx).Viewer(), desk.SessionID(in.ID)) // the right to read it
	if err != nil {
		return nil, err
	}
	lines, err := a.transcript(ctx, row.ID)
	if err != nil {
		return nil, err
	}
	story, _, err := a.o.Explain(ctx, row.ID, a.o.Locale)
	if err != nil {
		return nil, err
	}
	var list *guard.Guard
	if a.o.Phrases != nil {
		list = a.o.Phrases()
	}
	return answering(marks.Of(marks.Asked{Story: story, Messages: lines, Guard: list, Agent: desk.AgentID(in.Agent)})), nil
}

type waitsBody struct {
	Waits []marks.Sign `json:"waits" doc:"T1: until the first answer; T2: each later one. In the order of the transcript; reply is the message that answered"`
}

// waits tells how long the customer waited each time (SLA-01).
func (a *API) waits(ctx context.Context, in *sessionIn) (*answer[waitsBody], error) {
	row, _, err := a.o.Hub.ReadWork(ctx, callerOf(ctx).Viewer(), desk.SessionID(in.ID)) // the right to read it
	if err != nil {
		return nil, err
	}
	story, _, err := a.o.Explain(ctx, row.ID, a.o.Locale)
	if err != nil {
		return nil, err
	}
	return answering(waitsBody{marks.Waits(marks.Asked{Story: story})}), nil
}

// Findings are what the machine holds against one agent of a session by itself (FBD-03), as quality.Options asks for it.
func (tell Explain) Findings(ctx context.Context, id desk.SessionID, agent desk.AgentID) (scorecard.Findings, error) {
	story, _, err := tell(ctx, id, "en")
	if err != nil {
		return nil, err
	}
	out := scorecard.Findings{}
	for _, f := range marks.Findings(story, agent) {
		out[f.What] = append(out[f.What], f.Seq)
	}
	return out, nil
}

// transcript is all lines of a session, ascending, a page at a time.
func (a *API) transcript(ctx context.Context, id desk.SessionID) ([]marks.Message, error) {
	var out []marks.Message
	for before := int64(0); ; {
		page, err := a.o.Hub.Messages(ctx, id, before, inbox.MaxRows)
		if err != nil {
			return nil, err
		}
		for _, m := range slices.Backward(page) {
			line := marks.Message{Seq: m.Seq, Role: m.Role, Purpose: m.Purpose, Kind: m.Kind, Text: m.Text, At: m.At, Delivery: m.Delivery}
			if m.Author != nil {
				line.Author = m.Author.ID
			}
			out = append(out, line)
		}
		if len(page) < inbox.MaxRows {
			slices.Reverse(out)
			return out, nil
		}
		before = page[0].Seq
	}
}
