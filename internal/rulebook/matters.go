package rulebook

import (
	"time"

	"firstline/internal/desk"
	"firstline/sessions"
)

// matterDoc is the part of a version that says what customers can want and which way it takes. Durations are milliseconds.
type matterDoc struct {
	Steps      bool          `json:"steps,omitempty"`
	Duties     bool          `json:"duties,omitempty"`
	Rating     bool          `json:"rating,omitempty"`
	Offer      int64         `json:"offer_ms,omitempty"`
	Repeat     int64         `json:"repeat_ms,omitempty"`
	RatedFor   int64         `json:"rated_for_ms,omitempty"`
	Rerate     int64         `json:"rerate_ms,omitempty"`
	Warning    int64         `json:"warning_ms,omitempty"`
	VIP        int64         `json:"vip_ms,omitempty"`
	Complaint  desk.GroupID  `json:"complaint,omitempty"`
	Categories []categoryDoc `json:"categories,omitempty"`
	Ladder     []rungDoc     `json:"ladder,omitempty"`

	Nobody  bool  `json:"nobody,omitempty"`
	Handoff bool  `json:"handoff,omitempty"`
	Confirm bool  `json:"confirm,omitempty"`
	Place   bool  `json:"place,omitempty"`
	Burst   int64 `json:"burst_ms,omitempty"`

	WaiveFirst bool `json:"waive_first,omitempty"`
	Change     bool `json:"change,omitempty"`

	Reopen sessions.Reopeners `json:"reopen,omitempty"`
}

type categoryDoc struct {
	ID    string          `json:"id"`
	Group desk.GroupID    `json:"group,omitempty"`
	Need  desk.Speciality `json:"need,omitempty"`
	Flow  sessions.Flow   `json:"flow,omitempty"`
	Bonus int64           `json:"bonus_ms,omitempty"`
}

type rungDoc struct {
	Rank   desk.Rank `json:"rank"`
	Direct []string  `json:"direct,omitempty"`
}

// writeMatters is nil where nothing is told apart, so that the versions of before have their names still.
func writeMatters(r sessions.Rules) *matterDoc {
	d := matterDoc{Steps: r.Steps, Duties: r.Duties, Rating: r.Rating, Offer: r.Offer.Milliseconds(), Repeat: r.Repeat.Milliseconds(), Warning: r.Warning.Milliseconds(), Complaint: r.Complaint,
		Nobody: r.Nobody, Handoff: r.Handoff, Confirm: r.Confirm, Place: r.Place, Burst: r.Burst.Milliseconds(), WaiveFirst: r.WaiveFirst, VIP: r.VIP.Milliseconds(), Change: r.Change, RatedFor: r.RatedFor.Milliseconds(), Rerate: r.Rerate.Milliseconds(), Reopen: r.Reopen}
	for _, c := range r.Categories {
		d.Categories = append(d.Categories, categoryDoc{c.ID, c.Group, c.Need, c.Flow, c.Bonus.Milliseconds()})
	}
	for _, x := range r.Ladder {
		d.Ladder = append(d.Ladder, rungDoc{x.Rank, x.Direct})
	}
	if !d.Steps && !d.Duties && !d.Rating && d.Offer == 0 && d.Complaint == "" && len(d.Categories) == 0 && len(d.Ladder) == 0 && !d.Nobody && !d.Handoff && !d.Confirm && !d.Place && d.Burst == 0 && !d.WaiveFirst && d.VIP == 0 && !d.Change && d.RatedFor == 0 && d.Rerate == 0 && d.Reopen == sessions.ReopenOff {
		return nil
	}
	return &d
}

func (d *matterDoc) read(r *sessions.Rules) {
	if d == nil {
		return
	}
	ms := func(n int64) time.Duration { return time.Duration(n) * time.Millisecond }
	r.Steps, r.Duties, r.Rating, r.Complaint = d.Steps, d.Duties, d.Rating, d.Complaint
	r.Nobody, r.Handoff, r.Confirm, r.Place, r.Burst = d.Nobody, d.Handoff, d.Confirm, d.Place, ms(d.Burst)
	r.WaiveFirst, r.Change, r.Reopen = d.WaiveFirst, d.Change, d.Reopen
	r.RatedFor, r.Rerate = ms(d.RatedFor), ms(d.Rerate)
	r.Offer, r.Repeat, r.Warning, r.VIP = ms(d.Offer), ms(d.Repeat), ms(d.Warning), ms(d.VIP)
	for _, c := range d.Categories {
		r.Categories = append(r.Categories, sessions.Category{ID: c.ID, Group: c.Group, Need: c.Need, Flow: c.Flow, Bonus: ms(c.Bonus)})
	}
	for _, x := range d.Ladder {
		r.Ladder = append(r.Ladder, sessions.Rung{Rank: x.Rank, Direct: x.Direct})
	}
}
