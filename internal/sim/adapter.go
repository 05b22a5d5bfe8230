package sim

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/go-telegram/bot"

	"firstline/channels"
	"firstline/channels/telegram"
	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
)

// adapter is the real Telegram adapter with another way out: telegram.Config has no place for a client yet
// (proposed: /tmp/patches/sim-telegram-client.diff), so that Send and the reading of its errors are repeated here in
// the little that the stand-in needs. Everything else is the real one's.
type adapter struct {
	*telegram.Adapter
	client *bot.Bot
	w      *World
	n      *node
}

func newAdapter(n *node) (*adapter, error) {
	real, err := telegram.New(telegram.Config{ID: channel, Token: faketelegram.DefaultToken, Secret: secret, APIURL: apiURL})
	if err != nil {
		return nil, err
	}
	c, err := bot.New(faketelegram.DefaultToken, bot.WithSkipGetMe(), bot.WithServerURL(apiURL),
		bot.WithHTTPClient(time.Minute, &http.Client{Transport: toTelegram{n}}))
	return &adapter{Adapter: real, client: c, w: n.w, n: n}, err
}

// mark is put behind every text that leaves, so that the stand-in's ledger says which message each send was. Telegram
// itself has no idempotency key to use for that.
func mark(id desk.SessionID, seq int64) string { return fmt.Sprintf("\n#%s:%d", id, seq) }

// unmark reads it back.
func unmark(text string) (body string, id desk.SessionID, seq int64) {
	i := strings.LastIndex(text, "\n#")
	if i < 0 {
		return text, "", 0
	}
	name, num, _ := strings.Cut(text[i+2:], ":")
	seq, _ = strconv.ParseInt(num, 10, 64)
	return text[:i], desk.SessionID(name), seq
}

// Send implements channels.Adapter.
func (a *adapter) Send(ctx context.Context, out desk.Outbound) (desk.Receipt, error) {
	chat, err := strconv.ParseInt(out.Address.Key, 10, 64)
	if err != nil {
		return desk.Receipt{}, &channels.SendError{Reason: channels.NoSuchChat, Err: err}
	}
	a.w.trace.add("%s: sends %s:%d to %d", a.n.name, short(out.Session), out.Seq, chat)
	if !nap(a.w.latency("api", out.Address.Key, out.Text), a.n.gone) {
		return desk.Receipt{}, judge(errDead)
	}
	p := &bot.SendMessageParams{ChatID: chat, Text: out.Text + mark(out.Session, out.Seq)}
	if a.w.mut.on(Lie, out.Seq) {
		return desk.Receipt{ExternalID: "0"}, nil
	}
	if a.w.mut.on(SendTwice, out.Seq) {
		_, _ = a.client.SendMessage(ctx, p)
	}
	m, err := a.client.SendMessage(ctx, p)
	a.w.trace.add("%s: send of %s:%d to %d ends: %v", a.n.name, short(out.Session), out.Seq, chat, err)
	if err != nil {
		return desk.Receipt{}, judge(err)
	}
	return desk.Receipt{ExternalID: strconv.Itoa(m.ID)}, nil
}

// judge is the real adapter's, for the errors that the stand-in and the wire can give.
func judge(err error) error {
	se := &channels.SendError{Reason: channels.Ambiguous, Detail: err.Error(), Err: err}
	var throttled *bot.TooManyRequestsError
	var op *net.OpError
	switch {
	case errors.As(err, &throttled):
		se.Reason, se.RetryAfter = channels.Throttled, time.Duration(throttled.RetryAfter)*time.Second
	case errors.Is(err, bot.ErrorForbidden):
		se.Reason = channels.Blocked
	case errors.Is(err, bot.ErrorBadRequest):
		se.Reason = channels.Refused
	case errors.As(err, &op) && op.Op == "dial":
		se.Reason = channels.Unreachable
	}
	return se
}

func short(id desk.SessionID) string {
	if len(id) < 4 {
		return string(id)
	}
	return string(id[len(id)-4:])
}
