package store

import (
	"context"
	"database/sql"
	"sync"

	"firstline/internal/store/dbq"
)

// prepared gives the generated queries statements that are compiled once for each connection. SQLite's driver would
// compile them anew for every call, which costs more than looking up a row.
type prepared struct {
	*sql.DB
	mu  sync.RWMutex
	all map[string]*sql.Stmt
}

var _ dbq.DBTX = (*prepared)(nil)

// stmt gives the statement of a query; nil when it cannot be compiled: asking the database directly says why.
func (p *prepared) stmt(ctx context.Context, query string) *sql.Stmt {
	p.mu.RLock()
	st := p.all[query]
	p.mu.RUnlock()
	if st != nil {
		return st
	}
	st, err := p.PrepareContext(ctx, query)
	if err != nil {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if other := p.all[query]; other != nil {
		_ = st.Close()
		return other
	}
	p.all[query] = st
	return st
}

// QueryContext implements dbq.DBTX.
func (p *prepared) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if st := p.stmt(ctx, query); st != nil {
		return st.QueryContext(ctx, args...)
	}
	return p.DB.QueryContext(ctx, query, args...)
}

// QueryRowContext implements dbq.DBTX.
func (p *prepared) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if st := p.stmt(ctx, query); st != nil {
		return st.QueryRowContext(ctx, args...)
	}
	return p.DB.QueryRowContext(ctx, query, args...)
}
