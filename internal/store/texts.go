package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"
)

// Texts is the full-text index over the messages. It is derived: whoever loses it makes it again. On SQLite it is a file
// of its own beside the record, so that writing to it never makes an accepted message wait; on PostgreSQL its commits
// wait for no disk. What stands in it are tokens; this package does not know how they are made.
type Texts struct {
	db *sql.DB
	textsDialect
	owned bool // a database of its own
}

// textsDialect is what differs.
type textsDialect interface {
	// begin prepares a transaction for writing.
	begin(ctx context.Context, tx *sql.Tx) error
	// insert writes a document under an id, unless another one has it; drop takes its tokens out.
	insert(ctx context.Context, tx *sql.Tx, id int64, d TextDoc) (written bool, err error)
	drop(ctx context.Context, tx *sql.Tx, id int64) error
	// match is the query for documents below an id, and its first argument.
	match(all []TextPhrase) (query, expression string)
}

// TextDoc is one message in the index. Without tokens it is taken out.
type TextDoc struct {
	Session string
	Seq     int64
	At      int64 // Unix milliseconds, 0 to 2^41
	Tokens  []string
}

// TextSeen says up to which version a session's messages are in the index, and from which one they were read. Below 0 the session is to
// be read from its beginning.
type TextSeen struct {
	Session       string
	From, Version int64
}

// ErrOutrun says that a session's messages in the index are no longer those behind which somebody has read.
var ErrOutrun = errors.New("store: the full-text index has been written meanwhile")

// TextPhrase is tokens that have to follow one another; with Prefix the last one is a beginning.
type TextPhrase struct {
	Tokens []string
	Prefix bool
}

// TextMatch is a question: all phrases in one message, within [From, Until) by time (0 = no bound), behind Below.
type TextMatch struct {
	All         []TextPhrase
	From, Until int64
	Below       int64 // of the answer before; 0 for the first
	Limit       int
}

// TextPlace is a message that was found. ID orders the answers, newest first.
type TextPlace struct {
	ID      int64
	Session string
	Seq     int64
}

// Texts opens the index. Close it before the store.
func (s *Store) Texts(ctx context.Context) (*Texts, error) {
	if h, ok := s.hot.(*sqlite); ok {
		return openTextFile(ctx, h)
	}
	return &Texts{db: s.DB, textsDialect: postgresTexts{}}, nil
}

// Close ends all work.
func (t *Texts) Close() error {
	if t.owned {
		return t.db.Close()
	}
	return nil
}

// Scrub empties the log of a file of its own, which still has the tokens of what was erased. It fails as long as somebody reads what stood
// there before.
func (t *Texts) Scrub(ctx context.Context) error {
	if !t.owned {
		return nil
	}
	var busy, pages, moved int
	err := t.db.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved)
	if err == nil && busy != 0 {
		return errors.New("store: somebody reads the full-text index for so long that its log cannot be emptied")
	}
	return err
}

// idBits are the low bits of a document's id: they tell messages of one millisecond apart, so that ids go by time.
const idBits = 21

// firstID is the least id of a time.
func firstID(at int64) int64 { return max(at, 0) << idBits }

func docID(d TextDoc) int64 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(d.Session + "/" + strconv.FormatInt(d.Seq, 10)))
	return firstID(d.At) | int64(h.Sum32()&(1<<idBits-1))
}

// Put writes documents and how far their sessions have been read, in one transaction. It fails with ErrOutrun, and writes nothing, where
// a session is not read up to From any more: what was read of it may have been changed or erased since.
func (t *Texts) Put(ctx context.Context, docs []TextDoc, seen []TextSeen) error {
	tx, err := t.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	if err := t.begin(ctx, tx); err != nil {
		return err
	}
	for _, s := range seen {
		const put = "INSERT INTO text_seen (session, version) VALUES ($1, $2) ON CONFLICT (session) DO UPDATE SET version = excluded.version WHERE text_seen.version = $3"
		if written, err := hasWritten(tx.ExecContext(ctx, put, s.Session, s.Version, s.From)); err != nil {
			return err
		} else if !written {
			return ErrOutrun
		}
	}
	for _, d := range docs {
		if err := t.putDoc(ctx, tx, d); err != nil {
			return fmt.Errorf("index message %d of %s: %w", d.Seq, d.Session, err)
		}
	}
	return tx.Commit()
}

func (t *Texts) putDoc(ctx context.Context, tx *sql.Tx, d TextDoc) error {
	var old int64
	err := tx.QueryRowContext(ctx, "SELECT id FROM text_doc WHERE session = $1 AND seq = $2", d.Session, d.Seq).Scan(&old)
	switch {
	case err == sql.ErrNoRows:
	case err != nil:
		return err
	default:
		if err := t.drop(ctx, tx, old); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM text_doc WHERE id = $1", old); err != nil {
			return err
		}
	}
	if len(d.Tokens) == 0 {
		return nil
	}
	for id := docID(d); ; id++ { // another message of this millisecond may have the first one
		if written, err := t.insert(ctx, tx, id, d); written || err != nil {
			return err
		}
	}
}

// hasWritten says whether a statement that leaves out what is there has written.
func hasWritten(r sql.Result, err error) (bool, error) {
	if err != nil {
		return false, err
	}
	n, err := r.RowsAffected()
	return n > 0, err
}

// Seen gives how far a session has been read; 0 when not at all.
func (t *Texts) Seen(ctx context.Context, session string) (int64, error) {
	var v int64
	err := t.db.QueryRowContext(ctx, "SELECT version FROM text_seen WHERE session = $1", session).Scan(&v)
	if err == sql.ErrNoRows {
		return 0, nil
	}
	return v, err
}

// SeenAfter gives how far sessions have been read, those behind an id, in the order of the ids.
func (t *Texts) SeenAfter(ctx context.Context, after, last string) (map[string]int64, error) {
	rows, err := t.db.QueryContext(ctx, "SELECT session, version FROM text_seen WHERE session > $1 AND session <= $2", after, last)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	out := map[string]int64{}
	for rows.Next() {
		var id string
		var v int64
		if err := rows.Scan(&id, &v); err != nil {
			return nil, err
		}
		out[id] = v
	}
	return out, rows.Err()
}

// Match finds messages, newest first.
func (t *Texts) Match(ctx context.Context, m TextMatch) ([]TextPlace, error) {
	query, expression := t.match(m.All)
	until := int64(1) << 62
	if m.Until > 0 {
		until = firstID(m.Until)
	}
	if m.Below > 0 {
		until = min(until, m.Below)
	}
	rows, err := t.db.QueryContext(ctx, query, expression, firstID(m.From), until, m.Limit)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var out []TextPlace
	for rows.Next() {
		var p TextPlace
		if err := rows.Scan(&p.ID, &p.Session, &p.Seq); err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, rows.Err()
}

// Count is how many messages are in the index.
func (t *Texts) Count(ctx context.Context) (n int64, err error) {
	err = t.db.QueryRowContext(ctx, "SELECT count(*) FROM text_doc").Scan(&n)
	return n, err
}

// joinTokens writes phrases with the dialect's signs: tokens hold letters and digits alone, so nothing is to be escaped.
func joinTokens(all []TextPhrase, and string, phrase func(TextPhrase) string) string {
	out := make([]string, len(all))
	for i, p := range all {
		out[i] = phrase(p)
	}
	return strings.Join(out, and)
}
