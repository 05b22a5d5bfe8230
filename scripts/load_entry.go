package scripts

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"

	"firstline/internal/yamlform"
)

// maxTitle is the longest title of a script in characters: one line of a list.
const maxTitle = 60

var (
	codePattern  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]{0,15}$`)
	groupPattern = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,31}$`)
)

func (l *loader) title(n ast.Node, key string) string {
	title := l.Text(n, key)
	if utf8.RuneCountInString(title) > maxTitle {
		l.Problem(yamlform.Line(n), key, "longer than %d characters", maxTitle)
	}
	if strings.ContainsFunc(title, unicode.IsControl) {
		l.Problem(yamlform.Line(n), key, "holds a control character")
	}
	return title
}

// code reads what people type for a script. It is told apart without its case, as they type it.
func (l *loader) code(n ast.Node, key string) string {
	code := l.Text(n, key)
	switch upper := strings.ToUpper(code); {
	case code == "": // said already
	case !codePattern.MatchString(code):
		l.Problem(yamlform.Line(n), key, "%q is not a code: use up to 16 letters, digits and -", code)
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
