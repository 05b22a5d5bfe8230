package calendar

import (
	"time"

	"firstline/internal/yamlform"
)

// Form is a calendar as people write it: in a YAML file for Load, as JSON in the API and the record. An example:
//
//	name: 客服
//	zone: Asia/Shanghai
//	week:
//	  mon: ["09:00-12:00", "13:30-22:00"]
//	  fri: ["09:00-12:00", "13:30-18:00", "20:00-02:00"]
//	  sat: []
//	holidays:
//	  - {date: 2026-10-01, until: 2026-10-07, name: 国庆节}
//	  - {date: 2026-12-31, name: 年末盘点, open: ["09:00-15:00"]}
//	makeup_days:
//	  - {date: 2026-09-26, name: 国庆调休, as: fri}
//
// Spans are written HH:MM-HH:MM on the wall of the zone; 00:00-24:00 is the whole day, and a span whose end is not after
// its begin goes on into the next day.
type Form struct {
	Name string `json:"name"`
	Zone string `json:"zone"` // IANA name
	// Week has the hours by day, mon to sun. A day that is not there is closed. No week at all is round the clock.
	Week     map[string][]string `json:"week,omitempty"`
	Holidays []HolidayForm       `json:"holidays,omitempty"`
	Makeup   []MakeupForm        `json:"makeup_days,omitempty"`
}

// HolidayForm is one holiday, or several days in a row.
type HolidayForm struct {
	Date  string   `json:"date"`            // 2026-10-01
	Until string   `json:"until,omitempty"` // the last day; empty for one day
	Name  string   `json:"name"`
	Open  []string `json:"open,omitempty"` // hours on each of the days; none is closed
}

// MakeupForm is a day that is worked although its weekday may be free (调休补班). It has As or Open.
type MakeupForm struct {
	Date string   `json:"date"`
	Name string   `json:"name"`
	As   string   `json:"as,omitempty"` // the day of the week whose hours hold, mon to sun
	Open []string `json:"open,omitempty"`
}

// Zones gives a time zone by its IANA name. time.LoadLocation is one; it reads the zone database, so it is given.
type Zones func(name string) (*time.Location, error)

// New compiles a form. The error is of type yamlform.Problems: everything that is wrong, each with its key and what to do.
func New(f Form, zones Zones) (Calendar, error) {
	b := builder{form: f}
	return b.build(zones)
}

// Load reads a YAML or JSON document and compiles it. The error is of type yamlform.Problems and names everything that is
// wrong with file, line and key; file is only for that.
func Load(file string, source []byte, zones Zones) (Calendar, error) {
	b := builder{Reader: yamlform.Reader{File: file}, lines: map[string]int{}}
	if root := b.Parse(source); root != nil {
		b.read(root)
		return b.build(zones)
	}
	return Calendar{}, b.Found.Err()
}
