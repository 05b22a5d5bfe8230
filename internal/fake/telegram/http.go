package telegram

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// ServeHTTP answers the Bot API under /bot<token>/, files under
// /file/bot<token>/ and, unless left out, the control API under /_control/.
// A getUpdates call blocks for its timeout.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := r.URL.Path
	switch {
	case strings.HasPrefix(path, "/_control/") && s.control != nil:
		s.control.ServeHTTP(w, r)
	case strings.HasPrefix(path, "/file/bot"):
		s.serveFile(w, r, path[len("/file/bot"):])
	case strings.HasPrefix(path, "/bot"):
		s.serveAPI(w, r, path[len("/bot"):])
	default:
		refuse(w, notFound("Not Found"))
	}
}

func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request, path string) {
	token, name, found := strings.Cut(path, "/")
	if !found { // S: HttpConnection::handle
		refuse(w, notFound("Not Found"))
		return
	}
	b := s.botByToken(token)
	if b == nil {
		refuse(w, unknownToken(token))
		return
	}
	p, err := parseParams(w, r)
	if err != nil {
		refuse(w, err)
		return
	}
	if name == "" { // S: Query::Query takes the method from the arguments then
		name = p.str("method")
	}
	out := s.call(r.Context(), b, strings.ToLower(name), p, false)
	s.answer(w, r, out)
}

// outcome is a finished call and what becomes of its answer.
type outcome struct {
	result any
	note   string // description of a success, for webhook methods
	err    *apiError
	fault  Fault // zero if none
}

// call runs one method, with the faults that are due, and writes the ledger.
func (s *Server) call(ctx context.Context, b *Bot, name string, p params, inWebhook bool) outcome {
	m := lookup(name)
	if m.run == nil { // S: Client::on_cmd
		return outcome{err: notFound("Not Found: method not found")}
	}
	out := outcome{}
	if !inWebhook {
		out.fault = s.faults.take(m.name, p.id("chat_id"))
	}
	if out.err = s.closing(); out.err == nil {
		out.err = out.fault.refusal()
	}
	if out.err == nil && out.fault.Kind != FaultResetBefore {
		out.result, out.err = m.run(ctx, b, p)
		if d, ok := out.result.(described); ok {
			out.result, out.note = d.result, d.note
		}
	}
	if m.recorded {
		s.ledger.send(record(b, m.name, p, out, inWebhook))
	}
	return out
}

// closing refuses calls once the server is closed.
func (s *Server) closing() *apiError {
	select {
	case <-s.stop:
		return restarting()
	default:
		return nil
	}
}

// record is the ledger line of a call.
func record(b *Bot, method string, p params, out outcome, inWebhook bool) Send {
	line := p.described()
	line.Bot, line.Method, line.At, line.InWebhook = b.id, method, time.Now(), inWebhook
	line.Done = out.err == nil && out.fault.Kind != FaultResetBefore
	if sent, ok := out.result.(*messageJSON); ok {
		line.ChatID, line.MessageID = sent.Chat.ID, sent.ID
	}
	line.File = p.sent(method)
	err := out.fault.answer(out.err)
	line.Code, line.Fault = http.StatusOK, out.fault.Kind
	line.FaultAll = out.fault.Kind != "" && out.fault.ChatID == 0
	if err != nil {
		line.Code, line.Description, line.RetryAfter = err.code, err.text, err.retryAfter
	}
	if out.fault.cuts() {
		line.Code = 0
	}
	return line
}

// answer writes what the bot gets to see of out.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, out outcome) {
	s.pause(r.Context(), out.fault.latency())
	if out.fault.cuts() {
		cut(w)
		return
	}
	if err := out.fault.answer(out.err); err != nil {
		refuse(w, err)
		return
	}
	result, err := json.Marshal(out.result)
	if err != nil {
		panic(err) // our own types; net/http logs it and the test fails
	}
	body := append(make([]byte, 0, len(result)+64), `{"ok":true,"result":`...)
	body = append(body, result...)
	if out.note != "" {
		body = strconv.AppendQuote(append(body, `,"description":`...), out.note)
	}
	writeJSON(w, http.StatusOK, append(body, '}'))
}

// refuse answers with a JSON error: S: HttpConnection::send_response,
// JsonQueryError.
func refuse(w http.ResponseWriter, err *apiError) {
	type parameters struct {
		RetryAfter int   `json:"retry_after,omitempty"`
		MigrateTo  int64 `json:"migrate_to_chat_id,omitempty"`
	}
	body := struct {
		OK          bool        `json:"ok"`
		Code        int         `json:"error_code"`
		Description string      `json:"description"`
		Parameters  *parameters `json:"parameters,omitempty"`
	}{Code: err.code, Description: err.text}
	if err.retryAfter > 0 || err.migrateTo != 0 {
		body.Parameters = &parameters{err.retryAfter, err.migrateTo}
	}
	if err.retryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(err.retryAfter))
	}
	raw, _ := json.Marshal(body) // strings and numbers only: cannot fail
	writeJSON(w, err.code, raw)
}

func writeJSON(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client may have hung up; it learns nothing then
}

// cut drops the connection without an answer, with a TCP reset where there is
// a TCP connection to reset.
func cut(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler) // net/http then closes the connection
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // close sends RST instead of FIN
	}
	_ = conn.Close()
}

// unknownToken is S: ClientManager::send for tokens that cannot be, and the
// answer of Telegram for those that nobody was given.
func unknownToken(token string) *apiError {
	if badToken(token) {
		return unauthorized("Unauthorized: invalid token specified")
	}
	return unauthorized("Unauthorized")
}
