package settings

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	yaml "github.com/goccy/go-yaml"

	"firstline/scripts"
)

// ScriptEntry is what people say of a script who do not write the whole pack (SCR-24).
type ScriptEntry struct {
	Stage  scripts.Stage `json:"stage" maxLength:"32"`
	Title  string        `json:"title,omitempty" maxLength:"200"`
	Code   string        `json:"code,omitempty" maxLength:"40"`
	Groups []string      `json:"groups,omitempty" maxItems:"100" doc:"Whom it is meant for; none = everybody"`
	Text   string        `json:"text" maxLength:"4000" doc:"As a pack has it, such as {{if .Customer}}{{.Customer}}，{{end}}退款预计{时效}到账。"`
}

// ScriptOf is the entry of a script in the pack that holds.
func (d *Department) ScriptOf(id string) (ScriptEntry, bool) {
	s, ok := d.Pack.Script(id)
	return ScriptEntry{Stage: s.Stage, Title: s.Title, Code: s.Code, Groups: s.Groups, Text: s.Text}, ok
}

// ScriptsID names the document with the scripts.
func (d *Department) ScriptsID() ID { return ID{KindScripts, d.Locale} }

// WithScript is the department's scripts as a form in which the one with the id says something else, or, where the id is empty,
// a further one stands behind the others; its id is given back. What an entry does not speak of stays as it is.
func (d *Department) WithScript(id string, e ScriptEntry) (json.RawMessage, string, error) {
	form, err := FormOf(d.Documents[d.ScriptsID()].Body)
	if err != nil {
		return nil, "", err
	}
	reader := json.NewDecoder(bytes.NewReader(form))
	reader.UseNumber()
	v, err := readJSON(reader)
	doc, ok := v.(yaml.MapSlice)
	if err != nil || !ok {
		return nil, "", fmt.Errorf("read the scripts as a form: %w", errors.Join(err, errShape))
	}
	if id == "" {
		id = d.freeScript(e.Stage)
	}
	for i := range doc {
		if list, ok := doc[i].Value.([]any); ok && doc[i].Key == "scripts" {
			doc[i].Value = entered(list, id, e)
		}
	}
	var b bytes.Buffer
	err = writeJSON(&b, doc)
	return b.Bytes(), id, err
}

var errShape = errors.New("the scripts are no mapping")

// freeScript is an id for one more script of a stage, as the form in the browser gives it.
func (d *Department) freeScript(stage scripts.Stage) string {
	for n := 1; ; n++ {
		id := fmt.Sprintf("%s.own%d", stage, n)
		if _, taken := d.Pack.Script(id); !taken {
			return id
		}
	}
}

// entered writes an entry into the list of scripts.
func entered(list []any, id string, e ScriptEntry) []any {
	at := -1
	for i, item := range list {
		if one, ok := item.(yaml.MapSlice); ok && valueOf(one, "id") == id {
			at = i
		}
	}
	if at < 0 {
		list, at = append(list, yaml.MapSlice{{Key: "id", Value: id}, {Key: "stage", Value: string(e.Stage)}}), len(list)
	}
	one, _ := list[at].(yaml.MapSlice)
	groups := make([]any, len(e.Groups))
	for i, g := range e.Groups {
		groups[i] = g
	}
	one = keyed(one, "title", e.Title, e.Title != "")
	one = keyed(one, "code", e.Code, e.Code != "")
	one = keyed(one, "groups", groups, len(groups) > 0)
	list[at] = keyed(one, "text", e.Text, true)
	return list
}

func valueOf(m yaml.MapSlice, key string) any {
	for _, item := range m {
		if item.Key == key {
			return item.Value
		}
	}
	return nil
}

// keyed is the mapping with a key that says the value, or, where it is not meant to be there, without it.
func keyed(m yaml.MapSlice, key string, value any, there bool) yaml.MapSlice {
	for i, item := range m {
		if item.Key != key {
			continue
		}
		if !there {
			return slices.Delete(m, i, i+1)
		}
		m[i].Value = value
		return m
	}
	if !there {
		return m
	}
	return append(m, yaml.MapItem{Key: key, Value: value})
}
