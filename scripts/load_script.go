package scripts

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
)

var (
	idPattern   = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$`)
	rulePattern = regexp.MustCompile(`^[A-Z]{3}-\d{2}$`)
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
	textLine := lineOf(n)
	l.mapping(n, key,
		field{"id", true, func(n ast.Node, key string) { l.id(n, key) }},
		field{"stage", true, func(n ast.Node, key string) { s.Stage = l.stage(n, key) }},
		field{"rules", false, func(n ast.Node, key string) { s.Rules = l.rules(n, key) }},
		field{"when", false, func(n ast.Node, key string) { s.When = l.when(n, key) }},
		field{"text", true, func(n ast.Node, key string) {
			textLine = lineOf(n)
			s.Text = l.text(n, key)
		}},
	)
	if _, twice := l.stages[id]; twice && id != "" {
		l.problem(lineOf(n), key, "a script with this id stands above")
	} else {
		l.stages[id] = s.Stage
	}
	if id == "" || s.Text == "" || s.Stage == "" {
		return // said already
	}
	l.compile(&s, textLine, key)
	l.lines[key], l.lines[key+".text"] = lineOf(n), textLine
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
	if id := l.text(n, key); !idPattern.MatchString(id) {
		l.problem(lineOf(n), key, "%q is not an id such as greeting.morning", id)
	}
}

func (l *loader) stage(n ast.Node, key string) Stage {
	stage := Stage(l.text(n, key))
	if _, ok := stage.demands(); !ok {
		l.problem(lineOf(n), key, "no stage %q", stage)
		return ""
	}
	return stage
}

func (l *loader) rules(n ast.Node, key string) []string {
	var rules []string
	l.list(n, key, func(n ast.Node, key string) {
		rule := l.text(n, key)
		if !rulePattern.MatchString(rule) {
			l.problem(lineOf(n), key, "%q is not a rule of the service code such as SCR-03", rule)
		}
		rules = append(rules, rule)
	})
	return rules
}

func (l *loader) when(n ast.Node, key string) When {
	var w When
	l.mapping(n, key,
		field{"hours", false, func(n ast.Node, key string) {
			w.Hours = l.text(n, key)
			l.lines[key] = lineOf(n)
		}},
		field{"returning", false, func(n ast.Node, key string) { w.Returning = l.boolean(n, key) }},
	)
	return w
}

// compile prepares the text and checks it for what would spoil any message.
func (l *loader) compile(s *Script, line int, key string) {
	if utf8.RuneCountInString(s.Text) > maxText {
		l.problem(line, key+".text", "longer than %d characters", maxText)
	}
	if strings.ContainsFunc(s.Text, func(r rune) bool { return r != '\n' && unicode.IsControl(r) }) {
		l.problem(line, key+".text", "holds a control character")
	}
	var err error
	if s.body, s.Required, s.Optional, err = compile(s.ID, s.Text); err != nil {
		l.problem(line, key+".text", "%v", err)
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
			l.problem(line, key, "no {{.%s}} at this stage, only %s", name, d.variables())
		case slices.Contains(s.Required, name):
			l.problem(line, key, "{{.%s}} can be empty here: say it inside {{if .%s}}…{{end}}", name, name)
		}
	}
	for _, name := range d.uses {
		if !slices.Contains(s.Required, name) {
			l.problem(line, key, "must say {{.%s}}", name)
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
