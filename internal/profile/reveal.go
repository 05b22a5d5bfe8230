package profile

import (
	"context"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"firstline/channels"
	"firstline/internal/contacts"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// Contacts are shown whole so often an hour: who serves customers stays far below, and whoever collects numbers is stopped early.
const (
	revealsMost = 60
	revealsIn   = time.Hour
	whyMost     = 200 // characters
)

// Asking is which contact somebody wants to see whole: that of a fact, or with 0 the address's own.
type Asking struct {
	Who
	Fact int64
	Why  string // at most 200 characters; needed where the rules ask for one
	Free bool   // he sees everybody anyway: noted, and not counted
}

// Reveal notes that somebody is shown a contact whole (SEC-01), and gives it; of the address's own it gives nothing, the caller has it.
// It fails with desk.Invalid without a reason where one is asked for, desk.NotFound, and desk.Conflict for whoever asks too often: that
// is noted as refused, and does not count.
func (s *Service) Reveal(ctx context.Context, a Asking) (string, error) {
	a.Why = strings.Join(strings.Fields(channels.Storable(a.Why)), " ")
	if n := utf8.RuneCountInString(a.Why); n > whyMost || n == 0 && s.o.Rules().RevealReason {
		return "", desk.Fail(desk.Invalid, "reveal_reason", "say in at most 200 characters why")
	}
	var of Fact
	if a.Fact != 0 {
		p, err := s.Of(ctx, a.At)
		if err != nil {
			return "", err
		}
		ok := false
		if of, ok = p.fact(a.Fact); !ok || of.Value == "" {
			return "", desk.Fail(desk.NotFound, "no_fact", "this customer's profile has no such line")
		}
	}
	shown, err := s.note(ctx, a, of.Field)
	switch {
	case err != nil:
		return "", desk.Away(err)
	case !shown:
		return "", tooMany()
	}
	return of.Value, nil
}

// What stands in the log of reveals in the place of a field where customers leave the desk (SEC-02).
const (
	Exported Field = "export" // whole sessions were written out
	ListedIn Field = "list"   // a list of customers was (CUS-03)
)

// NoteExport notes that somebody writes sessions out, before anything of them is: what says which, why the reason. It fails with
// desk.Invalid without a reason.
func (s *Service) NoteExport(ctx context.Context, who desk.AgentID, what, why string) error {
	_, err := s.noteOut(ctx, Asking{Who: Who{ID: who}, Why: why, Free: true}, what, Exported)
	return err
}

// NoteList notes that somebody takes a list of customers away, as NoteExport does. It counts as a contact that is shown, also for who
// sees everybody: desk.Conflict for whoever has had too many.
func (s *Service) NoteList(ctx context.Context, who desk.AgentID, what, why string) error {
	shown, err := s.noteOut(ctx, Asking{Who: Who{ID: who}, Why: why}, what, ListedIn)
	if err == nil && !shown {
		err = tooMany()
	}
	return err
}

func (s *Service) noteOut(ctx context.Context, a Asking, what string, f Field) (shown bool, err error) {
	a.Why = strings.Join(strings.Fields(channels.Storable(a.Why)), " ")
	if n := utf8.RuneCountInString(a.Why); n == 0 || n > whyMost {
		return false, desk.Fail(desk.Invalid, "export_reason", "say in at most 200 characters why")
	}
	a.Why = what + ": " + a.Why
	shown, err = s.note(ctx, a, f)
	return shown, desk.Away(err)
}

func tooMany() error {
	return desk.Fail(desk.Conflict, "too_many_reveals", "you have opened 60 contacts within an hour: ask a superior, or go on later")
}

// revealTries bounds how often noting begins anew. Whoever has to, was outrun by one that was noted.
const revealTries = 200

// note judges whether the contact is shown, and notes that with the outcome. The last number is read before anything is counted: of
// many at once that have counted the same only one is noted, and the others count again. Of refused ones so many are noted an hour as
// can be shown, so that nobody fills the log.
func (s *Service) note(ctx context.Context, a Asking, f Field) (shown bool, err error) {
	now := s.now()
	row := dbq.PutContactRevealParams{At: int64(now), Who: string(a.ID), Session: string(a.Session), Channel: string(a.At.Channel), ConvKey: a.At.Key,
		Field: string(f), Fact: a.Fact, Why: a.Why}
	err = s.retry(ctx, revealTries, func(q *dbq.Queries) error {
		last, err := q.LastContactReveal(ctx)
		if err != nil {
			return err
		}
		noted := true
		row.N, row.Shown = last+1, 1
		if !a.Free {
			row.Shown, noted, err = contacts.Ration(revealsMost, func(shown int64) (int64, error) {
				return q.CountContactReveals(ctx, dbq.CountContactRevealsParams{Who: row.Who, Since: int64(now.Add(-revealsIn)), Shown: shown})
			})
		}
		if err != nil || !noted {
			return err
		}
		n, err := q.PutContactReveal(ctx, row)
		if err == nil && n == 0 {
			return errAgain
		}
		return err
	})
	return row.Shown == 1, err
}

// Revealed says that somebody was shown a contact whole, or was refused.
type Revealed struct {
	N       int64 // its number: the order of all of the desk
	At      desk.Millis
	Who     desk.AgentID
	Session desk.SessionID
	Of      desk.Address
	Field   Field // empty: the address's own contact
	Fact    int64
	Why     string
	Refused bool // it was not shown: too many were, within an hour
}

// Reveals are the newest before a number, newest first; 0 = all.
func (s *Service) Reveals(ctx context.Context, before int64, limit int) ([]Revealed, error) {
	if before == 0 {
		before = math.MaxInt64
	}
	rows, err := s.o.Record.ContactReveals(ctx, dbq.ContactRevealsParams{N: before, Limit: int32(limit)})
	out := make([]Revealed, len(rows))
	for i, r := range rows {
		out[i] = Revealed{N: r.N, At: desk.Millis(r.At), Who: desk.AgentID(r.Who), Session: desk.SessionID(r.Session), Of: desk.Address{Channel: desk.ChannelID(r.Channel), Key: r.ConvKey},
			Field: Field(r.Field), Fact: r.Fact, Why: r.Why, Refused: r.Shown == 0}
	}
	return out, desk.Away(err)
}

// Reported are the newest words about a field before a number, newest first; 0 = all: levels and VIPs are reported to superiors
// (CUS-02).
func (s *Service) Reported(ctx context.Context, f Field, before int64, limit int) ([]Fact, error) {
	if before == 0 {
		before = math.MaxInt64
	}
	rows, err := s.o.Record.FactsOfField(ctx, dbq.FactsOfFieldParams{Field: string(f), N: before, Limit: int32(limit)})
	out := make([]Fact, len(rows))
	for i, r := range rows {
		out[i] = factOf(r)
	}
	return out, desk.Away(err)
}
