package profile

import (
	"context"
	"encoding/json"
	"time"

	"firstline/internal/contacts"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// Record is what this package needs of the record. Reads that a write depends on happen inside of Write.
type Record interface {
	factsOf
	FactsOfField(ctx context.Context, arg dbq.FactsOfFieldParams) ([]dbq.FactsOfFieldRow, error)
	FactsOfValue(ctx context.Context, arg dbq.FactsOfValueParams) ([]dbq.FactsOfValueRow, error)
	SaidIn(ctx context.Context, arg dbq.SaidInParams) ([]dbq.SaidInRow, error)
	NewestSaid(ctx context.Context, arg dbq.NewestSaidParams) ([]dbq.NewestSaidRow, error)
	CountMissed(ctx context.Context) (int64, error)
	ContactReveals(ctx context.Context, arg dbq.ContactRevealsParams) ([]dbq.ContactReveal, error)
	Write(ctx context.Context, do func(*dbq.Queries) error) error
}

type factsOf interface {
	ContactFacts(ctx context.Context, arg dbq.ContactFactsParams) ([]dbq.ContactFactsRow, error)
}

// Persons says whose address it is (decision 0013).
type Persons interface {
	Of(ctx context.Context, at desk.Address) (contacts.Person, error)
}

// Publisher tells the screens of all nodes.
type Publisher interface {
	Publish(ctx context.Context, topic string, payload []byte) error
}

// Options are what a Service is made of. Record, Persons and Live are needed.
type Options struct {
	Record  Record
	Persons Persons
	Live    Publisher
	Rules   func() Rules     // as they are now; nil = the zero Rules
	Now     func() time.Time // the clock; nil = time.Now
}

// Service keeps profiles. Make it with New; its methods may be called from many goroutines and on many nodes.
type Service struct{ o Options }

// New makes a service. Nothing runs.
func New(o Options) *Service {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Rules == nil {
		o.Rules = func() Rules { return Rules{} }
	}
	return &Service{o}
}

// Rules are the department's, as they are now.
func (s *Service) Rules() Rules { return s.o.Rules() }

// Who says something, at which address of the customer and in which session.
type Who struct {
	ID          desk.AgentID
	Rank        desk.Rank
	At          desk.Address
	Session     desk.SessionID
	Administers bool // goes on where others have said too much of a customer
}

// Of reads the profile of the person whose address it is.
func (s *Service) Of(ctx context.Context, at desk.Address) (Profile, error) {
	p, err := s.listed(ctx, at)
	return p.Profile, err
}

// VIP says whether the person is one (CUS-03).
func (s *Service) VIP(ctx context.Context, at desk.Address) (bool, error) {
	p, err := s.Of(ctx, at)
	return p.Is(VIP), err
}

// Change notes what somebody says of the customer, at the address where it was said. The same again changes nothing. Errors:
// desk.Invalid, desk.NotFound, desk.Forbidden for a field that is not the rank's to say, and desk.Conflict with code
// profile_changed where somebody else was first, or where too much was said of the customer (Profile.room).
func (s *Service) Change(ctx context.Context, by Who, c Change) (Profile, error) {
	rules := s.o.Rules()
	if !rules.May(c.Field, by.Rank) {
		return Profile{}, desk.Fail(desk.Forbidden, "profile_rank", "the department's settings leave this to a superior")
	}
	person, err := s.o.Persons.Of(ctx, by.At)
	if err != nil {
		return Profile{}, err
	}
	var after Profile
	again := false
	err = s.write(ctx, person, func(q *dbq.Queries, known Profile, n int64) error {
		add, same, err := judge(known, c, rules)
		after, again = known, same
		if err != nil || same {
			return err
		}
		now := s.now()
		if err := known.room(by, now); err != nil {
			return err
		}
		add.N, add.Of, add.At, add.Who, add.Session = n, by.At, now, by.ID, by.Session
		add = known.placed(add)
		after = fold(append(known.Facts, add))
		return put(ctx, q, add)
	})
	if err == nil && !again {
		s.tell(ctx, person)
	}
	return after, desk.Away(err)
}

// Erase takes the value of a fact out of the record for good, wherever the customer's facts name it; that somebody did stays.
func (s *Service) Erase(ctx context.Context, by Who, n int64) (Profile, error) {
	person, err := s.o.Persons.Of(ctx, by.At)
	if err != nil {
		return Profile{}, err
	}
	var after Profile
	err = s.write(ctx, person, func(q *dbq.Queries, known Profile, next int64) error {
		of, ok := known.fact(n)
		if !ok || of.Value == "" {
			return desk.Fail(desk.NotFound, "no_fact", "this customer's profile has no such line")
		}
		gone := known.same(of)
		for _, f := range gone {
			if err := q.EraseContactValue(ctx, f.N); err != nil {
				return err
			}
		}
		done := Fact{N: next, Of: by.At, Field: of.Field, Act: Erased, At: s.now(), Who: by.ID, Session: by.Session}
		after = known.without(gone, done)
		return put(ctx, q, done)
	})
	if err == nil {
		s.tell(ctx, person)
	}
	return after, desk.Away(err)
}

// Forget takes all values out of the record that the customer's facts have, and says how many there were (CUS-09); that somebody did
// stays, once a field.
func (s *Service) Forget(ctx context.Context, by Who) (gone int, err error) {
	person, err := s.o.Persons.Of(ctx, by.At)
	if err != nil {
		return 0, err
	}
	err = s.write(ctx, person, func(q *dbq.Queries, known Profile, next int64) error {
		gone = 0
		noted := map[Field]bool{}
		for _, f := range known.Facts {
			if f.Value == "" {
				continue
			}
			if err := q.EraseContactValue(ctx, f.N); err != nil {
				return err
			}
			gone++
			if noted[f.Field] {
				continue
			}
			noted[f.Field] = true
			if err := put(ctx, q, Fact{N: next, Of: by.At, Field: f.Field, Act: Erased, At: s.now(), Who: by.ID, Session: by.Session}); err != nil {
				return err
			}
			next++
		}
		return nil
	})
	if err == nil {
		s.tell(ctx, person)
	}
	return gone, desk.Away(err)
}

// without is the profile after the values of some facts are gone.
func (p Profile) without(gone []Fact, done Fact) Profile {
	facts := append([]Fact{}, p.Facts...)
	for i := range facts {
		for _, g := range gone {
			if facts[i].N == g.N {
				facts[i].Value = ""
			}
		}
	}
	return fold(append(facts, done))
}

// tell lets the screens of all nodes look again. Whoever misses it sees the change when the customer is opened next.
func (s *Service) tell(ctx context.Context, of contacts.Person) {
	if body, err := json.Marshal(contacts.Notice{Addresses: of.Addresses()}); err == nil {
		_ = s.o.Live.Publish(context.WithoutCancel(ctx), contacts.Topic, body)
	}
}

func (s *Service) now() desk.Millis { return desk.At(s.o.Now()) }
