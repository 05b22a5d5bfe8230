package webchat

import (
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"go.uber.org/zap"
)

// shown is what the page's template needs.
type shown struct {
	Lang         string
	Base         string // from the page's address to the channel's folder: works under any prefix that a proxy adds
	Organisation string
	Initial      string
	Origins      string // who may embed, separated by spaces
	Colour, Ink  string
	Ask          string // questions, separated by spaces
	Privacy      string // address
	Consent      bool
	Leave        int64  // ms
	Script       string // versions
	Style        string
}

func loadPage() (*template.Template, error) {
	t, err := template.ParseFS(files, "page.html")
	if err != nil {
		return nil, fmt.Errorf("webchat: page: %w", err)
	}
	return t, nil
}

// servePage answers GET /chat/{id}, with and without a slash at the end.
func (a *Adapter) servePage(w http.ResponseWriter, r *http.Request) {
	a.secure(w.Header(), r)
	base := ""
	if !strings.HasSuffix(r.URL.Path, "/") {
		base = string(a.cfg.ID) + "/"
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-cache")
	h.Set("Vary", "Accept-Language")
	err := a.page.Execute(w, shown{
		Lang:         pick(r.URL.Query().Get("lang"), r.Header.Get("Accept-Language"), a.cfg.Locale),
		Base:         base,
		Organisation: a.cfg.Organisation,
		Initial:      string([]rune(a.cfg.Organisation)[:1]),
		Origins:      strings.Join(a.origins.frames(), " "),
		Colour:       a.cfg.Colour,
		Ink:          ink(a.cfg.Colour),
		Ask:          strings.Join(a.cfg.Ask, " "),
		Privacy:      a.cfg.Privacy,
		Consent:      a.cfg.Consent,
		Leave:        a.cfg.LeaveAfter.Milliseconds(),
		Script:       a.assets["chat.js"].version,
		Style:        a.assets["chat.css"].version,
	})
	if err != nil {
		a.log.Debug("page not written", zap.Error(err))
	}
}

// secure says what the page may do and who may show it: own scripts, own styles, own sockets, frames by the list.
func (a *Adapter) secure(h http.Header, r *http.Request) {
	connect := []string{"'self'"} // 'self' does not cover websockets in every browser
	for _, o := range []string{a.origins.own, a.origins.of(r)} {
		if ws := "ws" + strings.TrimPrefix(o, "http"); o != "" && !slices.Contains(connect, ws) {
			connect = append(connect, ws)
		}
	}
	h.Set("Content-Security-Policy", strings.Join([]string{
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self'",
		"img-src 'self' data: blob:", // files of the conversation are fetched with the token in a header, and shown from memory
		"media-src blob:",
		"connect-src " + strings.Join(connect, " "),
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors " + strings.Join(append([]string{"'self'"}, a.origins.frames()...), " "),
		"require-trusted-types-for 'script'",
		"trusted-types 'none'",
	}, "; "))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin") // a site with its own embedder policy may still frame us
}
