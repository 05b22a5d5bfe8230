package webchat

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"firstline/channels"
	"firstline/internal/desk"
)

// demo is an adapter with a host in memory and a handle for each thing that can happen.
type demo struct {
	*http.ServeMux
	a    *Adapter
	host *memHost
}

func newDemo(t *testing.T, site string, change ...func(*Config)) *demo {
	t.Helper()
	cfg := testConfig()
	cfg.Organisation, cfg.AllowedOrigins = "晨星商城客服", []string{site, strings.Replace(site, "127.0.0.1", "localhost", 1)}
	cfg.Limits = Limits{Visitor: Rate{20, 200}}
	for _, c := range change {
		c(&cfg)
	}
	a, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	d := &demo{ServeMux: http.NewServeMux(), a: a, host: newMemHost()}
	d.host.parse = a.Parse
	a.Mount(d.ServeMux, d.host)
	d.HandleFunc("GET /favicon.ico", func(http.ResponseWriter, *http.Request) {})
	d.HandleFunc("GET /site", func(w http.ResponseWriter, r *http.Request) {
		from := strings.Replace(r.Host, "localhost", "127.0.0.1", 1) // another origin than the site's, if that is localhost
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><html lang="zh-CN"><meta name="viewport" content="width=device-width"><title>晨星商城</title>
<body style="font:16px sans-serif;margin:40px"><h1>晨星商城</h1><p>一个普通的网站。<a href="#">链接</a></p>
<script src="http://%s/chat/web/widget.js" async></script>`, from)
	})
	d.HandleFunc("POST /do", d.do)
	return d
}

// do acts in every conversation there is; the page alone has one.
func (d *demo) do(_ http.ResponseWriter, r *http.Request) {
	text := r.FormValue("text")
	what := r.FormValue("what")
	switch what {
	case "down", "up":
		d.host.set(func(h *memHost) {
			h.fail = nil
			if what == "down" {
				h.fail = func(desk.Raw) (bool, bool) { return true, false }
			}
		})
		return
	case "cut":
		d.a.crowd.mu.Lock()
		d.a.crowd.all(func(s *socket) { s.end(draining(time.Second)) })
		d.a.crowd.mu.Unlock()
		return
	}
	for _, at := range d.host.addresses() {
		d.host.set(func(h *memHost) { h.talk(at).phase = map[string]string{"close": "closed", "auto": "queued"}[what] })
		d.host.set(func(h *memHost) {
			if h.talk(at).phase == "" {
				h.talk(at).phase = "serving"
			}
		})
		d.host.write(at, d.entry(what, text))
	}
}

func (d *demo) entry(what, text string) channels.Entry {
	e := channels.Entry{Kind: desk.KindText, Text: text, At: desk.At(time.Now())}
	switch what {
	case "auto":
		e.Role = desk.RoleAuto
	case "line":
		e.Role, e.Purpose = desk.RoleSystem, "line:transferred"
	case "close":
		e.Role, e.Author, e.Purpose = desk.RoleAgent, "张敏", "closing"
	default:
		e.Role, e.Author, e.Delivery = desk.RoleAgent, "张敏", desk.DeliverySent
	}
	return e
}
