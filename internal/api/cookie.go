package api

import (
	"net/http"
	"strings"
	"time"

	"firstline/internal/api/people"
)

// cookie is how a browser carries its sign-in, and by which it is known where it was to be remembered. Over https both have
// the __Host- prefix, so that no neighbouring host can set them (S-AU2); over plain http, on one's own machine, browsers
// would refuse that.
type cookie struct {
	name   string
	device string
	secure bool
}

func newCookie(publicURL string) cookie {
	if strings.HasPrefix(publicURL, "https://") {
		return cookie{"__Host-firstline_session", "__Host-firstline_device", true}
	}
	return cookie{"firstline_session", "firstline_device", false}
}

// read gives the token of the sign-in, and the one of the browser.
func (c cookie) read(r *http.Request) (token, device string) {
	return carried(r, c.name), carried(r, c.device)
}

func carried(r *http.Request, name string) string {
	got, err := r.Cookie(name)
	if err != nil {
		return ""
	}
	return got.Value
}

// set gives the browser a new sign-in, which goes with the browser's session unless a remembered browser keeps it.
func (c cookie) set(in people.SignedIn, now time.Time) []string {
	var lasts time.Duration
	if in.Kept {
		lasts = in.Expires.Time().Sub(now)
	}
	out := []string{c.make(c.name, in.Token, lasts)}
	if in.Device != "" {
		out = append(out, c.make(c.device, in.Device, in.DeviceUntil.Time().Sub(now)))
	}
	return out
}

// clear takes the sign-in away; the browser is known on.
func (c cookie) clear() []string { return []string{c.make(c.name, "", gone)} }

const gone = -time.Second

// make writes a cookie that lasts as long as said, by how much time passes and not by a date: the browser's clock may be wrong. Zero
// goes with the browser's session, less is gone at once.
func (c cookie) make(name, value string, lasts time.Duration) string {
	return (&http.Cookie{Name: name, Value: value, Path: "/", MaxAge: int(lasts.Seconds()), HttpOnly: true, Secure: c.secure, SameSite: http.SameSiteLaxMode}).String()
}
