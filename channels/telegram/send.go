package telegram

import (
	"context"
	"errors"
	"net"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"firstline/channels"
	"firstline/internal/desk"
)

// Send implements channels.Adapter with sendMessage. In groups the answer stands under the question.
func (a *Adapter) Send(ctx context.Context, out desk.Outbound) (desk.Receipt, error) {
	chat, thread, err := split(out.Address.Key)
	if err != nil {
		return desk.Receipt{}, &channels.SendError{Reason: channels.NoSuchChat, Detail: "the conversation key cannot be read", Err: err}
	}
	if n := len(utf16.Encode([]rune(out.Text))); n > MaxText {
		return desk.Receipt{}, &channels.SendError{Reason: channels.TooLong, Detail: strconv.Itoa(n) + " units, 4096 are allowed"}
	}
	p := &bot.SendMessageParams{ChatID: chat, MessageThreadID: int(thread), Text: out.Text}
	if id, err := strconv.Atoi(out.ReplyTo); err == nil && chat < 0 {
		p.ReplyParameters = &models.ReplyParameters{MessageID: id, AllowSendingWithoutReply: true}
	}
	m, err := a.client.SendMessage(ctx, p)
	if err != nil {
		return desk.Receipt{}, judge(err)
	}
	return desk.Receipt{ExternalID: strconv.Itoa(m.ID)}, nil
}

// split reads a conversation key that key made.
func split(k string) (chat, thread int64, err error) {
	c, t, topic := strings.Cut(k, "/")
	if chat, err = strconv.ParseInt(c, 10, 64); err != nil {
		return 0, 0, err
	}
	if topic {
		thread, err = strconv.ParseInt(t, 10, 64)
	}
	return chat, thread, err
}

// judge turns the library's error into one of ours. What is not a clear answer of Telegram, and did not fail before
// anything was written, is ambiguous: a message that timed out has often been delivered.
func judge(err error) *channels.SendError {
	se := &channels.SendError{Reason: channels.Ambiguous, Detail: err.Error(), Err: err}
	var throttled *bot.TooManyRequestsError
	var moved *bot.MigrateError
	switch {
	case errors.As(err, &throttled):
		se.Reason, se.RetryAfter = channels.Throttled, time.Duration(throttled.RetryAfter)*time.Second
	case errors.As(err, &moved):
		se.Reason = channels.NoSuchChat
	case errors.Is(err, bot.ErrorForbidden):
		se.Reason = channels.Blocked
	case errors.Is(err, bot.ErrorUnauthorized), errors.Is(err, bot.ErrorNotFound):
		se.Reason = channels.BadToken
	case errors.Is(err, bot.ErrorBadRequest):
		se.Reason = badRequest(err.Error())
	case neverLeft(err):
		se.Reason = channels.Unreachable
	}
	return se
}

// badRequest reads Telegram's words, the only place where these cases differ.
func badRequest(words string) channels.Reason {
	switch w := strings.ToLower(words); {
	case strings.Contains(w, "chat not found"), strings.Contains(w, "topic_closed"), strings.Contains(w, "thread not found"):
		return channels.NoSuchChat
	case strings.Contains(w, "too long"):
		return channels.TooLong
	}
	return channels.Refused
}

// neverLeft says that the connection was never made, so that nothing can have arrived.
func neverLeft(err error) bool {
	var op *net.OpError
	var dns *net.DNSError
	return errors.As(err, &dns) || (errors.As(err, &op) && op.Op == "dial")
}
