package days

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"firstline/internal/availability"
	"firstline/internal/desk"
	"firstline/internal/explain"
	"firstline/internal/quality"
	"firstline/internal/quality/scorecard"
	"firstline/internal/ratings"
	"firstline/internal/store/dbq"
)

// house is a record with some sessions, of each of which Tell knows nothing.
type house struct {
	rows []dbq.WorkedOnRow
	tell func(ctx context.Context, id desk.SessionID) (explain.Story, error)
}

func (h *house) WorkedOn(context.Context, dbq.WorkedOnParams) ([]dbq.WorkedOnRow, error) {
	return h.rows, nil
}
func (h *house) ReviewedSince(context.Context, dbq.ReviewedSinceParams) ([]dbq.Review, error) {
	return nil, nil
}
func (h *house) Between(context.Context, desk.Millis, desk.Millis) (ratings.Satisfaction, error) {
	return ratings.Satisfaction{}, nil
}

func (h *house) Intervals(_ context.Context, _ desk.AgentID, from, until desk.Millis) ([]availability.Interval, error) {
	return []availability.Interval{{Status: desk.StatusOnline, From: from, Until: until}}, nil
}

func (h *house) service() *Service {
	now := time.Date(2026, 8, 20, 12, 0, 0, 0, time.UTC)
	return New(Options{Record: h, Ratings: h, Statuses: h, Tell: h.tell, Card: func(context.Context, string) (scorecard.Card, error) { return scorecard.Card{}, nil },
		Zone: func() *time.Location { return time.UTC }, Number: func(id desk.SessionID) string { return string(id) }, Now: func() time.Time { return now }})
}

// TestDaysInReach: days are told of today and the sixty before, and of no other.
func TestDaysInReach(t *testing.T) {
	t.Parallel()
	s := (&house{}).service()
	for day, want := range map[quality.Day]desk.Fault{"": "", "2026-08-20": "", "2026-06-21": "", "2026-06-20": desk.Invalid, "2026-08-21": desk.Invalid, "0001-01-01": desk.Invalid} {
		_, ofDay := s.Of(t.Context(), "mei", day)
		_, _, ofProblems := s.Problems(t.Context(), "mei", day)
		if desk.KindOf(ofDay) != want || desk.KindOf(ofProblems) != want {
			t.Errorf("%s: %v and %v, want %q", day, ofDay, ofProblems, want)
		}
	}
}

// TestOneThatCannotBeTold: a session whose record cannot be understood is left out, and said to be; a record that is away fails the page.
func TestOneThatCannotBeTold(t *testing.T) {
	t.Parallel()
	h := &house{rows: []dbq.WorkedOnRow{{ID: "bad", State: "{", Title: "李女士", ClosedAt: 7}, {ID: "good", State: `{"category":"pay"}`}}}
	h.tell = func(_ context.Context, id desk.SessionID) (explain.Story, error) {
		if id == "bad" {
			return explain.Story{}, errors.New("what a mess")
		}
		return explain.Story{}, nil
	}
	day, err := h.service().Of(t.Context(), "mei", "")
	if err != nil || day.Today.Untold != 1 || day.Before.Untold != 1 || len(day.Was) != 1 || day.Was[0].Until-day.Was[0].From != desk.Millis((24*time.Hour).Milliseconds()) {
		t.Errorf("%+v, %v", day, err)
	}
	_, log, err := h.service().Problems(t.Context(), "", "")
	if err != nil || len(log) != 2 || log[0].Title != "李女士" || log[0].Closed != 7 || log[1].Category != "pay" {
		t.Errorf("%+v, %v", log, err)
	}
	h.tell = func(context.Context, desk.SessionID) (explain.Story, error) {
		return explain.Story{}, desk.Fail(desk.Unavailable, "record_away", "away")
	}
	if _, err := h.service().Of(t.Context(), "mei", ""); desk.KindOf(err) != desk.Unavailable {
		t.Errorf("a record that is away: %v", err)
	}
}

// TestManyAskForDays: so many days are read at once; who has to wait too long is told so, and who goes away waits no longer.
func TestManyAskForDays(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var reading atomic.Int64
		h := &house{rows: []dbq.WorkedOnRow{{ID: "s"}}}
		free := make(chan struct{})
		h.tell = func(context.Context, desk.SessionID) (explain.Story, error) {
			reading.Add(1)
			<-free
			return explain.Story{}, nil
		}
		s := h.service()
		ask := func(ctx context.Context) <-chan error {
			out := make(chan error, 1)
			go func() {
				_, err := s.Of(ctx, "mei", "")
				out <- err
			}()
			synctest.Wait()
			return out
		}
		var all []<-chan error
		for range atOnce {
			all = append(all, ask(t.Context()))
		}
		gone, leave := context.WithCancel(t.Context())
		left, late := ask(gone), ask(t.Context())
		if n := reading.Load(); n != atOnce {
			t.Errorf("%d are read at once", n)
		}
		leave()
		if err := <-left; !errors.Is(err, context.Canceled) {
			t.Errorf("who went away: %v", err)
		}
		if err := <-late; desk.KindOf(err) != desk.Unavailable {
			t.Errorf("who waited: %v", err)
		}
		close(free)
		for _, one := range all {
			if err := <-one; err != nil {
				t.Error(err)
			}
		}
		if err := <-ask(t.Context()); err != nil {
			t.Errorf("afterwards: %v", err)
		}
	})
}
