package webchat

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limits bound what anonymous visitors can make us do. A zero field takes its default; a negative one lifts the limit.
type Limits struct {
	Text              int  // longest message in characters
	Visitor           Rate // messages of one visitor
	Source            Rate // messages from one source
	Visitors          Rate // new visitors from one source
	Handshakes        Rate // sockets opened from one source
	Files             Rate // files handed in by one visitor
	FileSource        Rate // files handed in from one source
	FileBytes         Rate // bytes handed in from one source; at once never fewer than one file may have
	FileReads         Rate // files asked for by one visitor
	Seen              Rate // frames of one visitor that tell of reading and say something new; more are dropped
	Standing          Rate // questions of one visitor how things stand; more get no answer
	SocketsPerVisitor int  // the oldest gives way
	Sockets           int  // on this node
}

// Rate is a token bucket.
type Rate struct {
	PerSecond float64
	Burst     int
}

// DefaultLimits are generous towards sources, because a whole company may stand behind one address, and strict towards
// single visitors, who type by hand. A refused message is kept and sent again by the client: limits delay, never lose.
func DefaultLimits() Limits {
	return Limits{
		Text:              4000,
		Visitor:           Rate{2, 30},
		Source:            Rate{200, 2000},
		Visitors:          Rate{50, 1000},
		Handshakes:        Rate{200, 2000},
		Files:             Rate{0.5, 20},
		FileSource:        Rate{10, 200},
		FileBytes:         Rate{(50 << 20) / 60.0, 50 << 20},
		FileReads:         Rate{20, 400},
		Seen:              Rate{1, 20},
		Standing:          Rate{0.5, 10},
		SocketsPerVisitor: 10,
		Sockets:           50_000, // at about 10 KiB each: half a gigabyte
	}
}

func (l Limits) withDefaults() Limits {
	d := DefaultLimits()
	for _, p := range []struct{ have, def *int }{
		{&l.Text, &d.Text}, {&l.SocketsPerVisitor, &d.SocketsPerVisitor}, {&l.Sockets, &d.Sockets},
	} {
		if *p.have == 0 {
			*p.have = *p.def
		}
	}
	for _, p := range []struct{ have, def *Rate }{
		{&l.Visitor, &d.Visitor}, {&l.Source, &d.Source}, {&l.Visitors, &d.Visitors}, {&l.Handshakes, &d.Handshakes},
		{&l.Files, &d.Files}, {&l.FileSource, &d.FileSource}, {&l.FileBytes, &d.FileBytes}, {&l.FileReads, &d.FileReads}, {&l.Seen, &d.Seen},
		{&l.Standing, &d.Standing},
	} {
		if *p.have == (Rate{}) {
			*p.have = *p.def
		}
	}
	return l
}

// pace holds the buckets of one adapter.
type pace struct {
	visitor, source, visitors, handshakes *buckets
	files, fileSource, fileBytes, reads   *buckets
	seen, standing                        *buckets
}

func newPace(l Limits) pace {
	return pace{newBuckets(l.Visitor), newBuckets(l.Source), newBuckets(l.Visitors), newBuckets(l.Handshakes),
		newBuckets(l.Files), newBuckets(l.FileSource), newBuckets(l.FileBytes), newBuckets(l.FileReads), newBuckets(l.Seen), newBuckets(l.Standing)}
}

// keysAtMost bounds the memory of one set of buckets to some 2 MB.
const keysAtMost = 10_000

// buckets is a token bucket for each key. Full ones are forgotten, since a new one starts full.
type buckets struct {
	mu    sync.Mutex
	rate  Rate
	byKey map[string]*rate.Limiter
	rest  *rate.Limiter // shared by the keys that find no room: a flood of keys is held as one
	swept time.Time
}

func newBuckets(r Rate) *buckets {
	b := &buckets{rate: r, byKey: map[string]*rate.Limiter{}}
	b.rest = b.fresh()
	return b
}

func (b *buckets) fresh() *rate.Limiter {
	return rate.NewLimiter(rate.Limit(b.rate.PerSecond), b.rate.Burst)
}

// take uses up one token of the key, or says how long until there is one.
func (b *buckets) take(key string, now time.Time) time.Duration { return b.takeN(key, 1, now) }

// takeN uses up n tokens of the key, at most the burst, or says how long until there are so many.
func (b *buckets) takeN(key string, n int, now time.Time) time.Duration {
	if b.rate.PerSecond < 0 {
		return 0
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	r := b.of(key, now).ReserveN(now, n)
	wait := r.DelayFrom(now)
	if wait > 0 {
		r.CancelAt(now)
	}
	return wait
}

func (b *buckets) of(key string, now time.Time) *rate.Limiter {
	if l, ok := b.byKey[key]; ok {
		return l
	}
	if len(b.byKey) >= keysAtMost && now.Sub(b.swept) >= time.Second {
		b.swept = now
		for k, l := range b.byKey {
			if l.TokensAt(now) >= float64(b.rate.Burst) {
				delete(b.byKey, k)
			}
		}
	}
	if len(b.byKey) >= keysAtMost {
		return b.rest
	}
	l := b.fresh()
	b.byKey[key] = l
	return l
}
