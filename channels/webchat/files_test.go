package webchat

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"firstline/channels"
	"firstline/internal/desk"
)

// fileHost is a memHost that keeps files as the desk does: of each address its own, by an id that begins with the kind.
type fileHost struct {
	*memHost
	mu    sync.Mutex
	ups   map[string]desk.Address // by id
	blobs map[string]string
}

func (h *fileHost) HandIn(_ context.Context, at desk.Address, name string, body io.Reader, most int64) (channels.Upload, error) {
	b, err := io.ReadAll(io.LimitReader(body, most+1))
	switch {
	case err != nil:
		return channels.Upload{}, desk.Because(desk.Invalid, "upload_broken", "", err)
	case int64(len(b)) > most:
		return channels.Upload{}, desk.Fail(desk.Invalid, "file_too_big", "")
	case len(b) == 0:
		return channels.Upload{}, desk.Fail(desk.Invalid, "file_empty", "")
	case string(b) == "full":
		return channels.Upload{}, desk.Fail(desk.Unavailable, "files_full", "")
	case string(b) == "away":
		return channels.Upload{}, away()
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.ups) == 5 {
		return channels.Upload{}, desk.Fail(desk.Conflict, "too_many_uploads", "")
	}
	id := fmt.Sprint("photo-", len(h.blobs))
	h.ups[id], h.blobs[id] = at, string(b)
	return channels.Upload{ID: id, File: desk.File{Kind: desk.KindPhoto, Name: channels.FileName(name), Type: "image/png", Size: int64(len(b)), Width: 3, Height: 2}}, nil
}

func (h *fileHost) TakeBack(_ context.Context, at desk.Address, id string) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.ups[id] == at {
		delete(h.ups, id)
	}
	return nil
}

func (h *fileHost) FileAt(_ context.Context, at desk.Address, ordinal, seq int64, n int) (desk.File, error) {
	h.memHost.mu.Lock()
	defer h.memHost.mu.Unlock()
	entries := h.talk(at).entries
	if ordinal != 1 || seq < 1 || int(seq) > len(entries) || n >= len(entries[seq-1].Files) {
		return desk.File{}, desk.Fail(desk.NotFound, "no_file", "")
	}
	return entries[seq-1].Files[n], nil
}

func (h *fileHost) Open(blob string) (io.ReadSeekCloser, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	b, ok := h.blobs[blob]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return readable{strings.NewReader(b)}, nil
}

type readable struct{ *strings.Reader }

func (readable) Close() error { return nil }

// withFiles is an adapter on a host that keeps files.
func withFiles(t *testing.T, change func(*Config)) (*bundle, *fileHost) {
	t.Helper()
	b := setup(t, func(c *Config) {
		c.MaxFile = 100
		if change != nil {
			change(c)
		}
	})
	h := &fileHost{memHost: b.host, ups: map[string]desk.Address{}, blobs: map[string]string{}}
	mux := http.NewServeMux()
	b.Mount(mux, h)
	b.srv.Close()
	b.srv = httptest.NewServer(mux)
	t.Cleanup(b.srv.Close)
	return b, h
}

// asks sends a request with a token, and reads the answer.
func (b *bundle) asks(t *testing.T, method, path, token, body string, head ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, b.srv.URL+"/chat/web/"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	for i := 0; i+1 < len(head); i += 2 {
		req.Header.Set(head[i], head[i+1])
	}
	res, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	out, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(out)
}

// TestFilesBothWays: a visitor hands a file in, says it without a word, and reads what an agent has sent.
func TestFilesBothWays(t *testing.T) {
	t.Parallel()
	b, h := withFiles(t, nil)
	at, token := b.visitor()
	c := b.dial(t)
	c.send(map[string]any{"op": "hello", "token": token})
	if f := c.next(); f.MaxFile != 100 || f.MaxFiles != maxFiles {
		t.Errorf("the welcome: %+v", f)
	}
	res, body := b.asks(t, "POST", "files?name=..%2F%E7%85%A7.png", token, "bytes")
	var up struct {
		ID, Kind, Name, Type string
		Size                 int64
		Width, Height        int
	}
	if err := json.Unmarshal([]byte(body), &up); res.StatusCode != http.StatusCreated || err != nil || up.Name != "照.png" || up.Kind != "photo" || up.Size != 5 || up.Width != 3 {
		t.Fatalf("%s %s", res.Status, body)
	}
	c.send(map[string]any{"op": "say", "client_id": "m-1", "text": "", "files": []string{up.ID}})
	c.until("kept")
	h.memHost.mu.Lock()
	in, err := b.Parse(h.raws[0])
	h.memHost.mu.Unlock()
	if err != nil || len(in) != 1 || in[0].Kind != desk.KindPhoto || len(in[0].Files) != 1 || in[0].Files[0] != (desk.File{Kind: desk.KindPhoto, Ref: "upload:" + up.ID}) {
		t.Errorf("what was stored reads %+v, %v", in, err)
	}
	h.mu.Lock()
	h.blobs["blob"], h.blobs["small"] = "\x89PNG from the desk", "small"
	h.mu.Unlock()
	h.write(at, channels.Entry{Role: desk.RoleAgent, Kind: desk.KindPhoto, Text: "看", Files: []desk.File{
		{Kind: desk.KindPhoto, Name: "a.png", Type: "image/png", Size: 17, Width: 3, Height: 2, State: desk.FileStored, Blob: "blob", Thumb: "small", Digest: "d", Ref: "secret-ref"},
		{Kind: desk.KindDocument, State: desk.FileWanted, Ref: "secret-ref"}}})
	var got []shownFile
	for got == nil {
		for _, e := range c.until("entries").Entries {
			if e.Role == desk.RoleAgent {
				got = e.Files
			}
		}
	}
	want := []shownFile{{N: 0, Kind: "photo", Name: "a.png", Type: "image/png", Size: 17, Width: 3, Height: 2, State: "stored", URL: "files/1/2/0", Thumb: "files/1/2/0/thumb"},
		{N: 1, Kind: "document", State: "wanted"}}
	if !slices.Equal(got, want) {
		t.Errorf("the files on the wire: %+v", got)
	}
	res, body = b.asks(t, "GET", got[0].URL, token, "", "Range", "bytes=1-3")
	if res.StatusCode != http.StatusPartialContent || body != "PNG" || res.Header.Get("Content-Type") != "image/png" || res.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%s %q %v", res.Status, body, res.Header)
	}
	if res, body = b.asks(t, "GET", got[0].Thumb, token, ""); body != "small" || res.Header.Get("Content-Type") != "image/jpeg" {
		t.Errorf("%s %q", res.Status, body)
	}
	if kept := res.Header.Get("Cache-Control"); kept != "no-store" {
		t.Errorf("the address is every visitor's, and the browser may keep the bytes: %q", kept)
	}
}

// TestFilesAreOnesOwn: without a token, with another visitor's, or from another site, nobody hands in or reads; what is not
// stored, and what is not there, is not found.
func TestFilesAreOnesOwn(t *testing.T) {
	t.Parallel()
	b, h := withFiles(t, nil)
	at, token := b.visitor()
	_, other := b.visitor()
	h.blobs["blob"] = "CANARY"
	h.write(at, channels.Entry{Role: desk.RoleAgent, Kind: desk.KindPhoto, Files: []desk.File{{Type: "image/png", Width: 1, Height: 1, State: desk.FileStored, Blob: "blob"}, {State: desk.FileWanted}, {State: desk.FileStored, Blob: "lost"}}})
	for _, c := range []struct {
		method, path, token, origin string
		want                        int
	}{
		{"GET", "files/1/1/0", token, "", 200},
		{"GET", "files/1/1/0", token, "https://shop.example", 200},
		{"GET", "files/1/1/0", token, "https://evil.example", 403},
		{"GET", "files/1/1/0", token, "null", 403},
		{"GET", "files/1/1/0", other, "", 404},
		{"GET", "files/1/1/0", "", "", 401},
		{"GET", "files/1/1/0", token[:len(token)-2] + "AA", "", 401},
		{"GET", "files/1/1/0?token=" + token, "", "", 401},
		{"GET", "files/1/1/0/thumb", token, "", 404},
		{"GET", "files/1/1/0/other", token, "", 404},
		{"GET", "files/1/1/1", token, "", 404},
		{"GET", "files/1/1/2", token, "", 503},
		{"GET", "files/1/1/9", token, "", 404},
		{"GET", "files/1/1/-1", token, "", 404},
		{"GET", "files/1/x/0", token, "", 404},
		{"GET", "files/2/1/0", token, "", 404},
		{"POST", "files", "", "", 401},
		{"POST", "files", token, "https://evil.example", 403},
		{"DELETE", "files/photo-0", token, "https://evil.example", 403},
		{"DELETE", "files/photo-0", token, "", 204},
		{"OPTIONS", "files", "", "https://evil.example", 403},
		{"OPTIONS", "files", "", "https://shop.example", 204},
		{"OPTIONS", "files/1/1/0", "", "https://shop.example", 204},
	} {
		var head []string
		if c.origin != "" {
			head = []string{"Origin", c.origin}
		}
		res, body := b.asks(t, c.method, c.path, c.token, "", head...)
		if res.StatusCode != c.want || (c.want != 200 && strings.Contains(body, "CANARY")) {
			t.Errorf("%s %s from %q: %s %s", c.method, c.path, c.origin, res.Status, body)
		}
		if allowed := res.Header.Get("Access-Control-Allow-Origin"); allowed != "" && allowed != "https://shop.example" {
			t.Errorf("%s %s: %s may read it", c.method, c.path, allowed)
		}
	}
}

// TestFilesRefused: the codes that the page translates.
func TestFilesRefused(t *testing.T) {
	t.Parallel()
	b, _ := withFiles(t, nil)
	_, token := b.visitor()
	for body, want := range map[string]string{"": "422 empty_file", strings.Repeat("x", 101): "413 too_big", "away": "503 unavailable", "full": "507 full"} {
		res, got := b.asks(t, "POST", "files?name=x", token, body)
		if code := fmt.Sprint(res.StatusCode, " ", codeOf(got)); code != want {
			t.Errorf("%.10q: %s, want %s", body, code, want)
		}
	}
	for range 5 {
		b.asks(t, "POST", "files?name=x", token, "x")
	}
	if res, got := b.asks(t, "POST", "files?name=x", token, "x"); res.StatusCode != 429 || codeOf(got) != "too_many_files" || res.Header.Get("Retry-After") == "" {
		t.Errorf("%s %s", res.Status, got)
	}
	for path, want := range map[string]string{"no answer": codeBadFile, strings.Repeat("x,", 11): codeBadFile, "": codeEmpty} {
		c := b.hello(t, token, channels.Cursor{})
		var ids []string
		for id := range strings.SplitSeq(strings.TrimSuffix(path, ","), ",") {
			if id != "" {
				ids = append(ids, id)
			}
		}
		c.send(map[string]any{"op": "say", "client_id": "m-1", "text": " ", "files": ids})
		if f := c.until("refused"); f.Code != want {
			t.Errorf("%q: %+v, want %s", path, f, want)
		}
	}
}

func codeOf(body string) string {
	var p struct{ Code string }
	_ = json.Unmarshal([]byte(body), &p)
	return p.Code
}

// TestFilesAtAPace: a visitor, and a source, can hand in so many at once and no more.
func TestFilesAtAPace(t *testing.T) {
	t.Parallel()
	b, _ := withFiles(t, func(c *Config) { c.Limits.Files, c.Limits.FileSource = Rate{0.001, 2}, Rate{0.001, 3} })
	_, one := b.visitor()
	_, two := b.visitor()
	var got []int
	for _, token := range []string{one, one, one, two, two} {
		res, _ := b.asks(t, "POST", "files?name=x", token, "x")
		got = append(got, res.StatusCode)
	}
	if want := []int{201, 201, 429, 201, 429}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestBytesAtAPace: visitors from one source have so many bytes together, what does not say its length counted as the largest;
// one file of the largest size always goes.
func TestBytesAtAPace(t *testing.T) {
	t.Parallel()
	b, _ := withFiles(t, func(c *Config) { c.Limits.FileBytes = Rate{0.001, 1} })
	var got []int
	for _, size := range []int{60, 50, 40, 1} {
		_, token := b.visitor()
		res, body := b.asks(t, "POST", "files?name=x", token, strings.Repeat("x", size))
		if got = append(got, res.StatusCode); res.StatusCode == 429 && codeOf(body) != "slow_down" {
			t.Errorf("%d bytes: %s", size, body)
		}
	}
	if want := []int{201, 429, 201, 429}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if most := b.mostOf(httptest.NewRequest("POST", "/", io.MultiReader(strings.NewReader("x")))); most != 100 {
		t.Errorf("a body without a length counts for %d bytes", most)
	}
}

// TestNoFilesWithoutAHost: where the desk keeps no files the page is told so, and there is no route.
func TestNoFilesWithoutAHost(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	_, token := b.visitor()
	c := b.dial(t)
	c.send(map[string]any{"op": "hello", "token": token})
	if f := c.next(); f.MaxFile != 0 || f.MaxFiles != 0 {
		t.Errorf("%+v", f)
	}
	if res, _ := b.asks(t, "POST", "files?name=x", token, "x"); res.StatusCode != http.StatusNotFound {
		t.Error(res.Status)
	}
}

// TestNothingOfFilesButWhatIsShown: where a file is fetched from, and where its bytes lie, never reaches a visitor.
func TestNothingOfFilesButWhatIsShown(t *testing.T) {
	t.Parallel()
	list := shownEntries([]channels.Entry{{Files: []desk.File{{Ref: "REF", Blob: "BLOB", Thumb: "THUMB", Digest: "DIGEST", State: desk.FileStored}}}})
	if wire := encode(entries{Entries: list}); bytes.Contains(wire, []byte("REF")) || bytes.Contains(wire, []byte("BLOB")) || bytes.Contains(wire, []byte("THUMB")) || bytes.Contains(wire, []byte("DIGEST")) {
		t.Errorf("%s", wire)
	}
}
