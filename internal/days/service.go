package days

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"go.uber.org/zap"

	"firstline/internal/availability"
	"firstline/internal/desk"
	"firstline/internal/explain"
	"firstline/internal/quality"
	"firstline/internal/quality/scorecard"
	"firstline/internal/ratings"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// Record is what this package needs of the record.
type Record interface {
	WorkedOn(ctx context.Context, arg dbq.WorkedOnParams) ([]dbq.WorkedOnRow, error)
	ReviewedSince(ctx context.Context, arg dbq.ReviewedSinceParams) ([]dbq.Review, error)
}

// Options are what a Service is made of. All but Log and Now are needed.
type Options struct {
	Record  Record
	Ratings interface {
		Between(ctx context.Context, from, until desk.Millis) (ratings.Satisfaction, error)
	}
	Statuses interface {
		Intervals(ctx context.Context, who desk.AgentID, from, until desk.Millis) ([]availability.Interval, error)
	}
	Tell   func(ctx context.Context, id desk.SessionID) (explain.Story, error)
	Card   func(ctx context.Context, version string) (scorecard.Card, error) // the criteria of a version
	Zone   func() *time.Location                                             // of the department's calendar, as it is now
	Number func(desk.SessionID) string
	Log    *zap.Logger
	Now    func() time.Time // the clock; nil = time.Now
}

// Service tells days. Its methods may be called from many goroutines.
type Service struct {
	o     Options
	slots chan struct{}
}

// A day is read session by session, for everybody who is signed in: so many at once, and whoever has to wait longer is told so.
const (
	atOnce  = 4
	waitFor = 5 * time.Second
)

// New makes a service.
func New(o Options) *Service {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = zap.NewNop()
	}
	return &Service{o, make(chan struct{}, atOnce)}
}

// begin waits for a place to read a day; done gives it back.
func (s *Service) begin(ctx context.Context) (done func(), err error) {
	late := time.NewTimer(waitFor)
	defer late.Stop()
	select {
	case s.slots <- struct{}{}:
		return func() { <-s.slots }, nil
	case <-late.C:
		return nil, desk.Fail(desk.Unavailable, "days_busy", "too many ask for days at once: try again")
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// daysBack is how long days and reviews are shown.
const daysBack = 60

// told is the day that is asked for, today for the zero one; it fails with desk.Invalid where that is too long ago, or has not come.
func (s *Service) told(day quality.Day) (quality.Day, error) {
	today := quality.DayAt(s.o.Now(), s.o.Zone())
	day = cmp.Or(day, today)
	if day > today || day < today.Plus(-daysBack) {
		return day, desk.Fail(desk.Invalid, "day_far", fmt.Sprintf("days are told of today and the %d before", daysBack))
	}
	return day, nil
}

// Day is one person's day, and the same day of the week before to compare it with.
type Day struct {
	Day    quality.Day             `json:"day"`
	At     desk.Millis             `json:"at" doc:"When it was worked out"`
	Today  Figures                 `json:"today"`
	Before Figures                 `json:"before" doc:"The same day a week earlier, as far as this time of the day when it is today's"`
	Was    []availability.Interval `json:"statuses" doc:"What the person was on the day, the first one first; it may have begun before. Of a time before this was written down: nothing (ui.md B2)"`
	Checks []Check                 `json:"reviews" doc:"What counts of the reviews of the last 60 days, the newest first; at most 50"`
}

// Check is what was found in one of the person's own transcripts. Who judged is not told.
type Check struct {
	Session desk.SessionID    `json:"session"`
	Number  string            `json:"number"`
	Day     quality.Day       `json:"day" doc:"Of the sample"`
	At      desk.Millis       `json:"at"`
	Verdict scorecard.Verdict `json:"verdict" enum:"pass,fail,replaced"`
	Failed  []Failed          `json:"failed" doc:"The criteria that failed"`
	Note    string            `json:"note,omitempty"`
}

// Failed is a criterion that failed, and the message that shows it.
type Failed struct {
	Criterion string          `json:"criterion"`
	Names     scorecard.Names `json:"names"`
	Seq       int64           `json:"seq"`
	Note      string          `json:"note,omitempty"`
}

// Of tells a day of a person; the zero Day is today. It reads every session of the day, and of the one to compare with. It fails with
// desk.Invalid for a day out of reach, and with desk.Unavailable.
func (s *Service) Of(ctx context.Context, who desk.AgentID, day quality.Day) (Day, error) {
	day, err := s.told(day)
	if err != nil {
		return Day{}, err
	}
	done, err := s.begin(ctx)
	if err != nil {
		return Day{}, err
	}
	defer done()
	out := Day{Day: day, At: desk.At(s.o.Now())}
	in := s.span(day)
	if out.Today, err = s.figures(ctx, who, in); err != nil {
		return Day{}, err
	}
	before := s.span(day.Plus(-7))
	if in.has(out.At) {
		before.until = min(before.until, before.from+(out.At-in.from))
	}
	if out.Before, err = s.figures(ctx, who, before); err != nil {
		return Day{}, err
	}
	if out.Was, err = s.o.Statuses.Intervals(ctx, who, in.from, in.until); err != nil {
		return Day{}, err
	}
	out.Checks, err = s.checks(ctx, who)
	return out, err
}

func (s *Service) span(day quality.Day) span {
	return span{desk.At(day.At(0, s.o.Zone())), desk.At(day.Plus(1).At(0, s.o.Zone()))}
}

func (s *Service) figures(ctx context.Context, who desk.AgentID, in span) (f Figures, err error) {
	rows, err := s.o.Record.WorkedOn(ctx, dbq.WorkedOnParams{UntilAt: int64(in.until), FromAt: int64(in.from), Agent: string(who)})
	if err != nil {
		return f, desk.Away(err)
	}
	for _, row := range rows {
		story, err := s.o.Tell(ctx, desk.SessionID(row.ID))
		switch {
		case ctx.Err() != nil || desk.KindOf(err) == desk.Unavailable:
			return f, fmt.Errorf("tell %s: %w", row.ID, err)
		case err != nil:
			s.o.Log.Error("a session cannot be told, and is left out of a day", zap.String("session", row.ID), zap.Error(err))
			f.Untold++
			continue
		}
		f.add(story.Timing, who, in, story.Rules.FirstReply)
	}
	said, err := s.o.Ratings.Between(ctx, in.from, in.until)
	if err != nil {
		return f, err
	}
	for _, a := range said.Agents {
		if a.Agent == who {
			f.Rated, f.Satisfied = a.Rated, a.Satisfied
		}
	}
	return f, nil
}

func (s *Service) checks(ctx context.Context, who desk.AgentID) ([]Check, error) {
	since := quality.DayAt(s.o.Now(), s.o.Zone()).Plus(-daysBack)
	rows, err := s.o.Record.ReviewedSince(ctx, dbq.ReviewedSinceParams{Day: string(since), Agent: string(who)})
	if err != nil {
		return nil, desk.Away(err)
	}
	out := make([]Check, len(rows))
	for i, row := range rows {
		if out[i], err = s.check(ctx, row); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *Service) check(ctx context.Context, row dbq.Review) (Check, error) {
	id := desk.SessionID(row.Session)
	c := Check{Session: id, Number: s.o.Number(id), Day: quality.Day(row.Day), At: desk.Millis(row.At), Verdict: scorecard.Verdict(row.Verdict), Failed: []Failed{}, Note: row.Note}
	card, err := s.o.Card(ctx, row.Scorecard)
	if err != nil {
		return Check{}, err
	}
	var marks []scorecard.Mark
	if err := json.Unmarshal([]byte(row.Marks), &marks); err != nil {
		return Check{}, fmt.Errorf("read the review of %s: %w", row.Session, err)
	}
	names := map[string]scorecard.Names{}
	for _, k := range card.Criteria {
		names[k.ID] = k.Names
	}
	for _, m := range marks {
		if m.Verdict == scorecard.Fail {
			c.Failed = append(c.Failed, Failed{m.Criterion, names[m.Criterion], m.Seq, m.Note})
		}
	}
	return c, nil
}

// Problem is one line of the log of a day: what was asked, and what came of it (ORG-06).
type Problem struct {
	Session  desk.SessionID `json:"session"`
	Number   string         `json:"number"`
	Title    string         `json:"title" doc:"The customer"`
	Channel  desk.ChannelID `json:"channel"`
	Group    desk.GroupID   `json:"group"`
	Agent    desk.AgentID   `json:"agent" doc:"Who has it, or closed it; empty = nobody"`
	Category string         `json:"category" doc:"Empty: nobody has said"`
	Question string         `json:"question" doc:"The customer's first message"`
	Outcome  string         `json:"outcome" doc:"Empty while it is open"`
	Opened   desk.Millis    `json:"opened_at"`
	Closed   desk.Millis    `json:"closed_at" doc:"0 while it is open"`
}

// Problems are the sessions of a day in which a person took part, the first one first; without a person, those of everybody.
// At most 2000. The zero Day is today; it gives the day. Errors are those of Of.
func (s *Service) Problems(ctx context.Context, who desk.AgentID, day quality.Day) (quality.Day, []Problem, error) {
	day, err := s.told(day)
	if err != nil {
		return day, nil, err
	}
	done, err := s.begin(ctx)
	if err != nil {
		return day, nil, err
	}
	defer done()
	in := s.span(day)
	rows, err := s.o.Record.WorkedOn(ctx, dbq.WorkedOnParams{UntilAt: int64(in.until), FromAt: int64(in.from), SinceAt: int64(in.from), Agent: string(who)})
	if err != nil {
		return day, nil, desk.Away(err)
	}
	out := make([]Problem, len(rows))
	for i := range rows {
		out[i] = s.problem(&rows[i])
	}
	return day, out, nil
}

// problem is a line of the log. Where the state cannot be read, the line stands without what only the state knows.
func (s *Service) problem(r *dbq.WorkedOnRow) Problem {
	id := desk.SessionID(r.ID)
	p := Problem{Session: id, Number: s.o.Number(id), Title: r.Title, Channel: desk.ChannelID(r.Channel), Group: desk.GroupID(r.Grp), Agent: desk.AgentID(r.Holder),
		Question: r.Question, Opened: desk.Millis(r.OpenedAt), Closed: desk.Millis(r.ClosedAt)}
	var st sessions.State
	if err := json.Unmarshal([]byte(r.State), &st); err != nil {
		s.o.Log.Error("the state of a session cannot be read", zap.String("session", r.ID), zap.Error(err))
		return p
	}
	p.Category = st.Category
	if st.Phase == sessions.Closed && st.Ending != nil {
		p.Outcome, p.Agent = st.Ending.Outcome, st.Ending.By
	}
	return p
}
