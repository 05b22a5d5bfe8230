package telegram

import (
	"context"
	"net"
	"net/url"
	"regexp"
	"strings"
	"time"
)

// setWebhook is S: Client::process_set_webhook_query and do_set_webhook. Other
// than the real server it takes plain http and private addresses, and reads no
// certificate.
func setWebhook(ctx context.Context, b *Bot, p params) (any, *apiError) {
	address := p.str("url")
	if address == "" {
		return deleteWebhook(ctx, b, p)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	if now.Before(b.setAfter) { // one setWebhook a second
		return nil, tooMany(1)
	}
	b.setAfter = now.Add(b.srv.scaled(time.Second))
	next := &hook{bot: b, url: address, secret: p.str("secret_token"),
		maxConns: p.integer("max_connections", 40, 1, 100)}
	drop := p.yes("drop_pending_updates")
	if b.hook.same(next) && !drop {
		b.allow(p.str("allowed_updates"))
		return described{true, "Webhook is already set"}, nil
	}
	b.abortPoll(conflict("terminated by setWebhook request"))
	b.closeHook()
	if drop {
		b.clear(b.queue.tail, Cleared)
	}
	// The old webhook is gone before the new one is looked at: a bad address
	// leaves the bot with none.
	if err := checkHook(address, next.secret); err != nil {
		return nil, err
	}
	b.allow(p.str("allowed_updates"))
	b.openHook(next)
	return described{true, "Webhook was set"}, nil
}

// checkHook refuses what S: Client::do_set_webhook refuses.
func checkHook(address, secret string) *apiError {
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return badRequest("invalid webhook URL specified")
	case len(secret) > 256:
		return badRequest("secret token is too long")
	case !regexp.MustCompile(`^[A-Za-z0-9_-]*$`).MatchString(secret):
		return badRequest("secret token contains unallowed characters")
	}
	return nil
}

func deleteWebhook(_ context.Context, b *Bot, p params) (any, *apiError) {
	b.mu.Lock()
	defer b.mu.Unlock()
	note := "Webhook was deleted"
	if b.hook == nil {
		note = "Webhook is already deleted"
	}
	b.closeHook()
	if p.yes("drop_pending_updates") {
		b.clear(b.queue.tail, Cleared)
	}
	return described{true, note}, nil
}

// getWebhookInfo is S: JsonWebhookInfo. The last error stays after successes.
func getWebhookInfo(_ context.Context, b *Bot, _ params) (any, *apiError) {
	b.mu.Lock()
	defer b.mu.Unlock()
	info := webhookInfoJSON{Pending: b.queue.pending, AllowedUpdates: b.allowed}
	if b.hook == nil {
		return info, nil
	}
	info.URL, info.MaxConnections, info.IP = b.hook.url, b.hook.maxConns, "<unknown>"
	if u, err := url.Parse(b.hook.url); err == nil && net.ParseIP(u.Hostname()) != nil {
		info.IP = u.Hostname()
	}
	if !b.lastErr.at.IsZero() {
		info.LastErrorDate, info.LastErrorMessage = b.lastErr.at.Unix(), b.lastErr.text
	}
	return info, nil
}
