package timing_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the tests need the zones, wherever they run

	"firstline/internal/calendar"
	"firstline/internal/desk"
	"firstline/internal/quality/timing"
)

// daily is a group that works from 09:00 to 22:00 in Shanghai, but for the first week of October.
const daily = `
name: 客服
zone: Asia/Shanghai
week: {mon: ["09:00-22:00"], tue: ["09:00-22:00"], wed: ["09:00-22:00"], thu: ["09:00-22:00"], fri: ["09:00-22:00"], sat: ["09:00-22:00"], sun: ["09:00-22:00"]}
holidays: [{date: 2026-10-01, until: 2026-10-07, name: 国庆节}]
`

func hours(t testing.TB, source string) calendar.Calendar {
	t.Helper()
	if source == "" {
		return calendar.Calendar{}
	}
	c, err := calendar.Load("hours.yaml", []byte(source), time.LoadLocation)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// wall reads a time in Shanghai, "21:59:50" of 2026-09-21 or "10-08 09:00:00" of the same year.
func wall(t testing.TB, text string) desk.Millis {
	t.Helper()
	if !strings.Contains(text, " ") {
		text = "09-21 " + text
	}
	when, err := time.Parse("2006-01-02 15:04:05 -0700", "2026-"+text+" +0800")
	if err != nil {
		t.Fatal(err)
	}
	return desk.At(when)
}

// timeline reads one event a line:
//
//	10:00:00 asked 1                 a customer's message, with its place
//	10:00:00 queued
//	10:00:05 assigned A
//	10:00:59 commanded 2 A 1         message 2, by A, behind the customer's 1
//	10:00:59 handed 2                also accepted, failed, unconfirmed, resent, automatic, noted
//	10:00:59 waived 1
//	10:09:30 reopened B
//	10:05:00 left A transferred
//	10:05:00 away 10:10:00
//	10:09:00 closed customer invalid agent, customer or timeout, and the outcome
func timeline(t testing.TB, text string) []timing.Event {
	t.Helper()
	var events []timing.Event
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		if strings.Contains(words[0], "-") {
			words = append([]string{words[0] + " " + words[1]}, words[2:]...)
		}
		words = append(words, "", "", "")
		events = append(events, event(t, wall(t, words[0]), timing.Kind(words[1]), words[2:]))
	}
	return events
}

func event(t testing.TB, at desk.Millis, kind timing.Kind, words []string) timing.Event {
	t.Helper()
	e := timing.Event{At: at, Kind: kind}
	number := func(text string) int64 {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	switch kind {
	case timing.Queued:
	case timing.Assigned, timing.Reopened, timing.Left:
		e.Agent, e.Reason = desk.AgentID(words[0]), words[1]
	case timing.Commanded:
		e.Seq, e.Agent, e.Answers = number(words[0]), desk.AgentID(words[1]), number(words[2])
	case timing.Waived:
		e.Answers = number(words[0])
	case timing.Away:
		e.Until = wall(t, words[0])
	case timing.Closed:
		e.By, e.Reason = map[string]timing.By{"agent": timing.ByAgent, "customer": timing.ByCustomer, "timeout": timing.ByTimeout}[words[0]], words[1]
	default:
		e.Seq = number(words[0])
	}
	return e
}

// told writes down what was measured.
func told(s timing.Session) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	if s.Exclusion != timing.Counts {
		line("excluded: %s", s.Exclusion)
	}
	line("first: %s", response(s.First))
	for _, t := range s.Turns {
		line("turn %s", turn(t))
	}
	for _, h := range s.Holds {
		how := slices.DeleteFunc([]string{map[bool]string{true: "again"}[h.Again], h.Reason}, func(s string) bool { return s == "" })
		name := string(h.Agent)
		if len(how) > 0 {
			name += " (" + strings.Join(how, ", ") + ")"
		}
		line("%s first: %s", name, response(h.First))
	}
	return b.String()
}

func turn(t timing.Turn) string {
	out := fmt.Sprint(t.Seq)
	if t.Messages > 1 {
		out += fmt.Sprintf("-%d", t.Last)
	}
	out += fmt.Sprintf(" %s", t.End)
	if t.By != "" {
		out += " by " + string(t.By)
	}
	out += " in " + span(t.Whole)
	var parts []string
	part := func(name string, of timing.Time, always bool) {
		if of != (timing.Time{}) || always {
			parts = append(parts, name+" "+span(of))
		}
	}
	part("network", t.Platform, false)
	part("system", t.System, false)
	part("nobody", t.Nobody, false)
	for _, s := range t.Shares {
		name := string(s.Agent)
		if s.Unanswered {
			name += " (unanswered)"
		}
		part(name, s.Time, true)
	}
	if len(parts) > 0 {
		out += " = " + strings.Join(parts, " + ")
	}
	if t.OffHours() {
		out += ", off hours"
	}
	return out
}

func response(r timing.Response) string {
	if r.Since == 0 {
		return "nothing"
	}
	out := "none in "
	if r.Answered {
		out = "by " + string(r.Agent) + " in "
	}
	out += span(r.Time)
	if r.Away {
		out += ", away"
	}
	return out
}

// span is one figure where both measures agree, and calendar/service where they do not.
func span(t timing.Time) string {
	if t.Calendar == t.Service {
		return t.Calendar.String()
	}
	return t.Calendar.String() + "/" + t.Service.String()
}
