package quality

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"firstline/internal/desk"
	"firstline/internal/quality/scorecard"
	"firstline/internal/store/dbq"
)

// Place is where an item stands.
type Place struct {
	Day   Day
	Agent desk.AgentID
	N     int
}

// Finding is what a reviewer says of one transcript.
type Finding struct {
	ClientID  string // the reviewer's own id of the command; the same one again changes nothing
	Follows   int    // the review that the reviewer saw and replaces; 0 = there was none
	Scorecard string // version of the criteria; empty = the current one
	Seconds   int    // how long it took; 0 = not timed
	Marks     []scorecard.Mark
	Note      string // for the agent
}

// errStale: somebody else has written meanwhile.
func errStale() error {
	return desk.Fail(desk.Conflict, "reviewed_meanwhile", "somebody has judged this item meanwhile: look at that review first")
}

// Review takes down what was found in one item (QA-01, QA-05, QA-06). Reviews are never changed: a later one follows and
// counts. It fails with desk.NotFound for what was not drawn, desk.Forbidden for the reviewer's own sessions (ORG-12),
// desk.Conflict for what was replaced or judged meanwhile, and desk.Invalid for an incomplete judgement. again is true
// when the command had been carried out before.
func (s *Service) Review(ctx context.Context, who desk.AgentID, at Place, f Finding) (r Review, again bool, err error) {
	card, err := s.Scorecard(ctx, f.Scorecard)
	if err != nil {
		return Review{}, false, err
	}
	item, err := s.item(ctx, who, at)
	if err != nil {
		return Review{}, false, err
	}
	if r, again, err := s.reviewed(ctx, who, item, f); err != nil || again {
		return r, again, err
	}
	found, err := s.findings(ctx, card, item)
	if err != nil {
		return Review{}, false, err
	}
	judged, verdict, err := card.Judge(f.Marks, found)
	if err != nil {
		return Review{}, false, err
	}
	if err := s.checkPointers(ctx, item, judged); err != nil {
		return Review{}, false, err
	}
	marks, err := json.Marshal(judged)
	if err != nil {
		return Review{}, false, err
	}
	row := dbq.Review{Session: item.Session, Agent: item.Agent, N: int64(f.Follows) + 1, Day: item.Day, Item: item.N, Reviewer: string(who), ClientID: f.ClientID,
		At: int64(desk.At(s.o.Now())), Seconds: int64(f.Seconds), Scorecard: card.Version, Verdict: string(verdict), Marks: string(marks), Note: f.Note}
	row, again, err = s.putReview(ctx, row)
	if err != nil {
		return Review{}, false, err
	}
	r, err = reviewOf(row)
	return r, again, err
}

// reviewed gives the review that the command has made already. It is looked for before anything is judged: by now the machine
// may have found what it had not when the command was carried out.
func (s *Service) reviewed(ctx context.Context, who desk.AgentID, item dbq.DrawItem, f Finding) (Review, bool, error) {
	before, err := s.o.Record.ReviewsOf(ctx, dbq.ReviewsOfParams{Session: item.Session, Agent: item.Agent})
	if err != nil {
		return Review{}, false, away(err)
	}
	marks, err := json.Marshal(f.Marks)
	if err != nil {
		return Review{}, false, err
	}
	row, again, err := repeated(before, dbq.Review{Reviewer: string(who), ClientID: f.ClientID, Note: f.Note, Marks: string(marks)})
	if err != nil || !again {
		return Review{}, false, err
	}
	r, err := reviewOf(row)
	return r, true, err
}

// findings are what the machine has found in an item, where the criteria ask for it (FBD-03).
func (s *Service) findings(ctx context.Context, card scorecard.Card, item dbq.DrawItem) (scorecard.Findings, error) {
	if !card.Automatic() {
		return nil, nil
	}
	found, err := s.o.Findings(ctx, desk.SessionID(item.Session), desk.AgentID(item.Agent))
	if err != nil && desk.KindOf(err) == "" {
		err = away(err)
	}
	return found, err
}

// current gives the criteria that hold now; a version that was never seen is stored before anybody judges by it.
func (s *Service) current(ctx context.Context) (scorecard.Card, error) {
	card := s.o.Card()
	if kept := s.kept.Load(); kept != nil && *kept == card.Version {
		return card, nil
	}
	err := s.o.Record.Write(ctx, func(q *dbq.Queries) error {
		return q.PutScorecard(ctx, dbq.PutScorecardParams{Version: card.Version, Doc: card.Source, CreatedAt: int64(desk.At(s.o.Now()))})
	})
	if err != nil {
		return scorecard.Card{}, desk.Because(desk.Unavailable, "record_away", "the scorecard cannot be stored", err)
	}
	s.kept.Store(&card.Version)
	return card, nil
}

// Scorecard gives the criteria of a version; empty = those that hold now.
func (s *Service) Scorecard(ctx context.Context, version string) (scorecard.Card, error) {
	if card := s.o.Card(); version == "" || version == card.Version {
		return s.current(ctx)
	}
	source, err := s.o.Record.GetScorecard(ctx, version)
	if errors.Is(err, sql.ErrNoRows) {
		return scorecard.Card{}, desk.Fail(desk.Invalid, "scorecard", "there is no such version of the criteria")
	}
	if err != nil {
		return scorecard.Card{}, away(err)
	}
	return scorecard.Load("scorecard", []byte(source))
}

// item reads an item that somebody may judge.
func (s *Service) item(ctx context.Context, who desk.AgentID, at Place) (dbq.DrawItem, error) {
	row, err := s.o.Record.DrawItem(ctx, dbq.DrawItemParams{Day: string(at.Day), Agent: string(at.Agent), N: int64(at.N)})
	if errors.Is(err, sql.ErrNoRows) || err == nil && row.Session == "" {
		return dbq.DrawItem{}, notDrawn()
	}
	if err != nil {
		return dbq.DrawItem{}, away(err)
	}
	own, err := s.own(ctx, who, at.Day, at.Agent)
	if err != nil {
		return dbq.DrawItem{}, err
	}
	if own[desk.SessionID(row.Session)] {
		return dbq.DrawItem{}, desk.Fail(desk.Forbidden, "own_session", "you took part in this session: somebody else has to judge it")
	}
	return row, nil
}

// checkPointers: what a mark points at is there, and no colleague is judged for another one's words.
func (s *Service) checkPointers(ctx context.Context, item dbq.DrawItem, marks []scorecard.Mark) error {
	for _, m := range marks {
		if m.Seq == 0 {
			continue
		}
		row, err := s.o.Record.MessageAt(ctx, dbq.MessageAtParams{Session: item.Session, Seq: m.Seq})
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return desk.Fail(desk.Invalid, "no_such_message", fmt.Sprintf("criterion %s points at message %d, which is not there", m.Criterion, m.Seq))
		case err != nil:
			return away(err)
		case m.Verdict == scorecard.Fail && !m.Missing && row.Role == string(desk.RoleAgent) && row.Author != item.Agent:
			return desk.Fail(desk.Invalid, "others_message", fmt.Sprintf("criterion %s points at message %d, which a colleague wrote", m.Criterion, m.Seq))
		}
	}
	return nil
}

// putReview writes a review at its number; it gives back what stands when the command was carried out before.
func (s *Service) putReview(ctx context.Context, row dbq.Review) (stands dbq.Review, again bool, err error) {
	err = s.o.Record.Write(ctx, func(q *dbq.Queries) error {
		before, err := q.ReviewsOf(ctx, dbq.ReviewsOfParams{Session: row.Session, Agent: row.Agent})
		if err != nil {
			return err
		}
		stands, again, err = following(before, row)
		if err != nil || again {
			return err
		}
		n, err := q.PutReview(ctx, dbq.PutReviewParams(row))
		if err == nil && n == 0 {
			err = errStale()
		}
		return err
	})
	return stands, again, known(err)
}

// following decides whether a review may follow those that stand.
func following(before []dbq.Review, row dbq.Review) (stands dbq.Review, again bool, err error) {
	if stands, again, err = repeated(before, row); err != nil || again {
		return stands, again, err
	}
	n := int64(len(before))
	switch {
	case n > 0 && before[n-1].Verdict == string(scorecard.Replaced):
		return row, false, desk.Fail(desk.Conflict, "replaced", "this item was replaced: judge the one that stands in for it")
	case row.N != n+1:
		return row, false, errStale()
	}
	return row, false, nil
}

// repeated finds the review that the same command has made; it refuses one that has made another. A verdict that is not known
// yet is left out of it: it follows from the marks.
func repeated(before []dbq.Review, row dbq.Review) (stands dbq.Review, again bool, err error) {
	for _, r := range before {
		if r.ClientID == row.ClientID && r.Reviewer == row.Reviewer {
			if row.Verdict != "" && r.Verdict != row.Verdict || r.Note != row.Note || !sameMarks(r.Marks, row.Marks) {
				return row, false, desk.Fail(desk.Duplicate, "idempotency_key_reused", "this command's id was used for another judgement: choose a new one")
			}
			return r, true, nil
		}
	}
	return row, false, nil
}

// sameMarks compares what was judged; what the machine had found by then may differ, as in a session that went on.
func sameMarks(a, b string) bool {
	var x, y []scorecard.Mark
	if a == b || json.Unmarshal([]byte(a), &x) != nil || json.Unmarshal([]byte(b), &y) != nil || len(x) != len(y) {
		return a == b
	}
	return slices.EqualFunc(x, y, func(m, n scorecard.Mark) bool {
		m.Found, n.Found = nil, nil
		return reflect.DeepEqual(m, n)
	})
}

// known leaves our own refusals as they are and says of everything else that the record is away.
func known(err error) error {
	if err == nil || desk.KindOf(err) != "" {
		return err
	}
	return desk.Because(desk.Unavailable, "record_away", "the record cannot be written", err)
}
