package telegram

import (
	"context"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"firstline/channels"
	"firstline/internal/desk"
)

var (
	_ channels.Typer = (*Adapter)(nil)
	_ channels.Typer = (*Poller)(nil)
)

// Typing implements channels.Typer. Telegram shows it for five seconds, or until a message comes.
func (a *account) Typing(ctx context.Context, at desk.Address) error {
	own, thread, err := split(at.Key)
	if err != nil {
		return err
	}
	if _, err := a.client.SendChatAction(ctx, &bot.SendChatActionParams{ChatID: a.moved.to(own), MessageThreadID: int(thread), Action: models.ChatActionTyping}); err != nil {
		return judge(err)
	}
	return nil
}
