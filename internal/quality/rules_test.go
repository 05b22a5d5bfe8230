package quality

import (
	"testing"
	"time"
	_ "time/tzdata" // the tests need the zones, wherever they run

	"firstline/internal/desk"
)

func TestBinding(t *testing.T) {
	t.Parallel()
	const begins = 100
	for _, c := range []struct {
		name     string
		promises []Promise
		want     string
		late     bool
	}{
		{"none", nil, "", false},
		{"one before", []Promise{{"a", 50}}, "a", false},
		{"a new key before the day", []Promise{{"a", 50}, {"b", 99}}, "b", false},
		{"in another order", []Promise{{"b", 99}, {"a", 50}}, "b", false},
		{"a new key during the day", []Promise{{"a", 50}, {"b", 100}}, "a", false},
		{"the day of the installation", []Promise{{"a", 120}}, "a", true},
		{"tried again on the day of the installation", []Promise{{"a", 120}, {"b", 110}, {"c", 130}}, "b", true},
		{"late and then found earlier", []Promise{{"a", 120}, {"b", 60}, {"c", 40}}, "b", false},
	} {
		got, late, ok := Binding(c.promises, begins)
		if got.Text != c.want || late != c.late || ok != (c.want != "") {
			t.Errorf("%s: %q, late %v, %v; want %q, %v", c.name, got.Text, late, ok, c.want, c.late)
		}
	}
}

func TestDays(t *testing.T) {
	t.Parallel()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	if got := DayAt(time.Date(2026, 8, 20, 16, 30, 0, 0, time.UTC), china()); got != "2026-08-21" {
		t.Errorf("half past midnight in China is on %s", got)
	}
	for _, c := range []struct {
		day   Day
		zone  *time.Location
		hours float64
		five  string
	}{
		{"2026-08-20", china(), 24, "2026-08-19T21:00:00Z"},
		{"2026-03-29", berlin, 23, "2026-03-29T03:00:00Z"}, // clocks go forward
		{"2026-10-25", berlin, 25, "2026-10-25T04:00:00Z"},
	} {
		if got := c.day.Plus(1).At(0, c.zone).Sub(c.day.At(0, c.zone)).Hours(); got != c.hours {
			t.Errorf("%s has %v hours", c.day, got)
		}
		if got := c.day.At(5*time.Hour, c.zone).UTC().Format(time.RFC3339); got != c.five {
			t.Errorf("five o'clock on %s is %s", c.day, got)
		}
	}
	if got := Day("2026-03-01").Plus(-1); got != "2026-02-28" {
		t.Errorf("the day before is %s", got)
	}
	for _, bad := range []string{"", "2026-8-20", "2026-02-30", "yesterday", "2026-08-20 "} {
		if d, err := ParseDay(bad); desk.KindOf(err) != desk.Invalid {
			t.Errorf("%q is the day %q (%v)", bad, d, err)
		}
	}
}
