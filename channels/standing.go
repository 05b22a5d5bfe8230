package channels

import (
	"context"
	"time"

	"firstline/internal/desk"
)

// Reception is the optional part of a Host that says how things stand at the desk, for channels whose own pages tell their
// customers (CHN-02).
type Reception interface {
	// Standing says how things stand for the customer at the address, now. It is a courtesy: what cannot be found out is left
	// out, and an error says only that nothing could be.
	Standing(ctx context.Context, at desk.Address) (Standing, error)
}

// Standing is what a customer may know of the desk before anybody has answered.
type Standing struct {
	Place  int           // in the queue: 1 is the next one; 0 = does not wait, or nobody can say
	Since  desk.Millis   // since when the customer waits; 0 = does not
	Wait   time.Duration // about how long it takes until somebody is there, also for who has not written yet; 0 = nobody can say
	Hours  []Spell       // of today, on the desk's calendar; empty = none today, or round the clock
	Closed bool          // it is not working time
	Opens  desk.Millis   // when it is working time again; 0 = it is, or never again
	Nobody bool          // it is working time, and nobody who takes customers is there
	Away   bool          // who has the session has no screen open
}

// Spell is a time from an instant until another.
type Spell struct {
	From  desk.Millis `json:"from"`
	Until desk.Millis `json:"until"`
}
