package inbox

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/calendar"
	"firstline/internal/desk"
	"firstline/sessions"
)

const weekdays = `{name: 客服, zone: UTC, week: {mon: ["09:00-12:00", "13:00-18:00"], tue: ["09:00-18:00"]}}`

// TestRests: a row tells when the clock stands still before its deadline, and nothing where it does not.
func TestRests(t *testing.T) {
	t.Parallel()
	c, err := calendar.Load("hours.yaml", []byte(weekdays), time.LoadLocation)
	if err != nil {
		t.Fatal(err)
	}
	at := func(day, hour, minute int) desk.Millis { // the 16th is a Monday
		return desk.At(time.Date(2026, 11, day, hour, minute, 0, 0, time.UTC))
	}
	for _, x := range []struct {
		name       string
		since, due desk.Millis
		want       []Rest
	}{
		{"within the hours", at(16, 10, 0), at(16, 10, 1), nil},
		{"written at night", at(16, 20, 0), at(17, 9, 1), []Rest{{at(16, 20, 0), at(17, 9, 0)}}},
		{"over the lunch break", at(16, 11, 59), at(16, 13, 1), []Rest{{at(16, 12, 0), at(16, 13, 0)}}},
		{"over both", at(16, 11, 0), at(17, 10, 0), []Rest{{at(16, 12, 0), at(16, 13, 0)}, {at(16, 18, 0), at(17, 9, 0)}}},
	} {
		if diff := cmp.Diff(x.want, rests(c, x.since, x.due)); diff != "" {
			t.Errorf("%s: %s", x.name, diff)
		}
	}
	if got := rests(calendar.Calendar{}, at(16, 20, 0), at(17, 9, 1)); got != nil {
		t.Errorf("who is always at work rests %v", got)
	}
	r := newRig(t, func(o *Options) {
		o.Hours = func(rules string, g desk.GroupID) calendar.Calendar {
			if rules == "v1" && g == "service" {
				return c
			}
			return calendar.Calendar{}
		}
	})
	r.agent("anna", desk.RankSupervisor)
	night := r.open("service", "在吗")
	night.tell(night.change(func(s *sessions.State) {
		s.Rules, s.Waits = "v1", []sessions.Wait{{Seq: 1, Since: at(16, 20, 0), Due: at(17, 9, 1), Count: 1, First: true}}
		s.InFlight = []sessions.Flight{{Seq: 2, Answers: 1, Purpose: sessions.ForReply}}
	}))
	a := r.dial("anna")
	a.hello(ViewAll, none())
	row := a.next("page")["rows"].([]any)[0].(map[string]any)
	stands := row["rests"].([]any)[0].(map[string]any)
	if num(stands["from"]) != int64(at(16, 20, 0)) || num(stands["to"]) != int64(at(17, 9, 0)) || row["sending"] != true {
		t.Errorf("the row says %v", row)
	}
	night.tell(night.change(func(s *sessions.State) { // the greeting is no answer
		s.InFlight = []sessions.Flight{{Seq: 3, Purpose: sessions.ForGreeting}}
	}))
	if row := rowOf(a.next("row")); row["sending"] != nil {
		t.Errorf("a text of the desk's own passes for an answer: %v", row)
	}
}
