package scripts

import (
	"crypto/sha256"
	"fmt"
	"regexp"
	"time"

	"github.com/goccy/go-yaml/ast"

	"firstline/internal/fold"
	"firstline/internal/yamlform"
	"firstline/scripts/internal/naming"
)

var windowPattern = regexp.MustCompile(`^\d\d:\d\d-\d\d:\d\d$`)

// Load reads a pack and holds it against the service code. The error is of type
// Problems and names every fault with file, line and key; file is only for that.
func Load(file string, source []byte) (Pack, error) {
	// An editor's byte order mark or line ends must not make another version.
	source = yamlform.Plain(source)

	l := &loader{Reader: yamlform.Reader{File: file}, lines: map[string]int{}, stages: map[string]Stage{}, codes: map[string]bool{}}
	l.pack.index = map[string]int{}
	if root := l.Parse(source); root != nil {
		l.read(root)
		l.check()
	}
	if err := l.Found.Err(); err != nil {
		return Pack{}, err
	}
	l.pack.version = fmt.Sprintf("%s/%d-%.6x", l.pack.locale, l.pack.number, sha256.Sum256(source))
	return l.pack, nil
}

// loader fills a pack from the tree; lines remembers where things stood, for
// the checks that come after reading.
type loader struct {
	yamlform.Reader
	pack    Pack
	lines   map[string]int   // by key
	stages  map[string]Stage // by script id, broken scripts too
	codes   map[string]bool  // in capitals
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
	l.Mapping(root, "",
		yamlform.Must("locale", l.locale),
		yamlform.Must("number", func(n ast.Node, key string) {
			if l.pack.number = l.Integer(n, key); l.pack.number < 1 {
				l.Problem(yamlform.Line(n), key, "starts at 1")
			}
		}),
		yamlform.Must("clock", l.clock),
		yamlform.Must("hours", l.hours),
		yamlform.Must("phrases", l.phrases),
		yamlform.Must("scripts", func(n ast.Node, key string) { l.List(n, key, l.script) }),
	)
}

func (l *loader) locale(n ast.Node, key string) {
	l.pack.locale = l.Text(n, key)
	if !naming.IsLocale(l.pack.locale) {
		l.Problem(yamlform.Line(n), key, "%q is not a language tag such as zh-TW", l.pack.locale)
	}
}

func (l *loader) clock(n ast.Node, key string) {
	layout := func(into *string) func(ast.Node, string) {
		return func(n ast.Node, key string) {
			*into = l.Text(n, key)
			// Written out and read back, a layout gives the time again, or it
			// is not one: "H:mm" would tell every customer "H:mm".
			at := time.Date(2026, 11, 23, 13, 45, 0, 0, time.UTC)
			back, err := time.Parse(*into, at.Format(*into))
			if err != nil || back.Hour() != at.Hour() || back.Minute() != at.Minute() {
				l.Problem(yamlform.Line(n), key, "%q is not a Go time layout with hour and minute, such as 15:04", *into)
			}
		}
	}
	l.Mapping(n, key,
		yamlform.Must("today", layout(&l.pack.clock.today)),
		yamlform.Must("tomorrow", layout(&l.pack.clock.tomorrow)),
		yamlform.Must("later", layout(&l.pack.clock.later)),
	)
}

// hours reads named parts of the day, such as "morning: 05:00-11:30".
func (l *loader) hours(n ast.Node, key string) {
	l.pack.hours = map[string]window{}
	l.Entries(n, key, func(name string, value ast.Node, line int) {
		l.lines[yamlform.Join(key, name)] = line
		l.pack.hours[name] = l.window(value, yamlform.Join(key, name))
	}, map[string]bool{})
}

func (l *loader) window(n ast.Node, key string) window {
	var h1, m1, h2, m2 int
	text := l.Text(n, key)
	if text == "" {
		return window{} // said already
	}
	if !windowPattern.MatchString(text) {
		l.Problem(yamlform.Line(n), key, "%q is not a window such as 05:00-11:30", text)
		return window{}
	}
	fmt.Sscanf(text, "%d:%d-%d:%d", &h1, &m1, &h2, &m2) // the pattern has made sure
	w := window{from: h1*60 + m1, to: h2*60 + m2}
	if h1 > 23 || m1 > 59 || h2 > 23 || m2 > 59 || w.from == w.to {
		l.Problem(yamlform.Line(n), key, "%q wants two different times of a day", text)
	}
	return w
}

func (l *loader) phrases(n ast.Node, key string) {
	var fields []yamlform.Field
	for s := range sets {
		fields = append(fields, yamlform.Must(s.String(), func(n ast.Node, key string) {
			l.Mapping(n, key,
				yamlform.Must("any", func(n ast.Node, key string) { l.words[s] = l.wordList(n, key) }),
				yamlform.May("except", func(n ast.Node, key string) { l.excepts[s] = l.wordList(n, key) }),
			)
		}))
	}
	l.Mapping(n, key, fields...)
}

func (l *loader) wordList(n ast.Node, key string) []word {
	var words []word
	seen := map[string]bool{}
	l.List(n, key, func(n ast.Node, key string) {
		text := l.Text(n, key)
		w := word{text: text, folded: trimGaps(foldText(nil, text)), line: yamlform.Line(n), key: key}
		switch {
		case text == "": // already a problem
		case len(w.folded) == 0:
			l.Problem(w.line, key, "%q has no letter to recognise", text)
		case seen[string(w.folded)]:
			l.Problem(w.line, key, "%q is there already", text)
		default:
			seen[string(w.folded)] = true
			words = append(words, w)
		}
	})
	return words
}

func trimGaps(folded []rune) []rune {
	for len(folded) > 0 && folded[0] == fold.Gap {
		folded = folded[1:]
	}
	for len(folded) > 0 && folded[len(folded)-1] == fold.Gap {
		folded = folded[:len(folded)-1]
	}
	return folded
}
