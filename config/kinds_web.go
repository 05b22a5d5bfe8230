package config

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// webPage is an address that a visitor's browser opens.
func webPage(p *string) value {
	return value{field: p, kind: "URL", limit: "http or https", set: func(s string) error {
		u, err := url.Parse(s)
		if s != "" && (err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || u.User != nil) {
			return fault{quote(s) + " is not the address of a page", "write an http or https URL, such as https://www.example.com/privacy"}
		}
		*p = s
		return nil
	}}
}

// some are at most so many of the options, each once, in their order.
func some(p *[]string, most int, options ...string) value {
	return value{field: p, kind: "list", limit: fmt.Sprintf("at most %d of %s", most, strings.Join(options, ", ")), setList: func(items []string) error {
		for i, item := range items {
			if !slices.Contains(options, item) {
				return fault{quote(item) + " cannot be asked", "choose from " + strings.Join(options, ", ")}
			}
			if slices.Contains(items[:i], item) {
				return fault{item + " is given twice", "keep one of the two"}
			}
		}
		if len(items) > most {
			return fault{fmt.Sprintf("has %d questions", len(items)), fmt.Sprintf("keep the %d that matter most", most)}
		}
		*p = slices.Clone(items)
		return nil
	}}
}
