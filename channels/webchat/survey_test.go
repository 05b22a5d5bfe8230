package webchat

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
)

// TestSurvey: what the page's questions were answered with comes out beside the words; what the page cannot have said is a message
// like any other, and never lost.
func TestSurvey(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	for name, x := range map[string]struct{ said, want *desk.Survey }{
		"whole":           {&desk.Survey{Score: 2, Solved: "no", Reasons: []string{"slow", "unclear"}}, &desk.Survey{Score: 2, Solved: "no", Reasons: []string{"slow", "unclear"}}},
		"a number alone":  {&desk.Survey{Score: 5}, &desk.Survey{Score: 5}},
		"none":            {nil, nil},
		"six":             {&desk.Survey{Score: 6}, nil},
		"nothing":         {&desk.Survey{}, nil},
		"maybe":           {&desk.Survey{Score: 3, Solved: "maybe"}, nil},
		"a reason of its": {&desk.Survey{Score: 3, Reasons: []string{"weather"}}, nil},
		"twice":           {&desk.Survey{Score: 3, Reasons: []string{"slow", "slow"}}, nil},
	} {
		raw := desk.Raw{Channel: "web", Key: "v", Received: 9, Body: encode(body{ClientID: "a", Text: "2/5", Visitor: "v", Survey: x.said})}
		in, err := b.Parse(raw)
		if err != nil || len(in) != 1 || in[0].Text != "2/5" {
			t.Errorf("%s: %+v, %v", name, in, err)
			continue
		}
		if diff := cmp.Diff(x.want, in[0].Survey); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}
