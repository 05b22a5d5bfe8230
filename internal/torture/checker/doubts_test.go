package checker

import (
	"slices"
	"testing"
)

// TestInDoubt: the healthy evidence has one message whose first call was cut and which a person had sent again; what is
// lost, copied or kept from people is seen.
func TestInDoubt(t *testing.T) {
	t.Parallel()
	cut := func(e *Evidence) *Send {
		return &e.Sends[slices.IndexFunc(e.Sends, func(s Send) bool { return s.Text == "mark 2" && s.Done })]
	}
	for _, c := range []struct {
		name                 string
		do                   func(*Evidence)
		lost, copied, silent int
	}{
		{"as it is", func(*Evidence) {}, 0, 0, 0},
		{"a reply never arrived", func(e *Evidence) {
			e.Sends = slices.DeleteFunc(e.Sends, func(s Send) bool { return s.Text == "mark 1" })
		}, 1, 0, 0},
		{"a third copy", func(e *Evidence) {
			again := *cut(e)
			again.Fault = ""
			e.Sends = append(e.Sends, again)
		}, 0, 1, 0},
		{"a copy of what is not in doubt", func(e *Evidence) {
			e.Sends = append(e.Sends, Send{Method: "sendMessage", ChatID: 1000, Text: "mark 1", Done: true})
		}, 0, 1, 0},
		{"a cut call that was reported sent", func(e *Evidence) {
			e.Sends[slices.IndexFunc(e.Sends, func(s Send) bool { return s.Text == "mark 1" })].Fault = "reset_after"
		}, 0, 0, 1},
		{"a doubt that no screen showed", func(e *Evidence) {
			e.Steps = slices.DeleteFunc(e.Steps, func(s Step) bool { return s.Session == "s2" })
		}, 0, 0, 1},
	} {
		e := healthy()
		cut(e).Fault = "reset_after"
		e.Steps = append(e.Steps, Step{Agent: ann, Op: "diff", Session: "s2", Messages: []Line{{Seq: 4, Delivery: "unconfirmed"}}})
		c.do(e)
		if d := InDoubt(e); len(d.Lost) != c.lost || len(d.Copied) != c.copied || len(d.Silent) != c.silent {
			t.Errorf("%s: %+v, want %d lost, %d copied, %d silent", c.name, d, c.lost, c.copied, c.silent)
		}
	}
}
