package sim

import (
	"context"
	"fmt"

	"firstline/internal/desk"
	"firstline/router"
)

// work does what the draw says, with a session that fits.
func (p *person) work(s Step) {
	if p.away() {
		return
	}
	r := pcg(s.X)
	held := p.ids("SELECT id FROM session WHERE holder = ? AND phase <> 'closed' ORDER BY conv_key", string(p.id))
	if len(held) == 0 {
		p.idle(r.IntN(4), r.IntN(1000))
		return
	}
	id := held[r.IntN(len(held))]
	switch x := r.IntN(100); {
	case x < 44:
		p.reply(id)
	case x < 50:
		p.correct(id)
	case x < 66:
		p.close(id, r.IntN(4) == 0)
	case x < 73:
		p.hand(id, router.Transfer{ToGroup: groups()[r.IntN(2)]})
	case x < 80:
		p.hand(id, router.Transfer{ToAgent: desk.AgentID(fmt.Sprintf("agent-%d", r.IntN(p.w.plan.Agents)))})
	case x < 87:
		p.simple("return", id, func(ctx context.Context, n *router.Router) (router.Result, error) {
			return n.Return(ctx, p.actor(), id, "returned")
		})
	default:
		p.idle(r.IntN(4), r.IntN(1000))
	}
}

// idle looks beyond the own desk: the queue, messages in trouble, sessions of others, what is closed.
func (p *person) idle(what, pick int) {
	switch what {
	case 0:
		p.take("SELECT id FROM session WHERE phase = 'queued' ORDER BY conv_key", pick)
	case 1:
		p.resolve(pick)
	case 2:
		if p.chief {
			p.take("SELECT id FROM session WHERE phase = 'serving' ORDER BY conv_key", pick)
			return
		}
		p.take("SELECT id FROM session WHERE phase = 'queued' ORDER BY conv_key DESC", pick)
	case 3:
		if ids := p.ids("SELECT id FROM session WHERE phase = 'closed' ORDER BY conv_key, ordinal"); len(ids) > 0 {
			p.reopen(ids[pick%len(ids)])
		}
	}
}

func (p *person) ids(query string, args ...any) []desk.SessionID {
	rows, err := p.w.view.Query(query, args...)
	if err != nil {
		return nil
	}
	defer func() { _ = rows.Close() }()
	var out []desk.SessionID
	for rows.Next() {
		var id string
		if rows.Scan(&id) == nil {
			out = append(out, desk.SessionID(id))
		}
	}
	return out
}

// write makes the id and the text of a command.
func (p *person) write(kind string) (client, text string) {
	p.count++
	client = fmt.Sprintf("%s-%s-%d", p.id, kind, p.count)
	return client, "您好 " + client
}

func (p *person) note(id desk.SessionID, client, text, answer string) {
	p.said = append(p.said, attempt{id, client, text, answer})
}

func (p *person) reply(id desk.SessionID) {
	client, text := p.write("reply")
	answer := p.command("replies to "+short(id)+" "+client, func(ctx context.Context, n *router.Router) (router.Result, error) {
		return n.Reply(ctx, p.actor(), id, client, text, "")
	})
	p.note(id, client, text, answer)
}

// correct says one of the person's own replies anew, where one has arrived.
func (p *person) correct(id desk.SessionID) {
	var seq int64
	err := p.w.view.QueryRow("SELECT seq FROM message WHERE session = ? AND author = ? AND purpose = 'reply' AND delivery = 'sent' ORDER BY seq DESC LIMIT 1", string(id), string(p.id)).Scan(&seq)
	if err != nil {
		return // there is none
	}
	client, text := p.write("edit")
	answer := p.command(fmt.Sprintf("corrects %s:%d %s", short(id), seq, client), func(ctx context.Context, n *router.Router) (router.Result, error) {
		return n.Edit(ctx, p.actor(), id, seq, client, text, "")
	})
	p.note(id, client, text, answer)
}

func (p *person) close(id desk.SessionID, silent bool) {
	client, text := p.write("close")
	c := router.Close{ClientID: client, Outcome: "solved", Text: &text}
	if silent {
		c.Text, c.Skip = nil, "no_response"
	}
	answer := p.command("closes "+short(id)+" "+client, func(ctx context.Context, n *router.Router) (router.Result, error) {
		return n.Close(ctx, p.actor(), id, c)
	})
	if !silent {
		p.note(id, client, text, answer)
	}
}

func (p *person) reopen(id desk.SessionID) {
	client, text := p.write("reopen")
	answer := p.command("opens "+short(id)+" again "+client, func(ctx context.Context, n *router.Router) (router.Result, error) {
		return n.Reopen(ctx, p.actor(), id, client, text)
	})
	p.note(id, client, text, answer)
}

func (p *person) hand(id desk.SessionID, t router.Transfer) {
	t.ClientID, t.Note = p.write("hand")
	answer := p.command(fmt.Sprintf("passes %s on to %s%s", short(id), t.ToGroup, t.ToAgent), func(ctx context.Context, n *router.Router) (router.Result, error) {
		return n.Transfer(ctx, p.actor(), id, t)
	})
	p.note(id, t.ClientID, t.Note, answer)
}

func (p *person) take(query string, pick int) {
	ids := p.ids(query)
	if len(ids) == 0 {
		return
	}
	id := ids[pick%len(ids)]
	p.simple("take", id, func(ctx context.Context, n *router.Router) (router.Result, error) { return n.Take(ctx, p.actor(), id) })
}

// resolve decides about a message in trouble that the person answers for.
func (p *person) resolve(pick int) {
	rows, err := p.w.view.Query(`SELECT m.session, m.seq FROM message m JOIN session s ON s.id = m.session
		WHERE m.delivery IN ('failed', 'unconfirmed') AND (s.holder = ?1 OR ?2) ORDER BY s.conv_key, s.ordinal, m.seq`, string(p.id), p.chief)
	if err != nil {
		return
	}
	type place struct {
		id  desk.SessionID
		seq int64
	}
	var all []place
	for rows.Next() {
		var x place
		if rows.Scan(&x.id, &x.seq) == nil {
			all = append(all, x)
		}
	}
	_ = rows.Close()
	if len(all) == 0 {
		return
	}
	x, as := all[pick%len(all)], "resend"
	if pick%3 == 0 {
		as = "delivered"
	}
	p.simple(fmt.Sprintf("decides %s:%d %s", short(x.id), x.seq, as), x.id, func(ctx context.Context, n *router.Router) (router.Result, error) {
		return n.Resolve(ctx, p.actor(), x.id, x.seq, as)
	})
}

// simple is a command that leaves no text.
func (p *person) simple(what string, id desk.SessionID, do func(context.Context, *router.Router) (router.Result, error)) {
	p.command(what+" "+short(id), do)
}
