package ratings

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// Record is what this package needs of the record.
type Record interface {
	RatedBetween(ctx context.Context, arg dbq.RatedBetweenParams) ([]dbq.RatedBetweenRow, error)
	AskedBetween(ctx context.Context, arg dbq.AskedBetweenParams) (int64, error)
	Roster(ctx context.Context) ([]dbq.RosterRow, error)
}

// MostDays is the longest time that is counted at once, in days.
const MostDays = 92

// Options are what a Service is made of. All but Now are needed.
type Options struct {
	Record Record
	Zone   func() *time.Location       // of the department's calendar, as it is now
	Target func() int                  // per cent that are to be satisfied, as it is now; 0 = none (SLA-02)
	Number func(desk.SessionID) string // the label of a session
	Now    func() time.Time            // the clock; nil = time.Now
}

// Service counts. Its methods may be called from many goroutines.
type Service struct{ o Options }

// New makes a service.
func New(o Options) *Service {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Service{o}
}

// Of counts the last so many days of the department's calendar, today among them; below 1 and above MostDays are refused.
// It reads every rating of the time.
func (s *Service) Of(ctx context.Context, days int) (Satisfaction, error) {
	if days < 1 || days > MostDays {
		return Satisfaction{}, desk.Fail(desk.Invalid, "days", fmt.Sprintf("the number of days must be from 1 to %d", MostDays))
	}
	y, m, d := s.o.Now().In(s.o.Zone()).Date()
	return s.Between(ctx, desk.At(time.Date(y, m, d-days+1, 0, 0, 0, 0, s.o.Zone())), desk.At(time.Date(y, m, d+1, 0, 0, 0, 0, s.o.Zone())))
}

// Between counts what was said from a time on until another, that one not included.
func (s *Service) Between(ctx context.Context, from, until desk.Millis) (Satisfaction, error) {
	rows, err := s.o.Record.RatedBetween(ctx, dbq.RatedBetweenParams{At: int64(from), At_2: int64(until)})
	if err != nil {
		return Satisfaction{}, desk.Away(err)
	}
	asked, err := s.o.Record.AskedBetween(ctx, dbq.AskedBetweenParams{At: int64(from), At_2: int64(until)})
	if err != nil {
		return Satisfaction{}, desk.Away(err)
	}
	names, err := s.names(ctx)
	if err != nil {
		return Satisfaction{}, desk.Away(err)
	}
	said := make([]Said, 0, len(rows))
	for i := range rows {
		r, err := s.rating(&rows[i], names)
		if err != nil {
			return Satisfaction{}, err
		}
		if r.Score >= 1 && r.Score <= 5 { // the core lets no other one in
			said = append(said, r)
		}
	}
	sum := count(said, asked, s.o.Target())
	sum.From, sum.Until = from, until
	return sum, nil
}

func (s *Service) rating(row *dbq.RatedBetweenRow, names map[desk.AgentID]string) (Said, error) {
	var body struct {
		Event struct {
			Score   int             `json:"score"`
			Solved  sessions.Solved `json:"solved"`
			Reasons []string        `json:"reasons"`
		} `json:"event"`
	}
	if err := json.Unmarshal([]byte(row.Body), &body); err != nil {
		return Said{}, fmt.Errorf("read the rating of %s at version %d: %w", row.Session, row.Version, err)
	}
	id, agent := desk.SessionID(row.Session), desk.AgentID(row.Closer)
	return Said{Session: id, Number: s.o.Number(id), Title: row.Title, Channel: desk.ChannelID(row.Channel), Group: desk.GroupID(row.Grp),
		Agent: agent, Name: names[agent], At: desk.Millis(row.At), Score: body.Event.Score,
		Solved: body.Event.Solved, Reasons: body.Event.Reasons}, nil
}

func (s *Service) names(ctx context.Context) (map[desk.AgentID]string, error) {
	rows, err := s.o.Record.Roster(ctx)
	if err != nil {
		return nil, err
	}
	names := make(map[desk.AgentID]string, len(rows))
	for _, r := range rows {
		names[desk.AgentID(r.ID)] = r.Name
	}
	return names, nil
}
