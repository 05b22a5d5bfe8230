package calendar_test

import (
	"testing"
	"time"

	"firstline/internal/desk"
)

// sink keeps the compiler from leaving the work out.
var sink desk.Millis

// BenchmarkCalendar asks a calendar with lunch, a night, a holiday and make-up days, at the distances of daily work.
func BenchmarkCalendar(b *testing.B) {
	c := load(b, service)
	busy, eve := at(b, shanghai, "2026-09-21 10:00:00"), at(b, shanghai, "2026-09-30 21:59:30")
	nights, ahead := load(b, night), at(b, berlin, "2031-07-01 23:00:00")
	add := func(from desk.Millis, d time.Duration) func() {
		return func() { sink, _ = c.Add(from, d) }
	}
	for _, bench := range []struct {
		name string
		do   func()
	}{
		{"Open", func() { c.Open(busy) }},
		{"Open/where-clocks-change,years-ahead", func() { nights.Open(ahead) }},
		{"Add/60s", add(busy, time.Minute)},
		{"Add/60s,over-night", add(at(b, shanghai, "2026-09-21 21:59:50"), time.Minute)},
		{"Add/60s,over-the-holiday-week", add(eve, time.Minute)},
		{"Add/24h", add(busy, 24*time.Hour)},
		{"Add/100h", add(busy, 100*time.Hour)},
		{"Between/60s", func() { c.Between(busy, busy+60_000) }},
		{"Between/24h", func() { c.Between(busy, busy+86_400_000) }},
		{"Between/a-year", func() { c.Between(busy, busy+365*86_400_000) }},
		{"NextOpening/over-the-holiday-week", func() { sink, _ = c.NextOpening(eve) }},
		{"LocalDay", func() { c.LocalDay(busy) }},
		{"AddDays/10", func() { sink, _ = c.AddDays(busy, 10) }},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				bench.do()
			}
		})
	}
}

// BenchmarkWorst is a calendar that opens no more, searched to the horizon.
func BenchmarkWorst(b *testing.B) {
	c := load(b, "name: x\nzone: Europe/Berlin\nweek: {sun: []}\nholidays: [{date: 2020-01-01, name: x, open: [\"09:00-10:00\"]}]\n")
	now := at(b, berlin, "2026-09-21 10:00:00")
	b.ReportAllocs()
	for b.Loop() {
		sink, _ = c.NextOpening(now)
	}
}
