// Package people decides who somebody is: accounts, passwords, sign-ins and the one-time link of a new installation.
// It refuses to know HTTP and what a rank may do beyond managing people; a token or a password never leaves it except
// to its owner. Sign-ins are rows of our own rather than scs sessions: they must be listed, revoked one by one and
// dropped together with a change of rank in one transaction, and a session blob can do none of that.
package people

import (
	"context"
	"encoding/json"
	"runtime"
	"time"

	"go.uber.org/zap"

	"firstline/internal/api/people/factor"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/router"
	"firstline/sessions/live"
	"firstline/sessions/memstore"
)

// Options are what a Service is made of. Only Store is needed.
type Options struct {
	Store *store.Store
	Live  live.Store // nil (a command line): throttles are local, other nodes see changes with their next look
	Log   *zap.Logger
	Now   func() time.Time // the clock; nil = time.Now

	MinPassword   int                   // characters; 0 = 8
	PasswordLasts time.Duration         // then a new one has to be chosen at the sign-in; 0 = for ever
	SignInIdle    time.Duration         // a sign-in ends after this long without use; 0 = 1 h
	SignInMax     time.Duration         // and after this long in any case; 0 = 24 h
	Remember      time.Duration         // how long a browser is remembered; 0 = none is
	OnePlace      bool                  // nobody is signed in twice
	Factor        Policy                // who needs a second factor; empty = FactorOff
	Vault         *factor.Vault         // keeps its secrets; nil = there is none, whatever the policy says
	Name          func() string         // of the desk, for apps that make codes; nil, or empty = Firstline
	Capacity      func() int            // of people for whom none is given; nil = 5
	Groups        func() []desk.GroupID // the groups that exist; nil or empty = any
	Departments   func() []desk.GroupID // other departments, that only seats of them belong to (ORG-13); nil = none
	AdminsOnly    bool                  // nobody but administrators signs in with a password
	Hashes        int                   // passwords judged at once, 19 MiB and a core each; 0 = 2, or 1 on a single core
}

// Service keeps people. Its methods may be called from many goroutines.
type Service struct {
	o        Options
	log      *zap.Logger
	hasher   *hasher
	throttle *throttle
}

// New makes a Service.
func New(o Options) *Service {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = zap.NewNop()
	}
	if o.Hashes <= 0 {
		o.Hashes = min(2, runtime.NumCPU())
	}
	o.MinPassword = or(o.MinPassword, 8)
	if o.Capacity == nil {
		o.Capacity = func() int { return 5 }
	}
	if o.Groups == nil {
		o.Groups = func() []desk.GroupID { return nil }
	}
	if o.Departments == nil {
		o.Departments = func() []desk.GroupID { return nil }
	}
	if o.Vault == nil || o.Factor == "" {
		o.Factor = FactorOff
	}
	if o.Name == nil {
		o.Name = func() string { return "" }
	}
	o.SignInIdle = or(o.SignInIdle, time.Hour)
	o.SignInMax = or(o.SignInMax, 24*time.Hour)
	local := memstore.New(memstore.Options{Now: o.Now})
	t := &throttle{now: o.Now, shared: local, local: local, until: map[string]time.Time{}}
	if o.Live != nil {
		t.shared = o.Live
	}
	return &Service{o: o, log: o.Log.Named("people"), hasher: newHasher(o.Hashes), throttle: t}
}

func or[T ~int | ~int64](v, fallback T) T {
	if v <= 0 {
		return fallback
	}
	return v
}

// MinPassword is how many characters a new password needs.
func (s *Service) MinPassword() int { return s.o.MinPassword }

func (s *Service) now() desk.Millis { return desk.At(s.o.Now()) }

// Changed tells all nodes that somebody changed elsewhere than here: the status is kept by internal/availability.
func (s *Service) Changed(ctx context.Context, id desk.AgentID) { s.changed(ctx, id) }

// changed tells all nodes that somebody changed, so that sockets end and screens follow within moments. It is a hint:
// every node looks once a second anyway.
func (s *Service) changed(ctx context.Context, id desk.AgentID) {
	if s.o.Live == nil {
		return
	}
	b, _ := json.Marshal(map[string]desk.AgentID{"agent": id}) // a string always marshals
	if err := s.o.Live.Publish(ctx, router.TopicAgents, b); err != nil {
		s.log.Warn("a change of people could not be announced", zap.String("agent", string(id)), zap.Error(err))
	}
}

// away says that the record could not be used; what the record itself refused stays as it is.
func away(err error) error {
	if err == nil || desk.KindOf(err) != "" {
		return err
	}
	return desk.Because(desk.Unavailable, "record_away", "the record cannot be used: try again", err)
}
