package telegram

import (
	"math"
	"sync"
	"time"
)

// Limits bounds outgoing messages. In every field 0 means Telegram's value and
// a negative number means no limit. The exact limits of Telegram "are
// unspecified" (grammY manual, flood limits); these are the numbers of
// FAQ: "My bot is hitting limits".
type Limits struct {
	// PerChat is messages a second in one chat; 0 means 1.
	PerChat float64 `json:"per_chat"`
	// PerChatBurst is how many may come at once in one chat ("we may allow
	// short bursts"); 0 means 3.
	PerChatBurst int `json:"per_chat_burst"`
	// PerGroup is messages a minute in one group or supergroup; 0 means 20.
	PerGroup float64 `json:"per_group"`
	// Overall is messages a second of one bot over all chats; 0 means 30.
	Overall float64 `json:"overall"`
}

// Unlimited returns limits that refuse nothing, for benchmarks.
func Unlimited() Limits {
	return Limits{PerChat: -1, PerGroup: -1, Overall: -1}
}

func (l Limits) withDefaults() Limits {
	if l.PerChat == 0 {
		l.PerChat = 1
	}
	if l.PerChatBurst <= 0 {
		l.PerChatBurst = 3
	}
	if l.PerGroup == 0 {
		l.PerGroup = 20
	}
	if l.Overall == 0 {
		l.Overall = 30
	}
	return l
}

// bucket is a token bucket that starts full. A negative rate means no limit.
// It is not safe for concurrent use: its owner holds a lock.
type bucket struct {
	tokens float64
	at     time.Time
}

// wait refills the bucket and returns how long until it holds a token, at most
// 0 if it does. rate is tokens a second.
func (b *bucket) wait(now time.Time, rate, burst float64) time.Duration {
	if rate < 0 {
		*b = bucket{} // full again if a limit is set later
		return 0
	}
	if b.at.IsZero() {
		b.tokens = burst
	} else {
		b.tokens = min(burst, b.tokens+now.Sub(b.at).Seconds()*rate)
	}
	b.at = now
	// A whole token less rounding: a caller that waited exactly as long as it
	// was told must not be refused for 1e-16 of a token.
	const whole = 1 - 1e-9
	if b.tokens >= whole {
		return 0
	}
	return time.Duration((1 - b.tokens) / rate * float64(time.Second))
}

// chatBuckets are the limits of one chat; the chat's lock guards them.
type chatBuckets struct{ second, minute bucket }

// overall is the limit of one bot over all its chats.
type overall struct {
	mu     sync.Mutex
	bucket bucket
}

// spend takes one message from every limit or, if one of them is exhausted,
// takes none and returns the 429. The caller holds the chat's lock.
func (s *Server) spend(c *chatBuckets, all *overall, group bool) *apiError {
	l := *s.limits.Load()
	if l.PerChat < 0 && l.Overall < 0 && (!group || l.PerGroup < 0) {
		return nil
	}
	if !group {
		l.PerGroup = -1
	}
	now, fast := time.Now(), s.opts.Speedup
	all.mu.Lock()
	defer all.mu.Unlock()
	wait := max(
		c.second.wait(now, l.PerChat*fast, float64(l.PerChatBurst)),
		c.minute.wait(now, l.PerGroup*fast/60, l.PerGroup),
		all.bucket.wait(now, l.Overall*fast, max(l.Overall, 1)),
	)
	if wait > 0 {
		// In Telegram's seconds, rounded up: waiting that long always suffices.
		return tooMany(int(math.Ceil(wait.Seconds() * fast)))
	}
	c.second.tokens--
	c.minute.tokens--
	all.bucket.tokens--
	return nil
}
