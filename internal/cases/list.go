package cases

import (
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"strings"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// View is a part of the register.
type View string

// The views. All but Unseen, Closed and All hold open entries only.
const (
	ViewOpen     View = "open"
	ViewOverdue  View = "overdue"
	ViewToday    View = "today"     // due until the end of today, overdue ones with them
	ViewFollowUp View = "follow_up" // the form is back: the customer is to be called
	ViewCall     View = "call"      // those of them that the asking person calls (FCR-03)
	ViewRuling   View = "ruling"    // a superior is to decide (CMP-17)
	ViewUnseen   View = "unseen"    // closed, and no manager has looked at it yet (FLW-10)
	ViewClosed   View = "closed"
	ViewAll      View = "all"
)

// Query is what somebody looks for. Zero fields let everything pass.
type Query struct {
	View   View
	Seer   desk.AgentID // only entries that this person owns, reported or handles: those that he may see
	Mine   desk.AgentID // the same as a filter
	From   desk.GroupID // the group that had the session
	Words  string       // in number, customer, nature and wish
	Cursor string       // Next of the page before
	Limit  int          // 1 to 200; 0 = 50
}

// Counts are the figures above the register: but for Unseen, of open entries.
type Counts struct {
	Open     int64 `json:"open"`
	Overdue  int64 `json:"overdue"`
	Today    int64 `json:"today" doc:"Due until the end of today, overdue ones with them"`
	FollowUp int64 `json:"follow_up" doc:"The customer is to be called"`
	Call     int64 `json:"call" doc:"Those of them that you call (FCR-03)"`
	Mine     int64 `json:"mine"`
	Ruling   int64 `json:"ruling" doc:"A superior is to decide (CMP-17)"`
	Unseen   int64 `json:"unseen" doc:"Closed, and no manager has looked at it yet (FLW-10)"`
}

// Page is a part of a list.
type Page struct {
	Cases  []Case
	Next   string // empty at the end
	Counts Counts
}

// List gives a page of the register: open entries by what is due, then the closed ones, newest first. The right to see
// what Seer lets pass is for the caller to check.
func (s *Service) List(ctx context.Context, q Query, me desk.AgentID) (Page, error) {
	if q.Limit <= 0 || q.Limit > 200 {
		q.Limit = 50
	}
	at, id, err := place(q.Cursor)
	if err != nil {
		return Page{}, err
	}
	now := s.now()
	today := s.o.Settings().End(now, 0) + 1
	arg := dbq.ComplaintsParams{Seer: string(q.Seer), Mine: string(q.Mine), ClosedUntil: math.MaxInt64, DueBefore: math.MaxInt64, FromGrp: string(q.From),
		Words: pattern(q.Words), AfterAt: at, AfterID: id, Most: int64(q.Limit)}
	q.View.narrow(&arg, me, now, today)
	rows, err := s.o.Record.Complaints(ctx, arg)
	if err != nil {
		return Page{}, away(err)
	}
	p := Page{Cases: make([]Case, len(rows))}
	for i, row := range rows {
		if p.Cases[i], err = s.settled(ctx, row); err != nil {
			return Page{}, err
		}
	}
	if n := len(rows); n == q.Limit {
		p.Next = base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatInt(rows[n-1].SortAt, 10) + "." + rows[n-1].ID))
	}
	counts, err := s.o.Record.CountComplaints(ctx, dbq.CountComplaintsParams{Now: int64(now), Tomorrow: int64(today), Step: string(Returned), Mine: string(me), Seer: string(q.Seer)})
	if err != nil {
		return Page{}, away(err)
	}
	p.Counts = Counts(counts)
	return p, nil
}

// narrow sets what a view lets pass.
func (v View) narrow(arg *dbq.ComplaintsParams, me desk.AgentID, now, tomorrow desk.Millis) {
	switch v {
	case ViewClosed:
		arg.ClosedFrom = 1
		return
	case ViewUnseen:
		arg.Asks = AsksSeen
		return
	case ViewAll:
		return
	case ViewRuling:
		arg.Asks = AsksRuling
	case ViewCall:
		arg.Step, arg.Caller = string(Returned), string(me)
	case ViewOverdue:
		arg.DueBefore = int64(now)
	case ViewToday:
		arg.DueBefore = int64(tomorrow)
	case ViewFollowUp:
		arg.Step = string(Returned)
	}
	arg.ClosedUntil = 0
}

// pattern makes words a LIKE pattern with ! as its escape.
func pattern(words string) string {
	words = strings.ToLower(strings.TrimSpace(words))
	if words == "" {
		return ""
	}
	return "%" + strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(words) + "%"
}

// place reads a cursor; the empty one is before everything.
func place(cursor string) (int64, string, error) {
	if cursor == "" {
		return math.MinInt64, "", nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	text, id, ok := strings.Cut(string(raw), ".")
	at, bad := strconv.ParseInt(text, 10, 64)
	if err != nil || bad != nil || !ok {
		return 0, "", desk.Fail(desk.Invalid, "cursor", "the cursor is not one of this list: begin without one")
	}
	return at, id, nil
}

// settled reads an entry and notes what has happened to its session meanwhile: who has answered first, where nobody had,
// and that it was handed over, where the desk died before it could be noted. The hand-over's own line in the transcript
// bears the id of the command.
func (s *Service) settled(ctx context.Context, row dbq.Complaint) (Case, error) {
	c, err := read(row)
	if err == nil && c.Owner == "" {
		c, err = s.owned(ctx, c)
	}
	if err != nil || c.HandedAt > 0 {
		return c, err
	}
	for _, id := range c.HandOvers {
		m, err := s.o.Record.MessageByClient(ctx, dbq.MessageByClientParams{Session: string(c.Session), ClientID: id})
		if errors.Is(err, sql.ErrNoRows) || err == nil && m.Purpose != string(sessions.ForHandover) {
			continue
		}
		if err != nil {
			return c, away(err)
		}
		return s.arrived(ctx, c, desk.Millis(m.At))
	}
	return c, nil
}

// owned writes down who has answered the customer first, once somebody has.
func (s *Service) owned(ctx context.Context, c Case) (Case, error) {
	row, err := s.o.Record.SessionRow(ctx, string(c.Session))
	if err != nil {
		return c, away(err)
	}
	if row.Owner == "" {
		return c, nil
	}
	return s.note(ctx, c, Own{By: desk.AgentID(row.Owner)})
}

// arrived writes down that the session has reached the complaint group.
func (s *Service) arrived(ctx context.Context, c Case, at desk.Millis) (Case, error) {
	return s.note(ctx, c, HandedOver{At: at})
}

// note is a change of the desk's own; another node may have noted it in the same moment.
func (s *Service) note(ctx context.Context, c Case, ch Change) (Case, error) {
	var w writer
	err := s.write(ctx, func(q *dbq.Queries) error {
		w = writer{q: q, now: s.now()}
		if err := w.load(ctx, c.ID); err != nil || ch.ready(&w.c) != nil {
			return err
		}
		return w.put(ctx, "", "", "", ch)
	})
	if err == nil {
		s.landed(ctx, &w)
	}
	return w.c, err
}

// Of gives the entries of a session, the newest first.
func (s *Service) Of(ctx context.Context, session desk.SessionID) ([]Case, error) {
	rows, err := s.o.Record.ComplaintsOfSession(ctx, string(session))
	if err != nil {
		return nil, away(err)
	}
	out := make([]Case, len(rows))
	for i, row := range rows {
		if out[i], err = s.settled(ctx, row); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// OpenAt gives what is open of a customer, at all addresses, by what is due at each. The right to know the customer is for the caller to
// check.
func (s *Service) OpenAt(ctx context.Context, at []desk.Address) ([]Case, error) {
	var out []Case
	for _, a := range at {
		rows, err := s.o.Record.OpenComplaintsAt(ctx, dbq.OpenComplaintsAtParams{Channel: string(a.Channel), ConvKey: a.Key})
		if err != nil {
			return nil, away(err)
		}
		for _, row := range rows {
			c, err := s.settled(ctx, row)
			if err != nil {
				return nil, err
			}
			out = append(out, c)
		}
	}
	return out, nil
}

// Valid says whether the newest entry of a session was found valid (CMP-05). False without an entry.
func (s *Service) Valid(ctx context.Context, session desk.SessionID) (bool, error) {
	rows, err := s.o.Record.ComplaintsOfSession(ctx, string(session))
	if err != nil || len(rows) == 0 {
		return false, err
	}
	c, err := read(rows[0])
	return c.Validity == Valid, err
}

// Get reads one entry by its id or its number. One that somebody may not see is not found.
func (s *Service) Get(ctx context.Context, who Rights, idOrNumber string) (Case, error) {
	row, err := s.o.Record.ComplaintOf(ctx, idOrNumber)
	if errors.Is(err, sql.ErrNoRows) {
		return Case{}, notFound()
	}
	if err != nil {
		return Case{}, away(err)
	}
	c, err := s.settled(ctx, row)
	if err != nil {
		return Case{}, err
	}
	if _, sees := who(c); !sees {
		return Case{}, notFound()
	}
	return c, nil
}

// Line is one line of an entry's story.
type Line struct {
	N      int64           `json:"n" doc:"The version that it made"`
	At     desk.Millis     `json:"at"`
	By     desk.AgentID    `json:"by" doc:"Empty: the desk itself"`
	Name   string          `json:"name"`
	Kind   Kind            `json:"kind"`
	Change json.RawMessage `json:"change" doc:"What was said, by the kind"`
	Was    *Form           `json:"was,omitempty" doc:"Of described and judged: what stood before"`
}

// Form is what the form of an entry says.
type Form struct {
	Nature      string      `json:"nature"`
	Cause       string      `json:"cause"`
	Wanted      string      `json:"wanted"`
	Severity    Severity    `json:"severity"`
	CustomerDue desk.Millis `json:"customer_due"`
	DueAt       desk.Millis `json:"due_at"`
	Validity    Validity    `json:"validity"`
	Grounds     string      `json:"grounds"`
}

// Story gives what has happened to an entry, oldest first, by folding its events again.
func (s *Service) Story(ctx context.Context, id string) ([]Line, error) {
	rows, err := s.o.Record.CaseEvents(ctx, id)
	if err != nil {
		return nil, away(err)
	}
	out := make([]Line, len(rows))
	var c Case
	for i, row := range rows {
		e, in, err := eventOf(row)
		if err != nil {
			return nil, err
		}
		out[i] = Line{N: row.N, At: e.At, By: e.Who, Kind: Kind(row.Kind), Change: in.Change}
		if k := out[i].Kind; k == KindDescribed || k == KindJudged {
			out[i].Was = &Form{c.Nature, c.Cause, c.Wanted, c.Severity, c.CustomerDue, c.DueAt, c.Validity, c.Grounds}
		}
		if c, err = Apply(c, e); err != nil {
			return nil, err
		}
	}
	return out, nil
}
