package cases

import (
	"testing"
	"time"

	"firstline/internal/calendar"
	"firstline/internal/desk"
)

// office hours from Monday to Friday in China; the morning of these tests is a Thursday.
func weekdays(t *testing.T) calendar.Calendar {
	t.Helper()
	c, err := calendar.Load("hours", []byte("name: weekdays\nzone: Asia/Shanghai\nweek:\n  mon: [\"09:00-18:00\"]\n  tue: [\"09:00-18:00\"]\n  wed: [\"09:00-18:00\"]\n  thu: [\"09:00-18:00\"]\n  fri: [\"09:00-18:00\"]\n"),
		func(string) (*time.Location, error) { return china(), nil })
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestVerifiedTheSameDay: the end of the day of registration, or of the next one on which the complaint group works.
// Shows SLA-07.
func TestVerifiedTheSameDay(t *testing.T) {
	t.Parallel()
	s := settings()
	if got := s.verifyBy(morning()); got != 0 {
		t.Errorf("nothing is asked for, and it is due at %v", got)
	}
	s.Verify, s.Hours = true, weekdays(t)
	day := func(n int) desk.Millis { return morning() + desk.Millis(n*24*60*60*1000) }
	for _, c := range []struct {
		name     string
		at, want desk.Millis
	}{
		{"Thursday", morning(), evening(0)},
		{"Thursday at night", evening(0) - 60_000, evening(0)},
		{"Saturday", day(2), evening(4)},
		{"Sunday", day(3), evening(4)},
	} {
		if got := s.verifyBy(c.at); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got.Time(), c.want.Time())
		}
	}

	reg := registration()
	reg.Severity, reg.Due, reg.VerifyBy = Major, evening(3), evening(0)
	open := func() Case {
		c, err := Apply(Case{}, Event{Stamp{morning(), "mei"}, reg})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	c := open()
	if what, due := c.Next(); what != ToVerify || due != evening(0) || c.DueAt != evening(3) || !c.Overdue(evening(0)+1) || c.Overdue(evening(0)) {
		t.Errorf("due is %s at %v; to be closed at %v", what, due.Time(), c.DueAt.Time())
	}
	inTime, err := Apply(c, Event{Stamp{evening(0), "sue"}, Judge{Valid, "错发"}})
	if what, due := inTime.Next(); err != nil || inTime.Late || what != ToClose || due != evening(3) {
		t.Errorf("decided in time: %+v, %v", inTime, err)
	}
	late, err := Apply(c, Event{Stamp{evening(0) + 1, "sue"}, Judge{Valid, "错发"}})
	if err != nil || !late.Late {
		t.Errorf("decided too late: %v, %v", late.Late, err)
	}
	again, err := Apply(inTime, Event{Stamp{evening(1), "sue"}, Judge{Invalid, "查明"}})
	if err != nil || again.Late {
		t.Errorf("decided anew later on: %v, %v", again.Late, err)
	}
}

// TestWorkingDays: a department's investigation and its solution are due in working days, where the department has set
// figures; the source leaves them open. Shows SLA-08.
func TestWorkingDays(t *testing.T) {
	t.Parallel()
	l := begin(t).must(valid(), sent())
	if d := l.c.Dispatches[0]; d.InvestigateBy != 0 || d.SolveBy != 0 {
		t.Errorf("targets that nobody has set: %+v", d)
	}
	s := settings()
	s.Hours, s.Investigation, s.Solution = weekdays(t), 2, 3
	full, err := Decide(s, begin(t).must(valid()).c, Actor{ID: "sue", Member: true}, sent(), morning())
	o, _ := full.(SendOut)
	if err != nil || o.InvestigateBy != evening(4) || o.SolveBy != evening(5) { // Friday and Monday, and Tuesday
		t.Fatalf("%v and %v (%v)", o.InvestigateBy.Time(), o.SolveBy.Time(), err)
	}
	l = begin(t)
	major := Major
	l.must(valid(), Describe{Severity: &major, Due: evening(30)})
	l.c.SeverityDue = evening(30)
	at := func(at desk.Millis, ch Change) Case {
		t.Helper()
		c, err := Apply(l.c, Event{Stamp{at, "sue"}, ch})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	l.c = at(morning(), full)
	if what, due := l.c.Next(); what != ToInvestigate || due != evening(4) {
		t.Errorf("%s at %v", what, due.Time())
	}
	if c := at(evening(4)+1, Investigate{Dispatch: 1, Result: "仓库发错"}); !c.Late {
		t.Error("an investigation that came late is not late")
	}
	l.c = at(evening(4), Investigate{Dispatch: 1, Result: "仓库发错"})
	if what, due := l.c.Next(); what != ToSolve || due != evening(5) || l.c.Late || l.c.Dispatches[0].Found != "仓库发错" {
		t.Errorf("%s at %v, %+v", what, due.Time(), l.c.Dispatches[0])
	}
	if _, err := Apply(l.c, Event{Stamp{evening(4), "sue"}, Investigate{Dispatch: 1, Result: "又查"}}); codeOf(err) != "no_such_dispatch" {
		t.Errorf("found out twice: %v", err)
	}
	if c := at(evening(5)+1, answered()); !c.Late {
		t.Error("a solution that came late is not late")
	}
	if c := at(evening(5), answered()); c.Late {
		t.Error("a solution in time is late")
	}
}
