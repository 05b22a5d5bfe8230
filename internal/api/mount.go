package api

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// mount puts the routes together.
func (a *API) mount() http.Handler {
	inner := http.NewServeMux()
	a.huma = humago.New(inner, a.config())
	a.routes()
	a.spec = a.huma.OpenAPI()
	describe(a.spec)
	spec, err := json.MarshalIndent(a.spec, "", "  ")
	if err != nil {
		panic("api: the OpenAPI description cannot be encoded: " + err.Error()) // a mistake in this package; every test finds it
	}
	a.plain(inner, "GET /api/openapi.json", public(), func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(spec)
	})
	a.plain(inner, "GET /api/v1/stream", public(), a.stream) // judges by itself: a handshake needs close codes
	inner.HandleFunc("/api/", func(w http.ResponseWriter, _ *http.Request) { refuse(w, errRoute()) })

	outer := http.NewServeMux()
	outer.Handle("/api/", a.guarded(inner))
	a.plain(outer, "GET /livez", public(), func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok\n")) })
	a.plain(outer, "GET /readyz", public(), a.readyz)
	for pattern, h := range map[string]http.Handler{"POST /hooks/{channel}": a.o.Hooks, "/chat/": a.o.Chat, "GET /metrics": a.o.Metrics, "/": a.o.Web} {
		if h != nil {
			outer.Handle(pattern, h)
		}
	}
	return a.survive(outer)
}

// plain registers a route that is no JSON route; it stands in the authorization matrix like all others.
func (a *API) plain(mux *http.ServeMux, pattern string, n need, h http.HandlerFunc) {
	a.needs[pattern] = n
	mux.HandleFunc(pattern, h)
}

// config is huma's. Nothing of its documentation pages and schema links is served: they load from a CDN.
func (a *API) config() huma.Config {
	format := huma.Format{Marshal: huma.DefaultJSONFormat.Marshal, Unmarshal: strictly}
	return huma.Config{
		OpenAPI: &huma.OpenAPI{OpenAPI: "3.1.0", Info: &huma.Info{Title: "Firstline", Version: "1", Description: "The customer-service desk's own API. All times are Unix milliseconds; 0 means never."},
			Components: &huma.Components{Schemas: huma.NewMapRegistry("#/components/schemas/", schemaName),
				SecuritySchemes: map[string]*huma.SecurityScheme{"cookie": {Type: "apiKey", In: "cookie", Name: a.cookie.name}}}},
		Formats:       map[string]huma.Format{"application/json": format, "json": format},
		DefaultFormat: "application/json",
		Transformers:  []huma.Transformer{asProblem},
	}
}

// deepest is how far JSON may be nested (S-LM1).
const deepest = 64

// strictly refuses JSON that is nested deeper than anything we take, before a parser recurses into it.
func strictly(data []byte, v any) error {
	depth, inText := 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case inText && c == '\\':
			i++
		case c == '"':
			inText = !inText
		case inText:
		case c == '[' || c == '{':
			if depth++; depth > deepest {
				return errDeep()
			}
		case c == ']' || c == '}':
			depth--
		}
	}
	return json.Unmarshal(withoutNUL(data), v)
}

// withoutNUL leaves the NULs out of the texts in a JSON body, before anything of it is looked at: PostgreSQL keeps none, and nobody means
// one. In JSON they can only stand escaped; what is no UTF-8 the decoder replaces.
func withoutNUL(data []byte) []byte {
	nul := []byte(`\u0000`)
	if !bytes.Contains(data, nul) {
		return data
	}
	out := make([]byte, 0, len(data))
	for i := 0; i < len(data); i++ {
		switch {
		case bytes.HasPrefix(data[i:], nul):
			i += len(nul) - 1
		case data[i] == '\\' && i+1 < len(data): // what is escaped is no beginning
			out = append(out, data[i], data[i+1])
			i++
		default:
			out = append(out, data[i])
		}
	}
	return out
}

// addressed says whether a database can be asked for what an address names.
func addressed(u *url.URL) bool {
	query, err := url.QueryUnescape(u.RawQuery)
	asked := u.Path + query
	return err == nil && utf8.ValidString(asked) && !strings.Contains(asked, "\x00")
}

// guarded is what every request to the API passes: who is asking from where, headers, and no foreign origin for unsafe
// methods (S-CS1).
func (a *API) guarded(next http.Handler) http.Handler {
	csrf := http.NewCrossOriginProtection()
	csrf.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { refuse(w, errOrigin()) }))
	if a.o.PublicURL != "" {
		if err := csrf.AddTrustedOrigin(a.o.PublicURL); err != nil {
			a.log.Warn("public_url is no origin: only the asked host itself is trusted")
		}
	}
	protected := csrf.Handler(next)
	https := strings.HasPrefix(a.o.PublicURL, "https://")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		harden(w.Header(), https)
		if !addressed(r.URL) {
			refuse(w, errAddress())
			return
		}
		protected.ServeHTTP(w, r.WithContext(withRequest(r.Context(), a.asked(r))))
	})
}

// harden sets the headers of every answer of the API (S-XS2): it is data, never a page.
func harden(h http.Header, https bool) {
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	if https {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}
