package main

import (
	"maps"
	"slices"

	"go.uber.org/zap"

	"firstline/channels"
	"firstline/channels/telegram"
	"firstline/channels/webchat"
	"firstline/config"
	"firstline/internal/desk"
)

// network makes the adapter of one configured account.
type network func(ch config.Channel, with shared) (channels.Adapter, error)

// shared is what adapters get beside their own settings.
type shared struct {
	cfg config.Config
	key []byte // signs what the desk hands to browsers
	log *zap.Logger
}

// networks is THE list of channels: one line each.
func networks() map[string]network {
	return map[string]network{
		"telegram": newTelegram,
		"webchat":  newWebchat,
	}
}

func channelTypes() []string { return slices.Sorted(maps.Keys(networks())) }

func newTelegram(ch config.Channel, _ shared) (channels.Adapter, error) {
	t := ch.Telegram
	if t.Mode != config.ModeWebhook {
		return nil, desk.Fail(desk.Invalid, "telegram_mode", "channels."+ch.ID+": mode poll is not in this version yet: set mode: webhook, with webhook_secret and public_url")
	}
	return telegram.New(telegram.Config{ID: desk.ChannelID(ch.ID), Token: t.Token.Reveal(), Secret: t.WebhookSecret.Reveal(), APIURL: t.APIURL})
}

func newWebchat(ch config.Channel, with shared) (channels.Adapter, error) {
	return webchat.New(webchat.Config{ID: desk.ChannelID(ch.ID), Organisation: with.cfg.Organisation, PublicURL: with.cfg.PublicURL,
		AllowedOrigins: ch.Webchat.AllowedOrigins, Key: with.key, Locale: with.cfg.Locale, Colour: ch.Webchat.Colour, Logger: with.log})
}
