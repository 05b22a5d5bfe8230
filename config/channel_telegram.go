package config

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

const telegramAPI = "https://api.telegram.org"

// Telegram is one bot.
type Telegram struct {
	Token         Secret
	Mode          string // ModeWebhook or ModePoll
	WebhookSecret Secret // comes back in X-Telegram-Bot-Api-Secret-Token
	APIURL        string
	PerChat       int // messages a second in one chat; 0: no limit
	PerBot        int // messages a second over all chats; 0: no limit
}

func telegramSettings(c *Channel) []setting {
	t := &c.Telegram
	return []setting{
		{key: "token", val: secret(&t.Token), sample: "<token from @BotFather>",
			doc: "The bot's token."},
		{key: "mode", val: choice(&t.Mode, ModePoll, ModeWebhook), def: ModePoll,
			doc: "webhook needs public_url and webhook_secret; poll needs no public address: one node at a time asks Telegram."},
		{key: "webhook_secret", val: secret(&t.WebhookSecret), sample: "<32 or more random characters>",
			doc: "Proves that a webhook call comes from Telegram. At least 128 bits, drawn at random."},
		{key: "api_url", val: baseURL(&t.APIURL, ""), def: telegramAPI,
			doc: "The Bot API; another address for a server of your own or a stand-in."},
		{key: "per_chat", val: number(&t.PerChat, 0, 1000), def: "1",
			doc: "Messages a second in one chat, after up to 3 at once. Telegram's own limit is 1. 0: as fast as they come."},
		{key: "per_bot", val: number(&t.PerBot, 0, 10_000), def: "30",
			doc: "Messages a second of the bot over all chats and all nodes. Telegram's own limit is 30. 0: as fast as they come."},
	}
}

func telegramCheck(c Channel, f facts) []Problem {
	t, at := c.Telegram, f.at
	ps := tokenCheck(t, at)
	if t.Mode == ModeWebhook {
		ps = append(ps, needPublicURL(f, at, "a webhook", t.APIURL == telegramAPI)...)
		if t.APIURL == telegramAPI {
			ps = append(ps, portCheck(f, at)...)
		}
		ps = append(ps, webhookSecretCheck(t, at, f.sample)...)
	}
	return ps
}

func tokenCheck(t Telegram, at string) []Problem {
	bad := func(what string) []Problem {
		return []Problem{{Key: at + ".token", What: what, near: []string{at},
			Do: "set the token that @BotFather gave, best " + inEnv(at+".token")}}
	}
	switch token := t.Token.Reveal(); {
	case token == "":
		return bad("is missing")
	// A stand-in may take any token; the real network does not.
	case t.APIURL != telegramAPI:
		return nil
	case placeholder(token):
		return bad("is a sample, not a token")
	case !regexp.MustCompile(`^[0-9]{5,20}:[A-Za-z0-9_-]{30,}$`).MatchString(token):
		return bad("does not look like a bot token (digits, a colon, 35 letters)")
	}
	return nil
}

func webhookSecretCheck(t Telegram, at, sample string) []Problem {
	what := ""
	switch s := t.WebhookSecret.Reveal(); {
	case s == "":
		what = "is missing: without it anyone who knows the address can write as a customer"
	case placeholder(s):
		what = "is a sample"
	case len(s) > 256 || strings.Trim(s, secretLetters) != "":
		what = "holds characters that Telegram does not take (letters, digits, _ and -, at most 256)"
	case bits(s) < minBits:
		what = fmt.Sprintf("is weak: about %d bits where %d are needed", bits(s), minBits)
	default:
		return nil
	}
	return []Problem{{Key: at + ".webhook_secret", What: what, near: []string{at + ".mode", at},
		Do: "set a random one, such as this new one: " + sample}}
}

// portCheck: Telegram calls no other ports than these (core.telegram.org, setWebhook).
func portCheck(f facts, at string) []Problem {
	u, err := url.Parse(f.publicURL)
	if err != nil || slices.Contains([]string{"", "443", "80", "88", "8443"}, u.Port()) {
		return nil
	}
	return []Problem{{Key: "public_url", near: []string{at + ".mode", at}, What: "has the port " + u.Port() + ", and Telegram calls only 443, 80, 88 and 8443",
		Do: "let the desk be reached on one of them, or set " + at + ".mode to poll"}}
}

// needPublicURL is for every channel that is called by its network.
func needPublicURL(f facts, at, who string, tls bool) []Problem {
	p := Problem{Key: "public_url", near: []string{at + ".mode", at}}
	switch {
	case f.publicURL == "":
		p.What, p.Do = "is missing, and "+at+" needs it for "+who, "set it to the address of this desk, such as https://desk.example.com"
	case tls && !strings.HasPrefix(f.publicURL, "https://"):
		p.What, p.Do = "is not https, and the network of "+at+" calls no other", "put a proxy with TLS in front and write https://…"
	default:
		return nil
	}
	return []Problem{p}
}
