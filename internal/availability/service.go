package availability

import (
	"context"
	"encoding/json"
	"time"

	"go.uber.org/zap"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// Record is what this package needs of the record.
type Record interface {
	StatusRequest(ctx context.Context, id string) (dbq.StatusRequest, error)
	OpenStatusRequests(ctx context.Context) ([]dbq.StatusRequest, error)
	StatusRequestsSince(ctx context.Context, arg dbq.StatusRequestsSinceParams) ([]dbq.StatusRequestsSinceRow, error)
	StatusRequestsOf(ctx context.Context, arg dbq.StatusRequestsOfParams) ([]dbq.StatusRequestsOfRow, error)
	StatusChanges(ctx context.Context, arg dbq.StatusChangesParams) ([]dbq.StatusChange, error)
	Write(ctx context.Context, do func(*dbq.Queries) error) error
}

// Live tells screens. A hint: the record decides.
type Live interface {
	Publish(ctx context.Context, topic string, payload []byte) error
}

// Topic is the fan-out topic of wishes: Notice as JSON.
const Topic = "availability"

// Notice says that there is a wish, or what became of one.
type Notice struct {
	Agent   desk.AgentID `json:"agent"` // whose
	ID      string       `json:"id"`
	Verdict string       `json:"verdict,omitempty"` // empty: it waits for one
}

// Options are what a Service is made of. Record and Policy are needed.
type Options struct {
	Record  Record
	Policy  func() Policy                              // as it is now
	Live    Live                                       // nil = nobody is told at once
	Changed func(ctx context.Context, id desk.AgentID) // tells nodes that somebody's status changed; nil = they look by themselves
	Log     *zap.Logger
	Now     func() time.Time // the clock; nil = time.Now
}

// Service keeps statuses and wishes. Its methods may be called from many goroutines, and on many nodes.
type Service struct{ o Options }

// New makes a service.
func New(o Options) *Service {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = zap.NewNop()
	}
	if o.Changed == nil {
		o.Changed = func(context.Context, desk.AgentID) {}
	}
	return &Service{o}
}

// Policy is the one that holds now.
func (s *Service) Policy() Policy { return s.o.Policy() }

func (s *Service) now() desk.Millis { return desk.At(s.o.Now()) }

// tell lets screens look that a wish concerns, and nodes at the person.
func (s *Service) tell(ctx context.Context, n *Notice, who desk.AgentID) {
	s.o.Changed(ctx, who)
	if n == nil || s.o.Live == nil {
		return
	}
	payload, err := json.Marshal(n)
	if err == nil {
		err = s.o.Live.Publish(ctx, Topic, payload)
	}
	if err != nil {
		s.o.Log.Warn("a wish could not be announced: its list has it", zap.Error(err))
	}
}
