package calendar_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/calendar"
	"firstline/internal/yamlform"
)

// TestLoadNamesEveryProblem: a form with one of every mistake, and a sentence for each that says what to do.
func TestLoadNamesEveryProblem(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ source, want string }{
		"all at once": {`zone: UTC+8
hours: 1
week:
  mon: ["9-12", "09:00-25:00", "24:00-02:00", "10:00-10:00", 7, "09:60-10:00"]
  tue: ["09:00-12:00", "11:00-14:00", "20:00-04:00", "23:00-24:00"]
  Wed: ["09:00-12:00"]
  thu: 09:00-12:00
  sun: []
  fri: ["01:00-02:00", "10:00-11:00", "00:00-20:00"]
holidays:
  - {date: 2026-02-30, until: 2026-03-01, name: ""}
  - {date: 2026-10-07, until: 2026-10-01, name: 国庆节}
  - {date: 2026-10-01, until: 2062-10-07, name: 国庆节}
  - {date: 2026-10-01, until: 2026-10-03, name: 国庆节, open: [all]}
  - {date: 2026-10-03, name: 国庆节}
  - name: 春节
makeup_days:
  - {date: 2026-10-03, name: 调休, as: tue}
  - {date: 2026-10-10, name: 调休}
  - {date: 2026-10-11, name: 调休, as: fri, open: ["10:00-12:00"]}
  - {date: 2026-10-12, name: 调休, as: friday}
  - {date: 2026-10-13, name: 调休, as: sun}
`, `calendar.yaml:1: name: missing
calendar.yaml:1: zone: "UTC+8" is not a time zone: write an IANA name, such as Asia/Shanghai
calendar.yaml:2: hours: unknown key
calendar.yaml:4: week.mon[4]: wants text; put it in quotes
calendar.yaml:4: week.mon[0]: "9-12" is not a span: write it as 09:00-18:00
calendar.yaml:4: week.mon[1]: "09:00-25:00" has a time that is on no clock: write 00:00 to 23:59, and 24:00 for the end of the day
calendar.yaml:4: week.mon[2]: "24:00-02:00" has a time that is on no clock: write 00:00 to 23:59, and 24:00 for the end of the day
calendar.yaml:4: week.mon[3]: "10:00-10:00" has no length: write 00:00-24:00 for the whole day, or remove it
calendar.yaml:4: week.mon[5]: "09:60-10:00" has a time that is on no clock: write 00:00 to 23:59, and 24:00 for the end of the day
calendar.yaml:5: week.tue[1]: "11:00-14:00" overlaps "09:00-12:00": make one span of the two
calendar.yaml:5: week.tue[3]: "23:00-24:00" overlaps "20:00-04:00": make one span of the two
calendar.yaml:6: week.Wed: is no day of the week: write mon, tue, wed, thu, fri, sat or sun
calendar.yaml:7: week.thu: wants a list
calendar.yaml:9: week.fri[0]: "01:00-02:00" overlaps "00:00-20:00": make one span of the two
calendar.yaml:9: week.fri[1]: "10:00-11:00" overlaps "00:00-20:00": make one span of the two
calendar.yaml:11: holidays[0].name: is empty
calendar.yaml:11: holidays[0].date: "2026-02-30" is not a date: write it as 2026-10-01
calendar.yaml:12: holidays[1].until: is before date: swap the two
calendar.yaml:13: holidays[2].until: makes a holiday of 13156 days: check the year
calendar.yaml:14: holidays[3].open[0]: "all" is not a span: write it as 09:00-18:00
calendar.yaml:15: holidays[4].date: 2026-10-03 is in holidays[3] as well: keep one of the two
calendar.yaml:16: holidays[5].date: missing
calendar.yaml:18: makeup_days[0].date: 2026-10-03 is in holidays[3] as well: keep one of the two
calendar.yaml:19: makeup_days[1]: says no hours: write as: fri for those of another day, or open: with its own
calendar.yaml:20: makeup_days[2].as: is given together with open: keep one of the two
calendar.yaml:21: makeup_days[3].as: "friday" is no day of the week: write mon, tue, wed, thu, fri, sat or sun
calendar.yaml:22: makeup_days[4].as: sun has no hours in week: name a day that is worked`},
		"no YAML":        {"name: [", "calendar.yaml:1: sequence end token ']' not found"},
		"never open":     {"name: x\nzone: UTC\nweek: {sun: []}\n", "calendar.yaml:3: week: the calendar is open at no time: write hours, or remove week for round the clock"},
		"an empty week":  {"name: x\nzone: UTC\nweek: {}\n", "calendar.yaml:3: week: has no day: remove it for round the clock, or write sun: [] for never in the week"},
		"this machine's": {"name: x\nzone: Local\n", `calendar.yaml:2: zone: "Local" is not a time zone: write an IANA name, such as Asia/Shanghai`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := calendar.Load("calendar.yaml", []byte(c.source), time.LoadLocation)
			if problems := (yamlform.Problems)(nil); !errors.As(err, &problems) {
				t.Fatalf("%T: %v", err, err)
			}
			if d := cmp.Diff(c.want, err.Error()); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestNewNamesKeys: a form that came through the API has keys and no lines.
func TestNewNamesKeys(t *testing.T) {
	t.Parallel()
	_, err := calendar.New(calendar.Form{Week: map[string][]string{"mon": {"09:00"}}}, time.LoadLocation)
	want := `name: is empty: write a name that people know it by, such as 客服
zone: "" is not a time zone: write an IANA name, such as Asia/Shanghai
week.mon[0]: "09:00" is not a span: write it as 09:00-18:00`
	if err == nil {
		t.Fatal("no problem was found")
	}
	if d := cmp.Diff(want, err.Error()); d != "" {
		t.Error(d)
	}
}

// TestJSONIsTheSame: a form goes through JSON and back, and Load reads what came out.
func TestJSONIsTheSame(t *testing.T) {
	t.Parallel()
	form := calendar.Form{Name: "客服", Zone: shanghai, Week: map[string][]string{"fri": {"09:00-12:00", "20:00-02:00"}, "sun": {}},
		Holidays: []calendar.HolidayForm{{Date: "2026-10-01", Until: "2026-10-07", Name: "国庆节"}, {Date: "2026-12-31", Name: "年末", Open: []string{"09:00-15:00"}}},
		Makeup:   []calendar.MakeupForm{{Date: "2026-10-10", Name: "调休", As: "fri"}, {Date: "2026-10-11", Name: "调休", Open: []string{"10:00-12:00"}}}}
	body, err := json.MarshalIndent(form, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	var back calendar.Form
	if err := json.Unmarshal(body, &back); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(form, back); d != "" {
		t.Error(d)
	}
	made, err := calendar.New(back, time.LoadLocation)
	if err != nil {
		t.Fatal(err)
	}
	read := load(t, string(body))
	for now, end := at(t, shanghai, "2026-09-01 00:00:00"), at(t, shanghai, "2027-02-01 00:00:00"); now < end; now = now.Add(30 * time.Minute) {
		if made.Open(now) != read.Open(now) || made.LocalDay(now) != read.LocalDay(now) {
			t.Fatalf("they differ at %s", show(now, true, made.Zone()))
		}
	}
}

// FuzzLoad: whatever the bytes are, there is a calendar that works or a list of problems.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(service))
	f.Add([]byte(small))
	f.Add([]byte(`{"name":"x","zone":"UTC","makeup_days":[{"date":"2026-01-01","name":"y","as":"mon"}]}`))
	f.Fuzz(func(t *testing.T, source []byte) {
		c, err := calendar.Load("x", source, time.LoadLocation)
		if err != nil {
			if err.Error() == "" {
				t.Error("an empty error")
			}
			return
		}
		now := at(t, "UTC", "2026-10-01 00:00:00")
		if end, ok := c.Add(now, time.Hour); ok && c.Between(now, end) != time.Hour {
			t.Errorf("an hour of work is %v", c.Between(now, end))
		}
	})
}
