package structure

import (
	"go/ast"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"firstline/channels"
)

// receivers are the types of a folder that have the method: the members of a sealed interface.
func (r *repo) receivers(dir, method string) []string {
	found := map[string]bool{}
	for _, s := range r.gos {
		if s.dir != dir || s.test {
			continue
		}
		for _, d := range s.syntax.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil && f.Name.Name == method {
				found[typeName(f.Recv.List[0].Type)] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// typeName is the name at the end of a type expression: T, *T, p.T.
func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.StarExpr:
		return typeName(e.X)
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.CompositeLit:
		return typeName(e.Type)
	}
	return ""
}

// function finds a function or method by name in a folder.
func (r *repo) function(dir, name string) (*source, *ast.FuncDecl) {
	for _, s := range r.gos {
		if s.dir != dir || s.test {
			continue
		}
		for _, d := range s.syntax.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == name {
				return s, f
			}
		}
	}
	return nil, nil
}

// cases are the types that the switches below a node have cases for, as types or as T{}.kind().
func cases(n ast.Node) map[string]bool {
	out := map[string]bool{}
	ast.Inspect(n, func(n ast.Node) bool {
		c, ok := n.(*ast.CaseClause)
		if !ok {
			return true
		}
		for _, e := range c.List {
			if call, ok := e.(*ast.CallExpr); ok {
				if sel, ok := call.Fun.(*ast.SelectorExpr); ok {
					e = sel.X
				}
			}
			out[typeName(e)] = true
		}
		return true
	})
	return out
}

// TestEveryEvent: the switch of Apply, the function behind it, decoderOf and the page know each event.
func TestEveryEvent(t *testing.T) {
	t.Parallel()
	r := repository(t)
	events := r.receivers("sessions", "kind")
	if len(events) < 10 || len(events) > 27 {
		t.Errorf("%d events: beyond 27 it is another machine, below 10 this test looks at the wrong place", len(events))
	}
	page := r.text(t, "docs/state-machine.md")
	for where, known := range map[string]map[string]bool{"step": r.casesOf(t, "sessions", "step"), "decoderOf": r.casesOf(t, "sessions", "decoderOf")} {
		for _, e := range events {
			if !known[e] {
				t.Errorf("sessions: event %s has no case in %s", e, where)
			}
		}
	}
	for _, e := range events {
		if _, f := r.function("sessions", "on"+e); f == nil {
			t.Errorf("sessions: event %s has no function on%s", e, e)
		}
		if !strings.Contains(page, "`"+snake(e)+"`") {
			t.Errorf("docs/state-machine.md does not tell of %s (%s)", snake(e), e)
		}
	}
}

func (r *repo) casesOf(t *testing.T, dir, function string) map[string]bool {
	t.Helper()
	_, f := r.function(dir, function)
	if f == nil {
		t.Fatalf("%s has no function %s", dir, function)
	}
	return cases(f)
}

// TestEveryEffect: what an event leads to is carried out, by the draft of the commit or after it.
func TestEveryEffect(t *testing.T) {
	t.Parallel()
	r := repository(t)
	handled := map[string]bool{}
	for _, s := range r.gos {
		if s.path == "router/draft.go" || s.path == "router/land.go" {
			maps.Copy(handled, cases(s.syntax))
		}
	}
	effects := r.receivers("sessions", "effect")
	if len(effects) < 9 || len(effects) > 12 {
		t.Errorf("%d effects: beyond 12 the interpreter becomes a second core", len(effects))
	}
	for _, e := range effects {
		if !handled[e] {
			t.Errorf("sessions/effect.go: %s has no case in router/draft.go or router/land.go: nothing carries it out", e)
		}
	}
}

// TestEveryReasonIsTranslated: what stands below a message that was not sent, and in the place of a file that did not come,
// is words in every language.
func TestEveryReasonIsTranslated(t *testing.T) {
	t.Parallel()
	r := repository(t)
	files := slices.Collect(maps.Values(r.constants("channels", "FetchReason")))
	if len(files) < 10 {
		t.Errorf("only %q were found as reasons for which a file is not here", files)
	}
	for _, language := range []string{"en", "zh-CN", "zh-TW"} {
		body := r.text(t, "web/src/i18n/"+language+".ts")
		for reason := range channels.Verdicts() {
			if !translated(body, "\n  deliveryReason: {", "\n  },", string(reason)) {
				t.Errorf("%s: deliveryReason has no words for %s", language, reason)
			}
		}
		for _, reason := range files {
			if !translated(body, "\n    why: {", "\n    },", reason) {
				t.Errorf("%s: file.why has no words for %s", language, reason)
			}
		}
	}
}

// translated says whether a section of a language's texts has one under a name.
func translated(body, begin, end, name string) bool {
	_, section, _ := strings.Cut(body, begin)
	section, _, _ = strings.Cut(section, end)
	return regexp.MustCompile(`\b` + name + `: '[^']`).MatchString(section)
}

// TestEveryReason: a failed send is judged by a table, and each reason stands in it with words for people.
func TestEveryReason(t *testing.T) {
	t.Parallel()
	r := repository(t)
	_, verdicts := r.function("channels", "Verdicts")
	if verdicts == nil {
		t.Fatal("channels has no function Verdicts")
	}
	rows := map[string]bool{}
	ast.Inspect(verdicts, func(n ast.Node) bool {
		if row, ok := n.(*ast.KeyValueExpr); ok {
			if v, ok := row.Value.(*ast.CompositeLit); ok {
				rows[typeName(row.Key)] = hasField(v, "Text")
			}
		}
		return true
	})
	reasons := r.constants("channels", "Reason")
	if len(reasons) < 8 {
		t.Errorf("only %d reasons were found", len(reasons))
	}
	for reason := range reasons {
		if text, ok := rows[reason]; !ok || !text {
			t.Errorf("channels/errors.go: reason %s has no row with a Text in Verdicts", reason)
		}
	}
}

func hasField(v *ast.CompositeLit, name string) bool {
	return slices.ContainsFunc(v.Elts, func(e ast.Expr) bool {
		f, ok := e.(*ast.KeyValueExpr)
		return ok && typeName(f.Key) == name
	})
}

// constants are the constants of a type in a folder: their names, and their values where those are texts.
func (r *repo) constants(dir, typ string) map[string]string {
	out := map[string]string{}
	for _, s := range r.gos {
		if s.dir != dir || s.test {
			continue
		}
		ast.Inspect(s.syntax, func(n ast.Node) bool {
			if v, ok := n.(*ast.ValueSpec); ok && v.Type != nil && typeName(v.Type) == typ {
				for i, name := range v.Names {
					out[name.Name] = ""
					if lit, ok := v.Values[i].(*ast.BasicLit); ok {
						out[name.Name], _ = strconv.Unquote(lit.Value) // a number stays empty
					}
				}
			}
			return true
		})
	}
	return out
}

// snake is the name of an event in the log: CustomerWrote → customer_wrote.
func snake(camel string) string {
	var b strings.Builder
	for i, r := range camel {
		if i > 0 && r >= 'A' && r <= 'Z' {
			b.WriteByte('_')
		}
		b.WriteRune(r)
	}
	return strings.ToLower(b.String())
}
