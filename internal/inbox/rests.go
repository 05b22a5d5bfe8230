package inbox

import (
	"firstline/internal/calendar"
	"firstline/internal/desk"
)

// Hours says when a group is at work under a version of the rules; the zero value of a calendar always is.
type Hours func(rules string, g desk.GroupID) calendar.Calendar

// Rest is a time in which the clock of a target stands still, because the group is not at work (SLA-01, CHN-02).
type Rest struct {
	From desk.Millis `json:"from"`
	To   desk.Millis `json:"to"`
}

// restsMost bounds how many of them a row tells: more than a week of lunch breaks and nights.
const restsMost = 16

// rests are the times between two instants in which the calendar is closed, ascending; nil when there are none, as in
// most rows.
func rests(c calendar.Calendar, since, due desk.Millis) []Rest {
	var out []Rest
	at := since
	for from, to := range c.Spells(since, due) {
		if from > at {
			out = append(out, Rest{at, from})
		}
		at = to
	}
	if at < due {
		out = append(out, Rest{at, due})
	}
	return out[:min(len(out), restsMost)]
}
