package config

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestGiven(t *testing.T) {
	t.Parallel()
	c, err := Load(Source{File: "desk.yaml", Data: []byte("targets:\n  hops: 2\norganisation: 中原物业\n"),
		Env: []string{"FIRSTLINE_TARGETS_SILENCE=90s", "FIRSTLINE_TARGETS_APOLOGY="}, Flags: []Flag{{"--listen", "listen", "127.0.0.1:9"}}})
	if err != nil {
		t.Fatal(err)
	}
	want := Given{"targets.hops": "desk.yaml:2:9", "organisation": "desk.yaml:3:15", "targets.silence": "FIRSTLINE_TARGETS_SILENCE", "listen": "--listen"}
	if d := cmp.Diff(want, c.Given); d != "" {
		t.Error(d)
	}
	for _, x := range []struct {
		keys  []string
		want  string
		where string
	}{
		{[]string{"targets."}, "targets.hops", "desk.yaml:2:9"},
		{[]string{"session.hours", "organisation"}, "organisation", "desk.yaml:3:15"},
		{[]string{"targets"}, "", ""},
		{[]string{"session.", "locale"}, "", ""},
	} {
		key, where, ok := c.Given.First(x.keys...)
		if key != x.want || where != x.where || ok != (x.want != "") {
			t.Errorf("%v: %q %q %v, want %q %q", x.keys, key, where, ok, x.want, x.where)
		}
	}
	none, err := Load(Source{})
	if err != nil || len(none.Given) > 0 {
		t.Errorf("defaults count as given: %v (%v)", none.Given, err)
	}
}

func TestSet(t *testing.T) {
	t.Parallel()
	var c Config
	for key, text := range map[string]string{"targets.first_reply": "90s", "targets.warnings": "10s,30s", "targets.apology": "false", "session.capacity": "7"} {
		if err := c.Set(key, text); err != nil {
			t.Errorf("%s: %v", key, err)
		}
	}
	if c.Targets.FirstReply != 90*time.Second || c.Session.Capacity != 7 || !cmp.Equal(c.Targets.Warnings, []time.Duration{30 * time.Second, 10 * time.Second}) {
		t.Errorf("got %+v %+v", c.Targets, c.Session)
	}
	for key, text := range map[string]string{"targets.first_reply": "90", "targets.next_reply": "", "targets.hops": "99", "target.hops": "1"} {
		var f *Fault
		if err := c.Set(key, text); !errors.As(err, &f) || f.What == "" || f.Do == "" {
			t.Errorf("%s = %q: %v, want a fault with what to do", key, text, err)
		}
	}
	if got := Range("targets.first_reply"); got != "5s to 24h" {
		t.Errorf("range %q", got)
	}
}
