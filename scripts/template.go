package scripts

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/template"
	"text/template/parse"
	"unicode"
)

// UnfilledError says which variables of a script had no value. Nothing may be
// sent then: a customer who reads "我是，很高兴为您服务" knows it was a machine.
type UnfilledError struct {
	ScriptID  string
	Variables []string
}

func (e *UnfilledError) Error() string {
	return fmt.Sprintf("scripts: %s: not filled: %s", e.ScriptID, strings.Join(e.Variables, ", "))
}

// render fills a script. Values are data: they are cleaned, and a template
// inside a customer's name stays text.
func (p Pack) render(s Script, vars map[string]string) (Text, error) {
	values := make(map[string]string, len(s.Required)+len(s.Optional))
	var unfilled []string
	for _, name := range s.Required {
		if values[name] = clean(vars[name]); values[name] == "" {
			unfilled = append(unfilled, name)
		}
	}
	for _, name := range s.Optional {
		values[name] = clean(vars[name])
	}
	if unfilled != nil {
		return Text{}, &UnfilledError{ScriptID: s.ID, Variables: unfilled}
	}
	var body strings.Builder
	if err := s.body.Execute(&body, values); err != nil {
		return Text{}, fmt.Errorf("scripts: %s: %w", s.ID, err)
	}
	return Text{ScriptID: s.ID, Version: p.version, Locale: p.locale, Body: body.String()}, nil
}

// maxValue keeps a customer who calls themselves a novel from becoming one in
// our greeting. Names of organisations run to some 40 characters.
const maxValue = 60

// clean makes one line of a value: no control characters, no characters that
// turn the writing direction, no runs of spaces. The joiner inside an emoji stays.
func clean(value string) string {
	value = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r != '\u200d' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co):
			return -1
		}
		return r
	}, strings.ToValidUTF8(value, ""))
	value = strings.Join(strings.Fields(value), " ")
	if runes := []rune(value); len(runes) > maxValue {
		return string(runes[:maxValue-1]) + "…"
	}
	return value
}

// compile parses a script's text. Of the template language only {{.Name}} and
// {{if .Name}}…{{else}}…{{end}} are let in: a text is written by a supervisor,
// and a loop or a printf has nothing to do in it.
func compile(id, text string) (body *template.Template, required, optional []string, err error) {
	body, err = template.New(id).Option("missingkey=error").Parse(text)
	if err != nil {
		return nil, nil, nil, err
	}
	if body.Tree == nil || len(body.Templates()) != 1 {
		return nil, nil, nil, fmt.Errorf("only {{.Name}} and {{if .Name}}…{{end}} may be used")
	}
	v := variables{}
	if err := v.list(body.Root, ""); err != nil {
		return nil, nil, nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(v)) {
		if v[name] {
			required = append(required, name)
		} else {
			optional = append(optional, name)
		}
	}
	return body, required, optional, nil
}

// variables collects the names a template uses; true means required. A variable
// that is said only inside its own if is optional.
type variables map[string]bool

func (v variables) list(list *parse.ListNode, guard string) error {
	if list == nil {
		return nil
	}
	for _, node := range list.Nodes {
		if err := v.node(node, guard); err != nil {
			return err
		}
	}
	return nil
}

func (v variables) node(node parse.Node, guard string) error {
	switch n := node.(type) {
	case *parse.TextNode, *parse.CommentNode:
		return nil
	case *parse.ActionNode:
		name, err := single(n.Pipe)
		v[name] = v[name] || name != guard
		return err
	case *parse.IfNode:
		name, err := single(n.Pipe)
		if err != nil {
			return err
		}
		if _, known := v[name]; !known {
			v[name] = false // known, but not required by being asked about
		}
		if err := v.list(n.List, name); err != nil {
			return err
		}
		return v.list(n.ElseList, "")
	}
	return fmt.Errorf("%s may not be used, only {{.Name}} and {{if .Name}}…{{end}}", node)
}

// single returns the one variable name of a pipeline that is nothing else.
func single(pipe *parse.PipeNode) (string, error) {
	if len(pipe.Decl) == 0 && len(pipe.Cmds) == 1 && len(pipe.Cmds[0].Args) == 1 {
		if field, ok := pipe.Cmds[0].Args[0].(*parse.FieldNode); ok && len(field.Ident) == 1 {
			return field.Ident[0], nil
		}
	}
	return "", fmt.Errorf("{{%s}} is not a variable such as {{.Customer}}", pipe)
}
