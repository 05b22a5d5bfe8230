package guard

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// checkFindings holds findings against the text and the list they are about.
func checkFindings(t interface {
	Fatalf(string, ...any)
	Helper()
}, g *Guard, text string, found []Finding) {
	t.Helper()
	border := map[int]bool{len(text): true}
	for i := range text {
		border[i] = true
	}
	taken := map[string]int{} // by rule
	for i, f := range found {
		rule, ok := g.Rule(f.Rule)
		if !ok || f.Version != g.Version() || f.Level != rule.Level || f.Action != rule.Action || !slices.Contains(rule.Phrases, f.Phrase) {
			t.Fatalf("%q: %+v is not of the list", text, f)
		}
		if f.Start >= f.End || !border[f.Start] || !border[f.End] {
			t.Fatalf("%q: %+v does not stand between characters", text, f)
		}
		if f.Start16 != utf16Length(text[:f.Start]) || f.End16 != utf16Length(text[:f.End]) {
			t.Fatalf("%q: %+v stands elsewhere in UTF-16", text, f)
		}
		if i > 0 && f.Start < found[i-1].Start || f.Start < taken[f.Rule] {
			t.Fatalf("%q: %+v is out of order or overlaps", text, f)
		}
		taken[f.Rule] = f.End
		if here, want := lettersOf(text[f.Start:f.End]), lettersOf(f.Phrase); !strings.Contains(here, want) {
			t.Fatalf("%q: %q holds no %q", text, here, want)
		}
	}
}

// utf16Length is how long JavaScript takes a text to be that came to it as JSON.
func utf16Length(text string) int {
	n := 0
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		text = text[size:]
		n++
		if r >= 0x10000 {
			n++
		}
	}
	return n
}

func lettersOf(text string) string {
	var b strings.Builder
	for _, l := range letters(nil, text) {
		b.WriteRune(l.r)
	}
	return b.String()
}

func TestFindingsAreOfTheText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		list, g := drawGuard(t)
		// Any characters at all, and pieces of the list.
		text := rapid.String().Draw(t, "text") + drawText(t, list) + rapid.String().Draw(t, "text")
		checkFindings(t, g, text, g.Check(text, Scope{}))
	})
}

// A text without a character that some phrase begins with holds none of them.
func TestNothingIsFoundWithoutItsCharacters(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		list, g := drawGuard(t)
		has := map[rune]bool{}
		for _, r := range list.Rules {
			for _, p := range r.Phrases {
				for _, l := range letters(nil, p) {
					has[l.r] = true
				}
			}
		}
		text := strings.Map(func(r rune) rune {
			for _, l := range letters(nil, string(r)) {
				if has[l.r] {
					return '无'
				}
			}
			return r
		}, drawText(t, list))
		if found := g.Check(text, Scope{}); found != nil {
			t.Fatalf("%q: %+v", text, found)
		}
	})
}

// A phrase put into a text as the list has it, on a line of its own, is found or excused, never missed: with the
// exceptions taken out of the list, it is found there.
func TestListedPhrasesAreFound(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		list := drawList(t)
		for i := range list.Rules {
			list.Rules[i].Except = nil
		}
		g, err := Compile(list)
		if err != nil {
			t.Fatal(err)
		}
		rule := rapid.SampledFrom(list.Rules).Draw(t, "rule")
		if len(rule.Phrases) == 0 {
			return
		}
		phrase := rapid.SampledFrom(rule.Phrases).Draw(t, "phrase")
		before := drawText(t, list) + "\n"
		text := before + phrase + "\n" + drawText(t, list)
		if !slices.ContainsFunc(g.Check(text, Scope{}), func(f Finding) bool {
			return f.Rule == rule.ID && f.Start < len(before)+len(phrase) && f.End > len(before)
		}) {
			t.Fatalf("%q in %q is missed", phrase, text)
		}
	})
}
