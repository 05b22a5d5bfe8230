package webchat

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"firstline/channels"
	"firstline/channels/channeltest"
	"firstline/internal/desk"
)

// TestMalformedBodies: whatever lies in the record, Parse gives nothing that a record would not take.
func TestMalformedBodies(t *testing.T) {
	t.Parallel()
	a, err := New(testConfig())
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob("testdata/*.json")
	var good [][]byte
	for _, name := range files {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		good = append(good, body)
	}
	channeltest.Malformed(t, good, func(data []byte) (bool, error) {
		var b struct {
			Visitor string `json:"visitor"`
		}
		_ = json.Unmarshal(data, &b) // stored under the name that it has, if a record takes that
		got, err := a.Parse(desk.Raw{Channel: "web", Key: channels.Storable(b.Visitor), Received: 1000, Body: data})
		for _, in := range got {
			if err := channeltest.Storable(in); err != nil {
				return true, err
			}
		}
		return err == nil && len(got) == 1, nil
	})
}

// TestMalformedFrames: whatever a visitor's page sends is answered or ends the connection, and what is kept can be parsed.
func TestMalformedFrames(t *testing.T) {
	t.Parallel()
	a, err := New(testConfig())
	if err != nil {
		t.Fatal(err)
	}
	good := [][]byte{[]byte(`{"op":"say","client_id":"m-1","text":"在吗","at":1,"lang":"en","name":"李"}`), []byte(`{"op":"ping"}`),
		[]byte(`{"op":"say","client_id":"m-2","text":"","files":["photo-0b5e2a52-8a0e-4a39-9f5d-0c1d2e3f4a5b","document-5f8f3a52-1a0e-4a39-9f5d-0c1d2e3f4a5b"],"at":1}`),
		[]byte(`{"op":"hello","token":"x","lang":"zh-CN","cursor":{"o":1,"v":2}}`)}
	channeltest.Malformed(t, good, func(data []byte) (bool, error) {
		host := newMemHost()
		host.parse = a.Parse
		b := *a
		b.host, b.pace = host, newPace(Limits{Visitor: Rate{-1, 0}, Source: Rate{-1, 0}})
		s := &socket{a: &b, at: desk.Address{Channel: "web", Key: "v"}, out: make(chan answer, 1), done: make(chan struct{})}
		s.pokes.Add(1) // no writer
		ok := s.handle(data)
		if ok != (len(s.out) == 1) {
			return ok, fmt.Errorf("handled %v with %d answers", ok, len(s.out))
		}
		return ok, nil
	})
}
