package router

import (
	"testing"
	"time"

	"firstline/internal/desk"
)

// TestAttendance: nobody is judged by what the live store forgot or was not asked. After a start, a flush, while it is away
// and after a standstill the grace time begins anew (CHN-02).
func TestAttendance(t *testing.T) {
	t.Parallel()
	const grace = time.Minute
	start := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	a := newAttendance()
	people := []desk.Agent{{ID: "anna", Status: desk.StatusOnline, Groups: []desk.GroupID{"service"}}, {ID: "ben", Status: desk.StatusOffline, Groups: []desk.GroupID{"service"}}}
	seen := map[desk.AgentID]bool{"ben": true}
	here := map[int]bool{
		0: true,                      // before the first look
		1: true, 60: true, 61: false, // a grace time after the first look
		62: true, 121: true, 122: false, // a grace time after she was seen
		123: true, 182: true, 183: false, // a grace time after the store was away, or was emptied
		199: false, 204: false, 205: true, 289: true, 290: true, 349: true, 350: false, // and after the standstill
	}
	for second := range 360 {
		now := start.Add(time.Duration(second) * time.Second)
		seen["anna"] = second == 62
		if !seen["anna"] {
			delete(seen, "anna")
		}
		if second > 0 && (second < 200 || second >= 290) { // the process stands still in between
			a.note(now, seen, second == 1 || second == 123)
		}
		absent := a.absent(now, grace, []desk.GroupID{"service"}, func(desk.GroupID) int { return 0 }, people)
		if want, asked := here[second]; asked && (len(absent) == 0) != want {
			t.Errorf("second %d: absent %v, want somebody: %t", second, absent, want)
		}
	}
}

// TestAttendanceOfTheExperienced: who is below the level of the group is nobody whom its customers could wait for (ORG-10).
func TestAttendanceOfTheExperienced(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	a := newAttendance()
	people := []desk.Agent{
		{ID: "anna", Status: desk.StatusOnline, Level: 1, Groups: []desk.GroupID{"service", "order"}},
		{ID: "ben", Status: desk.StatusOffline, Level: 2, Groups: []desk.GroupID{"service"}},
	}
	for second := range 4 {
		a.note(now.Add(time.Duration(second)*time.Second), map[desk.AgentID]bool{"anna": true}, second == 0)
	}
	level := func(g desk.GroupID) int { return map[desk.GroupID]int{"service": 2, "order": 1}[g] }
	absent := a.absent(now.Add(3*time.Second), 3*time.Second, []desk.GroupID{"service", "order"}, level, people)
	if len(absent) != 1 || absent[0] != "service" {
		t.Errorf("absent %v, want the group that asks for more than she has", absent)
	}
}

// TestAttendanceOfTheBusy: who is busy comes back, so that the customers of the group wait for somebody; who is away, finishing or
// without a screen does not.
func TestAttendanceOfTheBusy(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	a := newAttendance()
	for second := range 4 {
		a.note(now.Add(time.Duration(second)*time.Second), map[desk.AgentID]bool{"anna": true}, second == 0)
	}
	none := func(desk.GroupID) int { return 0 }
	for status, there := range map[desk.Status]bool{desk.StatusOnline: true, desk.StatusBusy: true, desk.StatusAway: false, desk.StatusDraining: false, desk.StatusOffline: false} {
		for id, sits := range map[desk.AgentID]bool{"anna": true, "ben": false} {
			people := []desk.Agent{{ID: id, Status: status, Groups: []desk.GroupID{"service"}}}
			absent := a.absent(now.Add(3*time.Second), 3*time.Second, []desk.GroupID{"service"}, none, people)
			if (len(absent) == 0) != (there && sits) {
				t.Errorf("%s is %s: absent %v", id, status, absent)
			}
		}
	}
}
