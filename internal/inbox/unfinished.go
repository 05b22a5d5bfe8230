package inbox

import (
	"context"

	"firstline/internal/api/access"
	"firstline/internal/desk"
)

// Unfinished is what somebody has open: of the own sessions the most urgent, and those because of which an answer is owed, the
// earliest first.
type Unfinished struct{ Mine, Owed []Row }

// Unfinished reads what some people have open, at most limit sessions of each kind (SLA-06). What anybody owes is read once for all of
// them. It waits for one of the few readers; the error is of kind desk.Unavailable.
func (h *Hub) Unfinished(ctx context.Context, people []access.Viewer, limit int) (map[desk.AgentID]Unfinished, error) {
	ctx, done, err := h.reading(ctx)
	if err != nil {
		return nil, away(err)
	}
	defer done()
	owing, err := h.lists.owing(ctx)
	if err != nil {
		return nil, err
	}
	out := make(map[desk.AgentID]Unfinished, len(people))
	for _, who := range people {
		mine, _, err := h.lists.read(ctx, who, ViewMine, ViewMine.top(), limit)
		if err != nil {
			return nil, err
		}
		owed, _ := owedBy(owing, who, ViewOwed.top(), limit)
		out[who.ID] = Unfinished{Mine: h.lists.rows(ctx, mine), Owed: h.lists.rows(ctx, owed)}
	}
	return out, nil
}
