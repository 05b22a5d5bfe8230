package inbox

import (
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// Visitor is who opens a socket; the caller has checked the sign-in.
type Visitor struct {
	Me     Me
	SignIn string // id of the sign-in: the socket ends with it
}

// Serve turns the request into a socket and returns; the socket goes on under Run. A foreign Origin, or none, is
// refused with 403: browsers send cookies with any handshake (S-WS1).
func (h *Hub) Serve(w http.ResponseWriter, r *http.Request, v Visitor) {
	if h.draining.Load() || !h.running.Load() {
		w.Header().Set("Retry-After", "1")
		http.Error(w, "this node takes no sockets now", http.StatusServiceUnavailable)
		return
	}
	conn, err := h.upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // the upgrader has answered
	}
	if !h.admit(v) {
		refuse(conn, CodeTooMany)
		return
	}
	s := newSocket(h, conn, v)
	select {
	case h.arrivals <- s:
	case <-time.After(farewell):
		h.depart(v.Me.ID)
		refuse(conn, CodeGoing)
	}
}

// Refuse answers a handshake with a close code: a browser cannot read the status of a handshake that failed, but it can
// read why a socket was closed. A foreign Origin gets its 403 all the same.
func (h *Hub) Refuse(w http.ResponseWriter, r *http.Request, code Code) {
	if conn, err := h.upgrader.Upgrade(w, r, nil); err == nil {
		refuse(conn, code)
	}
}

// refuse closes a socket that never began.
func refuse(conn *websocket.Conn, code Code) {
	_ = conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(int(code), code.reason()), time.Now().Add(farewell))
	_ = conn.Close()
}

// origin allows the configured origins, or else the very host and port that was asked. "null" and a missing Origin are
// foreign.
func (h *Hub) origin(r *http.Request) bool {
	values := r.Header["Origin"]
	if len(values) != 1 || values[0] == "null" {
		return false
	}
	u, err := url.Parse(values[0])
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || u.Path != "" || u.User != nil {
		return false
	}
	if len(h.o.Origins) > 0 {
		return slices.ContainsFunc(h.o.Origins, func(o string) bool { return strings.EqualFold(o, values[0]) })
	}
	return strings.EqualFold(withPort(u.Host, u.Scheme), withPort(r.Host, u.Scheme))
}

// withPort makes the default port explicit.
func withPort(host, scheme string) string {
	if _, _, err := net.SplitHostPort(host); err == nil {
		return host
	}
	return host + ":" + map[string]string{"http": "80", "https": "443"}[scheme]
}
