package e2e

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// TestEveryShortcut: every shortcut that the sheet of shortcuts names is pressed, and does what it says (ui.md 1.6, A20): those of an
// agent in a department of the test's own, those of a reviewer in the demonstration, which has a day to review.
func TestEveryShortcut(t *testing.T) {
	t.Parallel()
	ready(t)
	url, channel := standIn(t)
	own := newDesk(t, channel+withOffers(t))
	own.user("zhangmin", "张敏", "agent", "service", "--capacity", "20")
	own.user("zhaoliang", "赵亮", "agent", "service")
	own.start()
	own.play("shortcuts.mjs", "agentsKeys", scene{Telegram: url})

	demo := newDesk(t, "")
	demo.args = []string{"serve", "--demo", "--listen", strings.TrimPrefix(demo.url, "http://")}
	demo.start()
	out, _ := demo.printed("lizhuguan")
	demo.play("shortcuts.mjs", "reviewersKeys", scene{Output: out})

	named, pressed := said(t, own, "SHORTCUTS"), append(said(t, own, "PRESSED"), said(t, demo, "PRESSED")...)
	if len(named) < 40 {
		t.Errorf("the sheet names %d shortcuts only", len(named))
	}
	for _, command := range named {
		if !slices.Contains(pressed, command) {
			t.Errorf("nobody has pressed the keys of %s", command)
		}
	}
}

// said are the lists that the acts of a desk have printed behind a word.
func said(t *testing.T, d *desk, word string) []string {
	t.Helper()
	var all []string
	for line := range strings.Lines(d.said) {
		if text, found := strings.CutPrefix(strings.TrimSpace(line), word+" "); found {
			var some []string
			ok(t, json.Unmarshal([]byte(text), &some))
			all = append(all, some...)
		}
	}
	return all
}
