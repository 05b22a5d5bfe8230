package store

import (
	"context"
	"database/sql"
	"errors"
)

// commitPart writes one part inside the batch's transaction. Guards are asked before anything else is written, so that
// a refusal needs no savepoint; an error undoes the batch.
func (s *sqlite) commitPart(ctx context.Context, p *Part) (verdict, err error) {
	if verdict, err = s.guards(ctx, p); verdict != nil || err != nil {
		return verdict, err
	}
	if verdict, err = s.session(ctx, p); verdict != nil || err != nil {
		return verdict, err
	}
	if err := s.rows(ctx, p); err != nil {
		if isUnique(err) {
			return nil, errors.Join(ErrExists, err)
		}
		return nil, err
	}
	return nil, nil
}

func (s *sqlite) guards(ctx context.Context, p *Part) (verdict, err error) {
	if p.Fence != nil {
		if ok, err := s.stands(ctx, *p.Fence); err != nil {
			return nil, err
		} else if !ok {
			return ErrFenced, nil
		}
	}
	if p.Occupy != nil && p.Was > 0 { // a place must not be taken for a commit that then loses
		var v int64
		err := s.stmts.version.QueryRowContext(ctx, string(p.Session.ID)).Scan(&v)
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
		res, err := s.stmts.occupy.ExecContext(ctx, int64(o.At), string(o.Agent), force, o.Epoch)
		if err != nil {
			return nil, err
		}
		if n, _ := res.RowsAffected(); n == 0 {
			return ErrNoPlace, nil
		}
	}
	return nil, nil
}

// stands says whether a lease still has the token. Inside one transaction the answer cannot change.
func (s *sqlite) stands(ctx context.Context, f Fence) (bool, error) {
	if ok, known := s.fences[f]; known {
		return ok, nil
	}
	var one int
	err := s.stmts.fence.QueryRowContext(ctx, f.Name, f.Token).Scan(&one)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return false, err
	}
	s.fences[f] = err == nil
	return err == nil, nil
}

func (s *sqlite) session(ctx context.Context, p *Part) (verdict, err error) {
	r := &p.Session
	var res sql.Result
	switch {
	case p.Was > 0 && p.SameKeys:
		res, err = s.stmts.touch.ExecContext(ctx, r.Version, r.Title, string(r.PreviewRole), r.PreviewText, int64(r.PreviewAt), string(r.State), r.Head, string(r.ID), p.Was)
	case p.Was > 0:
		res, err = s.stmts.update.ExecContext(ctx, append(common(r), string(r.ID), p.Was)...)
	default:
		res, err = s.stmts.insert.ExecContext(ctx, append([]any{string(r.ID), string(r.Address.Channel), r.Address.Key, r.Ordinal, r.Part, int64(r.OpenedAt)}, common(r)...)...)
	}
	if err != nil {
		return nil, err
	}
	if n, _ := res.RowsAffected(); n == 0 {
		return ErrStale, nil
	}
	return nil, nil
}

// common are the columns that every full write sets, in the order of sessionUpdate.
func common(r *Session) []any {
	return []any{r.Version, r.Phase, string(r.Group), string(r.Holder), string(r.Owner), r.Title, int64(r.QueuedAt), int64(r.ClosedAt),
		int64(r.NextDue), r.Urgency, r.Asks, string(r.PreviewRole), r.PreviewText, int64(r.PreviewAt), string(r.State), r.Head}
}

func (s *sqlite) rows(ctx context.Context, p *Part) error {
	id := string(p.Session.ID)
	do := func(st *sql.Stmt, args ...any) error {
		_, err := st.ExecContext(ctx, args...)
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
			m.Text, m.Salt, m.Script, m.ClientID, m.External, m.ReplyRef, string(m.Delivery), m.Reason, m.Receipt, m.Quotes); err != nil {
			return err
		}
	}
	for _, m := range p.mentions() {
		if err := do(s.stmts.mention, id, m.seq, m.agent, m.who, m.at); err != nil {
			return err
		}
	}
	for i := range p.Files {
		if err := do(s.stmts.file, append([]any{id}, p.Files[i].row()...)...); err != nil {
			return err
		}
	}
	for i := range p.Filed {
		f := &p.Filed[i]
		if err := do(s.stmts.filed, append(f.settled(), id, f.Seq, f.N)...); err != nil {
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
