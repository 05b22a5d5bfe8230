// Package yamlform reads a document that people write, in YAML (or JSON, which is a part of it), key by key, and names
// everything that is wrong with it at once, each with its line and key. It decides only what a well-formed document is;
// it refuses to know what the keys mean, to open files, and to read anything that would hide what is set where (anchors,
// merges, several documents).
package yamlform

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// Reader walks the syntax tree of a document. A decoder into structs would be shorter, but it stops at the first unknown
// key or wrong type, and an author wants all of them, each with its line. The zero value reads a document without a name.
type Reader struct {
	File  string   // only for the problems
	Found Problems // in the order of their discovery

	MaxSize int // bytes that a source may have; 0 = MaxSource
}

// Problem adds one to what was found. line is from 1; 0 for none.
func (r *Reader) Problem(line int, key, format string, args ...any) {
	r.Found = append(r.Found, Problem{File: r.File, Line: line, Key: key, Reason: fmt.Sprintf(format, args...)})
}

// MaxSource is the largest source in bytes that Parse reads.
const MaxSource = 64 << 10

// The parser takes time and memory that grow with the square of the nesting (13 s
// for 200 kB of "a: [") and of the keys of one mapping (28 s for 100,000), so a
// source is bounded before it is parsed. Ours nest 4 deep and have some hundred keys.
const (
	maxNesting = 32
	maxLine    = 8 << 10
	maxKeys    = 20_000 // or colons in texts
)

func (r *Reader) bounded(source []byte) bool {
	if most := cmp.Or(r.MaxSize, MaxSource); len(source) > most {
		r.Problem(1, "", "larger than %d bytes", most)
		return false
	}
	open, line, keys := 0, 0, 0
	for text := range bytes.Lines(source) {
		line++
		open += bytes.Count(text, []byte("[")) + bytes.Count(text, []byte("{"))
		open -= bytes.Count(text, []byte("]")) + bytes.Count(text, []byte("}"))
		if open > maxNesting || len(text) > maxLine || bytes.Count(text, []byte("- ")) > maxNesting {
			r.Problem(line, "", "nested too deep or too long a line")
			return false
		}
		if keys += bytes.Count(text, []byte(":")); keys > maxKeys {
			r.Problem(line, "", "more than %d keys", maxKeys)
			return false
		}
	}
	return true
}

// Parse returns the one document of the source, or nil after a problem. A source above MaxSource is refused.
func (r *Reader) Parse(source []byte) ast.Node {
	if !r.bounded(source) {
		return nil
	}
	file, err := parse(source)
	if err != nil {
		line, reason := 1, err.Error()
		var syntax yaml.Error
		if errors.As(err, &syntax) && syntax.GetToken() != nil && syntax.GetToken().Position != nil {
			line, reason = syntax.GetToken().Position.Line, syntax.GetMessage()
		}
		r.Problem(line, "", "%s", reason)
		return nil
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		r.Problem(1, "", "wants exactly one YAML document")
		return nil
	}
	return file.Docs[0].Body
}

// parse calls the library. A panic in it is one more way of not being YAML.
func parse(source []byte) (f *ast.File, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.New("not valid YAML: the parser gave up")
		}
	}()
	return parser.ParseBytes(source, 0, parser.AllowDuplicateMapKey()) // Mapping reports them all
}

// Field is a key that a mapping may or must have, and who reads its value.
type Field struct {
	name string
	must bool
	read func(n ast.Node, key string)
}

// Must is a key that is a problem when it is missing.
func Must(name string, read func(n ast.Node, key string)) Field { return Field{name, true, read} }

// May is a key that may be left out; read is not called then.
func May(name string, read func(n ast.Node, key string)) Field { return Field{name, false, read} }

// Mapping hands each value to its field. Unknown, repeated and missing keys are
// problems, as are values that are not a mapping.
func (r *Reader) Mapping(n ast.Node, key string, fields ...Field) {
	seen := map[string]bool{}
	ok := r.Entries(n, key, func(name string, value ast.Node, line int) {
		for _, f := range fields {
			if f.name == name {
				f.read(value, Join(key, name))
				return
			}
		}
		r.Problem(line, Join(key, name), "unknown key")
	}, seen)
	for _, f := range fields {
		if ok && f.must && !seen[f.name] {
			r.Problem(Line(n), Join(key, f.name), "missing")
		}
	}
}

// Entries calls each for the keys of a mapping, once a key, and notes them in seen. It says whether n is a mapping.
func (r *Reader) Entries(n ast.Node, key string, each func(name string, value ast.Node, line int), seen map[string]bool) bool {
	m, ok := n.(*ast.MappingNode)
	if !ok {
		r.Problem(Line(n), key, "wants keys and values")
		return false
	}
	for _, entry := range m.Values {
		name, line := entry.Key.GetToken().Value, Line(entry.Key)
		if seen[name] {
			r.Problem(line, Join(key, name), "given twice")
			continue
		}
		seen[name] = true
		each(name, entry.Value, line)
	}
	return true
}

// List calls each for the items of a sequence, with keys such as holidays[0].
func (r *Reader) List(n ast.Node, key string, each func(n ast.Node, key string)) {
	s, ok := n.(*ast.SequenceNode)
	if !ok {
		r.Problem(Line(n), key, "wants a list")
		return
	}
	for i, item := range s.Values {
		each(item, Item(key, i))
	}
}

// Text reads a string that is not empty; spaces around it are cut, and NULs out of it, which PostgreSQL does not keep.
func (r *Reader) Text(n ast.Node, key string) string {
	var value string
	switch n := n.(type) {
	case *ast.StringNode:
		value = n.Value
	case *ast.LiteralNode:
		value = n.Value.Value
	case *ast.NullNode:
	default:
		r.Problem(Line(n), key, "wants text; put it in quotes")
		return ""
	}
	if value = strings.TrimSpace(strings.ReplaceAll(value, "\x00", "")); value == "" {
		r.Problem(Line(n), key, "is empty")
	}
	return value
}

// Integer reads a whole number from 0 to 2^30; 0 after a problem.
func (r *Reader) Integer(n ast.Node, key string) int {
	if i, ok := n.(*ast.IntegerNode); ok {
		if v, ok := i.Value.(uint64); ok && v <= 1<<30 {
			return int(v)
		}
	}
	r.Problem(Line(n), key, "wants a whole number")
	return 0
}

// Boolean reads true or false; false after a problem.
func (r *Reader) Boolean(n ast.Node, key string) bool {
	b, ok := n.(*ast.BoolNode)
	if !ok {
		r.Problem(Line(n), key, "wants true or false")
		return false
	}
	return b.Value
}

// Join is the key of something inside of something: "week.mon".
func Join(key, name string) string {
	if key == "" {
		return name
	}
	return key + "." + name
}

// Peek reads the text under a name of a mapping without complaint; empty when it is not there. A list's items are named
// by their id in problems.
func Peek(n ast.Node, name string) string {
	m, ok := n.(*ast.MappingNode)
	if !ok {
		return ""
	}
	for _, entry := range m.Values {
		if s, ok := entry.Value.(*ast.StringNode); ok && entry.Key.GetToken().Value == name {
			return strings.TrimSpace(s.Value)
		}
	}
	return ""
}

// Item is the key of a list's item, counted from 0: holidays[0].
func Item(key string, i int) string { return fmt.Sprintf("%s[%d]", key, i) }

// Plain takes an editor's byte order mark and line ends away: they must not make another version.
func Plain(source []byte) []byte {
	source = bytes.TrimPrefix(source, []byte("\ufeff"))
	return bytes.ReplaceAll(source, []byte("\r\n"), []byte("\n"))
}

// Line is where a node stands, from 1.
func Line(n ast.Node) int {
	if n == nil || n.GetToken() == nil || n.GetToken().Position == nil {
		return 1
	}
	return n.GetToken().Position.Line
}
