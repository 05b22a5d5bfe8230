package telegram

import (
	"context"
	"errors"
	"strings"

	"github.com/go-telegram/bot"

	"firstline/channels"
	"firstline/internal/desk"
)

var (
	_ channels.Thanker = (*Adapter)(nil)
	_ channels.Thanker = (*Poller)(nil)
)

// pressMark begins the id of a press. Telegram's own number of it follows.
const pressMark = "press:"

// pressed reads a press on a button. What it says comes from the presser's program, which may say anything.
func pressed(raw desk.Raw, p *press) desk.Inbound {
	if p.From == nil || p.From.IsBot || p.Message == nil || p.Data == "" {
		return desk.Inbound{}
	}
	return desk.Inbound{ExternalID: pressMark + channels.Storable(p.ID), ReplyTo: ref(raw.Key, p.Message.Chat.ID, p.Message.ID), SenderID: number(p.From.ID),
		SenderName: p.From.name(), Title: channels.Storable(p.Message.Chat.Title), Language: channels.Storable(p.From.Language), Kind: desk.KindText, Text: channels.Storable(p.Data), Pressed: true}
}

// Thank implements channels.Thanker: the button stops waiting, and all of them go, for the question is answered, or asked no more. Telegram
// takes the first for some two minutes.
func (a *account) Thank(ctx context.Context, in desk.Inbound, _ bool) error {
	_, first := a.client.AnswerCallbackQuery(ctx, &bot.AnswerCallbackQueryParams{CallbackQueryID: strings.TrimPrefix(in.ExternalID, pressMark)})
	own, _, err := split(in.Address.Key)
	if err != nil {
		return errors.Join(first, err)
	}
	chat := a.moved.to(own)
	id := refIn(in.ReplyTo, own, chat)
	if id == 0 { // the buttons stayed behind in another chat
		return first
	}
	_, second := a.client.EditMessageReplyMarkup(ctx, &bot.EditMessageReplyMarkupParams{ChatID: chat, MessageID: id})
	return errors.Join(first, second)
}
