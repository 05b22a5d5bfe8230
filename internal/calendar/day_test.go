package calendar_test

import (
	"fmt"
	"testing"
	"time"

	"firstline/internal/calendar"
)

func TestLocalDay(t *testing.T) {
	t.Parallel()
	zoned := func(zone string) string { return "name: x\nzone: " + zone + "\n" }
	for _, c := range []struct{ name, source, zone, at, want string }{
		{"an ordinary day", service, shanghai, "2026-09-21 00:00:00", "2026-09-21 Mon works 2026-09-21 00:00:00+08:00 24h0m0s"},
		{"its last second", service, shanghai, "2026-09-21 23:59:59", "2026-09-21 Mon works 2026-09-21 00:00:00+08:00 24h0m0s"},
		{"a day of rest", service, shanghai, "2026-09-20 12:00:00", "2026-09-20 Sun rests 2026-09-20 00:00:00+08:00 24h0m0s"},
		{"a holiday", service, shanghai, "2026-10-07 12:00:00", "2026-10-07 Wed holiday 国庆节 rests 2026-10-07 00:00:00+08:00 24h0m0s"},
		{"a holiday that is worked", service, shanghai, "2026-12-31 12:00:00", "2026-12-31 Thu holiday 年末盘点 works 2026-12-31 00:00:00+08:00 24h0m0s"},
		{"a day that is made up", service, shanghai, "2026-09-26 12:00:00", "2026-09-26 Sat makeup 国庆调休 works 2026-09-26 00:00:00+08:00 24h0m0s"},
		{"the night's rest of a closed day", night, berlin, "2026-06-01 05:00:00", "2026-06-01 Mon works 2026-06-01 00:00:00+02:00 24h0m0s"},
		{"clocks go forward", night, berlin, "2026-03-29 12:00:00", "2026-03-29 Sun works 2026-03-29 00:00:00+01:00 23h0m0s"},
		{"clocks go back", night, berlin, "2026-10-25 02:30:00+02:00", "2026-10-25 Sun works 2026-10-25 00:00:00+02:00 25h0m0s"},
		{"seen from Shanghai it is the next day", service, shanghai, "2026-10-24 23:30:00+02:00", "2026-10-25 Sun rests 2026-10-25 00:00:00+08:00 24h0m0s"},
		{"midnight is skipped", zoned("America/Sao_Paulo"), "", "2018-11-04 12:00:00-02:00", "2018-11-04 Sun works 2018-11-04 01:00:00-02:00 23h0m0s"},
		{"the hour before midnight comes twice", zoned("America/Sao_Paulo"), "", "2018-02-17 23:30:00-02:00", "2018-02-17 Sat works 2018-02-17 00:00:00-02:00 25h0m0s"},
		{"the same, later", zoned("America/Sao_Paulo"), "", "2018-02-17 23:30:00-03:00", "2018-02-17 Sat works 2018-02-17 00:00:00-02:00 25h0m0s"},
		{"the hour after midnight comes twice", zoned("America/Havana"), "", "2026-11-01 00:30:00-05:00", "2026-11-01 Sun works 2026-11-01 00:00:00-04:00 25h0m0s"},
		{"a day that an island left out", zoned("Pacific/Apia"), "", "2011-12-29 23:59:59-10:00", "2011-12-29 Thu works 2011-12-29 00:00:00-10:00 24h0m0s"},
		{"and the day behind it", zoned("Pacific/Apia"), "", "2011-12-31 00:00:00+14:00", "2011-12-31 Sat works 2011-12-31 00:00:00+14:00 24h0m0s"},
		{"half an hour of summer time", zoned("Australia/Lord_Howe"), "", "2026-04-05 12:00:00+10:30", "2026-04-05 Sun works 2026-04-05 00:00:00+11:00 24h30m0s"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			cal := load(t, c.source)
			d := cal.LocalDay(at(t, c.zone, c.at))
			works := map[bool]string{true: "works", false: "rests"}[d.Works]
			got := fmt.Sprintf("%d-%02d-%02d %s ", d.Year, d.Month, d.Date, d.Weekday.String()[:3])
			if d.Kind != calendar.Ordinary {
				got += string(d.Kind) + " " + d.Name + " "
			}
			got += fmt.Sprintf("%s %s %v", works, show(d.From, true, cal.Zone()), d.To.Sub(d.From))
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestAddDays(t *testing.T) {
	t.Parallel()
	const office = "name: 职能部门\nzone: Asia/Shanghai\nweek: {mon: [\"09:00-18:00\"], tue: [\"09:00-18:00\"], wed: [\"09:00-18:00\"], thu: [\"09:00-18:00\"], fri: [\"09:00-18:00\"]}\n" +
		"holidays: [{date: 2026-10-01, until: 2026-10-07, name: 国庆节}]\nmakeup_days: [{date: 2026-10-10, name: 国庆调休, as: fri}]\n"
	for _, c := range []struct {
		name, source, zone, from string
		n                        int
		want                     string
	}{
		{"the day itself", office, shanghai, "2026-09-21 10:00:00", 0, "2026-09-22 00:00:00+08:00"},
		{"one", office, shanghai, "2026-09-21 10:00:00", 1, "2026-09-23 00:00:00+08:00"},
		{"the hour does not matter", office, shanghai, "2026-09-21 23:59:59", 1, "2026-09-23 00:00:00+08:00"},
		{"over the weekend", office, shanghai, "2026-09-25 10:00:00", 1, "2026-09-29 00:00:00+08:00"},
		{"from the weekend", office, shanghai, "2026-09-26 10:00:00", 1, "2026-09-29 00:00:00+08:00"},
		{"over the holiday", office, shanghai, "2026-09-30 10:00:00", 1, "2026-10-09 00:00:00+08:00"},
		{"a Saturday that is made up counts", office, shanghai, "2026-09-30 10:00:00", 3, "2026-10-11 00:00:00+08:00"},
		{"five", office, shanghai, "2026-09-30 10:00:00", 5, "2026-10-14 00:00:00+08:00"},
		{"days of 23 and 25 hours are days", night, berlin, "2026-10-24 10:00:00", 2, "2026-10-27 00:00:00+01:00"},
		{"more than there are", office, shanghai, "2026-09-21 10:00:00", 4000, "never"},
		{"a date that is there twice is one day", "name: x\nzone: America/St_Johns", "", "2010-11-06 12:00:00-02:30", 1, "2010-11-08 00:00:00-03:30"},
		{"round the clock", "name: x\nzone: Pacific/Apia", "", "2011-12-29 10:00:00-10:00", 1, "2012-01-01 00:00:00+14:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			cal := load(t, c.source)
			got, ok := cal.AddDays(at(t, c.zone, c.from), c.n)
			if s := show(got, ok, cal.Zone()); s != c.want {
				t.Errorf("%s, want %s", s, c.want)
			}
		})
	}
}

// TestDaysFollowEachOther: each day begins where the one before ends, also where clocks change.
func TestDaysFollowEachOther(t *testing.T) {
	t.Parallel()
	for _, zone := range zones() {
		cal := load(t, "name: x\nzone: "+zone+"\n")
		d := cal.LocalDay(at(t, "UTC", "2010-01-01 12:00:00"))
		for d.Year < 2031 {
			next := cal.LocalDay(d.To)
			if before := cal.LocalDay(d.To - 1); before != d || next.From != d.To || next.To <= next.From || next.To.Sub(next.From) > 26*time.Hour {
				t.Fatalf("%s: %+v then %+v then %+v", zone, d, before, next)
			}
			d = next
		}
	}
}
