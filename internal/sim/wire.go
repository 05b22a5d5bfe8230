package sim

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"time"
)

// The wire carries HTTP between the stand-in and the nodes in process: no socket, which the bubble could not wait for.

// toTelegram is how one node reaches the Bot API.
type toTelegram struct{ n *node }

func (t toTelegram) RoundTrip(req *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	if t.n.wait("api.request") {
		return nil, broken(syscall.ECONNRESET)
	}
	in := httptest.NewRequestWithContext(req.Context(), req.Method, req.URL.String(), bytes.NewReader(body))
	in.Header = req.Header.Clone()
	resp, err := serve(t.n.w.tg, in)
	if t.n.wait("api.answer") {
		return nil, broken(syscall.ECONNRESET)
	}
	if err == nil && req.Context().Err() != nil {
		return nil, req.Context().Err()
	}
	return resp, err
}

// serve runs a handler and gives its answer; a handler that cut the connection gives a reset.
func serve(h http.Handler, r *http.Request) (resp *http.Response, err error) {
	w := httptest.NewRecorder()
	defer func() {
		if p := recover(); p != nil {
			if p != http.ErrAbortHandler {
				panic(p)
			}
			resp, err = nil, broken(syscall.ECONNRESET)
		}
	}()
	h.ServeHTTP(w, r)
	return w.Result(), nil
}

func broken(errno syscall.Errno) error { return &net.OpError{Op: "read", Net: "sim", Err: errno} }

// fromTelegram is how the stand-in reaches the nodes: through a balancer that knows which of them live.
type fromTelegram struct{ w *World }

func (t fromTelegram) RoundTrip(req *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	n := t.w.pick(int(mix(t.w.plan.Seed, string(body), t.w.turn(string(body))) >> 33))
	if n == nil {
		return nil, &net.OpError{Op: "dial", Net: "sim", Err: syscall.ECONNREFUSED}
	}
	if !nap(t.w.latency("hook", string(body)), n.gone) || n.wait("hook.request") {
		return nil, broken(syscall.ECONNRESET)
	}
	in := httptest.NewRequestWithContext(req.Context(), req.Method, req.URL.String(), bytes.NewReader(body))
	in.Header = req.Header.Clone()
	resp, err := serve(n.door, in)
	switch {
	case n.wait("hook.answer"):
		return nil, broken(syscall.ECONNRESET)
	case req.Context().Err() != nil:
		return nil, req.Context().Err()
	case err == nil && resp.StatusCode != http.StatusOK:
		t.w.trace.add("%s answers %d: %s", n.name, resp.StatusCode, brief(body))
	case err == nil:
		t.w.keep(body)
	}
	return resp, err
}

// keep remembers an acknowledged update, for its twin.
func (w *World) keep(body []byte) {
	var u struct {
		Message *struct{ Chat struct{ ID int64 } }
	}
	if json.Unmarshal(body, &u) != nil || u.Message == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.bodies[u.Message.Chat.ID] = body
}

// twin posts an update once more under another number, as a network does that has lost count.
func (w *World) twin(body []byte, id int64) {
	at := bytes.IndexByte(body, ',')
	if at < 0 {
		return
	}
	again := append([]byte(fmt.Sprintf(`{"update_id":%d`, id)), body[at:]...)
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	req := httptest.NewRequestWithContext(ctx, http.MethodPost, hookURL, bytes.NewReader(again))
	req.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	resp, err := fromTelegram{w}.RoundTrip(req)
	if err == nil {
		_ = resp.Body.Close()
	}
	w.trace.add("an update came again as %d: %v", id, err)
}

func brief(body []byte) string {
	_, text, _ := strings.Cut(string(body), `"text":"`)
	text, _, _ = strings.Cut(text, `"`)
	return text
}
