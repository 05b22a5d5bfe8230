package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
)

// idle is W8 on an empty record: how fast the desk is there and what it holds while nothing happens.
func (r *run) idle(ctx context.Context) error {
	for range r.runs() {
		if err := r.restart(ctx); err != nil {
			return err
		}
		r.rep.add("W8", "start, empty", "s", most(0.3), r.startup.Seconds())
		time.Sleep(r.length(3 * time.Second))
		rss := float64(rssOf(r.server.pid())) / mib
		r.rep.add("W8", "idle RSS", "MiB", most(32), rss)
		r.say("W8 start %.0f ms, idle RSS %.1f MiB", ms(r.startup), rss)
	}
	return nil
}

// grown is W8 with 10,000 open sessions: after they were opened, and over restarts.
func (r *run) grown(ctx context.Context) error {
	peak := float64(rssOf(r.server.pid())) / mib
	time.Sleep(r.length(5 * time.Second)) // the figure is about sessions that are open, not about opening them
	rss := float64(rssOf(r.server.pid())) / mib
	r.rep.add("W8", "RSS at the end of opening 10,000 sessions", "MiB", 0, peak)
	r.rep.add("W8", "RSS with 10,000 sessions open, 5 s later", "MiB", most(200), rss)
	for range r.runs() {
		if err := r.restart(ctx); err != nil {
			return err
		}
		r.rep.add("W8", "start with 10,000 open sessions", "s", most(3), r.startup.Seconds())
		time.Sleep(r.length(3 * time.Second))
		fresh := float64(rssOf(r.server.pid())) / mib
		r.rep.add("W8", "RSS with 10,000 open sessions, restarted", "MiB", 0, fresh)
		r.say("W8 %d sessions: start %.0f ms, RSS %.1f MiB, before %.1f", r.seeded, ms(r.startup), fresh, rss)
	}
	return nil
}

// perSource is how many visitors come from one address of this machine: the web chat bounds new visitors by source.
const perSource = 500

// sockets is W8's memory of idle web-chat pages.
func (r *run) sockets(ctx context.Context) error {
	n := 10_000
	if r.o.Short {
		n = 500
	}
	if err := r.restart(ctx); err != nil {
		return err
	}
	time.Sleep(time.Second)
	before := rssOf(r.server.pid())
	conns := make([]*websocket.Conn, 0, n)
	defer func() {
		for _, c := range conns {
			_ = c.Close()
		}
	}()
	for i := range n {
		c, err := r.visit(ctx, fmt.Sprintf("127.0.1.%d", 1+i/perSource), "")
		if err != nil {
			return fmt.Errorf("socket %d: %w", i, err)
		}
		conns = append(conns, c)
	}
	time.Sleep(r.length(5 * time.Second))
	kib := float64(rssOf(r.server.pid())-before) / 1024 / float64(n)
	r.rep.add("W8", "RSS per idle web-chat socket", "KiB", most(12), kib)
	r.say("W8 %d sockets: %.1f KiB each", n, kib)
	return nil
}

// newVisitor asks for a visitor's token.
func (r *run) newVisitor(ctx context.Context, from string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+r.addr+"/chat/web/visitor", nil)
	if err != nil {
		return "", err
	}
	req.Header.Set("Origin", "http://"+r.addr)
	t := &http.Transport{DialContext: dialFrom(from), DisableKeepAlives: true}
	res, err := t.RoundTrip(req)
	if err != nil {
		return "", err
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return "", err
	}
	var v struct{ Token string }
	if err := json.Unmarshal(body, &v); err != nil || v.Token == "" {
		return "", errors.Join(err, fmt.Errorf("bench: no visitor: %s %s", res.Status, body))
	}
	return v.Token, nil
}

// dialFrom connects from one of the machine's own loopback addresses.
func dialFrom(ip string) func(context.Context, string, string) (net.Conn, error) {
	d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(ip)}}
	return d.DialContext
}
