package guard

import (
	"github.com/goccy/go-yaml/ast"

	"firstline/internal/desk"
	"firstline/internal/yamlform"
)

// maxSource is how many bytes a list may have: 50,000 phrases of some ten characters, and as much again.
const maxSource = 4 << 20

// Read takes a list from YAML. It never fails: what is wrong with the source stays in the list, and Compile reports it
// together with what is wrong with the phrases. file is only for that.
func Read(file string, source []byte) List {
	r := &listReader{Reader: yamlform.Reader{File: file, MaxSize: maxSource}, lines: map[string]int{}}
	root := r.Parse(yamlform.Plain(source))
	if root != nil {
		r.read(root)
	}
	r.list.origin = &origin{file: file, lines: r.lines, found: r.Found, fatal: root == nil}
	return r.list
}

// listReader fills a list from the tree and notes where things stand.
type listReader struct {
	yamlform.Reader
	list  List
	lines map[string]int
}

func (r *listReader) read(root ast.Node) {
	r.Mapping(root, "",
		yamlform.Must("locale", func(n ast.Node, key string) { r.list.Locale = r.text(n, key) }),
		yamlform.Must("number", func(n ast.Node, key string) { r.list.Number = r.Integer(n, r.at(n, key)) }),
		yamlform.Must("rules", func(n ast.Node, key string) {
			names := keys(ids(n))
			i := 0
			r.List(n, key, func(n ast.Node, _ string) {
				r.list.Rules = append(r.list.Rules, r.rule(n, r.at(n, names[i])))
				i++
			})
		}),
	)
}

// ids reads the names of the rules without complaint.
func ids(n ast.Node) []string {
	list, ok := n.(*ast.SequenceNode)
	if !ok {
		return nil
	}
	out := make([]string, len(list.Values))
	for i, item := range list.Values {
		out[i] = yamlform.Peek(item, "id")
	}
	return out
}

// at notes the line of a key.
func (r *listReader) at(n ast.Node, key string) string {
	r.lines[key] = yamlform.Line(n)
	return key
}

func (r *listReader) text(n ast.Node, key string) string { return r.Text(n, r.at(n, key)) }

func (r *listReader) rule(n ast.Node, key string) Rule {
	var rule Rule
	r.Mapping(n, key,
		yamlform.Must("id", func(n ast.Node, key string) { rule.ID = r.text(n, key) }),
		yamlform.Must("level", func(n ast.Node, key string) { rule.Level = Level(r.text(n, key)) }),
		yamlform.Must("action", func(n ast.Node, key string) { rule.Action = Action(r.text(n, key)) }),
		yamlform.May("code", func(n ast.Node, key string) { rule.Code = texts[string](r, n, key) }),
		yamlform.May("scope", func(n ast.Node, key string) { rule.Scope = r.reach(n, key) }),
		yamlform.Must("phrases", func(n ast.Node, key string) { rule.Phrases = texts[string](r, n, key) }),
		yamlform.May("except", func(n ast.Node, key string) { rule.Except = texts[string](r, n, key) }),
		yamlform.May("replace", func(n ast.Node, key string) { rule.Replace = texts[string](r, n, key) }),
	)
	return rule
}

func (r *listReader) reach(n ast.Node, key string) Reach {
	var reach Reach
	r.Mapping(n, key,
		yamlform.May("channels", func(n ast.Node, key string) { reach.Channels = texts[desk.ChannelID](r, n, key) }),
		yamlform.May("groups", func(n ast.Node, key string) { reach.Groups = texts[desk.GroupID](r, n, key) }),
		yamlform.May("phases", func(n ast.Node, key string) { reach.Phases = texts[Phase](r, n, key) }),
	)
	return reach
}

// texts reads a list of texts. One that is no text keeps its place, so that the keys of the others are right.
func texts[T ~string](r *listReader, n ast.Node, key string) []T {
	var out []T
	r.List(n, r.at(n, key), func(n ast.Node, key string) { out = append(out, T(r.text(n, key))) })
	return out
}
