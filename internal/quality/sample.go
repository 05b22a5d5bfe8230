package quality

import (
	"context"
	"encoding/json"

	"firstline/internal/desk"
	"firstline/internal/quality/scorecard"
	"firstline/internal/store/dbq"
)

// Sample is one agent's items of a day.
type Sample struct {
	Day   Day          `json:"day"`
	Agent desk.AgentID `json:"agent"`
	Name  string       `json:"name"`
	Items []Item       `json:"items" doc:"In the order in which they are to be checked"`
}

// Item is one transcript of a sample.
type Item struct {
	N        int            `json:"n"`
	Session  desk.SessionID `json:"session" doc:"Empty: nothing was left that could stand in"`
	Stratum  string         `json:"stratum" doc:"First hour of its block and channel; * is all that would be too little alone"`
	Replaces int            `json:"replaces" doc:"The item it stands in for; 0 = it was drawn"`
	Reason   string         `json:"reason,omitempty" doc:"Why that one was replaced"`
	Channel  desk.ChannelID `json:"channel,omitempty"`
	Title    string         `json:"title,omitempty"`
	Group    desk.GroupID   `json:"group,omitempty"`
	Phase    string         `json:"phase,omitempty" doc:"It may have been reopened since"`
	OpenedAt desk.Millis    `json:"opened_at"`
	ClosedAt desk.Millis    `json:"closed_at"`
	Own      bool           `json:"own,omitempty" doc:"You took part in it: somebody else has to judge it"`
	Review   *Review        `json:"review,omitempty" doc:"What counts now"`
}

// Review is what was found in one transcript.
type Review struct {
	N         int               `json:"n" doc:"1, 2, …: the newest counts. A later one says which it follows"`
	Reviewer  desk.AgentID      `json:"reviewer"`
	Name      string            `json:"reviewer_name"`
	At        desk.Millis       `json:"at"`
	Seconds   int               `json:"seconds" doc:"How long it took; 0 = not timed"`
	Scorecard string            `json:"scorecard"`
	Verdict   scorecard.Verdict `json:"verdict" enum:"pass,fail,replaced"`
	Marks     []scorecard.Mark  `json:"marks"`
	Note      string            `json:"note,omitempty"`
}

// Sample gives one agent's items of a day, as they look for one reviewer. It fails with desk.NotFound when nothing was
// drawn of the agent.
func (s *Service) Sample(ctx context.Context, who desk.AgentID, day Day, agent desk.AgentID) (Sample, error) {
	all, err := s.o.Record.DrawItems(ctx, string(day))
	if err != nil {
		return Sample{}, away(err)
	}
	names, err := s.names(ctx)
	if err != nil {
		return Sample{}, err
	}
	out := Sample{Day: day, Agent: agent, Name: names[agent], Items: []Item{}}
	for _, row := range all {
		if row.Agent == string(agent) {
			out.Items = append(out.Items, itemOf(row))
		}
	}
	if len(out.Items) == 0 {
		return Sample{}, notDrawn()
	}
	if err := s.dress(ctx, &out, who, names); err != nil {
		return Sample{}, err
	}
	return out, nil
}

func notDrawn() error {
	return desk.Fail(desk.NotFound, "not_found", "nothing of that agent was drawn on that day")
}

func itemOf(row dbq.DrawItem) Item {
	return Item{N: int(row.N), Session: desk.SessionID(row.Session), Stratum: row.Stratum, Replaces: int(row.Replaces), Reason: row.Reason}
}

// dress adds what the sessions look like, whose they are and what was found in them.
func (s *Service) dress(ctx context.Context, out *Sample, who desk.AgentID, names map[desk.AgentID]string) error {
	rows, err := s.o.Record.SampleSessions(ctx, dbq.SampleSessionsParams{Day: string(out.Day), Agent: string(out.Agent)})
	if err != nil {
		return away(err)
	}
	own, err := s.own(ctx, who, out.Day, out.Agent)
	if err != nil {
		return err
	}
	found, err := s.found(ctx, out.Day, out.Agent, names)
	if err != nil {
		return err
	}
	sessions := map[string]dbq.SampleSessionsRow{}
	for _, r := range rows {
		sessions[r.ID] = r
	}
	for i := range out.Items {
		item := &out.Items[i]
		if r, ok := sessions[string(item.Session)]; ok {
			item.Channel, item.Title, item.Group, item.Phase = desk.ChannelID(r.Channel), r.Title, desk.GroupID(r.Grp), r.Phase
			item.OpenedAt, item.ClosedAt = desk.Millis(r.OpenedAt), desk.Millis(r.ClosedAt)
		}
		item.Own, item.Review = own[item.Session], found[item.N]
	}
	return nil
}

// own says in which sessions of a sample somebody took part: held them or wrote to the customer (ORG-12).
func (s *Service) own(ctx context.Context, who desk.AgentID, day Day, agent desk.AgentID) (map[desk.SessionID]bool, error) {
	wrote, err := s.o.Record.SampleWritten(ctx, dbq.SampleWrittenParams{Day: string(day), Agent: string(agent), Author: string(who)})
	if err != nil {
		return nil, away(err)
	}
	events, err := s.o.Record.SampleHands(ctx, dbq.SampleHandsParams{Day: string(day), Agent: string(agent), Assigned: assigned(), Transferred: transferred()})
	if err != nil {
		return nil, away(err)
	}
	own := map[desk.SessionID]bool{}
	for _, id := range wrote {
		own[desk.SessionID(id)] = true
	}
	for _, e := range events {
		h, ok, err := handOf(e.Session, e.Kind, e.Body)
		if err != nil {
			return nil, err
		}
		if ok && h.Agent == who {
			own[h.Session] = true
		}
	}
	return own, nil
}

// found gives the reviews that count, by item.
func (s *Service) found(ctx context.Context, day Day, agent desk.AgentID, names map[desk.AgentID]string) (map[int]*Review, error) {
	rows, err := s.o.Record.LatestReviews(ctx, string(day))
	if err != nil {
		return nil, away(err)
	}
	out := map[int]*Review{}
	for _, r := range rows {
		if r.Agent != string(agent) {
			continue
		}
		review, err := reviewOf(r)
		if err != nil {
			return nil, err
		}
		review.Name = names[review.Reviewer]
		out[int(r.Item)] = &review
	}
	return out, nil
}

func reviewOf(r dbq.Review) (Review, error) {
	out := Review{N: int(r.N), Reviewer: desk.AgentID(r.Reviewer), At: desk.Millis(r.At), Seconds: int(r.Seconds), Scorecard: r.Scorecard,
		Verdict: scorecard.Verdict(r.Verdict), Marks: []scorecard.Mark{}, Note: r.Note}
	return out, json.Unmarshal([]byte(r.Marks), &out.Marks)
}
