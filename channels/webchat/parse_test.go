package webchat

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"firstline/channels/channeltest"
	"firstline/internal/desk"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Each testdata/*.json is a stored body; beside it stands what Parse makes of it.
func TestParse(t *testing.T) {
	t.Parallel()
	a, err := New(testConfig())
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob("testdata/*.json")
	if len(files) < 5 {
		t.Fatalf("%d samples", len(files))
	}
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			t.Parallel()
			body, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			in, err := a.Parse(desk.Raw{Channel: "web", Key: "mfrggzdfmztwq2lknnwg23tpoa", Received: 1771666667000, Body: body})
			got := encodeGolden(in, err)
			golden := strings.TrimSuffix(f, ".json") + ".golden"
			if *update {
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func encodeGolden(in []desk.Inbound, err error) []byte {
	if err != nil {
		return []byte("error: " + err.Error() + "\n")
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetIndent("", "  ")
	_ = enc.Encode(in)
	return out.Bytes()
}

// Whatever is stored, Parse neither panics nor lets through what a database refuses.
func FuzzParse(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.json")
	for _, name := range files {
		body, _ := os.ReadFile(name)
		f.Add(body)
	}
	a, err := New(testConfig())
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		in, err := a.Parse(desk.Raw{Channel: "web", Key: "mfrggzdfmztwq2lknnwg23tpoa", Received: 1000, Body: data})
		if err != nil && in != nil || len(in) > 1 {
			t.Fatalf("%d events and %v", len(in), err)
		}
		for _, m := range in {
			if err := channeltest.Storable(m); err != nil {
				t.Error(err)
			}
			if m.Text == "" && len(m.Files) == 0 || len(m.Files) > maxFiles || m.SenderID != m.Address.Key || m.SentAt > 1000 || m.SentAt <= 0 || utf8.RuneCountInString(m.SenderName) > nameAtMost {
				t.Errorf("%+v", m)
			}
		}
	})
}

// No frame of a client makes anything but an answer or an end, and what is kept is always good for Parse.
func FuzzFrame(f *testing.F) {
	f.Add([]byte(`{"op":"say","client_id":"m-1","text":"在吗","at":1,"lang":"en"}`))
	f.Add([]byte(`{"op":"ping"}`))
	f.Add([]byte(`{"op":"say","client_id":"m-1","text":"\ud800\u0000"}`))
	f.Add([]byte(`{"op":"hello","cursor":{"o":9e99}}`))
	a, err := New(testConfig())
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		host := newMemHost()
		host.parse = a.Parse
		b := *a
		b.host, b.pace = host, newPace(Limits{Visitor: Rate{-1, 0}, Source: Rate{-1, 0}})
		s := &socket{a: &b, at: desk.Address{Channel: "web", Key: "v"}, out: make(chan answer, 1), done: make(chan struct{})}
		s.pokes.Add(1) // no writer
		if ok := s.handle(data); ok != (len(s.out) == 1) {
			t.Errorf("handled %v with %d answers", ok, len(s.out))
		}
	})
}
