package router

import (
	"testing"
	"time"
	_ "time/tzdata" // the calendar needs its zone, wherever the test runs

	"github.com/google/go-cmp/cmp"

	"firstline/channels"
	"firstline/internal/calendar"
	"firstline/internal/desk"
	"firstline/sessions/live"
)

func week(t *testing.T) calendar.Calendar {
	t.Helper()
	c, err := calendar.Load("hours.yaml", []byte(`{name: 客服, zone: UTC, week: {mon: ["09:00-12:00", "13:00-18:00"], tue: ["09:00-18:00"], fri: ["22:00-02:00"]}}`), time.LoadLocation)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// day is a time of the week of Monday 2026-03-02.
func day(d, h, m int) desk.Millis { return desk.At(time.Date(2026, 3, 2+d, h, m, 0, 0, time.UTC)) }

// TestStandingHours: today's hours, and when somebody is back (CHN-02).
func TestStandingHours(t *testing.T) {
	t.Parallel()
	c := week(t)
	spell := func(a, b desk.Millis) channels.Spell { return channels.Spell{From: a, Until: b} }
	monday := []channels.Spell{spell(day(0, 9, 0), day(0, 12, 0)), spell(day(0, 13, 0), day(0, 18, 0))}
	for name, x := range map[string]struct {
		c    calendar.Calendar
		now  desk.Millis
		want channels.Standing
	}{
		"open":            {c, day(0, 10, 0), channels.Standing{Hours: monday}},
		"lunch":           {c, day(0, 12, 30), channels.Standing{Hours: monday, Closed: true, Opens: day(0, 13, 0)}},
		"a day of rest":   {c, day(2, 10, 0), channels.Standing{Closed: true, Opens: day(4, 22, 0)}},
		"round the clock": {calendar.Calendar{}, day(2, 10, 0), channels.Standing{}},
		"after midnight":  {c, day(5, 1, 0), channels.Standing{Hours: []channels.Spell{spell(day(5, 0, 0), day(5, 2, 0))}}},
	} {
		if diff := cmp.Diff(x.want, hours(x.c, x.now)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

// TestQueueing: the place among those who wait, and the time by how long the oldest has waited with the doors open.
func TestQueueing(t *testing.T) {
	t.Parallel()
	c := week(t)
	now := day(0, 9, 12)
	queue := []live.Waiting{{Session: "night", Since: day(0, 2, 0)}, {Session: "a", Since: now.Add(-9 * time.Minute)}, {Session: "b", Since: now.Add(-time.Minute)}}
	for name, x := range map[string]struct {
		waiting []live.Waiting
		id      desk.SessionID
		queued  bool
		place   int
		wait    time.Duration
	}{
		"nobody waits":         {nil, "", false, 0, 0},
		"the next":             {queue, "night", true, 1, 4 * time.Minute},
		"the last":             {queue, "b", true, 3, 12 * time.Minute},
		"who would come":       {queue, "", false, 0, 16 * time.Minute},
		"not among them (yet)": {queue, "z", true, 0, 0},
	} {
		if place, wait := queueing(x.waiting, x.id, x.queued, c, now); place != x.place || wait != x.wait {
			t.Errorf("%s: place %d, %v; want %d, %v", name, place, wait, x.place, x.wait)
		}
	}
}

// TestAway: who has no screen for the grace time is away; nobody is as long as nobody can be judged.
func TestAway(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	a := newAttendance()
	for second := range 9 {
		now := start.Add(time.Duration(second) * time.Second)
		seen := map[desk.AgentID]bool{"anna": true}
		if second > 3 {
			clear(seen)
		}
		a.note(now, seen, second == 0)
		for who, from := range map[desk.AgentID]int{"ben": 3, "anna": 6} {
			if got := a.away(now, 3*time.Second, who); got != (second >= from) {
				t.Errorf("second %d: %s away %t", second, who, got)
			}
		}
	}
}
