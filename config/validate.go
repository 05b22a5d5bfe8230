package config

import (
	"fmt"
	"slices"
	"strings"
)

// Known is what Validate cannot find in a Config.
type Known struct {
	Types  []string // channel types the program has an adapter for; nil: all that are described here
	Sample string   // a fresh secret to offer in messages
}

// Validate checks what holds between the keys of a Config whose values were each
// read by Load. It is pure: no clock, no file, no network. Load calls it.
func Validate(c Config, known Known) []Problem {
	ps := c.Redis.check()
	ps = append(ps, listenCheck(c)...)
	ps = append(ps, authCheck(c.Auth)...)
	ps = append(ps, providersCheck(c.Auth, c.PublicURL)...)
	ps = append(ps, mediaCheck(c.Media)...)
	ps = append(ps, ordersCheck(c.Orders, known.Sample)...)
	ps = append(ps, translationCheck(c.Translation, known.Sample)...)
	ps = append(ps, sealCheck(c.Seal, known.Sample)...)
	if known.Types == nil {
		known.Types = describedTypes()
	}
	names := labels(c.Channels)
	for i, ch := range c.Channels {
		f := facts{at: names[i], publicURL: c.PublicURL, sample: known.Sample}
		ps = append(ps, idCheck(ch, f.at)...)
		ps = append(ps, channelCheck(ch, f, known.Types)...)
	}
	return ps
}

func listenCheck(c Config) []Problem {
	switch {
	case c.Listen == "":
		return []Problem{{Key: "listen", What: "is empty", Do: "write host:port, such as 127.0.0.1:8080"}}
	case c.AdminListen == c.Listen && !strings.HasSuffix(c.Listen, ":0"):
		return []Problem{{Key: "admin_listen", What: "is the same address as listen",
			Do: "choose another port, or remove it to have /metrics on the main listener"}}
	case c.DataDir == "":
		return []Problem{{Key: "data_dir", What: "is empty", Do: "name a folder, such as ./firstline-data"}}
	}
	return nil
}

func authCheck(a Auth) []Problem {
	if a.SessionMax >= a.SessionIdle {
		return nil
	}
	return []Problem{{Key: "auth.session_max", near: []string{"auth.session_idle"},
		What: fmt.Sprintf("%s is shorter than auth.session_idle (%s)", short(a.SessionMax), short(a.SessionIdle)),
		Do:   "make session_max the longer one"}}
}

func mediaCheck(m Media) []Problem {
	if m.ChatMaxSize <= m.MaxSize {
		return nil
	}
	return []Problem{{Key: "media.chat_max_size", near: []string{"media.max_size"},
		What: fmt.Sprintf("%s is more than media.max_size (%s)", bytesText(m.ChatMaxSize), bytesText(m.MaxSize)),
		Do:   "make chat_max_size no larger: visitors would be promised what is then refused"}}
}

func sealCheck(s Seal, sample string) []Problem {
	key := s.Key.Reveal()
	p := Problem{Key: "seal.key", Do: "set a random one, such as this new one: " + sample}
	switch {
	case key == "":
		return nil
	case s.KeyFile != "":
		p.What, p.Do = "is given together with seal.key_file", "keep one of the two"
	case placeholder(key):
		p.What = "is a sample"
	case bits(key) < minBits:
		p.What = fmt.Sprintf("is weak: about %d bits where %d are needed", bits(key), minBits)
	default:
		return nil
	}
	return []Problem{p}
}

func idCheck(c Channel, at string) []Problem {
	p := Problem{Key: at + ".id", near: []string{at}, Do: "give each channel an id of its own"}
	switch {
	case c.ID == "":
		p.What = "is missing"
	case c.ID == "manual":
		p.What = `"manual" is the channel of what people write down, which every desk has`
	case at != label(c.ID):
		p.What = quote(c.ID) + " is the id of an earlier channel"
	default:
		return nil
	}
	return []Problem{p}
}

func channelCheck(c Channel, f facts, types []string) []Problem {
	n, described := networkOf(c.Type)
	p := Problem{Key: f.at + ".type", near: []string{f.at}, Do: "choose from " + strings.Join(types, ", ")}
	switch {
	case c.Type == "":
		p.What = "is missing"
	case !described:
		p.What = quote(c.Type) + " is not a channel type"
	case !slices.Contains(types, c.Type):
		p.What, p.Do = "this program has no adapter for "+c.Type+" yet", "remove the channel, or "+p.Do
	default:
		return n.check(c, f)
	}
	return []Problem{p}
}

func describedTypes() []string {
	var types []string
	for _, n := range networks() {
		types = append(types, n.typ)
	}
	return types
}
