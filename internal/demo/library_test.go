package demo

import (
	"testing"

	"firstline/scripts"
)

// TestLibrary: the sample department's entries load behind both Chinese packs, each with a title and a code, for groups that it
// has. Shows SCR-01.
func TestLibrary(t *testing.T) {
	t.Parallel()
	groups := map[string]bool{}
	for _, p := range People() {
		for _, g := range p.Groups {
			groups[string(g)] = true
		}
	}
	for locale, want := range map[string]int{"zh-CN": 9, "zh-TW": 9, "en": 0} {
		pack, err := scripts.Load(locale, []byte(Library(string(scripts.Source(locale)))))
		if err != nil {
			t.Fatal(err)
		}
		if was := scripts.Default(locale).Number(); (pack.Number() > was) != (want > 0) {
			t.Errorf("%s: number %d follows %d", locale, pack.Number(), was)
		}
		own := 0
		for _, s := range pack.Scripts() {
			if s.Stage != scripts.StageLibrary {
				continue
			}
			own++
			if s.Title == "" || s.Code == "" {
				t.Errorf("%s: %s has no title or no code", locale, s.ID)
			}
			for _, g := range s.Groups {
				if !groups[g] {
					t.Errorf("%s: %s is for %s, where nobody is", locale, s.ID, g)
				}
			}
		}
		if own != want || pack.Stray() != nil {
			t.Errorf("%s: %d entries, want %d; gaps that nobody fills in: %q", locale, own, want, pack.Stray())
		}
	}
}
