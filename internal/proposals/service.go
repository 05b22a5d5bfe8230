package proposals

import (
	"context"
	"encoding/json"
	"time"

	"go.uber.org/zap"

	"firstline/internal/desk"
	"firstline/internal/settings"
	"firstline/internal/store/dbq"
)

// Record is what this package needs of the record.
type Record interface {
	ScriptProposals(ctx context.Context, arg dbq.ScriptProposalsParams) ([]dbq.ScriptProposalsRow, error)
	ScriptProposal(ctx context.Context, id string) (dbq.ScriptProposal, error)
	ScriptVerdict(ctx context.Context, proposal string) (dbq.ScriptVerdict, error)
	OpenScriptProposals(ctx context.Context, who string) (int64, error)
	UnreadScriptVerdicts(ctx context.Context, who string) (int64, error)
	Write(ctx context.Context, do func(*dbq.Queries) error) error
	WriteAlone(ctx context.Context, name string, do func(*dbq.Queries) error) error
}

// Settings are where the scripts are. *settings.Service is one.
type Settings interface {
	Current() *settings.Department
	Check(ctx context.Context, c settings.Change) error
	Change(ctx context.Context, c settings.Change) (settings.Version, error)
}

// Live tells screens. A hint: the record decides.
type Live interface {
	Publish(ctx context.Context, topic string, payload []byte) error
}

// Topic is the fan-out topic of proposals: Notice as JSON.
const Topic = "proposals"

// Notice says that there is a proposal, or what became of one.
type Notice struct {
	Agent   desk.AgentID `json:"agent"` // who has made it
	ID      string       `json:"id"`
	Verdict string       `json:"verdict,omitempty"` // empty: it waits for one
}

// Options are what a Service is made of. All but Live, Log and Now are needed.
type Options struct {
	Record   Record
	Settings Settings
	Live     Live // nil = nobody is told at once
	Log      *zap.Logger
	Now      func() time.Time // the clock; nil = time.Now
}

// Service keeps proposals. Its methods may be called from many goroutines, and on many nodes.
type Service struct{ o Options }

// New makes a service.
func New(o Options) *Service {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = zap.NewNop()
	}
	return &Service{o}
}

// mostListed is how many a list has; what is open comes first.
const mostListed = 200

// List gives the proposals of one person, or of everybody where who is empty: the open ones first, each kind newest first.
func (s *Service) List(ctx context.Context, who desk.AgentID) ([]Proposal, error) {
	rows, err := s.o.Record.ScriptProposals(ctx, dbq.ScriptProposalsParams{Who: string(who), Most: mostListed})
	if err != nil {
		return nil, desk.Away(err)
	}
	d := s.o.Settings.Current()
	out := make([]Proposal, len(rows))
	for i := range rows {
		if out[i], err = read(&rows[i], d); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Open says how many proposals wait for a verdict.
func (s *Service) Open(ctx context.Context) (int64, error) {
	n, err := s.o.Record.OpenScriptProposals(ctx, "")
	return n, desk.Away(err)
}

// Unread says how many verdicts a person has not read.
func (s *Service) Unread(ctx context.Context, who desk.AgentID) (int64, error) {
	n, err := s.o.Record.UnreadScriptVerdicts(ctx, string(who))
	return n, desk.Away(err)
}

// MarkRead notes that a person has read what became of all proposals.
func (s *Service) MarkRead(ctx context.Context, who desk.AgentID) error {
	return desk.Away(s.o.Record.Write(ctx, func(q *dbq.Queries) error {
		return q.ReadScriptVerdicts(ctx, dbq.ReadScriptVerdictsParams{Who: string(who), At: int64(desk.At(s.o.Now()))})
	}))
}

func (s *Service) tell(ctx context.Context, n Notice) {
	if s.o.Live == nil {
		return
	}
	payload, err := json.Marshal(n)
	if err == nil {
		err = s.o.Live.Publish(ctx, Topic, payload)
	}
	if err != nil {
		s.o.Log.Warn("a proposal could not be announced: its page has it", zap.Error(err))
	}
}
