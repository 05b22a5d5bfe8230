package guard

import (
	"slices"
	"strings"

	"firstline/internal/yamlform"
	"firstline/scripts/internal/naming"
)

// Limits of a list. They are far beyond what people write; a list beyond them is a mistake or an attack.
const (
	maxPhrases = 50_000 // phrases and exceptions of a list; the figure is 20,000
	maxLetters = 60     // letters of a phrase
	maxReplace = 500    // characters of a replacement
)

// Problem is one thing wrong with a list, with its line, if it was read from a file, and key.
type Problem = yamlform.Problem

// Problems is the error of Compile: everything wrong with a list, by line.
type Problems = yamlform.Problems

// Compile checks a list and makes it a Guard. The error is of type Problems and names every fault at once; then the Guard
// is nil. Later changes to the list do not reach the Guard.
func Compile(list List) (*Guard, error) {
	c := &compiler{list: list.clone(), said: map[string]bool{}}
	if o := list.origin; o != nil {
		c.file, c.lines, c.found = o.file, o.lines, slices.Clone(o.found)
		if o.fatal {
			return nil, c.found.Err()
		}
		for _, p := range c.found {
			c.said[p.Key] = true
		}
	}
	c.head()
	few := c.few()
	for i := range c.list.Rules {
		if c.said[c.keys[i]] {
			continue // not even keys and values
		}
		c.rule(i)
		if few {
			c.texts(i, c.keys[i]+".phrases", c.list.Rules[i].Phrases, false)
			c.texts(i, c.keys[i]+".except", c.list.Rules[i].Except, true)
		}
	}
	if few {
		c.guard()
		c.exceptions()
		c.replacements()
	}
	if err := c.found.Err(); err != nil {
		return nil, err
	}
	return c.made, nil
}

// Load is Read and Compile in one.
func Load(file string, source []byte) (*Guard, error) { return Compile(Read(file, source)) }

type compiler struct {
	list    List
	keys    []string // by rule
	file    string
	lines   map[string]int // by key; nil for a list that came from no file
	found   Problems
	said    map[string]bool // keys that something was said about already
	phrases []phrase
	made    *Guard
}

// problem says something about a key once. A key without a line of its own stands where what holds it stands.
func (c *compiler) problem(key, format string, args ...any) {
	if c.said[key] {
		return
	}
	c.said[key] = true
	line := 0
	for k := key; c.lines != nil && line == 0; k = k[:max(strings.LastIndexAny(k, ".["), 0)] {
		line = c.lines[k]
		if k == "" {
			line = 1
		}
	}
	r := yamlform.Reader{File: c.file}
	r.Problem(line, key, format, args...)
	c.found = append(c.found, r.Found...)
}

func (c *compiler) head() {
	if !naming.IsLocale(c.list.Locale) {
		c.problem("locale", "%q is not a language tag such as zh-TW", c.list.Locale)
	}
	if c.list.Number < 1 {
		c.problem("number", "starts at 1")
	}
	ids := make([]string, len(c.list.Rules))
	for i, rule := range c.list.Rules {
		ids[i] = rule.ID
	}
	c.keys = keys(ids)
	seen := map[string]bool{}
	for i, id := range ids {
		switch {
		case c.said[c.keys[i]]:
		case !naming.IsID(id):
			c.problem(c.keys[i]+".id", "%q is not an id such as forbidden.blame", id)
		case seen[id]:
			c.problem(c.keys[i]+".id", "a rule %s stands above", id)
		}
		seen[id] = true
	}
}

func (c *compiler) rule(i int) {
	rule, key := c.list.Rules[i], c.keys[i]
	if !slices.Contains(Levels(), rule.Level) {
		c.problem(key+".level", "%q is none of %s", rule.Level, names(Levels()))
	}
	if !slices.Contains(Actions(), rule.Action) {
		c.problem(key+".action", "%q is none of %s", rule.Action, names(Actions()))
	}
	for j, id := range rule.Code {
		if !naming.IsServiceCode(id) {
			c.problem(yamlform.Item(key+".code", j), "%q is not an id of the service code such as FBD-01", id)
		}
	}
	for j, phase := range rule.Scope.Phases {
		if !slices.Contains(Phases(), phase) {
			c.problem(yamlform.Item(key+".scope.phases", j), "%q is none of %s", phase, names(Phases()))
		}
	}
	once(c, key+".scope.channels", rule.Scope.Channels)
	once(c, key+".scope.groups", rule.Scope.Groups)
	once(c, key+".replace", rule.Replace)
}

// once finds texts that are empty or stand twice.
func once[T ~string](c *compiler, key string, texts []T) {
	seen := map[T]bool{}
	for i, text := range texts {
		switch {
		case strings.TrimSpace(string(text)) == "":
			c.problem(yamlform.Item(key, i), "is empty")
		case seen[text]:
			c.problem(yamlform.Item(key, i), "%q is there already", text)
		}
		seen[text] = true
	}
}

func names[T ~string](all []T) string {
	out := make([]string, len(all))
	for i, one := range all {
		out[i] = string(one)
	}
	return strings.Join(out, ", ")
}

// texts folds the phrases or exceptions of a rule.
func (c *compiler) texts(rule int, key string, listed []string, exception bool) {
	seen := map[string]bool{}
	for j, text := range listed {
		folded, reason := foldListed(text, exception)
		same := ""
		for _, p := range folded {
			same += wildcard + p.same()
		}
		if reason == "" && seen[same] {
			reason = "is there already, or differs only in what is not compared"
		}
		if reason != "" {
			c.problem(yamlform.Item(key, j), "%q %s", text, reason)
			continue
		}
		seen[same] = true
		for _, p := range folded {
			p.rule, p.item = int32(rule), int32(j)
			c.phrases = append(c.phrases, p)
		}
	}
}

// few reports whether there are not too many phrases to look at each.
func (c *compiler) few() bool {
	n := 0
	for _, rule := range c.list.Rules {
		n += len(rule.Phrases) + len(rule.Except)
	}
	if n > maxPhrases {
		c.problem("rules", "have %d phrases and exceptions, at most %d", n, maxPhrases)
	}
	return n <= maxPhrases
}
