package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	_ "modernc.org/sqlite" // registers the driver "sqlite"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// sqlite is the message path on SQLite: one writer connection that takes raw rows first, then parts.
type sqlite struct {
	write1 *sql.DB // the one writing connection
	conn   *sql.Conn
	read   *sql.DB
	folds  *sql.DB // moves the log into the file
	stmts  *sqliteStatements
	jobs   chan *writeJob
	raws   chan *writeJob
	stop   chan struct{}
	done   chan struct{}
	folded chan struct{}
	fail   func(string) error
	lock   *os.File       // held while serving; nil for a command
	fences map[Fence]bool // leases looked up in the running transaction; the writer's own
}

// leastSQLite is the first release without the WAL-reset corruption of 3.7.0–3.51.2.
var leastSQLite = [3]int{3, 51, 3}

func openSQLite(ctx context.Context, path string, o Options) (*Store, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, desk.Because(desk.Invalid, "data_dir", "the data folder cannot be made: choose another data_dir or give this user the right to write there", err)
	}
	var lock *os.File
	if o.Serve {
		var err error
		if lock, err = lockFile(path); err != nil {
			return nil, err
		}
	}
	w, err := sql.Open("sqlite", sqliteDSN(path, "immediate", writerCache))
	if err != nil {
		return nil, err
	}
	w.SetMaxOpenConns(1)
	if err := checkSQLite(ctx, w); err != nil {
		_ = w.Close()
		return nil, err
	}
	if err := migrate(ctx, w, "sqlite"); err != nil {
		_ = w.Close()
		return nil, err
	}
	st, err := startSQLite(ctx, path, w, o)
	if err == nil {
		st.hot.(*sqlite).lock = lock
	}
	return st, err
}

func startSQLite(ctx context.Context, path string, w *sql.DB, o Options) (*Store, error) {
	conn, err := w.Conn(ctx)
	if err != nil {
		_ = w.Close()
		return nil, err
	}
	r, err := sql.Open("sqlite", sqliteDSN(path, "deferred", readerCache)+"&_pragma=query_only(1)")
	if err != nil {
		_ = w.Close()
		return nil, err
	}
	r.SetMaxOpenConns(4)
	r.SetMaxIdleConns(4)
	w2, err := sql.Open("sqlite", sqliteDSN(path, "deferred", readerCache))
	if err != nil {
		_ = w.Close()
		_ = r.Close()
		return nil, err
	}
	w2.SetMaxOpenConns(1)
	s := &sqlite{write1: w, folds: w2, conn: conn, read: r, fail: o.Fail, jobs: make(chan *writeJob, 256), raws: make(chan *writeJob, 4),
		stop: make(chan struct{}), done: make(chan struct{}), folded: make(chan struct{})}
	// Everything is prepared now: preparing while a transaction is open would wait for the one connection for ever.
	if s.stmts, err = prepareSQLite(ctx, conn); err != nil {
		_ = w.Close()
		_ = r.Close()
		return nil, err
	}
	go s.run()
	go s.checkpoints(w2)
	return &Store{Queries: dbq.New(&prepared{DB: r, all: map[string]*sql.Stmt{}}), DB: r, hot: s, dialect: "sqlite"}, nil
}

// Page caches in KiB: the writer goes through every index with each commit, a reader looks up a few rows. Each connection
// has its own.
const (
	writerCache = 32 << 10
	readerCache = 4 << 10
)

// sqliteDSN: WAL with a full fsync per commit; what is deleted is overwritten, so that what was erased is in no free page; no memory mapping, because a file that shrinks under it kills the process.
func sqliteDSN(path, lock string, cache int) string {
	q := url.Values{}
	for _, p := range []string{"journal_mode(WAL)", "synchronous(FULL)", "busy_timeout(5000)", "foreign_keys(1)", "secure_delete(1)",
		"cache_size(-" + strconv.Itoa(cache) + ")", "wal_autocheckpoint(50000)", "temp_store(MEMORY)"} {
		q.Add("_pragma", p)
	}
	q.Set("_txlock", lock)
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

// checkSQLite refuses a library or settings under which acknowledged messages could be lost.
func checkSQLite(ctx context.Context, db *sql.DB) error {
	var version, mode string
	var sync int
	if err := db.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&version); err != nil {
		return desk.Because(desk.Invalid, "data_dir", "the database file cannot be opened: check the folder's rights and free space", err)
	}
	if !atLeast(version, leastSQLite) {
		return desk.Fail(desk.Invalid, "weak_storage", "SQLite "+version+" can corrupt its log: 3.51.3 or newer is needed")
	}
	if err := db.QueryRowContext(ctx, "PRAGMA journal_mode").Scan(&mode); err != nil {
		return fmt.Errorf("read journal_mode: %w", err)
	}
	if err := db.QueryRowContext(ctx, "PRAGMA synchronous").Scan(&sync); err != nil {
		return fmt.Errorf("read synchronous: %w", err)
	}
	if mode != "wal" || sync < 2 {
		return desk.Fail(desk.Invalid, "weak_storage", "the database file's folder does not allow a write-ahead log with full sync: use a local disk")
	}
	return nil
}

func atLeast(version string, least [3]int) bool {
	parts := strings.SplitN(version, ".", 3)
	for i := range least {
		n := 0
		if i < len(parts) {
			n, _ = strconv.Atoi(parts[i])
		}
		if n != least[i] {
			return n > least[i]
		}
	}
	return true
}

// writeJob is one thing for the writer; exactly one of raws, part, outs, do, raw and fold is set.
type writeJob struct {
	ctx  context.Context
	raws []desk.Raw
	ids  []int64
	part *Part
	do   func(*dbq.Queries) error
	raw  func(*sql.Conn) error
	outs []Out
	fns  []Fence
	got  []bool
	fold bool
	bare bool // with fold: the log is emptied, whoever has to wait for it
	done chan error
}

func (s *sqlite) submit(ch chan<- *writeJob, j *writeJob) error {
	j.done = make(chan error, 1)
	select {
	case ch <- j:
	case <-s.stop:
		return errClosed
	case <-j.ctx.Done():
		return j.ctx.Err()
	}
	// Once taken, the job is not given up: only the writer knows whether it was committed.
	select {
	case err := <-j.done:
		return err
	case <-s.done: // the writer has ended; it left the job in the channel, or has just answered
		select {
		case err := <-j.done:
			return err
		default:
			return errClosed
		}
	}
}

func (s *sqlite) acceptBatch(ctx context.Context, rows []desk.Raw) ([]int64, error) {
	if err := s.fail("accept"); err != nil {
		return nil, err
	}
	j := &writeJob{ctx: ctx, raws: rows}
	err := s.submit(s.raws, j)
	return j.ids, err
}

func (s *sqlite) commit(ctx context.Context, p *Part) error {
	if err := s.fail("commit"); err != nil {
		return err
	}
	return s.submit(s.jobs, &writeJob{ctx: ctx, part: p})
}

func (s *sqlite) claim(ctx context.Context, outs []Out, f []Fence) ([]bool, error) {
	if err := s.fail("claim"); err != nil {
		return nil, err
	}
	j := &writeJob{ctx: ctx, outs: outs, fns: f}
	err := s.submit(s.jobs, j)
	return j.got, err
}

func (s *sqlite) write(ctx context.Context, do func(*dbq.Queries) error) error {
	if err := s.fail("write"); err != nil {
		return err
	}
	return s.submit(s.jobs, &writeJob{ctx: ctx, do: do})
}

func (s *sqlite) exec(ctx context.Context, query string, args ...any) error {
	return s.submit(s.jobs, &writeJob{ctx: ctx, raw: func(c *sql.Conn) error {
		_, err := c.ExecContext(ctx, query, args...)
		return err
	}})
}

func (s *sqlite) close() error {
	close(s.stop)
	<-s.done
	<-s.folded
	err := errors.Join(s.folds.Close(), s.conn.Close(), s.write1.Close())
	if s.lock != nil {
		err = errors.Join(err, s.lock.Close())
	}
	return err
}
