// Package erasure takes one customer out of the record (SEC-01, CUS-09): what was written, sent and known, at all of the person's
// addresses. It decides what goes, in which order, and when it has to wait; it refuses to touch the log, which has digests of the texts and
// holds without them, and the complaint register. That somebody was erased stays, without who it was.
package erasure

import (
	"context"
	"errors"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/contacts"
	"firstline/internal/desk"
	"firstline/internal/profile"
	"firstline/internal/store/dbq"
)

// Record is what this package needs of the record. Reads that a write depends on happen inside of Write.
type Record interface {
	SessionsOf(ctx context.Context, arg dbq.SessionsOfParams) ([]dbq.SessionsOfRow, error)
	MovedFrom(ctx context.Context, arg dbq.MovedFromParams) ([]string, error)
	Unfinished(ctx context.Context, arg dbq.UnfinishedParams) (dbq.UnfinishedRow, error)
	OpenComplaint(ctx context.Context, session string) (dbq.Complaint, error)
	RawOf(ctx context.Context, arg dbq.RawOfParams) ([]dbq.RawOfRow, error)
	Erasures(ctx context.Context, arg dbq.ErasuresParams) ([]dbq.Erasure, error)
	ExpiredSessions(ctx context.Context, arg dbq.ExpiredSessionsParams) ([]dbq.ExpiredSessionsRow, error)
	RawBehind(ctx context.Context, arg dbq.RawBehindParams) ([]dbq.RawBehindRow, error)
	Write(ctx context.Context, do func(*dbq.Queries) error) error
	Scrub(ctx context.Context) error
}

// Persons says whose address it is.
type Persons interface {
	Of(ctx context.Context, at desk.Address) (contacts.Person, error)
}

// Profiles has what is known of customers.
type Profiles interface {
	Forget(ctx context.Context, by profile.Who) (gone int, err error)
}

// Router takes customers' names out of closed sessions.
type Router interface {
	Forget(ctx context.Context, by desk.AgentID, id desk.SessionID) error
}

// Options are what a Service is made of. All but Bytes, Index, Log and Now are needed.
type Options struct {
	Record   Record
	Persons  Persons
	Profiles Profiles
	Router   Router
	Bytes    func(context.Context, []desk.File) error // takes files' bytes away that nobody has any more; nil = they are swept
	Index    func(context.Context) error              // takes out of the full-text index what was erased; nil = there is none
	Uploads  func(desk.Address) string                // whose unsent files are the customer's at an address
	Handed   func(desk.AgentID) string                // whose unsent files are a person's, for drafts in the customer's sessions
	Ages     Ages
	Log      *zap.Logger
	Now      func() time.Time // the clock; nil = time.Now
}

// Service erases customers. Make it with New and run it with Run; its methods may be called from many goroutines and on many nodes.
type Service struct {
	o      Options
	untidy chan struct{} // full: tidying has failed, and Run does it again
}

// New makes a service. Nothing runs.
func New(o Options) *Service {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = zap.NewNop()
	}
	if o.Bytes == nil {
		o.Bytes = func(context.Context, []desk.File) error { return nil }
	}
	if o.Index == nil {
		o.Index = func(context.Context) error { return nil }
	}
	return &Service{o, make(chan struct{}, 1)}
}

// Request is who has whom erased: the customer at an address, in a session of it, and why.
type Request struct {
	By      profile.Who
	Why     string // 1 to WhyMost characters; it stays
	Session desk.SessionID
}

// WhyMost is the longest reason, in characters.
const WhyMost = 200

// Done is an erasure, as it stands in the record.
type Done struct {
	N        int64
	At       desk.Millis
	By       desk.AgentID // empty: the desk itself, by age
	Why      string
	Session  desk.SessionID // in which it was asked for; empty: by age
	Sessions int64          // in which something was emptied
	Texts    int64
	Files    int64
	Facts    int64 // of the profile
	Raw      int64 // rows of what the networks handed us
}

// Erase takes a customer out of the record. It fails with desk.Invalid without a reason, and with desk.Conflict as long as something of the
// customer is under way: a session or a complaint that is open, a message that comes in or goes out. What fails in between is done again from
// the beginning: what is gone stays gone.
func (s *Service) Erase(ctx context.Context, r Request) (Done, error) {
	why := strings.Join(strings.Fields(channels.Storable(r.Why)), " ")
	if n := utf8.RuneCountInString(why); n == 0 || n > WhyMost {
		return Done{}, desk.Fail(desk.Invalid, "erase_reason", "say in at most 200 characters why")
	}
	p, err := s.o.Persons.Of(ctx, r.By.At)
	if err != nil {
		return Done{}, err
	}
	t, err := s.trace(ctx, p.Addresses())
	if err != nil {
		return Done{}, desk.Away(err)
	}
	d := Done{At: desk.At(s.o.Now()), By: r.By.ID, Why: why, Session: r.Session}
	defer s.tidy(context.WithoutCancel(ctx)) // of what went, also where the rest failed
	facts, err := s.o.Profiles.Forget(ctx, r.By)
	if err != nil {
		return d, err
	}
	d.Facts = int64(facts)
	if d.Raw, err = s.raw(ctx, t.raw); err != nil {
		return d, desk.Away(err)
	}
	if err := s.texts(ctx, t, &d); err != nil {
		return d, desk.Away(err)
	}
	var unread []error
	for _, one := range t.sessions { // last, so that whoever looks again at the change finds the texts gone
		if err := s.o.Router.Forget(ctx, r.By.ID, one.id); err != nil {
			unread = append(unread, err)
		}
	}
	return d, errors.Join(unread...)
}

// tidy takes the rest out of what is made of the record. What fails here is done again by Run.
func (s *Service) tidy(ctx context.Context) {
	err := errors.Join(s.o.Index(ctx), s.o.Record.Scrub(ctx))
	if err == nil {
		return
	}
	s.o.Log.Warn("what was erased stays in the full-text index or in the database's log until that is tried again", zap.Error(err))
	select {
	case s.untidy <- struct{}{}:
	default:
	}
}

// Log are the newest erasures before a number, newest first; 0 = all.
func (s *Service) Log(ctx context.Context, before int64, limit int) ([]Done, error) {
	if before == 0 {
		before = math.MaxInt64
	}
	rows, err := s.o.Record.Erasures(ctx, dbq.ErasuresParams{N: before, Limit: int32(limit)})
	out := make([]Done, len(rows))
	for i, r := range rows {
		out[i] = Done{N: r.N, At: desk.Millis(r.At), By: desk.AgentID(r.Who), Why: r.Why, Session: desk.SessionID(r.Session), Sessions: r.Sessions, Texts: r.Texts, Files: r.Files, Facts: r.Facts, Raw: r.Raw}
	}
	return out, desk.Away(err)
}
