// Package channeltest runs an adapter through tables of wire samples plus hostile cases of its own. It decides what
// every channel must withstand; it refuses any network but the one of the test.
package channeltest

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/channels"
	"firstline/internal/desk"
)

// Sample is one body as the network sends it, and what must come out of it.
type Sample struct {
	Name string
	Body string
	Key  string         // conversation that Identify must name; empty = none
	Want []desk.Inbound // Address is filled in by the runner
}

// Hook is a webhook adapter under test.
type Hook struct {
	Adapter interface {
		channels.Adapter
		channels.Webhook
	}
	// Sign makes the headers with which the network would send the body.
	Sign func(body []byte) http.Header
}

// Inbound runs the table, and on each sample the hostile cases: a missing and a wrong signature, every truncation of the
// body, a duplicate identity, bytes that are no UTF-8, a body of another shape. Nothing may panic, nothing unsigned may
// pass, and the same body must always have the same identity.
func Inbound(t *testing.T, h Hook, table []Sample) {
	t.Helper()
	for _, s := range table {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			body := []byte(s.Body)
			if err := h.Adapter.Verify(h.Sign(body), body); err != nil {
				t.Fatalf("a signed body was refused: %v", err)
			}
			h.parse(t, s)
			h.unsigned(t, body)
			h.broken(t, body)
		})
	}
	for _, body := range []string{"", "null", "[]", `"text"`, "0", "{}", `{"update_id":"x"}`, strings.Repeat("[", 10_000), `{"a":` + strings.Repeat(`{"a":`, 5_000)} {
		h.withstand(t, []byte(body))
	}
}

func (h Hook) parse(t *testing.T, s Sample) {
	t.Helper()
	id, ok := h.Adapter.Identify([]byte(s.Body))
	if !ok || id.Key != s.Key || id.EventID == "" {
		t.Fatalf("identity is %+v (%v), want the conversation %q", id, ok, s.Key)
	}
	raw := desk.Raw{Channel: "test", EventID: id.EventID, Key: id.Key, Order: id.Order, Received: 1, Body: []byte(s.Body)}
	got, err := h.Adapter.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	want := make([]desk.Inbound, len(s.Want))
	for i, w := range s.Want {
		w.Address = raw.Address()
		want[i] = w
	}
	if len(got) == 0 && len(want) == 0 {
		return
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("inbound (-want +got):\n%s", d)
	}
}

// unsigned shows that nothing passes without the right signature, however close it comes.
func (h Hook) unsigned(t *testing.T, body []byte) {
	t.Helper()
	if h.Adapter.Verify(http.Header{}, body) == nil {
		t.Error("a body without a signature passed")
	}
	for name, values := range h.Sign(body) {
		for _, bad := range []string{"", values[0] + "x", values[0][:len(values[0])-1], strings.ToUpper(values[0]) + "_", "wrong"} {
			header := h.Sign(body).Clone()
			header.Set(name, bad)
			if h.Adapter.Verify(header, body) == nil {
				t.Errorf("%s: %q passed", name, bad)
			}
		}
	}
}

// broken feeds damaged forms of a real body.
func (h Hook) broken(t *testing.T, body []byte) {
	t.Helper()
	first, _ := h.Adapter.Identify(body)
	if again, _ := h.Adapter.Identify(bytes.Clone(body)); again != first {
		t.Errorf("one body has two identities: %+v, %+v", first, again)
	}
	for n := range body {
		h.withstand(t, body[:n])
	}
	for _, junk := range []string{"\x00", "\xff\xfe", "\xed\xa0\x80"} {
		h.withstand(t, bytes.ReplaceAll(body, []byte(`"text":"`), []byte(`"text":"`+junk)))
	}
}

// withstand calls everything that sees a stranger's bytes. What comes out must be storable.
func (h Hook) withstand(t *testing.T, body []byte) {
	t.Helper()
	id, ok := h.Adapter.Identify(body)
	if !ok {
		return
	}
	got, err := h.Adapter.Parse(desk.Raw{Channel: "test", EventID: id.EventID, Key: id.Key, Body: body})
	if err != nil {
		return
	}
	for _, in := range got {
		for _, s := range []string{in.Text, in.Note, in.SenderName, in.Title} {
			if strings.ContainsRune(s, 0) || strings.ToValidUTF8(s, "") != s {
				t.Errorf("not storable: %q", s)
			}
		}
	}
}
