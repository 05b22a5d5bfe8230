package calendar_test

import (
	"testing"
	"time"

	"firstline/internal/calendar"
)

// TestBetween: durations by hand. want is what Add has to give back as well, from the same instant, wherever time passes.
func TestBetween(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, source, zone, from, to string
		want                         time.Duration
	}{
		{"within a span", service, shanghai, "2026-09-21 09:00:00", "2026-09-21 09:01:00", time.Minute},
		{"a message at 21:59:50 with closing at 22:00, answered at 22:00:30", service, shanghai, "2026-09-21 21:59:50", "2026-09-21 22:00:30", 10 * time.Second},
		{"answered twenty seconds into the next morning", service, shanghai, "2026-09-21 21:59:50", "2026-09-22 09:00:20", 30 * time.Second},
		{"a message outside starts at the next opening", service, shanghai, "2026-09-21 23:00:00", "2026-09-22 09:00:45", 45 * time.Second},
		{"a reply outside takes no time", service, shanghai, "2026-09-21 23:00:00", "2026-09-22 08:59:59", 0},
		{"over lunch", service, shanghai, "2026-09-21 11:59:00", "2026-09-21 13:31:00", 2 * time.Minute},
		{"over the holiday", service, shanghai, "2026-09-30 21:59:00", "2026-10-08 09:01:00", 2 * time.Minute},
		{"over the holiday to the make-up Sunday", service, shanghai, "2026-10-10 15:59:00", "2026-10-11 10:01:00", 2 * time.Minute},
		{"over midnight", service, shanghai, "2026-09-18 23:00:00", "2026-09-19 10:30:00", 3*time.Hour + 30*time.Minute},
		{"a whole week", service, shanghai, "2026-09-14 00:00:00", "2026-09-21 00:00:00", 4*(11*time.Hour+30*time.Minute) + 13*time.Hour + 30*time.Minute + 6*time.Hour},
		{"the night of an ordinary day", night, berlin, "2026-06-01 21:00:00", "2026-06-02 12:00:00", 8 * time.Hour},
		{"the night that lacks an hour", night, berlin, "2026-03-28 21:00:00", "2026-03-29 12:00:00", 7 * time.Hour},
		{"the night that has one more", night, berlin, "2026-10-24 21:00:00", "2026-10-25 12:00:00", 9 * time.Hour},
		{"spans around the hour that is skipped", small, berlin, "2026-03-29 00:00:00", "2026-03-29 12:00:00", 30*time.Minute + time.Hour},
		{"spans around the hour that comes twice", small, berlin, "2026-10-25 00:00:00", "2026-10-25 12:00:00",
			time.Hour + 15*time.Minute + 30*time.Minute + 75*time.Minute},
		{"the same night has no such hour in Shanghai", "name: x\nzone: Asia/Shanghai\nweek: {sat: [\"22:00-06:00\"]}", shanghai,
			"2026-03-28 21:00:00", "2026-03-29 12:00:00", 8 * time.Hour},
		{"backwards", service, shanghai, "2026-09-21 10:00:00", "2026-09-21 09:00:00", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			cal := load(t, c.source)
			from, to := at(t, c.zone, c.from), at(t, c.zone, c.to)
			if got := cal.Between(from, to); got != c.want {
				t.Errorf("%v, want %v", got, c.want)
			}
			if end, ok := cal.Add(from, c.want); !ok || cal.Between(from, end) != c.want || end > max(to, from) {
				t.Errorf("adding it gives %s", show(end, ok, cal.Zone()))
			}
		})
	}
}

func TestAdd(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, source, zone, from string
		d                        time.Duration
		want                     string
	}{
		{"sixty seconds", service, shanghai, "2026-09-21 10:00:00", time.Minute, "2026-09-21 10:01:00+08:00"},
		{"ten of them today, fifty tomorrow", service, shanghai, "2026-09-21 21:59:50", time.Minute, "2026-09-22 09:00:50+08:00"},
		{"due with the closing, not with the opening", service, shanghai, "2026-09-21 21:59:00", time.Minute, "2026-09-21 22:00:00+08:00"},
		{"from outside", service, shanghai, "2026-09-21 23:00:00", time.Minute, "2026-09-22 09:01:00+08:00"},
		{"over the holiday", service, shanghai, "2026-09-30 21:59:30", time.Minute, "2026-10-08 09:00:30+08:00"},
		{"into the made-up Saturday, over Friday's night", service, shanghai, "2026-09-25 23:00:00", 4 * time.Hour, "2026-09-26 10:00:00+08:00"},
		{"nothing", service, shanghai, "2026-09-21 23:00:00", 0, "2026-09-21 23:00:00+08:00"},
		{"less than nothing", service, shanghai, "2026-09-21 23:00:00", -time.Hour, "2026-09-21 23:00:00+08:00"},
		{"a part of a millisecond is not early", service, shanghai, "2026-09-21 11:59:59", time.Second + 1, "2026-09-21 13:30:00+08:00"},
		{"through the hour that is skipped", night, berlin, "2026-03-29 01:30:00", time.Hour, "2026-03-29 03:30:00+02:00"},
		{"through the hour that comes twice", night, berlin, "2026-10-25 02:30:00+02:00", time.Hour, "2026-10-25 02:30:00+01:00"},
		{"more than ten years", service, shanghai, "2026-09-21 10:00:00", 100_000 * time.Hour, "never"},
		{"longer than the horizon", "name: x\nzone: UTC", "UTC", "2026-09-21 10:00:00", 1 << 62, "never"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			cal := load(t, c.source)
			got, ok := cal.Add(at(t, c.zone, c.from), c.d)
			if s := show(got, ok, cal.Zone()); s != c.want {
				t.Errorf("%s, want %s", s, c.want)
			}
		})
	}
}

func TestNextOpening(t *testing.T) {
	t.Parallel()
	const fair = "name: 展会\nzone: Asia/Shanghai\nweek: {sun: []}\nmakeup_days:\n  - {date: 2026-10-10, name: 展会, open: [\"09:00-17:00\"]}\n"
	const duty = "name: 值班\nzone: Asia/Shanghai\nholidays:\n  - {date: 2027-02-06, name: 除夕}\n"
	for _, c := range []struct{ name, source, zone, after, opens string }{
		{"in the morning", service, shanghai, "2026-09-21 08:00:00", "2026-09-21 09:00:00+08:00"},
		{"at work", service, shanghai, "2026-09-21 10:00:00", "2026-09-21 13:30:00+08:00"},
		{"at the opening itself", service, shanghai, "2026-09-21 09:00:00", "2026-09-21 13:30:00+08:00"},
		{"at the closing itself", service, shanghai, "2026-09-21 22:00:00", "2026-09-22 09:00:00+08:00"},
		{"midnight is no closing", service, shanghai, "2026-09-18 21:00:00", "2026-09-19 10:00:00+08:00"},
		{"the day before the holiday", service, shanghai, "2026-09-30 22:00:00", "2026-10-08 09:00:00+08:00"},
		{"an opening that the wall skips", small, berlin, "2026-03-29 02:00:00+01:00", "2026-04-05 01:30:00+02:00"},
		{"a change of the zone is no closing", night, berlin, "2026-10-25 00:00:00", "2026-10-25 22:00:00+01:00"},
		{"before the only day", fair, shanghai, "2026-01-01 00:00:00", "2026-10-10 09:00:00+08:00"},
		{"on it", fair, shanghai, "2026-10-10 12:00:00", "never"},
		{"after it", fair, shanghai, "2026-10-10 17:00:00", "never"},
		{"too long before it", fair, shanghai, "2016-01-01 00:00:00", "never"},
		{"round the clock but for a day", duty, shanghai, "2026-09-21 10:00:00", "2027-02-07 00:00:00+08:00"},
		{"and never again", duty, shanghai, "2027-02-07 10:00:00", "never"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			cal := load(t, c.source)
			after := at(t, c.zone, c.after)
			opens, ok := cal.NextOpening(after)
			if s := show(opens, ok, cal.Zone()); s != c.opens {
				t.Errorf("opens %s, want %s", s, c.opens)
			}
		})
	}
}

func TestOfNoUseAnyMore(t *testing.T) {
	t.Parallel()
	cal := load(t, "name: x\nzone: UTC\nweek: {sun: []}\nmakeup_days: [{date: 2026-10-10, name: x, open: [\"09:00-10:00\"]}]\n")
	after := at(t, "UTC", "2026-10-10 09:30:00")
	if got, ok := cal.Add(after, 30*time.Minute); !ok || got != after.Add(30*time.Minute) {
		t.Errorf("the last half hour ends at %s", show(got, ok, time.UTC))
	}
	if got, ok := cal.Add(after, 31*time.Minute); ok {
		t.Errorf("a minute more is found at %s", show(got, ok, time.UTC))
	}
	if got := cal.Between(after, after.Add(calendar.Horizon)); got != 30*time.Minute {
		t.Errorf("%v are left", got)
	}
}
