package quality

import (
	"testing"
	"time"

	"firstline/internal/desk"
)

// copies makes n sessions like one that is closed, all closed in one of three instants.
func (o *office) copies(k *talk, n int) {
	o.t.Helper()
	const g = "WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < CAST($2 AS INTEGER)) "
	for _, q := range []string{
		g + `INSERT INTO session (id, channel, conv_key, ordinal, part, version, phase, grp, holder, owner, title, opened_at, queued_at, closed_at, next_due, urgency,
preview_role, preview_text, preview_at, state, head) SELECT s.id || '-' || g.i, s.channel, 'k' || g.i, 1, s.part, s.version, s.phase, s.grp, s.holder, s.owner, s.title,
s.opened_at, 0, s.closed_at + g.i % 3, 0, s.urgency, '', '', 0, s.state, s.head FROM g, session s WHERE s.id = $1`,
		g + `INSERT INTO event (session, version, at, kind, who, body, hash) SELECT e.session || '-' || g.i, e.version, e.at, e.kind, e.who, e.body, e.hash
FROM g, event e WHERE e.session = $1`,
		g + `INSERT INTO message (session, seq, version, role, author, purpose, kind, text, salt, script, client_id, external_id, reply_ref, at, sent_at, delivery,
delivery_reason, receipt) SELECT m.session || '-' || g.i, m.seq, m.version, m.role, m.author, m.purpose, m.kind, m.text, m.salt, m.script, m.client_id, m.external_id,
m.reply_ref, m.at, m.sent_at, m.delivery, '', '' FROM g, message m WHERE m.session = $1`,
	} {
		if err := o.st.Exec(o.t.Context(), q, string(k.s.ID), n); err != nil {
			o.t.Fatal(err)
		}
	}
}

// TestPopulationOverPages: many sessions, closed in few instants, are each found once.
func TestPopulationOverPages(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		o.round(thursday.at(0, 0).Add(-time.Hour))
		k := o.talk("web", thursday.at(9, 0)).take("mei").reply("mei").passTo("mei", "bo").reply("bo").close("bo", "solved")
		const n = 650
		o.copies(k, n)
		p, err := o.Service.population(t.Context(), desk.At(thursday.at(0, 0)), desk.At(thursday.at(24, 0)))
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, one := range p {
			seen[string(one.Session)+"/"+string(one.Agent)] = true
		}
		if len(p) != 2*(n+1) || len(seen) != len(p) {
			t.Errorf("%d participations, %d of them different, want %d", len(p), len(seen), 2*(n+1))
		}
	})
}
