package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/slack-go/slack"
	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/desk"
)

const (
	overlap   = 10 * time.Minute   // Slack tries an event for about six minutes: what is older comes by itself no more
	farthest  = 7 * 24 * time.Hour // what is older than this is not fetched: it is no question any more
	earlier   = 24 * time.Hour     // lines that were written so long before the gap are looked at for answers in it
	mostKnown = 1000               // conversations that are looked through
	pageLimit = "200"              // of lines; an app that Slack limits gets 15 whatever it asks
)

// catchUp fetches what was written while nobody listened, and notes until when everything is here. The first time there
// is nothing: what was written before the desk was connected is not its.
func (a *account) catchUp(ctx context.Context, host channels.Host) error {
	began := desk.At(a.cfg.Now())
	since, err := host.Caught(ctx, a.cfg.ID)
	if err != nil {
		return err
	}
	if since == 0 {
		return host.CatchUp(ctx, a.cfg.ID, began)
	}
	if oldest := began.Add(-farthest); since < oldest {
		a.log.Warn("nothing listened for longer than can be fetched; what is older has to be answered in Slack", zap.Time("since", since.Time()), zap.Time("fetched_from", oldest.Time()))
		since = oldest
	}
	m := &missed{account: a, host: host, since: since}
	if err := m.fetch(ctx); err != nil {
		return err
	}
	return host.CatchUp(ctx, a.cfg.ID, began.Add(-overlap))
}

// missed is one reading of what may have been missed since a time.
type missed struct {
	*account
	host  channels.Host
	since desk.Millis
	me    string // the app's user
	count int    // lines that were handed on, also those that were known
}

func (m *missed) fetch(ctx context.Context) error {
	places, err := m.places(ctx)
	if err != nil {
		return err
	}
	for _, p := range places {
		if err := m.left(m.through(ctx, p), "the history of "+p.kind); err != nil {
			return fmt.Errorf("slack: what was missed in %s cannot be fetched: %w", p.channel, err)
		}
	}
	m.log.Info("what was written meanwhile has been fetched", zap.Time("since", m.since.Time()), zap.Int("places", len(places)), zap.Int("lines", m.count))
	return nil
}

// left leaves out what Slack does not let the app read, and says so once. What is gone is nothing to fetch. An error stays
// that a later try may not meet, and a token that is dead.
func (m *missed) left(err error, what string) error {
	var said slack.SlackErrorResponse
	if !errors.As(err, &said) {
		return err
	}
	scope := slices.Contains([]string{"missing_scope", "no_permission", "not_allowed_token_type"}, said.Err)
	switch reasonOf(said.Err) {
	case channels.NoSuchChat, channels.Removed:
		return nil
	case channels.BadToken, channels.Ambiguous, channels.Throttled:
		if !scope {
			return err
		}
	}
	if _, twice := m.told.LoadOrStore(what, true); !twice {
		m.log.Warn("Slack does not let the app read this: what is missed there is not fetched", zap.String("what", what), zap.String("error", said.Err))
	}
	return nil
}

// fresh says whether a ts lies after the time from which on something may be missing.
func (m *missed) fresh(ts string) bool { return millis(ts) > m.since }

// gather keeps one line as the event that would have brought it, if that is something for the desk: neither from before the
// gap, nor an answer of ours, somebody who joins, or people among themselves. The desk knows a line by its place, so that
// what came in time is not taken twice.
func (m *missed) gather(found map[string]desk.Raw, p *place, ts string, line json.RawMessage) {
	if !m.fresh(ts) {
		return
	}
	body := m.event(p, ts, line)
	id := channels.Named(body, identify)
	raw := desk.Raw{Channel: m.cfg.ID, EventID: id.EventID, Key: id.Key, Order: id.Order, Body: body}
	if got, err := m.Parse(raw); !id.Ignore && (err != nil || len(got) > 0) {
		found[ts] = raw
	}
}

// event wraps a line as Slack would have. A line that has a ts is an object: neither step can fail.
func (m *missed) event(p *place, ts string, line json.RawMessage) []byte {
	inner := map[string]any{}
	_ = json.Unmarshal(line, &inner)
	inner["channel"], inner["channel_type"] = p.channel, p.kind
	delete(inner, "edited") // the event that would have brought the line had none
	body, _ := json.Marshal(map[string]any{"type": "event_callback", "team_id": p.team, "event_id": "fetched-" + p.channel + "-" + ts, "event": inner,
		"authorizations": []map[string]any{{"team_id": p.team, "user_id": m.me, "is_bot": true}}})
	return body
}

// stamp is a time as Slack writes it. Such texts stand in the order of their times: the seconds have ten digits for the
// next 250 years.
func stamp(at desk.Millis) string { return fmt.Sprintf("%d.%03d000", at/1000, at%1000) }
