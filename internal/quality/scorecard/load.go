package scorecard

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"

	"github.com/goccy/go-yaml/ast"

	"firstline/internal/yamlform"
)

// Load reads a document. The error is a yamlform.Problems with everything that is wrong, each with line and key; name is
// only for that. A version is named after its content, like the rules (internal/rulebook).
func Load(name string, text []byte) (Card, error) {
	r := &reader{Reader: yamlform.Reader{File: name}, id: regexp.MustCompile(`^[a-z][a-z0-9_-]{0,31}$`)}
	text = yamlform.Plain(text)
	root := r.Parse(text)
	if root == nil {
		return Card{}, r.Found.Err()
	}
	c := Card{Reasons: []Reason{}, Source: string(text)}
	r.Mapping(root, "",
		yamlform.Must("fails_from", func(n ast.Node, key string) { c.FailsFrom = r.Integer(n, key) }),
		yamlform.Must("criteria", func(n ast.Node, key string) {
			r.List(n, key, func(n ast.Node, key string) { c.Criteria = append(c.Criteria, r.criterion(n, key)) })
		}),
		yamlform.May("reasons", func(n ast.Node, key string) {
			r.List(n, key, func(n ast.Node, key string) { c.Reasons = append(c.Reasons, r.reason(n, key)) })
		}),
	)
	if len(r.Found) == 0 {
		r.check(root, c)
	}
	if err := r.Found.Err(); err != nil {
		return Card{}, err
	}
	sum := sha256.Sum256(text)
	c.Version = hex.EncodeToString(sum[:8])
	return c, nil
}

// reader fills the value from the tree.
type reader struct {
	yamlform.Reader
	id *regexp.Regexp
}

func (r *reader) criterion(n ast.Node, key string) Criterion {
	var c Criterion
	r.Mapping(n, key, append(r.named(&c.ID, &c.Rule, &c.Names),
		yamlform.May("rubric", func(n ast.Node, key string) {
			c.Rubric = &Names{}
			r.Mapping(n, key, r.names(c.Rubric)...)
		}))...)
	return c
}

func (r *reader) reason(n ast.Node, key string) Reason {
	x := Reason{Criteria: []string{}}
	r.Mapping(n, key, append(r.named(&x.ID, &x.Rule, &x.Names),
		yamlform.May("criteria", func(n ast.Node, key string) {
			r.List(n, key, func(n ast.Node, key string) { x.Criteria = append(x.Criteria, r.Text(n, key)) })
		}),
		yamlform.May("note", func(n ast.Node, key string) { x.Note = r.Boolean(n, key) }),
		yamlform.May("automatic", func(n ast.Node, key string) {
			if x.Automatic = Automatic(r.Text(n, key)); x.Automatic != Late {
				r.Problem(yamlform.Line(n), key, "%q is none of %s", x.Automatic, Late)
			}
		}))...)
	return x
}

func (r *reader) named(id, rule *string, names *Names) []yamlform.Field {
	return append(r.names(names),
		yamlform.Must("id", func(n ast.Node, key string) {
			if *id = r.Text(n, key); *id != "" && !r.id.MatchString(*id) {
				r.Problem(yamlform.Line(n), key, "wants a-z, 0-9, - and _, at most 32 characters, a letter first")
			}
		}),
		yamlform.May("rule", func(n ast.Node, key string) { *rule = r.Text(n, key) }))
}

func (r *reader) names(to *Names) []yamlform.Field {
	text := func(to *string) func(ast.Node, string) {
		return func(n ast.Node, key string) { *to = r.Text(n, key) }
	}
	return []yamlform.Field{yamlform.Must("zh-CN", text(&to.CN)), yamlform.Must("zh-TW", text(&to.TW)), yamlform.Must("en", text(&to.EN))}
}

// check finds what is wrong between the parts of the document.
func (r *reader) check(root ast.Node, c Card) {
	line := yamlform.Line(root)
	if c.FailsFrom < 1 || c.FailsFrom > len(c.Criteria) {
		r.Problem(line, "fails_from", "wants a number from 1 to that of the criteria, which is %d", len(c.Criteria))
	}
	var criteria, reasons []string
	for _, k := range c.Criteria {
		criteria = append(criteria, k.ID)
	}
	for i, x := range c.Reasons {
		reasons = append(reasons, x.ID)
		for _, k := range x.Criteria {
			if !slices.Contains(criteria, k) {
				r.Problem(line, yamlform.Item("reasons", i)+".criteria", "there is no criterion %s", k)
			}
		}
	}
	r.once(line, "criteria", criteria)
	r.once(line, "reasons", reasons)
}

// once complains of what is there twice.
func (r *reader) once(line int, key string, ids []string) {
	for i, id := range ids {
		if slices.Contains(ids[:i], id) {
			r.Problem(line, yamlform.Item(key, i)+".id", "%q is there twice", id)
		}
	}
}
