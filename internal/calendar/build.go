package calendar

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"firstline/internal/yamlform"
)

// builder turns a form into a table and collects what is wrong with it.
type builder struct {
	yamlform.Reader
	lines map[string]int // of the keys; nil when the form came from no text
	form  Form
	taken map[int64]string // which key a date comes from
	table table
}

// report notes a problem, unless the reader has said something about the key already.
func (b *builder) report(key, format string, args ...any) {
	if !slices.ContainsFunc(b.Found, func(p yamlform.Problem) bool { return p.Key == key }) {
		b.Problem(b.line(key), key, format, args...)
	}
}

func (b *builder) build(zones Zones) (Calendar, error) {
	b.named("name", b.form.Name, "客服")
	b.table.name, b.taken = b.form.Name, map[int64]string{}
	b.zone(zones)
	b.week()
	b.holidays()
	b.makeup()
	slices.SortFunc(b.table.dates, func(x, y date) int { return cmp.Compare(x.day, y.day) })
	if len(b.Found) == 0 && b.never() {
		b.report("week", "the calendar is open at no time: write hours, or remove week for round the clock")
	}
	if err := b.Found.Err(); err != nil {
		return Calendar{}, err
	}
	b.table.always = len(b.table.dates) == 0 && !slices.ContainsFunc(b.table.week[:], func(p plan) bool { return !p.whole() })
	return Calendar{&b.table}, nil
}

func (b *builder) named(key, name, such string) {
	if strings.TrimSpace(name) == "" {
		b.report(key, "is empty: write a name that people know it by, such as %s", such)
	}
}

func (b *builder) zone(zones Zones) {
	zone, err := zones(b.form.Zone)
	// "" and "Local" load, but what they mean depends on the machine.
	if err != nil || zone == nil || b.form.Zone == "" || b.form.Zone == "Local" {
		b.report("zone", "%q is not a time zone: write an IANA name, such as Asia/Shanghai", b.form.Zone)
		return
	}
	b.table.zone = zone
}

// days are the names of the days in a form.
func days() []string { return []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"} }

func (b *builder) week() {
	whole := plan{spans: []span{{0, dayMillis}}}
	for i := range b.table.week {
		if b.form.Week == nil {
			b.table.week[i] = whole
			continue
		}
		day := days()[i]
		b.table.week[i] = b.plan("week."+day, b.form.Week[day])
	}
	if b.form.Week != nil && len(b.form.Week) == 0 { // JSON leaves an empty one out, which is the contrary
		b.report("week", "has no day: remove it for round the clock, or write sun: [] for never in the week")
	}
	for day := range b.form.Week {
		if !slices.Contains(days(), day) {
			b.report("week."+day, "is no day of the week: write mon, tue, wed, thu, fri, sat or sun")
		}
	}
}

// longest is how many days one holiday may have: more is a slip of the pen in the year.
const longest = 366

func (b *builder) holidays() {
	for i, h := range b.form.Holidays {
		key := fmt.Sprintf("holidays[%d]", i)
		b.named(key+".name", h.Name, "国庆节")
		hours := b.plan(key+".open", h.Open)
		first, ok := b.date(key+".date", h.Date)
		last := first
		if h.Until != "" {
			var ends bool
			last, ends = b.date(key+".until", h.Until)
			ok = ok && ends
		}
		switch {
		case !ok:
		case last < first:
			b.report(key+".until", "is before date: swap the two")
		case last-first >= longest:
			b.report(key+".until", "makes a holiday of %d days: check the year", last-first+1)
		default:
			for day := first; day <= last; day++ {
				b.add(key, date{day: day, kind: Holiday, name: h.Name, plan: hours})
			}
		}
	}
}

func (b *builder) makeup() {
	for i, m := range b.form.Makeup {
		key := fmt.Sprintf("makeup_days[%d]", i)
		b.named(key+".name", m.Name, "国庆调休")
		hours := b.plan(key+".open", m.Open)
		as := slices.Index(days(), m.As)
		switch {
		case m.As == "" && len(m.Open) == 0:
			b.report(key, "says no hours: write as: fri for those of another day, or open: with its own")
		case m.As != "" && len(m.Open) > 0:
			b.report(key+".as", "is given together with open: keep one of the two")
		case m.As != "" && as < 0:
			b.report(key+".as", "%q is no day of the week: write mon, tue, wed, thu, fri, sat or sun", m.As)
		case m.As != "":
			if hours = b.table.week[as]; len(hours.spans) == 0 {
				b.report(key+".as", "%s has no hours in week: name a day that is worked", m.As)
			}
		}
		if day, ok := b.date(key+".date", m.Date); ok {
			b.add(key, date{day: day, kind: Makeup, name: m.Name, plan: hours})
		}
	}
}

// add takes a date, unless another holiday or make-up day stands on it.
func (b *builder) add(key string, d date) {
	if other, ok := b.taken[d.day]; ok {
		on := time.Unix(d.day*dayMillis/1000, 0).UTC().Format(time.DateOnly)
		b.report(key+".date", "%s is in %s as well: keep one of the two", on, other)
		return
	}
	b.taken[d.day] = key
	b.table.dates = append(b.table.dates, d)
}

// date reads a day such as 2026-10-01.
func (b *builder) date(key, text string) (int64, bool) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		b.report(key, "%q is not a date: write it as 2026-10-01", text)
		return 0, false
	}
	return t.Unix() * 1000 / dayMillis, true
}
