//go:build unix

package webchat

import (
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"firstline/internal/testenv"
)

// chromium is a browser under remote control, by its own protocol: no driver needed.
type chromium struct {
	t    *testing.T
	addr string
}

func startChromium(t *testing.T) *chromium {
	t.Helper()
	program := testenv.Chromium(t)
	home, err := os.MkdirTemp("", "firstline-browser-")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
		"--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=zh-CN",
		"--accept-lang=zh-CN", "--remote-debugging-port=0", "--user-data-dir="+home, "about:blank")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // its own children too: they still write into home
		_ = cmd.Wait()
		_ = os.RemoveAll(home)
	})
	var port []byte
	within(t, "the browser's port", func() bool {
		port, _ = os.ReadFile(filepath.Join(home, "DevToolsActivePort"))
		return strings.Contains(string(port), "\n")
	})
	return &chromium{t, "127.0.0.1:" + strings.SplitN(string(port), "\n", 2)[0]}
}

// within asks again and again, because browsers do not say when they are done.
func within(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !ok(); <-time.After(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("no %s in 20 s", what)
		}
	}
}

// target is one thing that can be spoken to: a tab, or a frame of another site.
type target struct {
	Type   string `json:"type"`
	URL    string `json:"url"`
	Socket string `json:"webSocketDebuggerUrl"`
}

func (c *chromium) ask(method, path string, into any) {
	c.t.Helper()
	req, _ := http.NewRequestWithContext(c.t.Context(), method, "http://"+c.addr+path, nil)
	req.Close = true
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(into); err != nil {
		c.t.Fatal(err)
	}
}

func (c *chromium) open(url string) *tab {
	c.t.Helper()
	var made target
	c.ask("PUT", "/json/new?"+url, &made)
	return c.attach(made)
}

// frame waits for a frame of this address in any tab.
func (c *chromium) frame(prefix string) *tab {
	c.t.Helper()
	var found target
	within(c.t, "frame "+prefix, func() bool {
		var all []target
		c.ask("GET", "/json/list", &all)
		for _, x := range all {
			if x.Type == "iframe" && strings.HasPrefix(x.URL, prefix) {
				found = x
			}
		}
		return found.Socket != ""
	})
	return c.attach(found)
}

func (c *chromium) attach(to target) *tab {
	c.t.Helper()
	conn, _, err := websocket.DefaultDialer.Dial(to.Socket, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { _ = conn.Close() })
	return &tab{t: c.t, conn: conn}
}

type tab struct {
	t    *testing.T
	conn *websocket.Conn
	last int
}

func (p *tab) call(method string, params map[string]any) json.RawMessage {
	p.t.Helper()
	result, failed := p.try(method, params)
	if failed != nil {
		p.t.Fatalf("%s: %s", method, failed)
	}
	return result
}

// try is call for what may fail.
func (p *tab) try(method string, params map[string]any) (result, failed json.RawMessage) {
	p.t.Helper()
	p.last++
	if err := p.conn.WriteJSON(map[string]any{"id": p.last, "method": method, "params": params}); err != nil {
		p.t.Fatal(err)
	}
	for {
		var m struct {
			ID     int
			Result json.RawMessage
			Error  json.RawMessage
		}
		if err := p.conn.ReadJSON(&m); err != nil {
			p.t.Fatal(err)
		}
		if m.ID == p.last {
			return m.Result, m.Error
		}
	}
}

// js evaluates an expression and returns its value as JSON; null when it fails, as it does while the page is reloaded.
func (p *tab) js(expression string) string {
	p.t.Helper()
	var r struct {
		Result struct{ Value any }
	}
	raw, failed := p.try("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true, "awaitPromise": true})
	if failed != nil {
		return "null"
	}
	if err := json.Unmarshal(raw, &r); err != nil {
		p.t.Fatal(err)
	}
	return string(encode(r.Result.Value))
}

// reload loads the page again and returns once it is the new one that answers.
func (p *tab) reload() {
	p.t.Helper()
	p.js("window.before = true; location.reload()")
	p.wait("!window.before && document.readyState === 'complete'")
}

func (p *tab) wait(condition string) {
	p.t.Helper()
	within(p.t, condition, func() bool { return p.js("!!("+condition+")") == "true" })
}

func (p *tab) want(expression, value string) {
	p.t.Helper()
	if got := p.js(expression); got != value {
		p.t.Errorf("%s is %s, want %s", expression, got, value)
	}
}

// write types a text into what has the focus.
func (p *tab) write(text string) { p.call("Input.insertText", map[string]any{"text": text}) }

func (p *tab) key(name string, code int) {
	for _, kind := range []string{"keyDown", "keyUp"} {
		p.call("Input.dispatchKeyEvent", map[string]any{"type": kind, "key": name, "code": name, "windowsVirtualKeyCode": code})
	}
}
