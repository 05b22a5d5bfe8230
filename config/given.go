package config

import (
	"maps"
	"slices"
	"strings"
)

// Given says which keys were set on purpose, and where: in the file, the environment or a flag, not by a default. What
// can also be decided in the browser is held by the configuration while its key is in here.
type Given map[string]string // key → "firstline.yaml:3:9", "FIRSTLINE_LISTEN" or "--listen"

// First gives the first of the keys (in the order of their names) that was set on purpose, and where. A key that ends
// with a dot stands for all keys below it. ok is false when none was.
func (g Given) First(keys ...string) (key, where string, ok bool) {
	for _, given := range slices.Sorted(maps.Keys(g)) {
		if slices.ContainsFunc(keys, func(k string) bool { return k == given || strings.HasSuffix(k, ".") && strings.HasPrefix(given, k) }) {
			return given, g[given], true
		}
	}
	return "", "", false
}

// given is what the loader found outside of the defaults.
func (l *loader) given() Given {
	if len(l.set) == 0 {
		return nil
	}
	g := Given{}
	for key, o := range l.set {
		g[key] = o.where
	}
	return g
}

// Fault is a value that a key refuses: what is wrong with it, and what to do.
type Fault struct{ What, Do string }

// Error is both in one sentence.
func (f *Fault) Error() string { return f.What + "; " + f.Do }

// Set gives one key outside of the channels another value, as if it stood in the file, with the same checks; a list is
// comma-separated. It serves those who let people decide the same things elsewhere. The error is a *Fault, and then
// nothing has changed.
func (c *Config) Set(key, text string) error {
	s, ok := find(settings(c), key)
	if !ok {
		return &Fault{"there is no key " + key, "firstline config doc lists every key"}
	}
	var err error
	switch {
	case s.val.setList != nil:
		err = s.val.setList(splitList(text))
	case text == "" && s.def != "":
		return &Fault{"is empty", "write a value, such as " + s.def}
	default:
		err = s.val.set(text)
	}
	if f, is := err.(fault); is {
		return &Fault{f.what, f.do}
	}
	return err
}

// Range is what a key takes, in words, such as "5s to 24h"; empty when anything goes or there is no such key.
func Range(key string) string {
	s, _ := find(settings(&Config{}), key)
	return s.val.limit
}
