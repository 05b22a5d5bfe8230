package webchat

import (
	"context"
	"errors"
	"math/rand/v2"
	"net"
	"time"

	"github.com/gorilla/websocket"
	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/desk"
)

// Pages begin small, so that a poor line that keeps breaking still gets on, and grow while they stay below pageBytes.
const (
	firstPage = 20
	fullPage  = 100
	pageBytes = 16 << 10
)

// view is how far a page has seen its conversation, and what the writer does next and when. The writer's own.
type view struct {
	after    channels.Cursor
	limit    int
	greeted  bool
	look     bool // there may be something new
	catching bool // the page has not been told yet that it has all
	reset    bool // the next frame replaces what the page has
	failed   int  // how often the host has failed in a row
	retryAt  time.Time
	pingAt   time.Time
	timer    *time.Timer // pokes the writer when the next of them is due
	stop     func()      // ends the watch
}

// poke gives the writer work. The writer is a goroutine only while it has some: ten thousand waiting ones would cost
// 5 KiB each. The first poke starts it, and those that come meanwhile make it go round again; there is never a second.
func (s *socket) poke() {
	if s.pokes.Add(1) == 1 {
		go s.run()
	}
}

// changed is what the host calls.
func (s *socket) changed() {
	s.fresh.Store(true)
	s.poke()
}

// run is the writer. When the socket has ended it hangs up and leaves the pokes standing, so that none starts it again.
func (s *socket) run() {
	for {
		n := s.pokes.Load()
		func() {
			defer s.caught()
			s.work()
		}()
		if s.ended() {
			s.unwatch()
			s.hangUp(s.await)
			return
		}
		if s.pokes.Add(-n) == 0 {
			return
		}
	}
}

// work does all there is to do, and sets the timer for what is next.
func (s *socket) work() {
	s.greetOnce()
	s.answers()
	for s.wants() && !s.ended() {
		s.look()
		s.answers() // a long history does not hold them up
	}
	s.ping()
	next := s.view.pingAt
	if ends := s.expire(); !ends.IsZero() && ends.Before(next) {
		next = ends
	}
	if s.view.failed > 0 && s.view.retryAt.Before(next) {
		next = s.view.retryAt
	}
	s.view.timer.Reset(max(0, time.Until(next)))
}

// greetOnce begins the watch before the first look, so that nothing falls between, and says who we are.
func (s *socket) greetOnce() {
	if s.view.greeted {
		return
	}
	s.view.greeted = true
	s.view.stop = s.a.host.Watch(s.at, s.changed)
	s.view.pingAt = time.Now().Add(s.a.cfg.pingEvery)
	s.view.timer = time.AfterFunc(s.a.cfg.pingEvery, s.poke)
	w := welcome{
		Op: opWelcome, Visitor: s.at.Key, Organisation: s.a.cfg.Organisation,
		MaxText: max(0, s.a.cfg.Limits.Text), Now: desk.At(s.a.now()), Until: s.renewBy(),
	}
	w.Typing, w.Seen, w.Standing = s.a.watcher != nil, s.a.witness != nil, s.a.reception != nil
	if s.a.files != nil {
		w.MaxFile, w.MaxFiles = s.a.cfg.MaxFile, maxFiles
	}
	s.tell(w)
}

func (s *socket) unwatch() {
	if s.view.timer != nil {
		s.view.timer.Stop()
	}
	if s.view.stop != nil {
		s.view.stop()
	}
}

func (s *socket) ping() {
	now := time.Now()
	if now.Before(s.view.pingAt) || s.ended() {
		return
	}
	s.view.pingAt = now.Add(s.a.cfg.pingEvery)
	s.check(s.conn.WriteControl(websocket.PingMessage, nil, now.Add(s.a.cfg.writeWithin)))
}

// answers says all that wait.
func (s *socket) answers() {
	for {
		select {
		case a := <-s.out:
			s.tell(a)
		default:
			return
		}
	}
}

// wants says whether to look now: there may be something new, and the host has not failed just now.
func (s *socket) wants() bool {
	if s.fresh.Swap(false) {
		s.view.look = true
	}
	return s.view.look && (s.view.failed == 0 || !time.Now().Before(s.view.retryAt))
}

// look fetches one page and says it. While the page catches up, only an empty one ends it; later a short one does, too:
// should the host have cut it short, the next wake shows the rest.
func (s *socket) look() {
	ctx, done := context.WithTimeout(life{s}, s.a.cfg.hostWithin)
	defer done()
	v := &s.view
	list, next, err := s.a.host.Transcript(ctx, s.at, v.after, v.limit)
	if err != nil {
		s.later(err)
		return
	}
	v.failed = 0
	if before(next, v.after) {
		v.after, v.reset, v.catching = channels.Cursor{}, true, true
		return
	}
	more := len(list) > 0 && next != v.after && (v.catching || len(list) == v.limit)
	if len(list) > 0 || v.catching {
		size := s.tell(entries{Op: opEntries, Entries: shownEntries(list), Cursor: next, More: more, Reset: v.reset})
		v.reset, v.limit = false, nextLimit(v.limit, size)
	}
	v.after, v.look, v.catching = next, more, more
}

// before says whether a host's place lies before the one that a page came with: that page knows another history.
func before(a, b channels.Cursor) bool {
	return a.Ordinal < b.Ordinal || (a.Ordinal == b.Ordinal && a.Version < b.Version)
}

// later puts off the next look by half a second, doubled up to eight, give or take a half.
func (s *socket) later(err error) {
	if s.ended() {
		return
	}
	s.a.log.Warn("transcript not read", zap.String("visitor", logged(s.at)), zap.Error(err))
	wait := 500 * time.Millisecond << min(s.view.failed, 4)
	s.view.failed++
	s.view.retryAt = time.Now().Add(wait/2 + rand.N(wait))
}

// nextLimit doubles the page while its frames are short and halves it when they are long.
func nextLimit(limit, size int) int {
	if size > pageBytes {
		return max(1, limit/2)
	}
	return min(2*limit, fullPage)
}

// tell writes one frame and returns its length. Every part of a long one has its own time, so that a slow line is not
// taken for a dead one; a peer that does not take a part in that time is slow, any other failure means that it is gone.
func (s *socket) tell(frame any) int {
	data := encode(frame)
	w, err := s.conn.NextWriter(websocket.TextMessage)
	for rest := data; err == nil && len(rest) > 0; {
		part := rest[:min(len(rest), pageBytes)]
		rest = rest[len(part):]
		s.soon()
		_, err = w.Write(part)
	}
	if err == nil {
		s.soon()
		err = w.Close()
	}
	s.check(err)
	return len(data)
}

func (s *socket) soon() { _ = s.conn.SetWriteDeadline(time.Now().Add(s.a.cfg.writeWithin)) }

func (s *socket) check(err error) {
	var late net.Error
	switch {
	case err == nil:
	case errors.As(err, &late) && late.Timeout():
		s.end(slow())
	default:
		s.end(gone())
	}
}
