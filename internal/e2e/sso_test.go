package e2e

import (
	"crypto/rand"
	"fmt"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"firstline/internal/testenv/provider"
)

// TestSingleSignOn: people sign in at a provider that is not ours (S-AU1), through its own pages, at a desk of two processes: whoever comes
// back comes to the other one. A second provider is away. What becomes of a stranger, and of somebody who is unlinked.
func TestSingleSignOn(t *testing.T) {
	t.Parallel()
	ready(t)
	files := t.TempDir()
	d := newDesk(t, onPostgres(t)+fmt.Sprintf("media: {dir: %s}\nseal: {key: %s}\n", files, rand.Text()+rand.Text()))
	said := func(login, name string) provider.Claims {
		return provider.Claims{"email": login + "@example.org", "email_verified": true, "name": name}
	}
	idp := provider.Start(t, map[string]provider.Claims{"sub-zhang": said("zhangmin", "张敏"), "sub-wang": said("wang", "王五"), "sub-other": said("zhangmin", "张敏")}, d.url+"/api/v1/sign-in/sso/corp/callback")
	d.adds(fmt.Sprintf("auth:\n  oidc:\n    - {id: corp, name: 企业微信, name_en: WeCom, issuer: '%s', allow_private: true, client_id: %s, client_secret: %s, domains: [example.org], drop_domain: true}\n"+
		"    - {id: spare, name: 备用, name_en: Spare, issuer: 'http://127.0.0.1:9', allow_private: true, client_id: x, client_secret: y}\n", idp.Issuer, provider.ClientID, provider.Secret))
	ok(t, os.Mkdir(filepath.Join(d.dir, "data"), 0o700)) // where the seals go beside the record
	staff(d)
	d.user("boss", "何经理", "admin", "service,order,complaint")
	d.twice("/api/v1/sign-in/sso/corp/callback")
	d.play("sso.mjs", "singleSignOn", scene{})
}

// adds writes more into the configuration of a desk that has not been started.
func (d *desk) adds(settings string) {
	d.t.Helper()
	text, err := os.ReadFile(d.config)
	ok(d.t, err)
	ok(d.t, os.WriteFile(d.config, append(text, settings...), 0o600))
}

// twice starts a desk as two processes behind one address: what is asked for under a path goes to the second.
func (d *desk) twice(path string) {
	d.t.Helper()
	first, second, dir := freeAddr(d.t), freeAddr(d.t), d.t.TempDir()
	to := func(addr string) http.Handler {
		return httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: addr})
	}
	mux := http.NewServeMux()
	mux.Handle(path, to(second))
	mux.Handle("/", to(first))
	ln, err := net.Listen("tcp", strings.TrimPrefix(d.url, "http://"))
	ok(d.t, err)
	srv := &http.Server{Handler: mux}
	go func() { _ = srv.Serve(ln) }()
	d.t.Cleanup(func() { _ = srv.Close() })
	d.args = append(d.args, "--listen", first)
	d.start()
	other, err := startChild(built.binary, dir, "serve", "--config", d.config, "--listen", second, "--data", dir)
	ok(d.t, err)
	d.t.Cleanup(other.kill)
	ok(d.t, other.until(func() bool {
		res, err := http.Get("http://" + second + "/readyz")
		if err != nil {
			return false
		}
		_ = res.Body.Close()
		return res.StatusCode == http.StatusOK
	}))
}
