package channeltest

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

// TestMalformedFinds: what is wrong with a parser is found, and one that is right passes; the same seed makes the same
// bodies.
func TestMalformedFinds(t *testing.T) {
	t.Parallel()
	good := [][]byte{[]byte(`{"id":7,"from":{"name":"李"},"list":[1,"x"],"text":"在吗"}`), []byte("payload=%7B%7D"), nil}
	type message struct {
		ID   int
		List []any
		Text string
	}
	parsed := func(body []byte) (m message, read bool) { return m, json.Unmarshal(body, &m) == nil }
	for name, c := range map[string]struct {
		eat  Eater
		want string
	}{
		"right": {func(body []byte) (bool, error) { _, read := parsed(body); return read, nil }, ""},
		"an index that nobody looks at": {func(body []byte) (bool, error) {
			if m, read := parsed(body); read {
				return m.List[1] != nil, nil
			}
			return false, nil
		}, "it panics: runtime error: index out of range"},
		"a NUL that is let through": {func(body []byte) (bool, error) {
			if m, read := parsed(body); read && strings.ContainsRune(m.Text, 0) {
				return true, errors.New("not storable")
			}
			return true, nil
		}, "not storable"},
	} {
		m := meal{mangler: newMangler(3, good), eat: c.eat}
		for range 3000 {
			m.course()
		}
		found := strings.Join(m.bad, "\n")
		if m.read == 0 || (c.want == "") != (found == "") || !strings.Contains(found, c.want) {
			t.Errorf("%s: %d read, found %d: %.500s", name, m.read, len(m.bad), found)
		}
	}
	one, two := newMangler(3, good), newMangler(3, good)
	for i := range 3000 {
		if !bytes.Equal(one.next(), two.next()) {
			t.Fatalf("the same seed made another body %d", i)
		}
	}
}
