package calendar_test

import (
	"testing"
	"time"

	"firstline/internal/calendar"
	"firstline/internal/desk"
)

func TestOpen(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, source, zone, at string
		want                   bool
	}{
		{"a minute before opening", service, shanghai, "2026-09-21 08:59:59", false},
		{"the first second", service, shanghai, "2026-09-21 09:00:00", true},
		{"the last second before lunch", service, shanghai, "2026-09-21 11:59:59", true},
		{"lunch", service, shanghai, "2026-09-21 12:00:00", false},
		{"after lunch", service, shanghai, "2026-09-21 13:30:00", true},
		{"ten seconds before closing", service, shanghai, "2026-09-21 21:59:50", true},
		{"closing", service, shanghai, "2026-09-21 22:00:00", false},
		{"Friday night", service, shanghai, "2026-09-18 23:59:59", true},
		{"and over midnight", service, shanghai, "2026-09-19 00:00:00", true},
		{"until two", service, shanghai, "2026-09-19 01:59:59", true},
		{"not at two", service, shanghai, "2026-09-19 02:00:00", false},
		{"Sunday", service, shanghai, "2026-09-20 12:00:00", false},
		{"Saturday by its own hours", service, shanghai, "2026-09-19 09:30:00", false},
		{"a Saturday that is made up works as a Monday", service, shanghai, "2026-09-26 09:30:00", true},
		{"with its evening", service, shanghai, "2026-09-26 21:59:59", true},
		{"Friday's night runs into it", service, shanghai, "2026-09-26 01:00:00", true},
		{"a Sunday that is made up has its own hours", service, shanghai, "2026-10-11 13:59:59", true},
		{"and no others", service, shanghai, "2026-10-11 14:00:00", false},
		{"the first day of the holiday", service, shanghai, "2026-10-01 09:30:00", false},
		{"its Friday has no night", service, shanghai, "2026-10-02 23:00:00", false},
		{"nor the morning after", service, shanghai, "2026-10-03 01:00:00", false},
		{"the last day", service, shanghai, "2026-10-07 13:30:00", false},
		{"the day after", service, shanghai, "2026-10-08 09:00:00", true},
		{"a holiday with hours", service, shanghai, "2026-12-31 14:59:59", true},
		{"and their end", service, shanghai, "2026-12-31 15:00:00", false},
		{"the night before clocks go forward", night, berlin, "2026-03-29 01:59:59", true},
		{"after the hour that is not there", night, berlin, "2026-03-29 03:00:00", true},
		{"its end", night, berlin, "2026-03-29 06:00:00", false},
		{"long ago", service, shanghai, "1969-12-29 08:59:59", false},
		{"and then at work", service, shanghai, "1969-12-29 09:00:00", true},
		{"02:29 the first time", small, berlin, "2026-10-25 02:29:59+02:00", true},
		{"02:30 the first time", small, berlin, "2026-10-25 02:30:00+02:00", false},
		{"02:00 the second time", small, berlin, "2026-10-25 02:00:00+01:00", true},
		{"02:30 the second time", small, berlin, "2026-10-25 02:30:00+01:00", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := load(t, c.source).Open(at(t, c.zone, c.at)); got != c.want {
				t.Errorf("open at %s: %v", c.at, got)
			}
		})
	}
}

// TestZeroIsRoundTheClock: hours that nobody has set never excuse a late answer (CHN-02).
func TestZeroIsRoundTheClock(t *testing.T) {
	t.Parallel()
	full := load(t, "name: 24 小时\nzone: Asia/Shanghai\n")
	written := load(t, `{name: x, zone: Asia/Shanghai, week: {mon: ["00:00-24:00"], tue: ["00:00-12:00", "12:00-24:00"], wed: ["00:00-24:00"],
  thu: ["00:00-24:00"], fri: ["00:00-24:00"], sat: ["00:00-24:00"], sun: ["00:00-24:00"]}}`)
	now := at(t, shanghai, "2026-10-01 03:04:05")
	for name, c := range map[string]calendar.Calendar{"zero": {}, "no week": full, "all written": written} {
		if !c.Open(now) {
			t.Errorf("%s: closed", name)
		}
		if got := c.Between(now, now+12345); got != 12345*time.Millisecond {
			t.Errorf("%s: between: %v", name, got)
		}
		if got, ok := c.Add(now, time.Minute); !ok || got != now.Add(time.Minute) {
			t.Errorf("%s: add: %v %v", name, got, ok)
		}
		if got, ok := c.NextOpening(now); ok {
			t.Errorf("%s: opens at %v", name, got)
		}
		if !c.LocalDay(now).Works {
			t.Errorf("%s: a day of rest", name)
		}
	}
	if zero := (calendar.Calendar{}); zero.Zone() != time.UTC || zero.Name() != "" {
		t.Errorf("zero is %q in %v", zero.Name(), zero.Zone())
	}
	if full.Zone().String() != shanghai || full.Name() != "24 小时" {
		t.Errorf("%q in %v", full.Name(), full.Zone())
	}
}

func TestOpenAllocatesNothing(t *testing.T) {
	c := load(t, service)
	now := at(t, shanghai, "2026-09-21 21:59:50")
	for name, do := range map[string]func(){
		"Open":        func() { c.Open(now) },
		"Between":     func() { c.Between(now, now+86_400_000) },
		"Add":         func() { c.Add(now, time.Hour) },
		"NextOpening": func() { c.NextOpening(now) },
		"LocalDay":    func() { c.LocalDay(now) },
		"AddDays":     func() { c.AddDays(now, 10) },
	} {
		if n := testing.AllocsPerRun(100, do); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
}

// TestNoInstantIsTooFar: nonsense gives an answer, not a hang.
func TestNoInstantIsTooFar(t *testing.T) {
	t.Parallel()
	c := load(t, service)
	for _, m := range []desk.Millis{0, -1, -62135596800000, 253402300799999, 1 << 62, -1 << 62} {
		c.Open(m)
		c.Add(m, time.Hour)
		c.NextOpening(m)
		c.LocalDay(m)
		c.AddDays(m, 3)
		c.Between(m, m+1000)
	}
}

// TestSpells: together they are the working time, apart and cut at both ends; what touches is one.
func TestSpells(t *testing.T) {
	t.Parallel()
	c := load(t, service)
	from, to := at(t, shanghai, "2026-09-18 20:00:00"), at(t, shanghai, "2026-10-09 10:00:00")
	sum, last := time.Duration(0), desk.Millis(0)
	for a, b := range c.Spells(from, to) {
		if a <= last || b <= a || a < from || b > to || !c.Open(a) || c.Open(b) && b < to {
			t.Errorf("from %s to %s", show(a, true, c.Zone()), show(b, true, c.Zone()))
		}
		sum, last = sum+b.Sub(a), b
	}
	if want := c.Between(from, to); sum != want || want == 0 {
		t.Errorf("together %v, want %v", sum, want)
	}
	for range c.Spells(from, to) {
		break // who has seen enough may go
	}
	for a, b := range (calendar.Calendar{}).Spells(from, to) {
		if a != from || b != to {
			t.Errorf("round the clock: from %d to %d", a, b)
		}
	}
}
