package webchat

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"firstline/channels"
	"firstline/internal/desk"
)

func TestHandshakeByOrigin(t *testing.T) {
	t.Parallel()
	b := setup(t, func(c *Config) {
		c.PublicURL = "https://desk.example/"
		c.AllowedOrigins = []string{"https://shop.example", "https://shop.example:8443/", "http://[::1]:3000"}
	})
	host := strings.TrimPrefix(b.srv.URL, "http://")
	for _, x := range []struct {
		origin string
		ok     bool
	}{
		{b.srv.URL, true},
		{"https://desk.example", true},
		{"https://shop.example", true},
		{"https://shop.example:8443", true},
		{"http://[::1]:3000", true},
		{"", false},
		{"null", false},
		{"https://" + host, false},
		{"http://desk.example", false},
		{"https://desk.example:444", false},
		{"http://shop.example", false},
		{"https://shop.example:443", false},
		{"https://shop.example.evil", false},
		{"https://evil-shop.example", false},
		{"https://sub.shop.example", false},
		{"https://shop.example/", false},
		{"https://shop.example https://evil.example", false},
		{"file://", false},
		{"http://localhost", false},
	} {
		h := http.Header{}
		if x.origin != "" {
			h.Set("Origin", x.origin)
		}
		conn, resp, err := websocket.DefaultDialer.Dial(b.wsURL(), h)
		if (err == nil) != x.ok {
			t.Errorf("origin %q: %v, want allowed %v", x.origin, err, x.ok)
		}
		if err == nil {
			_ = conn.Close()
		} else if resp.StatusCode != http.StatusForbidden {
			t.Errorf("origin %q: status %d", x.origin, resp.StatusCode)
		}
	}
}

func TestThousandForeignOriginsAreRefused(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	for i := range 1000 {
		req, _ := http.NewRequest("GET", "http://desk.example/chat/web/ws", nil)
		req.Header.Set("Origin", fmt.Sprintf("https://shop.example%d", i))
		if b.origins.allow(req) {
			t.Errorf("allowed %s", req.Header.Get("Origin"))
		}
	}
}

func TestFirstFrameMustBeAGoodHello(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	_, token := b.visitor()
	other := tokens{key: testKey(), channel: "other"}
	_, ofOther := other.mint()
	_, ofOtherKey := tokens{key: []byte("another key of at least 32 bytes!"), channel: "web"}.mint()
	raw, _ := base64.RawURLEncoding.DecodeString(token)
	raw[0] ^= 1
	changed := base64.RawURLEncoding.EncodeToString(raw)
	for _, x := range []struct {
		name, frame string
		kind, code  int
	}{
		{"no token", `{"op":"hello"}`, websocket.TextMessage, 4501},
		{"nonsense", `{"op":"hello","token":"abc"}`, websocket.TextMessage, 4501},
		{"other channel's", `{"op":"hello","token":"` + ofOther + `"}`, websocket.TextMessage, 4501},
		{"other key's", `{"op":"hello","token":"` + ofOtherKey + `"}`, websocket.TextMessage, 4501},
		{"changed", `{"op":"hello","token":"` + changed + `"}`, websocket.TextMessage, 4501},
		{"padded", `{"op":"hello","token":"` + token + `="}`, websocket.TextMessage, 4501},
		{"another op", `{"op":"say","client_id":"m-1","text":"好"}`, websocket.TextMessage, 4503},
		{"no JSON", `hello`, websocket.TextMessage, 4503},
		{"binary", `{"op":"hello","token":"` + token + `"}`, websocket.BinaryMessage, 4503},
		{"cursor below zero", `{"op":"hello","token":"` + token + `","cursor":{"o":-1,"v":0}}`, websocket.TextMessage, 4503},
		{"too long", `{"op":"hello","name":"` + strings.Repeat("x", frameLimit) + `"}`, websocket.TextMessage, 1009},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			c := b.dial(t)
			if err := c.conn.WriteMessage(x.kind, []byte(x.frame)); err != nil {
				t.Fatal(err)
			}
			if end := c.closed(); end.Code != x.code {
				t.Errorf("closed with %v, want %d", end, x.code)
			}
		})
	}
}

func TestNoHelloInTime(t *testing.T) {
	t.Parallel()
	b := setup(t, func(c *Config) { c.helloWithin = 1 })
	if end := b.dial(t).closed(); end.Code != 4503 {
		t.Errorf("closed with %v", end)
	}
}

func TestBadFramesEndTheSocket(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	for _, x := range []struct {
		name, frame string
		kind, code  int
	}{
		{"no JSON", `{"op":`, websocket.TextMessage, 4503},
		{"wrong type", `{"op":"say","client_id":7}`, websocket.TextMessage, 4503},
		{"array", `[]`, websocket.TextMessage, 4503},
		{"deep", strings.Repeat("[", 60000), websocket.TextMessage, 4503},
		{"unknown op", `{"op":"transcript","visitor":"x"}`, websocket.TextMessage, 4503},
		{"second hello", `{"op":"hello","token":"x"}`, websocket.TextMessage, 4503},
		{"binary", `{"op":"ping"}`, websocket.BinaryMessage, 4503},
		{"too long", strings.Repeat("x", frameLimit+1), websocket.TextMessage, 1009},
		{"much too long", strings.Repeat("x", 8*frameLimit), websocket.TextMessage, 1009},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			_, token := b.visitor()
			c := b.hello(t, token, channels.Cursor{})
			if err := c.conn.WriteMessage(x.kind, []byte(x.frame)); err != nil {
				t.Fatal(err)
			}
			if end := c.closed(); end.Code != x.code {
				t.Errorf("closed with %v, want %d", end, x.code)
			}
		})
	}
}

// A broken peer's bytes are repaired, not stored: Go's decoder and cleanText together leave valid UTF-8.
func TestBrokenUTF8IsRepaired(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	at, token := b.visitor()
	c := b.hello(t, token, channels.Cursor{})
	if err := c.conn.WriteMessage(websocket.TextMessage, []byte("{\"op\":\"say\",\"client_id\":\"m-1\",\"text\":\"a\xff\\ud800b\"}")); err != nil {
		t.Fatal(err)
	}
	c.until("kept")
	if got := b.host.texts(at); !slices.Equal(got, []string{"a\uFFFD\uFFFDb"}) {
		t.Errorf("kept %q", got)
	}
}

func TestConfigNamesEveryProblem(t *testing.T) {
	t.Parallel()
	_, err := New(Config{
		ID: "Web", Key: []byte("short"), Locale: "fr", Colour: "blue", PublicURL: "ftp://x",
		AllowedOrigins: []string{"shop.example", "https://*.example", "https://a/b", "https://x; script-src *", "https://u:p@x"},
	})
	if err == nil {
		t.Fatal("accepted")
	}
	for _, want := range []string{"id:", "organisation:", "key: 5 bytes", "locale:", "colour:", "public_url",
		`"shop.example"`, `"https://*.example"`, `"https://a/b"`, `"https://x; script-src *"`, `"https://u:p@x"`} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("no word of %s in %v", want, err)
		}
	}
}

func TestSendIsNeverUsed(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	_, err := b.Send(t.Context(), desk.Outbound{})
	if se, v := channels.Judge(err); se.Reason != channels.Refused || v.Retry || !b.Capabilities().AcceptOnCommit {
		t.Errorf("got %v", err)
	}
}
