// Package web serves the agents' application: the built files of dist, embedded, so that one binary is all there is to
// install. It decides which addresses are pages of the application and how browsers may cache and use them; it refuses
// to know the API, sessions and people.
package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// dist is what `npm run build` writes. It is committed: a plain `go build` needs no Node.
//
//go:embed all:dist
var dist embed.FS

// file is one embedded file, ready to be sent.
type file struct {
	kind    string // Content-Type
	forever bool   // its address names the build
	plain   body
	zipped  func() body // empty when compression does not pay
}

// body is one representation. Its ETag follows from the bytes alone, so that every node and every build agree.
type body struct {
	bytes []byte
	etag  string
}

// Handler serves the application. It reads everything when it is made, and compresses a file when it is first asked for.
// Paths that it does not know are answered with 404, so mount the API and the channels beside it; the files of another
// build are such paths, and a page that asks for one offers to be loaded anew.
func Handler() http.Handler {
	files := load()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		protect(w.Header(), r.Host)
		f, ok := files[strings.TrimPrefix(r.URL.Path, "/")]
		if !ok && isPage(r.URL.Path) && isNavigation(r) {
			f, ok = files["index.html"]
		}
		switch {
		case !ok:
			http.NotFound(w, r)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		default:
			f.send(w, r)
		}
	})
}

func (f *file) send(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Cache-Control", "no-cache") // ask each time, and get 304
	if f.forever {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	b := f.plain
	if zipped := f.zipped(); len(zipped.bytes) > 0 {
		h.Set("Vary", "Accept-Encoding")
		if takesGzip(r.Header.Get("Accept-Encoding")) {
			h.Set("Content-Encoding", "gzip")
			b = zipped
		}
	}
	h.Set("ETag", b.etag)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b.bytes))
}

// isPage says whether the path belongs to the application's own router (web/src/router.ts).
func isPage(p string) bool {
	if slices.Contains([]string{"/", "/sign-in", "/second-factor", "/setup"}, p) {
		return true
	}
	first, _, _ := strings.Cut(strings.TrimPrefix(p, "/"), "/")
	return slices.Contains(places(), first)
}

// places are the first segments of the addresses in web/src/shell/places.ts; a test compares.
func places() []string {
	return []string{"inbox", "live", "complaints", "quality", "ratings", "customers", "search", "me", "settings"}
}

// isNavigation tells a browser that goes to a page from a script that fetches: the latter must see 404, not HTML.
func isNavigation(r *http.Request) bool {
	if mode := r.Header.Get("Sec-Fetch-Mode"); mode != "" {
		return mode == "navigate"
	}
	accept := r.Header.Get("Accept")
	return accept == "" || strings.Contains(accept, "text/html") || strings.Contains(accept, "*/*")
}

// takesGzip reads Accept-Encoding: gzip must be named, and not with q=0.
func takesGzip(accept string) bool {
	for part := range strings.SplitSeq(accept, ",") {
		name, q, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.TrimSpace(name) == "gzip" {
			return strings.Trim(strings.TrimSpace(q), "q=.0 ") != "" || q == ""
		}
	}
	return false
}

// policy is what the application may load and do: nothing but its own files.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self'; connect-src 'self'%; " +
	"font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// hostName is what may stand in a header of ours: the Host header is the client's word. IPv6 literals are left out, CSP
// has no way to write them.
var hostName = regexp.MustCompile(`^[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?$`)

// protect sets the security headers. Not every browser reads 'self' as including the websocket of the same host.
func protect(h http.Header, host string) {
	sockets := ""
	if hostName.MatchString(host) {
		sockets = " ws://" + host + " wss://" + host
	}
	h.Set("Content-Security-Policy", strings.Replace(policy, "%", sockets, 1))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
}

// kinds are the types of the files that a build writes. The machine's own table is not asked: it differs from one to
// the next, and with nosniff a wrong type is a blank page.
func kinds() map[string]string {
	return map[string]string{
		".html": "text/html; charset=utf-8",
		".js":   "text/javascript; charset=utf-8",
		".css":  "text/css; charset=utf-8",
		".svg":  "image/svg+xml",
		".png":  "image/png",
	}
}

// load reads the build. All that lies in dist/assets is served below a folder named after the whole build, and the page
// names it there: the files' own names are the same in every build, and parts of two builds do not fit each other.
func load() map[string]*file {
	files, types, build := map[string]*file{}, kinds(), "assets/"+digest()+"/"
	_ = fs.WalkDir(dist, "dist", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		plain, err := dist.ReadFile(name)
		kind, known := types[path.Ext(name)]
		if err != nil || !known {
			return err
		}
		at, part := strings.CutPrefix(name, "dist/assets/")
		if part {
			at = build + at
		} else {
			at = strings.TrimPrefix(name, "dist/")
		}
		if at == "index.html" {
			plain = bytes.ReplaceAll(plain, []byte(`"/assets/`), []byte(`"/`+build))
		}
		files[at] = &file{kind: kind, forever: part, plain: represent(plain), zipped: sync.OnceValue(func() body {
			if zipped := compress(plain); path.Ext(name) != ".png" && len(zipped) < len(plain) {
				return represent(zipped)
			}
			return body{}
		})}
		return nil
	}) // an embedded tree cannot fail to be read
	return files
}

// digest names the build by everything that is in it.
func digest() string {
	sum := sha256.New()
	_ = fs.WalkDir(dist, "dist", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := dist.ReadFile(name)
		fmt.Fprintf(sum, "%s %d\n", name, len(b))
		sum.Write(b)
		return err
	})
	return base64.RawURLEncoding.EncodeToString(sum.Sum(nil)[:9])
}

func represent(b []byte) body {
	sum := sha256.Sum256(b)
	return body{bytes: b, etag: `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`}
}

func compress(plain []byte) []byte {
	var out bytes.Buffer
	z, _ := gzip.NewWriterLevel(&out, gzip.BestCompression) // the level is a valid one
	_, _ = z.Write(plain)                                   // a buffer takes everything
	_ = z.Close()
	return out.Bytes()
}
