package evidence

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"firstline/internal/desk"
)

// counts compares what the seals say the record held with what it holds. It is asked for any moment that a seal
// counted, so that what came later cannot stand in for what is gone.
type counts struct {
	sealed []Count // by time
	now    []Count // what lies between one moment and the next; as long as sealed
}

// seal adds what a seal counted.
func (c *counts) seal(n Count) { c.sealed = append(c.sealed, n) }

// sort has to come between the last seal and the first add.
func (c *counts) sort() {
	slices.SortFunc(c.sealed, func(a, b Count) int { return cmp.Compare(a.At, b.At) })
	c.now = make([]Count, len(c.sealed))
}

// add counts a session as it stands.
func (c *counts) add(s story) {
	if len(c.now) == 0 {
		return
	}
	if n := c.at(s.row.OpenedAt); n != nil {
		n.Sessions++
	}
	for i := range s.events {
		if n := c.at(s.events[i].At); n != nil {
			n.Events++
		}
	}
}

// at is the first count that a time belongs to; nil if it came after all of them.
func (c *counts) at(t int64) *Count {
	i, _ := slices.BinarySearchFunc(c.sealed, t, func(n Count, t int64) int { return cmp.Compare(int64(n.At), t) })
	if i == len(c.now) {
		return nil
	}
	return &c.now[i]
}

// check names the first moment at which the record had more than it has now.
func (c *counts) check(l *list) {
	var sum Count
	for i, was := range c.sealed {
		sum.Sessions, sum.Events = sum.Sessions+c.now[i].Sessions, sum.Events+c.now[i].Events
		if sum.Sessions < was.Sessions || sum.Events < was.Events {
			l.other(Missing, "the record", fmt.Sprintf("up to %s it had %d sessions and %d events; of these it has %d and %d",
				stamp(was.At), was.Sessions, was.Events, sum.Sessions, sum.Events))
			return
		}
	}
}

func stamp(m desk.Millis) string { return m.Time().Format(time.RFC3339) }
