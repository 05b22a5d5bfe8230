package matters

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"

	"firstline/internal/desk"
	"firstline/internal/yamlform"
	"firstline/sessions"
)

// Load reads a document. The error is a yamlform.Problems with everything that is wrong, each with line and key; file is
// only for that. Which groups there are is for the caller to check.
func Load(file string, source []byte) (Matters, error) {
	r := &reader{Reader: yamlform.Reader{File: file}, id: regexp.MustCompile(`^[a-z][a-z0-9_-]{0,31}$`)}
	r.m.Reopen = sessions.ReopenHandlers // what holds where nothing is said
	root := r.Parse(yamlform.Plain(source))
	if root == nil {
		return Matters{}, r.Found.Err()
	}
	r.read(root)
	r.check(root)
	if err := r.Found.Err(); err != nil {
		return Matters{}, err
	}
	r.m.version = version(r.m.Locale, r.m.Number, source)
	if err := r.compile(); err != nil {
		return Matters{}, err
	}
	return r.m, nil
}

// reader fills the value from the tree.
type reader struct {
	yamlform.Reader
	m  Matters
	id *regexp.Regexp
}

func (r *reader) read(root ast.Node) {
	m := &r.m
	r.Mapping(root, "",
		yamlform.Must("locale", func(n ast.Node, key string) { m.Locale = r.Text(n, key) }),
		yamlform.Must("number", func(n ast.Node, key string) { m.Number = r.Integer(n, key) }),
		yamlform.Must("steps", func(n ast.Node, key string) { m.Steps = r.Boolean(n, key) }),
		yamlform.May("duties", func(n ast.Node, key string) { m.Duties = r.Boolean(n, key) }),
		yamlform.Must("rating", func(n ast.Node, key string) { m.Rating = r.Boolean(n, key) }),
		yamlform.May("offer", func(n ast.Node, key string) { m.Offer = r.duration(n, key, 0, 10*time.Minute) }),
		yamlform.May("repeat_bonus", func(n ast.Node, key string) { m.Repeat = r.duration(n, key, 0, 24*time.Hour) }),
		yamlform.May("promise_warning", func(n ast.Node, key string) { m.Warning = r.duration(n, key, 0, 24*time.Hour) }),
		yamlform.May("left_message", func(n ast.Node, key string) { m.LeftMessage = r.Boolean(n, key) }),
		yamlform.May("handoff", func(n ast.Node, key string) { m.Handoff = r.Boolean(n, key) }),
		yamlform.May("confirm", func(n ast.Node, key string) { m.Confirm = r.Boolean(n, key) }),
		yamlform.May("burst", func(n ast.Node, key string) { m.Burst = r.duration(n, key, 0, 5*time.Minute) }),
		yamlform.May("queue_place", func(n ast.Node, key string) { m.QueuePlace = r.Boolean(n, key) }),
		yamlform.May("acknowledgements", func(n ast.Node, key string) { m.Thanks = r.thanks(n, key) }),
		yamlform.May("waive_first", func(n ast.Node, key string) { m.WaiveFirst = r.Boolean(n, key) }),
		yamlform.May("change", func(n ast.Node, key string) { m.NoChange = oneOf(r, n, key, changeAuthor, changeOff) == changeOff }),
		yamlform.May("reopen", func(n ast.Node, key string) { m.Reopen = r.reopeners(n, key) }),
		yamlform.Must("categories", func(n ast.Node, key string) { r.List(n, key, r.category) }),
		yamlform.May("departments", func(n ast.Node, key string) { r.List(n, key, r.department) }),
		yamlform.May("ladder", func(n ast.Node, key string) {
			r.List(n, key, func(n ast.Node, key string) { m.Ladder = append(m.Ladder, r.rank(n, key)) })
		}),
		yamlform.May("gravities", func(n ast.Node, key string) { r.List(n, key, r.gravity) }),
	)
}

// Who may correct a reply or take it back, where the network can.
const (
	changeAuthor = "author" // who wrote it; holds where nothing is said
	changeOff    = "off"    // nobody
)

// reopenOff is how a document says that agents open nothing again.
const reopenOff = "off"

func (r *reader) reopeners(n ast.Node, key string) sessions.Reopeners {
	who := oneOf(r, n, key, sessions.ReopenHandlers, sessions.ReopenGroup, sessions.ReopenSuperiors, reopenOff)
	if who == reopenOff {
		return sessions.ReopenOff
	}
	return who
}

// What a menu below the greeting may have: a telephone shows so much of it.
const (
	menuLabel = 24 // characters of a button
	menuMost  = 8  // buttons
)

func (r *reader) category(n ast.Node, key string) {
	var c Category
	r.Mapping(n, key,
		yamlform.Must("id", func(n ast.Node, key string) { c.ID = r.name(n, key) }),
		yamlform.Must("name", func(n ast.Node, key string) { c.Name = r.Text(n, key) }),
		yamlform.May("group", func(n ast.Node, key string) { c.Group = desk.GroupID(r.name(n, key)) }),
		yamlform.May("speciality", func(n ast.Node, key string) {
			c.Need = oneOf(r, n, key, desk.SpecialityTechnical, desk.SpecialityTheory, desk.SpecialityAllRound)
		}),
		yamlform.May("flow", func(n ast.Node, key string) {
			c.Flow = oneOf(r, n, key, sessions.FlowDispute, sessions.FlowFault)
		}),
		yamlform.May("bonus", func(n ast.Node, key string) { c.Bonus = r.duration(n, key, 0, 24*time.Hour) }),
		yamlform.May("words", func(n ast.Node, key string) { c.Words = r.texts(n, key) }),
		yamlform.May("except", func(n ast.Node, key string) { c.Except = r.texts(n, key) }),
		yamlform.May("menu", func(n ast.Node, key string) {
			if c.Menu = strings.TrimSpace(r.Text(n, key)); utf8.RuneCountInString(c.Menu) > menuLabel || strings.ContainsFunc(c.Menu, unicode.IsControl) {
				r.Problem(yamlform.Line(n), key, "is longer than %d characters, which a button has, or has several lines", menuLabel)
			}
			if strings.Contains("12345１２３４５", c.Menu) && c.Menu != "" {
				r.Problem(yamlform.Line(n), key, "is what customers answer when they are asked for a rating")
			}
		}),
	)
	r.m.Categories = append(r.m.Categories, c)
}

func (r *reader) department(n ast.Node, key string) {
	var d Named
	r.Mapping(n, key,
		yamlform.Must("id", func(n ast.Node, key string) { d.ID = r.name(n, key) }),
		yamlform.Must("name", func(n ast.Node, key string) { d.Name = r.Text(n, key) }),
	)
	r.m.Departments = append(r.m.Departments, d)
}

func (r *reader) gravity(n ast.Node, key string) {
	var g Gravity
	r.Mapping(n, key,
		yamlform.Must("id", func(n ast.Node, key string) { g.ID = r.name(n, key) }),
		yamlform.Must("name", func(n ast.Node, key string) { g.Name = r.Text(n, key) }),
		yamlform.May("from", func(n ast.Node, key string) { g.From = r.rank(n, key) }),
	)
	r.m.Gravities = append(r.m.Gravities, g)
}

func (r *reader) rank(n ast.Node, key string) desk.Rank {
	return oneOf(r, n, key, desk.RankLead, desk.RankSupervisor, desk.RankManager)
}

func (r *reader) texts(n ast.Node, key string) []string {
	var out []string
	r.List(n, key, func(n ast.Node, key string) { out = append(out, r.Text(n, key)) })
	return out
}

// name reads an id.
func (r *reader) name(n ast.Node, key string) string {
	text := r.Text(n, key)
	if text != "" && !r.id.MatchString(text) {
		r.Problem(yamlform.Line(n), key, "wants a-z, 0-9, - and _, at most 32 characters, a letter first")
	}
	return text
}

func (r *reader) duration(n ast.Node, key string, least, most time.Duration) time.Duration {
	text := r.Text(n, key)
	d, err := time.ParseDuration(text)
	if text != "" && (err != nil || d < least || d > most) {
		r.Problem(yamlform.Line(n), key, "wants a time from %s to %s, such as 90s or 5m", least, most)
	}
	return d
}

func oneOf[T ~string](r *reader, n ast.Node, key string, all ...T) T {
	value := T(r.Text(n, key))
	if value != "" && !slices.Contains(all, value) {
		var names []string
		for _, x := range all {
			names = append(names, string(x))
		}
		r.Problem(yamlform.Line(n), key, "%q is none of %s", value, strings.Join(names, ", "))
	}
	return value
}
