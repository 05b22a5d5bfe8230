package slack

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
)

// controlMux is the HTTP side of the Go API, for other processes. It checks no password: keep it on loopback, or set
// [Options].NoControl. A refusal is {"error": …} with status 400.
func (s *Server) controlMux() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /_control/say", decoded(s.controlSay))
	mux.HandleFunc("POST /_control/channel", decoded(func(in struct{ Name string }) (any, error) {
		return map[string]string{"id": s.Channel(in.Name, true)}, nil
	}))
	mux.HandleFunc("POST /_control/press", decoded(func(in struct{ User, Channel, TS, Action string }) (any, error) {
		id, err := (&Person{s, in.User}).Presses(in.Channel, in.TS, in.Action)
		return map[string]string{"id": id}, err
	}))
	mux.HandleFunc("POST /_control/alter", decoded(s.controlAlter))
	mux.HandleFunc("GET /_control/file", s.controlFile)
	mux.HandleFunc("POST /_control/faults", decoded(func(f Fault) (any, error) { return map[string]bool{"ok": true}, s.AddFault(f) }))
	mux.HandleFunc("GET /_control/calls", func(w http.ResponseWriter, _ *http.Request) { reply(w, s.Calls()) })
	mux.HandleFunc("GET /_control/events", func(w http.ResponseWriter, _ *http.Request) { reply(w, s.Events()) })
	mux.HandleFunc("POST /_control/refresh", decoded(func(in struct{ Reason string }) (any, error) {
		return map[string]bool{"ok": s.Refresh(in.Reason, 0)}, nil
	}))
	return mux
}

// spoken is what a person says by the control API. Without a channel it is the direct message.
type spoken struct {
	User    struct{ ID, Name, Locale string } `json:"user"`
	Channel string                            `json:"channel"`
	Thread  string                            `json:"thread"`
	Text    string                            `json:"text"`

	// File is shared with the text as its caption; nil = it is a text alone.
	File *struct {
		Name, Mimetype string
		Bytes          []byte // base64 in JSON
	} `json:"file"`
}

func (s *Server) controlSay(in spoken) (any, error) {
	p := s.Person(in.User.ID, in.User.Name, in.User.Locale)
	if in.Channel == "" {
		in.Channel = p.DM()
	}
	ts, err := "", error(nil)
	if in.File != nil {
		ts, err = p.Shares(in.Channel, in.Text, File{Name: in.File.Name, Mimetype: in.File.Mimetype, Bytes: in.File.Bytes})
	} else {
		ts, err = p.Says(in.Channel, in.Text, in.Thread)
	}
	return map[string]string{"channel": in.Channel, "ts": ts}, err
}

// altered is what a person does to a message by the control API: How is edit, delete, react or unreact; Text the new words, or
// the sign.
type altered struct{ User, Channel, TS, How, Text string }

func (s *Server) controlAlter(in altered) (any, error) {
	p, err := &Person{s, in.User}, error(nil)
	switch in.How {
	case "edit":
		err = p.Edits(in.Channel, in.TS, in.Text)
	case "delete":
		err = p.Deletes(in.Channel, in.TS)
	case "react":
		err = p.Reacts(in.Channel, in.TS, in.Text)
	case "unreact":
		err = p.Unreacts(in.Channel, in.TS, in.Text)
	default:
		err = fmt.Errorf("how must be edit, delete, react or unreact, not %q", in.How)
	}
	return map[string]bool{"ok": err == nil}, err
}

// controlFile gives the bytes of a file.
func (s *Server) controlFile(w http.ResponseWriter, r *http.Request) {
	f, ok := s.File(r.URL.Query().Get("id"))
	if !ok {
		http.NotFound(w, r)
		return
	}
	_, _ = w.Write(f.Bytes) // the caller may have hung up
}

func reply(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v) // the caller may have hung up
}

// decoded makes a handler of a function from request to answer; unknown fields are refused, so that a typing error does
// not pass as a default.
func decoded[T any](do func(T) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var in T
		var body bytes.Buffer
		_, err := body.ReadFrom(http.MaxBytesReader(w, r.Body, maxBody))
		if err == nil {
			dec := json.NewDecoder(&body)
			dec.DisallowUnknownFields()
			err = dec.Decode(&in)
		}
		var out any
		if err == nil {
			out, err = do(in)
		}
		if err != nil {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusBadRequest)
			_ = json.NewEncoder(w).Encode(map[string]string{"error": err.Error()})
			return
		}
		reply(w, out)
	}
}
