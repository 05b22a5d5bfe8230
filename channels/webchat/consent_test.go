package webchat

import (
	"testing"

	"firstline/channels"
)

// TestConsent: nothing is taken from who has not agreed, whatever the page says; what was agreed to is kept with the message. A
// channel that does not ask keeps nothing of it.
func TestConsent(t *testing.T) {
	t.Parallel()
	for _, asks := range []bool{true, false} {
		b := setup(t, func(c *Config) { c.Consent, c.Privacy = asks, "https://shop.example/privacy" })
		_, token := b.visitor()
		c := b.hello(t, token, channels.Cursor{})
		c.send(map[string]any{"op": "say", "client_id": "a", "text": "在吗"})
		if !asks {
			c.until("kept")
		} else if got := c.until("refused"); got.Code != "consent" || got.RetryAfter != 0 {
			t.Errorf("without consent: %+v", got)
		}
		c.send(map[string]any{"op": "say", "client_id": "b", "text": "在吗", "consent": 1771666666000, "name": "李女士"})
		c.until("kept")
		b.host.set(func(h *memHost) {
			kept := read(t, h.raws[len(h.raws)-1].Body)
			if agreed := kept.Consent == 1771666666000 && kept.Notice == b.cfg.Privacy; agreed != asks || kept.Name != "李女士" || len(h.raws) != map[bool]int{true: 1, false: 2}[asks] {
				t.Errorf("asks %t: kept %+v of %d", asks, kept, len(h.raws))
			}
		})
	}
}

// TestSignedName: whom the site has named is not called otherwise by the page.
func TestSignedName(t *testing.T) {
	t.Parallel()
	s := &socket{name: "李女士"}
	s.at.Key = SignedKey + "u1"
	if got := s.called("老板"); got != "李女士" {
		t.Errorf("a signed customer is called %q", got)
	}
	s.at.Key = "visitor"
	if got := s.called(" 王\u200b先生 "); got != "王先生" {
		t.Errorf("a visitor is called %q", got)
	}
	if got := s.called("\u200b"); got != "李女士" {
		t.Errorf("without a name: %q", got)
	}
}

// TestAsksConfig: a page that asks too much, or for consent to nothing, is not made.
func TestAsksConfig(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*Config){
		"unknown":            func(c *Config) { c.Ask = []string{"age"} },
		"too many":           func(c *Config) { c.Ask = Questions() },
		"consent to nothing": func(c *Config) { c.Consent = true },
	} {
		cfg := testConfig()
		change(&cfg)
		if _, err := New(cfg); err == nil {
			t.Errorf("%s: made", name)
		}
	}
}
