package api

import (
	"net/http"
	"strings"
	"time"

	"firstline/internal/api/people"
)

// cookie is how a browser carries its sign-in. Over https it has the __Host- prefix, so that no neighbouring host can
// set it (S-AU2); over plain http, on one's own machine, browsers would refuse that.
type cookie struct {
	name   string
	secure bool
}

func newCookie(publicURL string) cookie {
	if strings.HasPrefix(publicURL, "https://") {
		return cookie{"__Host-firstline_session", true}
	}
	return cookie{"firstline_session", false}
}

func (c cookie) read(r *http.Request) string {
	got, err := r.Cookie(c.name)
	if err != nil {
		return ""
	}
	return got.Value
}

// set gives the browser a new sign-in.
func (c cookie) set(in people.SignedIn) string {
	return (&http.Cookie{Name: c.name, Value: in.Token, Path: "/", Expires: in.Expires.Time(), HttpOnly: true, Secure: c.secure, SameSite: http.SameSiteLaxMode}).String()
}

// clear takes it away.
func (c cookie) clear() string {
	return (&http.Cookie{Name: c.name, Path: "/", Expires: time.Unix(1, 0), MaxAge: -1, HttpOnly: true, Secure: c.secure, SameSite: http.SameSiteLaxMode}).String()
}
