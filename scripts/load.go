package scripts

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"regexp"
	"time"

	"github.com/goccy/go-yaml/ast"
)

var (
	localePattern = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
	windowPattern = regexp.MustCompile(`^\d\d:\d\d-\d\d:\d\d$`)
)

// Load reads a pack and holds it against the service code. The error is of type
// Problems and names every fault with file, line and key; file is only for that.
func Load(file string, source []byte) (Pack, error) {
	// An editor's byte order mark or line ends must not make another version.
	source = bytes.TrimPrefix(source, []byte("\ufeff"))
	source = bytes.ReplaceAll(source, []byte("\r\n"), []byte("\n"))

	l := &loader{reader: reader{file: file}, lines: map[string]int{}, stages: map[string]Stage{}}
	l.pack.index = map[string]int{}
	if root := l.parse(source); root != nil {
		l.read(root)
		l.check()
	}
	if err := l.found.err(); err != nil {
		return Pack{}, err
	}
	l.pack.version = fmt.Sprintf("%s/%d-%.6x", l.pack.locale, l.pack.number, sha256.Sum256(source))
	return l.pack, nil
}

// loader fills a pack from the tree; lines remembers where things stood, for
// the checks that come after reading.
type loader struct {
	reader
	pack    Pack
	lines   map[string]int   // by key
	stages  map[string]Stage // by script id, broken scripts too
	words   [sets][]word
	excepts [sets][]word
}

// word is a phrase as written, folded, with its place.
type word struct {
	text   string
	folded []rune
	line   int
	key    string
}

func (l *loader) read(root ast.Node) {
	l.mapping(root, "",
		field{"locale", true, l.locale},
		field{"number", true, func(n ast.Node, key string) {
			if l.pack.number = l.integer(n, key); l.pack.number < 1 {
				l.problem(lineOf(n), key, "starts at 1")
			}
		}},
		field{"clock", true, l.clock},
		field{"hours", true, l.hours},
		field{"phrases", true, l.phrases},
		field{"scripts", true, func(n ast.Node, key string) { l.list(n, key, l.script) }},
	)
}

func (l *loader) locale(n ast.Node, key string) {
	l.pack.locale = l.text(n, key)
	if !localePattern.MatchString(l.pack.locale) {
		l.problem(lineOf(n), key, "%q is not a language tag such as zh-TW", l.pack.locale)
	}
}

func (l *loader) clock(n ast.Node, key string) {
	layout := func(into *string) func(ast.Node, string) {
		return func(n ast.Node, key string) {
			*into = l.text(n, key)
			// Written out and read back, a layout gives the time again, or it
			// is not one: "H:mm" would tell every customer "H:mm".
			at := time.Date(2026, 11, 23, 13, 45, 0, 0, time.UTC)
			back, err := time.Parse(*into, at.Format(*into))
			if err != nil || back.Hour() != at.Hour() || back.Minute() != at.Minute() {
				l.problem(lineOf(n), key, "%q is not a Go time layout with hour and minute, such as 15:04", *into)
			}
		}
	}
	l.mapping(n, key,
		field{"today", true, layout(&l.pack.clock.today)},
		field{"tomorrow", true, layout(&l.pack.clock.tomorrow)},
		field{"later", true, layout(&l.pack.clock.later)},
	)
}

// hours reads named parts of the day, such as "morning: 05:00-11:30".
func (l *loader) hours(n ast.Node, key string) {
	l.pack.hours = map[string]window{}
	l.entries(n, key, func(name string, value ast.Node, line int) {
		l.lines[join(key, name)] = line
		l.pack.hours[name] = l.window(value, join(key, name))
	}, map[string]bool{})
}

func (l *loader) window(n ast.Node, key string) window {
	var h1, m1, h2, m2 int
	text := l.text(n, key)
	if text == "" {
		return window{} // said already
	}
	if !windowPattern.MatchString(text) {
		l.problem(lineOf(n), key, "%q is not a window such as 05:00-11:30", text)
		return window{}
	}
	fmt.Sscanf(text, "%d:%d-%d:%d", &h1, &m1, &h2, &m2) // the pattern has made sure
	w := window{from: h1*60 + m1, to: h2*60 + m2}
	if h1 > 23 || m1 > 59 || h2 > 23 || m2 > 59 || w.from == w.to {
		l.problem(lineOf(n), key, "%q wants two different times of a day", text)
	}
	return w
}

func (l *loader) phrases(n ast.Node, key string) {
	var fields []field
	for s := range sets {
		fields = append(fields, field{s.String(), true, func(n ast.Node, key string) {
			l.mapping(n, key,
				field{"any", true, func(n ast.Node, key string) { l.words[s] = l.wordList(n, key) }},
				field{"except", false, func(n ast.Node, key string) { l.excepts[s] = l.wordList(n, key) }},
			)
		}})
	}
	l.mapping(n, key, fields...)
}

func (l *loader) wordList(n ast.Node, key string) []word {
	var words []word
	seen := map[string]bool{}
	l.list(n, key, func(n ast.Node, key string) {
		text := l.text(n, key)
		w := word{text: text, folded: trimGaps(fold(nil, text)), line: lineOf(n), key: key}
		switch {
		case text == "": // already a problem
		case len(w.folded) == 0:
			l.problem(w.line, key, "%q has no letter to recognise", text)
		case seen[string(w.folded)]:
			l.problem(w.line, key, "%q is there already", text)
		default:
			seen[string(w.folded)] = true
			words = append(words, w)
		}
	})
	return words
}

func trimGaps(folded []rune) []rune {
	for len(folded) > 0 && folded[0] == gap {
		folded = folded[1:]
	}
	for len(folded) > 0 && folded[len(folded)-1] == gap {
		folded = folded[:len(folded)-1]
	}
	return folded
}
