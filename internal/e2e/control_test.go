package e2e

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"firstline/internal/fake/slack"
	"firstline/internal/fake/telegram"
	"firstline/internal/testenv"
)

// scene is what the browser side of a test is told.
type scene struct {
	URL      string `json:"url"`
	Control  string `json:"control"`  // POST /kill, /start, /cut
	Telegram string `json:"telegram"` // the stand-in, with its own control API
	Slack    string `json:"slack"`    // the same for Slack
	Output   string `json:"output"`   // what the desk printed
	Shop     string `json:"shop"`     // the shop's order system, with GET /turn?to=
	Network  string `json:"network"`  // address of a network that the browser side plays
	Secret   string `json:"secret"`   // that the network shares with the desk
	Password string `json:"password"`
	Chromium string `json:"chromium"` // as people have it
	Pages    string `json:"pages"`    // the same without windows
	Pictures string `json:"pictures"`
}

// browserTimeout ends a browser that hangs.
const browserTimeout = 10 * time.Minute

// play runs the browser side: the exported function act of browser/<file>.
func (d *desk) play(file, act string, s scene) {
	t := d.t
	t.Helper()
	s.URL, s.Password, s.Control = d.url, password, d.control()
	s.Chromium, s.Pages, s.Pictures = testenv.Chromium(t), testenv.Pages(t), pictures(t)
	say, err := json.Marshal(s)
	ok(t, err)
	node, err := exec.LookPath("node")
	ok(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), browserTimeout)
	defer cancel()
	c := exec.CommandContext(ctx, node, "run.mjs", file, act)
	c.Dir = "browser"
	c.Env = append(os.Environ(), "FIRSTLINE_E2E="+string(say))
	// The browser is a child of node: it must go with it also when node has to be killed.
	c.Cancel = func() error { return c.Process.Signal(os.Interrupt) }
	c.WaitDelay = 10 * time.Second
	out, err := c.CombinedOutput()
	if err != nil {
		log := ""
		if d.child != nil {
			log = d.child.tail()
		}
		t.Fatalf("%s: %v\n%s\n--- log of the desk\n%s", act, err, out, log)
	}
	t.Logf("%s", out)
	d.said += string(out)
	d.sights.take(t, string(out))
}

// control lets the browser side pull the plug.
func (d *desk) control() string {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /kill", func(http.ResponseWriter, *http.Request) { d.kill() })
	mux.HandleFunc("POST /start", func(w http.ResponseWriter, _ *http.Request) {
		if err := d.tryStart(); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	})
	mux.HandleFunc("POST /cut", d.cuts)
	srv := httptest.NewServer(mux)
	d.t.Cleanup(srv.Close)
	return srv.URL
}

// ready skips the test where the machine has no browser, and fails it there if it is supposed to have one.
func ready(t *testing.T) {
	t.Helper()
	var missing testenv.Missing
	if errors.As(built.err, &missing) && os.Getenv("CI") != "true" {
		t.Skip(missing)
	}
	ok(t, built.err)
	testenv.Chromium(t)
	if _, err := exec.LookPath("node"); err != nil {
		if os.Getenv("CI") != "true" {
			t.Skip("node is not on this machine: install with apt-get install nodejs")
		}
		t.Fatal(err)
	}
}

// pictures is where a test's screenshots go: of failed tests always, of all screens where FIRSTLINE_TEST_PICTURES names a folder.
func pictures(t *testing.T) string {
	dir := os.Getenv("FIRSTLINE_TEST_PICTURES")
	if dir == "" {
		dir = filepath.Join(os.TempDir(), "firstline-e2e-pictures")
	}
	test, _, _ := strings.Cut(t.Name(), "/")
	dir = filepath.Join(dir, test)
	ok(t, os.MkdirAll(dir, 0o755))
	return dir
}

// standIn starts a Telegram of the test's own and returns it with the settings of a channel on it.
func standIn(t *testing.T) (url, settings string) {
	t.Helper()
	tg := telegram.New(telegram.Options{Speedup: 20})
	ok(t, tg.Start())
	srv := httptest.NewServer(tg)
	t.Cleanup(func() {
		srv.Close()
		ok(t, tg.Close())
	})
	return srv.URL, "channels:\n  - {id: web, type: webchat, name: 网页}\n" +
		"  - {id: tg, type: telegram, name: Telegram, mode: webhook, token: '" + telegram.DefaultToken + "', webhook_secret: " + rand.Text() + ", api_url: '" + srv.URL + "', " + pace + "}\n"
}

// pace is the rate that a desk keeps to whose Telegram is sped up to 20 times.
const pace = "per_chat: 20, per_bot: 600"

// slackIn starts a Slack of the test's own, whose minutes are five seconds, and returns it with the settings of a channel on it.
func slackIn(t *testing.T, mode string) (s *slack.Server, url, settings string) {
	t.Helper()
	return slackAt(t, mode, 12)
}

// slackAt is slackIn with minutes that are divided by speedup.
func slackAt(t *testing.T, mode string, speedup float64) (s *slack.Server, url, settings string) {
	t.Helper()
	secret := rand.Text()
	s = slack.New(slack.Options{Speedup: speedup, PerChannel: -1, SigningSecret: secret})
	srv := httptest.NewServer(s)
	t.Cleanup(func() { s.Close(); srv.Close() })
	return s, srv.URL, "channels:\n  - {id: sl, type: slack, name: Slack, mode: " + mode + ", bot_token: " + slack.DefaultBotToken + ", app_token: " + slack.DefaultAppToken +
		", signing_secret: " + secret + ", api_url: '" + srv.URL + "/api/'}\n"
}
