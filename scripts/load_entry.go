package scripts

import (
	"regexp"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"firstline/internal/yamlform"
)

// maxTitle is the longest title of a script in characters: one line of a list.
const maxTitle = 60

// maxFiles is how many files go with a script: each leaves in a message of its own.
const maxFiles = 3

var (
	codePattern  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]{0,15}$`)
	filePattern  = regexp.MustCompile(`^[a-z]{1,16}-[0-9a-f-]{36}$`)
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

// files reads what goes with a script: ids, as the library gave them. Whether it has such files is not for the pack to know.
func (l *loader) files(n ast.Node, key string) []string {
	files := l.names(n, key, filePattern, "a file of the library")
	if len(files) > maxFiles {
		l.Problem(yamlform.Line(n), key, "at most %d files go with a script", maxFiles)
	}
	return files
}

// groups reads whom a script is meant for. Whether there is such a group is not for the pack to know.
func (l *loader) groups(n ast.Node, key string) []string {
	return l.names(n, key, groupPattern, "a group")
}

// names reads a list of different names of one shape.
func (l *loader) names(n ast.Node, key string, shape *regexp.Regexp, what string) []string {
	names := []string{}
	seen := map[string]bool{}
	l.List(n, key, func(n ast.Node, key string) {
		name := l.Text(n, key)
		switch {
		case name == "": // said already
		case !shape.MatchString(name):
			l.Problem(yamlform.Line(n), key, "%q is not %s", name, what)
		case seen[name]:
			l.Problem(yamlform.Line(n), key, "%q is there already", name)
		default:
			seen[name] = true
			names = append(names, name)
		}
	})
	return names
}
