package slack

import (
	"net/http"
	"time"
)

// The credentials of the one app when [Options] names no others. They have the form of Slack's and open nothing.
const (
	DefaultBotToken      = "xoxb-stand-in-opens-nothing"
	DefaultAppToken      = "xapp-1-stand-in-opens-nothing"
	DefaultSigningSecret = "5ec2e75ec2e75ec2e75ec2e75ec2e700"
)

// The one workspace and the one app. Ids are Slack's in form: a letter for the kind, then capitals and digits.
const (
	TeamID  = "T0STANDIN"
	AppID   = "A0STANDIN"
	BotUser = "U0STANDIN"
	BotID   = "B0STANDIN"
)

// Options configures a [Server]. The zero value behaves like Slack at Slack's pace and delivers by Socket Mode.
type Options struct {
	BotToken, AppToken, SigningSecret string // empty means the Default…

	// EventsURL is the app's request URL; with it events are posted there, without it they go to open sockets.
	EventsURL string
	// Speedup divides every wait that Slack imposes: 60 turns the five minutes before the last retry into five seconds.
	// 0 and below mean 1.
	Speedup float64
	// Patience is how long an app has for its answer, in real time; 0 means Slack's three seconds, divided by Speedup. A test
	// in which nobody may be late sets it to an hour: it does not depend on a quick machine then.
	Patience time.Duration
	// PerChannel is how many messages a second one channel takes; 0 means Slack's one, below 0 means no limit.
	PerChannel float64
	// Outside makes the app one that is sold outside of Slack's Marketplace: one call a minute, of 15 lines, reads what was
	// written (M:conversations.history). An app that a company has made for itself is none.
	Outside bool
	// Missing are the scopes that the app was not given, such as im:history.
	Missing []string
	// Sockets is how many sockets may be open; 0 means Slack's ten.
	Sockets int
	// Ping is the time between two pings on a socket, in real time; 0 means 10 s.
	Ping time.Duration
	// Transport carries deliveries; nil means one of its own without proxies.
	Transport http.RoundTripper
	// NoControl leaves out the HTTP control API, which asks for no password.
	NoControl bool
}

// withDefaults fills the fields whose zero value is not what they mean.
func (o Options) withDefaults() Options {
	if o.BotToken == "" {
		o.BotToken = DefaultBotToken
	}
	if o.AppToken == "" {
		o.AppToken = DefaultAppToken
	}
	if o.SigningSecret == "" {
		o.SigningSecret = DefaultSigningSecret
	}
	if o.Speedup <= 0 {
		o.Speedup = 1
	}
	if o.PerChannel == 0 {
		o.PerChannel = 1 // R: "no more than one message per second per channel"
	}
	if o.Sockets <= 0 {
		o.Sockets = 10 // S: "up to 10 WebSocket connections"
	}
	if o.Ping <= 0 {
		o.Ping = 10 * time.Second
	}
	if o.Transport == nil {
		o.Transport = &http.Transport{MaxIdleConnsPerHost: 64, IdleConnTimeout: time.Minute}
	}
	return o
}
