package evidence

import (
	"fmt"
	"io"
	"testing"

	"firstline/internal/store/dbq"
)

// TestOrderOfWhatWasOpenedAgain: who was answered need not be answered again before the next closing where an agent opened the session
// again; where the customer came back, they have to be.
func TestOrderOfWhatWasOpenedAgain(t *testing.T) {
	t.Parallel()
	for author, want := range map[string]int64{"anna": 0, "": 1} {
		m := &memory{ruleRows: []dbq.Rules{{Version: "r", Doc: `{"matters":{"steps":true}}`}}}
		m.sessions = []dbq.Session{{ID: "s1", Phase: "closed", State: `{"rules":"r","greeting":{}}`}}
		for version, kind := range []string{"customer_wrote", "agent_replied", "close_requested", "reopened", "close_requested"} {
			m.events = append(m.events, dbq.Event{Session: "s1", Version: int64(version) + 1, Kind: kind, Body: `{"event":{"feedback":"none"}}`})
		}
		for i, one := range []dbq.Message{{Role: "customer", Version: 1}, {Role: "auto", Purpose: "greeting", Version: 1}, {Role: "agent", Purpose: "reply", Delivery: "sent", Version: 2},
			{Role: "agent", Purpose: "closing", Delivery: "sent", Version: 3}, {Role: "system", Purpose: "line:closed", Version: 3},
			{Role: "system", Purpose: "line:reopened", Author: author, Version: 4},
			{Role: "agent", Purpose: "closing", Delivery: "sent", Version: 5}, {Role: "system", Purpose: "line:closed", Version: 5}} {
			one.Session, one.Seq = "s1", int64(i)+1
			m.messages = append(m.messages, one)
		}
		found, err := order(t.Context(), m, io.Discard)
		if err != nil || found.Transcripts != 1 || found.Found != want {
			t.Errorf("opened again by %q: %s, %v", author, fmt.Sprint(found), err)
		}
	}
}
