package days

import (
	"slices"
	"time"

	"firstline/internal/desk"
	"firstline/internal/quality/timing"
)

// Figures are what one person did in a time. Each share stands with what it is of; without any there is no share.
type Figures struct {
	Sessions  int   `json:"sessions" doc:"Sessions that came into the person's hands"`
	First     int   `json:"first" doc:"Of those, where a first answer was due in working time and is decided"`
	InTime    int   `json:"in_time" doc:"First answers within the target, by the clock of who had the session"`
	Away      int   `json:"away" doc:"First answers that were due outside of working time: not in the share"`
	Turns     int   `json:"turns" doc:"Questions that the person answered, or gave away unanswered"`
	TookMS    int64 `json:"took_ms" doc:"What all of them took together, at most ten minutes each, in working time: divided by turns it is the average"`
	Rated     int   `json:"rated"`
	Satisfied int   `json:"satisfied" doc:"Scores of 4 and 5"`
	Untold    int   `json:"untold" doc:"Sessions that could not be told from their record: they are in no figure"`
}

// span is a time, without its end.
type span struct{ from, until desk.Millis }

func (s span) has(at desk.Millis) bool { return s.from <= at && at < s.until }

// add counts one session (ui.md 3.3). A participation belongs to the day on which it began, a turn to the day on which it
// ended for the person; what still runs within the target is not decided. Who opens a closed
// session again has no session more by it and no first answer to give: the turns count that the customer begins then. target is of the first answer.
func (f *Figures) add(s timing.Session, who desk.AgentID, in span, target time.Duration) {
	counted := false
	for _, h := range s.Holds {
		if h.Agent != who || !in.has(h.From) || h.Again {
			continue
		}
		if !counted {
			counted, f.Sessions = true, f.Sessions+1
		}
		if s.Exclusion == timing.Counts {
			f.first(h, target)
		}
	}
	for _, t := range s.Turns {
		if at, took, ok := personal(t, s.Holds, who); ok && in.has(at) {
			f.Turns, f.TookMS = f.Turns+1, f.TookMS+took.Milliseconds()
		}
	}
}

func (f *Figures) first(h timing.Hold, target time.Duration) {
	r := h.First
	late := r.Time.Service > target
	switch {
	case r.Since == 0 || !r.Answered && h.To == 0 && !late:
	case r.Away:
		f.Away++
	default:
		f.First++
		if r.Answered && !late {
			f.InTime++
		}
	}
}

// personal is what a turn adds to a person's average, and when: one's own answer as it counts for the session; a turn that one
// gave away, or let be closed, unanswered as the cap, at the end of the participation.
func personal(t timing.Turn, holds []timing.Hold, who desk.AgentID) (at desk.Millis, took time.Duration, ok bool) {
	if t.End == timing.Answered && t.By == who {
		took, ok = t.Counted(timing.Defaults())
		return t.Until, took, ok
	}
	i := slices.IndexFunc(t.Shares, func(s timing.Share) bool { return s.Agent == who && s.Unanswered })
	if t.End == timing.NotNeeded || i < 0 {
		return 0, 0, false
	}
	return holds[t.Shares[i].Hold].To, timing.Defaults().Cap, true
}
