package openid

import (
	"strings"
	"testing"
	"time"
)

func seals(t *testing.T) *Seals {
	t.Helper()
	s, err := NewSeals([]byte("a key of thirty-two bytes, yes!!"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestStates: a trip ends in the browser in which it began, at its provider, in its time; on any node, which share nothing but the key.
func TestStates(t *testing.T) {
	t.Parallel()
	here, there := seals(t), seals(t)
	trip := Trip{Provider: "corp", Next: "/inbox?s=7", Until: now().Add(TripLasts)}
	a := here.Begin(trip, "browser")
	if got, ask, err := there.End(a.State, "browser", "corp", now()); err != nil || got != trip || ask != a {
		t.Errorf("%+v %+v %v", got, ask, err)
	}
	other, err := NewSeals([]byte("another key of thirty-two bytes!"))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		seals                    *Seals
		state, browser, provider string
		at                       time.Time
	}{
		"no state":         {here, "", "browser", "corp", now()},
		"nonsense":         {here, "nonsense", "browser", "corp", now()},
		"not base64":       {here, "%%%", "browser", "corp", now()},
		"changed":          {here, flip(a.State), "browser", "corp", now()},
		"cut":              {here, a.State[:20], "browser", "corp", now()},
		"another browser":  {here, a.State, "other", "corp", now()},
		"no browser":       {here, here.Begin(trip, "").State, "", "corp", now()},
		"another provider": {here, a.State, "browser", "other", now()},
		"too late":         {here, a.State, "browser", "corp", trip.Until},
		"another key":      {other, a.State, "browser", "corp", now()},
	} {
		if _, _, err := c.seals.End(c.state, c.browser, c.provider, c.at); code(err) != "sso_state" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestAsks: each trip has its own nonce and verifier, and the state tells neither them nor where the person wants to go.
func TestAsks(t *testing.T) {
	t.Parallel()
	s := seals(t)
	a, b := s.Begin(Trip{Next: "/secret-place"}, "browser"), s.Begin(Trip{Next: "/secret-place"}, "browser")
	for _, pair := range [][2]string{{a.State, b.State}, {a.Nonce, b.Nonce}, {a.Verifier, b.Verifier}, {a.Nonce, a.Verifier}} {
		if pair[0] == pair[1] {
			t.Errorf("%s is used twice", pair[0])
		}
	}
	if len(a.Verifier) != 43 || strings.Contains(a.State, "secret") {
		t.Errorf("%+v", a)
	}
	if one, two := Browser(), Browser(); one == two || len(one) < 44 {
		t.Errorf("browsers %q and %q", one, two)
	}
}

// flip changes one character in the middle.
func flip(s string) string {
	to := byte('A')
	if s[len(s)/2] == to {
		to = 'B'
	}
	return s[:len(s)/2] + string(to) + s[len(s)/2+1:]
}
