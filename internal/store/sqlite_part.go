package store

import (
	"context"
	"database/sql"
	"errors"
)

// commitPart writes one part inside the batch's transaction. Guards are asked before anything is written, so that a
// refusal needs no savepoint; an error undoes the batch.
func (s *sqlite) commitPart(ctx context.Context, tx *sql.Tx, p *Part) (verdict, err error) {
	if verdict, err = s.guards(ctx, tx, p); verdict != nil || err != nil {
		return verdict, err
	}
	if verdict, err = s.session(ctx, tx, p); verdict != nil || err != nil {
		return verdict, err
	}
	if err := s.rows(ctx, tx, p); err != nil {
		if isUnique(err) {
			return nil, errors.Join(ErrExists, err)
		}
		return nil, err
	}
	return nil, nil
}

func (s *sqlite) guards(ctx context.Context, tx *sql.Tx, p *Part) (verdict, err error) {
	if f := p.Fence; f != nil {
		var one int
		err := tx.StmtContext(ctx, s.stmts.fence).QueryRowContext(ctx, f.Name, f.Token).Scan(&one)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrFenced, nil
		} else if err != nil {
			return nil, err
		}
	}
	if p.Was > 0 {
		var v int64
		err := tx.StmtContext(ctx, s.stmts.version).QueryRowContext(ctx, string(p.Session.ID)).Scan(&v)
		if errors.Is(err, sql.ErrNoRows) || (err == nil && v != p.Was) {
			return ErrStale, nil
		} else if err != nil {
			return nil, err
		}
	}
	if o := p.Occupy; o != nil {
		force := 0
		if o.Force {
			force = 1
		}
		res, err := tx.StmtContext(ctx, s.stmts.occupy).ExecContext(ctx, int64(o.At), string(o.Agent), force, o.Epoch)
		if err != nil {
			return nil, err
		}
		if n, _ := res.RowsAffected(); n == 0 {
			return ErrNoPlace, nil
		}
	}
	return nil, nil
}

func (s *sqlite) session(ctx context.Context, tx *sql.Tx, p *Part) (verdict, err error) {
	r := &p.Session
	common := []any{r.Version, r.Phase, string(r.Group), string(r.Holder), string(r.Owner), r.Title, int64(r.QueuedAt), int64(r.ClosedAt),
		int64(r.NextDue), r.Urgency, string(r.PreviewRole), r.PreviewText, int64(r.PreviewAt), string(r.State), r.Head}
	if p.Was > 0 {
		_, err = tx.StmtContext(ctx, s.stmts.update).ExecContext(ctx, append(common, string(r.ID))...)
		return nil, err
	}
	args := append([]any{string(r.ID), string(r.Address.Channel), r.Address.Key, r.Ordinal, r.Part, int64(r.OpenedAt)}, common...)
	res, err := tx.StmtContext(ctx, s.stmts.insert).ExecContext(ctx, args...)
	if err != nil {
		return nil, err
	}
	if n, _ := res.RowsAffected(); n == 0 {
		return ErrStale, nil
	}
	return nil, nil
}

func (s *sqlite) rows(ctx context.Context, tx *sql.Tx, p *Part) error {
	id := string(p.Session.ID)
	do := func(st *sql.Stmt, args ...any) error {
		_, err := tx.StmtContext(ctx, st).ExecContext(ctx, args...)
		return err
	}
	if p.Release != "" {
		if err := do(s.stmts.release, string(p.Release)); err != nil {
			return err
		}
	}
	for _, e := range p.Events {
		if err := do(s.stmts.event, id, e.Version, int64(e.At), e.Kind, e.Who, string(e.Body), e.Hash); err != nil {
			return err
		}
	}
	for i := range p.Messages {
		m := &p.Messages[i]
		if err := do(s.stmts.message, id, m.Seq, m.Version, int64(m.At), int64(m.SentAt), string(m.Role), m.Author, m.Purpose, string(m.Kind),
			m.Text, m.Salt, m.Script, m.ClientID, m.External, m.ReplyRef, string(m.Delivery), m.Reason, m.Receipt); err != nil {
			return err
		}
	}
	return s.trailing(p, id, do)
}

// trailing writes what follows from the messages: delivery states, the outbox, what is finished.
func (s *sqlite) trailing(p *Part, id string, do func(*sql.Stmt, ...any) error) error {
	for _, c := range p.Changed {
		if err := do(s.stmts.changed, c.Version, string(c.Delivery), c.Reason, c.Receipt, id, c.Seq); err != nil {
			return err
		}
	}
	a := p.Session.Address
	for _, o := range p.Outbox {
		if err := do(s.stmts.outbox, id, o.Seq, p.Session.Part, string(a.Channel), a.Key, string(o.State), int64(o.DueAt)); err != nil {
			return err
		}
	}
	for _, seq := range p.Done {
		if err := do(s.stmts.outboxDone, id, seq); err != nil {
			return err
		}
	}
	for _, raw := range p.Inbound {
		if err := do(s.stmts.carried, p.Session.Part, raw); err != nil {
			return err
		}
	}
	return nil
}
