package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// controlMux is the HTTP side of the Go API, for other processes. Bodies and
// answers are JSON; a POST takes one object, or an array that is done item by
// item; a refusal is {"error": …} with status 400. It checks no password: keep
// it on loopback, or set [Options].NoControl.
func (s *Server) controlMux() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /_control/ledger", s.controlLedger)
	mux.HandleFunc("GET /_control/counts", func(w http.ResponseWriter, _ *http.Request) { reply(w, s.Counts()) })
	mux.HandleFunc("GET /_control/await", s.controlAwait)
	mux.HandleFunc("POST /_control/say", decoded(s.controlSay))
	mux.HandleFunc("POST /_control/edit", decoded(s.controlEdit))
	mux.HandleFunc("POST /_control/tap", decoded(s.controlTap))
	mux.HandleFunc("POST /_control/block", decoded(s.controlBlock))
	mux.HandleFunc("POST /_control/inject", decoded(s.controlInject))
	mux.HandleFunc("POST /_control/bots", decoded(s.controlBot))
	mux.HandleFunc("POST /_control/limits", decoded(func(l Limits) (any, error) {
		s.SetLimits(l)
		return *s.limits.Load(), nil
	}))
	mux.HandleFunc("GET /_control/faults", func(w http.ResponseWriter, _ *http.Request) { reply(w, s.Faults()) })
	mux.HandleFunc("POST /_control/faults", decoded(func(f Fault) (any, error) {
		return map[string]bool{"ok": true}, s.AddFault(f)
	}))
	mux.HandleFunc("DELETE /_control/faults", func(w http.ResponseWriter, _ *http.Request) {
		s.ClearFaults()
		reply(w, s.Faults())
	})
	return mux
}

func reply(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v) // the caller may have hung up
}

// decoded makes a handler of a function from request to answer. A body that is
// an array is done item by item and answered with an array.
func decoded[T any](do func(T) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		if err == nil && bytes.HasPrefix(bytes.TrimSpace(body), []byte("[")) {
			err = doAll(w, body, do)
		} else if err == nil {
			err = doOne(w, body, do)
		}
		if err != nil {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusBadRequest)
			_ = json.NewEncoder(w).Encode(map[string]string{"error": err.Error()})
		}
	}
}

func doOne[T any](w http.ResponseWriter, body []byte, do func(T) (any, error)) error {
	var arg T
	if err := strict(body, &arg); err != nil {
		return err
	}
	out, err := do(arg)
	if err == nil {
		reply(w, out)
	}
	return err
}

func doAll[T any](w http.ResponseWriter, body []byte, do func(T) (any, error)) error {
	var args []T
	if err := strict(body, &args); err != nil {
		return err
	}
	all := make([]any, 0, len(args))
	for i, arg := range args {
		out, err := do(arg)
		if err != nil {
			return fmt.Errorf("item %d: %w", i, err)
		}
		all = append(all, out)
	}
	reply(w, all)
	return nil
}

// strict refuses unknown fields, so that a typing error does not pass as a
// default.
func strict(body []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	return dec.Decode(into)
}

// controlLedger writes JSON lines: all updates (type=update), the calls with a
// number above after (type=send), or both.
func (s *Server) controlLedger(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/x-ndjson")
	enc := json.NewEncoder(w)
	kind := r.URL.Query().Get("type")
	after, _ := strconv.ParseInt(r.URL.Query().Get("after"), 10, 64)
	if kind != "send" {
		for _, u := range s.Updates() {
			_ = enc.Encode(struct {
				Type string `json:"type"`
				Update
			}{"update", u})
		}
	}
	if kind != "update" {
		for _, c := range s.ledger.sendsAfter(after) {
			_ = enc.Encode(struct {
				Type string `json:"type"`
				Send
			}{"send", c})
		}
	}
}

// controlAwait blocks until there are so many messages, calls and delivered or
// confirmed updates (absent means 0), and no more pending ones if idle=true,
// or until timeout_ms, by default 10,000, are over. It answers the counts, with
// status 504 in the latter case.
func (s *Server) controlAwait(w http.ResponseWriter, r *http.Request) {
	number := func(name string) int64 {
		n, _ := strconv.ParseInt(r.URL.Query().Get(name), 10, 64)
		return n
	}
	timeout := time.Duration(number("timeout_ms")) * time.Millisecond
	if timeout <= 0 {
		timeout = 10 * time.Second
	}
	ctx, cancel := context.WithTimeout(r.Context(), timeout)
	defer cancel()
	err := s.Await(ctx, func() bool {
		c := s.Counts()
		return c.Messages >= number("messages") && c.Sends >= number("sends") &&
			c.States[Delivered]+c.States[Confirmed] >= number("received") &&
			(r.URL.Query().Get("idle") != "true" || c.States[Pending] == 0)
	})
	if err != nil {
		w.WriteHeader(http.StatusGatewayTimeout)
	}
	reply(w, s.Counts())
}
