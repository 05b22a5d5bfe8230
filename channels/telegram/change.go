package telegram

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/go-telegram/bot"

	"firstline/channels"
	"firstline/internal/desk"
)

// change corrects a message of the bot's or takes it back, in the chat where it stands: one that was written before the group
// became a supergroup stayed behind. Words that stand there already, and a message that is gone, are no error: an earlier try
// has arrived.
func (a *account) change(ctx context.Context, out desk.Outbound, own int64) error {
	chat, id, ok := placeOf(out.Change.Of, own)
	if !ok {
		return &channels.SendError{Reason: channels.Refused, Detail: "the message's number is not known"}
	}
	var err error
	switch {
	case out.Change.Recall:
		_, err = a.client.DeleteMessage(ctx, &bot.DeleteMessageParams{ChatID: chat, MessageID: id})
	case out.Change.Kind.HasFile():
		_, err = a.client.EditMessageCaption(ctx, &bot.EditMessageCaptionParams{ChatID: chat, MessageID: id, Caption: out.Text})
	default:
		_, err = a.client.EditMessageText(ctx, &bot.EditMessageTextParams{ChatID: chat, MessageID: id, Text: out.Text})
	}
	done := "message is not modified"
	if out.Change.Recall {
		done = "message to delete not found"
	}
	if err == nil || errors.Is(err, bot.ErrorBadRequest) && strings.Contains(strings.ToLower(err.Error()), done) {
		return nil
	}
	return judge(err)
}

// placeOf reads a reference that ref made: the chat and the message's number there.
func placeOf(reference string, own int64) (chat int64, id int, ok bool) {
	in, number, foreign := strings.Cut(reference, ":")
	if !foreign {
		in, number = strconv.FormatInt(own, 10), reference
	}
	chat, err := strconv.ParseInt(in, 10, 64)
	id, err2 := strconv.Atoi(number)
	return chat, id, err == nil && err2 == nil
}
