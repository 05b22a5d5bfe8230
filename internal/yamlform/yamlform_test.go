package yamlform_test

import (
	"strings"
	"testing"

	"github.com/goccy/go-yaml/ast"
	"github.com/google/go-cmp/cmp"

	"firstline/internal/yamlform"
)

// shop is a document with one of everything.
type shop struct {
	name  string
	seats int
	open  bool
	tags  []string
}

func read(source string) (shop, error) {
	var s shop
	r := yamlform.Reader{File: "shop.yaml"}
	if root := r.Parse([]byte(source)); root != nil {
		r.Mapping(root, "",
			yamlform.Must("name", func(n ast.Node, key string) { s.name = r.Text(n, key) }),
			yamlform.Must("seats", func(n ast.Node, key string) { s.seats = r.Integer(n, key) }),
			yamlform.May("open", func(n ast.Node, key string) { s.open = r.Boolean(n, key) }),
			yamlform.May("tags", func(n ast.Node, key string) {
				r.List(n, key, func(n ast.Node, key string) { s.tags = append(s.tags, r.Text(n, key)) })
			}))
	}
	return s, r.Found.Err()
}

func TestReadsYAMLAndJSON(t *testing.T) {
	t.Parallel()
	want := shop{name: "总店", seats: 12, open: true, tags: []string{"a", "09:00-12:00", "2026-10-01"}}
	for name, source := range map[string]string{
		"block": "name: 总店\nseats: 12\nopen: true\ntags:\n  - a\n  - 09:00-12:00\n  - 2026-10-01\n",
		"flow":  "{name: 总店, seats: 12, open: true, tags: [a, \"09:00-12:00\", 2026-10-01]}",
		"json":  "{\n\t\"name\": \"总店\",\n\t\"seats\": 12,\n\t\"open\": true,\n\t\"tags\": [\"a\", \"09:00-12:00\", \"2026-10-01\"]\n}\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := read(source)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(want, got, cmp.AllowUnexported(shop{})); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestTextWithoutNUL: a NUL, which only an escape can write, is in no text.
func TestTextWithoutNUL(t *testing.T) {
	t.Parallel()
	got, err := read("{\"name\": \"a\\u0000b\", \"seats\": 1, \"tags\": [\"\\0c\"]}")
	if err != nil || got.name != "ab" || len(got.tags) != 1 || got.tags[0] != "c" {
		t.Errorf("%q %q, %v", got.name, got.tags, err)
	}
	if _, err := read("name: \"\\0 \"\nseats: 1\n"); err == nil || !strings.Contains(err.Error(), "is empty") {
		t.Error("nothing but a NUL is a name:", err)
	}
}

func TestNamesEveryProblem(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ source, want string }{
		"all at once": {"open: 1\nname: 7\nname: x\nsets: 2\ntags: [a, {b: c}, '']\n",
			"shop.yaml:1: open: wants true or false\nshop.yaml:1: seats: missing\nshop.yaml:2: name: wants text; put it in quotes\n" +
				"shop.yaml:3: name: given twice\nshop.yaml:4: sets: unknown key\nshop.yaml:5: tags[1]: wants text; put it in quotes\nshop.yaml:5: tags[2]: is empty"},
		"a list":        {"- a\n", "shop.yaml:1: wants keys and values"},
		"a number":      {"name: x\nseats: -1\ntags: a\n", "shop.yaml:2: seats: wants a whole number\nshop.yaml:3: tags: wants a list"},
		"nothing":       {"", "shop.yaml:1: wants exactly one YAML document"},
		"two documents": {"name: x\n---\nname: y\n", "shop.yaml:1: wants exactly one YAML document"},
		"an alias":      {"name: &a x\nseats: 1\ntags: [*a]\n", "shop.yaml:1: name: wants text; put it in quotes\nshop.yaml:3: tags[0]: wants text; put it in quotes"},
		"too deep":      {"a: " + strings.Repeat("[", 40), "shop.yaml:1: nested too deep or too long a line"},
		"too long":      {"name: x\n# " + strings.Repeat("x", 9000), "shop.yaml:2: nested too deep or too long a line"},
		"too large":     {strings.Repeat("# x\n", 20000), "shop.yaml:1: larger than 65536 bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := read(c.source)
			if err == nil {
				t.Fatal("no problem was found")
			}
			if d := cmp.Diff(c.want, err.Error()); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestProblemWithoutAFile(t *testing.T) {
	t.Parallel()
	for want, p := range map[string]yamlform.Problem{
		"week.mon: is empty": {Key: "week.mon", Reason: "is empty"},
		"is empty":           {Reason: "is empty"},
		"x.yaml: is empty":   {File: "x.yaml", Reason: "is empty"},
	} {
		if got := p.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// FuzzRead: whatever the bytes are, there is a value or a list of problems, never a panic.
func FuzzRead(f *testing.F) {
	f.Add([]byte("name: x\nseats: 1\ntags: [a]\n"))
	f.Add([]byte("a: [{b: &c d}, *c, !!int 1]\n? x\n: y"))
	f.Fuzz(func(t *testing.T, source []byte) {
		if _, err := read(string(source)); err != nil && err.Error() == "" {
			t.Error("an empty error")
		}
	})
}
