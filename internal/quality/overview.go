package quality

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"firstline/internal/desk"
	"firstline/internal/quality/scorecard"
	"firstline/internal/store/dbq"
)

// The states of a day's sample.
const (
	Waiting = "waiting" // the day is not over, or its hour has not come
	Drawn   = "drawn"
	Failed  = "failed" // Problem says why; it stays visible
)

// Chance is what a day's draw hangs on: everybody may know it.
type Chance struct {
	Day        Day         `json:"day"`
	State      string      `json:"state" enum:"waiting,drawn,failed"`
	Problem    string      `json:"problem,omitempty" enum:"not_promised,other_key,overdue" doc:"Why it failed"`
	DrawsAt    desk.Millis `json:"draws_at" doc:"When it is, or was, to be drawn"`
	DrawnAt    desk.Millis `json:"drawn_at"`
	Seed       string      `json:"seed,omitempty" doc:"Known once it is drawn"`
	Promise    string      `json:"promise,omitempty" doc:"SHA-256 of the seed"`
	PromisedAt desk.Millis `json:"promised_at"`
	Late       bool        `json:"late,omitempty" doc:"The day had begun when its seed was promised"`
	Hash       string      `json:"population_hash,omitempty" doc:"SHA-256 of the list that was drawn from"`
}

// Overview is one day's sample at a glance.
type Overview struct {
	Chance
	PerAgent  int            `json:"per_agent" doc:"How many transcripts of each person and day are wanted"`
	Agents    []Progress     `json:"agents"`
	Mine      Mine           `json:"mine"`
	Reviewers []Work         `json:"reviewers" doc:"Who has done how much of the day, most first"`
	Scorecard scorecard.Card `json:"scorecard"`
	Reasons   []string       `json:"reasons" doc:"For which an item may be replaced"`
}

// Progress is how far one agent's sample has been checked: n of 20.
type Progress struct {
	Agent      desk.AgentID `json:"agent"`
	Name       string       `json:"name"`
	Population int          `json:"population" doc:"How many there were to draw from"`
	Size       int          `json:"size" doc:"Of the sample as it stands; below the wanted number when there are no more"`
	Reviewed   int          `json:"reviewed"`
	Failed     int          `json:"failed"`
	Replaced   int          `json:"replaced"`
}

// Mine is what the caller has done of the day.
type Mine struct {
	Reviewed int `json:"reviewed"`
	Median   int `json:"median_seconds" doc:"0 while nothing was timed"`
}

// Work is what one reviewer has done of a day: the shares are in the open, so that nobody's way of judging or replacing
// goes unseen.
type Work struct {
	Reviewer desk.AgentID `json:"reviewer"`
	Name     string       `json:"name"`
	Reviewed int          `json:"reviewed"`
	Failed   int          `json:"failed"`
	Replaced int          `json:"replaced"`
}

// Newest is the day whose sample is to be checked now: the newest whose hour has come.
func (s *Service) Newest() Day {
	now := s.o.Now()
	today := DayAt(now, s.o.Zone)
	if now.Before(today.At(s.o.At, s.o.Zone)) {
		return today.Plus(-2)
	}
	return today.Plus(-1)
}

// Overview gives a day's sample with its progress (QA-01), as it looks for one reviewer. A day without a draw is no
// error: it waits, or it says why there is none.
func (s *Service) Overview(ctx context.Context, who desk.AgentID, day Day) (Overview, error) {
	chance, head, err := s.chance(ctx, day)
	if err != nil {
		return Overview{}, err
	}
	card, err := s.current(ctx)
	if err != nil {
		return Overview{}, err
	}
	o := Overview{Chance: chance, PerAgent: s.o.Settings.PerAgent, Agents: []Progress{}, Reviewers: []Work{}, Scorecard: card, Reasons: append([]string{}, s.o.Reasons...)}
	if o.State != Drawn {
		return o, nil
	}
	return o, s.progress(ctx, who, head, &o)
}

// Chance gives what a day's draw hangs on: the promise before, the seed and the population's hash afterwards.
func (s *Service) Chance(ctx context.Context, day Day) (Chance, error) {
	c, _, err := s.chance(ctx, day)
	return c, err
}

func (s *Service) chance(ctx context.Context, day Day) (Chance, dbq.DrawHeadRow, error) {
	head, err := s.o.Record.DrawHead(ctx, string(day))
	drawn := !errors.Is(err, sql.ErrNoRows)
	if err != nil && drawn {
		return Chance{}, head, away(err)
	}
	begins := desk.At(day.At(0, s.o.Zone))
	if drawn {
		begins = desk.Millis(head.FromAt)
	}
	rows, err := s.o.Record.PromisesOf(ctx, string(day))
	if err != nil {
		return Chance{}, head, away(err)
	}
	bound, late, promised := Binding(promisesOf(rows), begins)
	c := Chance{Day: day, State: Waiting, DrawsAt: desk.At(day.Plus(1).At(s.o.At, s.o.Zone)), Promise: bound.Text, PromisedAt: bound.At, Late: late}
	if drawn {
		c.State, c.DrawnAt, c.Seed, c.Hash = Drawn, desk.Millis(head.At), head.Seed, head.Hash
		return c, head, nil
	}
	c.whyNot(promised, bound.Text == s.seed(day).Promise(), desk.At(s.o.Now()))
	return c, head, nil
}

// overdueFor is how long a draw may keep people waiting before it counts as failed: lease, retries and reading included.
const overdueFor = 10 * 60 * 1000

func (c *Chance) whyNot(promised, mine bool, now desk.Millis) {
	switch {
	case !promised && now >= c.DrawsAt:
		c.State, c.Problem = Failed, "not_promised"
	case promised && !mine:
		c.State, c.Problem = Failed, "other_key"
	case now >= c.DrawsAt+overdueFor:
		c.State, c.Problem = Failed, "overdue"
	}
}

// progress counts what was found in a day's items.
func (s *Service) progress(ctx context.Context, who desk.AgentID, head dbq.DrawHeadRow, o *Overview) error {
	var tally []Tally
	if err := json.Unmarshal([]byte(head.Tally), &tally); err != nil {
		return fmt.Errorf("the tally of %s: %w", head.Day, err)
	}
	items, err := s.o.Record.DrawItems(ctx, head.Day)
	if err != nil {
		return away(err)
	}
	found, err := s.o.Record.LatestReviews(ctx, head.Day)
	if err != nil {
		return away(err)
	}
	names, err := s.names(ctx)
	if err != nil {
		return err
	}
	o.Agents = make([]Progress, len(tally))
	by := map[string]*Progress{}
	for i, t := range tally {
		o.Agents[i] = Progress{Agent: t.Agent, Name: names[t.Agent], Population: t.Population}
		by[string(t.Agent)] = &o.Agents[i]
	}
	for _, i := range items {
		if p := by[i.Agent]; p != nil && i.Session != "" {
			p.Size++
		}
	}
	for _, r := range found {
		if p := by[r.Agent]; p != nil {
			p.count(scorecard.Verdict(r.Verdict))
		}
	}
	o.Mine, o.Reviewers = workOf(found, who, names)
	return nil
}

// workOf counts who has done what, and what one of them has.
func workOf(found []dbq.Review, who desk.AgentID, names map[desk.AgentID]string) (Mine, []Work) {
	var mine Mine
	var seconds []int
	out := []Work{}
	for _, r := range found {
		i := slices.IndexFunc(out, func(w Work) bool { return string(w.Reviewer) == r.Reviewer })
		if i < 0 {
			i, out = len(out), append(out, Work{Reviewer: desk.AgentID(r.Reviewer), Name: names[desk.AgentID(r.Reviewer)]})
		}
		out[i].count(scorecard.Verdict(r.Verdict))
		if r.Reviewer == string(who) && r.Verdict != string(scorecard.Replaced) {
			mine.Reviewed++
			if r.Seconds > 0 {
				seconds = append(seconds, int(r.Seconds))
			}
		}
	}
	mine.Median = median(seconds)
	slices.SortStableFunc(out, func(a, b Work) int { return b.Reviewed + b.Replaced - a.Reviewed - a.Replaced })
	return mine, out
}

func (w *Work) count(v scorecard.Verdict) {
	switch v {
	case scorecard.Replaced:
		w.Replaced++
	case scorecard.Fail:
		w.Failed++
		w.Reviewed++
	case scorecard.Pass:
		w.Reviewed++
	}
}

// daysMost is how many days a list of them goes back: what is older is opened by its date.
const daysMost = 60

// Days are the days that were drawn, the newest first, at most 60.
func (s *Service) Days(ctx context.Context) ([]Day, error) {
	rows, err := s.o.Record.DrawDays(ctx)
	if err != nil {
		return nil, away(err)
	}
	slices.Sort(rows)
	slices.Reverse(rows)
	out := make([]Day, min(len(rows), daysMost))
	for i := range out {
		out[i] = Day(rows[i])
	}
	return out, nil
}

func (p *Progress) count(v scorecard.Verdict) {
	switch v {
	case scorecard.Replaced:
		p.Replaced++
		p.Size--
	case scorecard.Fail:
		p.Failed++
		p.Reviewed++
	case scorecard.Pass:
		p.Reviewed++
	}
}

// median is the lower one of two middle values; 0 of nothing.
func median(values []int) int {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	return values[(len(values)-1)/2]
}

func (s *Service) names(ctx context.Context) (map[desk.AgentID]string, error) {
	rows, err := s.o.Record.Roster(ctx)
	if err != nil {
		return nil, away(err)
	}
	names := map[desk.AgentID]string{}
	for _, r := range rows {
		names[desk.AgentID(r.ID)] = r.Name
	}
	return names, nil
}

func away(err error) error {
	return desk.Because(desk.Unavailable, "record_away", "the record cannot be read", err)
}
