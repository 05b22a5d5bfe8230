package config

import (
	"bytes"
	"flag"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// updating is declared here because a flag has to exist before the tests parse.
var updating = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	t.Parallel()
	for _, g := range []struct {
		path  string
		write func(io.Writer) error
	}{
		{"example.yaml", Default},
		{"../docs/configuration.md", Doc},
	} {
		var got bytes.Buffer
		if err := g.write(&got); err != nil {
			t.Fatal(err)
		}
		if *updating {
			if err := os.WriteFile(g.path, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(g.path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got.String()); diff != "" {
			t.Errorf("%s is out of date; go test ./config -update (-file +generated):\n%s", g.path, diff)
		}
	}
}

func TestExampleIsTheDefaults(t *testing.T) {
	t.Parallel()
	defaults, err := Load(Source{})
	if err != nil {
		t.Fatal(err)
	}
	example, err := Load(Source{File: "example.yaml"})
	if err != nil {
		t.Fatal(err)
	}
	example.Given = defaults.Given // the same values, written down
	if diff := cmp.Diff(defaults, example, compare()...); diff != "" {
		t.Errorf("the example differs from the defaults (-defaults +example):\n%s", diff)
	}
}

// TestExampleSamples uncomments every sample: only what a person must fill in may
// be refused.
func TestExampleSamples(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	keyLine := regexp.MustCompile(`^( *)#( *)((?:- )?[a-z_]+:(?: .*)?)$`)
	var lines []string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\n")
		m := keyLine.FindStringSubmatch(line)
		switch {
		case m == nil:
		case strings.Contains(line, "  # - ") || strings.HasPrefix(line, "  #   "):
			line = "  " + line[4:]
		case m[1] == "" && m[2] != " ":
			line = m[2] + m[3]
		default:
			line = m[1] + m[3]
		}
		lines = append(lines, line)
	}
	_, err = Load(Source{File: "example.yaml", Data: []byte(strings.Join(lines, "\n")), Random: zeros{}})
	want := []string{
		"redis: still has the sample password",
		"auth.oidc.corp.client_secret: is still the sample",
		"orders.secret: is still the sample",
		"translation.secret: is still the sample",
		"seal.key: is still the sample",
		"channels.web.identity_secret: is still the sample",
		"channels.web.identity_secret_previous: is still the sample",
		"channels.telegram-1.token: is still the sample",
		"channels.telegram-1.webhook_secret: is still the sample",
		"channels.slack-1.bot_token: is still the sample",
		"channels.slack-1.app_token: is still the sample",
		"channels.slack-1.signing_secret: is still the sample",
		"channels.webhook-1.secret: is still the sample",
		"channels.webhook-1.secret_previous: is still the sample",
	}
	var got []string
	problems, _ := err.(Problems)
	for _, p := range problems {
		got = append(got, p.Key+": "+p.What)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems of the uncommented example (-want +got):\n%s\n%v", diff, err)
	}
}
