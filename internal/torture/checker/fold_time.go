package checker

// alarm is when an obligation is heard of next: so long before its target as a warning says, at last at the target.
func (f *fold) alarm(due, after int64) int64 {
	next := due
	for _, left := range f.rules.Warnings {
		if at := due - left; at > after && at < next {
			next = at
		}
	}
	return next
}

// timeReached lets each obligation be heard of whose time has come. One whose target passed brings the apology of the
// house, if nobody has tried to answer and the session is not being closed; a script that could not be made is not there.
func (f *fold) timeReached(h *happened, texts map[int64]string) {
	quiet := f.silent()
	hit := quiet > 0 && quiet <= h.At
	for i := range f.waits {
		w := &f.waits[i]
		if w.alarm == 0 || w.alarm > h.At {
			continue
		}
		hit = true
		f.fired = append(f.fired, firing{f.at, h.At, w.alarm})
		if h.At < w.due {
			w.alarm = f.alarm(w.due, h.At)
			continue
		}
		w.alarm, w.breached = 0, true
		if _, said := texts[f.seq+1]; said && f.rules.Apology && f.phase != "closing" && !f.tried(w.seq) {
			f.flights[f.line("apology")] = flight{purpose: "apology"}
		}
	}
	f.must(hit && f.open(), "a deadline fired that was not due, or fired before")
}

// tried says whether an answer to the message was given, whatever became of it.
func (f *fold) tried(seq int64) bool { return answers(f.flights, seq) || answers(f.trouble, seq) }

// silent is when the holder loses the session for leaving the customer without an answer; 0 when nothing is to be feared.
func (f *fold) silent() int64 {
	if f.rules.Silence == 0 || f.phase != "serving" || f.hops > f.rules.Hops {
		return 0
	}
	for _, w := range f.waits {
		if !f.tried(w.seq) {
			return max(w.since, f.since) + f.rules.Silence
		}
	}
	return 0
}

// nextDue is when the session has to be looked at; 0 when it need not be.
func (f *fold) nextDue() int64 {
	if !f.open() {
		return 0
	}
	next := f.silent()
	for _, w := range f.waits {
		if w.alarm > 0 && (next == 0 || w.alarm < next) {
			next = w.alarm
		}
	}
	return next
}
