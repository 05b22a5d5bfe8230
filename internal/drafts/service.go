package drafts

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"go.uber.org/zap"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// Record is what this package needs of the record.
type Record interface {
	DraftsOf(ctx context.Context, arg dbq.DraftsOfParams) ([]dbq.DraftsOfRow, error)
	DraftsIn(ctx context.Context, arg dbq.DraftsInParams) ([]dbq.Draft, error)
	UploadOf(ctx context.Context, arg dbq.UploadOfParams) (dbq.Upload, error)
	UploadUsed(ctx context.Context, ref string) (int64, error)
	Write(ctx context.Context, do func(*dbq.Queries) error) error
	WriteAlone(ctx context.Context, name string, do func(*dbq.Queries) error) error
}

// Live tells the other screens of the same person, and counts how often somebody saves.
type Live interface {
	Publish(ctx context.Context, topic string, payload []byte) error
	Take(ctx context.Context, bucket string, n, burst int, every time.Duration) (wait time.Duration, err error)
}

// Topic is the fan-out topic of saves: Notice as JSON. It is a hint; the record decides.
const Topic = "drafts"

// Notice says that somebody's draft was saved.
type Notice struct {
	Agent desk.AgentID `json:"agent"`
	Mark
}

// A person may save so often: a composer does so once in a while of typing, and a page that comes back saves all that it has.
const (
	savesBurst = 60
	savesEvery = time.Second
)

// Options are what a Service is made of. Record, Live, Owner and Kept are needed.
type Options struct {
	Record Record
	Live   Live
	Owner  func(desk.AgentID) string // how a person's uploads are marked
	Kept   func() time.Duration      // how long a session can go on after its close, as it is now; 0 = it never does
	Log    *zap.Logger
	Now    func() time.Time // the clock; nil = time.Now
}

// Service keeps drafts. Make it with New; its methods may be called from many goroutines and on many nodes.
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

// All says where somebody has drafts, the newest first; emptied ones are among them as long as they are remembered.
func (s *Service) All(ctx context.Context, who desk.AgentID) ([]Mark, error) {
	rows, err := s.o.Record.DraftsOf(ctx, dbq.DraftsOfParams{Agent: string(who), Limit: 2 * MostDrafts})
	if err != nil {
		return nil, desk.Away(err)
	}
	out := make([]Mark, len(rows))
	for i, r := range rows {
		out[i] = Mark{desk.SessionID(r.Session), Mode(r.Mode), r.N, r.Written != 0}
	}
	return out, nil
}

// In reads somebody's drafts in a session: at most one of each mode.
func (s *Service) In(ctx context.Context, who desk.AgentID, id desk.SessionID) ([]Draft, error) {
	rows, err := s.o.Record.DraftsIn(ctx, dbq.DraftsInParams{Agent: string(who), Session: string(id)})
	if err != nil {
		return nil, desk.Away(err)
	}
	out := make([]Draft, len(rows))
	for i := range rows {
		if out[i], err = s.read(ctx, who, &rows[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *Service) read(ctx context.Context, who desk.AgentID, row *dbq.Draft) (Draft, error) {
	d := Draft{Mode: Mode(row.Mode), N: row.N, Text: row.Text, Scripts: []Inserted{}, Files: []File{}, Quotes: row.Quotes, At: desk.Millis(row.At)}
	var ids []string
	if err := json.Unmarshal([]byte(row.Scripts), &d.Scripts); err != nil {
		return d, fmt.Errorf("read the scripts of a draft: %w", err)
	}
	if err := json.Unmarshal([]byte(row.Files), &ids); err != nil {
		return d, fmt.Errorf("read the files of a draft: %w", err)
	}
	for _, id := range ids {
		f, err := s.file(ctx, who, id)
		if err != nil {
			return d, err
		}
		d.Files = append(d.Files, f)
	}
	return d, nil
}
