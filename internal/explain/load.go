package explain

import (
	"context"
	"database/sql"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// Record is where the events lie.
type Record interface {
	EventsOf(ctx context.Context, session string) ([]dbq.Event, error)
}

// Load tells a session from the record; sql.ErrNoRows when it has no event. Blocking.
func Load(ctx context.Context, r Record, id desk.SessionID, rules func(version string) (sessions.Rules, error), now desk.Millis) (Story, error) {
	rows, err := r.EventsOf(ctx, string(id))
	if err != nil {
		return Story{}, err
	}
	if len(rows) == 0 {
		return Story{}, sql.ErrNoRows
	}
	log := make([]Stored, len(rows))
	for i, row := range rows {
		log[i] = Stored{Version: row.Version, Kind: row.Kind, Body: []byte(row.Body)}
	}
	return Of(id, log, rules, now)
}
