package guard

import "testing"

func compile(t testing.TB, rules ...Rule) *Guard {
	t.Helper()
	for i := range rules {
		rules[i].Level, rules[i].Action = Forbidden, Block
	}
	g, err := Compile(List{Locale: "zh-CN", Number: 1, Rules: rules})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// found is what stands in the text where something was found.
func found(g *Guard, text string, scope Scope) []string {
	var out []string
	for _, f := range g.Check(text, scope) {
		out = append(out, text[f.Start:f.End])
	}
	return out
}
