package slack

import (
	"context"
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"

	"firstline/internal/desk"
)

// place is a channel or a direct message, and the threads of it that the desk knows.
type place struct {
	team, channel, kind string
	known               map[string]bool
}

// places are where something may stand: what the desk knows, then what Slack lists.
func (m *missed) places(ctx context.Context) ([]*place, error) {
	me, err := m.client.AuthTestContext(ctx)
	if err != nil {
		return nil, err
	}
	m.me = me.UserID
	var all []*place
	by := map[string]*place{}
	at := func(team, channel string) *place {
		if by[channel] == nil {
			by[channel] = &place{team: team, channel: channel, kind: "channel", known: map[string]bool{}}
			if strings.HasPrefix(channel, "D") {
				by[channel].kind = "im"
			}
			all = append(all, by[channel])
		}
		return by[channel]
	}
	keys, err := m.host.Known(ctx, m.cfg.ID, m.since.Add(-farthest), mostKnown)
	if err != nil {
		return nil, err
	}
	for _, key := range keys {
		if channel, thread, err := split(key); err == nil {
			team, _, _ := strings.Cut(key, "/")
			at(team, channel).known[thread] = true
		}
	}
	err = m.listed(ctx, func(channel string) { at(me.TeamID, channel) })
	return all, err
}

// listed gives where the app is, by what Slack says.
func (m *missed) listed(ctx context.Context, add func(channel string)) error {
	for _, kind := range []string{"im", "public_channel", "private_channel"} {
		err := m.all(ctx, "users.conversations", url.Values{"types": {kind}, "exclude_archived": {"true"}, "limit": {"200"}}, func(got page) {
			for _, c := range got.Channels {
				add(c.ID)
			}
		})
		if err := m.left(err, "the list of "+kind); err != nil {
			return err
		}
	}
	return nil
}

// through hands on what was written in one place, in its order. Slack gives the newest first: what is for the desk is kept
// until all has been read, and nothing else.
func (m *missed) through(ctx context.Context, p *place) error {
	found := map[string]desk.Raw{} // by ts
	threads := map[string]bool{}   // that have something new, or may have
	maps.Copy(threads, p.known)
	delete(threads, "") // a direct message itself
	err := m.all(ctx, "conversations.history", url.Values{"channel": {p.channel}, "oldest": {stamp(m.since.Add(-earlier))}, "limit": {pageLimit}}, func(got page) {
		for _, raw := range got.Messages {
			l := lineOf(raw)
			m.gather(found, p, l.TS, raw)
			if threads[l.TS] = m.fresh(l.Latest); !threads[l.TS] {
				delete(threads, l.TS)
			}
		}
	})
	if err != nil {
		return err
	}
	for _, thread := range slices.Sorted(maps.Keys(threads)) {
		if err := m.left(m.thread(ctx, p, thread, found), "threads"); err != nil {
			return err
		}
	}
	for _, ts := range slices.Sorted(maps.Keys(found)) {
		m.count++
		if err := m.host.Accept(ctx, found[ts]); err != nil {
			return err
		}
	}
	return nil
}

// thread adds what is new in one. A thread of a channel that the desk does not know and that does not name the app is
// people's own. In one that names it, what stands before the name is handed on like what Slack brings: nobody sees it, and
// it is known when it comes again.
func (m *missed) thread(ctx context.Context, p *place, thread string, found map[string]desk.Raw) error {
	lines, asked := map[string]desk.Raw{}, p.kind == "im" || p.known[thread]
	err := m.all(ctx, "conversations.replies", url.Values{"channel": {p.channel}, "ts": {thread}, "oldest": {stamp(m.since)}, "limit": {pageLimit}}, func(got page) {
		for _, raw := range got.Messages {
			l := lineOf(raw)
			m.gather(lines, p, l.TS, raw)
			asked = asked || strings.Contains(l.Text, "<@"+m.me)
		}
	})
	if err == nil && asked {
		maps.Copy(found, lines)
	}
	return err
}

// lineOf reads what the reading itself needs of a line; what cannot be read is nothing.
func lineOf(raw json.RawMessage) (l struct {
	TS     string `json:"ts"`
	Text   string `json:"text"`
	Latest string `json:"latest_reply"` // of its thread
}) {
	_ = json.Unmarshal(raw, &l)
	return l
}
