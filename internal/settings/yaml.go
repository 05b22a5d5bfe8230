package settings

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	yaml "github.com/goccy/go-yaml"
)

// writeYAML writes a value as people write it, one thing a line. lead stands before its first line where that is short
// ("- "), indent before all others. The library's own writer does not quote every text that needs it.
func writeYAML(b *strings.Builder, v any, lead, indent string) {
	switch v := v.(type) {
	case yaml.MapSlice:
		for _, item := range v {
			b.WriteString(lead + yamlScalar(fmt.Sprint(item.Key)) + ":")
			lead = indent
			writeBelow(b, item.Value, indent+"  ")
		}
	case []any:
		for _, item := range v {
			b.WriteString(lead + "-")
			lead = indent
			if short(item) {
				writeBelow(b, item, indent+"  ")
				continue
			}
			writeYAML(b, item, " ", indent+"  ")
		}
	default:
		b.WriteString(lead + scalar(v) + "\n")
	}
}

// writeBelow writes what stands behind a key: on the same line where that is one value or a short list.
func writeBelow(b *strings.Builder, v any, indent string) {
	if short(v) {
		b.WriteString(" " + inline(v) + "\n")
		return
	}
	b.WriteString("\n")
	writeYAML(b, v, indent, indent)
}

// widest is how long a list may be that stands on one line.
const widest = 100

// short says whether a value stands on one line.
func short(v any) bool {
	switch v := v.(type) {
	case yaml.MapSlice:
		return len(v) == 0
	case []any:
		return !slices.ContainsFunc(v, func(item any) bool { return !isScalar(item) }) && len(inline(v)) <= widest
	}
	return true
}

func isScalar(v any) bool {
	switch v.(type) {
	case yaml.MapSlice, []any:
		return false
	}
	return true
}

func inline(v any) string {
	switch v := v.(type) {
	case yaml.MapSlice:
		return "{}"
	case []any:
		items := make([]string, len(v))
		for i, item := range v {
			items[i] = scalar(item)
		}
		return "[" + strings.Join(items, ", ") + "]"
	}
	return scalar(v)
}

func scalar(v any) string {
	if text, ok := v.(string); ok {
		return yamlScalar(text)
	}
	text, _ := json.Marshal(v) // numbers, booleans and null
	return string(text)
}

var plainShape = regexp.MustCompile(`^\pL[\pL\pN_./-]*$`)

// yamlScalar writes a text so that YAML reads it back as it is.
func yamlScalar(text string) string {
	words := []string{"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
	if plainShape.MatchString(text) && !slices.Contains(words, strings.ToLower(text)) && !strings.HasPrefix(text, ".") {
		return text
	}
	return yamlQuote(text)
}

// yamlQuote writes a text in quotes. JSON's are among YAML's.
func yamlQuote(text string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(text) // a string always encodes
	return strings.TrimSuffix(b.String(), "\n")
}
