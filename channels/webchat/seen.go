package webchat

// seen is the place of an entry, as far as its page has told that the visitor has read.
type seen struct{ ordinal, seq int64 }

// saw passes on how far the visitor has read. A page that goes backwards, says the same again or tells more than a person
// can read costs nothing; what is true of it, and whether it is news, is for the host to find out.
func (s *socket) saw(f asked) {
	ahead := f.Ordinal > s.seen.ordinal || f.Ordinal == s.seen.ordinal && f.Seq > s.seen.seq
	if s.a.witness == nil || f.Ordinal < 1 || f.Seq < 1 || !ahead || s.a.pace.seen.take(s.at.Key, s.a.now()) > 0 {
		return
	}
	s.seen = seen{f.Ordinal, f.Seq}
	s.a.witness.Saw(s.at, f.Ordinal, f.Seq)
}
