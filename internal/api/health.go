package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"sync"
	"time"

	"firstline/internal/desk"
)

// readiness asks the checks, at most twice a second however often somebody asks us.
type readiness struct {
	checks []Check
	now    func() time.Time

	mu      sync.Mutex
	at      time.Time
	missing []lack
}

// lack is what keeps this node from being ready.
type lack struct {
	Check  string `json:"check"`
	Detail string `json:"detail"`
}

const (
	readyEvery = 500 * time.Millisecond
	readyFor   = 2 * time.Second
)

func (r *readiness) ask(ctx context.Context) []lack {
	r.mu.Lock()
	defer r.mu.Unlock()
	if now := r.now(); r.at.IsZero() || now.Sub(r.at) >= readyEvery {
		r.missing, r.at = judge(ctx, r.checks), now
	}
	return r.missing
}

// judge asks all checks at once.
func judge(ctx context.Context, checks []Check) []lack {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), readyFor)
	defer cancel()
	errs := make([]error, len(checks))
	var all sync.WaitGroup
	for i, c := range checks {
		all.Go(func() { errs[i] = c.Ready(ctx) })
	}
	all.Wait()
	missing := []lack{}
	for i, err := range errs {
		if err == nil {
			continue
		}
		l := lack{Check: checks[i].Name, Detail: "not ready"}
		var e *desk.Error
		if errors.As(err, &e) {
			l.Detail = e.Message // never the cause: addresses and accounts stand in it
		}
		missing = append(missing, l)
	}
	return missing
}

// readyz says whether this node can accept durably.
func (a *API) readyz(w http.ResponseWriter, r *http.Request) {
	missing := a.ready.ask(r.Context())
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	if len(missing) > 0 {
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"ready": len(missing) == 0, "missing": missing})
}
