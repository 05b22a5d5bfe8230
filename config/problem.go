package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing that keeps the configuration from being used.
type Problem struct {
	Where   string // "firstline.yaml:3:9", "FIRSTLINE_LISTEN" or "--listen"; empty when the key is set nowhere
	Key     string // full key path; empty when the problem is not about one key
	What    string // what is wrong
	Do      string // what to do about it
	Excerpt string // the source line with a marker under it, for syntax errors

	place place
	near  []string // other keys whose place stands in when Key is set nowhere
}

// Problems is the error of Load: everything that is wrong, in reading order.
type Problems []Problem

// place orders problems as a person reads them: the file from the top, then the
// environment, then the flags.
type place struct {
	rank, line, col int
	name            string
}

const (
	rankFile = iota
	rankEnv
	rankFlag
	rankNowhere
)

func (p Problem) String() string {
	parts := make([]string, 0, 3)
	for _, s := range []string{p.Where, p.Key, p.What + "; " + p.Do} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	line := strings.Join(parts, ": ")
	if p.Excerpt != "" {
		line += "\n" + p.Excerpt
	}
	return line
}

// Error lists every problem on a line of its own.
func (p Problems) Error() string {
	var b strings.Builder
	plural := "s"
	if len(p) == 1 {
		plural = ""
	}
	fmt.Fprintf(&b, "%d problem%s in the configuration:", len(p), plural)
	for _, one := range p {
		b.WriteString("\n  " + strings.ReplaceAll(one.String(), "\n", "\n  "))
	}
	return b.String()
}

func (p Problems) sort() {
	slices.SortStableFunc(p, func(a, b Problem) int {
		return cmp.Or(
			cmp.Compare(a.place.rank, b.place.rank), cmp.Compare(a.place.line, b.place.line),
			cmp.Compare(a.place.col, b.place.col), cmp.Compare(a.place.name, b.place.name))
	})
}

// fault is a refused value before its key and place are known.
type fault struct{ what, do string }

func (f fault) Error() string { return f.what + "; " + f.do }

// quote shows a value in a message, cut short so that it stays one line.
func quote(text string) string {
	if r := []rune(text); len(r) > 40 {
		text = string(r[:40]) + "…"
	}
	return fmt.Sprintf("%q", text)
}
