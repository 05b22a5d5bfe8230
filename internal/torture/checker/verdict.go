package checker

import (
	"fmt"
	"io"
	"strings"
)

// Oracle is one property: how much was looked at, and each place where it does not hold.
type Oracle struct {
	ID         string
	Text       string
	Looked     int
	Violations []string
}

func (o *Oracle) fail(format string, args ...any) {
	o.Violations = append(o.Violations, fmt.Sprintf(format, args...))
}

// expect counts one look, and a violation when it did not hold.
func (o *Oracle) expect(ok bool, format string, args ...any) {
	o.Looked++
	if !ok {
		o.fail(format, args...)
	}
}

// Verdict is what all oracles say.
type Verdict struct{ Oracles []*Oracle }

// Check asks all oracles.
func Check(e *Evidence) Verdict {
	folds := foldAll(e)
	var v Verdict
	for _, ask := range []struct {
		id, text string
		look     func(*Oracle)
	}{
		{"I1", "acknowledged is in the transcript", func(o *Oracle) { acked(o, e) }},
		{"I2", "nothing twice, nothing invented", func(o *Oracle) { twice(o, e) }},
		{"I3", "order of a conversation is the network's", func(o *Oracle) { order(o, e) }},
		{"I4", "a reply is in exactly one delivery state", func(o *Oracle) { delivery(o, e) }},
		{"I4b", "what an agent was told about a command holds", func(o *Oracle) { commanded(o, e) }},
		{"I5", "sent once, or unconfirmed", func(o *Oracle) { sentOnce(o, e) }},
		{"I6", "screens show the record", func(o *Oracle) { screens(o, e) }},
		{"I7", "one holder, the one who acts", func(o *Oracle) { holders(o, e, folds) }},
		{"I8", "load is what is held, within capacity", func(o *Oracle) { loads(o, e) }},
		{"I9", "deadlines fire once, not early, none missed", func(o *Oracle) { deadlines(o, e, folds) }},
		{"I10", "one greeting a session, one closing a close", func(o *Oracle) { spoken(o, e) }},
		{"I11", "nothing is stuck", func(o *Oracle) { stuck(o, e, folds) }},
		{"I12", "the history re-derives the row", func(o *Oracle) { rederived(o, e, folds) }},
		{"I13", "the hash chain holds", func(o *Oracle) { chains(o, e) }},
		{"I14", "what was refused was not possible", func(o *Oracle) { refused(o, e, folds) }},
		{"I15", "a pause that the network asked for is kept", func(o *Oracle) { pauses(o, e) }},
		{"I16", "what was changed of a reply, once and unasked never", func(o *Oracle) { changed(o, e) }},
	} {
		o := &Oracle{ID: ask.id, Text: ask.text}
		ask.look(o)
		v.Oracles = append(v.Oracles, o)
	}
	return v
}

// Violations is how many there are.
func (v Verdict) Violations() int {
	n := 0
	for _, o := range v.Oracles {
		n += len(o.Violations)
	}
	return n
}

// Broken are the ids of the oracles that do not hold.
func (v Verdict) Broken() []string {
	var out []string
	for _, o := range v.Oracles {
		if len(o.Violations) > 0 {
			out = append(out, o.ID)
		}
	}
	return out
}

// Print writes the table, and at most so many violations of each oracle.
func (v Verdict) Print(w io.Writer, most int) {
	_, _ = fmt.Fprintf(w, "  %-5s %-48s %10s %10s\n", "", "oracle", "looked at", "violations")
	for _, o := range v.Oracles {
		_, _ = fmt.Fprintf(w, "  %-5s %-48s %10s %10s\n", o.ID, o.Text, thousands(o.Looked), thousands(len(o.Violations)))
	}
	for _, o := range v.Oracles {
		for i, text := range o.Violations {
			if i == most {
				_, _ = fmt.Fprintf(w, "  %s  … and %s more\n", o.ID, thousands(len(o.Violations)-most))
				break
			}
			_, _ = fmt.Fprintf(w, "  %s  %s\n", o.ID, text)
		}
	}
}

// thousands writes 1234567 as 1,234,567.
func thousands(n int) string {
	s := fmt.Sprint(n)
	var parts []string
	for len(s) > 3 {
		parts, s = append([]string{s[len(s)-3:]}, parts...), s[:len(s)-3]
	}
	return strings.Join(append([]string{s}, parts...), ",")
}
