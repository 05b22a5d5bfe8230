package sessions

import "firstline/internal/desk"

// Rating is what the customer was asked at the close, and answered (SAT-01).
type Rating struct {
	AskedAt desk.Millis `json:"asked_at"`
	Score   int         `json:"score,omitempty"` // 1 to 5; 0 = no answer yet
	At      desk.Millis `json:"at,omitempty"`    // of the answer that counts: the last one
}

// onRated notes the customer's rating of a session that is closed. It is an answer to us and asks for none.
func (a *applied) onRated(e Rated) error {
	switch {
	case a.s.Phase != Closed || a.s.Rating == nil:
		return refuse("not_asked", "nobody asked for a rating")
	case e.Score < 1 || e.Score > 5:
		return desk.Fail(desk.Invalid, "score", "a rating is a number from 1 to 5")
	}
	seq := a.next()
	a.emit(Record{Message{Seq: seq, Role: desk.RoleCustomer, Purpose: ForRating, Kind: desk.KindText, Text: e.Text, External: e.ExternalID, At: e.At, SentAt: e.SentAt}})
	a.s.Asked, a.s.AskedRef = seq, e.ExternalID
	a.s.Rating.Score, a.s.Rating.At = e.Score, e.At
	return nil
}

// Rates says whether a message at the given time can be the customer's rating.
func Rates(rules Rules, s State, at desk.Millis) bool { return at < RatesUntil(rules, s) }

// RatesUntil is the end of the time in which a message can be the customer's rating: it was asked for at the last close, and
// belongs to that session as long as any message would (Continues). 0 = none can.
func RatesUntil(rules Rules, s State) desk.Millis {
	if s.Phase != Closed || s.Rating == nil || rules.ReopenWindow <= 0 {
		return 0
	}
	return s.ClosedAt.Add(rules.ReopenWindow)
}
