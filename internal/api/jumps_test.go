package api

import (
	"strings"
	"testing"

	"firstline/internal/desk"
)

// TestJumps: a palette leads to the open sessions that one sees, once each, and to the day of colleagues only for superiors;
// names come in letters.
func TestJumps(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	mei, bo, sue := r.hire("mei", desk.RankAgent, "service"), r.hire("bo", desk.RankAgent, "order"), r.hire("sue", desk.RankSupervisor)
	held, waiting := r.writes("web", "k1", "hello"), r.writes("web", "k2", "hello")
	mei.must(200, "POST", "/api/v1/sessions/"+held+"/take", nil)
	of := func(p *person) (sessions []string, people int) {
		body := p.must(200, "GET", "/api/v1/jumps", nil).body
		for _, s := range body["sessions"].([]any) {
			one := s.(map[string]any)
			sessions = append(sessions, one["row"].(map[string]any)["id"].(string))
			if one["keys"] != "li na" {
				t.Errorf("spelled %v", one["keys"])
			}
		}
		return sessions, len(body["people"].([]any))
	}
	for _, c := range []struct {
		who  *person
		want []string
		many int
	}{{mei, []string{held, waiting}, 0}, {bo, nil, 0}, {sue, []string{held, waiting}, 2}} {
		got, people := of(c.who)
		if len(got) != len(c.want) || people != c.many {
			t.Errorf("%s: %v and %d people", c.who.id, got, people)
		}
		for _, id := range c.want {
			if strings.Count(strings.Join(got, " "), id) != 1 {
				t.Errorf("%s: %s is not there once in %v", c.who.id, id, got)
			}
		}
	}
}
