package agent

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"sync/atomic"
)

// Claims are what became of one agent's attempts to take sessions that others wanted too.
type Claims struct {
	Won    map[string]int // by session
	Lost   int            // a colleague was faster, or the session was just changing hands
	Unsure int            // the answer was lost
	Odd    []string       // answers that nobody should get
}

// Claim takes one of the sessions after the other out of the queue, at the same time as everybody else, and puts back what
// it got, until left is used up. It signs in and does not go online: nothing is given to it but what it takes.
func (a *Agent) Claim(ctx context.Context, seed uint64, sessions []string, left *atomic.Int64) (Claims, error) {
	defer a.client.CloseIdleConnections()
	c := Claims{Won: map[string]int{}}
	if err := a.signIn(ctx); err != nil {
		return c, err
	}
	rng := rand.New(rand.NewPCG(seed, 7))
	for ctx.Err() == nil && left.Add(-1) >= 0 {
		id := sessions[rng.IntN(len(sessions))]
		_, err := a.call(ctx, http.MethodPost, "/api/v1/sessions/"+id+"/take", map[string]any{}, nil)
		var p *problem
		switch {
		case err == nil:
			c.Won[id]++
			a.putBack(ctx, id, &c)
		case errors.As(err, &p) && p.Status == http.StatusConflict:
			c.Lost++
		case errors.As(err, &p) && p.Status == http.StatusNotFound: // a colleague has it, and an agent sees only the queue
			c.Lost++
		case errors.As(err, &p):
			c.Odd = append(c.Odd, p.Error())
		default:
			c.Unsure++
		}
	}
	return c, ctx.Err()
}

// putBack returns a session. A refusal is odd: nobody else may have touched what one holds.
func (a *Agent) putBack(ctx context.Context, id string, c *Claims) {
	for ctx.Err() == nil {
		_, err := a.call(ctx, http.MethodPost, "/api/v1/sessions/"+id+"/return", map[string]any{}, nil)
		var p *problem
		if err == nil {
			return
		}
		if errors.As(err, &p) {
			c.Odd = append(c.Odd, "return: "+p.Error())
			return
		}
		c.Unsure++
	}
}
