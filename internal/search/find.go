package search

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/inbox"
	"firstline/internal/search/token"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// Desk shows sessions and messages to those who may see them; it fails with desk.NotFound for everybody else.
type Desk interface {
	Session(ctx context.Context, who access.Viewer, id desk.SessionID) (inbox.Row, sessions.State, error)
	Messages(ctx context.Context, id desk.SessionID, before int64, limit int) ([]inbox.Message, error)
}

// Question is what somebody looks for. Everything but Text may be left out.
type Question struct {
	Text        string
	From, Until desk.Millis // of the message: from, and before; 0 = no bound
	Group       desk.GroupID
	Agent       desk.AgentID // who took part in the session
	State       string       // "open" or "closed"
	Cursor      string
	Limit       int // 1 to 50
}

// Answer is a page of what was found, newest first. It may be short, even empty, and still have a next one.
type Answer struct {
	Hits   []Hit    `json:"hits"`
	Next   string   `json:"next" doc:"Cursor of the next page; empty at the end"`
	Terms  []string `json:"terms" doc:"What was looked for: all of them in one message"`
	Behind bool     `json:"behind" doc:"The index has not caught up since the start: there may be more"`
}

const (
	mostTerms   = 8
	mostLooked  = 1000 // found messages that one question looks at: most may be somebody else's
	aroundWords = 160  // characters of a message that are shown
)

// Find looks for messages that hold all words of the question, in their texts and in the names of their files, among the sessions that the viewer may see now. It fails
// with desk.Invalid when there is nothing to look for or the cursor is none.
func (x *Index) Find(ctx context.Context, d Desk, who access.Viewer, q Question) (Answer, error) {
	out := Answer{Hits: []Hit{}, Terms: []string{}, Behind: x.Behind()}
	m := store.TextMatch{From: int64(q.From), Until: int64(q.Until), Limit: 100}
	for _, p := range token.Asked(q.Text, mostTerms) {
		m.All = append(m.All, store.TextPhrase(p))
	}
	if len(m.All) == 0 {
		return out, nothingAsked()
	}
	out.Terms = terms(q.Text)
	var err error
	if m.Below, err = cursorOf(q.Cursor); err != nil {
		return out, err
	}
	l := looking{Index: x, desk: d, who: who, q: q, rows: map[string]*inbox.Row{}}
	for looked := 0; ; {
		places, err := x.o.Texts.Match(ctx, m)
		if err != nil {
			return out, indexAway(err)
		}
		for _, p := range places {
			looked++
			m.Below = p.ID
			hit, ok, err := l.look(ctx, p)
			if err != nil {
				return out, err
			}
			if ok {
				out.Hits = append(out.Hits, hit)
			}
			if len(out.Hits) >= q.Limit || looked >= mostLooked {
				out.Next = strconv.FormatInt(p.ID, 36)
				return out, nil
			}
		}
		if len(places) < m.Limit {
			return out, nil
		}
	}
}

func nothingAsked() error {
	return desk.Fail(desk.Invalid, "question", "there is nothing to look for: write at least one letter, digit or character")
}

func indexAway(err error) error {
	return desk.Because(desk.Unavailable, "record_away", "the full-text index cannot be read", err)
}

// gone says that the record does not have it any more.
func gone(err error) bool { return errors.Is(err, sql.ErrNoRows) }

// cursorOf is where a page goes on; 0 for the first.
func cursorOf(cursor string) (int64, error) {
	if cursor == "" {
		return 0, nil
	}
	below, err := strconv.ParseInt(cursor, 36, 64)
	if err != nil || below <= 0 {
		return 0, desk.Fail(desk.Invalid, "cursor", "this is no cursor of a search: take next from the page before")
	}
	return below, nil
}

// terms are the parts of a question as they were written.
func terms(text string) []string {
	out := []string{}
	for part := range strings.FieldsSeq(text) {
		if len(token.Asked(part, 1)) > 0 && len(out) < mostTerms {
			out = append(out, part)
		}
	}
	return out
}

// looking is one question under way.
type looking struct {
	*Index
	desk Desk
	who  access.Viewer
	q    Question
	rows map[string]*inbox.Row // nil: not to be shown
}

// look says whether a found message may be shown and fits.
func (l *looking) look(ctx context.Context, p store.TextPlace) (Hit, bool, error) {
	row, known := l.rows[p.Session]
	if !known {
		var err error
		if row, err = l.session(ctx, p.Session); err != nil {
			return Hit{}, false, err
		}
		l.rows[p.Session] = row
	}
	if row == nil {
		return Hit{}, false, nil
	}
	ms, err := l.desk.Messages(ctx, row.ID, p.Seq+1, 1)
	if err != nil {
		return Hit{}, false, err
	}
	if len(ms) == 0 || ms[0].Seq != p.Seq {
		return Hit{}, false, nil
	}
	h := Hit{Session: *row, Seq: p.Seq, Role: ms[0].Role, Author: ms[0].Author, At: ms[0].At}
	// The text of this moment decides: what was erased a second ago is not shown, though it is in the index still.
	return h, h.mark(ms[0], l.q.Text), nil
}

// session gives a session that may be shown and fits; nil for any other.
func (l *looking) session(ctx context.Context, id string) (*inbox.Row, error) {
	row, _, err := l.desk.Session(ctx, l.who, desk.SessionID(id))
	if desk.KindOf(err) == desk.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	closed := row.Phase == string(sessions.Closed)
	switch {
	case l.q.Group != "" && row.Group != l.q.Group, l.q.State == "open" && closed, l.q.State == "closed" && !closed:
		return nil, nil
	case l.q.Agent == "" || row.Holder != nil && row.Holder.ID == l.q.Agent:
		return &row, nil
	}
	n, err := l.o.Record.WroteIn(ctx, dbq.WroteInParams{Session: id, Author: string(l.q.Agent)})
	if err != nil || n == 0 {
		return nil, err
	}
	return &row, nil
}
