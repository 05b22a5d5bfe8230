package webhook_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"firstline/channels"
	"firstline/channels/channeltest"
	"firstline/channels/webhook"
	"firstline/internal/desk"
)

// stored is a file as the record hands it to a channel.
type stored struct{ *bytes.Reader }

func (stored) Close() error { return nil }

// withFile is a message of ours with a file of the given bytes.
func withFile(name string, data []byte) desk.Outbound {
	out := reply()
	sum := sha256.Sum256(data)
	out.File = &desk.Attachment{File: desk.File{Kind: desk.KindPhoto, Name: name, Type: "image/png", Size: int64(len(data)), Digest: hex.EncodeToString(sum[:])},
		Open: func() (io.ReadSeekCloser, error) { return stored{bytes.NewReader(data)}, nil }}
	return out
}

// takesFiles is an adapter whose receiver takes files.
func takesFiles(t *testing.T, url string, again bool) *webhook.Adapter {
	return adapter(t, url, func(c *webhook.Config) { c.MaxFile, c.RetryAmbiguous, c.Previous = 1<<20, again, older })
}

// form reads a delivery with a file as a receiver does: the two parts, in their order.
func form(t *testing.T, c received) (described map[string]any, name string, data []byte) {
	t.Helper()
	typ, params, err := mime.ParseMediaType(c.header.Get("Content-Type"))
	if err != nil || typ != "multipart/form-data" {
		t.Fatalf("%q, %v", c.header.Get("Content-Type"), err)
	}
	r := multipart.NewReader(bytes.NewReader(c.body), params["boundary"])
	var d struct {
		Delivery map[string]any `json:"delivery"`
	}
	part, err := r.NextPart()
	if err != nil || part.FormName() != "delivery" || part.FileName() != "" || json.NewDecoder(part).Decode(&d) != nil {
		t.Fatalf("the first part is %v, %v", part, err)
	}
	part, err = r.NextPart()
	if err != nil || part.FormName() != "file" {
		t.Fatalf("the second part is %v, %v", part, err)
	}
	if data, err = io.ReadAll(part); err != nil {
		t.Fatal(err)
	}
	name = part.FileName()
	if _, err = r.NextPart(); !errors.Is(err, io.EOF) {
		t.Errorf("behind the file: %v", err)
	}
	return d.Delivery, name, data
}

// TestFile: a file leaves byte for byte in a form, below the same signature and the same key as a text; its name can break
// out of no header, and the one in the JSON is whole.
func TestFile(t *testing.T) {
	t.Parallel()
	url, calls := receiver(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"id":"r-9"}`)) })
	a := takesFiles(t, url, false)
	if can := a.Capabilities(); can.MaxFile != 1<<20 || can.MaxPhoto != 1<<20 || can.MaxCaption != desk.MaxText {
		t.Errorf("can %+v", can)
	}
	if can := adapter(t, url, nil).Capabilities(); can.MaxFile != 0 {
		t.Error("a receiver that knows no files is said to take some")
	}
	data := bytes.Repeat([]byte("\x00\r\n--\xff"), 30_000)
	for i, name := range []string{"左边破损.png", "a\\\"%22; name=\"delivery\r\nX-Evil: 1.png", ""} {
		got, err := a.Send(t.Context(), withFile(name, data))
		if err != nil || got.ExternalID != "r-9" {
			t.Fatalf("%q: %+v, %v", name, got, err)
		}
		c := calls()[i]
		d, shown, body := form(t, c)
		if !bytes.Equal(body, data) {
			t.Errorf("%q: %d bytes came, not those %d", name, len(body), len(data))
		}
		if name == "" {
			name = "photo"
		}
		sum := sha256.Sum256(data)
		f, _ := d["file"].(map[string]any)
		if f["name"] != name || f["kind"] != "photo" || f["type"] != "image/png" || f["size"] != float64(len(data)) || f["sha256"] != hex.EncodeToString(sum[:]) {
			t.Errorf("described as %v", f)
		}
		if d["id"] != "0198c0de.3" || d["text"] != "您好 <b>" || d["reply_to"] != "m-1" || c.header.Get("Idempotency-Key") != "0198c0de.3" || shown != strings.NewReplacer("\"", "_", "\r", "_", "\n", "_", `\`, "_", "%", "_").Replace(name) {
			t.Errorf("%v, %v, %q", d, c.header, shown)
		}
		for _, s := range []string{secret, older} {
			if err := adapter(t, url, func(c *webhook.Config) { c.Secret = s }).Verify(c.header, c.body); err != nil {
				t.Errorf("a receiver with the secret %s…: %v", s[:4], err)
			}
		}
	}
}

// TestFileGone: of a file that cannot be read, or is not what the record says, nothing leaves; it may be tried again.
func TestFileGone(t *testing.T) {
	t.Parallel()
	url, calls := receiver(t, func(http.ResponseWriter, *http.Request) {})
	gone, short := withFile("a.png", []byte("PNG")), withFile("a.png", []byte("PNG"))
	gone.File.Open = func() (io.ReadSeekCloser, error) { return nil, errors.New("no such file") }
	short.File.Size = 4
	for name, out := range map[string]desk.Outbound{"gone": gone, "short": short} {
		_, err := takesFiles(t, url, false).Send(t.Context(), out)
		var se *channels.SendError
		if !errors.As(err, &se) || se.Reason != channels.Unreachable {
			t.Errorf("%s: %v, want unreachable", name, err)
		}
	}
	if n := len(calls()); n != 0 {
		t.Errorf("%d calls left", n)
	}
}

// TestFileAnswers: what a receiver answers to a file means what it means to a text, but that 413 says nothing of the text.
func TestFileAnswers(t *testing.T) {
	t.Parallel()
	status := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
	}
	channeltest.Outbound(t, channeltest.Network{
		Adapter: func(t *testing.T, url string) channels.Adapter { return takesFiles(t, url+"/?key=hush", false) },
		Out:     withFile("a.png", []byte("PNG")), Secrets: []string{secret, older, "hush"},
	}, []channeltest.Answer{
		{Name: "taken", Serve: status(204)},
		{Name: "too large", Serve: status(413), Want: channels.Refused},
		{Name: "no forms here", Serve: status(415), Want: channels.Refused},
		{Name: "not now", Serve: status(429), Want: channels.Throttled},
		{Name: "another secret", Serve: status(401), Want: channels.BadToken},
	})
}

// TestFileSentOnce: a connection that breaks behind a file is not tried again behind our back; with retry_ambiguous it may
// be, and then the whole file comes again.
func TestFileSentOnce(t *testing.T) {
	t.Parallel()
	data := bytes.Repeat([]byte("PNG"), 1000)
	for again, most := range map[bool]int{false: 2, true: 3} {
		var n atomic.Int32
		url, calls := receiver(t, func(http.ResponseWriter, *http.Request) {
			if n.Add(1) == 2 {
				panic(http.ErrAbortHandler)
			}
		})
		a := takesFiles(t, url, again)
		if _, err := a.Send(t.Context(), withFile("a.png", data)); err != nil {
			t.Fatal(err)
		}
		if _, err := a.Send(t.Context(), withFile("a.png", data)); (err == nil) != again {
			t.Errorf("retry_ambiguous %v: %v", again, err)
		}
		if got := len(calls()); got != most {
			t.Errorf("retry_ambiguous %v: %d calls, want %d", again, got, most)
		}
		for _, c := range calls() {
			if _, _, body := form(t, c); !bytes.Equal(body, data) {
				t.Errorf("%d bytes came, not those %d", len(body), len(data))
			}
		}
	}
}
