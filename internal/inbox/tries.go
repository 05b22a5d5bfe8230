package inbox

import (
	"context"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// Try is a call that did not bring a message to its network.
type Try struct {
	N      int64       `json:"n" doc:"1 for the first; of more than 50 the first 49 are kept, and the newest one as the 50th"`
	At     desk.Millis `json:"at" doc:"When the call began"`
	TookMS int64       `json:"took_ms"`
	Node   string      `json:"node"`
	Reason string      `json:"reason" doc:"As in delivery_reason"`
	Detail string      `json:"detail" doc:"The network's words, without what could be a secret; at most 300 bytes"`
	WaitMS int64       `json:"wait_ms" doc:"Until the next try; 0 = there is none"`
}

// Tries are the calls that did not bring a message to its network, the first one first; none for a message that was taken
// at once. The right to see the session is for the caller to check.
func (h *Hub) Tries(ctx context.Context, id desk.SessionID, seq int64) ([]Try, error) {
	rows, err := h.record.TriesOf(ctx, dbq.TriesOfParams{Session: string(id), Seq: seq})
	if err != nil {
		return nil, away(err)
	}
	out := make([]Try, len(rows))
	for i, r := range rows {
		out[i] = Try{N: r.N, At: desk.Millis(r.At), TookMS: r.Ms, Node: r.Node, Reason: r.Reason, Detail: r.Detail, WaitMS: r.Wait}
	}
	return out, nil
}
