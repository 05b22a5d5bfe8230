package calendar

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

var spanPattern = regexp.MustCompile(`^(\d\d):(\d\d)-(\d\d):(\d\d)$`)

// written is a span as somebody wrote it; its end lies beyond the day when it goes over midnight.
type written struct {
	span
	key, text string
}

// plan reads the spans of one day.
func (b *builder) plan(key string, texts []string) plan {
	var all []written
	for i, text := range texts {
		w := written{key: fmt.Sprintf("%s[%d]", key, i), text: text}
		var wrong string
		if w.span, wrong = parseSpan(text); wrong != "" {
			b.report(w.key, "%q %s", text, wrong)
			continue
		}
		all = append(all, w)
	}
	slices.SortStableFunc(all, func(x, y written) int { return cmp.Compare(x.from, y.from) })
	var p plan
	var last written
	for _, w := range all {
		if w.from < last.to {
			b.report(w.key, "%q overlaps %q: make one span of the two", w.text, last.text)
		}
		if w.to > last.to {
			last = w
		}
		p.spans = append(p.spans, span{w.from, min(w.to, dayMillis)})
		p.spill = max(p.spill, w.to-dayMillis)
	}
	return p
}

// parseSpan reads HH:MM-HH:MM, or says what is wrong with it.
func parseSpan(text string) (s span, wrong string) {
	m := spanPattern.FindStringSubmatch(text)
	if m == nil {
		return s, "is not a span: write it as 09:00-18:00"
	}
	from, fromOK := clockOf(m[1], m[2])
	to, toOK := clockOf(m[3], m[4])
	switch {
	case !fromOK || !toOK || from == dayMillis:
		return s, "has a time that is on no clock: write 00:00 to 23:59, and 24:00 for the end of the day"
	case from == to:
		return s, "has no length: write 00:00-24:00 for the whole day, or remove it"
	case to < from: // over midnight
		to += dayMillis
	}
	return span{from, to}, ""
}

// clockOf is the time on the wall; 24:00 is the end of the day.
func clockOf(hours, minutes string) (int64, bool) {
	h, _ := strconv.ParseInt(hours, 10, 64) // the pattern has made sure
	m, _ := strconv.ParseInt(minutes, 10, 64)
	clock := (h*60 + m) * 60 * 1000
	return clock, m < 60 && clock <= dayMillis
}

// whole says whether the plan is open from midnight to midnight.
func (p plan) whole() bool {
	var end int64
	for _, s := range p.spans {
		if s.from > end {
			return false
		}
		end = s.to
	}
	return end == dayMillis
}

// never says whether there is no hour of work on any day.
func (b *builder) never() bool {
	hours := func(p plan) bool { return len(p.spans) > 0 }
	return !slices.ContainsFunc(b.table.week[:], hours) && !slices.ContainsFunc(b.table.dates, func(d date) bool { return hours(d.plan) })
}
