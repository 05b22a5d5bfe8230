package calendar_test

import (
	"testing"
	"time"
	_ "time/tzdata" // the tests need the zones, wherever they run

	"firstline/internal/calendar"
	"firstline/internal/desk"
)

func load(t testing.TB, source string) calendar.Calendar {
	t.Helper()
	c, err := calendar.Load("calendar.yaml", []byte(source), time.LoadLocation)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// at reads a time of a zone: "2026-10-01 21:59:50" on the wall, or with its offset where the wall shows it twice.
func at(t testing.TB, zone, text string) desk.Millis {
	t.Helper()
	if when, err := time.Parse("2006-01-02 15:04:05Z07:00", text); err == nil {
		return desk.At(when)
	}
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	when, err := time.ParseInLocation("2006-01-02 15:04:05", text, loc)
	if err != nil {
		t.Fatal(err)
	}
	if back := when.Format("2006-01-02 15:04:05"); back != text {
		t.Fatalf("%s is not on the wall in %s", text, zone)
	}
	return desk.At(when)
}

// show is the time on the wall with its offset.
func show(m desk.Millis, ok bool, zone *time.Location) string {
	if !ok {
		return "never"
	}
	return m.Time().In(zone).Format("2006-01-02 15:04:05Z07:00")
}

const (
	shanghai = "Asia/Shanghai"
	berlin   = "Europe/Berlin"
)

// service is a customer-service group with lunch, a late Friday, a holiday week with its make-up Saturday, and a holiday
// with hours of its own. 2026-10-01 is a Thursday.
const service = `
name: 客服
zone: Asia/Shanghai
week:
  mon: ["09:00-12:00", "13:30-22:00"]
  tue: ["09:00-12:00", "13:30-22:00"]
  wed: ["09:00-12:00", "13:30-22:00"]
  thu: ["09:00-12:00", "13:30-22:00"]
  fri: ["09:00-12:00", "13:30-18:00", "20:00-02:00"]
  sat: ["10:00-16:00"]
holidays:
  - {date: 2026-10-01, until: 2026-10-07, name: 国庆节}
  - {date: 2026-12-31, name: 年末盘点, open: ["09:00-15:00"]}
makeup_days:
  - {date: 2026-09-26, name: 国庆调休, as: mon}
  - {date: 2026-10-11, name: 国庆调休, open: ["10:00-14:00"]}
`

// night is open every night from 22:00 to 06:00 in a zone whose clocks change.
const night = `
name: Nacht
zone: Europe/Berlin
week: {mon: ["22:00-06:00"], tue: ["22:00-06:00"], wed: ["22:00-06:00"], thu: ["22:00-06:00"], fri: ["22:00-06:00"], sat: ["22:00-06:00"], sun: ["22:00-06:00"]}
`

// small is open within and around the hour that Berlin skips in March and repeats in October.
const small = `
name: Klein
zone: Europe/Berlin
week: {sun: ["01:30-02:30", "02:45-04:00"]}
`
