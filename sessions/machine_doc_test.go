package sessions_test

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"firstline/sessions"
)

// TestStateMachinePage keeps docs/state-machine.md what Apply does.
func TestStateMachinePage(t *testing.T) {
	t.Parallel()
	golden(t, filepath.Join("..", "docs", "state-machine.md"), probe().page())
}

const pageHead = `# The life of a session

Generated from ` + "`sessions.Apply`" + `: a test tries every kind of event in every situation that can be reached and writes down
what comes of it. Do not edit; ` + "`go test ./sessions -run StateMachine -update`" + ` writes it anew, and the test fails when this
page and the code differ.

A session is one reception (会话): from the customer's first message to the close. It moves only through
` + "`Apply(rules, state, event) → (state, effects, error)`" + `, which reads no clock and does no I/O. A refused command changes nothing.

`

func (m *machine) page() string {
	var b strings.Builder
	b.WriteString(pageHead)
	m.diagram(&b)
	m.table(&b)
	m.effectTable(&b)
	m.refusalTable(&b)
	return b.String()
}

// order is the order in which things are told; none is a session that does not exist yet.
func phaseOrder() []sessions.Phase {
	return []sessions.Phase{sessions.None, sessions.Queued, sessions.Serving, sessions.Closing, sessions.Closed}
}

func eventOrder() []string {
	var out []string
	for _, e := range examples() {
		out = append(out, sessions.Kind(e))
	}
	return out
}

// diagram draws what leads from one phase to another; what stays in its phase is in the table.
func (m *machine) diagram(b *strings.Builder) {
	b.WriteString("```mermaid\nstateDiagram-v2\n    direction LR\n")
	for _, from := range phaseOrder() {
		for _, to := range phaseOrder() {
			var by []string
			for _, kind := range eventOrder() {
				if from != to && m.moves[kind][from][to] {
					by = append(by, kind)
				}
			}
			if len(by) > 0 {
				fmt.Fprintf(b, "    %s --> %s: %s\n", node(from), to, strings.Join(by, "<br/>"))
			}
		}
	}
	b.WriteString("```\n\n")
}

func node(p sessions.Phase) string {
	if p == sessions.None {
		return "[*]"
	}
	return string(p)
}

func (m *machine) table(b *strings.Builder) {
	b.WriteString("## Events and phases\n\nA cell says where the event can lead (`=` stays, `·` changes nothing at all) and with which codes it can be refused.\n\n")
	b.WriteString("| event | none | queued | serving | closing | closed |\n|---|---|---|---|---|---|\n")
	for _, kind := range eventOrder() {
		fmt.Fprintf(b, "| `%s` |", kind)
		for _, from := range phaseOrder() {
			fmt.Fprintf(b, " %s |", m.cell(kind, from))
		}
		b.WriteString("\n")
	}
	b.WriteString("\n")
}

func (m *machine) cell(kind string, from sessions.Phase) string {
	var parts []string
	for _, to := range phaseOrder() {
		if !m.moves[kind][from][to] {
			continue
		}
		if to == from {
			parts = append(parts, "=")
		} else {
			parts = append(parts, "→ "+string(to))
		}
	}
	if m.ignored[kind][from] {
		parts = append(parts, "·")
	}
	if codes := m.codes[kind][from]; len(codes) > 0 {
		parts = append(parts, "*"+strings.Join(list(codes), ", ")+"*")
	}
	return strings.Join(parts, " <br/>")
}

func (m *machine) effectTable(b *strings.Builder) {
	b.WriteString("## What can follow from an event\n\n| event | effects |\n|---|---|\n")
	for _, kind := range eventOrder() {
		fmt.Fprintf(b, "| `%s` | %s |\n", kind, strings.Join(list(m.effects[kind]), ", "))
	}
	b.WriteString("\n")
}

func (m *machine) refusalTable(b *strings.Builder) {
	b.WriteString("## Refusals\n\n| code | kind | words |\n|---|---|---|\n")
	for _, code := range slices.Sorted(maps.Keys(m.refusals)) {
		fmt.Fprintf(b, "| `%s` | %s | %s |\n", code, m.refusals[code].Kind, m.refusals[code].Message)
	}
}
