package telegram

import (
	"fmt"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Kinds of [Fault].
const (
	// FaultLatency does the call and holds the answer back.
	FaultLatency = "latency"
	// FaultResetBefore reads the call and resets the connection: nothing sent.
	FaultResetBefore = "reset_before"
	// FaultResetAfter does the call and resets the connection: people have the
	// message, the bot has no answer.
	FaultResetAfter = "reset_after"
	// FaultBadGateway does the call and answers 502.
	FaultBadGateway = "bad_gateway"
	// FaultTooMany refuses the call with 429 and RetryAfter.
	FaultTooMany = "too_many"
	// FaultFlood refuses the first call that it hits with 429 and RetryAfter, and
	// all later ones with what is left of it, until it is over: a flood wait of
	// a chat, or of the whole bot where no ChatID is given. Count does not
	// matter, and its seconds are real time.
	FaultFlood = "flood"
	// FaultError refuses the call with Code and Description.
	FaultError = "error"
	// FaultLostAck takes a 2xx answer of a webhook for a broken connection, so
	// that the update comes again.
	FaultLostAck = "lost_ack"
)

// Fault is a rule for what goes wrong.
type Fault struct {
	Kind string `json:"kind"`
	// Method it is for; empty means "sendMessage", "*" means all of them. It
	// does not matter for FaultLostAck.
	Method string `json:"method,omitempty"`
	// ChatID it is for; 0 means all chats.
	ChatID int64 `json:"chat_id,omitempty"`
	// Count is how many calls it hits; 0 means 1, a negative number all calls
	// until the faults are cleared.
	Count int `json:"count,omitempty"`
	// LatencyMS holds the answer back, in milliseconds of real time; it goes
	// with any kind of fault.
	LatencyMS int `json:"latency_ms,omitempty"`
	// RetryAfter of FaultTooMany in seconds; 0 means 1.
	RetryAfter int `json:"retry_after,omitempty"`
	// Code (0 means 500) and Description are the answer of FaultError.
	Code        int    `json:"code,omitempty"`
	Description string `json:"description,omitempty"`

	until time.Time // the end of a flood wait that has begun
}

// faults are the rules in force. The counter spares calls the lock as long as
// there is no rule.
type faults struct {
	n     atomic.Int32
	mu    sync.Mutex
	rules []Fault
}

// AddFault adds a rule. The first rule that fits a call is the one it gets. It
// fails if the kind is none of the constants above.
func (s *Server) AddFault(f Fault) error {
	switch f.Kind {
	case FaultLatency, FaultResetBefore, FaultResetAfter, FaultBadGateway, FaultTooMany, FaultFlood, FaultError, FaultLostAck:
	default:
		return fmt.Errorf("telegram stand-in: no fault of the kind %q", f.Kind)
	}
	if f.Method == "" {
		f.Method = "sendMessage"
	}
	if f.Count == 0 {
		f.Count = 1
	}
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.rules = append(s.faults.rules, f)
	s.faults.n.Store(int32(len(s.faults.rules)))
	return nil
}

// ClearFaults ends all rules.
func (s *Server) ClearFaults() {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.rules = nil
	s.faults.n.Store(0)
}

// Faults returns the rules in force with the count each has left.
func (s *Server) Faults() []Fault {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	return slices.Clone(s.faults.rules)
}

// take returns the fault that hits this call and uses it up.
func (f *faults) take(method string, chatID int64) Fault {
	return f.first(func(rule Fault) bool {
		return rule.Kind != FaultLostAck && (rule.Method == "*" || rule.Method == method) &&
			(rule.ChatID == 0 || rule.ChatID == chatID)
	})
}

// loseAck says whether a 2xx for an update of this chat gets lost.
func (f *faults) loseAck(chatID int64) bool {
	return f.first(func(rule Fault) bool {
		return rule.Kind == FaultLostAck && (rule.ChatID == 0 || rule.ChatID == chatID)
	}).Kind != ""
}

func (f *faults) first(fits func(Fault) bool) Fault {
	if f.n.Load() == 0 {
		return Fault{}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.floodsOver(time.Now())
	i := slices.IndexFunc(f.rules, fits)
	if i < 0 {
		return Fault{}
	}
	if f.rules[i].Kind == FaultFlood {
		return f.flooded(i, time.Now())
	}
	hit := f.rules[i]
	switch {
	case hit.Count == 1:
		f.rules = slices.Delete(f.rules, i, i+1)
		f.n.Store(int32(len(f.rules)))
	case hit.Count > 1:
		f.rules[i].Count--
	}
	return hit
}

// refusal is the error of a fault that keeps the call from being done.
func (f Fault) refusal() *apiError {
	switch f.Kind {
	case FaultTooMany, FaultFlood:
		return tooMany(max(f.RetryAfter, 1))
	case FaultError:
		err := &apiError{code: f.Code, text: f.Description, retryAfter: f.RetryAfter}
		if err.code == 0 {
			err.code = http.StatusInternalServerError
		}
		if err.text == "" {
			err.text = http.StatusText(err.code)
		}
		return err
	}
	return nil
}

// answer is the error the bot is told, given what came of the call.
func (f Fault) answer(err *apiError) *apiError {
	if f.Kind == FaultBadGateway {
		return &apiError{code: http.StatusBadGateway, text: "Bad Gateway"}
	}
	return err
}

// cuts says that the bot gets no answer.
func (f Fault) cuts() bool { return f.Kind == FaultResetBefore || f.Kind == FaultResetAfter }

func (f Fault) latency() time.Duration { return time.Duration(f.LatencyMS) * time.Millisecond }
