package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/gorilla/websocket"
)

// person is somebody signed in.
type person struct {
	b      *bed
	cookie string
}

// signIn signs the i-th agent in.
func (b *bed) signIn(ctx context.Context, i int) (*person, error) {
	p := &person{b: b}
	body, _ := json.Marshal(map[string]string{"login": login(i), "password": password})
	res, err := p.do(ctx, "POST", "/api/v1/sign-in", body)
	if err != nil {
		return nil, err
	}
	defer func() { _ = res.Body.Close() }()
	p.cookie, _, _ = strings.Cut(res.Header.Get("Set-Cookie"), ";")
	return p, nil
}

func (p *person) do(ctx context.Context, method, path string, body []byte) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, "http://"+p.b.addr+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Cookie", p.cookie)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	if res.StatusCode/100 != 2 {
		text, _ := io.ReadAll(res.Body)
		_ = res.Body.Close()
		return nil, fmt.Errorf("bench: %s %s: %s %s", method, path, res.Status, text)
	}
	return res, nil
}

// call makes a request of which only the success counts.
func (p *person) call(ctx context.Context, method, path string, body []byte) error {
	res, err := p.do(ctx, method, path, body)
	if err != nil {
		return err
	}
	_, _ = io.Copy(io.Discard, res.Body)
	return res.Body.Close()
}

// request writes a request of this person for Load.
func (p *person) request(buf []byte, method, path, body string) []byte {
	buf = append(buf, method+" "+path+" HTTP/1.1\r\nHost: "+p.b.addr+"\r\nCookie: "+p.cookie+"\r\n"...)
	if body != "" {
		buf = fmt.Appendf(buf, "Content-Type: application/json\r\nContent-Length: %d\r\n", len(body))
	}
	return append(append(buf, "\r\n"...), body...)
}

// stream opens the person's socket and shows the sessions on it; versions are those known. It returns after the page.
func (p *person) stream(ctx context.Context, versions map[string]int64) (*websocket.Conn, error) {
	c, _, err := websocket.DefaultDialer.DialContext(ctx, "ws://"+p.b.addr+"/api/v1/stream", http.Header{"Cookie": {p.cookie}, "Origin": {"http://" + p.b.addr}})
	if err != nil {
		return nil, err
	}
	hello := map[string]any{"op": "hello", "epoch": "", "list": map[string]any{"view": "mine", "limit": 30}, "sessions": versions}
	if err := c.WriteJSON(hello); err != nil {
		return nil, err
	}
	for {
		var f struct{ Op string }
		if err := c.ReadJSON(&f); err != nil {
			return nil, err
		}
		if f.Op == "page" {
			return c, nil
		}
	}
}

// control asks the stand-in for something.
func (b *bed) control(ctx context.Context, method, path string, body string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, method, "http://"+b.api+path, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode/100 != 2 {
		err = fmt.Errorf("bench: stand-in %s: %s %s", path, res.Status, text)
	}
	return text, err
}
