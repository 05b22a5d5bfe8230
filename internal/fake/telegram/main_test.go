package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// start returns a started server that is closed with the test. It uses no
// sockets, so it may be called in a synctest bubble.
func start(t *testing.T, opts Options) *Server {
	t.Helper()
	if opts.FirstID == 0 {
		opts.FirstID = 1
	}
	s := New(opts)
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// listen puts a started server on a loopback port.
func listen(t *testing.T, opts Options) (*Server, string) {
	t.Helper()
	s := start(t, opts)
	web := httptest.NewServer(s)
	t.Cleanup(func() { _ = s.Close(); web.Close() }) // long polls end first
	return s, web.URL
}

// client is an HTTP client whose connections end with the test.
func client(t *testing.T) *http.Client {
	t.Helper()
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}

// got is an answer of the Bot API.
type got struct {
	status int
	header http.Header

	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// args are the arguments of a call.
type args map[string]any

// call calls a method of the first bot without a socket.
func call(t *testing.T, s *Server, method string, a args) got {
	t.Helper()
	return callCtx(t, t.Context(), s, method, a)
}

func callCtx(t *testing.T, ctx context.Context, s *Server, method string, a args) got {
	t.Helper()
	body, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	return raw(t, ctx, s, "/bot"+DefaultToken+"/"+method, "application/json", body)
}

func raw(t *testing.T, ctx context.Context, s *Server, path, contentType string, body []byte) got {
	t.Helper()
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, path, bytes.NewReader(body))
	r.Header.Set("Content-Type", contentType)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return decodeGot(t, w.Result())
}

func decodeGot(t *testing.T, resp *http.Response) got {
	t.Helper()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	g := got{status: resp.StatusCode, header: resp.Header}
	if err := json.Unmarshal(body, &g); err != nil {
		t.Fatalf("answer %q: %v", body, err)
	}
	return g
}

// mustOK fails the test if a call was refused, and decodes its result.
func mustOK[T any](t *testing.T, g got) T {
	t.Helper()
	var v T
	if !g.OK {
		t.Fatalf("refused: %d %s", g.Code, g.Description)
	}
	if err := json.Unmarshal(g.Result, &v); err != nil {
		t.Fatalf("result %s: %v", g.Result, err)
	}
	return v
}

// await fails the test if cond does not come true soon.
func await(t *testing.T, s *Server, cond func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	if err := s.Await(ctx, cond); err != nil {
		t.Fatalf("%v; counts: %+v", err, s.Counts())
	}
}

// receive fails the test if nothing comes soon.
func receive[T any](t *testing.T, from <-chan T) T {
	t.Helper()
	select {
	case v := <-from:
		return v
	case <-time.After(20 * time.Second):
		t.Fatal("nothing came")
		panic("unreachable")
	}
}

func form(a map[string]string) []byte {
	v := url.Values{}
	for name, value := range a {
		v.Set(name, value)
	}
	return []byte(v.Encode())
}

func longText(n int) string { return strings.Repeat("é", n) }
