package settings

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"go.uber.org/zap"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/sessions/live"
)

// Record is where versions are kept.
type Record interface {
	CountSettings(ctx context.Context) (int64, error)
	NewestSettings(ctx context.Context) ([]dbq.Setting, error)
	SettingVersions(ctx context.Context, p dbq.SettingVersionsParams) ([]dbq.SettingVersionsRow, error)
	SettingVersion(ctx context.Context, p dbq.SettingVersionParams) (dbq.Setting, error)
	SettingsOfKind(ctx context.Context, kind string) ([]dbq.Setting, error)
	OpenInGroup(ctx context.Context, p dbq.OpenInGroupParams) (int64, error)
	AnySession(ctx context.Context) (int64, error)
	SaidInClosed(ctx context.Context, p dbq.SaidInClosedParams) ([]dbq.SaidInClosedRow, error)
	SaidInOpen(ctx context.Context, p dbq.SaidInOpenParams) ([]dbq.SaidInOpenRow, error)
	LastInbound(ctx context.Context, limit int32) ([]dbq.LastInboundRow, error)
	ScriptFile(ctx context.Context, id string) (dbq.ScriptFile, error)
	ListAgents(ctx context.Context) ([]dbq.Agent, error)
	Write(ctx context.Context, do func(*dbq.Queries) error) error
}

// Options are what a Service is made of. Record and Start are needed.
type Options struct {
	Record Record
	Live   live.Fanout // tells other nodes at once; nil = they find out with their next look
	Start  Start
	// Adopt makes a department take effect, before anybody can see it as the current one. After an error the old one
	// stays, and it is tried again with the next look. nil = nothing to do.
	Adopt func(context.Context, *Department) error
	Log   *zap.Logger
	Now   func() time.Time // the clock; nil = time.Now
	Every time.Duration    // between two looks at what other nodes have changed; 0 = 1 s
}

// Topic is the fan-out topic that says that settings changed. A hint: nothing depends on its arrival.
const Topic = "settings"

// Service keeps the settings of one node. Its methods may be called from many goroutines.
type Service struct {
	o       Options
	log     *zap.Logger
	poke    chan struct{}
	current atomic.Pointer[Department]

	refreshing sync.Mutex // one at a time: an older department must not follow a newer one
}

// Open writes down where the department starts, as far as that is new, and makes what holds the current department. The
// error names everything that is wrong with the configuration's own documents.
func Open(ctx context.Context, o Options) (*Service, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = zap.NewNop()
	}
	if o.Every <= 0 {
		o.Every = time.Second
	}
	s := &Service{o: o, log: o.Log.Named("settings"), poke: make(chan struct{}, 1)}
	if err := s.begin(ctx); err != nil {
		return nil, err
	}
	return s, s.refresh(ctx)
}

// begin writes down where the department starts. Nodes that start together take turns.
func (s *Service) begin(ctx context.Context) error {
	for range tries {
		revision, rows, err := s.rows(ctx)
		if err != nil {
			return err
		}
		add, err := begin(rows, s.o.Start)
		if err != nil || len(add) == 0 {
			return err
		}
		if err := s.add(ctx, revision, add); !errors.Is(err, errMoved) {
			return away(err)
		}
	}
	return errBusy()
}

// Current is the department as it holds now. Do not change it.
func (s *Service) Current() *Department { return s.current.Load() }

// Run follows what other nodes decide until ctx ends.
func (s *Service) Run(ctx context.Context) error {
	if s.o.Live != nil {
		stop, err := s.o.Live.Subscribe(Topic, func([]byte) { s.wake() })
		if err != nil {
			s.log.Warn("live store is away: changes of settings wait for the poll", zap.Error(err))
		} else {
			defer stop()
		}
	}
	tick := time.NewTicker(s.o.Every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		case <-s.poke:
		}
		if err := s.refresh(ctx); err != nil && ctx.Err() == nil {
			s.log.Warn("settings cannot be read: the ones before stay in effect", zap.Error(err))
		}
	}
}

func (s *Service) wake() {
	select {
	case s.poke <- struct{}{}:
	default:
	}
}

// rows reads what holds, and a revision that is not newer than it.
func (s *Service) rows(ctx context.Context) (int64, []dbq.Setting, error) {
	revision, err := s.o.Record.CountSettings(ctx)
	if err != nil {
		return 0, nil, away(err)
	}
	rows, err := s.o.Record.NewestSettings(ctx)
	return revision, rows, away(err)
}

// refresh makes the newest settings current, if they are not.
func (s *Service) refresh(ctx context.Context) error {
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	was := s.Current()
	if was != nil {
		if revision, err := s.o.Record.CountSettings(ctx); err != nil || revision == was.Revision {
			return away(err)
		}
	}
	revision, rows, err := s.rows(ctx)
	if err != nil {
		return err
	}
	d, broken, err := compose(rows, s.o.Start)
	if err != nil {
		return err
	}
	d.Revision = revision
	for _, b := range broken {
		s.log.Error("a setting cannot be read by this program: it stands where the configuration starts until somebody corrects it", zap.Error(b))
	}
	if s.o.Adopt != nil {
		if err := s.o.Adopt(ctx, d); err != nil {
			return err
		}
	}
	s.current.Store(d)
	if was != nil {
		s.log.Info("settings changed", zap.Int64("revision", revision))
	}
	return nil
}

var errMoved = errors.New("settings have moved on")

// add writes versions if nothing has changed since the revision; errMoved when something has. All changes of settings
// stand in one line behind one row, so that each sees what the one before has decided. also is written with them.
func (s *Service) add(ctx context.Context, revision int64, add []Version, also ...func(*dbq.Queries) error) error {
	return s.o.Record.Write(ctx, func(q *dbq.Queries) error {
		if err := q.PutMeta(ctx, dbq.PutMetaParams{K: "settings_turn", V: "taken"}); err != nil {
			return err
		}
		now, err := q.CountSettings(ctx)
		if err != nil {
			return err
		}
		if now != revision {
			return errMoved
		}
		for _, v := range add {
			n, err := q.PutSetting(ctx, dbq.PutSettingParams{Kind: string(v.Kind), Name: v.Name, N: v.N, Body: v.Body, Who: string(v.Who), Note: v.Note, At: int64(desk.At(s.o.Now()))})
			if err != nil {
				return err
			}
			if n == 0 {
				return errMoved
			}
		}
		for _, write := range also {
			if err := write(q); err != nil {
				return err
			}
		}
		return nil
	})
}
