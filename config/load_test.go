package config

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestMistakes gives every mistake its exact message. A message is read by a
// person whose desk does not start: changing one is a decision.
func TestMistakes(t *testing.T) {
	t.Parallel()
	for name, c := range mistakes() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Load(Source{
				File: "desk.yaml", Data: []byte(c.yaml), Env: c.env, Flags: c.flags, Types: c.types,
				ReadFile: secretFiles, Random: zeros{},
			})
			if err == nil {
				t.Fatal("Load took it")
			}
			_, got, _ := strings.Cut(err.Error(), "\n")
			lines := strings.Split(got, "\n")
			for i := range lines {
				lines[i] = strings.TrimPrefix(lines[i], "  ")
			}
			if diff := cmp.Diff(c.want, lines); diff != "" {
				t.Errorf("message (-want +got):\n%s", diff)
			}
			for _, p := range err.(Problems) {
				if p.What == "" || p.Do == "" {
					t.Errorf("%+v does not say both what is wrong and what to do", p)
				}
			}
		})
	}
}

// secretFiles stands for the files that X_FILE variables name.
func secretFiles(path string) ([]byte, error) {
	switch path {
	case "/run/secrets/token":
		return []byte("123456789:" + strong + "abc\n"), nil
	case "/run/secrets/empty":
		return []byte("\n"), nil
	}
	return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
}

func TestProblemsComeTogetherAndInOrder(t *testing.T) {
	t.Parallel()
	_, err := Load(Source{
		File:  "desk.yaml",
		Data:  []byte("lisen: :80\ntargets:\n  first_reply: 60\nchannels:\n  - id: tg\n    type: telegram\n"),
		Env:   []string{"FIRSTLINE_LOCALE=fr", "FIRSTLINE_LOG_LEVEL=loud", "HOME=/root"},
		Flags: []Flag{{"--listen", "listen", "nowhere"}},
	})
	want := `6 problems in the configuration:
  desk.yaml:1:1: lisen: is not a known key; did you mean listen?
  desk.yaml:3:16: targets.first_reply: "60" has no unit; write 60s for seconds or 60m for minutes
  desk.yaml:5:5: channels.tg.token: is missing; set the token that @BotFather gave, best in FIRSTLINE_CHANNELS_TG_TOKEN or its _FILE
  FIRSTLINE_LOCALE: locale: "fr" is not one of the choices; choose from zh-CN, zh-TW, en
  FIRSTLINE_LOG_LEVEL: log.level: "loud" is not one of the choices; choose from debug, info, warn, error
  --listen: listen: "nowhere" is not an address to listen on; write host:port, such as 127.0.0.1:8080`
	if err == nil {
		t.Fatal("Load took it")
	}
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Errorf("message (-want +got):\n%s", diff)
	}
}

func TestOneProblemIsSingular(t *testing.T) {
	t.Parallel()
	_, err := Load(Source{File: "desk.yaml", Data: []byte("locale: fr\n")})
	if err == nil || !strings.HasPrefix(err.Error(), "1 problem in the configuration:\n") {
		t.Errorf("got %v", err)
	}
}
