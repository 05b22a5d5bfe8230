package quality

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"firstline/internal/desk"
	"firstline/internal/quality/draw"
	"firstline/internal/quality/scorecard"
	"firstline/internal/store/dbq"
)

// errAgain: a colleague has replaced another item of the sample in the same moment.
var errAgain = errors.New("quality: the sample has changed meanwhile")

// attempts is how often a replacement is tried: each failure means that a colleague's has landed.
const attempts = 5

// Replace takes an item that says nothing about the agent out of the sample; what stands in is the next of the same
// order, taken by the server (QA-01). reason is one of the settings' list. What was judged cannot be replaced any more,
// so that nobody can replace what he does not like. The item that stands in is given back; its session is empty when
// nothing was left. again is true when the command had been carried out before.
func (s *Service) Replace(ctx context.Context, who desk.AgentID, at Place, clientID, reason string) (stand Item, again bool, err error) {
	if !slices.Contains(s.o.Reasons, reason) {
		return Item{}, false, desk.Fail(desk.Invalid, "reason", fmt.Sprintf("%q is no reason to replace an item: give one of %q", reason, s.o.Reasons))
	}
	item, err := s.item(ctx, who, at)
	if err != nil {
		return Item{}, false, err
	}
	stored, err := s.o.Record.DrawOf(ctx, string(at.Day))
	if err != nil {
		return Item{}, false, away(err)
	}
	d, err := read(stored)
	if err != nil {
		return Item{}, false, err
	}
	card, err := s.current(ctx)
	if err != nil {
		return Item{}, false, err
	}
	out := dbq.Review{Session: item.Session, Agent: item.Agent, N: 1, Day: item.Day, Item: item.N, Reviewer: string(who), ClientID: clientID,
		At: int64(desk.At(s.o.Now())), Scorecard: card.Version, Verdict: string(scorecard.Replaced), Marks: "[]", Note: reason}
	var row dbq.DrawItem
	for range attempts {
		if row, again, err = s.replace(ctx, d, item, out); !errors.Is(err, errAgain) {
			break
		}
	}
	if errors.Is(err, errAgain) {
		return Item{}, false, errStale()
	}
	return itemOf(row), again, err
}

// replace writes that the item is out and what stands in for it, in one transaction. The first review of an item is
// one row, whether it judges or replaces: so an item is never both.
func (s *Service) replace(ctx context.Context, d draw.Stored, item dbq.DrawItem, out dbq.Review) (row dbq.DrawItem, again bool, err error) {
	err = s.o.Record.Write(ctx, func(q *dbq.Queries) error {
		before, err := q.ReviewsOf(ctx, dbq.ReviewsOfParams{Session: out.Session, Agent: out.Agent})
		if err != nil {
			return err
		}
		if _, again, err = following(before, out); err != nil {
			return err
		}
		items, err := q.DrawItems(ctx, item.Day)
		if err != nil {
			return err
		}
		if again {
			row, err = standIn(items, item)
			return err
		}
		row, err = s.putReplaced(ctx, q, d, items, out)
		return err
	})
	if errors.Is(err, errAgain) {
		return row, false, err
	}
	return row, again, known(err)
}

// putReplaced writes both rows.
func (s *Service) putReplaced(ctx context.Context, q *dbq.Queries, d draw.Stored, items []dbq.DrawItem, out dbq.Review) (dbq.DrawItem, error) {
	n, err := q.PutReview(ctx, dbq.PutReviewParams(out))
	if err != nil {
		return dbq.DrawItem{}, err
	}
	if n == 0 {
		return dbq.DrawItem{}, errStale()
	}
	row, err := s.nextItem(ctx, q, d, items, out)
	if err != nil {
		return row, err
	}
	n, err = q.PutDrawItem(ctx, dbq.PutDrawItemParams(row))
	if err == nil && n == 0 {
		err = errAgain
	}
	return row, err
}

// nextItem is the row that stands in for an item: the next of the order that is not in the sample of another day, which
// a session can be that was closed again.
func (s *Service) nextItem(ctx context.Context, q *dbq.Queries, d draw.Stored, items []dbq.DrawItem, out dbq.Review) (dbq.DrawItem, error) {
	sample := drawnOf(items, desk.AgentID(out.Agent))
	var passed []desk.SessionID
	for {
		pick, ok := draw.Next(d.Population, d.Settings, d.Seed, sample, int(out.Item), passed...)
		if ok {
			n, err := q.DrawnElsewhere(ctx, dbq.DrawnElsewhereParams{Session: string(pick.Session), Agent: out.Agent, Day: out.Day})
			if err != nil {
				return dbq.DrawItem{}, err
			}
			if n > 0 {
				passed = append(passed, pick.Session)
				continue
			}
		}
		row := dbq.DrawItem{Day: out.Day, Agent: out.Agent, N: int64(pick.N), Session: string(pick.Session), Stratum: pick.Stratum, Replaces: out.Item,
			Passed: joined(passed), Reason: out.Note, Who: out.Reviewer, At: out.At}
		row.Mac = macOfItem(s.o.Key, row)
		return row, nil
	}
}

// standIn finds what an item was replaced by.
func standIn(items []dbq.DrawItem, item dbq.DrawItem) (dbq.DrawItem, error) {
	for _, i := range items {
		if i.Agent == item.Agent && i.Replaces == item.N {
			return i, nil
		}
	}
	return dbq.DrawItem{}, fmt.Errorf("item %d of %s was replaced by nothing that can be found", item.N, item.Agent)
}
