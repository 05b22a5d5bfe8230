package slack

import (
	"encoding/json"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// maxBody is the largest call that is read, in bytes.
const maxBody = 1 << 20

// refusal is ok: false with Slack's name of the error; with retryAfter it is a 429 (R).
type refusal struct {
	name       string
	retryAfter int // seconds
}

// refuse makes a refusal by name.
func refuse(name string) *refusal { return &refusal{name: name} }

// called is the refusal's name; empty for none.
func (r *refusal) called() string {
	if r == nil {
		return ""
	}
	return r.name
}

// args are the arguments of a call, wherever they stood (W: query, form or JSON body).
type args map[string]string

func (a args) yes(name string) bool { return a[name] == "true" || a[name] == "1" }

// method is one method of the Web API: which token it takes and what it does. It runs under the server's lock.
type method struct {
	app bool // takes the app-level token instead of the bot's
	run func(s *Server, a args, r *http.Request) (map[string]any, *refusal)
}

func methods() map[string]method {
	return map[string]method{
		"api.test":              {run: apiTest},
		"auth.test":             {run: authTest},
		"apps.connections.open": {app: true, run: connectionsOpen},
		"chat.postMessage":      {run: postMessage},
		"chat.update":           {run: updateMessage},
		"chat.delete":           {run: deleteMessage},
		"users.info":            {run: usersInfo},
		"conversations.info":    {run: conversationsInfo},
		"conversations.open":    {run: conversationsOpen},
		"conversations.history": {run: conversationsHistory},
		"conversations.replies": {run: conversationsReplies},
		"users.conversations":   {run: usersConversations},

		"files.info":                   {run: filesInfo},
		"files.getUploadURLExternal":   {run: uploadURL},
		"files.completeUploadExternal": {run: completeUpload},
	}
}

// serveAPI answers one call. Slack answers 200 also when it refuses (W: "Evaluating responses"); only 429 differs.
func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request, name string) {
	a, token, err := arguments(w, r)
	if err != nil {
		answer(w, nil, refuse("invalid_form_data"))
		return
	}
	m, known := methods()[name]
	if !known {
		answer(w, nil, refuse("unknown_method"))
		return
	}
	if no := s.authorise(m, token); no != nil {
		answer(w, nil, no)
		return
	}
	f := s.fault(name)
	out, no := s.call(m, name, a, r, f)
	switch f.Kind {
	case FaultResetBefore, FaultResetAfter:
		cut(w)
	case FaultBadGateway:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusBadGateway)
		_, _ = io.WriteString(w, "<html><body>502 Bad Gateway</body></html>")
		return
	case FaultSlow:
		s.pause(f.Latency)
	}
	answer(w, out, no)
}

// call runs the method unless the fault forbids it, and writes messages to the ledger.
func (s *Server) call(m method, name string, a args, r *http.Request, f Fault) (out map[string]any, no *refusal) {
	s.mu.Lock()
	s.posted, s.changes = nil, nil
	if no = f.refusal(); no == nil && f.Kind != FaultResetBefore {
		out, no = m.run(s, a, r)
	}
	events := s.changes
	if s.posted != nil {
		events = said(s.posted.in, *s.posted.message)
	}
	switch name {
	case "chat.update", "chat.delete":
		s.ledger.changes = append(s.ledger.changes, Change{Method: name, Channel: a["channel"], TS: a["ts"], Text: a["text"], Error: no.called()})
	case "chat.postMessage", "files.completeUploadExternal":
		s.ledger.calls = append(s.ledger.calls, record(name, a, s.posted, no, f))
		s.touch()
	}
	s.mu.Unlock()
	s.emit(events...)
	return out, no
}

// authorise checks the token (W: "not_authed: no token", "invalid_auth: not a good one", "not_allowed_token_type").
func (s *Server) authorise(m method, token string) *refusal {
	want, other := s.opts.BotToken, s.opts.AppToken
	if m.app {
		want, other = other, want
	}
	switch token {
	case want:
		return nil
	case "":
		return refuse("not_authed")
	case other:
		return refuse("not_allowed_token_type")
	}
	return refuse("invalid_auth")
}

// arguments reads query, form or JSON, and the token from the header or from among them.
func arguments(w http.ResponseWriter, r *http.Request) (args, string, error) {
	a := args{}
	fill := func(v url.Values) {
		for name := range v {
			a[name] = v.Get(name)
		}
	}
	fill(r.URL.Query())
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		return nil, "", err
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case kind == "application/json" && len(body) > 0:
		err = a.fromJSON(body)
	case kind == "application/x-www-form-urlencoded":
		var v url.Values
		if v, err = url.ParseQuery(string(body)); err == nil {
			fill(v)
		}
	}
	token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	if token == "" {
		token = a["token"]
	}
	return a, token, err
}

func (a args) fromJSON(body []byte) error {
	var v map[string]any
	if err := json.Unmarshal(body, &v); err != nil {
		return err
	}
	for name, x := range v {
		switch x := x.(type) {
		case string:
			a[name] = x
		case nil:
		default:
			raw, _ := json.Marshal(x) // it came from JSON: cannot fail
			a[name] = string(raw)
		}
	}
	return nil
}

// answer writes ok: true with the result, or ok: false with the error.
func answer(w http.ResponseWriter, out map[string]any, no *refusal) {
	body := map[string]any{"ok": no == nil}
	maps.Copy(body, out)
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if no != nil {
		body["error"] = no.name
		if no.retryAfter > 0 {
			w.Header().Set("Retry-After", strconv.Itoa(no.retryAfter))
			w.WriteHeader(http.StatusTooManyRequests)
		}
	}
	_ = json.NewEncoder(w).Encode(body) // the caller may have hung up
}
