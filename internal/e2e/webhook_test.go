package e2e

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestWebhook runs what docs/webhook-channel.md shows, as it stands there: the example client says something, prints the
// desk's greeting, and what an agent answers in a browser, also with a picture; the curl call says something too, whose greeting comes to the
// same client. Then the channel is silent, and the desk's alarm is raised, not before it may be; how late at the most is
// shown on a fake clock (internal/watch, TestQuiet).
func TestWebhook(t *testing.T) {
	t.Parallel()
	ready(t)
	at, secret := freeAddr(t), rand.Text()+rand.Text()
	_, port, _ := net.SplitHostPort(at)
	d := newDesk(t, fmt.Sprintf("watch: {every: 1s}\nchannels:\n  - {id: shop, type: webhook, quiet_alarm: %s, url: 'http://%s/', allow_private: true, max_file: 10MiB, secret: %s}\n", quiet, at, secret))
	staff(d)
	d.user("hejingli", "何经理", "manager", "service")
	d.start()
	env := append(os.Environ(), "DESK="+d.url, "CHANNEL=shop", "SECRET="+secret, "PORT="+port)
	out := &output{}
	client := exec.CommandContext(t.Context(), "node", filepath.Join("..", "..", "docs", "examples", "webhook-client.mjs"), "order-1041", "付款后一直转圈")
	client.Env, client.Stdout, client.Stderr = env, out, out
	ok(t, client.Start())
	t.Cleanup(func() { _ = client.Wait() }) // t.Context ended it
	printed(t, out, "order-1041: 李女士")
	d.play("webhook.mjs", "answer", scene{})
	printed(t, out, "我先核实一下。")
	printed(t, out, "请按图里的入口退款")
	printed(t, out, sentPicture(t))
	call := exec.CommandContext(t.Context(), "bash", "-eu", "-o", "pipefail", "-c", shown(t, "webhook-channel.md"))
	call.Env = env
	if said, err := call.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	printed(t, out, "order-1042: 李女士")
	silent(d, "hejingli")
}

// quiet is how long the channel of TestWebhook is silent at the most.
const quiet = 5 * time.Second

// silent waits until the desk says of its channel that nothing comes, and looks when it noticed.
func silent(d *desk, login string) {
	d.t.Helper()
	jar, err := cookiejar.New(nil)
	ok(d.t, err)
	c := &http.Client{Jar: jar, Timeout: patience}
	ask := func(method, path, body string, into any) {
		d.t.Helper()
		req, err := http.NewRequestWithContext(d.t.Context(), method, d.url+path, strings.NewReader(body))
		ok(d.t, err)
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Origin", d.url)
		res, err := c.Do(req)
		ok(d.t, err)
		defer func() { _ = res.Body.Close() }()
		if res.StatusCode != http.StatusOK {
			d.t.Fatalf("%s %s: %s", method, path, res.Status)
		}
		ok(d.t, json.NewDecoder(res.Body).Decode(into))
	}
	ask("POST", "/api/v1/sign-in", `{"login":"`+login+`","password":"`+password+`"}`, &struct{}{})
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.After(patience); ; {
		var all []struct {
			Heard int64 `json:"last_inbound_at"`
			Quiet int64 `json:"quiet_since"`
		}
		ask("GET", "/api/v1/settings/channels", "", &all)
		if late := time.Duration(all[0].Quiet-all[0].Heard) * time.Millisecond; all[0].Quiet > all[0].Heard {
			if late < quiet {
				d.t.Errorf("people were told %s after the last message, want not before %s", late, quiet)
			}
			return
		}
		select {
		case <-tick.C:
		case <-deadline:
			d.t.Fatal("nobody was told that nothing comes")
		}
	}
}

// sentPicture is what the example client prints of the picture that the agent sends, whose bytes it has counted and summed up.
func sentPicture(t *testing.T) string {
	t.Helper()
	picture, err := os.ReadFile(filepath.Join("testdata", "entrance.png"))
	ok(t, err)
	return fmt.Sprintf("退款 \"入口\".png: %d bytes, %x", len(picture), sha256.Sum256(picture))
}

// shown is the shell that a page of the documentation shows.
func shown(t *testing.T, page string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "docs", page))
	ok(t, err)
	blocks := regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllSubmatch(data, -1)
	if blocks == nil {
		t.Fatalf("%s shows no shell", page)
	}
	var all strings.Builder
	for _, b := range blocks {
		all.Write(b[1])
	}
	return all.String()
}

// printed waits until a client has printed a text.
func printed(t *testing.T, out *output, want string) {
	t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.After(patience); ; {
		text, _ := out.read()
		if strings.Contains(text, want) {
			return
		}
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("it printed %q, without %q", text, want)
		}
	}
}
