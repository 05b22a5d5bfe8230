package quality

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"go.uber.org/zap"

	"firstline/internal/desk"
	"firstline/internal/quality/draw"
	"firstline/internal/quality/scorecard"
	"firstline/internal/store/dbq"
)

// Record is what this package needs of the record. Reads that a write depends on happen inside of Write.
type Record interface {
	Draws
	closedSessions
	reviews
	Write(ctx context.Context, do func(*dbq.Queries) error) error
}

// Draws are promises, draws and their items.
type Draws interface {
	PromisesOf(ctx context.Context, day string) ([]dbq.DrawPromise, error)
	UndrawnDays(ctx context.Context, before string) ([]string, error)
	DrawOf(ctx context.Context, day string) (dbq.Draw, error)
	DrawHead(ctx context.Context, day string) (dbq.DrawHeadRow, error)
	DrawDays(ctx context.Context) ([]string, error)
	DrawItems(ctx context.Context, day string) ([]dbq.DrawItem, error)
	DrawItem(ctx context.Context, arg dbq.DrawItemParams) (dbq.DrawItem, error)
	ReviewsOf(ctx context.Context, arg dbq.ReviewsOfParams) ([]dbq.Review, error)
	DrawnElsewhere(ctx context.Context, arg dbq.DrawnElsewhereParams) (int64, error)
	Roster(ctx context.Context) ([]dbq.RosterRow, error)
}

// closedSessions are what can be drawn.
type closedSessions interface {
	ClosedPage(ctx context.Context, arg dbq.ClosedPageParams) ([]dbq.ClosedPageRow, error)
	ClosedWriters(ctx context.Context, arg dbq.ClosedWritersParams) ([]dbq.ClosedWritersRow, error)
	ClosedHands(ctx context.Context, arg dbq.ClosedHandsParams) ([]dbq.ClosedHandsRow, error)
}

// reviews are what was found, and the sessions that it is about.
type reviews interface {
	LatestReviews(ctx context.Context, day string) ([]dbq.Review, error)
	SampleSessions(ctx context.Context, arg dbq.SampleSessionsParams) ([]dbq.SampleSessionsRow, error)
	SampleHands(ctx context.Context, arg dbq.SampleHandsParams) ([]dbq.SampleHandsRow, error)
	SampleWritten(ctx context.Context, arg dbq.SampleWrittenParams) ([]string, error)
	MessageAt(ctx context.Context, arg dbq.MessageAtParams) (dbq.Message, error)
	GetScorecard(ctx context.Context, version string) (string, error)
}

// Findings gives what the machine has found of one participation by itself (FBD-03). It may block.
type Findings func(ctx context.Context, session desk.SessionID, agent desk.AgentID) (scorecard.Findings, error)

// Options are what a Service is made of. Record, Key, Desk, Node and Zone are needed.
type Options struct {
	Record   Record
	Key      []byte         // the key of the seals: seeds and proofs hang on it
	Desk     string         // identity of the record: two desks with one key draw differently
	Node     string         // this node's name, as in its leases
	Zone     *time.Location // of the department's calendar
	At       time.Duration  // how long after midnight the day before is drawn; 0 = 5 h
	Settings draw.Settings
	Reasons  []string // for which an item may be replaced

	Card     func() scorecard.Card // the criteria that hold now; nil = those that come with the program
	Findings Findings              // what the machine has found; nil = nothing

	Every time.Duration // how often the service looks whether something is to be done; 0 = 1 min
	Log   *zap.Logger
	Now   func() time.Time // the clock; nil = time.Now
}

// Service draws and keeps reviews. Make it with Open, run it with Run; its methods may be called from many goroutines.
type Service struct {
	o    Options
	kept atomic.Pointer[string] // the version of the criteria that was stored last

	round  sync.Mutex
	asleep time.Time // nothing is to be done before
}

// Open makes a Service and stores the scorecard that holds, if its version is new.
func Open(ctx context.Context, o Options) (*Service, error) {
	if o.At <= 0 {
		o.At = 5 * time.Hour
	}
	if o.Every <= 0 {
		o.Every = time.Minute
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = zap.NewNop()
	}
	o.Log = o.Log.Named("quality")
	if o.Card == nil {
		o.Card = scorecard.Default
	}
	if o.Findings == nil {
		o.Findings = func(context.Context, desk.SessionID, desk.AgentID) (scorecard.Findings, error) { return nil, nil }
	}
	s := &Service{o: o}
	_, err := s.current(ctx)
	return s, err
}

// Run promises and draws until ctx ends. It never fails: what cannot be done now is tried again.
func (s *Service) Run(ctx context.Context) error {
	tick := time.NewTicker(s.o.Every)
	defer tick.Stop()
	for {
		if err := s.Round(ctx); err != nil && ctx.Err() == nil {
			s.o.Log.Warn("the day's sample cannot be drawn yet; it is tried again", zap.Error(err))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// Round does what is due: the promises of the days to come, then the draw of every promised day that is over, as soon
// as its hour has come. A day that was missed while no node ran is drawn now. It blocks while it reads and writes.
func (s *Service) Round(ctx context.Context) error {
	s.round.Lock()
	defer s.round.Unlock()
	now := s.o.Now()
	if now.Before(s.asleep) {
		return nil
	}
	today := DayAt(now, s.o.Zone)
	if err := s.promise(ctx, today, now); err != nil {
		return err
	}
	whole, err := s.drawDue(ctx, today, now)
	if err == nil && whole {
		s.asleep = s.next(today, now)
	}
	return err
}

// next is when there is something to do again: at the hour of the draw, or when the day ends.
func (s *Service) next(today Day, now time.Time) time.Time {
	if at := today.At(s.o.At, s.o.Zone); now.Before(at) {
		return at
	}
	return today.Plus(1).At(0, s.o.Zone)
}
