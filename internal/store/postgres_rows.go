package store

// messages adds the part's new lines of the transcript.
func (b *statement) messages(p *Part) {
	n := len(p.Messages)
	if n == 0 {
		return
	}
	text := func(get func(*Message) string) []string {
		out := make([]string, n)
		for i := range p.Messages {
			out[i] = get(&p.Messages[i])
		}
		return out
	}
	num := func(get func(*Message) int64) []int64 {
		out := make([]int64, n)
		for i := range p.Messages {
			out[i] = get(&p.Messages[i])
		}
		return out
	}
	b.cte("m", "INSERT INTO message (session, seq, version, at, sent_at, role, author, purpose, kind, text, salt, script, client_id, external_id, reply_ref, delivery, delivery_reason, receipt) SELECT s.id, x.* FROM s, unnest("+
		b.list(
			num(func(m *Message) int64 { return m.Seq }), "bigint[]",
			num(func(m *Message) int64 { return m.Version }), "bigint[]",
			num(func(m *Message) int64 { return int64(m.At) }), "bigint[]",
			num(func(m *Message) int64 { return int64(m.SentAt) }), "bigint[]",
			text(func(m *Message) string { return string(m.Role) }), "text[]",
			text(func(m *Message) string { return m.Author }), "text[]",
			text(func(m *Message) string { return m.Purpose }), "text[]",
			text(func(m *Message) string { return string(m.Kind) }), "text[]",
			text(func(m *Message) string { return m.Text }), "text[]",
			text(func(m *Message) string { return m.Salt }), "text[]",
			text(func(m *Message) string { return m.Script }), "text[]",
			text(func(m *Message) string { return m.ClientID }), "text[]",
			text(func(m *Message) string { return m.External }), "text[]",
			text(func(m *Message) string { return m.ReplyRef }), "text[]",
			text(func(m *Message) string { return string(m.Delivery) }), "text[]",
			text(func(m *Message) string { return m.Reason }), "text[]",
			text(func(m *Message) string { return m.Receipt }), "text[]",
		)+") x")
}

// changed sets delivery states of lines that stand already.
func (b *statement) changed(p *Part) {
	n := len(p.Changed)
	if n == 0 {
		return
	}
	seq, ver, d, why, rec := make([]int64, n), make([]int64, n), make([]string, n), make([]string, n), make([]string, n)
	for i, c := range p.Changed {
		seq[i], ver[i], d[i], why[i], rec[i] = c.Seq, c.Version, string(c.Delivery), c.Reason, c.Receipt
	}
	b.cte("c", "UPDATE message m SET version = x.version, delivery = x.delivery, delivery_reason = x.reason, receipt = x.receipt FROM s, unnest("+
		b.list(seq, "bigint[]", ver, "bigint[]", d, "text[]", why, "text[]", rec, "text[]")+
		") AS x(seq, version, delivery, reason, receipt) WHERE m.session = s.id AND m.seq = x.seq")
}

// outbox queues what has to leave.
func (b *statement) outbox(p *Part) {
	n := len(p.Outbox)
	if n == 0 {
		return
	}
	seq, due, state := make([]int64, n), make([]int64, n), make([]string, n)
	for i, o := range p.Outbox {
		seq[i], due[i], state[i] = o.Seq, int64(o.DueAt), string(o.State)
	}
	s := &p.Session
	b.cte("q", "INSERT INTO outbox (session, part, channel, conv_key, attempt, reason, seq, due_at, state) SELECT s.id, "+
		b.arg(int64(s.Part), "bigint")+", "+b.arg(string(s.Address.Channel), "text")+", "+b.arg(s.Address.Key, "text")+", 0, '', x.* FROM s, unnest("+
		b.list(seq, "bigint[]", due, "bigint[]", state, "text[]")+") x ON CONFLICT (session, seq) DO UPDATE SET state = excluded.state, due_at = excluded.due_at")
}

// finished takes away outbox rows on which the channel has spoken and raw rows that this part carries.
func (b *statement) finished(p *Part) {
	if len(p.Done) > 0 {
		b.cte("d", "DELETE FROM outbox USING s WHERE outbox.session = s.id AND outbox.seq = ANY("+b.arg(p.Done, "bigint[]")+")")
	}
	if len(p.Inbound) > 0 {
		b.cte("p", "DELETE FROM pending WHERE part = "+b.arg(int64(p.Session.Part), "bigint")+" AND id = ANY("+b.arg(p.Inbound, "bigint[]")+") AND EXISTS (SELECT 1 FROM s)")
	}
}
