// Package mentions knows which notes speak to somebody, and when that person first read the session afterwards: a right to read
// that hangs on a note leaves a trace. Notes and their mentions are written with the session; this package decides nothing about
// who may see one, and writes nothing but that somebody has looked.
package mentions

import (
	"context"
	"encoding/json"
	"time"

	"go.uber.org/zap"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// Most is how many notes are listed for a person, the newest.
const Most = 200

// Topic is the fan-out topic that says that somebody has looked: Notice as JSON. It is a hint; the record decides.
const Topic = "mentions"

// Notice says who has looked, and where.
type Notice struct {
	Agent   desk.AgentID   `json:"agent"`
	Session desk.SessionID `json:"session"`
}

// Mention is a note that speaks to somebody who has not looked since.
type Mention struct {
	Session desk.SessionID
	Seq     int64 // of the note
	By      desk.AgentID
	At      desk.Millis
}

// Record is what this package needs of the record.
type Record interface {
	MentionsOf(ctx context.Context, arg dbq.MentionsOfParams) ([]dbq.MentionsOfRow, error)
	OpenMentions(ctx context.Context, arg dbq.OpenMentionsParams) (int64, error)
	Write(ctx context.Context, do func(*dbq.Queries) error) error
}

// Live tells the other screens of the same person.
type Live interface {
	Publish(ctx context.Context, topic string, payload []byte) error
}

// Options are what a Service is made of. Record and Live are needed.
type Options struct {
	Record Record
	Live   Live
	Log    *zap.Logger
	Now    func() time.Time // the clock; nil = time.Now
}

// Service reads mentions and notes looks. Make it with New; its methods may be called from many goroutines.
type Service struct{ o Options }

// New makes a service. Nothing runs.
func New(o Options) *Service {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = zap.NewNop()
	}
	return &Service{o}
}

// Of gives the notes that speak to somebody who has not looked since, the newest first, at most Most.
func (s *Service) Of(ctx context.Context, who desk.AgentID) ([]Mention, error) {
	rows, err := s.o.Record.MentionsOf(ctx, dbq.MentionsOfParams{Agent: string(who), Limit: Most})
	if err != nil {
		return nil, desk.Away(err)
	}
	out := make([]Mention, len(rows))
	for i, r := range rows {
		out[i] = Mention{desk.SessionID(r.Session), r.Seq, desk.AgentID(r.Who), desk.Millis(r.At)}
	}
	return out, nil
}

// Look notes that somebody reads a session in which notes may speak to them. Only the first look after a note is written.
func (s *Service) Look(ctx context.Context, who desk.AgentID, id desk.SessionID) error {
	n, err := s.o.Record.OpenMentions(ctx, dbq.OpenMentionsParams{Agent: string(who), Session: string(id)})
	if err != nil || n == 0 {
		return desk.Away(err)
	}
	err = s.o.Record.Write(ctx, func(q *dbq.Queries) (err error) {
		n, err = q.LookAtMentions(ctx, dbq.LookAtMentionsParams{At: int64(desk.At(s.o.Now())), Agent: string(who), Session: string(id)})
		return err
	})
	if err != nil {
		return desk.Away(err)
	}
	if n > 0 {
		s.tell(ctx, Notice{who, id})
	}
	return nil
}

// tell lets the person's other screens look. Nothing depends on it.
func (s *Service) tell(ctx context.Context, n Notice) {
	b, err := json.Marshal(n)
	if err != nil {
		s.o.Log.Error("a notice cannot be encoded", zap.Error(err))
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	_ = s.o.Live.Publish(ctx, Topic, b)
}
