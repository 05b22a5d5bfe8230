package scripts

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/yamlform"
)

// TestLoadNamesEverything loads a pack with one of every fault and compares the
// whole list. testdata/broken.yaml says beside each fault what is wrong with it.
func TestLoadNamesEverything(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile(filepath.Join("testdata", "broken.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = Load("broken.yaml", source)
	var problems Problems
	if !errors.As(err, &problems) {
		t.Fatalf("got %v", err)
	}
	golden := filepath.Join("testdata", "broken.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(err.Error()+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, readErr := os.ReadFile(golden)
	if readErr != nil {
		t.Fatal(readErr)
	}
	if diff := cmp.Diff(string(want), err.Error()+"\n"); diff != "" {
		t.Errorf("-want +got (go test ./scripts -update):\n%s", diff)
	}
	for _, p := range problems {
		if p.File != "broken.yaml" || p.Line < 1 || p.Line > bytes.Count(source, []byte("\n")) {
			t.Errorf("%s stands nowhere", p)
		}
	}
}

// TestLoadRefuses changes one thing in a good pack.
func TestLoadRefuses(t *testing.T) {
	t.Parallel()
	good, err := files.ReadFile("packs/en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, old, new, want string }{
		{"closing without thanks (SCR-07)", "Thank you for contacting {{.Organisation}}. If anything else comes up, just write to us again. Goodbye", "{{.Organisation}} is done. Goodbye", "scripts[closing.day].text: must hold a phrase of phrases.thanks"},
		{"closing without goodbye (SCR-04)", "Goodbye, and have a nice day!", "", "scripts[closing.day].text: must hold a phrase of phrases.closing"},
		{"thanks only for the known", "Thank you very much for your patience.", "{{if .Customer}}Thank you!{{end}}Well.", "scripts[thanks.waiting].text: must hold a phrase of phrases.thanks"},
		{"greeting without organisation (SCR-12)", "Hello{{if .Customer}}, {{.Customer}}{{end}}! Thank you for contacting {{.Organisation}}.", "Hello!", "scripts[greeting.hello].text: must say {{.Organisation}}"},
		{"greeting without greeting (SCR-02)", "Good evening{{if", "Evening{{if", "scripts[greeting.evening].text: must hold a phrase of phrases.greeting"},
		{"greeting that says goodbye", "Good evening{{if", "Hello and goodnight{{if", "scripts[greeting.evening].text: must hold no phrase of phrases.closing"},
		{"apology without apology (SCR-06)", "We are very sorry to have kept you waiting.", "Yes?", "scripts[apology.late].text: must hold a phrase of phrases.apology"},
		{"unguarded name", "Welcome back{{if .Customer}}, {{.Customer}}{{end}}!", "Welcome back, {{.Customer}}!", "scripts[greeting.returning].text: {{.Customer}} can be empty here"},
		{"guarded by another name", "Hello{{if .Customer}}, {{.Customer}}{{end}}! My", "Hello{{if .Agent}}, {{.Customer}}{{end}}! My", "scripts[greeting.agent].text: {{.Customer}} can be empty here"},
		{"variable of another stage", "Goodbye, and", "Goodbye at {{.Back}}, and", "scripts[closing.day].text: no {{.Back}} at this stage, only Organisation, Agent, Customer"},
		{"misspelt variable", "contacting {{.Organisation}} again", "contacting {{.Organization}} again {{.Organisation}}", "no {{.Organization}} at this stage"},
		{"position not said", "You are number {{.Position}} in", "You are in", "scripts[queue.position].text: must say {{.Position}}"},
		{"function", "Thank you very much for your patience.", "Thank you {{printf \\\"%99999999d\\\" 1}}", "is not a variable"},
		{"loop", "Thank you very much for your patience.", "Thank you {{range .Agent}}{{end}}", "may not be used"},
		{"definition", "Thank you very much for your patience.", "Thank you {{define \\\"x\\\"}}y{{end}}", "only {{.Name}}"},
		{"unclosed", "Thank you very much for your patience.", "Thank you {{if .Agent}}", "scripts[thanks.waiting].text: template: thanks.waiting:1: unexpected EOF"},
		{"overlap", "morning: 05:00-12:00", "morning: 05:00-12:01", "scripts[greeting.noon].when: fits at the same moment as greeting.morning"},
		{"overlap over midnight", "evening: 18:00-23:00", "evening: 18:00-05:01", "fits at the same moment as greeting.morning"},
		{"no greeting for the rest", "- id: greeting.hello\n    stage: greeting\n    rules: [SCR-02, SCR-03, SCR-12]", "- id: greeting.hello\n    stage: greeting\n    when: {hours: night}", "wants one greeting without when"},
		{"when on a script with a name", "- id: queue.next\n    stage: queue", "- id: queue.next\n    stage: queue\n    when: {hours: night}", "scripts[queue.next].when: a queue is asked for by name"},
		{"named script missing", "- id: queue.next", "- id: queue.first", "en.yaml:1: scripts: the desk needs a script queue.next"},
		{"named script of another stage", "- id: queue.next\n    stage: queue", "- id: queue.next\n    stage: clarification", "scripts[queue.next].stage: must be queue"},
		{"too long", "Thank you very much for your patience.", "Thank you" + strings.Repeat("!", maxText), "longer than 1000 characters"},
		{"control character", "Thank you very much for your patience.", "Thank you\\a", "holds a control character"},
		{"not a layout", "at 15:04 today", "at HH:mm", "clock.today"},
		{"two documents", "locale: en\n", "locale: en\n---\nlocale: en\n", "exactly one YAML document"},
		{"syntax", "number: 4", "number: [1", "en.yaml:"},
		{"a bomb", "number: 4", strings.Repeat("a: [", 100), "nested too deep"},
		{"too large", "number: 4", "number: 3 #" + strings.Repeat("\n#", yamlform.MaxSource), "larger than"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			bad := bytes.Replace(good, []byte(c.old), []byte(c.new), 1)
			if bytes.Equal(bad, good) {
				t.Fatalf("%q is not in the pack any more", c.old)
			}
			pack, err := Load("en.yaml", bad)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v\nwant %s", err, c.want)
			}
			if pack.Version() != "" {
				t.Error("got a pack together with an error")
			}
		})
	}
}

// A department may bring a language of its own, with scripts of its own.
func TestLoadAnotherLanguage(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile(filepath.Join("testdata", "small.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	pack, err := Load("small.yaml", source)
	if err != nil {
		t.Fatal(err)
	}
	pack = append(All(), pack).For("de-AT")
	if pack.Locale() != "de" || pack.Number() != 7 {
		t.Fatalf("got %s", pack.Version())
	}
	text, err := Say(Ask{Pack: pack, Agent: "Eva"}, "thanks.order")
	if err != nil || text.Body != "Danke für Ihre Bestellung.\nEva" {
		t.Errorf("got %q, %v", text.Body, err)
	}
	if !HasGreeting(pack, "GRU\u0308SS GOTT!") || HasGreeting(pack, "Grüss Gottfried") {
		t.Error("Grüss Gott is not recognised")
	}
}

func TestLoadRefusesNothingAtAll(t *testing.T) {
	t.Parallel()
	for _, source := range []string{"", "# only a comment\n", "text", "- a\n- b\n", "null\n"} {
		if _, err := Load("x.yaml", []byte(source)); err == nil || !strings.HasPrefix(err.Error(), "x.yaml:1: ") {
			t.Errorf("%q: got %v", source, err)
		}
	}
}

// FuzzLoad: whatever an author saves, Load returns; and what it lets through
// greets and says goodbye at every hour.
func FuzzLoad(f *testing.F) {
	small, err := os.ReadFile(filepath.Join("testdata", "small.yaml"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(small)
	f.Add([]byte("a: &x [*x]\n<<: *x\n? [b]\n: !!str c\n"))
	f.Fuzz(func(t *testing.T, source []byte) {
		pack, err := Load("f.yaml", source)
		if err != nil {
			if problems := (Problems)(nil); !errors.As(err, &problems) || len(problems) == 0 {
				t.Fatalf("error without problems: %v", err)
			}
			return
		}
		for hour := range 24 {
			a := Ask{Pack: pack, At: at(fmt.Sprintf("%02d:00", hour)), Organisation: "x", Agent: "y"}
			for _, say := range []func(Ask) (Text, error){Greeting, AgentGreeting, Closing} {
				if text, err := say(a); err != nil || text.Body == "" {
					t.Fatalf("%02d:00: %+v, %v", hour, text, err)
				}
			}
			if _, err := Away(a, a.At.Add(30*time.Hour)); err != nil {
				t.Fatal(err)
			}
		}
	})
}
