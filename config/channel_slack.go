package config

import "strings"

const slackAPI = "https://slack.com/api/"

// Slack is one app in one workspace.
type Slack struct {
	BotToken      Secret
	AppToken      Secret // for ModeSocket
	SigningSecret Secret // for ModeEvents
	Mode          string
	APIURL        string
	PerChannel    int // messages a second in one channel with all its threads; 0: no limit
}

func slackSettings(c *Channel) []setting {
	s := &c.Slack
	return []setting{
		{key: "bot_token", val: secret(&s.BotToken), sample: "<xoxb-…>",
			doc: "The bot user's token."},
		{key: "app_token", val: secret(&s.AppToken), sample: "<xapp-…>",
			doc: "The app-level token; needed in socket mode."},
		{key: "signing_secret", val: secret(&s.SigningSecret), sample: "<from the app's page>",
			doc: "Proves that an event comes from Slack; needed in events mode."},
		{key: "mode", val: choice(&s.Mode, ModeSocket, ModeEvents), def: ModeSocket,
			doc: "socket needs no public address; events needs public_url and signing_secret."},
		{key: "per_channel", val: number(&s.PerChannel, 0, 1000), def: "1",
			doc: "Messages a second in one channel with all its threads, after up to 3 at once; several nodes share it. Slack's own limit is 1. 0: as fast as they come."},
		{key: "api_url", val: baseURL(&s.APIURL, "/"), def: slackAPI,
			doc: "The Web API; another address for a stand-in."},
	}
}

func slackCheck(c Channel, f facts) []Problem {
	s, at := c.Slack, f.at
	real := s.APIURL == slackAPI
	ps := slackSecret(at+".bot_token", s.BotToken, "xoxb-", real)
	if s.Mode == ModeSocket {
		return append(ps, slackSecret(at+".app_token", s.AppToken, "xapp-", real)...)
	}
	ps = append(ps, slackSecret(at+".signing_secret", s.SigningSecret, "", real)...)
	return append(ps, needPublicURL(f, at, "events", real)...)
}

// slackSecret checks one credential; a stand-in may take any that is not empty.
func slackSecret(key string, s Secret, prefix string, real bool) []Problem {
	what := ""
	switch {
	case s.Empty():
		what = "is missing"
	case real && placeholder(s.Reveal()):
		what = "is a sample"
	case real && !strings.HasPrefix(s.Reveal(), prefix):
		what = "does not begin with " + prefix
	default:
		return nil
	}
	at := key[:strings.LastIndexByte(key, '.')]
	return []Problem{{Key: key, What: what, near: []string{at + ".mode", at},
		Do: "set what the app's page shows, best " + inEnv(key)}}
}
