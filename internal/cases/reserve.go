package cases

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"

	"github.com/google/uuid"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// Request is what is said when a complaint is registered.
type Request struct {
	ClientID string // of the command that hands the session over, or registers
	Reason   string // why it is handed over (RTE-01)
	Nature   string // in short; empty = the reason
	Wanted   string
	Severity Severity   // empty = General
	Evidence []Evidence // none = the transcript up to now
}

// Reserve gives a session that is about to be handed to the complaint group its number (CMP-01, CMP-03, RTE-01): that of
// its open entry, or of a new one. It is called before the hand-over, with the id of the command that hands over: when
// the desk dies in between, the entry stays visible as "registered, not handed over yet" and the next hand-over of the
// session takes it up, so that nothing goes without a number and no number is lost. The same id again gives the same
// number and writes nothing.
func (s *Service) Reserve(ctx context.Context, who desk.AgentID, session desk.SessionID, r Request) (number string, err error) {
	c, _, err := s.register(ctx, who, session, r, true)
	return c.Number, err
}

// Register makes an entry for a session that stays where it is (CMP-01); the open one if there is one already. again
// says that it was there.
func (s *Service) Register(ctx context.Context, who desk.AgentID, session desk.SessionID, r Request) (c Case, again bool, err error) {
	return s.register(ctx, who, session, r, false)
}

// Reserved says whether a number was given for this command of a session before.
func (s *Service) Reserved(ctx context.Context, session desk.SessionID, clientID string) (bool, error) {
	rows, err := s.o.Record.ComplaintsOfSession(ctx, string(session))
	if err != nil {
		return false, away(err)
	}
	for _, row := range rows {
		c, err := read(row)
		if err != nil || slices.Contains(c.HandOvers, clientID) {
			return err == nil, err
		}
	}
	return false, nil
}

func (s *Service) register(ctx context.Context, who desk.AgentID, session desk.SessionID, r Request, handOver bool) (Case, bool, error) {
	if r.ClientID == "" {
		return Case{}, false, desk.Fail(desk.Invalid, "client_id", "give the command an id of your own")
	}
	var w writer
	var was int64
	err := s.write(ctx, func(q *dbq.Queries) error {
		w = writer{q: q, now: s.now()}
		was = 0
		rows, err := q.ComplaintsOfSession(ctx, string(session))
		if err != nil {
			return err
		}
		if err := w.find(ctx, rows, r.ClientID); err != nil {
			return err
		}
		if was = w.c.Version; was == 0 {
			return s.enter(ctx, &w, who, session, r, handOver)
		}
		if slices.Contains(w.c.HandOvers, r.ClientID) {
			return nil
		}
		if more, any := s.fuller(w.c, r); any {
			if err := w.put(ctx, who, "", "", more); err != nil {
				return err
			}
		}
		if !handOver {
			return nil
		}
		return w.put(ctx, who, "", "", HandOver{ClientID: r.ClientID, Reason: r.Reason})
	})
	if err == nil && w.c.Version > was {
		s.landed(ctx, &w)
	}
	return w.c, was > 0, err
}

// fuller is what a form says that the open entry does not: a keyword may have registered the session before somebody filled
// the form in. Once somebody handles it, the handler's words stand.
func (s *Service) fuller(c Case, r Request) (d Describe, any bool) {
	if c.Step != Registered || c.Handler != "" {
		return d, false
	}
	if r.Nature != "" && r.Nature != c.Nature {
		d.Nature, any = &r.Nature, true
	}
	if r.Wanted != "" && r.Wanted != c.Wanted {
		d.Wanted, any = &r.Wanted, true
	}
	if r.Severity == Major && c.Severity != Major { // general is what a form says that nobody has thought about
		d.Severity, d.Due, any = &r.Severity, s.o.Settings().Due(c.Since, r.Severity), true
	}
	return d, any
}

// find looks for the entry that the command has made or handed over before, or else for the open one.
func (w *writer) find(ctx context.Context, rows []dbq.Complaint, clientID string) error {
	open := -1
	for i, row := range rows {
		c, err := read(row)
		if err != nil {
			return err
		}
		_, err = w.q.CaseEventByClient(ctx, dbq.CaseEventByClientParams{Complaint: row.ID, ClientID: clientID})
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if err == nil || slices.Contains(c.HandOvers, clientID) {
			return w.take(row)
		}
		if row.ClosedAt == 0 {
			open = i
		}
	}
	if open < 0 {
		return nil
	}
	return w.take(rows[open])
}

// enter makes a new entry with the next number of the year.
func (s *Service) enter(ctx context.Context, w *writer, who desk.AgentID, session desk.SessionID, r Request, handOver bool) error {
	row, err := w.q.SessionRow(ctx, string(session))
	if errors.Is(err, sql.ErrNoRows) {
		return desk.Fail(desk.NotFound, "not_found", "there is no such session")
	}
	if err != nil {
		return err
	}
	set := s.o.Settings()
	reg := Registration{ID: uuid.Must(uuid.NewV7()).String(), Session: session, Channel: desk.ChannelID(row.Channel), Address: row.ConvKey, Title: row.Title, Group: s.o.Group(), From: desk.GroupID(row.Grp),
		Owner: desk.AgentID(row.Owner), Severity: r.Severity, Nature: r.Nature, Reason: r.Reason, Wanted: r.Wanted, Evidence: r.Evidence}
	if handOver {
		reg.HandOver = r.ClientID
	}
	if err := reg.complete(row, who); err != nil {
		return err
	}
	for _, e := range reg.Evidence {
		if err := w.written(ctx, session, e); err != nil {
			return err
		}
	}
	year := int64(w.now.Time().In(set.Zone).Year())
	serial, err := w.q.PutComplaint(ctx, dbq.PutComplaintParams{ID: reg.ID, Year: year, Session: string(session), Grp: string(reg.Group), FromGrp: string(reg.From),
		Owner: string(reg.Owner), Reporter: string(who)})
	if errors.Is(err, sql.ErrNoRows) {
		return errAgain // the number is gone, or the session has an entry
	}
	if err != nil {
		return err
	}
	reg.Number, reg.Due, reg.VerifyBy = s.o.Numbers.Number(year, serial), set.Due(w.now, reg.Severity), set.verifyBy(w.now)
	asked, err := digest(reg)
	if err != nil {
		return err
	}
	if err := w.put(ctx, who, r.ClientID, asked, reg); err != nil {
		return err
	}
	if reg.From == reg.Group { // the complaint group has registered what it has
		return w.put(ctx, "", "", "", HandedOver{At: w.now})
	}
	return nil
}

// complete fills in what was left out.
func (reg *Registration) complete(row dbq.SessionRowRow, who desk.AgentID) error {
	if reg.Owner == "" {
		reg.Owner = who // nobody has answered yet: who received it is the first contact
	}
	if reg.Severity == "" {
		reg.Severity = General
	}
	if reg.Nature == "" {
		reg.Nature = reg.Reason
	}
	if len(reg.Evidence) > 0 {
		return nil
	}
	var s struct {
		Seq int64 `json:"seq"`
	}
	if err := json.Unmarshal([]byte(row.State), &s); err != nil {
		return err
	}
	if s.Seq > 0 {
		reg.Evidence = []Evidence{{From: 1, To: s.Seq}}
	}
	return nil
}

// away says of a read that the record cannot be reached.
func away(err error) error {
	return desk.Because(desk.Unavailable, "record_away", "the record cannot be read: try again", err)
}
