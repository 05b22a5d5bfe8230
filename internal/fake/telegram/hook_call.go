package telegram

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"syscall"
)

// result is what came of one webhook call.
type result struct {
	status     int    // 0 if no answer came
	retryAfter int    // seconds that the bot asked for
	text       string // the error as getWebhookInfo tells it, "" for a 2xx
}

func (r result) ok() bool { return r.text == "" }

// webhookClient follows no redirects (to Telegram they are wrong responses) and
// uses no proxy.
func webhookClient(transport http.RoundTripper) *http.Client {
	if transport == nil {
		// Each bot may have 100 connections; more than a few bots share no host.
		transport = &http.Transport{MaxIdleConnsPerHost: 200, DisableCompression: true}
	}
	return &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// post is S: WebhookActor::send_update: it calls the webhook with one update.
func (h *hook) post(ctx context.Context, d *delivery) result {
	ctx, cancel := context.WithTimeout(ctx, h.bot.srv.opts.WebhookTimeout)
	defer cancel()
	body := h.body(d)
	if body == nil {
		return result{text: "Webhook connection closed"}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.url, bytes.NewReader(body))
	if err != nil {
		return result{text: err.Error()}
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "") // Telegram names none
	if h.secret != "" {
		req.Header.Set("X-Telegram-Bot-Api-Secret-Token", h.secret)
	}
	resp, err := h.bot.srv.client.Do(req)
	if err != nil {
		return result{text: connectionError(err)}
	}
	defer func() { _ = resp.Body.Close() }()
	return h.read(ctx, d, resp)
}

// body is the JSON of the update, nil if it is gone meanwhile.
func (h *hook) body(d *delivery) []byte {
	h.bot.mu.Lock()
	defer h.bot.mu.Unlock()
	if d.gone {
		return nil
	}
	return fullUpdate(d.queued)
}

// read judges an answer, and does what it may ask for.
func (h *hook) read(ctx context.Context, d *delivery, resp *http.Response) result {
	answer, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return result{text: connectionError(err)}
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		seconds, _ := strconv.Atoi(resp.Header.Get("Retry-After")) // S: a date counts as none
		return result{status: resp.StatusCode, retryAfter: seconds,
			text: "Wrong response from the webhook: " + resp.Status}
	}
	if h.bot.srv.faults.loseAck(d.chat) {
		return result{text: "Webhook connection closed"}
	}
	h.reply(ctx, resp.Header.Get("Content-Type"), answer)
	return result{status: resp.StatusCode}
}

// reply is S: WebhookActor::handle: a bot may answer a webhook call with one
// call of a method, whose outcome it never learns.
func (h *hook) reply(ctx context.Context, contentType string, answer []byte) {
	p := params{values: map[string]string{}}
	if len(answer) == 0 || p.read(contentType, answer) != nil {
		return
	}
	name := strings.ToLower(p.str("method"))
	switch {
	case name == "", name == "deletewebhook", name == "setwebhook", strings.HasPrefix(name, "get"):
		return
	}
	h.bot.srv.call(ctx, h.bot, name, p, true)
}

// connectionError names a failure like the real server, as far as it is known.
func connectionError(err error) string {
	var timeout net.Error
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return "Connection refused"
	case errors.Is(err, syscall.ECONNRESET):
		return "Connection reset by peer"
	case errors.As(err, &timeout) && timeout.Timeout():
		return "Read timeout expired"
	}
	return "Webhook connection closed"
}
