package profile

import (
	"regexp"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"

	"firstline/internal/desk"
	"firstline/internal/yamlform"
)

// Source is the document that comes with the program: the sources name no level and no tag, and leave open who says them.
const Source = "levels: []\ntags: []\n"

// levelID is what a level is called in the record.
var levelID = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,31}$`)

// Load reads the department's document about customers. The error is a yamlform.Problems with everything that is wrong, each with
// line and key; file is only for that.
func Load(file string, source []byte) (Rules, error) {
	r := &reader{Reader: yamlform.Reader{File: file}}
	if root := r.Parse(yamlform.Plain(source)); root != nil {
		r.read(root)
	}
	if err := r.Found.Err(); err != nil {
		return Rules{}, err
	}
	return r.rules, nil
}

type reader struct {
	yamlform.Reader
	rules Rules
}

func (r *reader) read(root ast.Node) {
	x := &r.rules
	r.Mapping(root, "",
		yamlform.Must("levels", func(n ast.Node, key string) { r.List(n, key, r.level) }),
		yamlform.May("level_by", func(n ast.Node, key string) { x.LevelBy = r.rank(n, key) }),
		yamlform.May("vip_by", func(n ast.Node, key string) { x.VIPBy = r.rank(n, key) }),
		yamlform.May("vip_bonus", func(n ast.Node, key string) { x.VIPBonus = r.duration(n, key) }),
		yamlform.Must("tags", func(n ast.Node, key string) { r.List(n, key, r.tag) }),
		yamlform.May("listed_tags_only", func(n ast.Node, key string) { x.ListedOnly = r.Boolean(n, key) }),
		yamlform.May("country_code", func(n ast.Node, key string) {
			if x.Country = r.Integer(n, key); x.Country < 1 || x.Country > codeMost {
				r.Problem(yamlform.Line(n), key, "wants the digits of a country's code, 1 to %d, such as 86", codeMost)
			}
		}),
		yamlform.May("reveal_reason", func(n ast.Node, key string) { x.RevealReason = r.Boolean(n, key) }),
	)
}

// What a document has at most: a panel shows all of it.
const (
	levelsMost = 20
	tagsMost   = 100
	bonusMost  = 24 * time.Hour
	codeMost   = 999
)

func (r *reader) level(n ast.Node, key string) {
	var l LevelRule
	r.Mapping(n, key,
		yamlform.Must("id", func(n ast.Node, key string) {
			if l.ID = r.Text(n, key); l.ID != "" && !levelID.MatchString(l.ID) {
				r.Problem(yamlform.Line(n), key, "wants 1 to 32 small letters, digits, - or _, a letter first")
			}
		}),
		yamlform.Must("name", func(n ast.Node, key string) { l.Name = r.short(n, key, 24) }),
		yamlform.May("criteria", func(n ast.Node, key string) { l.Criteria = r.short(n, key, 400) }),
	)
	switch {
	case slices.ContainsFunc(r.rules.Levels, func(o LevelRule) bool { return o.ID == l.ID }):
		r.Problem(yamlform.Line(n), key, "there are two levels %s", l.ID)
	case len(r.rules.Levels) >= levelsMost:
		r.Problem(yamlform.Line(n), key, "at most %d levels", levelsMost)
	}
	r.rules.Levels = append(r.rules.Levels, l)
}

func (r *reader) tag(n ast.Node, key string) {
	t := r.short(n, key, 24)
	switch {
	case slices.Contains(r.rules.Tags, t):
		r.Problem(yamlform.Line(n), key, "is there twice")
	case len(r.rules.Tags) >= tagsMost:
		r.Problem(yamlform.Line(n), key, "at most %d tags", tagsMost)
	}
	r.rules.Tags = append(r.rules.Tags, t)
}

func (r *reader) short(n ast.Node, key string, most int) string {
	text := r.Text(n, key)
	if utf8.RuneCountInString(text) > most {
		r.Problem(yamlform.Line(n), key, "at most %d characters", most)
	}
	return text
}

func (r *reader) rank(n ast.Node, key string) desk.Rank {
	rank := desk.Rank(r.Text(n, key))
	if rank != "" && !slices.Contains(ranks(), rank) {
		r.Problem(yamlform.Line(n), key, "wants agent, lead, supervisor, manager or admin")
	}
	return rank
}

func (r *reader) duration(n ast.Node, key string) time.Duration {
	text := r.Text(n, key)
	d, err := time.ParseDuration(text)
	if text != "" && (err != nil || d < 0 || d > bonusMost) {
		r.Problem(yamlform.Line(n), key, "wants a time from 0s to 24h, such as 2m")
	}
	return d
}
