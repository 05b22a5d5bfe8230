package store

import "strings"

// column is one column of a few rows: its SQL type and its values.
type column struct {
	cast string // text, bigint or bytea
	text func(i int) string
	num  func(i int) int64
	raw  func(i int) []byte
}

func textColumn(f func(i int) string) column { return column{cast: "text", text: f} }
func numColumn(f func(i int) int64) column   { return column{cast: "bigint", num: f} }
func rawColumn(f func(i int) []byte) column  { return column{cast: "bytea", raw: f} }

// rows adds n rows as parameters and gives the select list and what to put behind FROM. One row, by far the most
// frequent case, goes as plain parameters; more go as one array a column.
func (b *statement) rows(n int, cols ...column) (list, from string) {
	if n == 1 {
		args := make([]string, len(cols))
		for i, c := range cols {
			args[i] = b.arg(c.value(0), c.cast)
		}
		return strings.Join(args, ", "), "s"
	}
	args := make([]string, len(cols))
	for i, c := range cols {
		args[i] = b.arg(c.values(n), c.cast+"[]")
	}
	return "x.*", "s, unnest(" + strings.Join(args, ", ") + ") x"
}

func (c column) value(i int) any {
	switch {
	case c.text != nil:
		return c.text(i)
	case c.num != nil:
		return c.num(i)
	}
	return c.raw(i)
}

func (c column) values(n int) any {
	switch {
	case c.text != nil:
		return gather(n, c.text)
	case c.num != nil:
		return gather(n, c.num)
	}
	return gather(n, c.raw)
}

func gather[T any](n int, f func(int) T) []T {
	out := make([]T, n)
	for i := range out {
		out[i] = f(i)
	}
	return out
}

// events adds the part's entries of the log.
func (b *statement) events(p *Part) {
	if len(p.Events) == 0 {
		return
	}
	e := p.Events
	list, from := b.rows(len(e),
		numColumn(func(i int) int64 { return e[i].Version }), numColumn(func(i int) int64 { return int64(e[i].At) }),
		textColumn(func(i int) string { return e[i].Kind }), textColumn(func(i int) string { return e[i].Who }),
		textColumn(func(i int) string { return string(e[i].Body) }), rawColumn(func(i int) []byte { return e[i].Hash }))
	b.cte("e", "INSERT INTO event (session, version, at, kind, who, body, hash) SELECT s.id, "+list+" FROM "+from)
}

// messages adds the part's new lines of the transcript.
func (b *statement) messages(p *Part) {
	if len(p.Messages) == 0 {
		return
	}
	m := p.Messages
	list, from := b.rows(len(m),
		numColumn(func(i int) int64 { return m[i].Seq }), numColumn(func(i int) int64 { return m[i].Version }),
		numColumn(func(i int) int64 { return int64(m[i].At) }), numColumn(func(i int) int64 { return int64(m[i].SentAt) }),
		textColumn(func(i int) string { return string(m[i].Role) }), textColumn(func(i int) string { return m[i].Author }),
		textColumn(func(i int) string { return m[i].Purpose }), textColumn(func(i int) string { return string(m[i].Kind) }),
		textColumn(func(i int) string { return m[i].Text }), textColumn(func(i int) string { return m[i].Salt }),
		textColumn(func(i int) string { return m[i].Script }), textColumn(func(i int) string { return m[i].ClientID }),
		textColumn(func(i int) string { return m[i].External }), textColumn(func(i int) string { return m[i].ReplyRef }),
		textColumn(func(i int) string { return string(m[i].Delivery) }), textColumn(func(i int) string { return m[i].Reason }),
		textColumn(func(i int) string { return m[i].Receipt }), numColumn(func(i int) int64 { return m[i].Quotes }))
	b.cte("m", "INSERT INTO message (session, seq, version, at, sent_at, role, author, purpose, kind, text, salt, script, client_id, external_id, reply_ref, delivery, delivery_reason, receipt, quotes) SELECT s.id, "+
		list+" FROM "+from)
}

// changed sets delivery states of lines that stand already.
func (b *statement) changed(p *Part) {
	n := len(p.Changed)
	if n == 0 {
		return
	}
	c := p.Changed
	b.cte("c", "UPDATE message m SET version = x.version, delivery = x.delivery, delivery_reason = x.reason, receipt = x.receipt FROM unnest("+
		strings.Join([]string{
			b.arg(gather(n, func(i int) int64 { return c[i].Seq }), "bigint[]"), b.arg(gather(n, func(i int) int64 { return c[i].Version }), "bigint[]"),
			b.arg(gather(n, func(i int) string { return string(c[i].Delivery) }), "text[]"), b.arg(gather(n, func(i int) string { return c[i].Reason }), "text[]"),
			b.arg(gather(n, func(i int) string { return c[i].Receipt }), "text[]")}, ", ")+
		") AS x(seq, version, delivery, reason, receipt) WHERE m.session = "+b.arg(string(p.Session.ID), "text")+" AND m.seq = x.seq AND EXISTS (SELECT 1 FROM s)")
}

// outbox queues what has to leave.
func (b *statement) outbox(p *Part) {
	if len(p.Outbox) == 0 {
		return
	}
	s, o := &p.Session, p.Outbox
	fixed := b.arg(int64(s.Part), "bigint") + ", " + b.arg(string(s.Address.Channel), "text") + ", " + b.arg(s.Address.Key, "text")
	list, from := b.rows(len(o), numColumn(func(i int) int64 { return o[i].Seq }), numColumn(func(i int) int64 { return int64(o[i].DueAt) }),
		textColumn(func(i int) string { return string(o[i].State) }))
	b.cte("q", "INSERT INTO outbox (session, part, channel, conv_key, attempt, reason, seq, due_at, state) SELECT s.id, "+fixed+", 0, '', "+list+" FROM "+from+
		" ON CONFLICT (session, seq) DO UPDATE SET state = excluded.state, due_at = excluded.due_at")
}

// finished takes away outbox rows on which the channel has spoken and raw rows that this part carries.
func (b *statement) finished(p *Part) {
	if len(p.Done) > 0 {
		b.cte("d", "DELETE FROM outbox WHERE session = "+b.arg(string(p.Session.ID), "text")+" AND seq = ANY("+b.arg(p.Done, "bigint[]")+") AND EXISTS (SELECT 1 FROM s)")
	}
	switch len(p.Inbound) {
	case 0:
	case 1:
		b.cte("p", "DELETE FROM pending USING s WHERE part = "+b.arg(int64(p.Session.Part), "bigint")+" AND pending.id = "+b.arg(p.Inbound[0], "bigint"))
	default:
		b.cte("p", "DELETE FROM pending USING s WHERE part = "+b.arg(int64(p.Session.Part), "bigint")+" AND pending.id = ANY("+b.arg(p.Inbound, "bigint[]")+")")
	}
}
