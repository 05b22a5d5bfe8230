package webchat

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
	"go.uber.org/zap"

	"firstline/internal/desk"
)

// socket is one open page of a visitor. Its reader takes messages to the host and queues the answers; its writer alone
// writes, fetches what is new, and closes. Nothing that is said to a browser waits in memory but the few answers in out:
// what is new is fetched only when the last frame has left, so a slow reader costs nothing.
//
// An idle one must stay within 12 KiB of resident memory, and most are idle. Hence the small buffers, a writer that is a
// goroutine only while it has work (poke), and a reader that does what needs a deep stack elsewhere (aside).
type socket struct {
	a      *Adapter
	conn   *websocket.Conn
	at     desk.Address
	source string
	name   string
	lang   string
	ends   atomic.Int64 // when a signed identity ends, in Unix ms; 0 = never

	view  view
	pokes atomic.Int64
	fresh atomic.Bool // the transcript may have changed
	out   chan answer

	done     chan struct{} // closed by end
	readDone chan struct{} // closed by the reader, last thing
	once     sync.Once
	last     closing // written before done is closed, read after

	halted string      // the message that was refused for now and must come first; reader only
	until  desk.Millis // when to say it again; reader only
	seen   seen        // what the page has told of reading; reader only
}

// answersAtMost is how many answers may wait. The reader stops reading when it is full, so the peer's own buffers fill.
const answersAtMost = 4

// newUpgrader has small buffers: chat frames are short, and longer ones only cost more reads. Write buffers are shared,
// because hardly anyone is written to at one moment. No compression: it costs memory for each socket and lets a small
// frame become a large one.
func newUpgrader(allow func(*http.Request) bool) websocket.Upgrader {
	return websocket.Upgrader{
		HandshakeTimeout: 10 * time.Second,
		ReadBufferSize:   512,
		WriteBufferSize:  1 << 10,
		WriteBufferPool:  &sync.Pool{},
		CheckOrigin:      allow,
	}
}

// serveSocket answers GET /chat/{id}/ws: the handshake, the hello, then two goroutines and nothing that holds on to the
// request.
func (a *Adapter) serveSocket(w http.ResponseWriter, r *http.Request) {
	if !a.origins.allow(r) {
		problem(w, http.StatusForbidden, "foreign_origin", "This site may not use this chat.", 0)
		return
	}
	source := a.cfg.Source(r)
	if wait := a.pace.handshakes.take(source, a.now()); wait > 0 {
		problem(w, http.StatusTooManyRequests, "slow_down", "Too many connections from this address.", wait)
		return
	}
	if !a.crowd.enter() {
		problem(w, http.StatusServiceUnavailable, "full", "No more connections now; try again soon.", a.cfg.drainWithin)
		return
	}
	s := &socket{a: a, source: source, done: make(chan struct{}), readDone: make(chan struct{})}
	conn, err := a.upgrader.Upgrade(w, r, nil)
	if err != nil {
		a.crowd.leave(s) // Upgrade has answered
		return
	}
	conn.SetReadLimit(frameLimit)
	s.conn = conn
	s.start()
}

// start reads the hello and sets the two goroutines going, or ends the socket.
func (s *socket) start() {
	hello, bad := s.greet()
	if bad == gone() {
		s.out = make(chan answer, answersAtMost)
		s.view = view{after: hello.Cursor, limit: firstPage, look: true, catching: true}
		bad = s.join()
	}
	if bad != gone() {
		s.pokes.Add(1) // no writer: there is nothing to write but good-bye
		s.end(bad)
		close(s.readDone)
		s.hangUp(s.drain)
		return
	}
	s.poke()
	go func() {
		defer close(s.readDone)
		defer s.caught()
		s.read()
	}()
}

// greet reads the hello: who is it, and up to where does the page know the conversation. The closing is gone() when all
// is well.
func (s *socket) greet() (hello asked, bad closing) {
	_ = s.conn.SetReadDeadline(time.Now().Add(s.a.cfg.helloWithin))
	kind, data, err := s.conn.ReadMessage()
	if errors.Is(err, websocket.ErrReadLimit) {
		s.discard()
	}
	if err != nil || kind != websocket.TextMessage || json.Unmarshal(data, &hello) != nil || hello.Op != opHello {
		return hello, badFrame()
	}
	if hello.Cursor.Ordinal < 0 || hello.Cursor.Version < 0 {
		return hello, badFrame()
	}
	c, ok, err := s.a.who(hello.Token)
	switch {
	case err != nil:
		return hello, s.strange(err)
	case !ok:
		return hello, badToken()
	}
	s.at = desk.Address{Channel: s.a.cfg.ID, Key: c.key}
	s.name, s.lang = cleanName(hello.Name), cleanLang(hello.Lang)
	s.know(c)
	return hello, gone()
}

// join makes the socket one of its visitor's.
func (s *socket) join() closing {
	evicted, ok := s.a.crowd.join(s)
	if evicted != nil {
		evicted.end(tooMany())
	}
	if !ok {
		return draining(s.a.cfg.drainWithin)
	}
	return gone()
}

// end says how the socket ends; the first one to say it is right. The writer does it.
func (s *socket) end(c closing) {
	s.once.Do(func() {
		s.last = c
		close(s.done)
		s.poke()
	})
}

func (s *socket) ended() bool {
	select {
	case <-s.done:
		return true
	default:
		return false
	}
}

// aside runs f in a goroutine of its own and waits for it. JSON and the host need deep stacks, and Go hardly ever shrinks
// one again: done in place, the reader would keep 4 KiB more for good.
func (s *socket) aside(f func()) {
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		defer s.caught()
		f()
	}()
	<-finished
}

// life is the socket as a context, which ends when the socket does. A context of the library's would cost 400 bytes for
// each socket, idle or not.
type life struct{ s *socket }

func (life) Deadline() (time.Time, bool) { return time.Time{}, false }
func (l life) Done() <-chan struct{}     { return l.s.done }
func (life) Value(any) any               { return nil }
func (l life) Err() error {
	if l.s.ended() {
		return context.Canceled
	}
	return nil
}

// caught is deferred around everything that a frame can reach: a panic ends this socket and no other.
func (s *socket) caught() {
	if v := recover(); v != nil {
		s.a.log.Error("socket panicked", zap.Any("panic", v), zap.Stack("stack"))
		s.end(broken())
	}
}

// hangUp says good-bye, gives the peer time to say it too, and closes. Without that time the kernel may throw away a
// close frame that the peer has not read yet.
func (s *socket) hangUp(linger func()) {
	defer s.a.crowd.leave(s)
	if s.last.code != 0 {
		frame := websocket.FormatCloseMessage(s.last.code, s.last.reason)
		if s.conn.WriteControl(websocket.CloseMessage, frame, time.Now().Add(s.a.cfg.lingerFor)) == nil {
			linger()
		}
	}
	_ = s.conn.Close()
	<-s.readDone
	s.a.log.Debug("socket closed", zap.String("visitor", logged(s.at)), zap.Int("code", s.last.code))
}

// await waits for the reader to see the peer's close frame.
func (s *socket) await() {
	timer := time.NewTimer(s.a.cfg.lingerFor)
	defer timer.Stop()
	select {
	case <-s.readDone:
	case <-timer.C:
	}
}
