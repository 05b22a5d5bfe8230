package owntexts

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/internal/yamlform"
	"firstline/scripts"
)

// Text is what somebody has written for oneself.
type Text struct {
	ID    string `json:"id"`
	N     int64  `json:"n" doc:"Grows with each change"`
	Title string `json:"title,omitempty"`
	Code  string `json:"code,omitempty" doc:"What its owner types who knows it by heart"`
	Text  string `json:"text" doc:"It may leave something to be filled in, such as {时效}"`
}

// Record is what this package needs of the record.
type Record interface {
	OwnTexts(ctx context.Context, agent string) ([]dbq.OwnText, error)
	Write(ctx context.Context, do func(*dbq.Queries) error) error
	WriteAlone(ctx context.Context, name string, do func(*dbq.Queries) error) error
}

// Service keeps them. Its methods may be called from many goroutines, and on many nodes.
type Service struct {
	record Record
	most   func() int
}

// New makes a service; most is how many a person may have, as it is now.
func New(record Record, most func() int) *Service { return &Service{record, most} }

// Most is how many a person may have.
func (s *Service) Most() int { return s.most() }

// Of are the texts of a person, in the order in which they were begun.
func (s *Service) Of(ctx context.Context, who desk.AgentID) ([]Text, error) {
	rows, err := s.record.OwnTexts(ctx, string(who))
	if err != nil {
		return nil, desk.Away(err)
	}
	out := make([]Text, len(rows))
	for i, r := range rows {
		out[i] = Text{ID: r.ID, N: r.N, Title: r.Title, Code: r.Code, Text: r.Body}
	}
	return out, nil
}

// Write adds a text, or changes the one with its ID, if that is still the N that its owner has seen. Errors:
// yamlform.Problems by key; desk.Conflict "own_texts_full", "changed_meanwhile"; desk.NotFound "no_text".
func (s *Service) Write(ctx context.Context, who desk.AgentID, t Text) (Text, error) {
	t.Title, t.Code, t.Text = strings.TrimSpace(t.Title), strings.TrimSpace(t.Code), strings.TrimSpace(t.Text)
	if err := scripts.Faults(t.Title, t.Code, t.Text).Err(); err != nil {
		return Text{}, err
	}
	var refused yamlform.Problems
	err := s.record.WriteAlone(ctx, "own_text:"+string(who), func(q *dbq.Queries) error {
		all, err := q.OwnTexts(ctx, string(who))
		if err != nil {
			return err
		}
		if refused = codeTaken(all, t); refused != nil {
			return nil
		}
		if t.ID == "" {
			return s.add(ctx, q, who, &t, len(all))
		}
		return change(ctx, q, who, &t, all)
	})
	if err != nil {
		return Text{}, desk.Away(err)
	}
	return t, refused.Err()
}

func (s *Service) add(ctx context.Context, q *dbq.Queries, who desk.AgentID, t *Text, have int) error {
	if most := s.most(); have >= most {
		return desk.Fail(desk.Conflict, "own_texts_full", fmt.Sprintf("you have %d texts of your own, and %d is the most: delete some first", have, most))
	}
	t.ID, t.N = uuid.Must(uuid.NewV7()).String(), 1 // in the order of time
	return q.AddOwnText(ctx, dbq.AddOwnTextParams{Agent: string(who), ID: t.ID, Title: t.Title, Code: t.Code, Body: t.Text})
}

func change(ctx context.Context, q *dbq.Queries, who desk.AgentID, t *Text, all []dbq.OwnText) error {
	n, err := q.ChangeOwnText(ctx, dbq.ChangeOwnTextParams{Title: t.Title, Code: t.Code, Body: t.Text, Agent: string(who), ID: t.ID, N: t.N})
	if err != nil {
		return err
	}
	if n == 1 {
		t.N++
		return nil
	}
	for _, r := range all {
		if r.ID == t.ID {
			return desk.Fail(desk.Conflict, "changed_meanwhile", "another window of yours has changed this text: look at it and decide again")
		}
	}
	return desk.Fail(desk.NotFound, "no_text", "there is no such text of yours: it may have been deleted in another window")
}

// codeTaken refuses a code that another of one's texts has, told apart without its case, as people type it.
func codeTaken(all []dbq.OwnText, t Text) yamlform.Problems {
	for _, r := range all {
		if t.Code != "" && r.ID != t.ID && strings.EqualFold(r.Code, t.Code) {
			return yamlform.Problems{{Key: "code", Reason: fmt.Sprintf("%q is there already", t.Code)}}
		}
	}
	return nil
}

// Drop deletes a text; what is not there is no error.
func (s *Service) Drop(ctx context.Context, who desk.AgentID, id string) error {
	return desk.Away(s.record.Write(ctx, func(q *dbq.Queries) error {
		return q.DropOwnText(ctx, dbq.DropOwnTextParams{Agent: string(who), ID: id})
	}))
}
