// Package contacts keeps whose addresses are one customer's: pairs of addresses that somebody has linked, for a reason, and may
// take back. A person is what such links connect; there is nothing else to a person, so that nothing has to be repaired. It
// decides nothing about sessions and refuses to know who may see them: a link changes no address, no chain and no state.
package contacts

import (
	"context"
	"encoding/json"
	"time"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// Record is what this package needs of the record. Reads that a write depends on happen inside of Write.
type Record interface {
	links
	Write(ctx context.Context, do func(*dbq.Queries) error) error
}

type links interface {
	ContactLinks(ctx context.Context, arg dbq.ContactLinksParams) ([]dbq.ContactLink, error)
}

// Publisher tells the screens of all nodes.
type Publisher interface {
	Publish(ctx context.Context, topic string, payload []byte) error
}

// Topic is the fan-out topic of changes: Notice as JSON. It is a hint; the record decides.
const Topic = "contacts"

// Notice says whose links have changed.
type Notice struct {
	Addresses []desk.Address `json:"addresses"`
}

// Options are what a Service is made of. Record and Live are needed.
type Options struct {
	Record Record
	Live   Publisher
	Now    func() time.Time // the clock; nil = time.Now
}

// Service keeps the links. Make it with New; its methods may be called from many goroutines and on many nodes.
type Service struct{ o Options }

// New makes a service. Nothing runs.
func New(o Options) *Service {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Service{o}
}

// Actor is who links. Any says that he may take back what others have linked.
type Actor struct {
	ID  desk.AgentID
	Any bool
}

// Saying is in which session somebody says something of its customer, and why.
type Saying struct {
	Session desk.SessionID
	Why     string // 1 to WhyMost characters
}

// WhyMost is the longest reason, in characters.
const WhyMost = 200

// Of reads whose address it is: alone with itself where nobody has linked it.
func (s *Service) Of(ctx context.Context, at desk.Address) (Person, error) {
	p, err := person(ctx, s.o.Record, at)
	return p, desk.Away(err)
}

// Link notes that two addresses are one customer's. Saying so again changes nothing (again). It fails with desk.Invalid, or with
// desk.Conflict where the person would have more than Most addresses.
func (s *Service) Link(ctx context.Context, by Actor, a, b desk.Address, of Saying) (again bool, err error) {
	why, err := reason(of.Why)
	if err != nil {
		return false, err
	}
	var touched []desk.Address
	err = s.write(ctx, func(q *dbq.Queries, n int64) error {
		p, err := person(ctx, q, a)
		if err != nil {
			return err
		}
		other, err := person(ctx, q, b)
		if err != nil {
			return err
		}
		if again, err = join(p, other); again || err != nil {
			return err
		}
		touched = append(p.Addresses(), other.Addresses()...)
		return put(ctx, q, Act{N: n, A: a, B: b, At: s.now(), Who: by.ID, Why: why, Session: of.Session})
	})
	if err == nil && !again {
		s.tell(ctx, touched)
	}
	return again, desk.Away(err)
}

// Undo takes the link n back, which is one of the customer at an address. Doing so again changes nothing. It fails with
// desk.NotFound, or with desk.Forbidden for whoever neither made it nor stands above.
func (s *Service) Undo(ctx context.Context, by Actor, at desk.Address, n int64, of Saying) (again bool, err error) {
	why, err := reason(of.Why)
	if err != nil {
		return false, err
	}
	var touched []desk.Address
	err = s.write(ctx, func(q *dbq.Queries, next int64) error {
		p, err := person(ctx, q, at)
		if err != nil {
			return err
		}
		var link Act
		if link, again, err = part(p, n, by); again || err != nil {
			return err
		}
		touched = p.Addresses()
		return put(ctx, q, Act{N: next, A: link.A, B: link.B, Undoes: n, At: s.now(), Who: by.ID, Why: why, Session: of.Session})
	})
	if err == nil && !again {
		s.tell(ctx, touched)
	}
	return again, desk.Away(err)
}

// tell lets the screens of all nodes look again. Whoever misses it sees the change when the customer is opened next.
func (s *Service) tell(ctx context.Context, of []desk.Address) {
	if body, err := json.Marshal(Notice{of}); err == nil {
		_ = s.o.Live.Publish(context.WithoutCancel(ctx), Topic, body)
	}
}

func (s *Service) now() desk.Millis { return desk.At(s.o.Now()) }
