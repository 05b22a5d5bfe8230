package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// part is the address of a file of this build.
func part(name string) string { return "/assets/" + digest() + "/" + name }

// get asks the handler; headers come in pairs.
func get(t *testing.T, method, target string, headers ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, r)
	return w.Result()
}

func read(t *testing.T, res *http.Response) []byte {
	t.Helper()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestPages(t *testing.T) {
	t.Parallel()
	const html = "text/html,application/xhtml+xml"
	for _, c := range []struct {
		name, method, path string
		headers            []string
		status             int
		html               bool
	}{
		{"start", "GET", "/", []string{"Accept", html}, 200, true},
		{"start, by a tool", "GET", "/", nil, 200, true},
		{"sign-in", "GET", "/sign-in", []string{"Accept", html}, 200, true},
		{"sign-in with a query", "GET", "/sign-in?next=/inbox/mine", []string{"Accept", html}, 200, true},
		{"second factor", "GET", "/second-factor?next=/me", []string{"Accept", html}, 200, true},
		{"setup", "GET", "/setup", []string{"Accept", "*/*"}, 200, true},
		{"inbox", "GET", "/inbox", []string{"Sec-Fetch-Mode", "navigate"}, 200, true},
		{"a session", "GET", "/inbox/mine/0198c0de-0000-7000-8000-000000000000", []string{"Accept", html}, 200, true},
		{"head", "HEAD", "/inbox/mine", []string{"Accept", html}, 200, true},
		{"a script asks", "GET", "/inbox/mine", []string{"Sec-Fetch-Mode", "cors", "Accept", html}, 404, false},
		{"somebody wants JSON", "GET", "/inbox/mine", []string{"Accept", "application/json"}, 404, false},
		{"no page of ours", "GET", "/inboxes", []string{"Accept", html}, 404, false},
		{"nothing", "GET", "/nothing", []string{"Accept", html}, 404, false},
		{"the API is not ours", "GET", "/api/v1/none", []string{"Accept", html}, 404, false},
		{"a file that is gone", "GET", "/assets/gone.js", nil, 404, false},
		{"a file of another build", "GET", "/assets/AAAAAAAAAAAA/index.js", nil, 404, false},
		{"a file of no build", "GET", "/assets/index.js", nil, 404, false},
		{"a folder", "GET", "/assets/", []string{"Accept", html}, 404, false},
		{"out of the tree", "GET", "/../web.go", nil, 404, false},
		{"writing", "POST", "/sign-in", []string{"Accept", html}, 405, false},
		{"writing to a file", "PUT", "/favicon.svg", nil, 405, false},
	} {
		res := get(t, c.method, c.path, c.headers...)
		if res.StatusCode != c.status {
			t.Errorf("%s: status %d, want %d", c.name, res.StatusCode, c.status)
		}
		if isHTML := strings.HasPrefix(res.Header.Get("Content-Type"), "text/html"); isHTML != c.html {
			t.Errorf("%s: Content-Type %q", c.name, res.Header.Get("Content-Type"))
		}
		if c.method == "HEAD" && len(read(t, res)) > 0 {
			t.Errorf("%s: a body", c.name)
		}
	}
}

func TestCaching(t *testing.T) {
	t.Parallel()
	plain := get(t, "GET", part("index.js"))
	zipped := get(t, "GET", part("index.js"), "Accept-Encoding", "br, gzip;q=0.8")
	tag, tagZ := plain.Header.Get("ETag"), zipped.Header.Get("ETag")
	if tag == "" || tag == tagZ {
		t.Fatalf("the representations are not told apart: %s, %s", tag, tagZ)
	}
	for target, want := range map[string]string{part("index.js"): "public, max-age=31536000, immutable", "/": "no-cache", "/early.js": "no-cache"} {
		if got := get(t, "GET", target).Header.Get("Cache-Control"); got != want {
			t.Errorf("%s: Cache-Control %q, want %q", target, got, want)
		}
	}
	if zipped.Header.Get("Content-Encoding") != "gzip" || plain.Header.Get("Content-Encoding") != "" || plain.Header.Get("Vary") != "Accept-Encoding" {
		t.Errorf("encodings %v, %v", zipped.Header, plain.Header)
	}
	z, err := gzip.NewReader(zipped.Body)
	if err != nil {
		t.Fatal(err)
	}
	unzipped, err := io.ReadAll(z)
	if err != nil || !bytes.Equal(unzipped, read(t, plain)) {
		t.Errorf("the compressed file is another one: %v", err)
	}
	for _, c := range []struct {
		name    string
		headers []string
		status  int
	}{
		{"known", []string{"If-None-Match", tag}, 304},
		{"known, compressed", []string{"If-None-Match", tagZ, "Accept-Encoding", "gzip"}, 304},
		{"one of several", []string{"If-None-Match", `"other", W/` + tag}, 304},
		{"an older one", []string{"If-None-Match", `"other"`}, 200},
		{"the other representation", []string{"If-None-Match", tagZ}, 200},
	} {
		if res := get(t, "GET", part("index.js"), c.headers...); res.StatusCode != c.status {
			t.Errorf("%s: status %d, want %d", c.name, res.StatusCode, c.status)
		}
	}
}

func TestTakesGzip(t *testing.T) {
	t.Parallel()
	for accept, want := range map[string]bool{
		"": false, "gzip": true, "br, gzip": true, "gzip;q=0": false, "gzip; q=0.000": false, "gzip;q=0.5": true, "gzip; q=1": true,
		"x-gzip": false, "identity, deflate": false, "gzip;q=1.0, *;q=0": true,
	} {
		if got := takesGzip(accept); got != want {
			t.Errorf("%q: %v", accept, got)
		}
	}
}

func TestSecurityHeaders(t *testing.T) {
	t.Parallel()
	for _, target := range []string{"/", part("index.js"), "/nothing"} {
		h := get(t, "GET", "http://desk.example:8080"+target).Header
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
			"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self'; " +
				"connect-src 'self' ws://desk.example:8080 wss://desk.example:8080; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
		} {
			if got := h.Get(name); got != want {
				t.Errorf("%s: %s is %q", target, name, got)
			}
		}
	}
}

func TestHostIsNotBelieved(t *testing.T) {
	t.Parallel()
	for _, host := range []string{"x; script-src *", "a b", "evil'", "[::1]:80", strings.Repeat("a", 300), ""} {
		h := http.Header{}
		protect(h, host)
		if got := h.Get("Content-Security-Policy"); !strings.Contains(got, "connect-src 'self'; ") {
			t.Errorf("%q went into the policy: %s", host, got)
		}
	}
}

// What index.html names must be there, and nothing in it may need more than the policy allows.
func TestIndex(t *testing.T) {
	t.Parallel()
	index := string(read(t, get(t, "GET", "/")))
	for _, ref := range regexp.MustCompile(`(?:src|href)="([^"]*)"`).FindAllStringSubmatch(index, -1) {
		if res := get(t, "GET", ref[1]); res.StatusCode != 200 {
			t.Errorf("%s: status %d", ref[1], res.StatusCode)
		}
	}
	for _, bad := range []string{`<script>`, `style="`, `<style`, ` on`, `http:`, `https:`, `javascript:`} {
		if strings.Contains(index, bad) {
			t.Errorf("index.html contains %q", bad)
		}
	}
}

// Every committed file has a type of ours and a name without a hash.
func TestFiles(t *testing.T) {
	t.Parallel()
	hashed, n, files := regexp.MustCompile(`-[A-Za-z0-9_-]{8}\.`), 0, load()
	err := fs.WalkDir(dist, "dist", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		n++
		if kinds()[path.Ext(name)] == "" {
			t.Errorf("%s: no type", name)
		}
		if hashed.MatchString(name) {
			t.Errorf("%s: looks hashed", name)
		}
		at := strings.TrimPrefix(name, "dist/")
		if in, ok := strings.CutPrefix(at, "assets/"); ok {
			at = strings.TrimPrefix(part(in), "/")
			if other := regexp.MustCompile(`["\x60(]/assets/`).Find(files[at].plain.bytes); other != nil {
				t.Errorf("%s names a file by an address that has no build: …%s…", name, other)
			}
		}
		if files[at] == nil {
			t.Errorf("%s: is not served", name)
		}
		return nil
	})
	if err != nil || n < 5 {
		t.Fatalf("%d files, %v", n, err)
	}
}

// The application's own table of places and the addresses that are answered with its page are the same.
func TestPlaces(t *testing.T) {
	t.Parallel()
	table, err := os.ReadFile("src/shell/places.ts")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, m := range regexp.MustCompile(`(?m)^    path: '/(\w+)',$`).FindAllStringSubmatch(string(table), -1) {
		want = append(want, m[1])
	}
	if len(want) == 0 || !slices.Equal(want, places()) {
		t.Errorf("places.ts has %v, web.go %v", want, places())
	}
}
