package explain

import (
	"fmt"
	"io"
	"strings"
	"time"

	"firstline/internal/quality/timing"
)

// Print writes the story for people: a line for each thing that happened, and then whose the seconds of each turn were.
func (s Story) Print(out io.Writer, locale string, n Names) error {
	w := wordsOf(locale)
	p := printer{out: out}
	p.line("%s · %s · %s", s.State.ID, s.State.Address, s.State.Title)
	for _, l := range s.Lines {
		p.line("%s  +%-9s %s", n.clock(l.At, s.State.OpenedAt), offset(l.After), s.Text(l, locale, n))
		for _, why := range l.Passed(locale) {
			p.line("%26s%s%s", "", w.passed, why)
		}
	}
	p.line("\n%s", w.turns)
	if len(s.Timing.Turns) == 0 {
		p.line("  %s", w.empty)
	}
	for _, t := range s.Timing.Turns {
		p.line("  %s", s.Turn(t, locale, n))
	}
	return p.err
}

// Turn says one turn in a line: the message, how it ended, how long it took and whose the seconds were. Where the working
// time is less than what passed on the clock, it follows in brackets.
func (s Story) Turn(t timing.Turn, locale string, n Names) string {
	w := wordsOf(locale)
	parts := []string{}
	add := func(who string, d timing.Time) {
		if d.Calendar > 0 {
			parts = append(parts, who+" "+took(d))
		}
	}
	for i, share := range t.Shares {
		if first(t.Shares, i) {
			add(n.agent(share.Agent), t.Agent(share.Agent))
		}
	}
	add(w.columns[7], t.Nobody)
	add(w.platform, t.Platform)
	add(w.system, t.System)
	return fmt.Sprintf("#%d  %s–%s  %s  %s = %s", t.Seq, n.clock(t.Since, s.State.OpenedAt), n.clock(t.Until, s.State.OpenedAt), w.ends[string(t.End)], took(t.Whole), strings.Join(parts, " + "))
}

// first says whether an agent's share is the first of theirs: they may have held the session more than once.
func first(shares []timing.Share, i int) bool {
	for _, s := range shares[:i] {
		if s.Agent == shares[i].Agent {
			return false
		}
	}
	return true
}

func took(t timing.Time) string {
	if t.Service != t.Calendar {
		return fmt.Sprintf("%s s (%s s)", seconds(t.Calendar), seconds(t.Service))
	}
	return seconds(t.Calendar) + " s"
}

// offset is the time since the session was opened, as people read a stopwatch.
func offset(d time.Duration) string {
	d = max(d, 0)
	if d < time.Hour {
		return fmt.Sprintf("%02d:%06.3f", int(d.Minutes()), (d % time.Minute).Seconds())
	}
	return fmt.Sprintf("%dh%02dm%02ds", int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60)
}

// printer keeps the first error.
type printer struct {
	out io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.out, format+"\n", args...)
	}
}
