package slack

import (
	"fmt"
	"net/http"
	"slices"
	"time"
)

// The kinds of fault.
const (
	FaultError       = "error"        // ok: false with Fault.Error, nothing done
	FaultTooMany     = "too_many"     // 429 with Retry-After, nothing done
	FaultBadGateway  = "bad_gateway"  // done, and a 502 with HTML comes back
	FaultResetBefore = "reset_before" // the connection drops, nothing done
	FaultResetAfter  = "reset_after"  // the connection drops after it was done
	FaultSlow        = "slow"         // done, and answered after Fault.Latency
)

// Fault is a misfortune of one call.
type Fault struct {
	Kind       string        `json:"kind"`
	Method     string        `json:"method,omitempty"` // which calls it hits; empty = any
	Error      string        `json:"error,omitempty"`  // for FaultError
	RetryAfter int           `json:"retry_after,omitempty"`
	Latency    time.Duration `json:"latency,omitempty"`
}

// AddFault lets the next call of the method fail; faults wait in line.
func (s *Server) AddFault(f Fault) error {
	if !slices.Contains([]string{FaultError, FaultTooMany, FaultBadGateway, FaultResetBefore, FaultResetAfter, FaultSlow}, f.Kind) {
		return fmt.Errorf("slack stand-in: no fault %q", f.Kind)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, f)
	return nil
}

func (s *Server) fault(method string) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.faults, func(f Fault) bool { return f.Method == "" || f.Method == method })
	if i < 0 {
		return Fault{}
	}
	f := s.faults[i]
	s.faults = slices.Delete(s.faults, i, i+1)
	return f
}

// refusal is what a fault answers instead of doing anything; nil if the call is to be done.
func (f Fault) refusal() *refusal {
	switch f.Kind {
	case FaultError:
		return &refusal{name: f.Error}
	case FaultTooMany:
		return &refusal{name: "ratelimited", retryAfter: max(f.RetryAfter, 1)}
	}
	return nil
}

// cut drops the connection without an answer.
func cut(http.ResponseWriter) { panic(http.ErrAbortHandler) }
