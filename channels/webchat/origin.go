package webchat

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// origins decides which sites may embed the page and open its socket. Scheme, host and port must be equal; nothing is
// matched by a part of it, and no Origin header or "null" (a sandbox, a file) is nobody.
type origins struct {
	own     string   // of the public URL; empty when there is none
	allowed []string // beside it, sorted
}

func newOrigins(publicURL string, allowed []string) (origins, error) {
	var o origins
	var all []error
	if publicURL != "" {
		u, err := url.Parse(publicURL)
		if err != nil {
			return o, fmt.Errorf("public_url: %w", err)
		}
		if o.own, err = origin(u.Scheme, u.Host); err != nil {
			all = append(all, fmt.Errorf("public_url %q: %w", publicURL, err))
		}
	}
	for _, text := range allowed {
		one, err := parseOrigin(text)
		if err != nil {
			all = append(all, fmt.Errorf("allowed_origins %q: %w", text, err))
			continue
		}
		o.allowed = append(o.allowed, one)
	}
	slices.Sort(o.allowed)
	o.allowed = slices.Compact(o.allowed)
	return o, errors.Join(all...)
}

// parseOrigin reads scheme://host[:port] and nothing more.
func parseOrigin(text string) (string, error) {
	u, err := url.Parse(text)
	if err != nil {
		return "", err
	}
	if strings.TrimSuffix(text, "/") != u.Scheme+"://"+u.Host {
		return "", errors.New("want scheme://host[:port]")
	}
	return origin(u.Scheme, u.Host)
}

// origin is the form in which browsers send one: lower case, without the scheme's own port. It goes into headers, so
// only the characters of a host may be in it.
func origin(scheme, host string) (string, error) {
	scheme, host = strings.ToLower(scheme), strings.ToLower(host)
	port := map[string]string{"http": ":80", "https": ":443"}[scheme]
	if port == "" {
		return "", errors.New("want http or https")
	}
	host = strings.TrimSuffix(host, port)
	if !regexp.MustCompile(`^([a-z0-9._-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?$`).MatchString(host) {
		return "", errors.New("host is not a plain name or address")
	}
	return scheme + "://" + host, nil
}

// allow says whether the request comes from our own page or from an allowed site.
func (o origins) allow(r *http.Request) bool {
	from := r.Header.Get("Origin")
	if from == "" || from == "null" || len(r.Header.Values("Origin")) != 1 {
		return false
	}
	return from == o.own || from == o.of(r) || slices.Contains(o.allowed, from)
}

// of is the origin that the request was made to, as far as we can know: a proxy may have taken off the TLS, which the
// public URL then tells. Empty when the Host header is no host.
func (o origins) of(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil || (strings.HasPrefix(o.own, "https://") && o.own == "https://"+strings.ToLower(r.Host)) {
		scheme = "https"
	}
	s, err := origin(scheme, r.Host)
	if err != nil {
		return ""
	}
	return s
}

// frames is everyone who may show the page in a frame, beside itself.
func (o origins) frames() []string {
	if o.own == "" {
		return o.allowed
	}
	return append([]string{o.own}, o.allowed...)
}
