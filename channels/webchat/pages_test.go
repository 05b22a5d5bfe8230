package webchat

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func get(t *testing.T, url string, head map[string]string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), "GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for k, v := range head {
		req.Header.Set(k, v)
	}
	resp, err := (&http.Client{Transport: &http.Transport{DisableCompression: true, DisableKeepAlives: true}}).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

func TestPageHeaders(t *testing.T) {
	t.Parallel()
	b := setup(t, func(c *Config) { c.PublicURL = "https://desk.example" })
	host := strings.TrimPrefix(b.srv.URL, "http://")
	resp, _ := get(t, b.srv.URL+"/chat/web", nil)
	for name, want := range map[string]string{
		"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src blob:; " +
			"connect-src 'self' wss://desk.example ws://" + host + "; base-uri 'none'; form-action 'none'; " +
			"frame-ancestors 'self' https://desk.example https://shop.example; require-trusted-types-for 'script'; trusted-types 'none'",
		"X-Content-Type-Options": "nosniff",
		"Referrer-Policy":        "no-referrer",
		"Content-Type":           "text/html; charset=utf-8",
		"Cache-Control":          "no-cache",
		"Vary":                   "Accept-Language",
	} {
		if got := resp.Header.Get(name); got != want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, want)
		}
	}
}

func TestPageWithoutSitesIsFramedByItselfOnly(t *testing.T) {
	t.Parallel()
	b := setup(t, func(c *Config) { c.AllowedOrigins = nil })
	resp, _ := get(t, b.srv.URL+"/chat/web", nil)
	if csp := resp.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "frame-ancestors 'self';") {
		t.Error(csp)
	}
}

// What a peer writes into the Host header must not become a part of the policy.
func TestPageHostIsNoHeaderInjection(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	req, _ := http.NewRequestWithContext(t.Context(), "GET", b.srv.URL+"/chat/web", nil)
	req.Host = "x;script-src*"
	resp, err := http.DefaultTransport.(*http.Transport).Clone().RoundTrip(req)
	if err != nil {
		return // the client or the server has refused it: as well
	}
	defer resp.Body.Close()
	if csp := resp.Header.Get("Content-Security-Policy"); strings.Contains(csp, "script-src*") {
		t.Error(csp)
	}
}

func TestPageLanguage(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	for _, x := range []struct{ query, accept, want string }{
		{"", "", "zh-CN"},
		{"", "fr-FR,fr;q=0.9", "zh-CN"},
		{"", "en-GB,en;q=0.9,zh;q=0.5", "en"},
		{"", "zh-HK", "zh-TW"},
		{"", "zh-Hant", "zh-TW"},
		{"", "zh-SG,en;q=0.5", "zh-CN"},
		{"", "fr,zh-TW;q=0.5,en;q=0.4", "zh-TW"},
		{"?lang=en", "zh-CN", "en"},
		{"?lang=%22%3E%3Cscript%3E", "en", "en"},
		{"", ";;q=x", "zh-CN"},
	} {
		_, body := get(t, b.srv.URL+"/chat/web"+x.query, map[string]string{"Accept-Language": x.accept})
		if !strings.Contains(body, `<html lang="`+x.want+`"`) {
			t.Errorf("%q %q: want %s in %.80s", x.query, x.accept, x.want, body)
		}
	}
}

// Names and addresses of the configuration cannot break out of where they stand.
func TestPageEscapes(t *testing.T) {
	t.Parallel()
	b := setup(t, func(c *Config) { c.Organisation = `"><script>alert(1)</script>` })
	_, body := get(t, b.srv.URL+"/chat/web", nil)
	if strings.Contains(body, "<script>alert") {
		t.Error(body)
	}
	_, loader := get(t, b.srv.URL+"/chat/web/widget.js", nil)
	if strings.Contains(loader, "<script>") {
		t.Error(loader)
	}
}

// The page and its files are found from both of its addresses and under any prefix that a proxy adds.
func TestPageFilesAreFound(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	for _, at := range []string{"/chat/web", "/chat/web/"} {
		_, body := get(t, b.srv.URL+at, nil)
		found := regexp.MustCompile(`(?:src|href)="([^"#]*assets/[^"]*)"`).FindAllStringSubmatch(body, -1)
		if len(found) != 2 {
			t.Fatalf("%s names %d files", at, len(found))
		}
		for _, f := range found {
			resp, _ := get(t, b.srv.URL+at[:strings.LastIndex(at, "/")+1]+f[1], nil)
			if resp.StatusCode != 200 || resp.Header.Get("Cache-Control") != "public, max-age=31536000, immutable" {
				t.Errorf("%s → %s: %d %s", at, f[1], resp.StatusCode, resp.Header.Get("Cache-Control"))
			}
		}
	}
	for _, gone := range []string{"/chat/web/assets/nothing.js", "/chat/web/assets/..%2fwebchat.go", "/chat/other", "/chat/web/x"} {
		if resp, _ := get(t, b.srv.URL+gone, nil); resp.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", gone, resp.StatusCode)
		}
	}
}

func TestAssetsAreZippedAndRevalidated(t *testing.T) {
	t.Parallel()
	b := setup(t, func(c *Config) { c.Colour = "#1F6FEB" })
	resp, plain := get(t, b.srv.URL+"/chat/web/widget.js", nil)
	if !strings.HasPrefix(plain, `{const FIRSTLINE={"colour":"#1F6FEB","ink":"#FFFFFF","locale":"zh-CN","name":"客服中心"};`) {
		t.Errorf("%.120s", plain)
	}
	if resp.Header.Get("Cross-Origin-Resource-Policy") != "cross-origin" || resp.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%v", resp.Header)
	}
	resp, zipped := get(t, b.srv.URL+"/chat/web/widget.js", map[string]string{"Accept-Encoding": "gzip, br"})
	r, err := gzip.NewReader(strings.NewReader(zipped))
	if err != nil {
		t.Fatal(err)
	}
	if body, _ := io.ReadAll(r); string(body) != plain {
		t.Error("zipped and plain differ")
	}
	if resp, _ := get(t, b.srv.URL+"/chat/web/widget.js", map[string]string{"Accept-Encoding": "gzip", "If-None-Match": resp.Header.Get("ETag")}); resp.StatusCode != http.StatusNotModified {
		t.Errorf("revalidation: %d", resp.StatusCode)
	}
}

func TestInkCanBeRead(t *testing.T) {
	t.Parallel()
	for colour, want := range map[string]string{"": "", "#1F5FD0": "#FFFFFF", "#FFFFFF": "#0E1420", "#000000": "#FFFFFF", "#FFD400": "#0E1420", "#7DAAF7": "#0E1420"} {
		if got := ink(colour); got != want {
			t.Errorf("ink on %q: %q, want %q", colour, got, want)
		}
	}
}

func TestVisitorEndpoint(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	seen := map[string]bool{}
	for _, x := range []struct {
		origin string
		status int
	}{{"", 200}, {b.srv.URL, 200}, {"https://shop.example", 200}, {"https://evil.example", 403}, {"null", 403}} {
		req, _ := http.NewRequestWithContext(t.Context(), "POST", b.srv.URL+"/chat/web/visitor", nil)
		if x.origin != "" {
			req.Header.Set("Origin", x.origin)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		var made struct{ Visitor, Token, Code string }
		err = json.NewDecoder(resp.Body).Decode(&made)
		_ = resp.Body.Close()
		if resp.StatusCode != x.status || err != nil || resp.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("origin %q: %d %v %v", x.origin, resp.StatusCode, err, resp.Header)
		}
		if x.status != 200 {
			if made.Code != "foreign_origin" || resp.Header.Get("Access-Control-Allow-Origin") != "" {
				t.Errorf("origin %q: %+v", x.origin, made)
			}
			continue
		}
		visitor, ok := b.tokens.visitor(made.Token)
		if !ok || visitor != made.Visitor || seen[visitor] || !regexp.MustCompile(`^[a-z2-7]{26}$`).MatchString(visitor) {
			t.Errorf("made %+v", made)
		}
		seen[visitor] = true
	}
}

// The bytes that are served stay small, and the lock file names no registry.
func TestBuiltFiles(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	for name, most := range map[string]int{"chat.js": 25_000, "chat.css": 6_000, "widget.js": 3_000} {
		if n := len(b.assets[name].zipped); n == 0 || n > most {
			t.Errorf("%s: %d bytes zipped, at most %d", name, n, most)
		}
	}
	lock, err := os.ReadFile("widget/package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(lock, []byte(`"resolved"`)) || bytes.Contains(lock, []byte("registry.")) {
		t.Error("package-lock.json names a registry")
	}
	var names []string
	_ = fs.WalkDir(os.DirFS("dist"), ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, p)
		}
		return err
	})
	if want := []string{"chat.css", "chat.js", "widget.js"}; !slices.Equal(names, want) {
		t.Errorf("dist has %v, want %v", names, want)
	}
}
