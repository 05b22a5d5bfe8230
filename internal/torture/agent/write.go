package agent

import "context"

// Write has the agent write so many replies into every session that it holds now, in turns, each as soon as the one
// before was taken; it says how many sessions those are. Its other work goes on.
func (a *Agent) Write(ctx context.Context, each int) (held int) {
	a.mu.Lock()
	var ids []string
	for id, r := range a.rows {
		if a.mine(r) && r.Phase == "serving" {
			ids = append(ids, id)
		}
	}
	a.mu.Unlock()
	for range each {
		for _, id := range ids {
			if ctx.Err() != nil {
				return len(ids)
			}
			a.mu.Lock()
			c := a.say("reply", id, map[string]any{}, "text", 0)
			a.mu.Unlock()
			a.carryOut(ctx, c)
		}
	}
	return len(ids)
}
