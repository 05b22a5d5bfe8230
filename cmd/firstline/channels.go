package main

import (
	"maps"
	"net/http"
	"slices"
	"time"

	"go.uber.org/zap"

	"firstline/channels"
	"firstline/channels/manual"
	"firstline/channels/slack"
	"firstline/channels/telegram"
	"firstline/channels/webchat"
	"firstline/channels/webhook"
	"firstline/config"
	"firstline/internal/api"
	"firstline/internal/desk"
	"firstline/internal/orders"
	"firstline/internal/translate"
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
		"slack":    newSlack,
		"telegram": newTelegram,
		"webchat":  newWebchat,
		"webhook":  newWebhook,
	}
}

// byHand is the channel that every desk has: what people write down. The configuration does not name it.
const byHand = manual.ID

func newManual() channels.Adapter { return manual.Channel{} }

func channelTypes() []string { return slices.Sorted(maps.Keys(networks())) }

func newTelegram(ch config.Channel, _ shared) (channels.Adapter, error) {
	t := ch.Telegram
	c := telegram.Config{ID: desk.ChannelID(ch.ID), Token: t.Token.Reveal(), Secret: t.WebhookSecret.Reveal(), APIURL: t.APIURL,
		Rate: channels.Rate{PerAddress: float64(t.PerChat), Burst: telegram.Burst, PerAccount: float64(t.PerBot)}}
	if t.Mode == config.ModePoll {
		return telegram.NewPoller(c)
	}
	return telegram.New(c)
}

func newSlack(ch config.Channel, with shared) (channels.Adapter, error) {
	s := ch.Slack
	c := slack.Config{ID: desk.ChannelID(ch.ID), BotToken: s.BotToken.Reveal(), SigningSecret: s.SigningSecret.Reveal(), AppToken: s.AppToken.Reveal(), APIURL: s.APIURL,
		PerChannel: float64(s.PerChannel), Logger: with.log}
	if s.Mode == config.ModeEvents {
		return slack.NewHook(c)
	}
	return slack.NewSocket(c)
}

func newWebchat(ch config.Channel, with shared) (channels.Adapter, error) {
	w := ch.Webchat
	return webchat.New(webchat.Config{ID: desk.ChannelID(ch.ID), Organisation: with.cfg.Organisation, PublicURL: with.cfg.PublicURL,
		AllowedOrigins: w.AllowedOrigins, Key: with.key, Locale: with.cfg.Locale, Colour: w.Colour, Ask: w.Ask, Privacy: w.Privacy, Consent: w.Consent, LeaveAfter: w.LeaveAfter, NoReceipts: w.NoReceipts,
		Logger: with.log, MaxFile: with.cfg.Media.ChatMaxSize,
		Identity: webchat.Identity{Secret: []byte(w.IdentitySecret.Reveal()), Previous: []byte(w.IdentityPrevious.Reveal()), Issuer: w.IdentityIssuer, Audience: w.IdentityAudience}})
}

func newWebhook(ch config.Channel, _ shared) (channels.Adapter, error) {
	w := ch.Webhook
	return webhook.New(webhook.Config{ID: desk.ChannelID(ch.ID), URL: w.URL, Secret: w.Secret.Reveal(), Previous: w.SecretPrevious.Reveal(),
		AllowPrivate: w.AllowPrivate, RetryAmbiguous: w.RetryAmbiguous, Changes: w.Changes, NoReceipts: w.NoReceipts, Timeout: w.Timeout, MaxText: w.MaxText, MaxFile: w.MaxFile,
		Quota: channels.Quota{Messages: w.QuotaMessages, Within: w.QuotaWithin}})
}

// shop asks the shop's own system as the webhook channel calls its receiver; nil where nobody is configured.
func shop(o config.Orders) api.Orders {
	if o.URL == "" {
		return nil
	}
	return orders.New(orders.Options{URL: o.URL, HTTP: guarded(o.AllowPrivate), Timeout: o.Timeout,
		Sign: func(h http.Header, at time.Time, body []byte) { webhook.Sign(h, at, body, o.Secret.Reveal()) }})
}

// guarded is what calls addresses that the configuration names: of the outside, and inside where that is allowed (S-SS1).
func guarded(private bool) *http.Client { return webhook.Caller(private) }

// translator asks the department's own service in the same way; nil where nobody is configured, and no text leaves the desk.
func translator(t config.Translation, l translate.Live) api.Translator {
	if t.URL == "" {
		return nil
	}
	return translate.New(translate.Options{Live: l, URL: t.URL, HTTP: guarded(t.AllowPrivate), Timeout: t.Timeout,
		Sign: func(h http.Header, at time.Time, body []byte) { webhook.Sign(h, at, body, t.Secret.Reveal()) }})
}
