package scripts

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"firstline/internal/yamlform"
	"firstline/scripts/internal/naming"
)

// maxText is the longest text of a script in characters. The narrowest network
// takes some 2,000 in one message, and variables need room.
const maxText = 1000

// script reads one script. Its problems are named by its id once that is known:
// an author looks for greeting.morning, not for the third entry.
func (l *loader) script(n ast.Node, key string) {
	id := l.peekID(n)
	if id != "" {
		key = "scripts[" + id + "]"
	}
	s := Script{ID: id}
	textLine := yamlform.Line(n)
	l.Mapping(n, key,
		yamlform.Must("id", func(n ast.Node, key string) { l.id(n, key) }),
		yamlform.Must("stage", func(n ast.Node, key string) { s.Stage = l.stage(n, key) }),
		yamlform.May("rules", func(n ast.Node, key string) { s.Rules = l.rules(n, key) }),
		yamlform.May("when", func(n ast.Node, key string) { s.When = l.when(n, key) }),
		yamlform.May("title", func(n ast.Node, key string) { s.Title = l.title(n, key) }),
		yamlform.May("code", func(n ast.Node, key string) { s.Code = l.code(n, key) }),
		yamlform.May("groups", func(n ast.Node, key string) { s.Groups = l.groups(n, key) }),
		yamlform.May("files", func(n ast.Node, key string) { s.Files = l.files(n, key) }),
		yamlform.May("retired", func(n ast.Node, key string) {
			s.Retired = l.Boolean(n, key)
			l.lines[key] = yamlform.Line(n)
		}),
		yamlform.May("instead", func(n ast.Node, key string) {
			s.Instead = l.Text(n, key)
			l.lines[key] = yamlform.Line(n)
		}),
		yamlform.Must("text", func(n ast.Node, key string) {
			textLine = yamlform.Line(n)
			s.Text = l.Text(n, key)
		}),
	)
	if _, twice := l.stages[id]; twice && id != "" {
		l.Problem(yamlform.Line(n), key, "a script with this id stands above")
	} else {
		l.stages[id] = s.Stage
	}
	if id == "" || s.Text == "" || s.Stage == "" {
		return // said already
	}
	if !s.Stage.Offered() && (s.Title != "" || s.Code != "" || s.Groups != nil || s.Files != nil) {
		l.Problem(yamlform.Line(n), key, "no agent looks up a %s: title, code, groups and files do nothing here", s.Stage)
	}
	l.compile(&s, textLine, key)
	l.lines[key], l.lines[key+".text"] = yamlform.Line(n), textLine
	l.pack.index[id] = len(l.pack.scripts)
	l.pack.scripts = append(l.pack.scripts, s)
}

// peekID reads the id without complaint, for the names of the other keys.
func (l *loader) peekID(n ast.Node) string {
	m, ok := n.(*ast.MappingNode)
	if !ok {
		return ""
	}
	for _, entry := range m.Values {
		if s, ok := entry.Value.(*ast.StringNode); ok && entry.Key.GetToken().Value == "id" {
			return strings.TrimSpace(s.Value)
		}
	}
	return ""
}

func (l *loader) id(n ast.Node, key string) {
	if id := l.Text(n, key); !naming.IsID(id) {
		l.Problem(yamlform.Line(n), key, "%q is not an id such as greeting.morning", id)
	}
}

func (l *loader) stage(n ast.Node, key string) Stage {
	stage := Stage(l.Text(n, key))
	if _, ok := stage.demands(); !ok {
		l.Problem(yamlform.Line(n), key, "no stage %q", stage)
		return ""
	}
	return stage
}

func (l *loader) rules(n ast.Node, key string) []string {
	var rules []string
	l.List(n, key, func(n ast.Node, key string) {
		rule := l.Text(n, key)
		if !naming.IsServiceCode(rule) {
			l.Problem(yamlform.Line(n), key, "%q is not a rule of the service code such as SCR-03", rule)
		}
		rules = append(rules, rule)
	})
	return rules
}

func (l *loader) when(n ast.Node, key string) When {
	var w When
	l.Mapping(n, key,
		yamlform.May("hours", func(n ast.Node, key string) {
			w.Hours = l.Text(n, key)
			l.lines[key] = yamlform.Line(n)
		}),
		yamlform.May("returning", func(n ast.Node, key string) { w.Returning = l.Boolean(n, key) }),
	)
	return w
}

// compile prepares the text and checks it for what would spoil any message.
func (l *loader) compile(s *Script, line int, key string) {
	l.say(line, key+".text", textFaults(s.Text))
	var err error
	if s.body, s.Required, s.Optional, err = compile(s.ID, s.Text); err != nil {
		l.Problem(line, key+".text", "%v", err)
		return
	}
	l.checkVariables(*s, line, key+".text")
}

func (l *loader) checkVariables(s Script, line int, key string) {
	d := s.demands()
	for _, name := range append(slices.Clone(s.Required), s.Optional...) {
		switch {
		case slices.Contains(d.sure, name):
		case !slices.Contains(d.maybe, name):
			l.Problem(line, key, "no {{.%s}} at this stage, only %s", name, d.variables())
		case slices.Contains(s.Required, name):
			l.Problem(line, key, "{{.%s}} can be empty here: say it inside {{if .%s}}…{{end}}", name, name)
		}
	}
	for _, name := range d.uses {
		if !slices.Contains(s.Required, name) {
			l.Problem(line, key, "must say {{.%s}}", name)
		}
	}
}

// demands of the script: those of its stage, and of its name if the desk asks
// for it by that.
func (s Script) demands() demands {
	d, _ := s.Stage.demands()
	if n, ok := named()[s.ID]; ok {
		d.uses = append(slices.Clone(d.uses), n.uses...)
		d.sure = append(slices.Clone(d.sure), n.uses...)
	}
	return d
}

func (d demands) variables() string {
	return strings.Join(append(slices.Clone(d.sure), d.maybe...), ", ")
}
