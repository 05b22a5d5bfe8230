package hooks_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/zap"

	"firstline/channels"
	"firstline/channels/slack"
	"firstline/channels/telegram"
	"firstline/internal/desk"
	fakeslack "firstline/internal/fake/slack"
	"firstline/internal/hooks"
)

const secret = "0123456789abcdef0123456789abcdef"

// shelf remembers what was accepted, or refuses everything.
type shelf struct {
	got []desk.Raw
	err error
}

func (s *shelf) Accept(_ context.Context, r desk.Raw) error {
	if s.err == nil {
		s.got = append(s.got, r)
	}
	return s.err
}

func door(t *testing.T, s *shelf) http.Handler {
	t.Helper()
	tg, err := telegram.New(telegram.Config{ID: "tg", Token: "1:x", Secret: secret, APIURL: "http://127.0.0.1:1"})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("POST /hooks/{channel}", hooks.New(hooks.Options{Channels: map[desk.ChannelID]channels.Webhook{"tg": tg}, Accepter: s, MaxBody: 1000, Log: zap.NewNop()}))
	return mux
}

func TestDoor(t *testing.T) {
	t.Parallel()
	update := `{"update_id":77,"message":{"message_id":1,"chat":{"id":5}}}`
	for _, c := range []struct {
		name, path, secret, body string
		away                     error
		status                   int
		kept                     []desk.Raw
	}{
		{"kept", "/hooks/tg", secret, update, nil, 200, []desk.Raw{{Channel: "tg", EventID: "77", Key: "5", Order: 77, Body: []byte(update)}}},
		{"no secret", "/hooks/tg", "", update, nil, 401, nil},
		{"wrong secret", "/hooks/tg", secret + "x", update, nil, 401, nil},
		{"no such channel", "/hooks/other", secret, update, nil, 404, nil},
		{"too large", "/hooks/tg", secret, `{"x":"` + strings.Repeat("a", 1000) + `"}`, nil, 413, nil},
		{"nothing can be kept", "/hooks/tg", secret, update, errors.New("disk full"), 503, nil},
		// What cannot be read is acknowledged all the same, or it would block its chat for a day.
		{"unreadable", "/hooks/tg", secret, "{", nil, 200, []desk.Raw{{Channel: "tg", EventID: "unread-021fb596db81e6d02bf3d2586ee3981f", Body: []byte("{")}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := &shelf{err: c.away}
			r := httptest.NewRequest(http.MethodPost, c.path, strings.NewReader(c.body))
			r.Header.Set("X-Telegram-Bot-Api-Secret-Token", c.secret)
			w := httptest.NewRecorder()
			door(t, s).ServeHTTP(w, r)
			if w.Code != c.status {
				t.Errorf("status %d, want %d", w.Code, c.status)
			}
			if d := cmp.Diff(c.kept, s.got); d != "" {
				t.Errorf("kept (-want +got):\n%s", d)
			}
			if c.status == 503 && w.Header().Get("Retry-After") == "" {
				t.Error("503 without Retry-After")
			}
		})
	}
}

// TestNothingToKeep: a signed request for an echo gets it, and people among themselves are acknowledged; neither leaves
// anything behind. Unsigned they get nothing.
func TestNothingToKeep(t *testing.T) {
	t.Parallel()
	sl, err := slack.NewHook(slack.Config{ID: "sl", BotToken: "xoxb-1", SigningSecret: secret, APIURL: "http://127.0.0.1:1/"})
	if err != nil {
		t.Fatal(err)
	}
	const challenge = `{"token":"x","challenge":"3eZbrw1a","type":"url_verification"}`
	const line = `{"type":"event_callback","event_id":"Ev1","team_id":"T1","event":{"type":"message","user":"U7","ts":"1.1","channel":"`
	for name, c := range map[string]struct {
		body, signed string
		status       int
		answer       string
		kept         int
	}{
		"challenge":                       {challenge, secret, 200, "3eZbrw1a", 0},
		"challenge, signed by another":    {challenge, "another", 401, "not authorised\n", 0},
		"among people":                    {line + `C1","channel_type":"channel"}}`, secret, 200, "", 0},
		"among people, signed by another": {line + `C1","channel_type":"channel"}}`, "another", 401, "not authorised\n", 0},
		"to the desk":                     {line + `D1","channel_type":"im"}}`, secret, 200, "", 1},
	} {
		s := &shelf{}
		h := hooks.New(hooks.Options{Channels: map[desk.ChannelID]channels.Webhook{"sl": sl}, Accepter: s, MaxBody: 1000, Log: zap.NewNop()})
		r := httptest.NewRequest(http.MethodPost, "/hooks/sl", strings.NewReader(c.body))
		r.SetPathValue("channel", "sl")
		r.Header = fakeslack.Sign(c.signed, time.Now(), []byte(c.body))
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != c.status || w.Body.String() != c.answer || len(s.got) != c.kept {
			t.Errorf("%s: %d %q, kept %d", name, w.Code, w.Body, len(s.got))
		}
	}
}
