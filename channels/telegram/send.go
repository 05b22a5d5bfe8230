package telegram

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"firstline/channels"
	"firstline/internal/desk"
)

// Send implements channels.Adapter. In groups the answer stands under the question. To a group that has become a
// supergroup it goes where the group is now: the refusal that says so proves that nothing was sent before.
func (a *account) Send(ctx context.Context, out desk.Outbound) (desk.Receipt, error) {
	own, thread, err := split(out.Address.Key)
	if err != nil {
		return desk.Receipt{}, &channels.SendError{Reason: channels.NoSuchChat, Detail: "the conversation key cannot be read", Err: err}
	}
	most := MaxText
	if out.File != nil || out.Change != nil && out.Change.Kind.HasFile() {
		most = MaxCaption
	}
	if err := channels.Fits(out.Text, most); err != nil {
		return desk.Receipt{}, err
	}
	if out.Change != nil {
		return desk.Receipt{}, a.change(ctx, out, own)
	}
	l := letter{Outbound: out, chat: a.moved.to(own), thread: int(thread)}
	l.answers = refIn(out.ReplyTo, own, l.chat)
	m, err := a.post(ctx, l)
	var moved *bot.MigrateError
	if errors.As(err, &moved) {
		l.chat = int64(moved.MigrateToChatID)
		l.answers = refIn(out.ReplyTo, own, l.chat)
		a.moved.note(own, l.chat)
		m, err = a.post(ctx, l)
	}
	if err != nil {
		return desk.Receipt{}, judge(err)
	}
	return desk.Receipt{ExternalID: ref(out.Address.Key, l.chat, int64(m.ID))}, nil
}

// letter is a message with the place that it goes to.
type letter struct {
	desk.Outbound
	chat    int64
	thread  int
	answers int // number of the question in the chat; 0 = none that is there
}

// post makes one call, or another one where Telegram does not take a picture as one.
func (a *account) post(ctx context.Context, l letter) (*models.Message, error) {
	if l.File == nil {
		return a.client.SendMessage(ctx, &bot.SendMessageParams{ChatID: l.chat, MessageThreadID: l.thread, Text: l.Text, ReplyParameters: l.reply(), ReplyMarkup: l.buttons()})
	}
	m, err := a.upload(ctx, l, sentAs(l.File.File))
	if err != nil && l.File.Kind != desk.KindDocument && misfit(err) {
		return a.upload(ctx, l, desk.KindDocument)
	}
	return m, err
}

// reply names the question in groups; in a private chat nobody has to be told which one it was, unless somebody chose it. A
// message that was deleted meanwhile keeps no answer back.
func (l letter) reply() *models.ReplyParameters {
	if l.answers == 0 || l.chat > 0 && !l.Chosen {
		return nil
	}
	return &models.ReplyParameters{MessageID: l.answers, AllowSendingWithoutReply: true}
}

// buttons stand one below the other: side by side a telephone would cut them off.
func (l letter) buttons() models.ReplyMarkup {
	if len(l.Choices) == 0 {
		return nil
	}
	var rows [][]models.InlineKeyboardButton
	for _, c := range l.Choices {
		rows = append(rows, []models.InlineKeyboardButton{{Text: c.Label, CallbackData: c.Value}})
	}
	return &models.InlineKeyboardMarkup{InlineKeyboard: rows}
}

// refIn is the number that a reference, as ref makes it, has in a chat, also where it is the one of an edit; 0 where it
// names a message of another chat.
func refIn(reference string, own, chat int64) int {
	reference, _, _ = strings.Cut(reference, "@") // behind it stands the edit
	in, number, foreign := strings.Cut(reference, ":")
	if !foreign {
		in, number = strconv.FormatInt(own, 10), reference
	}
	id, err := strconv.Atoi(number)
	if err != nil || in != strconv.FormatInt(chat, 10) {
		return 0
	}
	return id
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
	var closed *unopened
	switch {
	case errors.As(err, &closed):
		se.Reason = channels.Unreachable
	case errors.As(err, &throttled):
		se.Reason, se.RetryAfter = channels.Throttled, time.Duration(throttled.RetryAfter)*time.Second
	case errors.As(err, &moved):
		se.Reason = channels.NoSuchChat
	case errors.Is(err, bot.ErrorForbidden):
		se.Reason = forbidden(err.Error())
	case errors.Is(err, bot.ErrorUnauthorized), errors.Is(err, bot.ErrorNotFound):
		se.Reason = channels.BadToken
	case errors.Is(err, bot.ErrorBadRequest):
		se.Reason = badRequest(err.Error())
	case strings.Contains(strings.ToLower(err.Error()), "request entity too large"):
		se.Reason = channels.Refused
	case channels.NeverLeft(err):
		se.Reason = channels.Unreachable
	}
	return se
}

// forbidden reads Telegram's words for why nobody there hears the bot.
func forbidden(words string) channels.Reason {
	switch w := strings.ToLower(words); {
	case strings.Contains(w, "blocked by the user"):
		return channels.Blocked
	case strings.Contains(w, "deactivated"):
		return channels.Gone
	case strings.Contains(w, "kicked"), strings.Contains(w, "not a member"):
		return channels.Removed
	}
	return channels.Refused
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
