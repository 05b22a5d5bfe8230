package scripts

import (
	"regexp"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"firstline/internal/yamlform"
)

// maxTitle is the longest title of a script in characters: one line of a list.
const maxTitle = 60

var (
	codePattern  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]{0,15}$`)
	groupPattern = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,31}$`)
)

// say reports what is wrong with a value.
func (l *loader) say(line int, key string, wrong []string) {
	for _, why := range wrong {
		l.Problem(line, key, "%s", why)
	}
}

func (l *loader) title(n ast.Node, key string) string {
	title := l.Text(n, key)
	l.say(yamlform.Line(n), key, titleFaults(title))
	return title
}

// code reads what people type for a script. It is told apart without its case, as they type it.
func (l *loader) code(n ast.Node, key string) string {
	code := l.Text(n, key)
	wrong := codeFaults(code)
	l.say(yamlform.Line(n), key, wrong)
	switch upper := strings.ToUpper(code); {
	case code == "" || wrong != nil: // said already
	case l.codes[upper]:
		l.Problem(yamlform.Line(n), key, "%q is there already", code)
	default:
		l.codes[upper] = true
	}
	return code
}

// groups reads whom a script is meant for. Whether there is such a group is not for the pack to know.
func (l *loader) groups(n ast.Node, key string) []string {
	groups := []string{}
	seen := map[string]bool{}
	l.List(n, key, func(n ast.Node, key string) {
		g := l.Text(n, key)
		switch {
		case g == "": // said already
		case !groupPattern.MatchString(g):
			l.Problem(yamlform.Line(n), key, "%q is not a group", g)
		case seen[g]:
			l.Problem(yamlform.Line(n), key, "%q is there already", g)
		default:
			seen[g] = true
			groups = append(groups, g)
		}
	})
	return groups
}
