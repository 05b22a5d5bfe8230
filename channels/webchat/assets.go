package webchat

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// files is the page and what `npm run build` in widget/ makes. The built files have fixed names and are committed, so
// that the program builds with Go alone.
//
//go:embed page.html dist/chat.js dist/chat.css dist/widget.js
var files embed.FS

// asset is one built file as it is served.
type asset struct {
	kind    string // its content type
	body    []byte
	zipped  []byte
	version string // from the bytes: a new build has a new address
}

func loadAssets(cfg Config) (map[string]asset, error) {
	all := map[string]asset{}
	for name, kind := range map[string]string{
		"chat.js":   "text/javascript; charset=utf-8",
		"chat.css":  "text/css; charset=utf-8",
		"widget.js": "text/javascript; charset=utf-8",
	} {
		body, err := files.ReadFile("dist/" + name)
		if err != nil {
			return nil, fmt.Errorf("webchat: built file: %w", err)
		}
		if name == "widget.js" {
			body = withSettings(body, cfg)
		}
		zipped, err := zip(body)
		if err != nil {
			return nil, fmt.Errorf("webchat: built file %s: %w", name, err)
		}
		sum := sha256.Sum256(body)
		all[name] = asset{kind: kind, body: body, zipped: zipped, version: hex.EncodeToString(sum[:6])}
	}
	return all, nil
}

// withSettings puts in front of the loader what it must know before it has asked us anything. The JSON has no < and no
// line separators, so it is a JavaScript expression too; the block keeps the name out of the site's own scope.
func withSettings(loader []byte, cfg Config) []byte {
	settings, _ := json.Marshal(map[string]string{ // strings only: cannot fail
		"name": cfg.Organisation, "locale": cfg.Locale, "colour": cfg.Colour, "ink": ink(cfg.Colour),
	})
	return bytes.Join([][]byte{[]byte("{const FIRSTLINE="), settings, []byte(";\n"), loader, []byte("}\n")}, nil)
}

func zip(body []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// serveAsset serves a built file. Under the address that names its version it never changes; the loader has one address
// for good and is looked at again every five minutes. The loader may run on any site: only the frame it opens is ours.
func (a *Adapter) serveAsset(name string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		f, ok := a.assets[name]
		if !ok {
			http.NotFound(w, r)
			return
		}
		h := w.Header()
		h.Set("Content-Type", f.kind)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Vary", "Accept-Encoding")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-cache")
		if r.URL.Query().Get("v") == f.version {
			h.Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		if name == "widget.js" {
			h.Set("Cross-Origin-Resource-Policy", "cross-origin")
			h.Set("Cache-Control", "public, max-age=300")
		}
		body, tag := f.body, f.version
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			h.Set("Content-Encoding", "gzip")
			body, tag = f.zipped, f.version+"-gzip"
		}
		h.Set("ETag", `"`+tag+`"`)
		http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(body))
	}
}
