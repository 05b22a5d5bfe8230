package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// postgres is the message path on PostgreSQL: one connection accepts, a few commit parts, each part a transaction of
// one statement.
type postgres struct {
	accepts *pgxpool.Pool // 1 connection
	commits *pgxpool.Pool
	group   *group
	latest  *latests
	db      *sql.DB
	fail    func(string) error
	timeout time.Duration
}

// acceptTimeout bounds one accepting commit, so that a dead database turns into 503 and not into a hanging network.
const acceptTimeout = 5 * time.Second

func openPostgres(ctx context.Context, dsn string, o Options) (*Store, error) {
	cfg, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		return nil, desk.Because(desk.Invalid, "database", "the database address cannot be read", err)
	}
	// Durable whatever the server's default is; a part that hangs is cut off before a new owner begins.
	cfg.ConnConfig.RuntimeParams["synchronous_commit"] = "on"
	cfg.ConnConfig.RuntimeParams["application_name"] = "firstline"
	cfg.ConnConfig.ConnectTimeout = 3 * time.Second
	db := stdlib.OpenDB(*cfg.ConnConfig)
	db.SetMaxOpenConns(8)
	db.SetMaxIdleConns(8)
	p := &postgres{db: db, fail: o.Fail, timeout: o.StatementTimeout}
	if err := p.prepare(ctx, db); err != nil {
		_ = db.Close()
		return nil, err
	}
	if p.accepts, err = p.pool(ctx, cfg, 1, acceptTimeout); err != nil {
		_ = db.Close()
		return nil, err
	}
	if p.commits, err = p.pool(ctx, cfg, o.Commits, o.StatementTimeout); err != nil {
		p.accepts.Close()
		_ = db.Close()
		return nil, err
	}
	p.group, p.latest = newGroup(p), &latests{p: p}
	return &Store{Queries: dbq.New(db), DB: db, hot: p, dialect: "postgres"}, nil
}

// prepare checks that the server keeps what it says, then brings the schema up to date.
func (p *postgres) prepare(ctx context.Context, db *sql.DB) error {
	if err := db.PingContext(ctx); err != nil {
		return desk.Because(desk.Unavailable, "database_away", "the database cannot be reached: check that it runs, its address, user and password", err)
	}
	for _, name := range []string{"fsync", "full_page_writes", "synchronous_commit"} {
		var v string
		if err := db.QueryRowContext(ctx, "SELECT current_setting('"+name+"')").Scan(&v); err != nil {
			return fmt.Errorf("read the setting %s: %w", name, err)
		}
		if v == "off" {
			return desk.Fail(desk.Invalid, "weak_storage", "the database has "+name+" = off, so that acknowledged messages could be lost: switch it on")
		}
	}
	return migrate(ctx, db, "postgres")
}

func (p *postgres) pool(ctx context.Context, cfg *pgxpool.Config, conns int, timeout time.Duration) (*pgxpool.Pool, error) {
	c := cfg.Copy()
	c.MaxConns, c.MinConns = int32(conns), int32(conns)
	c.ConnConfig.RuntimeParams["statement_timeout"] = strconv.FormatInt(timeout.Milliseconds(), 10)
	// Every statement of the message path goes by keys. The planner must not think otherwise because a queue table was
	// empty when it looked, and must not plan or compile anew for what it has seen before.
	for _, name := range []string{"enable_seqscan", "enable_hashjoin", "enable_mergejoin", "jit"} {
		c.ConnConfig.RuntimeParams[name] = "off"
	}
	c.ConnConfig.RuntimeParams["plan_cache_mode"] = "force_generic_plan"
	c.ConnConfig.DefaultQueryExecMode = pgx.QueryExecModeCacheStatement
	return pgxpool.NewWithConfig(ctx, c)
}

const acceptSQL = `WITH r AS (
  INSERT INTO inbound (channel, event_id, conv_key, ord, part, received_at, body)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bytea[])
  ON CONFLICT DO NOTHING RETURNING id, part, channel, event_id
), p AS (INSERT INTO pending (part, id) SELECT part, id FROM r)
SELECT id, channel, event_id FROM r`

func (p *postgres) acceptBatch(ctx context.Context, rows []desk.Raw) ([]int64, error) {
	if err := p.fail("accept"); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, acceptTimeout)
	defer cancel()
	res, err := p.accepts.Query(ctx, acceptSQL, rawColumns(rows)...)
	if err != nil {
		return nil, err
	}
	found := make(map[[2]string]int64, len(rows))
	for res.Next() {
		var id int64
		var key [2]string
		if err := res.Scan(&id, &key[0], &key[1]); err != nil {
			res.Close()
			return nil, err
		}
		found[key] = id
	}
	if err := res.Err(); err != nil {
		return nil, err
	}
	return idsOf(rows, found), nil
}

// idsOf gives each row its id; the second of two equal rows in one batch is a duplicate like any other.
func idsOf(rows []desk.Raw, found map[[2]string]int64) []int64 {
	ids := make([]int64, len(rows))
	for i, r := range rows {
		key := [2]string{string(r.Channel), r.EventID}
		ids[i] = found[key]
		delete(found, key)
	}
	return ids
}

func rawColumns(rows []desk.Raw) []any {
	n := len(rows)
	ch, ev, key := make([]string, n), make([]string, n), make([]string, n)
	ord, part, at, body := make([]int64, n), make([]int64, n), make([]int64, n), make([][]byte, n)
	for i, r := range rows {
		ch[i], ev[i], key[i] = string(r.Channel), r.EventID, r.Key
		ord[i], part[i], at[i], body[i] = r.Order, int64(r.Address().Partition()), int64(r.Received), r.Body
	}
	return []any{ch, ev, key, ord, part, at, body}
}

const pendingSQL = `SELECT i.id, i.channel, i.event_id, i.conv_key, i.ord, i.received_at, i.body
FROM pending p JOIN inbound i ON i.id = p.id WHERE p.part = ANY($1) ORDER BY p.id LIMIT $2`

func (p *postgres) pending(ctx context.Context, parts []int, limit int) ([]Raw, error) {
	owned := make([]int64, len(parts))
	for i, x := range parts {
		owned[i] = int64(x)
	}
	rows, err := p.commits.Query(ctx, pendingSQL, owned, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Raw
	for rows.Next() {
		var r Raw
		if err := rows.Scan(&r.ID, &r.Channel, &r.EventID, &r.Key, &r.Order, &r.Received, &r.Body); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, rows.Err()
}

func claimSQL() string {
	return "UPDATE outbox o SET state = 'sending', attempt = o.attempt + 1 WHERE o." + byKey("outbox",
		"unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[]) AS x(session, seq, lease, fence)",
		"p.session = x.session AND p.seq = x.seq AND "+standing) + " AND o.state IN ('queued', 'retry') AND " + first("o") + " RETURNING o.session, o.seq"
}

func (p *postgres) claim(ctx context.Context, outs []Out, fences []Fence) ([]bool, error) {
	if err := p.fail("claim"); err != nil {
		return nil, err
	}
	n := len(outs)
	sess, seq, name, token := make([]string, n), make([]int64, n), make([]string, n), make([]int64, n)
	at := make(map[string]int, n)
	for i, o := range outs {
		sess[i], seq[i], name[i], token[i] = string(o.Session), o.Seq, fences[i].Name, fences[i].Token
		at[sess[i]+"/"+strconv.FormatInt(o.Seq, 10)] = i
	}
	rows, err := p.commits.Query(ctx, claimSQL(), sess, seq, name, token)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	got := make([]bool, n)
	for rows.Next() {
		var s string
		var q int64
		if err := rows.Scan(&s, &q); err != nil {
			return nil, err
		}
		got[at[s+"/"+strconv.FormatInt(q, 10)]] = true
	}
	return got, rows.Err()
}

func (p *postgres) write(ctx context.Context, do func(*dbq.Queries) error) error {
	return p.inTx(ctx, func(tx *sql.Tx) error { return do(dbq.New(tx)) })
}

// writeAlone takes an advisory lock of the name first: each statement behind it sees all that was committed under the lock before.
func (p *postgres) writeAlone(ctx context.Context, name string, do func(*dbq.Queries) error) error {
	return p.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", name); err != nil {
			return err
		}
		return do(dbq.New(tx))
	})
}

func (p *postgres) inTx(ctx context.Context, do func(*sql.Tx) error) error {
	if err := p.fail("write"); err != nil {
		return err
	}
	tx, err := p.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}

func (p *postgres) exec(ctx context.Context, query string, args ...any) error {
	_, err := p.db.ExecContext(ctx, query, args...)
	return err
}

func (p *postgres) close() error {
	p.group.close()
	p.accepts.Close()
	p.commits.Close()
	return nil
}
