package agent

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sync"
)

// cookies keeps the sign-in. net/http/cookiejar would do, but for Secure cookies over loopback.
type cookies struct {
	mu sync.Mutex
	by map[string]*http.Cookie
}

func (c *cookies) take(resp *http.Response) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.by == nil {
		c.by = map[string]*http.Cookie{}
	}
	for _, k := range resp.Cookies() {
		c.by[k.Name] = k
	}
}

func (c *cookies) give(h http.Header) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for name, k := range c.by {
		h.Add("Cookie", name+"="+k.Value)
	}
}

// problem is an answer that is not 2xx.
type problem struct {
	Status     int
	Code       string `json:"code"`
	Detail     string `json:"detail"`
	RetryAfter int    `json:"retry_after_s"`
}

func (p *problem) Error() string { return fmt.Sprintf("%d %s: %s", p.Status, p.Code, p.Detail) }

// call makes one request. The error is a *problem when the server answered, anything else when the answer was lost.
func (a *Agent) call(ctx context.Context, method, path string, body, into any) (status int, err error) {
	var payload io.Reader
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			return 0, err
		}
		payload = bytes.NewReader(raw)
	}
	req, err := http.NewRequestWithContext(ctx, method, a.o.Base+path, payload)
	if err != nil {
		return 0, err
	}
	req.Header.Set("Origin", a.o.Base)
	req.Header.Set("Content-Type", "application/json")
	a.jar.give(req.Header)
	resp, err := a.client.Do(req)
	if err != nil {
		return 0, err
	}
	defer func() { _ = resp.Body.Close() }()
	a.jar.take(resp)
	return read(resp, into)
}

func read(resp *http.Response, into any) (int, error) {
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		return 0, err // the answer broke off: nobody knows what it would have said
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		p := &problem{}
		_ = json.Unmarshal(raw, p) // an answer without words has its status
		p.Status = resp.StatusCode
		return resp.StatusCode, p
	}
	if into != nil && len(raw) > 0 {
		err = json.Unmarshal(raw, into)
	}
	return resp.StatusCode, err
}

func (a *Agent) signIn(ctx context.Context) error {
	var got struct {
		Me struct {
			ID string `json:"id"`
		} `json:"me"`
	}
	_, err := a.call(ctx, http.MethodPost, "/api/v1/sign-in", map[string]string{"login": a.o.Login, "password": a.o.Password}, &got)
	if err == nil {
		a.mu.Lock()
		a.id = got.Me.ID
		a.mu.Unlock()
	}
	return err
}

func (a *Agent) online(ctx context.Context) error {
	_, err := a.call(ctx, http.MethodPost, "/api/v1/me/status", map[string]string{"status": "online"}, nil)
	return err
}
