package scripts

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// reader walks the syntax tree of a pack. A decoder into structs would be
// shorter, but it stops at the first unknown key or wrong type, and an author
// wants all of them, each with its line.
type reader struct {
	file  string
	found Problems
}

func (r *reader) problem(line int, key, format string, args ...any) {
	r.found = append(r.found, Problem{File: r.file, Line: line, Key: key, Reason: fmt.Sprintf(format, args...)})
}

// The parser takes time and memory that grow with the square of the nesting (13 s
// for 200 kB of "a: ["), so a source is bounded before it is parsed. Ours are
// about 10 kB and nest 3 deep.
const (
	maxSource  = 64 << 10
	maxNesting = 32
	maxLine    = 8 << 10
)

func (r *reader) bounded(source []byte) bool {
	if len(source) > maxSource {
		r.problem(1, "", "larger than %d bytes", maxSource)
		return false
	}
	open, line := 0, 0
	for text := range bytes.Lines(source) {
		line++
		open += bytes.Count(text, []byte("[")) + bytes.Count(text, []byte("{"))
		open -= bytes.Count(text, []byte("]")) + bytes.Count(text, []byte("}"))
		if open > maxNesting || len(text) > maxLine || bytes.Count(text, []byte("- ")) > maxNesting {
			r.problem(line, "", "nested too deep or too long a line")
			return false
		}
	}
	return true
}

// parse returns the one document of the source, or nil after a problem.
func (r *reader) parse(source []byte) ast.Node {
	if !r.bounded(source) {
		return nil
	}
	file, err := parser.ParseBytes(source, 0, parser.AllowDuplicateMapKey()) // mapping reports them all
	if err != nil {
		line, reason := 1, err.Error()
		var syntax yaml.Error
		if errors.As(err, &syntax) {
			line, reason = syntax.GetToken().Position.Line, syntax.GetMessage()
		}
		r.problem(line, "", "%s", reason)
		return nil
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		r.problem(1, "", "wants exactly one YAML document")
		return nil
	}
	return file.Docs[0].Body
}

// field is a key that a mapping may have, or must when must is set.
type field struct {
	name string
	must bool
	read func(n ast.Node, key string)
}

// mapping hands each value to its field. Unknown, repeated and missing keys are
// problems, as are values that are not a mapping.
func (r *reader) mapping(n ast.Node, key string, fields ...field) {
	seen := map[string]bool{}
	ok := r.entries(n, key, func(name string, value ast.Node, line int) {
		for _, f := range fields {
			if f.name == name {
				f.read(value, join(key, name))
				return
			}
		}
		r.problem(line, join(key, name), "unknown key")
	}, seen)
	for _, f := range fields {
		if ok && f.must && !seen[f.name] {
			r.problem(lineOf(n), join(key, f.name), "missing")
		}
	}
}

// entries calls each for the keys of a mapping, once a key.
func (r *reader) entries(n ast.Node, key string, each func(name string, value ast.Node, line int), seen map[string]bool) bool {
	m, ok := n.(*ast.MappingNode)
	if !ok {
		r.problem(lineOf(n), key, "wants keys and values")
		return false
	}
	for _, entry := range m.Values {
		name, line := entry.Key.GetToken().Value, lineOf(entry.Key)
		if seen[name] {
			r.problem(line, join(key, name), "given twice")
			continue
		}
		seen[name] = true
		each(name, entry.Value, line)
	}
	return true
}

// list calls each for the items of a sequence.
func (r *reader) list(n ast.Node, key string, each func(n ast.Node, key string)) {
	s, ok := n.(*ast.SequenceNode)
	if !ok {
		r.problem(lineOf(n), key, "wants a list")
		return
	}
	for i, item := range s.Values {
		each(item, fmt.Sprintf("%s[%d]", key, i))
	}
}

// text reads a string that is not empty.
func (r *reader) text(n ast.Node, key string) string {
	var value string
	switch n := n.(type) {
	case *ast.StringNode:
		value = n.Value
	case *ast.LiteralNode:
		value = n.Value.Value
	case *ast.NullNode:
	default:
		r.problem(lineOf(n), key, "wants text; put it in quotes")
		return ""
	}
	if value = strings.TrimSpace(value); value == "" {
		r.problem(lineOf(n), key, "is empty")
	}
	return value
}

func (r *reader) integer(n ast.Node, key string) int {
	if i, ok := n.(*ast.IntegerNode); ok {
		if v, ok := i.Value.(uint64); ok && v <= 1<<30 {
			return int(v)
		}
	}
	r.problem(lineOf(n), key, "wants a whole number")
	return 0
}

func (r *reader) boolean(n ast.Node, key string) bool {
	b, ok := n.(*ast.BoolNode)
	if !ok {
		r.problem(lineOf(n), key, "wants true or false")
		return false
	}
	return b.Value
}

func join(key, name string) string {
	if key == "" {
		return name
	}
	return key + "." + name
}

func lineOf(n ast.Node) int {
	if n == nil || n.GetToken() == nil || n.GetToken().Position == nil {
		return 1
	}
	return n.GetToken().Position.Line
}
