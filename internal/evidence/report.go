package evidence

import (
	"fmt"
	"io"

	"firstline/internal/desk"
)

// Kind says what is wrong with a place in the record.
type Kind string

// The kinds of finding.
const (
	Changed Kind = "changed" // it is not what was written
	Missing Kind = "missing" // it was written and is gone
	CutOff  Kind = "cut off" // the end of a chain is gone
	Extra   Kind = "extra"   // nobody wrote it
	Differs Kind = "differs" // the events give something else (Replay)
)

// Finding is one place where the record does not hold.
type Finding struct {
	Kind    Kind
	Session desk.SessionID // empty where it is about a seal, a file, the rules or the record as a whole
	Version int64          // of the event it is about; 0 where it is not about one event
	Where   string         // the place in words
	What    string
}

// String is the line that people read.
func (f Finding) String() string { return fmt.Sprintf("%-8s %s: %s", f.Kind, f.Where, f.What) }

// shown is how many findings are listed; the rest is counted.
const shown = 100

// list writes findings as they come.
type list struct {
	out   io.Writer
	first []Finding
	n     int64
	err   error // the first of the writer
}

func (l *list) add(f Finding) {
	l.n++
	if len(l.first) < shown {
		l.first = append(l.first, f)
		l.say("%s\n", f)
	}
}

func (l *list) say(format string, args ...any) {
	if _, err := fmt.Fprintf(l.out, format, args...); err != nil && l.err == nil {
		l.err = err
	}
}

// rest says how many findings were not listed.
func (l *list) rest() {
	if more := l.n - int64(len(l.first)); more > 0 {
		l.say("… and %d more\n", more)
	}
}

// session, event and message are findings about one session.
func (l *list) session(k Kind, id, what string) {
	l.add(Finding{Kind: k, Session: desk.SessionID(id), Where: "session " + id, What: what})
}

func (l *list) event(k Kind, id string, version int64, what string) {
	l.add(Finding{Kind: k, Session: desk.SessionID(id), Version: version, Where: fmt.Sprintf("session %s, version %d", id, version), What: what})
}

func (l *list) message(k Kind, id string, seq int64, what string) {
	l.add(Finding{Kind: k, Session: desk.SessionID(id), Where: fmt.Sprintf("session %s, message %d", id, seq), What: what})
}

// other is a finding about a seal, a file, the rules or the record.
func (l *list) other(k Kind, where, what string) {
	l.add(Finding{Kind: k, Where: where, What: what})
}

// span names the numbers from first to last as those that are not where they should be: "it is" for one.
func span(many string, first, last int64) string {
	if first == last {
		return "it is"
	}
	return fmt.Sprintf("%s %d to %d are", many, first, last)
}

// plural is "1 finding" or "2 findings".
func plural(n int64, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}
