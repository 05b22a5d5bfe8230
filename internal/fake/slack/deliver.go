package slack

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// ackTime is how long an app has for its answer (E: "Your app should respond to the event request with an HTTP 2xx
// within three seconds"; S asks the same of an acknowledgement).
const ackTime = 3 * time.Second

// patience is ackTime in the time of this server, unless its options name another. The floor keeps a sped-up server from
// giving up a healthy but busy app.
func (s *Server) patience() time.Duration {
	if s.opts.Patience > 0 {
		return s.opts.Patience
	}
	return max(s.scaled(ackTime), time.Second)
}

// retries are the pauses before the three repetitions (E: "nearly immediately", "after 1 minute", "after 5 minutes").
func retries() [3]time.Duration { return [3]time.Duration{0, time.Minute, 5 * time.Minute} }

// deliver brings one event to the app: once and up to three times again, then it is lost (E: "Error handling"). Socket
// Mode's documentation names no schedule of its own, so that the same one holds there. An interaction is brought once.
func (s *Server) deliver(id, kind string, body json.RawMessage) {
	reason, pauses := "", retries()
	for try := range 1 + len(pauses) {
		if try > 0 && !s.pause(s.scaled(pauses[try-1])) {
			return
		}
		if s.ctx.Err() != nil {
			return
		}
		s.mu.Lock()
		url := s.url
		s.mu.Unlock()
		again := false
		if url == "" {
			reason, again = s.overSocket(kind, try, reason, body)
		} else {
			reason, again = s.overHTTP(url, kind, try, reason, body)
		}
		s.note(id, reason)
		if reason == "" || !again || kind == "interactive" {
			break
		}
	}
	s.settle(id, reason)
}

// overHTTP is one attempt. An empty reason means that the app took it; otherwise it is the x-slack-retry-reason of the
// next attempt (E), which again allows unless the app forbade it with x-slack-no-retry: 1.
func (s *Server) overHTTP(url, kind string, try int, last string, body []byte) (reason string, again bool) {
	ctx, cancel := context.WithTimeout(s.ctx, s.patience())
	defer cancel()
	mime := "application/json"
	if kind == "interactive" {
		mime, body = "application/x-www-form-urlencoded", form(body)
	}
	r, err := s.request(ctx, url, body)
	if err != nil {
		return "unknown_error", true
	}
	r.Header.Set("Content-Type", mime)
	if try > 0 {
		r.Header.Set("X-Slack-Retry-Num", strconv.Itoa(try))
		r.Header.Set("X-Slack-Retry-Reason", last)
	}
	res, err := s.client.Do(r)
	if err != nil {
		return reasonOf(err), true
	}
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 1<<20))
	_ = res.Body.Close()
	if res.StatusCode/100 == 2 {
		return "", false
	}
	return "http_error", res.Header.Get("X-Slack-No-Retry") != "1"
}

// request is a signed call to the app.
func (s *Server) request(ctx context.Context, url string, body []byte) (*http.Request, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header = Sign(s.opts.SigningSecret, time.Now(), body)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
	return r, nil
}

// Sign makes the two headers of V: v0= and the hex HMAC-SHA256 of "v0:{timestamp}:{body}" under the signing secret.
func Sign(secret string, at time.Time, body []byte) http.Header {
	stamp := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = fmt.Fprintf(mac, "v0:%s:%s", stamp, body)
	h := http.Header{}
	h.Set("X-Slack-Request-Timestamp", stamp)
	h.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	return h
}

// tooManyRedirects is what a third redirect gives (E: too_many_redirects).
type tooManyRedirects struct{}

func (tooManyRedirects) Error() string { return "too many redirects" }

func twoRedirects(_ *http.Request, via []*http.Request) error {
	if len(via) > 2 {
		return tooManyRedirects{}
	}
	return nil
}

func reasonOf(err error) string {
	var long tooManyRedirects
	var op *url.Error
	switch {
	case errors.As(err, &long):
		return "too_many_redirects"
	case errors.As(err, &op) && op.Timeout():
		return "http_timeout"
	case strings.Contains(err.Error(), "tls:"), strings.Contains(err.Error(), "x509:"):
		return "ssl_error"
	}
	return "connection_failed"
}

// verifyURL sends url_verification and wants the challenge back, as plain text, as a form or as JSON (E).
func (s *Server) verifyURL(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, s.patience())
	defer cancel()
	const challenge = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"
	r, err := s.request(ctx, url, []byte(`{"token":"deprecated","challenge":"`+challenge+`","type":"url_verification"}`))
	if err != nil {
		return err
	}
	res, err := s.client.Do(r)
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }()
	got, err := io.ReadAll(io.LimitReader(res.Body, 1<<16))
	if err != nil {
		return err
	}
	var answer struct{ Challenge string }
	text := strings.TrimPrefix(string(got), "challenge=")
	if res.StatusCode != http.StatusOK || (text != challenge && (json.Unmarshal(got, &answer) != nil || answer.Challenge != challenge)) {
		return fmt.Errorf("slack stand-in: the request URL did not answer the challenge: %d %q", res.StatusCode, got)
	}
	return nil
}
