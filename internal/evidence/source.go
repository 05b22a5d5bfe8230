package evidence

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"

	"firstline/internal/store"
	"firstline/internal/store/dbq"
)

// source is the record as the checks read it: always a page at a time, so that its size does not matter.
type source interface {
	// stories gives the sessions behind an id, in the order of the database, each as it stands at one moment.
	stories(ctx context.Context, after string) ([]story, error)
	// orphans gives the sessions behind an id that have rows of the kind but none of their own.
	orphans(ctx context.Context, of, after string) ([]orphan, error)
	// seals gives the seals behind (node, n), by node and number.
	seals(ctx context.Context, node string, n int64) ([]dbq.Seal, error)
	// newest gives the number of a node's last seal; 0 if it has none.
	newest(ctx context.Context, node string) (int64, error)
	// stands looks up sealed heads, in their order.
	stands(ctx context.Context, heads []Head) ([]standing, error)
	// rules gives all versions of the rules.
	rules(ctx context.Context) ([]dbq.Rules, error)
}

// story is one session with all that belongs to it.
type story struct {
	row      dbq.Session
	events   []dbq.Event
	messages []dbq.Message
	files    []dbq.File
}

// orphan is a session without a row of its own that has n rows elsewhere.
type orphan struct {
	Session string
	N       int64
}

// What a session without a row may have left.
const (
	ofEvents   = "events"
	ofMessages = "messages"
)

// standing is what the record has where a head was sealed.
type standing struct {
	hash  []byte // nil: there is no such event
	count int64  // the session's newest version when there is none; 0 = it has no events at all
}

// Page sizes: a session has about 5 events and 8 messages of 1 kB.
const (
	pageSessions = 200
	pageSeals    = 20
	pageHeads    = 500
)

// sqlSource reads a store.
type sqlSource struct{ st *store.Store }

// stories reads a page inside one transaction, so that a desk that is running meanwhile is seen at one moment.
func (s sqlSource) stories(ctx context.Context, after string) ([]story, error) {
	o := &sql.TxOptions{ReadOnly: true}
	if s.st.Dialect() == "postgres" {
		o.Isolation = sql.LevelRepeatableRead
	}
	tx, err := s.st.DB.BeginTx(ctx, o)
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback() }()
	q := dbq.New(tx)
	rows, err := q.EvidenceSessions(ctx, dbq.EvidenceSessionsParams{ID: after, Limit: pageSessions})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	first, last := rows[0].ID, rows[len(rows)-1].ID
	events, err := q.EvidenceEvents(ctx, dbq.EvidenceEventsParams{First: first, Last: last})
	if err != nil {
		return nil, err
	}
	messages, err := q.EvidenceMessages(ctx, dbq.EvidenceMessagesParams{First: first, Last: last})
	if err != nil {
		return nil, err
	}
	files, err := q.EvidenceFiles(ctx, dbq.EvidenceFilesParams{First: first, Last: last})
	if err != nil {
		return nil, err
	}
	return assemble(rows, events, messages, files), nil
}

// assemble gives each session its events, messages and files, which come grouped by session.
func assemble(rows []dbq.Session, events []dbq.Event, messages []dbq.Message, files []dbq.File) []story {
	out := make([]story, len(rows))
	at := make(map[string]*story, len(rows))
	for i := range rows {
		out[i].row = rows[i]
		at[rows[i].ID] = &out[i]
	}
	each(events, func(e dbq.Event) string { return e.Session }, func(id string, run []dbq.Event) {
		if s := at[id]; s != nil {
			s.events = run
		}
	})
	each(messages, func(m dbq.Message) string { return m.Session }, func(id string, run []dbq.Message) {
		if s := at[id]; s != nil {
			s.messages = run
		}
	})
	each(files, func(f dbq.File) string { return f.Session }, func(id string, run []dbq.File) {
		if s := at[id]; s != nil {
			s.files = run
		}
	})
	return out
}

// each cuts rows into runs of one session.
func each[T any](rows []T, session func(T) string, run func(id string, rows []T)) {
	for len(rows) > 0 {
		id, n := session(rows[0]), 1
		for n < len(rows) && session(rows[n]) == id {
			n++
		}
		run(id, rows[:n:n])
		rows = rows[n:]
	}
}

func (s sqlSource) orphans(ctx context.Context, of, after string) ([]orphan, error) {
	var out []orphan
	if of == ofMessages {
		rows, err := s.st.OrphanMessages(ctx, dbq.OrphanMessagesParams{After: after, Most: pageSessions})
		for _, r := range rows {
			out = append(out, orphan(r))
		}
		return out, err
	}
	rows, err := s.st.OrphanEvents(ctx, dbq.OrphanEventsParams{After: after, Most: pageSessions})
	for _, r := range rows {
		out = append(out, orphan(r))
	}
	return out, err
}

func (s sqlSource) seals(ctx context.Context, node string, n int64) ([]dbq.Seal, error) {
	return s.st.SealsAfter(ctx, dbq.SealsAfterParams{Node: node, N: n, Most: pageSeals})
}

func (s sqlSource) newest(ctx context.Context, node string) (int64, error) {
	row, err := s.st.LastSeal(ctx, node)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return row.N, err
}

func (s sqlSource) rules(ctx context.Context) ([]dbq.Rules, error) { return s.st.AllRules(ctx) }

// stands asks for all heads in one statement. sqlc has no list of pairs, hence by hand. A head named case/ID is that of a
// complaint: its events stand in a log of their own. Ids are too long for one to be the other's.
func (s sqlSource) stands(ctx context.Context, heads []Head) ([]standing, error) {
	var q strings.Builder
	args := make([]any, 0, 3*len(heads))
	q.WriteString("WITH h(i, session, version) AS (VALUES ")
	for i, h := range heads {
		if i > 0 {
			q.WriteByte(',')
		}
		n := 3 * i
		q.WriteString("(CAST($" + strconv.Itoa(n+1) + " AS BIGINT),CAST($" + strconv.Itoa(n+2) + " AS TEXT),CAST($" + strconv.Itoa(n+3) + " AS BIGINT))")
		args = append(args, i, string(h.Session), h.Version)
	}
	q.WriteString(`) SELECT h.i, coalesce(e.hash, c.hash), CASE WHEN e.hash IS NULL AND c.hash IS NULL THEN coalesce(
  (SELECT max(x.version) FROM event x WHERE x.session = h.session), (SELECT max(y.n) FROM case_event y WHERE y.complaint = substr(h.session, 6)), 0) ELSE 0 END
FROM h LEFT JOIN event e ON e.session = h.session AND e.version = h.version
LEFT JOIN case_event c ON c.complaint = substr(h.session, 6) AND c.n = h.version`)
	rows, err := s.st.DB.QueryContext(ctx, q.String(), args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	out := make([]standing, len(heads))
	for rows.Next() {
		var i int
		var at standing
		if err := rows.Scan(&i, &at.hash, &at.count); err != nil {
			return nil, err
		}
		out[i] = at
	}
	return out, rows.Err()
}

var _ source = sqlSource{}
