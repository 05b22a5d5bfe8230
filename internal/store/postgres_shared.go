package store

import "strings"

// shared builds the one statement of many parts: each table gets its rows of all of them at once, and only those of
// parts whose session row was written. Its text depends only on which tables are touched, so that the server prepares a
// few dozen shapes at most.
type shared struct {
	statement
	won []string // the CTEs that write session rows
}

func newShared(parts []*Part) *shared {
	b := &shared{}
	b.touched(where(parts, func(p *Part) bool { return p.Was > 0 && p.SameKeys }))
	b.updated(where(parts, func(p *Part) bool { return p.Was > 0 && !p.SameKeys }))
	b.opened(where(parts, func(p *Part) bool { return p.Was == 0 }))
	b.landed(parts)
	b.logged(parts)
	b.said(parts)
	b.delivered(parts)
	b.leaving(parts)
	b.over(parts)
	return b
}

// sql ends in the places (from 1) of the parts that landed.
func (b *shared) sql() string { return "WITH " + strings.Join(b.ctes, ",\n") + "\nSELECT ks FROM w" }

// landed gathers which parts have written their session's row, as one array of their places: the other tables then ask
// about a number instead of joining on ids.
func (b *shared) landed(parts []*Part) {
	ids := b.arg(gather(len(parts), func(i int) string { return string(parts[i].Session.ID) }), "text[]")
	b.cte("w", "SELECT coalesce(array_agg(array_position("+ids+", id)), '{}') AS ks FROM ("+strings.Join(b.won, " UNION ALL ")+") won")
}

// wrote is the condition that a row's part has landed.
const wrote = "x.k = ANY (w.ks)"

// writes adds a CTE that writes session rows and gives the ids of those written.
func (b *shared) writes(name, body string) {
	b.cte(name, body+" RETURNING session.id")
	b.won = append(b.won, "SELECT id FROM "+name)
}

// standing is the condition that the part's lease still stands.
const standing = "EXISTS (SELECT 1 FROM lease WHERE lease.name = x.lease AND lease.fence = x.fence)"

func leased(ps []*Part) []column {
	return []column{textColumn(func(i int) string { return ps[i].Fence.Name }), numColumn(func(i int) int64 { return ps[i].Fence.Token })}
}

// from gives rows as a table x of those columns.
func (b *shared) from(n int, names string, cols ...column) string {
	args := make([]string, len(cols))
	for i, c := range cols {
		args[i] = b.arg(c.values(n), c.cast+"[]")
	}
	return "unnest(" + strings.Join(args, ", ") + ") AS x(" + names + ")"
}

func where(parts []*Part, is func(*Part) bool) []*Part {
	var out []*Part
	for _, p := range parts {
		if is(p) {
			out = append(out, p)
		}
	}
	return out
}

// of is a row, the part that it belongs to and the part's place.
type of[T any] struct {
	k   int64
	id  string
	p   *Part
	row T
}

func places[T any](rows []of[T]) column { return numColumn(func(i int) int64 { return rows[i].k }) }

// every flattens the rows of all parts.
func every[T any](parts []*Part, rows func(*Part) []T) []of[T] {
	var out []of[T]
	for k, p := range parts {
		for _, r := range rows(p) {
			out = append(out, of[T]{int64(k + 1), string(p.Session.ID), p, r})
		}
	}
	return out
}

// byKey finds rows by their key, one after the other, whatever the planner believes: to it a queue that was empty when it
// looked is best read whole, for every row that is asked for. from is a table x of keys, is the condition on the key of
// the table p.
func byKey(table, from, is string) string {
	return "ctid = ANY (ARRAY (SELECT found.at FROM " + from + ", LATERAL (SELECT p.ctid AS at FROM " + table + " p WHERE " + is + " OFFSET 0) found))"
}

// rowsOf is the condition that finds the session rows of parts.
func (b *shared) rowsOf(ps []*Part) string {
	ids := b.arg(gather(len(ps), func(i int) string { return string(ps[i].Session.ID) }), "text[]")
	return "session." + byKey("session", "unnest("+ids+") AS y(id)", "p.id = y.id")
}

func (b *shared) touched(ps []*Part) {
	if len(ps) == 0 {
		return
	}
	s := func(i int) *Session { return &ps[i].Session }
	x := b.from(len(ps), "lease, fence, id, was, version, title, role, text, at, state, head", append(leased(ps),
		textColumn(func(i int) string { return string(s(i).ID) }), numColumn(func(i int) int64 { return ps[i].Was }),
		numColumn(func(i int) int64 { return s(i).Version }), textColumn(func(i int) string { return s(i).Title }),
		textColumn(func(i int) string { return string(s(i).PreviewRole) }), textColumn(func(i int) string { return s(i).PreviewText }),
		numColumn(func(i int) int64 { return int64(s(i).PreviewAt) }), textColumn(func(i int) string { return string(s(i).State) }),
		rawColumn(func(i int) []byte { return s(i).Head }))...)
	b.writes("t", "UPDATE session SET version = x.version, title = x.title, preview_role = x.role, preview_text = x.text, preview_at = x.at, state = x.state, head = x.head FROM "+
		x+" WHERE "+b.rowsOf(ps)+" AND session.id = x.id AND session.version = x.was AND "+standing)
}

// wide are the columns of sessionUpdate.
func wide(ps []*Part) []column {
	s := func(i int) *Session { return &ps[i].Session }
	return []column{numColumn(func(i int) int64 { return s(i).Version }), textColumn(func(i int) string { return s(i).Phase }),
		textColumn(func(i int) string { return string(s(i).Group) }), textColumn(func(i int) string { return string(s(i).Holder) }),
		textColumn(func(i int) string { return string(s(i).Owner) }), textColumn(func(i int) string { return s(i).Title }),
		numColumn(func(i int) int64 { return int64(s(i).QueuedAt) }), numColumn(func(i int) int64 { return int64(s(i).ClosedAt) }),
		numColumn(func(i int) int64 { return int64(s(i).NextDue) }), numColumn(func(i int) int64 { return s(i).Urgency }),
		textColumn(func(i int) string { return string(s(i).PreviewRole) }), textColumn(func(i int) string { return s(i).PreviewText }),
		numColumn(func(i int) int64 { return int64(s(i).PreviewAt) }), textColumn(func(i int) string { return string(s(i).State) }),
		rawColumn(func(i int) []byte { return s(i).Head })}
}

func (b *shared) updated(ps []*Part) {
	if len(ps) == 0 {
		return
	}
	cols := append(leased(ps), textColumn(func(i int) string { return string(ps[i].Session.ID) }), numColumn(func(i int) int64 { return ps[i].Was }))
	x := b.from(len(ps), "lease, fence, id, was, "+sessionUpdate, append(cols, wide(ps)...)...)
	b.writes("u", "UPDATE session SET ("+sessionUpdate+") = (x."+strings.ReplaceAll(sessionUpdate, ", ", ", x.")+") FROM "+x+
		" WHERE "+b.rowsOf(ps)+" AND session.id = x.id AND session.version = x.was AND "+standing)
}

func (b *shared) opened(ps []*Part) {
	if len(ps) == 0 {
		return
	}
	s := func(i int) *Session { return &ps[i].Session }
	cols := append(leased(ps), textColumn(func(i int) string { return string(s(i).ID) }), textColumn(func(i int) string { return string(s(i).Address.Channel) }),
		textColumn(func(i int) string { return s(i).Address.Key }), numColumn(func(i int) int64 { return s(i).Ordinal }),
		numColumn(func(i int) int64 { return int64(s(i).Part) }), numColumn(func(i int) int64 { return int64(s(i).OpenedAt) }))
	x := b.from(len(ps), "lease, fence, "+sessionInsert, append(cols, wide(ps)...)...)
	b.writes("i", "INSERT INTO session ("+sessionInsert+") SELECT "+sessionInsert+" FROM "+x+" WHERE "+standing+" ON CONFLICT DO NOTHING")
}

func (b *shared) logged(parts []*Part) {
	e := every(parts, func(p *Part) []Event { return p.Events })
	if len(e) == 0 {
		return
	}
	const names = "session, version, at, kind, who, body, hash"
	b.cte("e", "INSERT INTO event ("+names+") SELECT "+names+" FROM w, "+b.from(len(e), "k, "+names, places(e),
		textColumn(func(i int) string { return e[i].id }), numColumn(func(i int) int64 { return e[i].row.Version }),
		numColumn(func(i int) int64 { return int64(e[i].row.At) }), textColumn(func(i int) string { return e[i].row.Kind }),
		textColumn(func(i int) string { return e[i].row.Who }), textColumn(func(i int) string { return string(e[i].row.Body) }),
		rawColumn(func(i int) []byte { return e[i].row.Hash }))+" WHERE "+wrote)
}

func (b *shared) said(parts []*Part) {
	m := every(parts, func(p *Part) []Message { return p.Messages })
	if len(m) == 0 {
		return
	}
	const names = "session, seq, version, at, sent_at, role, author, purpose, kind, text, salt, script, client_id, external_id, reply_ref, delivery, delivery_reason, receipt, quotes"
	text := func(f func(*Message) string) column { return textColumn(func(i int) string { return f(&m[i].row) }) }
	num := func(f func(*Message) int64) column { return numColumn(func(i int) int64 { return f(&m[i].row) }) }
	b.cte("m", "INSERT INTO message ("+names+") SELECT "+names+" FROM w, "+b.from(len(m), "k, "+names, places(m), textColumn(func(i int) string { return m[i].id }),
		num(func(m *Message) int64 { return m.Seq }), num(func(m *Message) int64 { return m.Version }), num(func(m *Message) int64 { return int64(m.At) }),
		num(func(m *Message) int64 { return int64(m.SentAt) }), text(func(m *Message) string { return string(m.Role) }), text(func(m *Message) string { return m.Author }),
		text(func(m *Message) string { return m.Purpose }), text(func(m *Message) string { return string(m.Kind) }), text(func(m *Message) string { return m.Text }),
		text(func(m *Message) string { return m.Salt }), text(func(m *Message) string { return m.Script }), text(func(m *Message) string { return m.ClientID }),
		text(func(m *Message) string { return m.External }), text(func(m *Message) string { return m.ReplyRef }), text(func(m *Message) string { return string(m.Delivery) }),
		text(func(m *Message) string { return m.Reason }), text(func(m *Message) string { return m.Receipt }), num(func(m *Message) int64 { return m.Quotes }))+" WHERE "+wrote)
}

func (b *shared) delivered(parts []*Part) {
	c := every(parts, func(p *Part) []Delivery { return p.Changed })
	if len(c) == 0 {
		return
	}
	session, seq := textColumn(func(i int) string { return c[i].id }), numColumn(func(i int) int64 { return c[i].row.Seq })
	rows := byKey("message", b.from(len(c), "session, seq", session, seq), "p.session = x.session AND p.seq = x.seq")
	b.cte("c", "UPDATE message m SET version = x.version, delivery = x.delivery, delivery_reason = x.reason, receipt = x.receipt FROM w, "+
		b.from(len(c), "k, session, seq, version, delivery, reason, receipt", places(c), session, seq, numColumn(func(i int) int64 { return c[i].row.Version }),
			textColumn(func(i int) string { return string(c[i].row.Delivery) }), textColumn(func(i int) string { return c[i].row.Reason }),
			textColumn(func(i int) string { return c[i].row.Receipt }))+" WHERE m."+rows+" AND "+wrote+" AND m.session = x.session AND m.seq = x.seq")
}

func (b *shared) leaving(parts []*Part) {
	o := every(parts, func(p *Part) []Out { return p.Outbox })
	if len(o) == 0 {
		return
	}
	b.cte("q", "INSERT INTO outbox (attempt, reason, session, part, channel, conv_key, seq, due_at, state) SELECT 0, '', x.session, x.part, x.channel, x.conv_key, x.seq, x.due_at, x.state FROM w, "+
		b.from(len(o), "k, session, part, channel, conv_key, seq, due_at, state", places(o), textColumn(func(i int) string { return o[i].id }),
			numColumn(func(i int) int64 { return int64(o[i].p.Session.Part) }), textColumn(func(i int) string { return string(o[i].p.Session.Address.Channel) }),
			textColumn(func(i int) string { return o[i].p.Session.Address.Key }), numColumn(func(i int) int64 { return o[i].row.Seq }),
			numColumn(func(i int) int64 { return int64(o[i].row.DueAt) }), textColumn(func(i int) string { return string(o[i].row.State) }))+
		" WHERE "+wrote+" ON CONFLICT (session, seq) DO UPDATE SET state = excluded.state, due_at = excluded.due_at")
}

// over takes away outbox rows on which the channel has spoken and raw rows that are carried.
func (b *shared) over(parts []*Part) {
	if d := every(parts, func(p *Part) []int64 { return p.Done }); len(d) > 0 {
		x := b.from(len(d), "k, session, seq", places(d), textColumn(func(i int) string { return d[i].id }), numColumn(func(i int) int64 { return d[i].row }))
		b.cte("d", "DELETE FROM outbox WHERE "+byKey("outbox", "w, "+x, wrote+" AND p.session = x.session AND p.seq = x.seq"))
	}
	if r := every(parts, func(p *Part) []int64 { return p.Inbound }); len(r) > 0 {
		x := b.from(len(r), "k, part, id", places(r), numColumn(func(i int) int64 { return int64(r[i].p.Session.Part) }), numColumn(func(i int) int64 { return r[i].row }))
		b.cte("p", "DELETE FROM pending WHERE "+byKey("pending", "w, "+x, wrote+" AND p.part = x.part AND p.id = x.id"))
	}
}
