package store

import (
	"context"
	"math"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

const mentionColumns = "session, seq, agent, who, at, looked_at"

// mentioned is a row of the mentions of a part's new notes.
type mentioned struct {
	seq        int64
	agent, who string
	at         int64
}

// mentions are the rows of the colleagues whom the part's new notes speak to; most parts have none.
func (p *Part) mentions() []mentioned {
	var out []mentioned
	for i := range p.Messages {
		m := &p.Messages[i]
		for _, to := range m.Mentions {
			out = append(out, mentioned{m.Seq, string(to.Agent), m.Author, int64(m.At)})
		}
	}
	return out
}

// mentions adds the mentions of the part's new notes.
func (b *statement) mentions(p *Part) {
	m := p.mentions()
	if len(m) == 0 {
		return
	}
	list, from := b.rows(len(m), numColumn(func(i int) int64 { return m[i].seq }), textColumn(func(i int) string { return m[i].agent }),
		textColumn(func(i int) string { return m[i].who }), numColumn(func(i int) int64 { return m[i].at }))
	b.cte("mn", "INSERT INTO mention ("+mentionColumns+") SELECT s.id, "+list+", 0 FROM "+from)
}

// MentionReader reads whom notes speak to; *Store is one.
type MentionReader interface {
	MentionsIn(ctx context.Context, arg dbq.MentionsInParams) ([]dbq.Mention, error)
}

// AddMentions adds to notes of one session whom they speak to. It asks only if there is a note among the messages.
func AddMentions(ctx context.Context, from MentionReader, id desk.SessionID, ms []Message) error {
	at := map[int64]int{}
	first, last := int64(math.MaxInt64), int64(0)
	for i := range ms {
		if ms[i].Role == desk.RoleNote {
			at[ms[i].Seq] = i
			first, last = min(first, ms[i].Seq), max(last, ms[i].Seq)
		}
	}
	if len(at) == 0 {
		return nil
	}
	rows, err := from.MentionsIn(ctx, dbq.MentionsInParams{Session: string(id), First: first, Last: last})
	if err != nil {
		return err
	}
	for _, r := range rows {
		if i, ok := at[r.Seq]; ok {
			ms[i].Mentions = append(ms[i].Mentions, Mention{desk.AgentID(r.Agent), desk.Millis(r.LookedAt)})
		}
	}
	return nil
}
