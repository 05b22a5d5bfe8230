package calendar_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"firstline/internal/calendar"
	"firstline/internal/desk"
)

// zones are some that differ in how and when their clocks change.
func zones() []string {
	return []string{shanghai, berlin, "UTC", "America/New_York", "America/Havana", "America/Sao_Paulo", "America/St_Johns", "Australia/Lord_Howe",
		"Asia/Kathmandu", "Pacific/Apia", "Africa/Casablanca", "Antarctica/Troll"}
}

// changes are days around which clocks change in some of the zones.
func changes() []string {
	return []string{"2026-03-29", "2026-10-25", "2026-03-08", "2026-11-01", "2018-11-04", "2018-02-17", "2011-12-30", "2026-04-05", "2026-02-15", "2026-06-15"}
}

// naive is a calendar that is asked second by second. It shares no code with the real one: it reads the form anew each
// time, with package time's own idea of the wall.
type naive struct {
	form calendar.Form
	zone *time.Location
}

// hours are the texts that hold on a date.
func (n naive) hours(day time.Time) []string {
	key := func(d time.Time) string { return strings.ToLower(d.Weekday().String()[:3]) }
	text := day.Format("2006-01-02")
	for _, h := range n.form.Holidays {
		if text == h.Date || h.Until != "" && text > h.Date && text <= h.Until {
			return h.Open
		}
	}
	for _, m := range n.form.Makeup {
		if text == m.Date && m.As != "" {
			return n.form.Week[m.As]
		}
		if text == m.Date {
			return m.Open
		}
	}
	return n.form.Week[key(day)]
}

func (n naive) open(at time.Time) bool {
	wall := at.In(n.zone)
	clock := wall.Format("15:04:05")
	today := time.Date(wall.Year(), wall.Month(), wall.Day(), 0, 0, 0, 0, time.UTC)
	for _, s := range n.hours(today) {
		from, to, _ := strings.Cut(s, "-")
		if clock >= from+":00" && (clock < to+":00" || to <= from) {
			return true
		}
	}
	for _, s := range n.hours(today.AddDate(0, 0, -1)) {
		if from, to, _ := strings.Cut(s, "-"); to <= from && clock < to+":00" {
			return true
		}
	}
	return false
}

// count is how many steps are open, beginning at from.
func (n naive) count(from, to desk.Millis, step time.Duration) time.Duration {
	var sum time.Duration
	for ; from < to; from = from.Add(step) {
		if n.open(from.Time()) {
			sum += step
		}
	}
	return sum
}

// drawDay writes the hours of one day: up to three spans, the last of them perhaps over midnight.
func drawDay(t *rapid.T, label string) []string {
	cuts := rapid.SliceOfNDistinct(rapid.IntRange(0, 24*60-1), 0, 6, rapid.ID).Draw(t, label)
	for i := range cuts { // by hand: the calendar sorts with package slices
		for j := i; j > 0 && cuts[j] < cuts[j-1]; j-- {
			cuts[j], cuts[j-1] = cuts[j-1], cuts[j]
		}
	}
	clock := func(m int) string { return fmt.Sprintf("%02d:%02d", m/60, m%60) }
	var out []string
	for i := 0; i+1 < len(cuts); i += 2 {
		out = append(out, clock(cuts[i])+"-"+clock(cuts[i+1]))
	}
	if len(cuts)%2 == 0 {
		return out
	}
	last := cuts[len(cuts)-1]
	if last > 0 && rapid.Bool().Draw(t, label+" goes on") {
		return append(out, clock(last)+"-"+clock(rapid.IntRange(0, last-1).Draw(t, label+" until")))
	}
	return append(out, clock(last)+"-24:00")
}

// draw makes a calendar with something odd around a day on which clocks change somewhere, and an instant near it.
func draw(t *rapid.T) (calendar.Calendar, naive, desk.Millis) {
	focus, err := time.Parse(time.DateOnly, rapid.SampledFrom(changes()).Draw(t, "focus"))
	if err != nil {
		t.Fatal(err)
	}
	form := calendar.Form{Name: "x", Zone: rapid.SampledFrom(zones()).Draw(t, "zone"), Week: map[string][]string{"sun": {"10:00-11:00"}}}
	for _, day := range []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} {
		if rapid.IntRange(0, 3).Draw(t, day) > 0 {
			form.Week[day] = drawDay(t, day+" hours")
		}
	}
	if len(form.Week["mon"]) == 0 {
		form.Week["mon"] = []string{"00:00-24:00"}
	}
	for i, days := range rapid.SliceOfNDistinct(rapid.IntRange(-3, 3), 0, 3, rapid.ID).Draw(t, "odd days") {
		day := focus.AddDate(0, 0, days).Format(time.DateOnly)
		switch rapid.IntRange(0, 2).Draw(t, "kind") {
		case 0:
			form.Holidays = append(form.Holidays, calendar.HolidayForm{Date: day, Name: "x", Open: drawDay(t, fmt.Sprint("holiday ", i))})
		case 1:
			form.Makeup = append(form.Makeup, calendar.MakeupForm{Date: day, Name: "x", As: "mon"})
		default:
			form.Makeup = append(form.Makeup, calendar.MakeupForm{Date: day, Name: "x", Open: []string{"08:00-12:00", "22:00-03:00"}})
		}
	}
	c, err := calendar.New(form, time.LoadLocation)
	if err != nil {
		t.Fatalf("%+v: %v", form, err)
	}
	minute := rapid.IntRange(-3*24*60, 3*24*60).Draw(t, "minute")
	return c, naive{form, c.Zone()}, desk.At(focus.Add(time.Duration(minute) * time.Minute))
}

// TestBetweenCounts: Between is what somebody counts who looks at the wall every minute, and every second.
func TestBetweenCounts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c, n, from := draw(t)
		minutes := rapid.IntRange(0, 36*60).Draw(t, "minutes")
		to := from.Add(time.Duration(minutes) * time.Minute)
		if got, want := c.Between(from, to), n.count(from, to, time.Minute); got != want {
			t.Fatalf("from %s to %s: %v, minutes say %v", show(from, true, n.zone), show(to, true, n.zone), got, want)
		}
		from = to.Add(-time.Duration(rapid.IntRange(0, 90).Draw(t, "seconds before")) * time.Second)
		to = from.Add(time.Duration(rapid.IntRange(0, 180).Draw(t, "seconds")) * time.Second)
		if got, want := c.Between(from, to), n.count(from, to, time.Second); got != want {
			t.Fatalf("from %s to %s: %v, seconds say %v", show(from, true, n.zone), show(to, true, n.zone), got, want)
		}
	})
}

// TestBetweenAddsUp: a stretch is the sum of its parts, none of which is negative or longer than it lasted.
func TestBetweenAddsUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c, _, a := draw(t)
		step := rapid.Int64Range(0, 20*24*3600*1000)
		b := a + desk.Millis(step.Draw(t, "a to b"))
		d := b + desk.Millis(step.Draw(t, "b to d"))
		left, right, whole := c.Between(a, b), c.Between(b, d), c.Between(a, d)
		if left+right != whole || left < 0 || right < 0 || left > b.Sub(a) || right > d.Sub(b) {
			t.Fatalf("%v and %v are %v", left, right, whole)
		}
	})
}

// TestAddIsTheLeast: Add undoes Between, and no earlier instant would do.
func TestAddIsTheLeast(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c, _, from := draw(t)
		from += desk.Millis(rapid.Int64Range(0, 60_000).Draw(t, "millis"))
		d := time.Duration(rapid.Int64Range(1, 40*3600*1000).Draw(t, "d")) * time.Millisecond
		end, ok := c.Add(from, d)
		if !ok {
			t.Fatal("never")
		}
		if got := c.Between(from, end); got != d {
			t.Fatalf("until %s there are %v, not %v", show(end, true, c.Zone()), got, d)
		}
		if got := c.Between(from, end-1); got != d-time.Millisecond {
			t.Fatalf("a millisecond before %s there are %v of %v", show(end, true, c.Zone()), got, d)
		}
		if more, ok := c.Add(from, d+time.Millisecond); !ok || more <= end {
			t.Fatalf("more work is done by %s, less by %s", show(more, ok, c.Zone()), show(end, true, c.Zone()))
		}
	})
}

// TestNextIsTheFirst: the next opening is where somebody finds it who looks at the wall every minute.
func TestNextIsTheFirst(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c, n, after := draw(t)
		until := after.Add(48 * time.Hour)
		var first desk.Millis // change to open
		for now, was := after, n.open(after.Time()); now < until; {
			now = now.Add(time.Minute)
			is := n.open(now.Time())
			if is != c.Open(now) {
				t.Fatalf("open at %s: %v", show(now, true, n.zone), !is)
			}
			if is && !was && first == 0 {
				first = now
			}
			was = is
		}
		got, ok := c.NextOpening(after)
		if first != got && (first != 0 || ok && got <= until) {
			t.Fatalf("open from %s, not from %s", show(first, first != 0, n.zone), show(got, ok, n.zone))
		}
	})
}
