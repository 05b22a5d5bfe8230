package inbox

import (
	"fmt"
	"net"
	"strings"
	"testing"
)

// rawClient speaks just enough of the protocol to open a socket and say hello, and costs next to nothing.
type rawClient struct{ conn net.Conn }

func (r *rig) rawDial(t *testing.T, login string) *rawClient {
	t.Helper()
	host := strings.TrimPrefix(r.srv.URL, "http://")
	conn, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	_, err = fmt.Fprintf(conn, "GET / HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nX-Login: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", host, r.srv.URL, login)
	if err != nil {
		t.Fatal(err)
	}
	return &rawClient{conn}
}

// hello sends one masked text frame; the mask is zero.
func (c *rawClient) hello(t *testing.T) {
	t.Helper()
	body := `{"op":"hello","list":{"view":"mine","limit":30},"sessions":{}}`
	f := append([]byte{0x81, 0x80 | byte(len(body)), 0, 0, 0, 0}, body...)
	if _, err := c.conn.Write(f); err != nil {
		t.Fatal(err)
	}
}
