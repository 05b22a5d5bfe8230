package settings

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firstline/internal/desk"
	"firstline/internal/yamlform"
	"firstline/scripts"
	"firstline/scripts/guard"
)

// TestFormsOfWhatComesWithTheProgram: every document goes into a form and back, and means the same.
func TestFormsOfWhatComesWithTheProgram(t *testing.T) {
	t.Parallel()
	for _, locale := range scripts.Locales() {
		form, err := FormOf(string(scripts.Source(locale)))
		if err != nil {
			t.Fatal(err)
		}
		text, err := TextOf(form)
		if err != nil {
			t.Fatal(err)
		}
		pack, err := scripts.Load("again.yaml", []byte(text))
		if err != nil {
			t.Fatalf("%s: %v", locale, err)
		}
		for i, s := range scripts.Default(locale).Scripts() {
			if got := pack.Scripts()[i]; got.ID != s.ID || got.Text != s.Text || got.When != s.When || got.Stage != s.Stage || !cmp.Equal(got.Rules, s.Rules) {
				t.Errorf("%s: %+v became %+v", locale, s, got)
			}
		}
		if form, err = FormOf(string(guard.Source(locale))); err != nil {
			t.Fatal(err)
		}
		if text, err = TextOf(form); err != nil {
			t.Fatal(err)
		}
		if got, want := guard.Read("", []byte(text)).Version(), guard.Default(locale).Version(); got != want {
			t.Errorf("the list %s became %s:\n%s", want, got, text)
		}
	}
}

// TestFormsKeepEveryText: whatever people type into a field comes back.
func TestFormsKeepEveryText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOf(rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "true", "null", "~", "1", "1e3", "0x1", "2026-10-01", "09:00-12:00", "- a", "a: b", "#x", "'", "\"", "{{.A}}",
			"a\nb", "a\nb\n", "\ta", "a ", " a", "|", ">", "%", "@", "`", "&a", "*a", "!x", "[", "]", "{", "yes", "on", "=", "<<", "a\r\nb", "\u2028", "\ufeff", "多 行\n第二行", "a\\nb"}))).Draw(t, "texts")
		in, err := json.Marshal(map[string]any{"texts": texts, "n": 3, "b": true, "none": map[string]any{}})
		if err != nil {
			t.Fatal(err)
		}
		text, err := TextOf(in)
		if err != nil {
			t.Fatal(err)
		}
		out, err := FormOf(text)
		if err != nil || !sameJSON(in, out) {
			t.Fatalf("%s\nbecame\n%s\nby\n%s (%v)", in, out, text, err)
		}
	})
}

// TestNumbered: who changes a form gets the next number, who gives a number of their own keeps it.
func TestNumbered(t *testing.T) {
	t.Parallel()
	const before = "locale: en\nnumber: 4\nrules: []\n"
	for form, want := range map[string]string{
		`{"locale":"en","number":4,"rules":[1]}`:  `{"locale":"en","number":5,"rules":[1]}`,
		`{"locale":"en","number":9,"rules":[1]}`:  `{"locale":"en","number":9,"rules":[1]}`,
		`{"number":4,"rules":[],"locale":"en"}`:   `{"number":4,"rules":[],"locale":"en"}`,
		`{"organisation":"x"}`:                    `{"organisation":"x"}`,
		`{"locale":"en","number":"4","rules":[]}`: `{"locale":"en","number":"4","rules":[]}`,
	} {
		if got := string(numbered(json.RawMessage(form), before)); got != want {
			t.Errorf("%s became %s, want %s", form, got, want)
		}
	}
}

// TestPresets: every kind of department is whole: its documents can be read, in every language.
// Shows ORG-09.
func TestPresets(t *testing.T) {
	t.Parallel()
	for _, p := range Presets() {
		for _, locale := range scripts.Locales() {
			if p.Names[locale] == "" || p.About[locale] == "" || len(p.Code) == 0 {
				t.Errorf("%s has no words in %s", p.ID, locale)
			}
			d := &Department{Locale: locale, Zone: desk.Millis(0).Time().Location()}
			d = d.copy()
			if err := readGroups(groupsText(p.Groups(locale)), Only, p.ID, d); err != nil {
				t.Error(err)
			}
			for _, post := range p.Posts {
				text, err := post.hours(d)
				if err != nil {
					t.Error(err)
				}
				if err := readHours(text, string(post.ID), p.ID, d); err != nil {
					t.Errorf("%s: %v\n%s", p.ID, err, text)
				}
			}
		}
	}
}

// TestBrokenFormsHaveKeys: what is wrong in a form is found at its key.
func TestBrokenFormsHaveKeys(t *testing.T) {
	t.Parallel()
	text, err := TextOf(json.RawMessage(`{"groups":[{"id":"pre-sale_2","name":"A","default":true},{"id":"B b","name":"x"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	p, ok := readGroups(text, Only, "groups/main", &Department{}).(yamlform.Problems)
	if !ok || len(p) != 1 || p[0].Key != "groups[1].id" || !strings.Contains(p[0].Reason, "small letters") {
		t.Errorf("got %v", p)
	}
}
