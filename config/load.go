package config

import (
	"crypto/rand"
	"io"
	"os"
)

// Source is where a configuration comes from. The zero value gives the defaults.
// Later ones win: defaults, File, Env, Flags.
type Source struct {
	File  string   // path of the YAML file; empty: none
	Data  []byte   // content to use in place of reading File, which then only names it
	Env   []string // as os.Environ returns it
	Flags []Flag
	Types []string // channel types the program has an adapter for; nil: all that are described here

	ReadFile func(string) ([]byte, error) // nil: os.ReadFile; also reads the X_FILE secrets
	Random   io.Reader                    // nil: crypto/rand; makes the sample secrets in messages
}

// Flag is one command-line flag that sets a key.
type Flag struct{ Name, Key, Value string } // such as {"--data", "data_dir", "/srv/desk"}

// Load reads all sources and returns a complete Config, or Problems with
// everything that is wrong with them.
func Load(s Source) (Config, error) {
	l := newLoader(s)
	l.defaults()
	l.readable = l.file()
	l.env()
	l.flags()
	if l.readable {
		l.validate()
	}
	if len(l.problems) > 0 {
		l.problems.sort()
		return Config{}, l.problems
	}
	l.cfg.Given = l.given()
	return l.cfg, nil
}

// loader collects values and problems while the sources are read.
type loader struct {
	src      Source
	cfg      Config
	problems Problems
	bad      map[string]bool   // keys that have a problem already
	set      map[string]origin // where a key, or a table of keys, was given
	readable bool              // the file was YAML: the channels are known
}

// origin is where a value was given.
type origin struct {
	where string
	place place
}

func newLoader(s Source) *loader {
	if s.ReadFile == nil {
		s.ReadFile = os.ReadFile
	}
	if s.Random == nil {
		s.Random = rand.Reader
	}
	return &loader{src: s, bad: map[string]bool{}, set: map[string]origin{}}
}

func (l *loader) report(o origin, key, what, do string) {
	l.bad[key] = true
	l.problems = append(l.problems, Problem{Where: o.where, Key: key, What: what, Do: do, place: o.place})
}

// defaults go the way of every other value. A default that its own kind refuses
// is a mistake in the table, which a test finds.
func (l *loader) defaults() {
	for _, s := range settings(&l.cfg) {
		l.assign(s, s.key, given{text: s.def, items: splitList(s.def)}, origin{where: "default"})
	}
	l.set = map[string]origin{}
}

// given is a value on its way into a field.
type given struct {
	text  string
	items []string
}

func (l *loader) assign(s setting, key string, g given, o origin) {
	l.set[key] = o
	var err error
	switch {
	case s.val.setList != nil:
		err = s.val.setList(g.items)
	case g.text != "" || s.def == "":
		if g.text == "" && s.val.kind == "choice" {
			break // no choice made
		}
		err = s.val.set(g.text)
	default:
		err = fault{"is empty", "write a value, or remove the key for the default, " + s.def}
	}
	if f, ok := err.(fault); ok {
		l.report(o, key, f.what, f.do)
	}
}

func (l *loader) flags() {
	for i, f := range l.src.Flags {
		o := origin{where: f.Name, place: place{rank: rankFlag, line: i}}
		s, ok := find(settings(&l.cfg), f.Key)
		if !ok {
			l.report(o, f.Key, "is not a known key", "correct the program: this flag sets nothing")
			continue
		}
		l.assign(s, s.key, given{text: f.Value, items: splitList(f.Value)}, o)
	}
}

// validate derives what depends on other keys and lays the checks between keys
// beside the values that caused them.
func (l *loader) validate() {
	l.cfg.finish()
	if _, given := l.set["media.chat_max_size"]; !given { // its default gives way to a smaller limit of the department
		l.cfg.Media.ChatMaxSize = min(l.cfg.Media.ChatMaxSize, l.cfg.Media.MaxSize)
	}
	for _, p := range Validate(l.cfg, Known{Types: l.src.Types, Sample: fresh(l.src.Random)}) {
		if l.bad[p.Key] {
			continue
		}
		p.place.rank = rankNowhere
		for _, key := range append([]string{p.Key}, p.near...) {
			if o, ok := l.set[key]; ok {
				p.Where, p.place = o.where, o.place
				break
			}
		}
		l.problems = append(l.problems, p)
	}
}

func find(all []setting, key string) (setting, bool) {
	for _, s := range all {
		if s.key == key {
			return s, true
		}
	}
	return setting{}, false
}
