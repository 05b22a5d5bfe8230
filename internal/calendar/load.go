package calendar

import (
	"strings"

	"github.com/goccy/go-yaml/ast"

	"firstline/internal/yamlform"
)

// read fills the form from a document and remembers where each value stood.
func (b *builder) read(root ast.Node) {
	b.Mapping(root, "",
		yamlform.Must("name", b.text(&b.form.Name)),
		yamlform.Must("zone", b.text(&b.form.Zone)),
		yamlform.May("week", b.readWeek),
		yamlform.May("holidays", func(n ast.Node, key string) { b.List(n, key, b.readHoliday) }),
		yamlform.May("makeup_days", func(n ast.Node, key string) { b.List(n, key, b.readMakeup) }),
	)
}

func (b *builder) readWeek(n ast.Node, key string) {
	b.lines[key] = yamlform.Line(n)
	b.form.Week = map[string][]string{}
	b.Entries(n, key, func(name string, value ast.Node, line int) {
		var spans []string
		b.texts(&spans)(value, yamlform.Join(key, name))
		b.lines[yamlform.Join(key, name)] = line
		b.form.Week[name] = spans
	}, map[string]bool{})
}

func (b *builder) readHoliday(n ast.Node, key string) {
	var h HolidayForm
	b.lines[key] = yamlform.Line(n)
	b.Mapping(n, key,
		yamlform.Must("date", b.text(&h.Date)),
		yamlform.May("until", b.text(&h.Until)),
		yamlform.Must("name", b.text(&h.Name)),
		yamlform.May("open", b.texts(&h.Open)),
	)
	b.form.Holidays = append(b.form.Holidays, h)
}

func (b *builder) readMakeup(n ast.Node, key string) {
	var m MakeupForm
	b.lines[key] = yamlform.Line(n)
	b.Mapping(n, key,
		yamlform.Must("date", b.text(&m.Date)),
		yamlform.Must("name", b.text(&m.Name)),
		yamlform.May("as", b.text(&m.As)),
		yamlform.May("open", b.texts(&m.Open)),
	)
	b.form.Makeup = append(b.form.Makeup, m)
}

// text reads one value into its field.
func (b *builder) text(into *string) func(ast.Node, string) {
	return func(n ast.Node, key string) {
		b.lines[key] = yamlform.Line(n)
		*into = b.Text(n, key)
	}
}

// texts reads a list of values.
func (b *builder) texts(into *[]string) func(ast.Node, string) {
	return func(n ast.Node, key string) {
		b.lines[key] = yamlform.Line(n)
		b.List(n, key, func(n ast.Node, key string) {
			b.lines[key] = yamlform.Line(n)
			*into = append(*into, b.Text(n, key))
		})
	}
}

// line is where a key stood, or the nearest one around it; 0 when the form came from no text.
func (b *builder) line(key string) int {
	for key != "" {
		if n, ok := b.lines[key]; ok {
			return n
		}
		key = key[:max(strings.LastIndexAny(key, ".["), 0)]
	}
	return min(len(b.lines), 1)
}
