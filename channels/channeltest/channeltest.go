// Package channeltest runs an adapter through tables of wire samples plus hostile cases of its own. It decides what
// every channel must withstand; it refuses any network but the one of the test.
package channeltest

import (
	"bytes"
	"fmt"
	"iter"
	"net/http"
	"reflect"
	"runtime/debug"
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

// longest is how many bytes an id or a key may have.
const longest = 200

// Hook is a webhook adapter under test.
type Hook struct {
	Adapter interface {
		channels.Adapter
		channels.Webhook
	}
	// Sign makes the headers with which the network would send the body.
	Sign func(body []byte) http.Header
	// Retold: several samples tell of one event in different ways, so that their ids say nothing.
	Retold bool
}

// Inbound runs the table, and on each sample the hostile cases: a missing and a wrong signature, every truncation of the
// body, a duplicate identity, bytes that are no UTF-8, a body of another shape; and then many malformed bodies. Nothing
// may panic, nothing unsigned may pass, no refusal may tell the right signature, and the same body must always have the
// same identity. Two conversations never share an event id, and a body that names no event gets none. What names files can
// fetch them.
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
	h.named(t, table)
	t.Run("malformed", func(t *testing.T) {
		t.Parallel()
		good := make([][]byte, len(table))
		for i, s := range table {
			good[i] = []byte(s.Body)
		}
		Malformed(t, good, h.eat)
	})
	for _, body := range []string{"", "null", "[]", `"text"`, "0", "{}", `{"update_id":"x"}`, strings.Repeat("[", 10_000), `{"a":` + strings.Repeat(`{"a":`, 5_000)} {
		h.withstand(t, []byte(body))
		h.nameless(t, []byte(body))
	}
}

// named shows that each sample has an identity that no other conversation has, however the network numbers: what has the id
// of an event that was kept is taken for it and dropped.
func (h Hook) named(t *testing.T, table []Sample) {
	t.Helper()
	first := map[string]Sample{}
	for _, s := range table {
		id, _ := h.Adapter.Identify([]byte(s.Body))
		if o, known := first[id.EventID]; known && o.Key != s.Key && !h.Retold {
			t.Errorf("%q and %q are of two conversations and have one event id, %q: the second would be dropped", o.Name, s.Name, id.EventID)
		}
		first[id.EventID] = s
		for _, in := range s.Want {
			for _, f := range in.Files {
				if _, fetches := h.Adapter.(channels.Fetcher); !fetches && f.Ref != "" && !strings.HasPrefix(f.Ref, channels.UploadRef) {
					t.Errorf("%q names a file, and the channel is no channels.Fetcher: it would never come", s.Name)
				}
			}
		}
	}
}

// nameless shows that a body which names no event is not given the id that every such body has: the second one would be
// dropped.
func (h Hook) nameless(t *testing.T, body []byte) {
	t.Helper()
	if id, ok := h.Adapter.Identify(body); ok && !id.Ignore {
		t.Errorf("%.30q names no event and was identified as %+v", body, id)
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
			switch err := h.Adapter.Verify(header, body); {
			case err == nil:
				t.Errorf("%s: %q passed", name, bad)
			case strings.Contains(err.Error(), right(values[0])):
				t.Errorf("%s: the refusal tells what would have passed: %v", name, err)
			}
		}
	}
}

// right is the telling part of a signature: what follows its version.
func right(signature string) string { return signature[strings.LastIndexByte(signature, '=')+1:] }

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

// withstand calls everything that sees a stranger's bytes behind the signature.
func (h Hook) withstand(t *testing.T, body []byte) {
	t.Helper()
	defer func() {
		if p := recover(); p != nil {
			t.Errorf("it panics: %v: %.300q\n%s", p, body, debug.Stack())
		}
	}()
	if _, err := h.swallow(body); err != nil {
		t.Errorf("%v: %.300q", err, body)
	}
}

// swallow identifies, answers and parses a body; read says that there was something in it for us. What comes out must be
// storable.
func (h Hook) swallow(body []byte) (read bool, err error) {
	if c, ok := h.Adapter.(channels.Challenger); ok {
		_, _ = c.Challenge(body)
	}
	id, ok := h.Adapter.Identify(body)
	if all := id.EventID + id.Key; len(id.EventID) > longest || len(id.Key) > longest || !storable(all) {
		return false, fmt.Errorf("identity %+v", id)
	}
	if !ok {
		id = channels.Named(body, h.Adapter.Identify)
	}
	got, err := h.Adapter.Parse(desk.Raw{Channel: "test", EventID: id.EventID, Key: id.Key, Order: id.Order, Received: 1, Body: body})
	if err != nil {
		return false, nil //nolint:nilerr // it is put aside
	}
	for _, in := range got {
		if err := Storable(in); err != nil {
			return true, err
		}
	}
	return len(got) > 0, nil
}

// Storable says of what a parser made which text in it no record takes; nil if there is none.
func Storable(in desk.Inbound) error {
	for s := range texts(reflect.ValueOf(in)) {
		if !storable(s) {
			return fmt.Errorf("not storable: %q in %+v", s, in)
		}
	}
	return nil
}

// texts are all strings within a value, whatever fields it gets one day.
func texts(v reflect.Value) iter.Seq[string] {
	return func(yield func(string) bool) { walk(v, yield) }
}

func walk(v reflect.Value, yield func(string) bool) bool {
	switch v.Kind() {
	case reflect.String:
		return yield(v.String())
	case reflect.Pointer, reflect.Interface:
		return v.IsNil() || walk(v.Elem(), yield)
	case reflect.Struct:
		for i := range v.NumField() {
			if !walk(v.Field(i), yield) {
				return false
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if !walk(v.Index(i), yield) {
				return false
			}
		}
	}
	return true
}

// storable is what every record takes.
func storable(s string) bool { return channels.Storable(s) == s }
