package settings

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	yaml "github.com/goccy/go-yaml"

	"firstline/internal/yamlform"
)

// FormOf gives a document as JSON, for the forms of the browser: the same keys in the same order, without comments.
func FormOf(text string) (json.RawMessage, error) {
	var v any
	if err := yaml.UnmarshalWithOptions(yamlform.Plain([]byte(text)), &v, yaml.UseOrderedMap()); err != nil {
		return nil, fmt.Errorf("read a document as a form: %w", err)
	}
	var b bytes.Buffer
	if err := writeJSON(&b, v); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func writeJSON(b *bytes.Buffer, v any) error {
	switch v := v.(type) {
	case yaml.MapSlice:
		b.WriteByte('{')
		for i, item := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(quoteJSON(fmt.Sprint(item.Key)) + ":")
			if err := writeJSON(b, item.Value); err != nil {
				return err
			}
		}
		b.WriteByte('}')
		return nil
	case []any:
		b.WriteByte('[')
		for i, item := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			if err := writeJSON(b, item); err != nil {
				return err
			}
		}
		b.WriteByte(']')
		return nil
	}
	text, err := json.Marshal(v)
	b.Write(text)
	return err
}

func quoteJSON(s string) string {
	text, _ := json.Marshal(s) // a string always marshals
	return string(text)
}

// TextOf writes a form as a document that people can read: YAML, the keys in the order of the form.
func TextOf(form json.RawMessage) (string, error) {
	d := json.NewDecoder(bytes.NewReader(form))
	d.UseNumber()
	v, err := readJSON(d)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	writeYAML(&b, v, "", "")
	return b.String(), nil
}

// readJSON reads one value and keeps the order of its keys.
func readJSON(d *json.Decoder) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch t := token.(type) {
	case json.Delim:
		if t == '[' {
			return readItems(d)
		}
		return readEntries(d)
	case json.Number:
		if n, err := t.Int64(); err == nil {
			return n, nil
		}
		return t.String(), nil
	}
	return token, nil
}

func readItems(d *json.Decoder) (any, error) {
	items := []any{}
	for d.More() {
		v, err := readJSON(d)
		if err != nil {
			return nil, err
		}
		items = append(items, v)
	}
	_, err := d.Token()
	return items, err
}

func readEntries(d *json.Decoder) (any, error) {
	entries := yaml.MapSlice{}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		v, err := readJSON(d)
		if err != nil {
			return nil, err
		}
		entries = append(entries, yaml.MapItem{Key: key, Value: v})
	}
	_, err := d.Token()
	return entries, err
}

// numbered raises the number of a form whose author left it as it was: a list and a pack count their versions, and a
// person who fills in a form does not.
func numbered(form json.RawMessage, before string) json.RawMessage {
	was, err := FormOf(before)
	var old, now struct {
		Number *int `json:"number"`
	}
	if err != nil || json.Unmarshal(was, &old) != nil || json.Unmarshal(form, &now) != nil || old.Number == nil || now.Number == nil || *old.Number != *now.Number || sameJSON(was, form) {
		return form
	}
	var b bytes.Buffer
	d := json.NewDecoder(bytes.NewReader(form))
	d.UseNumber()
	v, err := readJSON(d)
	entries, ok := v.(yaml.MapSlice)
	if err != nil || !ok {
		return form
	}
	for i := range entries {
		if entries[i].Key == "number" {
			entries[i].Value = *old.Number + 1
		}
	}
	if writeJSON(&b, entries) != nil {
		return form
	}
	return b.Bytes()
}

// sameJSON says whether two forms say the same, whatever the order of their keys.
func sameJSON(a, b json.RawMessage) bool {
	var x, y any
	if json.Unmarshal(a, &x) != nil || json.Unmarshal(b, &y) != nil {
		return false
	}
	s, _ := json.Marshal(x)
	t, _ := json.Marshal(y)
	return bytes.Equal(s, t)
}
