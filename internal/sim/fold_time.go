package sim

// next is when a debt is heard of next: 30 and 10 seconds before it is late, and when it is; 0 once it is late.
func (d debt) next() int64 {
	if d.late {
		return 0
	}
	for _, left := range []int64{30_000, 10_000} {
		if at := d.due - left; at > d.heard {
			return at
		}
	}
	return d.due
}

func (f *fold) reached(e eventRow, at, apology int64) {
	quiet := f.quiet()
	hit := quiet > 0 && quiet <= at
	sorry := false
	for i := range f.owed {
		d := &f.owed[i]
		if d.late || d.next() > at {
			continue
		}
		hit, d.heard, d.late = true, at, d.due <= at
		sorry = sorry || d.late && !f.tried(d.seq) && f.phase != "closing"
	}
	f.must(hit, "I9 version %d: the time came early or twice", e.Version)
	f.must(sorry == (apology > 0), "I10 version %d: apologised: %t, should have: %t", e.Version, apology > 0, sorry)
	if apology > 0 {
		f.flying[apology] = 0
	}
}

// tried says whether somebody answered the message, whatever became of it.
func (f *fold) tried(seq int64) bool {
	for _, m := range []map[int64]int64{f.flying, f.trouble} {
		for _, answers := range m {
			if answers >= seq {
				return true
			}
		}
	}
	return false
}

// quiet is when the holder loses the session for silence; 0 when that is not to come.
func (f *fold) quiet() int64 {
	if f.phase != "serving" || f.hops > hops {
		return 0
	}
	for _, d := range f.owed {
		if !f.tried(d.seq) {
			return max(d.since, f.since) + patience.Milliseconds()
		}
	}
	return 0
}

// due is the next deadline by these events.
func (f *fold) due() int64 {
	if f.phase == "closed" {
		return 0
	}
	next := f.quiet()
	for _, d := range f.owed {
		if at := d.next(); at > 0 && (next == 0 || at < next) {
			next = at
		}
	}
	return next
}
