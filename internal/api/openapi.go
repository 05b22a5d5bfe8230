package api

import (
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"firstline/internal/cases"
	"firstline/internal/drafts"
)

// schemaName gives types their names in the description: exported ones their own, the rest what huma makes of them. Packages
// that have common words, such as Counts and Line, put their own before them.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	own := t
	for own.Kind() == reflect.Pointer || own.Kind() == reflect.Slice {
		own = own.Elem()
	}
	prefix := map[string]string{"firstline/internal/cases": "Case", "firstline/internal/days": "Day", "firstline/internal/drafts": "Draft", "firstline/internal/search": "Search", "firstline/internal/settings": "Decided"}[own.PkgPath()]
	if own != reflect.TypeFor[cases.Case]() && own != reflect.TypeFor[drafts.Draft]() {
		name = prefix + name
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

// describe replaces huma's own error by ours and says which references may be null, which huma cannot.
func describe(spec *huma.OpenAPI) {
	for _, s := range spec.Components.Schemas.Map() {
		for _, name := range []string{"holder", "owner", "author", "handler"} {
			if ref := s.Properties[name]; ref != nil && ref.Ref != "" {
				s.Properties[name] = &huma.Schema{OneOf: []*huma.Schema{ref, {Type: "null"}}, Description: ref.Description}
			}
		}
	}
	problem := spec.Components.Schemas.Schema(reflect.TypeFor[Problem](), true, "Problem")
	for _, item := range spec.Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if op == nil {
				continue
			}
			for status, r := range op.Responses {
				if status == "default" || status >= "400" {
					r.Description = "Problem"
					r.Content = map[string]*huma.MediaType{"application/problem+json": {Schema: problem}}
				}
			}
		}
	}
	delete(spec.Components.Schemas.Map(), "ErrorModel")
	delete(spec.Components.Schemas.Map(), "ErrorDetail")
}
