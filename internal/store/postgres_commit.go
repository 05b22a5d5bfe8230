package store

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// commit lands a part, together with others that wait at the same time if it may share a transaction.
func (p *postgres) commit(ctx context.Context, part *Part) error {
	if err := p.fail("commit"); err != nil {
		return err
	}
	if p.group.takes(part) {
		return p.group.commit(ctx, part)
	}
	return p.commitOne(ctx, part)
}

// commitOne lands a part as one statement and thereby one transaction: a compare-and-set that is lost writes nothing.
func (p *postgres) commitOne(ctx context.Context, part *Part) error {
	b := newStatement(part)
	tag, err := p.commits.Exec(ctx, b.sql(), b.args...)
	if err != nil {
		return refusal(err)
	}
	if tag.RowsAffected() == 1 {
		return nil
	}
	return p.why(ctx, part)
}

// refusal names the errors that a caller acts on.
func refusal(err error) error {
	var pe *pgconn.PgError
	if errors.As(err, &pe) && pe.Code == "23505" {
		return errors.Join(ErrExists, err)
	}
	return err
}

// why finds out, after the fact, which guard said no. It may be wrong when things moved meanwhile; every answer makes
// the caller look again.
func (p *postgres) why(ctx context.Context, part *Part) error {
	if f := part.Fence; f != nil {
		var n int
		err := p.commits.QueryRow(ctx, "SELECT count(*) FROM lease WHERE name = $1 AND fence = $2", f.Name, f.Token).Scan(&n)
		if err != nil {
			return err
		}
		if n == 0 {
			return ErrFenced
		}
	}
	if part.Was == 0 || part.Occupy == nil {
		return ErrStale
	}
	var v int64
	err := p.commits.QueryRow(ctx, "SELECT version FROM session WHERE id = $1", string(part.Session.ID)).Scan(&v)
	switch {
	case err != nil:
		return err
	case v != part.Was:
		return ErrStale
	}
	return ErrNoPlace
}

// statement builds the one statement of a part. Its text depends only on which tables the part touches, so that the
// server prepares a few dozen shapes at most.
type statement struct {
	ctes []string
	args []any
}

func newStatement(p *Part) *statement {
	b := &statement{}
	b.session(p)
	b.release(p)
	b.events(p)
	b.messages(p)
	b.mentions(p)
	b.changed(p)
	b.files(p)
	b.outbox(p)
	b.finished(p)
	return b
}

// sql ends in an insert-free select whose row count is 1 exactly if the session row was written.
func (b *statement) sql() string {
	return "WITH " + strings.Join(b.ctes, ",\n") + "\nSELECT 1 FROM s"
}

// arg adds a parameter and gives its name.
func (b *statement) arg(v any, cast string) string {
	b.args = append(b.args, v)
	return "$" + strconv.Itoa(len(b.args)) + "::" + cast
}

// value is arg for a value whose type says the column's: text for a string, else bigint.
func (b *statement) value(v any) string {
	if _, text := v.(string); text {
		return b.arg(v, "text")
	}
	return b.arg(v, "bigint")
}

func (b *statement) cte(name, body string) { b.ctes = append(b.ctes, name+" AS ("+body+")") }

// fence is the condition that the lease still stands; empty for commands.
func (b *statement) fence(p *Part) string {
	if p.Fence == nil {
		return ""
	}
	return " AND EXISTS (SELECT 1 FROM lease WHERE name = " + b.arg(p.Fence.Name, "text") + " AND fence = " + b.arg(p.Fence.Token, "bigint") + ")"
}

func (b *statement) session(p *Part) {
	s := &p.Session
	if p.Was == 0 {
		cols := b.sessionColumns(s)
		b.cte("s", "INSERT INTO session ("+sessionInsert+") SELECT "+cols+" WHERE true"+b.fence(p)+" ON CONFLICT DO NOTHING RETURNING id")
		return
	}
	id, was := b.arg(string(s.ID), "text"), b.arg(p.Was, "bigint")
	guard := b.fence(p)
	if p.Occupy != nil {
		// The session row is locked and checked first, so that a place is never taken for a commit that loses.
		b.cte("g", "SELECT id FROM session WHERE id = "+id+" AND version = "+was+guard+" FOR UPDATE")
		o := p.Occupy
		force := int64(0)
		if o.Force {
			force = 1
		}
		epoch := b.arg(o.Epoch, "bigint")
		b.cte("o", "UPDATE agent SET load = load + 1, last_given = "+b.arg(int64(o.At), "bigint")+
			" WHERE id = "+b.arg(string(o.Agent), "text")+" AND disabled = 0 AND (load < capacity OR "+b.arg(force, "bigint")+" = 1) AND ("+
			epoch+" = 0 OR epoch = "+epoch+") AND EXISTS (SELECT 1 FROM g) RETURNING id")
		guard = " AND EXISTS (SELECT 1 FROM o)"
	}
	set := ""
	if p.SameKeys {
		set = b.touch(s)
	} else {
		set = "(" + sessionUpdate + ") = (" + b.sessionUpdates(s) + ")"
	}
	b.cte("s", "UPDATE session SET "+set+" WHERE id = "+id+" AND version = "+was+guard+" RETURNING id")
}

// touch sets only what changes with every event.
func (b *statement) touch(s *Session) string {
	return "version = " + b.arg(s.Version, "bigint") + ", title = " + b.arg(s.Title, "text") + ", preview_role = " + b.arg(string(s.PreviewRole), "text") +
		", preview_text = " + b.arg(s.PreviewText, "text") + ", preview_at = " + b.arg(int64(s.PreviewAt), "bigint") +
		", state = " + b.arg(string(s.State), "text") + ", head = " + b.arg(s.Head, "bytea")
}

const (
	sessionUpdate = "version, phase, grp, holder, owner, title, queued_at, closed_at, next_due, urgency, asks, preview_role, preview_text, preview_at, state, head"
	sessionInsert = "id, channel, conv_key, ordinal, part, opened_at, " + sessionUpdate
)

func (b *statement) sessionColumns(s *Session) string {
	return strings.Join([]string{b.arg(string(s.ID), "text"), b.arg(string(s.Address.Channel), "text"), b.arg(s.Address.Key, "text"),
		b.arg(s.Ordinal, "bigint"), b.arg(int64(s.Part), "bigint"), b.arg(int64(s.OpenedAt), "bigint")}, ", ") + ", " + b.sessionUpdates(s)
}

func (b *statement) sessionUpdates(s *Session) string {
	return strings.Join([]string{b.arg(s.Version, "bigint"), b.arg(s.Phase, "text"), b.arg(string(s.Group), "text"),
		b.arg(string(s.Holder), "text"), b.arg(string(s.Owner), "text"), b.arg(s.Title, "text"), b.arg(int64(s.QueuedAt), "bigint"),
		b.arg(int64(s.ClosedAt), "bigint"), b.arg(int64(s.NextDue), "bigint"), b.arg(s.Urgency, "bigint"), b.arg(int64(s.Asks), "bigint"), b.arg(string(s.PreviewRole), "text"),
		b.arg(s.PreviewText, "text"), b.arg(int64(s.PreviewAt), "bigint"), b.arg(string(s.State), "text"), b.arg(s.Head, "bytea")}, ", ")
}

func (b *statement) release(p *Part) {
	if p.Release != "" {
		b.cte("f", "UPDATE agent SET load = load - 1 WHERE id = "+b.arg(string(p.Release), "text")+" AND load > 0 AND EXISTS (SELECT 1 FROM s)")
	}
}
