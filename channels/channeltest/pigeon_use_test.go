package channeltest_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"firstline/channels"
	"firstline/channels/channeltest"
	"firstline/internal/desk"
)

// TestPigeon puts the network that docs/add-a-channel.md makes up through what every network has to pass: the page tells
// enough.
func TestPigeon(t *testing.T) {
	t.Parallel()
	p := New("loft", "0123456789abcdef0123456789abcdef", "")
	sign := func([]byte) http.Header {
		h := http.Header{}
		h.Set("X-Pigeon-Secret", p.Secret)
		return h
	}
	channeltest.Inbound(t, channeltest.Hook{Adapter: p, Sign: sign}, []channeltest.Sample{
		{Name: "a message", Key: "north", Body: `{"flight":1,"loft":"north","ring":"NL-7","text":"在吗"}`,
			Want: []desk.Inbound{{ExternalID: "1", SenderID: "NL-7", Kind: desk.KindText, Text: "在吗"}}},
		{Name: "an empty leg", Key: "north", Body: `{"flight":2,"loft":"north","ring":"NL-7","text":""}`},
	})
}

// TestPigeonErrors: what the loft says is judged so that nothing is lost silently and nothing is sent twice silently.
func TestPigeonErrors(t *testing.T) {
	t.Parallel()
	const key = "0123456789abcdef"
	channeltest.Outbound(t, channeltest.Network{
		Adapter: func(_ *testing.T, url string) channels.Adapter { return New("loft", "", url+"/?key="+key) },
		Out:     desk.Outbound{Address: desk.Address{Channel: "loft", Key: "north"}, Text: "您好"},
		Secrets: []string{key},
	}, []channeltest.Answer{
		{Name: "taken", Serve: func(http.ResponseWriter, *http.Request) {}},
		{Name: "refused", Serve: http.NotFound, Want: channels.Refused},
		{Name: "full", Want: channels.Throttled, After: 7 * time.Second, Serve: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "7")
			w.WriteHeader(http.StatusTooManyRequests)
		}},
	})
}

// TestPigeonIsShown: the page shows the adapter that was tried, not one that it once was.
func TestPigeonIsShown(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "add-a-channel.md"))
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("pigeon_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(source), "as it stands here.\n\n")
	body, _, ended := strings.Cut(rest, "\n// end of the pigeon.")
	if !ended || !strings.Contains(string(page), "```go\n"+body+"```") {
		t.Errorf("docs/add-a-channel.md does not show channels/channeltest/pigeon_test.go between its marks")
	}
}
