package api

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"

	"firstline/internal/api/access"
	"firstline/internal/desk"
)

const docsPage = "../../docs/api.md"

// TestDocs keeps docs/api.md what the API is; -update writes it.
func TestDocs(t *testing.T) {
	t.Parallel()
	update := flag.Lookup("update").Value.String() == "true"
	a := newRig(t).api
	page := &page{api: a, spec: a.OpenAPI()}
	got := page.write()
	for route := range a.needs {
		if !strings.Contains(got, "### "+route+"\n") && !slices.Contains(plainRoutes(), route) {
			t.Errorf("the page does not have %s", route)
		}
	}
	if update {
		if err := os.WriteFile(docsPage, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(docsPage)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("docs/api.md is not what the API is; run go test ./internal/api -run TestDocs -update\n%s", diff)
	}
}

var _ = flag.Bool("update", false, "write the golden files")

// plainRoutes are served beside the description: it, the stream, and what a load balancer asks.
func plainRoutes() []string {
	return []string{"GET /api/openapi.json", "GET /api/v1/stream", "GET /livez", "GET /readyz"}
}

// page writes the API as Markdown.
type page struct {
	strings.Builder
	api  *API
	spec *huma.OpenAPI
}

func (p *page) line(format string, args ...any) { fmt.Fprintf(p, format+"\n", args...) }

func (p *page) write() string {
	p.line("# The HTTP API\n")
	p.line("Generated from the OpenAPI description, which the server gives at `/api/openapi.json`. Do not edit: `go test ./internal/api -run TestDocs -update`.\n")
	p.line("All times are Unix milliseconds; 0 means never. A sign-in is an HttpOnly cookie. Unsafe methods are refused from other origins. Bodies are JSON, unknown fields are refused, at most %d KiB and %d levels deep.", bodyMost>>10, deepest)
	p.line("")
	p.ranks()
	p.operations()
	stream, err := os.ReadFile("../inbox/protocol.md")
	if err != nil {
		panic(err)
	}
	p.line("%s", stream)
	p.schemas()
	return p.String()
}

func (p *page) ranks() {
	p.line("## Who may what\n")
	all := permissions()
	head := "| rank |"
	for _, perm := range all {
		head += " " + string(perm) + " |"
	}
	p.line("%s\n|---%s|", head, strings.Repeat("|---", len(all)))
	for _, rank := range access.Ranks() {
		p.line("%s", p.rank(rank, all))
	}
	p.line("\nWithout read_all one sees what one holds, what one is first-contact owner of, what waits in one's groups, what one was asked about or keeps a promise in, where a note mentions one, and closed sessions one held last; who has a customer now may read the customer's earlier sessions too. What one may not see is not found (404).\n")
}

// permissions are all that any rank has, the highest rank's first.
func permissions() (all []access.Permission) {
	for _, rank := range slices.Backward(access.Ranks()) {
		for _, perm := range access.Permissions(rank) {
			if !slices.Contains(all, perm) {
				all = append(all, perm)
			}
		}
	}
	return all
}

func (p *page) rank(rank desk.Rank, all []access.Permission) string {
	line := "| " + string(rank) + " |"
	for _, perm := range all {
		mark := "   |"
		if access.Can(rank, perm) {
			mark = " ✓ |"
		}
		line += mark
	}
	return line
}

func (p *page) operations() {
	tag := ""
	for _, op := range p.sorted() {
		if op.Tags[0] != tag {
			tag = op.Tags[0]
			p.line("## %s\n", tag)
		}
		p.operation(op)
	}
}

// sorted gives the operations in the order of the table of routes: by tag as it first appears, then by path.
func (p *page) sorted() []*huma.Operation {
	var ops []*huma.Operation
	for _, item := range p.spec.Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if op != nil {
				ops = append(ops, op)
			}
		}
	}
	tags := []string{"Set-up and sign-in", "Me", "People", "Sessions", "Commands", "Quality"}
	slices.SortFunc(ops, func(a, b *huma.Operation) int {
		return slices.Index(tags, a.Tags[0])*10 - slices.Index(tags, b.Tags[0])*10 + strings.Compare(a.Path+" "+a.Method, b.Path+" "+b.Method)
	})
	return ops
}

func (p *page) operation(op *huma.Operation) {
	p.line("### %s %s\n", op.Method, op.Path)
	who := "whoever is signed in"
	switch n := p.api.needs[op.Method+" "+op.Path]; {
	case n.open:
		who = "anybody"
	case n.permission != "":
		who = "`" + string(n.permission) + "`"
	}
	p.line("%s. Who: %s.", op.Summary, who)
	if op.Description != "" {
		p.line("\n%s", op.Description)
	}
	p.line("")
	for _, param := range op.Parameters {
		p.line("- `%s` (%s)%s", param.Name, param.In, p.about(param.Schema, param.Description))
	}
	if op.RequestBody != nil {
		if c := op.RequestBody.Content["application/json"]; c != nil {
			p.fields("body", c.Schema)
		} else {
			p.line("- body: %s", op.RequestBody.Description)
		}
	}
	p.line("- → %s\n", p.answers(op))
}

// fields lists what a body has, or names its schema.
func (p *page) fields(of string, s *huma.Schema) {
	if s.Ref != "" {
		s = p.spec.Components.Schemas.SchemaFromRef(s.Ref)
	}
	for _, name := range names(s) {
		must := ""
		if slices.Contains(s.Required, name) {
			must = ", required"
		}
		p.line("- `%s` (%s%s)%s", name, of, must, p.about(s.Properties[name], s.Properties[name].Description))
	}
}

func names(s *huma.Schema) []string {
	var out []string
	for name := range s.Properties {
		if name != "$schema" {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

func (p *page) about(s *huma.Schema, text string) string {
	out := ": " + p.kind(s)
	if s.Default != nil {
		out += fmt.Sprintf(", otherwise %v", s.Default)
	}
	if text != "" {
		out += ". " + text
	}
	return out
}

// kind names a type.
func (p *page) kind(s *huma.Schema) string {
	switch {
	case s.Ref != "":
		name := s.Ref[strings.LastIndexByte(s.Ref, '/')+1:]
		return fmt.Sprintf("[%s](#%s)", name, strings.ToLower(name))
	case len(s.OneOf) > 0:
		return p.kind(s.OneOf[0]) + " or null"
	case s.Type == "array":
		return "list of " + p.kind(s.Items)
	case len(s.Enum) > 0:
		var words []string
		for _, w := range s.Enum {
			words = append(words, fmt.Sprintf("`%v`", w))
		}
		return strings.ReplaceAll(strings.Join(words, ", "), "``", "empty")
	}
	return s.Type
}

func (p *page) answers(op *huma.Operation) string {
	var out []string
	for status, r := range op.Responses {
		text := status
		if c := r.Content["application/json"]; c != nil && c.Schema != nil {
			text += " " + p.kind(c.Schema)
		}
		if status == "default" {
			text = "otherwise [Problem](#problem)"
		}
		out = append(out, text)
	}
	slices.Sort(out)
	return strings.Join(out, "; ")
}

func (p *page) schemas() {
	p.line("## Types\n")
	var all []string
	for name := range p.spec.Components.Schemas.Map() {
		if !strings.HasSuffix(name, "Request") {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	for _, name := range all {
		p.line("### %s\n", name)
		s := p.spec.Components.Schemas.Map()[name]
		for _, f := range names(s) {
			p.line("- `%s`%s", f, p.about(s.Properties[f], s.Properties[f].Description))
		}
		p.line("")
	}
}

func TestDescriptionIsWhole(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	spec := r.nobody().must(200, "GET", "/api/openapi.json", nil).body
	if spec["openapi"] != "3.1.0" {
		t.Errorf("openapi %v", spec["openapi"])
	}
	n := 0
	for path, item := range spec["paths"].(map[string]any) {
		for method, op := range item.(map[string]any) {
			n++
			op := op.(map[string]any)
			if op["summary"] == nil || op["operationId"] == nil || len(op["tags"].([]any)) != 1 {
				t.Errorf("%s %s is not described", method, path)
			}
			if _, known := r.api.needs[strings.ToUpper(method)+" "+path]; !known {
				t.Errorf("%s %s is described and not served", method, path)
			}
		}
	}
	plain := len(plainRoutes())
	if n+plain != len(r.api.needs) {
		t.Errorf("%d described, %d served", n, len(r.api.needs)-plain)
	}
	if _, huma := spec["components"].(map[string]any)["schemas"].(map[string]any)["ErrorModel"]; huma {
		t.Error("the description has an error body that is never sent")
	}
}
