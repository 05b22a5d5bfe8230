package config

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Channel is one account on one network. Of the blocks below the name only the
// one of its Type is filled.
type Channel struct {
	ID   string
	Type string
	Name string // what agents see; Load puts the ID here when none is given

	QuietAlarm time.Duration // leads and above are told when nothing comes for longer; 0 = never

	Telegram Telegram
	Slack    Slack
	Webchat  Webchat
	Webhook  Webhook
}

// The ways a network's events reach us.
const (
	ModeWebhook = "webhook" // Telegram posts to us
	ModePoll    = "poll"    // we ask Telegram
	ModeEvents  = "events"  // Slack posts to us
	ModeSocket  = "socket"  // we hold a socket to Slack
)

// network describes the keys of one channel type and what must hold between them.
// A type known here may still be missing from the program: Known.Types decides.
type network struct {
	typ      string
	title    string
	settings func(*Channel) []setting
	check    func(Channel, facts) []Problem
}

// networks is the list of channel types; a new one is one line here and one file.
func networks() []network {
	return []network{
		{"telegram", "Telegram", telegramSettings, telegramCheck},
		{"slack", "Slack", slackSettings, slackCheck},
		{"webchat", "Web chat", webchatSettings, webchatCheck},
		{"webhook", "Webhook", webhookSettings, webhookCheck},
	}
}

// facts is what a channel's check may look at beside the channel.
type facts struct {
	at        string // the channel's key path
	publicURL string
	sample    string // a secret made for this run, offered in messages
}

func networkOf(typ string) (network, bool) {
	all := networks()
	i := slices.IndexFunc(all, func(n network) bool { return n.typ == typ })
	if i < 0 {
		return network{}, false
	}
	return all[i], true
}

// commonSettings are the keys of every channel.
func commonSettings(c *Channel) []setting {
	return []setting{
		{key: "id", val: channelID(&c.ID), sample: "tg",
			doc: "Stands in URLs and in every stored message: choose once, never change."},
		{key: "type", val: text(&c.Type, 32), sample: "telegram",
			doc: "The network: telegram, slack, webchat or webhook."},
		{key: "name", val: text(&c.Name, 80), sample: "官方客服",
			doc: "What agents see. Empty: the id."},
		{key: "quiet_alarm", val: duration(&c.QuietAlarm, 0, 30*day), def: "0s",
			doc: "Leads and above are told when nothing has come for longer: set it well above the longest ordinary pause, nights included. At least twice watch.every counts. 0s: never."},
	}
}

// channelSettings are the keys that a channel of c's type takes.
func channelSettings(c *Channel) []setting {
	all := commonSettings(c)
	if n, ok := networkOf(c.Type); ok {
		all = append(all, n.settings(c)...)
	}
	return all
}

// owners names the types that know a key, for a key in the wrong kind of channel.
func owners(key string) []string {
	var types []string
	for _, n := range networks() {
		for _, s := range n.settings(&Channel{}) {
			if s.key == key {
				types = append(types, n.typ)
			}
		}
	}
	return types
}

// defaultChannels is what a desk without a channels key serves.
func defaultChannels() []Channel {
	return []Channel{{ID: "web", Type: "webchat"}}
}

// label is how a channel is named in key paths.
func label(id string) string { return "channels." + id }

// labels names all channels; one without an id of its own goes by its number.
func labels(all []Channel) []string {
	names := make([]string, len(all))
	for i, c := range all {
		names[i] = label(c.ID)
		if c.ID == "" || slices.Contains(names[:i], names[i]) {
			names[i] = fmt.Sprintf("channels[%d]", i)
		}
	}
	return names
}

// envID is a channel's id as it stands in variables: tg-cn is TG_CN. Ids have no
// underscore, so the way back is unambiguous.
func envID(id string) string { return strings.ToUpper(strings.ReplaceAll(id, "-", "_")) }

// inEnv tells where a channel's secret is best kept.
func inEnv(key string) string {
	if strings.Contains(key, "[") {
		return "in its variable"
	}
	return "in " + envName(key) + " or its _FILE"
}
