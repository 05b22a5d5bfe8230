package profile

import (
	"context"
	"errors"

	"firstline/internal/contacts"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

var errAgain = errors.New("profile: somebody else was faster")

// writeTries bounds how often a write begins anew because others were faster: profiles are written by hand.
const writeTries = 20

// write gives do what is known of a person and the number of the next fact. Facts have one order on all nodes, like links.
func (s *Service) write(ctx context.Context, of contacts.Person, do func(q *dbq.Queries, known Profile, next int64) error) error {
	return s.retry(ctx, writeTries, func(q *dbq.Queries) error {
		last, err := q.LastContactFact(ctx)
		if err != nil {
			return err
		}
		known, err := read(ctx, q, of.Addresses())
		if err != nil {
			return err
		}
		return do(q, known, last+1)
	})
}

// retry writes anew, so many times at most, as long as somebody else was faster.
func (s *Service) retry(ctx context.Context, tries int, do func(q *dbq.Queries) error) error {
	var err error
	for range tries {
		if err = s.o.Record.Write(ctx, do); !errors.Is(err, errAgain) {
			return err
		}
	}
	return err
}

func put(ctx context.Context, q *dbq.Queries, f Fact) error {
	n, err := q.PutContactFact(ctx, dbq.PutContactFactParams{N: f.N, Channel: string(f.Of.Channel), ConvKey: f.Of.Key, Field: string(f.Field), Act: string(f.Act),
		At: int64(f.At), Who: string(f.Who), Session: string(f.Session), About: f.About})
	if err == nil && n == 0 {
		return errAgain
	}
	if err != nil || f.Value == "" {
		return err
	}
	return q.PutContactValue(ctx, dbq.PutContactValueParams{N: f.N, Value: f.Value})
}

func read(ctx context.Context, from factsOf, of []desk.Address) (Profile, error) {
	var all []Fact
	for _, at := range of {
		rows, err := from.ContactFacts(ctx, dbq.ContactFactsParams{Channel: string(at.Channel), ConvKey: at.Key})
		if err != nil {
			return Profile{}, err
		}
		for _, r := range rows {
			all = append(all, factOf(dbq.FactsOfFieldRow(r)))
		}
	}
	return fold(all), nil
}

func factOf(r dbq.FactsOfFieldRow) Fact {
	return Fact{N: r.N, Of: desk.Address{Channel: desk.ChannelID(r.Channel), Key: r.ConvKey}, Field: Field(r.Field), Act: Act(r.Act), Value: r.Value,
		At: desk.Millis(r.At), Who: desk.AgentID(r.Who), Session: desk.SessionID(r.Session), About: r.About}
}
