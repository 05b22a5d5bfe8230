package webhook_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"firstline/channels/channeltest"
	"firstline/channels/webhook"
	"firstline/internal/desk"
)

const (
	secret = "0123456789abcdef0123456789abcdef"
	older  = "fedcba9876543210fedcba9876543210"
)

// now is the clock of every test.
func now() time.Time { return time.Unix(1_700_000_000, 0) }

// adapter is a channel to a receiver; change may set what the test is about.
func adapter(t testing.TB, url string, change func(*webhook.Config)) *webhook.Adapter {
	t.Helper()
	cfg := webhook.Config{ID: "shop", URL: url, Secret: secret, AllowPrivate: true, Now: now}
	if change != nil {
		change(&cfg)
	}
	a, err := webhook.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func signed(body []byte) http.Header {
	h := http.Header{}
	webhook.Sign(h, now(), body, secret)
	return h
}

func TestInbound(t *testing.T) {
	t.Parallel()
	a := adapter(t, "https://shop.test/", nil)
	with := func(in desk.Inbound) []desk.Inbound { return []desk.Inbound{in} }
	channeltest.Inbound(t, channeltest.Hook{Adapter: a, Sign: signed}, []channeltest.Sample{
		{Name: "the least", Key: "42", Body: `{"id":"1","conversation":"42","text":"在吗"}`,
			Want: with(desk.Inbound{ExternalID: "1", SenderID: "42", Kind: desk.KindText, Text: "在吗"})},
		{Name: "everything", Key: "订单 42", Body: `{"id":"m-1","conversation":"订单 42","order":7,"kind":"text","text":"是的\n谢谢","reply_to":"m-0","sent_at":1,"language":"zh-CN","title":"VIP 群","sender":{"id":"u7","name":"李女士"},"later":{"x":1}}`,
			Want: with(desk.Inbound{ExternalID: "m-1", SenderID: "u7", SenderName: "李女士", Language: "zh-CN", Kind: desk.KindText, Text: "是的\n谢谢", SentAt: 1, ReplyTo: "m-0", Title: "VIP 群"})},
		{Name: "a file", Key: "42", Body: `{"id":"2","conversation":"42","kind":"document","note":"发票.pdf"}`,
			Want: with(desk.Inbound{ExternalID: "2", SenderID: "42", Kind: desk.KindDocument, Note: "发票.pdf"})},
		{Name: "an edit", Key: "42", Body: `{"id":"3","conversation":"42","kind":"edit","reply_to":"1","text":"改了"}`,
			Want: with(desk.Inbound{ExternalID: "3", SenderID: "42", Kind: desk.KindEdit, Text: "改了", ReplyTo: "1"})},
		{Name: "an edit with files", Key: "42", Body: `{"id":"8","conversation":"42","kind":"edit","reply_to":"1","text":"改了","files":[{"url":"https://shop.test/a.png","type":"image/png"}]}`,
			Want: with(desk.Inbound{ExternalID: "8", SenderID: "42", Kind: desk.KindEdit, Text: "改了", ReplyTo: "1"})},
		{Name: "files without a usable address", Key: "42", Body: `{"id":"9","conversation":"42","files":[{"url":"https://shop.test/a b","name":"a.png","type":"image/png"},{"name":"b.pdf"}]}`,
			Want: with(desk.Inbound{ExternalID: "9", SenderID: "42", Kind: desk.KindPhoto, Files: []desk.File{{Kind: desk.KindPhoto, Name: "a.png", Type: "image/png"}, {Kind: desk.KindDocument, Name: "b.pdf"}}})},
		{Name: "a kind of tomorrow", Key: "42", Body: `{"id":"4","conversation":"42","kind":"hologram","note":"3 cm"}`,
			Want: with(desk.Inbound{ExternalID: "4", SenderID: "42", Kind: desk.KindUnknown, Note: "hologram 3 cm"})},
		{Name: "what was read", Key: "42", Body: `{"id":"10","conversation":"42","kind":"seen","through":"0198c0de-a1.4","text":"left out"}`,
			Want: with(desk.Inbound{Seen: &desk.Place{Session: "0198c0de-a1", Seq: 4}})},
		{Name: "nothing said", Key: "42", Body: `{"id":"5","conversation":"42","text":" \n"}`},
		{Name: "a clock in seconds that runs ahead", Key: "42", Body: `{"id":"6","conversation":"42","text":"x","sent_at":99999999999999}`,
			Want: with(desk.Inbound{ExternalID: "6", SenderID: "42", Kind: desk.KindText, Text: "x", SentAt: 1})},
		{Name: "names that cannot be kept", Key: "42", Body: `{"id":"7","conversation":"42","text":"a\u0000b","language":"zh CN","reply_to":"a b","sender":{"id":"u\u0000","name":"x\u0000y` + strings.Repeat("长", 100) + `"}}`,
			Want: with(desk.Inbound{ExternalID: "7", SenderID: "42", SenderName: "xy" + strings.Repeat("长", 66), Kind: desk.KindText, Text: "ab"})},
	})
}

// TestUnnamed: what does not say which message of which conversation it is has no identity, and is no message. A delivery
// of ours that is brought back is one of these.
func TestUnnamed(t *testing.T) {
	t.Parallel()
	a := adapter(t, "https://shop.test/", nil)
	for _, body := range []string{
		`{"conversation":"42","text":"x"}`, `{"id":"1","text":"x"}`, `{"id":"1 2","conversation":"42"}`, `{"id":"一","conversation":"42"}`,
		`{"id":"` + strings.Repeat("1", 65) + `","conversation":"42"}`, `{"id":"1","conversation":"` + strings.Repeat("长", 43) + `"}`,
		`{"id":"1","conversation":"a\u0000"}`, `{"id":"1","conversation":"a\nb"}`, `{"id":"1","conversation":"\ud800"}`, `{"id":1,"conversation":"42"}`,
		`{"delivery":{"id":"0198.3","channel":"shop","conversation":"42","session":"0198","text":"您好"}}`, `{"id":"1","conversation":"42"}{}`,
	} {
		if id, ok := a.Identify([]byte(body)); ok {
			t.Errorf("%s is %+v", body, id)
		}
		if got, err := a.Parse(desk.Raw{Channel: "shop", Body: []byte(body)}); err == nil {
			t.Errorf("%s gave %+v", body, got)
		}
	}
	for _, edit := range []string{`{"id":"1","conversation":"42","kind":"edit","text":"x"}`,
		`{"id":"1","conversation":"42","kind":"edit","text":"x","files":[{"url":"https://shop.test/a.png","type":"image/png"}]}`} {
		if got, err := a.Parse(desk.Raw{Channel: "shop", Key: "42", Body: []byte(edit)}); err == nil {
			t.Errorf("an edit of nothing gave %+v", got)
		}
	}
}

// TestSeenOfNothing: what does not name a delivery of ours, letter by letter, is put aside.
func TestSeenOfNothing(t *testing.T) {
	t.Parallel()
	a := adapter(t, "https://shop.test/", nil)
	for _, through := range []string{``, `.`, `0198`, `0198.`, `.4`, `0198.0`, `0198.-4`, `0198.+4`, `0198.04`, `0198.4 `, `0198.4.5`, `0198.9223372036854775808`, `0198.४`, `01 98.4`, `01\u000098.4`, `一.4`, strings.Repeat("0", 63) + `.4`} {
		body := `{"id":"1","conversation":"42","kind":"seen","through":"` + through + `"}`
		if got, err := a.Parse(desk.Raw{Channel: "shop", Key: "42", Body: []byte(body)}); err == nil {
			t.Errorf("%q gave %+v", through, got)
		}
	}
}

// TestReadUnobserved: where customers read unobserved, what is told of reading is taken and comes to nothing; nonsense is still put
// aside, and messages come as ever.
func TestReadUnobserved(t *testing.T) {
	t.Parallel()
	for _, unobserved := range []bool{false, true} {
		a := adapter(t, "https://shop.test/", func(c *webhook.Config) { c.NoReceipts = unobserved })
		parse := func(body string) (int, error) {
			got, err := a.Parse(desk.Raw{Channel: "shop", Key: "42", Body: []byte(body)})
			return len(got), err
		}
		if n, err := parse(`{"id":"1","conversation":"42","kind":"seen","through":"0198.4"}`); err != nil || (n == 0) != unobserved {
			t.Errorf("unobserved %v: %d of reading (%v)", unobserved, n, err)
		}
		if _, err := parse(`{"id":"1","conversation":"42","kind":"seen","through":"x"}`); err == nil {
			t.Errorf("unobserved %v: nonsense passes", unobserved)
		}
		if n, err := parse(`{"id":"2","conversation":"42","text":"在吗"}`); n != 1 || err != nil {
			t.Errorf("unobserved %v: %d messages (%v)", unobserved, n, err)
		}
	}
}

// TestEventIDs: two conversations may both count from one, and no id and conversation can pass for another pair.
func TestEventIDs(t *testing.T) {
	t.Parallel()
	a := adapter(t, "https://shop.test/", nil)
	seen := map[string]string{}
	for _, body := range []string{`{"id":"1","conversation":"a"}`, `{"id":"1","conversation":"b"}`, `{"id":"1","conversation":"1 a"}`, `{"id":"2","conversation":"a"}`,
		`{"id":"` + strings.Repeat("1", 64) + `","conversation":"` + strings.Repeat("长", 42) + `"}`} {
		id, ok := a.Identify([]byte(body))
		if !ok || seen[id.EventID] != "" || len(id.EventID) > 200 {
			t.Errorf("%s has the event id %q (%v), like %s", body, id.EventID, ok, seen[id.EventID])
		}
		seen[id.EventID] = body
	}
}

// TestFresh: a call is taken within five minutes either way; behind that it may be one that somebody recorded.
func TestFresh(t *testing.T) {
	t.Parallel()
	a := adapter(t, "https://shop.test/", nil)
	body := []byte(`{"id":"1","conversation":"42","text":"x"}`)
	for off, fresh := range map[time.Duration]bool{0: true, 5 * time.Minute: true, -5 * time.Minute: true, 5*time.Minute + time.Second: false,
		-5*time.Minute - time.Second: false, 50 * 365 * 24 * time.Hour: false} {
		h := http.Header{}
		webhook.Sign(h, now().Add(off), body, secret)
		if err := a.Verify(h, body); (err == nil) != fresh {
			t.Errorf("signed %s from now: %v", off, err)
		}
	}
}

// TestSecrets: while it is changed, the new secret and the one before are accepted, alone and together; no other is, nor
// a signature of another version or of another body.
func TestSecrets(t *testing.T) {
	t.Parallel()
	one := adapter(t, "https://shop.test/", nil)
	both := adapter(t, "https://shop.test/", func(c *webhook.Config) { c.Previous = older })
	body := []byte(`{"id":"1","conversation":"42","text":"x"}`)
	with := func(secrets ...string) http.Header {
		h := http.Header{}
		webhook.Sign(h, now(), body, secrets...)
		return h
	}
	edit := func(h http.Header, f func(string) string) http.Header {
		h.Set(webhook.HeaderSignature, f(h.Get(webhook.HeaderSignature)))
		return h
	}
	other := strings.Repeat("x", 32)
	for name, c := range map[string]struct {
		header    http.Header
		one, both bool
	}{
		"the secret":          {with(secret), true, true},
		"the one before":      {with(older), false, true},
		"both":                {with(older, secret), true, true},
		"another":             {with(other), false, false},
		"another first":       {with(other, secret), true, true},
		"none":                {with(), false, false},
		"a later version":     {edit(with(secret), func(s string) string { return "v2=" + s[3:] }), false, false},
		"a later version too": {edit(with(secret), func(s string) string { return "v2=" + s[3:] + ", " + s }), true, true},
		"no version":          {edit(with(secret), func(s string) string { return s[3:] }), false, false},
		"many that are wrong": {edit(with(secret), func(s string) string { return strings.Repeat("v1=00,", 1000) + s }), false, false},
		"empty ones":          {edit(with(secret), func(string) string { return "v1=,v1=" }), false, false},
	} {
		if got := one.Verify(c.header, body) == nil; got != c.one {
			t.Errorf("%s: one secret says %v", name, got)
		}
		if got := both.Verify(c.header, body) == nil; got != c.both {
			t.Errorf("%s: two secrets say %v", name, got)
		}
		if both.Verify(c.header, append(body, ' ')) == nil {
			t.Errorf("%s: another body passed", name)
		}
	}
}

// TestUnusable: what would be no protection or no address is refused before anything is served.
func TestUnusable(t *testing.T) {
	t.Parallel()
	for name, cfg := range map[string]webhook.Config{
		"no secret":      {URL: "https://shop.test/"},
		"a short secret": {URL: "https://shop.test/", Secret: secret[:31]},
		"a short second": {URL: "https://shop.test/", Secret: secret, Previous: older[:31]},
		"no address":     {Secret: secret},
		"a file":         {URL: "file:///etc/passwd", Secret: secret},
	} {
		if _, err := webhook.New(cfg); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"id":"m-1","conversation":"42","order":7,"kind":"text","text":"是的","reply_to":"m-0","sent_at":1,"sender":{"id":"u7","name":"李女士"}}`))
	f.Add([]byte(`{"id":"3","conversation":"42","kind":"edit","reply_to":"1"}`))
	f.Add([]byte(`{"id":"4","conversation":"42","kind":"seen","through":"0198.4"}`))
	f.Add([]byte(`{"delivery":{"id":"1","conversation":"42"}}`))
	a := adapter(f, "https://shop.test/", nil)
	f.Fuzz(func(t *testing.T, body []byte) {
		id, ok := a.Identify(body)
		got, err := a.Parse(desk.Raw{Channel: "shop", Key: id.Key, Received: 1, Body: body})
		if !ok {
			if err == nil {
				t.Errorf("a body without an identity gave %+v", got)
			}
			return
		}
		if len(id.EventID) > 200 || len(id.Key) > 200 || id.Key == "" || id.Order < 0 {
			t.Errorf("identity %+v", id)
		}
		for _, in := range got {
			if in.Seen != nil {
				if p, ok := desk.ReadPlace(in.Seen.Key()); !ok || p != *in.Seen {
					t.Errorf("no place: %+v", *in.Seen)
				}
				continue
			}
			all := in.Text + in.Note + in.SenderName + in.SenderID + in.Title + in.Language + in.ReplyTo + in.ExternalID
			if strings.ContainsRune(all, 0) || strings.ToValidUTF8(all, "") != all || in.SenderID == "" || in.SentAt < 0 || in.SentAt > 1 {
				t.Errorf("not storable: %+v", in)
			}
		}
	})
}
