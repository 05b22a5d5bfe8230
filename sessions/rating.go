package sessions

import (
	"cmp"
	"slices"

	"firstline/internal/desk"
)

// Rating is what the customer was asked at the close, and answered (SAT-01).
type Rating struct {
	AskedAt desk.Millis `json:"asked_at"`
	Score   int         `json:"score,omitempty"` // 1 to 5; 0 = no answer yet
	At      desk.Millis `json:"at,omitempty"`    // of the answer that counts: the last one
	First   desk.Millis `json:"first,omitempty"` // of the first one, where it may be changed for a time only
	Solved  Solved      `json:"solved,omitempty"`
	Reasons []string    `json:"reasons,omitempty"` // codes, as the page of the channel offers them
}

// Solved is what a customer says of the matter itself; empty = nothing.
type Solved string

// What can be said.
const (
	SolvedYes    Solved = "yes"
	SolvedPartly Solved = "partly"
	SolvedNo     Solved = "no"
)

// mostReasons is how many a rating may have, and reasonBytes how long the code of one is.
const (
	mostReasons = 8
	reasonBytes = 32
)

// onRated notes the customer's rating of a session that is closed. It is an answer to us and asks for none.
func (a *applied) onRated(e Rated) error {
	switch {
	case a.s.Phase != Closed || a.s.Rating == nil:
		return refuse("not_asked", "nobody asked for a rating")
	case e.Score < 1 || e.Score > 5:
		return desk.Fail(desk.Invalid, "score", "a rating is a number from 1 to 5")
	case e.Solved != "" && e.Solved != SolvedYes && e.Solved != SolvedPartly && e.Solved != SolvedNo:
		return desk.Fail(desk.Invalid, "solved", "what is said of the matter is yes, partly or no")
	case len(e.Reasons) > mostReasons || slices.ContainsFunc(e.Reasons, func(r string) bool { return r == "" || len(r) > reasonBytes }):
		return desk.Fail(desk.Invalid, "reasons", "a rating has at most 8 reasons of 1 to 32 bytes each")
	}
	seq := a.next()
	a.emit(Record{Message{Seq: seq, Role: desk.RoleCustomer, Purpose: ForRating, Kind: desk.KindText, Text: e.Text, External: e.ExternalID, At: e.At, SentAt: e.SentAt}})
	a.s.Asked, a.s.AskedRef = seq, e.ExternalID
	next := *a.s.Rating
	next.Score, next.At, next.Solved, next.Reasons = e.Score, e.At, e.Solved, e.Reasons
	if next.First == 0 && a.rules.Rerate > 0 {
		next.First = e.At
	}
	a.s.Rating = &next
	return nil
}

// Rates says whether a message at the given time can be the customer's rating.
func Rates(rules Rules, s State, at desk.Millis) bool { return at < RatesUntil(rules, s) }

// RatesUntil is the end of the time in which a message can be the customer's rating: it was asked for at the last close, and
// the rules say for how long an answer counts and may be changed. Rules that do not say so take one as long as any message would
// continue the session (Continues). 0 = none can.
func RatesUntil(rules Rules, s State) desk.Millis {
	within := cmp.Or(rules.RatedFor, rules.ReopenWindow)
	if s.Phase != Closed || s.Rating == nil || within <= 0 {
		return 0
	}
	until := s.ClosedAt.Add(within)
	if s.Rating.First > 0 && rules.Rerate > 0 {
		until = min(until, s.Rating.First.Add(rules.Rerate))
	}
	return until
}
