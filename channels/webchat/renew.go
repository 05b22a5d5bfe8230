package webchat

import (
	"errors"
	"time"

	"go.uber.org/zap"

	"firstline/internal/desk"
)

// know takes over what a signed identity says: the name, also where it says none, since what the page tells beside it is
// nobody's word; and until when it holds. It is called by the reader alone, or before there is one.
func (s *socket) know(c caller) {
	if !c.signed() {
		return
	}
	s.name = c.name
	s.ends.Store(c.until.Add(identitySkew).UnixMilli())
}

// renewBy is when the page needs another identity: a minute before the socket ends; 0 = never.
func (s *socket) renewBy() desk.Millis {
	ends := s.ends.Load()
	if ends == 0 {
		return 0
	}
	return desk.Millis(ends).Add(-identitySkew)
}

// expire ends the socket when its identity has ended, and gives the time at which to look again; zero = never.
func (s *socket) expire() time.Time {
	ends := s.ends.Load()
	if ends == 0 {
		return time.Time{}
	}
	left := time.UnixMilli(ends).Sub(s.a.now())
	if left <= 0 {
		s.end(s.strange(errors.New("the token has expired")))
	}
	return time.Now().Add(left)
}

// renew puts a newer identity of the same person in the place of the one before. Another person needs another socket: what
// this one has told and will tell is the first one's.
func (s *socket) renew(token string) {
	c, _, err := s.a.who(token)
	switch {
	case err != nil:
		s.end(s.strange(err))
	case !c.signed() || c.key != s.at.Key:
		s.end(s.strange(errors.New("the token is not of the person who speaks here")))
	default:
		s.know(c)
		s.answer(answer{Op: opRenewed, Until: s.renewBy()})
	}
}

// strange ends a socket whose identity is not taken, or not any more. The reason goes to the page and into the log; nothing of the
// token does.
func (s *socket) strange(why error) closing {
	s.a.log.Info("identity not taken", zap.NamedError("why", why))
	return badIdentity(why)
}
