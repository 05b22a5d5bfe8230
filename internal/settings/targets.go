package settings

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"firstline/config"
	"firstline/internal/availability"
	"firstline/internal/yamlform"
)

// targetFields say which key of the document is which of the configuration: both are held to the same limits.
func targetFields() [][2]string {
	return [][2]string{
		{"first_reply", "targets.first_reply"}, {"next_reply", "targets.next_reply"}, {"warnings", "targets.warnings"}, {"apology", "targets.apology"},
		{"silence", "targets.silence"}, {"hops", "targets.hops"}, {"reopen_window", "session.reopen_window"},
		{"answer", "targets.answer"}, {"completion", "targets.completion"}, {"satisfaction", "targets.satisfaction"}, {"offline_grace", "session.offline_grace"}, {"capacity", "session.capacity"}, {"own_texts", "session.own_texts"},
		{"away_approval", "session.away_approval"}, {"busy_approval", "session.busy_approval"},
	}
}

func targetKeys() []string {
	var keys []string
	for _, f := range targetFields() {
		keys = append(keys, f[1])
	}
	return keys
}

func startTargets(s Start, _ *Department, _ string) string {
	t, o := s.Config.Targets, s.Config.Session
	warnings := make([]string, len(t.Warnings))
	for i, w := range t.Warnings {
		warnings[i] = brief(w)
	}
	further := ""
	for _, x := range []struct {
		key string
		d   time.Duration
	}{{"answer", t.Answer}, {"completion", t.Completion}} {
		if x.d > 0 {
			further += fmt.Sprintf("%s: %s\n", x.key, brief(x.d))
		}
	}
	if t.Satisfied > 0 {
		further += fmt.Sprintf("satisfaction: %d\n", t.Satisfied)
	}
	if o.OwnTexts > 0 && o.OwnTexts != config.OwnTexts {
		further += fmt.Sprintf("own_texts: %d\n", o.OwnTexts)
	}
	if o.AwayApproval {
		further += "away_approval: true\n"
	}
	if o.BusyApproval {
		further += "busy_approval: true\n"
	}
	return further + fmt.Sprintf("first_reply: %s\nnext_reply: %s\nwarnings: [%s]\napology: %t\nsilence: %s\nhops: %d\nreopen_window: %s\noffline_grace: %s\ncapacity: %d\n",
		brief(t.FirstReply), brief(t.NextReply), strings.Join(warnings, ", "), t.Apology, brief(t.Silence), t.Hops, brief(o.ReopenWindow), brief(o.OfflineGrace), o.Capacity)
}

// readTargets reads the times (SLA-01, SLA-02). Every key is needed, for one that is missing would silently become a default;
// but those of the further targets, which no regulation gives a figure for, and of what needs a superior: left out they are off; and
// how many texts of their own people may keep, which older documents do not say.
func readTargets(text, _, file string, d *Department) error {
	r := yamlform.Reader{File: file}
	c := config.Config{Session: config.Session{OwnTexts: config.OwnTexts}}
	var fields []yamlform.Field
	for _, f := range targetFields() {
		key := yamlform.Must
		if slices.Contains([]string{"answer", "completion", "satisfaction", "own_texts", "away_approval", "busy_approval"}, f[0]) {
			key = yamlform.May
		}
		fields = append(fields, key(f[0], func(n ast.Node, key string) {
			said := len(r.Found)
			value := plainText(&r, n, key)
			var fault *config.Fault
			if err := c.Set(f[1], value); len(r.Found) == said && errors.As(err, &fault) {
				r.Problem(yamlform.Line(n), key, "%s; %s", fault.What, fault.Do)
			}
		}))
	}
	if root := r.Parse(yamlform.Plain([]byte(text))); root != nil {
		r.Mapping(root, "", fields...)
	}
	if err := r.Found.Err(); err != nil {
		return err
	}
	t, s := c.Targets, c.Session
	d.Targets = Targets{FirstReply: t.FirstReply, NextReply: t.NextReply, Answer: t.Answer, Completion: t.Completion, Satisfied: t.Satisfied, Warnings: t.Warnings, Apology: t.Apology, Silence: t.Silence, Hops: t.Hops,
		ReopenWindow: s.ReopenWindow, OfflineGrace: s.OfflineGrace, Capacity: s.Capacity, OwnTexts: s.OwnTexts,
		Approval: availability.Policy{Away: s.AwayApproval, Busy: s.BusyApproval}}
	return nil
}

// plainText is a value, or a list of them, as the configuration would have it written.
func plainText(r *yamlform.Reader, n ast.Node, key string) string {
	switch n := n.(type) {
	case *ast.BoolNode:
		return strconv.FormatBool(n.Value)
	case *ast.IntegerNode:
		return n.GetToken().Value
	case *ast.SequenceNode:
		var items []string
		r.List(n, key, func(n ast.Node, key string) { items = append(items, plainText(r, n, key)) })
		if len(items) == 0 {
			return "none"
		}
		return strings.Join(items, ",")
	}
	return r.Text(n, key)
}

// brief writes a duration as people do: 60s and 24h, not 1m0s and 24h0m0s.
func brief(d time.Duration) string {
	switch {
	case d >= time.Hour && d%time.Hour == 0:
		return fmt.Sprintf("%dh", d/time.Hour)
	case d >= 2*time.Minute && d%time.Minute == 0:
		return fmt.Sprintf("%dm", d/time.Minute)
	case d%time.Second == 0:
		return fmt.Sprintf("%ds", d/time.Second)
	}
	return d.String()
}

// Ranges say what each target takes, in words, for the forms of the browser.
func Ranges() map[string]string {
	out := map[string]string{}
	for _, f := range targetFields() {
		out[f[0]] = config.Range(f[1])
	}
	return out
}
