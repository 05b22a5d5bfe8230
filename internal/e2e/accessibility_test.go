package e2e

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the table of docs/accessibility.md anew")

const (
	tableBegins = "## Criterion by screen\n"
	tableEnds   = "## Notes\n"
)

// TestAccessibilityByScreen: docs/accessibility.md judges every screen by every criterion, as the list says. A screen without a judgement
// fails, and so does one that is said to be walked through and bent, and is not (ui.md 5.7).
func TestAccessibilityByScreen(t *testing.T) {
	t.Parallel()
	at := filepath.Join("..", "..", "docs", "accessibility.md")
	data, err := os.ReadFile(at)
	ok(t, err)
	before, rest, found := strings.Cut(string(data), tableBegins)
	_, after, ended := strings.Cut(rest, tableEnds)
	if !found || !ended {
		t.Fatalf("%s has no place for the table: it stands between %q and %q", at, tableBegins, tableEnds)
	}
	walked := walkedScreens(t)
	var b strings.Builder
	b.WriteString(before + tableBegins + legend())
	part := ""
	for _, s := range inParts(screens) {
		if s.part != part {
			part = s.part
			fmt.Fprintf(&b, "\n### %s\n\n%s", part, tableHead())
		}
		got := judgement(t, s.name)
		if looked := strings.Contains(judged[s.name], "looked"); looked == walked(s.name) {
			t.Errorf("the screen %s: that Tab walks through it is %t, and the list says otherwise", s.name, walked(s.name))
		}
		fmt.Fprintf(&b, "| %s |", s.en)
		for _, c := range criteria {
			b.WriteString(" " + shownMark(got[c.first()]) + " |")
		}
		b.WriteString("\n")
	}
	b.WriteString("\n" + tableEnds + after)
	for name := range judged {
		if !slices.ContainsFunc(screens, func(s screen) bool { return s.name == name }) {
			t.Errorf("%s is judged and is no screen", name)
		}
	}
	switch {
	case t.Failed():
	case *update:
		ok(t, os.WriteFile(at, []byte(b.String()), 0o644))
	case b.String() != string(data):
		t.Error("docs/accessibility.md is not what the list of screens gives: go test ./internal/e2e -run TestAccessibilityByScreen -update")
	}
}

// first is the name of a criterion in judgements.
func (c criterion) first() string {
	id, _, _ := strings.Cut(c.ids, ",")
	return id
}

// judgement is what a screen's kind and traits say of every criterion.
func judgement(t *testing.T, name string) marks {
	t.Helper()
	words := strings.Fields(judged[name])
	if len(words) == 0 {
		t.Errorf("the screen %s is not judged: say in accessibility_list_test.go what it is, and look whether that is true", name)
		return nil
	}
	out := marks{}
	for _, c := range criteria {
		out[c.first()] = "y"
	}
	for i, word := range words {
		from := traits
		if i == 0 {
			from = screenKinds
		}
		if from[word] == nil {
			t.Errorf("%s: there is no kind or trait %q", name, word)
		}
		for id := range from[word] {
			if out[id] == "" {
				t.Errorf("%s is about %s, which is no criterion", word, id)
			}
		}
		maps.Copy(out, from[word])
	}
	return out
}

// walkedScreens tells which screens a test gives to everywhere, by name or by the beginning of one.
func walkedScreens(t *testing.T) func(name string) bool {
	t.Helper()
	acts, err := filepath.Glob(filepath.Join("browser", "*.mjs"))
	ok(t, err)
	names := map[string]bool{}
	var beginnings []string
	for _, path := range acts {
		data, err := os.ReadFile(path)
		ok(t, err)
		for _, m := range regexp.MustCompile(`everywhere\([^,\n]+, '([a-z-]+)'( \+)?`).FindAllStringSubmatch(string(data), -1) {
			if names[m[1]] = true; m[2] != "" {
				beginnings = append(beginnings, m[1])
			}
		}
	}
	return func(name string) bool {
		return names[name] || slices.ContainsFunc(beginnings, func(b string) bool { return strings.HasPrefix(name, b) })
	}
}

// inParts are the screens part by part, as their parts come first.
func inParts(all []screen) []screen {
	var parts []string
	for _, s := range all {
		if !slices.Contains(parts, s.part) {
			parts = append(parts, s.part)
		}
	}
	out := slices.Clone(all)
	slices.SortStableFunc(out, func(a, b screen) int { return slices.Index(parts, a.part) - slices.Index(parts, b.part) })
	return out
}

func legend() string {
	var b strings.Builder
	b.WriteString("\n**y**: met and tested. **n**: met, nothing tests it but the eye. **–**: there is nothing of the kind. **p**: partly, see the notes. A small figure is\n" +
		"that of a note. The rows are made from the list of screens and what it says of each (`internal/e2e/accessibility_list_test.go`):\n" +
		"a screen that is not judged fails the test, and so does one that is said to be walked through and is not.\n\n| | | shown by |\n|---|---|---|\n")
	for _, c := range criteria {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", c.ids, c.name, map[string]string{byAxe: "1, axe-core in every look", byWalk: "2, the walk", byBent: "3, bent", "": "the eye"}[c.by]+otherwise(c.by))
	}
	return b.String()
}

func otherwise(by string) string {
	if by == byAxe || by == byWalk || by == byBent {
		return ""
	}
	return by
}

func tableHead() string {
	head, line := "| screen |", "|---|"
	for _, c := range criteria {
		head, line = head+" "+c.ids+" |", line+"---|"
	}
	return head + "\n" + line + "\n"
}

// shownMark is a mark with the numbers of its notes as small figures.
func shownMark(mark string) string {
	words := strings.Fields(mark)
	for i := range words[1:] {
		words[i+1] = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹").Replace(words[i+1])
	}
	if len(words) < 2 {
		return mark
	}
	return words[0] + strings.Join(words[1:], " ")
}
