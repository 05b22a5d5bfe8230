package config

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"

	yaml "github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// The YAML library stops at the first wrong key and the first wrong type. To
// report everything at once only its parser is used; this file turns its syntax
// tree into a plain one with places, and decode.go reads that.

type node struct {
	kind      kind
	text      string  // scalar
	items     []node  // list
	entries   []entry // table
	line, col int
}

type entry struct {
	key       string
	value     node
	line, col int
}

type kind int

const (
	null kind = iota
	scalar
	list
	table
)

// A configuration is small. These bounds keep the parser, which is quadratic on
// odd input, far below a tenth of a second.
const (
	maxFile  = 64 << 10
	maxLines = 2000
	maxLine  = 2000
	maxDepth = 8
)

// parseTree reads one YAML document. The returned problem has line, column and
// excerpt, and no file name yet.
func parseTree(data []byte) (node, *Problem) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if p := tooOdd(data); p != nil {
		return node{}, p
	}
	file, err := parse(data)
	if err != nil {
		return node{}, syntaxProblem(data, err)
	}
	root := node{line: 1, col: 1}
	for i, doc := range file.Docs {
		if i > 0 && doc.Body != nil {
			return node{}, problemAt(doc.Body, "is a second document", "keep one, without ---")
		}
		if doc.Body == nil {
			continue
		}
		var p *Problem
		if root, p = convert(doc.Body, 0); p != nil {
			return node{}, p
		}
	}
	return root, nil
}

// parse calls the library. A panic in it is one more way of not being YAML.
func parse(data []byte) (f *ast.File, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.New("the YAML parser gave up")
		}
	}()
	return parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey())
}

func tooOdd(data []byte) *Problem {
	refuse := func(line int, what, do string) *Problem {
		return &Problem{What: what, Do: do, place: place{line: line, col: 1}}
	}
	if len(data) > maxFile {
		return refuse(1, fmt.Sprintf("the file has %d bytes", len(data)), fmt.Sprintf("keep it under %d", maxFile))
	}
	n := 0
	for line := range bytes.Lines(data) {
		n++
		switch {
		case n > maxLines || len(line) > maxLine:
			return refuse(n, "the file is too long", fmt.Sprintf("keep to %d lines of %d bytes", maxLines, maxLine))
		case !utf8.Valid(line) || bytes.IndexByte(line, 0) >= 0:
			return refuse(n, "the line is not UTF-8 text", "save the file as UTF-8")
		}
	}
	return nil
}

func syntaxProblem(data []byte, err error) *Problem {
	p := &Problem{What: "not valid YAML: " + err.Error(), Do: "correct the syntax", place: place{line: 1, col: 1}}
	var at yaml.Error
	if errors.As(err, &at) && at.GetToken() != nil && at.GetToken().Position != nil {
		pos := at.GetToken().Position
		p.What = "not valid YAML: " + at.GetMessage()
		p.place.line, p.place.col = pos.Line, pos.Column
		p.Excerpt = excerpt(data, pos.Line, pos.Column)
	}
	return p
}

func problemAt(n ast.Node, what, do string) *Problem {
	p := &Problem{What: what, Do: do, place: place{line: 1, col: 1}}
	if t := n.GetToken(); t != nil && t.Position != nil {
		p.place.line, p.place.col = t.Position.Line, t.Position.Column
	}
	return p
}
