package config

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
)

func describe(n node) string {
	switch n.kind {
	case null:
		return "nothing"
	case list:
		return "a list"
	case table:
		return "a table"
	}
	return "a value"
}

// clip keeps a stranger's key from filling the screen.
func clip(key string) string {
	if r := []rune(key); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return key
}

// reason is an error of the file system without the path, which the message has.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

// isTable reports whether other keys stand below key.
func isTable(all []setting, key string) bool { return len(children(all, key)) > 0 }

func children(all []setting, key string) []string {
	var names []string
	for _, s := range all {
		if rest, ok := strings.CutPrefix(s.key, key+"."); ok {
			names = append(names, rest)
		}
	}
	return names
}

// suggest finds what an unknown key was meant to be: a neighbour spelt wrongly, or
// a known key in the wrong table.
func suggest(key string, all []setting) string {
	parent, last := "", key
	if i := strings.LastIndexByte(key, '.'); i >= 0 {
		parent, last = key[:i+1], key[i+1:]
	}
	siblings := []string{}
	if parent == "" {
		siblings = append(siblings, "channels")
	}
	for _, s := range all {
		if rest, ok := strings.CutPrefix(s.key, parent); ok {
			name, _, _ := strings.Cut(rest, ".")
			siblings = append(siblings, name)
		}
	}
	if guess := nearest(last, slices.Compact(siblings)); guess != "" {
		return parent + guess
	}
	for _, s := range all {
		if strings.HasSuffix(s.key, "."+last) || strings.ReplaceAll(s.key, ".", "_") == key {
			return s.key
		}
	}
	return ""
}
