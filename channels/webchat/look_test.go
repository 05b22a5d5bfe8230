//go:build look

package webchat

import (
	"net"
	"net/http"
	"os"
	"os/signal"
	"testing"
)

// TestDemo is for looking at the page by hand: FIRSTLINE_WEBCHAT_DEMO=127.0.0.1:8099 go test -tags look -run TestDemo -timeout 0
// serves the page (/chat/web), a site that carries the widget (/site) and, by POST, what the other side does:
// /do?what=say|auto|line|close|down|up|cut (&text=…). It ends with Ctrl-C.
func TestDemo(t *testing.T) {
	addr := os.Getenv("FIRSTLINE_WEBCHAT_DEMO")
	l, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	d := newDemo(t, "http://"+addr)
	go func() { _ = http.Serve(l, d) }()
	end := make(chan os.Signal, 1)
	signal.Notify(end, os.Interrupt)
	<-end
}
