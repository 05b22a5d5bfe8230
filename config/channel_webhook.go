package config

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"firstline/channels"
)

// Webhook is one system that posts customers' messages to us and takes the answers at its own address.
type Webhook struct {
	URL            string // where answers are posted
	Secret         Secret // signs both ways
	SecretPrevious Secret // the one before, while both sides change it
	AllowPrivate   bool
	RetryAmbiguous bool
	NoReceipts     bool          // what it tells of reading is not kept
	Changes        bool          // it knows edit_of and recall_of
	Timeout        time.Duration // of one delivery
	MaxText        int           // UTF-16 units; 0: no limit
	MaxFile        int64         // bytes; 0: it takes none
	QuotaMessages  int           // that its network takes after each message of the customer; 0: any number
	QuotaWithin    time.Duration // 0: until the customer writes again
}

func webhookSettings(c *Channel) []setting {
	w := &c.Webhook
	return []setting{
		{key: "url", val: endpoint(&w.URL), sample: "https://shop.example.com/firstline",
			doc: "Where answers are posted, signed. http only on this machine."},
		{key: "secret", val: secret(&w.Secret), sample: "<32 or more random characters>",
			doc: "Signs what the other side posts to /hooks/<id>, and what is posted to it. At least 32 characters, drawn at random."},
		{key: "secret_previous", val: secret(&w.SecretPrevious), sample: "<the secret before>",
			doc: "Accepted too while the secret is being changed; deliveries carry a signature of each. Remove it afterwards."},
		{key: "allow_private", val: boolean(&w.AllowPrivate), def: "false",
			doc: "Let the url lead to a private network or to this machine."},
		{key: "retry_ambiguous", val: boolean(&w.RetryAmbiguous), def: "false",
			doc: "Only for a receiver that knows a message by its Idempotency-Key: one that got no clear answer is sent again instead of being shown as unconfirmed."},
		{key: "changes", val: boolean(&w.Changes), def: "false",
			doc: "The receiver knows edit_of and recall_of: agents may correct and take back what it was sent. One that does not would show a correction as a message."},
		noReceipts(&w.NoReceipts),
		{key: "timeout", val: duration(&w.Timeout, time.Second, 25*time.Second), def: "10s",
			doc: "How long one delivery may take."},
		{key: "max_text", val: number(&w.MaxText, 0, 100_000), def: "0",
			doc: "Longest text that the receiver takes, in UTF-16 units. 0: no limit."},
		{key: "max_file", val: size(&w.MaxFile, 0, 1<<30), def: "0MiB",
			doc: "Largest file that the receiver takes (at most media.max_size). 0: it takes none, as a receiver that reads nothing but JSON."},
		{key: "quota_messages", val: number(&w.QuotaMessages, 0, 1000), def: "0",
			doc: "How many messages the network behind it takes after each message of the customer, such as 5: greeting, automatic texts and closing count. What would be too much is not sent. 0: any number."},
		{key: "quota_within", val: duration(&w.QuotaWithin, 0, 30*day), def: "0s",
			doc: "How long after the customer's message it takes them, such as 48h. 0s: until the customer writes again. Counts with quota_messages only."},
	}
}

func webhookCheck(c Channel, f facts) []Problem {
	w, at := c.Webhook, f.at
	ps := append(w.urlCheck(at), sharedSecret(at, "secret", w.Secret, f.sample)...)
	if !w.SecretPrevious.Empty() {
		ps = append(ps, sharedSecret(at, "secret_previous", w.SecretPrevious, "")...)
	}
	if w.QuotaWithin > 0 && w.QuotaMessages == 0 {
		ps = append(ps, Problem{Key: at + ".quota_within", What: "has no quota_messages beside it, so that nothing is counted", near: []string{at + ".quota_within", at}, Do: "set quota_messages, or remove the key"})
	}
	return ps
}

// urlCheck says at start what every delivery would say later.
func (w Webhook) urlCheck(at string) []Problem {
	return called{at + ".url", w.URL, w.AllowPrivate, "set the address to which answers are posted", "everybody on the way could read what customers are told", "write the receiver's own address"}.check(at)
}

// called is an address that we call, and what is said of one that we would not. Names are looked up only at the call.
type called struct {
	key, url          string
	private           bool
	set, clear, other string // what to do where there is none, why not in the clear, what to write instead of a forbidden one
}

func (c called) check(at string) []Problem {
	p := Problem{Key: c.key, near: []string{at}}
	u, err := url.Parse(c.url)
	if err != nil || c.url == "" {
		p.What, p.Do = "is missing", c.set
		return []Problem{p}
	}
	here, where := nearness(u.Hostname())
	switch {
	case where == channels.Nowhere:
		p.What, p.Do = "leads to an address that is never called: link-local, reserved, or where clouds keep their credentials", c.other
	case u.Scheme == "http" && !here:
		p.What, p.Do = "is not https: "+c.clear, "write https://…"
	case where == channels.Inside && !c.private:
		p.What, p.Do = "leads to a private network or to this machine", "set allow_private: true if that is meant"
	default:
		return nil
	}
	return []Problem{p}
}

// nearness says whether a host is this machine by its name or number, and where its number lies; another name may lead
// anywhere.
func nearness(host string) (here bool, where channels.Nearness) {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true, channels.Inside
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return false, channels.Outside
	}
	return ip.Unmap().IsLoopback(), channels.Near(ip)
}

// sharedSecret checks a secret that both sides were given by hand.
func sharedSecret(at, key string, s Secret, sample string) []Problem {
	const least = 32
	p := Problem{Key: at + "." + key, near: []string{at}, Do: "set a random one, such as this new one: " + sample}
	switch text := s.Reveal(); {
	case text == "":
		p.What = "is missing: without it anyone who knows the address can write as a customer"
	case placeholder(text):
		p.What = "is a sample"
	case len(text) < least:
		p.What = fmt.Sprintf("has %d characters where %d are needed", len(text), least)
	case bits(text) < minBits:
		p.What = fmt.Sprintf("is weak: about %d bits where %d are needed", bits(text), minBits)
	default:
		return nil
	}
	if sample == "" {
		p.Do = "set the one that was in use, or remove the key"
	}
	return []Problem{p}
}
