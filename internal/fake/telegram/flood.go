package telegram

import (
	"math"
	"slices"
	"time"
)

// flooded begins the flood wait of a rule, or goes on with it. The lock is held.
func (f *faults) flooded(i int, now time.Time) Fault {
	rule := &f.rules[i]
	if rule.until.IsZero() {
		rule.until = now.Add(time.Duration(max(rule.RetryAfter, 1)) * time.Second)
	}
	hit := *rule
	hit.RetryAfter = int(math.Ceil(rule.until.Sub(now).Seconds()))
	return hit
}

// floodsOver drops the flood waits that have ended. The lock is held.
func (f *faults) floodsOver(now time.Time) {
	f.rules = slices.DeleteFunc(f.rules, func(r Fault) bool { return !r.until.IsZero() && !now.Before(r.until) })
	f.n.Store(int32(len(f.rules)))
}
