package cases

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"go.uber.org/zap"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// Record is what this package needs of the record. Reads that a write depends on happen inside of Write.
type Record interface {
	ComplaintOf(ctx context.Context, idOrNumber string) (dbq.Complaint, error)
	ComplaintsOfSession(ctx context.Context, session string) ([]dbq.Complaint, error)
	OpenComplaintsAt(ctx context.Context, arg dbq.OpenComplaintsAtParams) ([]dbq.Complaint, error)
	Complaints(ctx context.Context, arg dbq.ComplaintsParams) ([]dbq.Complaint, error)
	CountComplaints(ctx context.Context, arg dbq.CountComplaintsParams) (dbq.CountComplaintsRow, error)
	CaseEvents(ctx context.Context, complaint string) ([]dbq.CaseEvent, error)
	SessionRow(ctx context.Context, id string) (dbq.SessionRowRow, error)
	Unregistered(ctx context.Context, grp string) ([]string, error)
	UnregisteredWaiting(ctx context.Context, grp string) ([]string, error)
	UploadOf(ctx context.Context, arg dbq.UploadOfParams) (dbq.Upload, error)
	MessageAt(ctx context.Context, arg dbq.MessageAtParams) (dbq.Message, error)
	MessageByClient(ctx context.Context, arg dbq.MessageByClientParams) (dbq.Message, error)
	Write(ctx context.Context, do func(*dbq.Queries) error) error
}

// Sealer is told of each new head, so that nothing can be cut off unseen.
type Sealer interface {
	Note(id desk.SessionID, version int64, hash []byte)
}

// Topic is the fan-out topic of changes to entries: the id of the entry's session. It is a hint; the record decides.
const Topic = "cases"

// Live tells screens that an entry has changed.
type Live interface {
	Publish(ctx context.Context, topic string, payload []byte) error
}

// Options are what a Service is made of. Record, Group and Settings are needed.
type Options struct {
	Record   Record
	Group    func() desk.GroupID // which group is the complaint group now
	Settings func() Settings     // asked for each change
	Numbers  Numbering
	Unasked  string           // the reason of an entry that nobody has asked for (Run)
	Sealer   Sealer           // nil: nothing is sealed
	Live     Live             // nil: no screen is told
	Log      *zap.Logger      // nil: nothing is logged
	Now      func() time.Time // the clock; nil = time.Now
}

// Service keeps the register. Make it with New; its methods may be called from many goroutines and on many nodes.
type Service struct{ o Options }

// New makes a Service.
func New(o Options) *Service {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sealer == nil {
		o.Sealer = unsealed{}
	}
	if o.Live == nil {
		o.Live = untold{}
	}
	if o.Log == nil {
		o.Log = zap.NewNop()
	}
	o.Log = o.Log.Named("cases")
	return &Service{o}
}

type unsealed struct{}

func (unsealed) Note(desk.SessionID, int64, []byte) {}

type untold struct{}

func (untold) Publish(context.Context, string, []byte) error { return nil }

// landed is told of each change that is in the record: its head is sealed, and the screens that show the session look at the entry's
// deadline. That hint may be lost: the record is looked at again every minute.
func (s *Service) landed(ctx context.Context, w *writer) {
	s.o.Sealer.Note(SealName(w.c.ID), w.c.Version, w.head)
	_ = s.o.Live.Publish(ctx, Topic, []byte(w.c.Session))
}

// Group is the complaint group.
func (s *Service) Group() desk.GroupID { return s.o.Group() }

func (s *Service) now() desk.Millis { return desk.At(s.o.Now()) }

// Rights says of an entry whether somebody may see it, and what that person is to it.
type Rights func(c Case) (who Actor, sees bool)

// Changed refuses a change to an entry that somebody else has changed meanwhile.
type Changed struct {
	By      desk.AgentID
	At      desk.Millis
	Kind    Kind
	Version int64 // that stands now
}

// Error implements error.
func (c *Changed) Error() string { return "cases: " + string(c.Kind) + " came in between" }

// Unwrap makes it a conflict.
func (c *Changed) Unwrap() error {
	return desk.Fail(desk.Conflict, "changed_meanwhile", "a colleague has changed the complaint meanwhile: look at it first")
}

// errAgain: somebody else was faster.
var errAgain = errors.New("cases: the register has changed meanwhile")

// attempts is how often a write is tried: each failure means that somebody else's has landed.
const attempts = 200

// write runs do until nobody was faster.
func (s *Service) write(ctx context.Context, do func(*dbq.Queries) error) error {
	for range attempts {
		err := s.o.Record.Write(ctx, do)
		if !errors.Is(err, errAgain) {
			return known(err)
		}
	}
	return desk.Fail(desk.Conflict, "busy", "the register changes too fast: try again")
}

// known leaves our own refusals as they are and says of everything else that the record is away.
func known(err error) error {
	var changed *Changed
	if err == nil || desk.KindOf(err) != "" || errors.As(err, &changed) {
		return err
	}
	return desk.Because(desk.Unavailable, "record_away", "the record cannot be written: nothing was done, send it again", err)
}

func notFound() error {
	return desk.Fail(desk.NotFound, "not_found", "there is no such complaint, or it is not yours to see")
}

// Command is one change that somebody asks for.
type Command struct {
	ClientID string // the person's own id of it; the same one again changes nothing
	Seen     int64  // version that was on the screen
	Change   Change
}

// Change carries out a command and gives the entry as it is then. It fails with *Changed when somebody was faster, with
// desk.NotFound and desk.Forbidden by the rights, desk.Duplicate when the id was used for another command, and with what
// the rules refuse. again is true when the command had been carried out before.
func (s *Service) Change(ctx context.Context, who Rights, idOrNumber string, cmd Command) (c Case, again bool, err error) {
	var w writer
	err = s.write(ctx, func(q *dbq.Queries) error {
		w = writer{q: q, now: s.now()}
		again = false
		if err := w.load(ctx, idOrNumber); err != nil {
			return err
		}
		actor, sees := who(w.c)
		if !sees {
			return notFound()
		}
		var err error
		if again, err = w.before(ctx, cmd); err != nil || again {
			return err
		}
		if cmd.Seen != w.c.Version {
			return w.changed(ctx)
		}
		ch, err := Decide(s.o.Settings(), w.c, actor, cmd.Change, w.now)
		if err != nil {
			return err
		}
		if ch, err = w.check(ctx, actor.ID, ch); err != nil {
			return err
		}
		asked, err := digest(cmd.Change)
		if err != nil {
			return err
		}
		return w.put(ctx, actor.ID, cmd.ClientID, asked, ch)
	})
	if err == nil && !again {
		s.landed(ctx, &w)
	}
	return w.c, again, err
}

// before says whether the command was carried out before.
func (w *writer) before(ctx context.Context, cmd Command) (bool, error) {
	row, err := w.q.CaseEventByClient(ctx, dbq.CaseEventByClientParams{Complaint: w.c.ID, ClientID: cmd.ClientID})
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	_, stored, err := eventOf(row)
	if err != nil {
		return false, err
	}
	asked, err := digest(cmd.Change)
	if err == nil && asked != stored.Asked {
		err = desk.Fail(desk.Duplicate, "idempotency_key_reused", "this id was used for another change: make a new one")
	}
	return true, err
}

// changed tells who was faster.
func (w *writer) changed(ctx context.Context) error {
	rows, err := w.q.CaseEvents(ctx, w.c.ID)
	if err != nil {
		return err
	}
	last := rows[len(rows)-1]
	return &Changed{By: desk.AgentID(last.Who), At: desk.Millis(last.At), Kind: Kind(last.Kind), Version: last.N}
}

// check compares a change with what is in the session, with the other entries, and with what its sender has handed in. It
// gives the change, completed where it takes a file.
func (w *writer) check(ctx context.Context, who desk.AgentID, ch Change) (Change, error) {
	switch v := ch.(type) {
	case AddEvidence:
		return ch, w.written(ctx, w.c.Session, v.Evidence)
	case Attach:
		return w.takeFile(ctx, who, v)
	case Answer:
		if v.Seq > 0 {
			return ch, w.said(ctx, v.Seq)
		}
	case Reopen:
		_, err := w.q.OpenComplaint(ctx, string(w.c.Session))
		if err == nil {
			return nil, desk.Fail(desk.Conflict, "another_open", "the session has another open complaint: go on with that one")
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return nil, err
		}
	}
	return ch, nil
}

// written says whether the session has the messages of the evidence.
func (w *writer) written(ctx context.Context, session desk.SessionID, e Evidence) error {
	for _, seq := range []int64{e.From, e.To} {
		_, err := w.q.MessageAt(ctx, dbq.MessageAtParams{Session: string(session), Seq: seq})
		if errors.Is(err, sql.ErrNoRows) {
			return desk.Fail(desk.Invalid, "no_such_message", fmt.Sprintf("the evidence points at message %d, which is not there", seq))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// said says whether a message was one of ours that reached the customer.
func (w *writer) said(ctx context.Context, seq int64) error {
	m, err := w.q.MessageAt(ctx, dbq.MessageAtParams{Session: string(w.c.Session), Seq: seq})
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if err != nil || m.Role != string(desk.RoleAgent) || m.Delivery != string(desk.DeliverySent) || sessions.Purpose(m.Purpose).Changes() {
		return desk.Fail(desk.Invalid, "no_such_answer", fmt.Sprintf("message %d is no answer that reached the customer", seq))
	}
	return nil
}
