package contacts

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

var errAgain = errors.New("contacts: somebody else was faster")

// writeTries bounds how often a write begins anew because others were faster: links are made by hand, a few a minute.
const writeTries = 20

// write gives do the number of the next act. Acts have one order on all nodes: the number is asked for before anything else is
// read, so that whoever got it first has the others look again.
func (s *Service) write(ctx context.Context, do func(q *dbq.Queries, next int64) error) error {
	return s.retry(ctx, writeTries, func(q *dbq.Queries) error {
		last, err := q.LastContactLink(ctx)
		if err != nil {
			return err
		}
		return do(q, last+1)
	})
}

// retry writes anew, so many times at most, as long as somebody else was faster.
func (s *Service) retry(ctx context.Context, tries int, do func(*dbq.Queries) error) error {
	var err error
	for range tries {
		if err = s.o.Record.Write(ctx, do); !errors.Is(err, errAgain) {
			return err
		}
	}
	return err
}

func put(ctx context.Context, q *dbq.Queries, a Act) error {
	n, err := q.PutContactLink(ctx, dbq.PutContactLinkParams{N: a.N, AChannel: string(a.A.Channel), AKey: a.A.Key, BChannel: string(a.B.Channel), BKey: a.B.Key,
		Undoes: a.Undoes, At: int64(a.At), Who: string(a.Who), Why: a.Why, Session: string(a.Session)})
	if err == nil && n == 0 {
		return errAgain
	}
	return err
}

func person(ctx context.Context, from links, at desk.Address) (Person, error) {
	return gather(at, func(at desk.Address) ([]Act, error) {
		rows, err := from.ContactLinks(ctx, dbq.ContactLinksParams{Channel: string(at.Channel), ConvKey: at.Key})
		acts := make([]Act, len(rows))
		for i, r := range rows {
			acts[i] = Act{N: r.N, A: desk.Address{Channel: desk.ChannelID(r.AChannel), Key: r.AKey}, B: desk.Address{Channel: desk.ChannelID(r.BChannel), Key: r.BKey},
				Undoes: r.Undoes, At: desk.Millis(r.At), Who: desk.AgentID(r.Who), Why: r.Why, Session: desk.SessionID(r.Session)}
		}
		return acts, err
	})
}

// reason is a reason as it is kept: one line, 1 to WhyMost characters.
func reason(why string) (string, error) {
	why = strings.Join(strings.Fields(channels.Storable(why)), " ")
	if n := utf8.RuneCountInString(why); n == 0 || n > WhyMost {
		return "", desk.Fail(desk.Invalid, "contact_reason", "say in at most 200 characters why")
	}
	return why, nil
}
