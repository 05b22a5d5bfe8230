package inbox

import (
	"context"
	"testing"
	"time"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// TestAnOpenInboxIsUse: a socket keeps its sign-in from ending for want of use, and brings none back that has ended.
func TestAnOpenInboxIsUse(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(o *Options) { o.Recheck = time.Hour })
	now := time.Now()
	for login, idle := range map[string]time.Duration{"anna": 59 * time.Minute, "bo": 61 * time.Minute} {
		r.agent(login, desk.RankAgent, "order")
		c := r.dial(login)
		c.hello(ViewMine, none())
		c.next("page")
		r.write(func(ctx context.Context, q *dbq.Queries) error {
			return q.TouchSignIn(ctx, dbq.TouchSignInParams{TokenHash: "h-" + login, SeenAt: int64(desk.At(now.Add(-idle)))})
		})
	}
	(&beats{h: r.hub}).use(t.Context())
	for login, want := range map[string]bool{"anna": true, "bo": false} {
		rows, err := r.store.SignInsOf(t.Context(), string(r.agents[login]))
		if err != nil || len(rows) != 1 || (rows[0].SeenAt >= int64(desk.At(now))) != want {
			t.Errorf("%s: %+v %v", login, rows, err)
		}
	}
}
