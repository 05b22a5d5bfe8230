package config

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// convert copies the library's tree into ours. What a configuration has no use
// for (anchors, aliases, tags, merges) is refused: it hides what is set where.
func convert(n ast.Node, depth int) (node, *Problem) {
	if depth > maxDepth {
		return node{}, problemAt(n, "is nested too deeply", "follow the example: firstline config default")
	}
	out := node{line: 1, col: 1}
	if t := n.GetToken(); t != nil && t.Position != nil {
		out.line, out.col = t.Position.Line, t.Position.Column
	}
	switch v := n.(type) {
	case *ast.NullNode:
		return out, nil
	case *ast.MappingNode:
		return convertTable(out, v, depth)
	case *ast.SequenceNode:
		return convertList(out, v, depth)
	case *ast.StringNode:
		out.text = v.Value
	case *ast.LiteralNode:
		out.text = strings.TrimRight(v.Value.Value, "\n")
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		out.text = v.GetToken().Value // as typed: 010 stays 010
	default:
		return node{}, problemAt(n, "uses a YAML feature that a configuration has no use for ("+n.Type().YAMLName()+")", "write the value itself")
	}
	out.kind = scalar
	return out, nil
}

func convertTable(out node, m *ast.MappingNode, depth int) (node, *Problem) {
	out.kind = table
	for i, kv := range m.Values {
		key, ok := kv.Key.(*ast.StringNode)
		if !ok {
			return node{}, problemAt(kv.Key, "is not a plain key", "write key: value")
		}
		value, p := convert(kv.Value, depth+1)
		if p != nil {
			return node{}, p
		}
		pos := key.GetToken().Position
		out.entries = append(out.entries, entry{key: key.Value, value: value, line: pos.Line, col: pos.Column})
		if i == 0 { // the token of a table is its first colon; people look for its first key
			out.line, out.col = pos.Line, pos.Column
		}
	}
	return out, nil
}

func convertList(out node, s *ast.SequenceNode, depth int) (node, *Problem) {
	out.kind = list
	for _, v := range s.Values {
		item, p := convert(v, depth+1)
		if p != nil {
			return node{}, p
		}
		out.items = append(out.items, item)
	}
	return out, nil
}

// excerpt shows the line that is not YAML with a marker under the column. What
// stands behind the name of a secret is left out: this text ends up in logs.
func excerpt(data []byte, line, col int) string {
	lines := strings.Split(string(data), "\n")
	if line < 1 || line > len(lines) {
		return ""
	}
	text := strings.ReplaceAll(strings.TrimRight(lines[line-1], "\r"), "\t", " ")
	shown := maskSecrets(text)
	if r := []rune(shown); len(r) > 100 {
		shown = string(r[:100]) + "…"
	}
	gutter := fmt.Sprintf("%4d | ", line)
	mark := strings.Repeat(" ", min(max(col-1, 0), len([]rune(shown))))
	return gutter + shown + "\n" + strings.Repeat(" ", len(gutter)-2) + "| " + mark + "^"
}

// maskSecrets cuts a line behind the first word that names a secret.
func maskSecrets(text string) string {
	cut := len(text)
	for _, name := range secretNames() {
		for from := 0; ; {
			i := strings.Index(text[from:], name)
			if i < 0 {
				break
			}
			end := from + i + len(name)
			if (from+i == 0 || !isWord(text[from+i-1])) && (end == len(text) || !isWord(text[end])) {
				cut = min(cut, end)
			}
			from = end
		}
	}
	if strings.TrimSpace(text[cut:]) == "" {
		return text
	}
	return text[:cut] + ": " + masked
}

func isWord(b byte) bool {
	return b == '_' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

// secretNames are the last parts of all keys that hold secrets.
func secretNames() []string {
	var names []string
	all := settings(&Config{})
	for _, n := range networks() {
		all = append(all, n.settings(&Channel{})...)
	}
	for _, s := range all {
		if s.val.secret {
			names = append(names, s.key[strings.LastIndexByte(s.key, '.')+1:])
		}
	}
	return names
}
