package api

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/media"
	"firstline/internal/store"
)

// fileMost is the largest file of a rig.
const fileMost = 1 << 20

func keeper(t testing.TB, st *store.Store, adapters map[desk.ChannelID]channels.Adapter, log *zap.Logger) *media.Service {
	t.Helper()
	dir, err := media.OpenDir(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = dir.Close() })
	return media.New(media.Options{Record: st, Shelf: media.NewShelf(dir, 0), Channels: adapters, MaxSize: fileMost, Fetchers: 2,
		Metrics: media.NewMetrics(prometheus.NewRegistry()), Log: log})
}

// painted is a small picture.
func painted(t testing.TB) string {
	t.Helper()
	p := image.NewRGBA(image.Rect(0, 0, 600, 300))
	for i := range p.Pix {
		p.Pix[i] = byte(i * 7)
	}
	p.Set(0, 0, color.Black)
	var b bytes.Buffer
	if err := png.Encode(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// handsIn uploads and gives the id.
func (p *person) handsIn(name, body string) string {
	p.r.t.Helper()
	return p.must(201, "POST", "/api/v1/uploads?name="+name, body).body["id"].(string)
}

// sends hands a file in and sends it; it gives the file's address.
func (p *person) sends(session, name, body string) string {
	p.r.t.Helper()
	up := p.handsIn(name, body)
	seq := p.must(201, "POST", "/api/v1/sessions/"+session+"/replies", map[string]any{"client_id": up, "text": "", "upload": up}).body["seq"]
	return fmt.Sprintf("/api/v1/sessions/%s/messages/%v/files/0", session, seq)
}

func readsFile(what string) func(*cell) int {
	return func(c *cell) int {
		return c.who.do("GET", c.own.sends(c.held(), "a.png", painted(c.r.t))+what, nil).status
	}
}

// TestFileGoesOut: an agent hands a picture in and sends it; the transcript has it, its bytes come back with ranges and
// under headers that let nothing run.
func TestFileGoesOut(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	mei := r.hire("mei", desk.RankAgent, "service")
	id := r.writes("web", "k1", "how does it look?")
	mei.must(200, "POST", "/api/v1/sessions/"+id+"/take", map[string]any{})
	body := painted(t)
	up := mei.do("POST", "/api/v1/uploads?name=%E7%85%A7%E7%89%87.png", body)
	if up.status != 201 || up.body["kind"] != "photo" || up.body["type"] != "image/png" || up.body["width"] != 600. || up.body["height"] != 300. || up.body["name"] != "照片.png" {
		t.Fatalf("the upload: %d %s", up.status, up.raw)
	}
	said := mei.must(201, "POST", "/api/v1/sessions/"+id+"/replies", map[string]any{"client_id": "c1", "text": "您好，这样", "upload": up.body["id"]})
	again := mei.must(200, "POST", "/api/v1/sessions/"+id+"/replies", map[string]any{"client_id": "c1", "text": "您好，这样", "upload": up.body["id"]})
	if said.body["seq"] != again.body["seq"] {
		t.Errorf("the same command wrote %v and %v", said.body["seq"], again.body["seq"])
	}
	if a := mei.do("POST", "/api/v1/sessions/"+id+"/replies", map[string]any{"client_id": "c2", "text": "", "upload": up.body["id"]}); a.status != 409 || a.code() != "upload_used" {
		t.Errorf("the same file once more: %d %s", a.status, a.raw)
	}
	var line map[string]any
	for _, m := range mei.must(200, "GET", "/api/v1/sessions/"+id+"/messages", nil).body["messages"].([]any) {
		if m := m.(map[string]any); m["seq"] == said.body["seq"] {
			line = m
		}
	}
	file := line["files"].([]any)[0].(map[string]any)
	if line["kind"] != "photo" || line["text"] != "您好，这样" || file["state"] != "stored" || file["thumb"] != true || file["digest"] == "" {
		t.Errorf("the line: %v", line)
	}
	at := fmt.Sprintf("/api/v1/sessions/%s/messages/%v/files/0", id, said.body["seq"])
	got := mei.must(200, "GET", at, nil)
	if string(got.raw) != body {
		t.Errorf("%d bytes came back of %d", len(got.raw), len(body))
	}
	for name, want := range map[string]string{"Content-Type": "image/png", "X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin",
		"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox", "Cache-Control": "private, no-cache",
		"Content-Disposition": `inline; filename="__.png"; filename*=UTF-8''%E7%85%A7%E7%89%87.png`} {
		if got.header.Get(name) != want {
			t.Errorf("%s: %q, want %q", name, got.header.Get(name), want)
		}
	}
	if part := mei.do("GET", at, nil, "Range", "bytes=1-3"); part.status != 206 || string(part.raw) != "PNG" {
		t.Errorf("a range: %d %q", part.status, part.raw)
	}
	if same := mei.do("GET", at, nil, "If-None-Match", got.header.Get("ETag")); same.status != 304 {
		t.Errorf("what the browser has already: %d", same.status)
	}
	if small := mei.must(200, "GET", at+"/thumb", nil); small.header.Get("Content-Type") != "image/jpeg" || len(small.raw) == 0 {
		t.Errorf("the small picture: %v", small.header)
	}
}

// TestFilesThatAreNotShown: what could run comes as bytes to be saved, whatever it is called; a name cannot write headers.
func TestFilesThatAreNotShown(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	mei := r.hire("mei", desk.RankAgent, "service")
	id := r.writes("web", "k1", "hello")
	mei.must(200, "POST", "/api/v1/sessions/"+id+"/take", map[string]any{})
	for name, body := range map[string]string{
		"a.png":                           "<html><script>alert(1)</script>",
		"a.svg":                           `<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>`,
		"b.jpg":                           `<?xml version="1.0"?><svg onload="1"/>`,
		"c.txt":                           "plain words",
		"d.js":                            "alert(1)",
		"e%0d%0aSet-Cookie:%20a=b%22.exe": "MZ\x90\x00",
		"..%2f..%2fetc%2fpasswd":          "root:x",
	} {
		got := mei.must(200, "GET", mei.sends(id, name, body), nil)
		how := got.header.Get("Content-Disposition")
		if got.header.Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(how, "attachment") || got.header.Get("Set-Cookie") != "" || strings.ContainsAny(how, "\r\n/") {
			t.Errorf("%s comes as %v", name, got.header)
		}
	}
}

// TestUploadsAreOnesOwn: nobody sends or takes back what somebody else has handed in; other sites hand nothing in; what is
// too large or empty is refused, and of what is never sent only the newest thirty lie about.
func TestUploadsAreOnesOwn(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	mei, bo := r.hire("mei", desk.RankAgent, "service"), r.hire("bo", desk.RankAgent, "service")
	id := r.writes("web", "k1", "hello")
	mei.must(200, "POST", "/api/v1/sessions/"+id+"/take", map[string]any{})
	theirs := bo.handsIn("a.txt", "a")
	mei.must(204, "DELETE", "/api/v1/uploads/"+theirs, nil)
	if a := mei.do("POST", "/api/v1/sessions/"+id+"/replies", map[string]any{"client_id": "c1", "text": "", "upload": theirs}); a.status != 404 || a.code() != "no_upload" {
		t.Errorf("a colleague's file: %d %s", a.status, a.raw)
	}
	two := r.writes("web", "k2", "hello")
	bo.must(200, "POST", "/api/v1/sessions/"+two+"/take", map[string]any{})
	bo.must(201, "POST", "/api/v1/sessions/"+two+"/replies", map[string]any{"client_id": "c1", "text": "", "upload": theirs}) // it is still there
	at := bo.sends(two, "b.txt", "b")
	if a := mei.do("GET", strings.Replace(at, two, id, 1), nil); a.status != 404 {
		t.Errorf("the file's place in another session: %d", a.status)
	}
	if a := mei.do("POST", "/api/v1/uploads?name=x", "x", "Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site"); a.status != http.StatusForbidden {
		t.Errorf("another site hands in: %d", a.status)
	}
	if a := mei.do("POST", "/api/v1/uploads?name=x", strings.Repeat("x", fileMost+1)); a.status != 422 || a.code() != "file_too_big" {
		t.Errorf("too large: %d %s", a.status, a.raw)
	}
	if a := mei.do("POST", "/api/v1/uploads?name=x", ""); a.status != 422 || a.code() != "file_empty" {
		t.Errorf("empty: %d %s", a.status, a.raw)
	}
	for range 100 { // what is left behind makes room
		mei.must(201, "POST", "/api/v1/uploads?name=x", "x")
	}
	var lie int
	if err := r.store.DB.QueryRow("SELECT count(*) FROM upload WHERE owner = $1", "agent:"+string(mei.id)).Scan(&lie); err != nil || lie != 30 {
		t.Errorf("%d files of one person lie about (%v)", lie, err)
	}
}

// TestFilesOfOthers: the canary in a file of another group's session comes to nobody else (S-AZ2).
func TestFilesOfOthers(t *testing.T) {
	t.Parallel()
	const canary = "CANARY-77f1"
	r := newRig(t)
	mei, spy := r.hire("mei", desk.RankAgent, "service"), r.hire("spy", desk.RankAgent, "complaint")
	id := r.writes("web", "k1", "hello")
	mei.must(200, "POST", "/api/v1/sessions/"+id+"/take", map[string]any{})
	at := mei.sends(id, canary+".txt", canary)
	for _, p := range []*person{spy, r.nobody()} {
		for _, what := range []string{"", "/thumb", "?x=1"} {
			if a := p.do("GET", at+what, nil, "Range", "bytes=0-5"); a.status < 400 || bytes.Contains(a.raw, []byte("CANARY")) || strings.Contains(fmt.Sprint(a.header), canary) {
				t.Errorf("%s%s: %d %s", at, what, a.status, a.raw)
			}
		}
	}
	if a := mei.must(200, "GET", at, nil); string(a.raw) != canary {
		t.Errorf("the holder reads %q", a.raw)
	}
}

// TestFilesKeptByTheBrowser: bytes that a browser has already are shown again only to who may still see them (S-AZ2).
func TestFilesKeptByTheBrowser(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	mei, bo := r.hire("mei", desk.RankAgent, "service"), r.hire("bo", desk.RankAgent, "complaint")
	id := r.writes("web", "k1", "hello")
	mei.must(200, "POST", "/api/v1/sessions/"+id+"/take", map[string]any{})
	at := mei.sends(id, "a.png", painted(t))
	for _, what := range []string{"", "/thumb"} {
		tag := mei.must(200, "GET", at+what, nil).header.Get("ETag")
		if a := mei.do("GET", at+what, nil, "If-None-Match", tag); a.status != 304 || a.header.Get("Cache-Control") != "private, no-cache" {
			t.Errorf("%s, who may see it: %d %v", what, a.status, a.header)
		}
		for name, p := range map[string]*person{"a colleague": bo, "nobody": r.nobody()} {
			if a := p.do("GET", at+what, nil, "If-None-Match", tag); a.status < 401 || a.header.Get("ETag") != "" || a.header.Get("Cache-Control") != "no-store" {
				t.Errorf("%s, %s on the same machine: %d %v", what, name, a.status, a.header)
			}
		}
	}
	tag := mei.must(200, "GET", at, nil).header.Get("ETag")
	mei.must(204, "POST", "/api/v1/sign-out", nil)
	if a := mei.do("GET", at, nil, "If-None-Match", tag); a.status != 401 {
		t.Errorf("after signing out: %d", a.status)
	}
}
