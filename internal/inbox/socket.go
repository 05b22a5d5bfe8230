package inbox

import (
	"context"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"firstline/internal/api/access"
	"firstline/internal/desk"
)

// socket is one open screen. The reader goroutine owns the connection and closes it; the writer goroutine, of which
// there is at most one and none while the queue is empty, is the only one that writes data. Everybody else puts frames
// or jobs into the queue, which is bounded by bytes: who does not read is sent away and resumes by version (D13).
type socket struct {
	hub    *Hub
	conn   *websocket.Conn
	agent  desk.AgentID
	signIn string

	mu      sync.Mutex
	viewer  access.Viewer
	worker  *worker // as last told with a "me" frame; nil before
	me      Me
	queue   []item
	bytes   int    // of frames that are queued or being written
	spawn   func() // starts the writer
	writing bool   // it runs, or has said goodbye
	pingAt  time.Time
	ended   bool
	code    Code
	reason  string
	list    *listing // nil until the first hello
	streams map[desk.SessionID]*stream
	counts  Counts
	told    string          // the troubles of channels, as last sent
	looks   *desk.SessionID // what is before the person's eyes; empty = nothing, nil = all that the screen follows
	heard   meter           // only the reader uses it
	typedAt time.Time       // only the reader uses it
}

// item is a frame to write, or a job that reads and then writes itself. Jobs run in the writer, so that what they write
// keeps its place in the order.
type item struct {
	frame []byte
	job   func(context.Context)
}

// stream is one session that the screen shows.
type stream struct {
	version int64
	stale   bool  // a catch-up is queued; hints need not be sent
	want    int64 // newest version heard of while stale
	seen    bool  // the right to see it was checked by the record once
	retry   bool  // the catch-up failed because the record was away

	relinked bool                    // the customer's links have changed while a catch-up was under way: read again
	kin      map[desk.Address]string // the customer's addresses, and what was last heard of who has whom there; nil before it was seen
}

func newSocket(h *Hub, conn *websocket.Conn, v Visitor) *socket {
	s := &socket{hub: h, conn: conn, agent: v.Me.ID, signIn: v.SignIn, me: v.Me,
		viewer: access.NewViewer(v.Me.ID, v.Me.Name, v.Me.Rank, v.Me.Groups)}
	s.heard.at = h.o.Now()
	s.pingAt = s.heard.at.Add(h.o.PingEvery)
	return s
}

// push queues a frame. The caller holds s.mu.
func (s *socket) push(frame []byte) {
	if s.ended {
		return
	}
	s.bytes += len(frame)
	if s.bytes > s.hub.o.QueueBytes {
		s.hub.stats.Slow.Add(1)
		s.end(CodeSlow, CodeSlow.reason())
		return
	}
	s.put(item{frame: frame})
}

// later queues a job. The caller holds s.mu.
func (s *socket) later(job func(context.Context)) {
	if !s.ended {
		s.put(item{job: job})
	}
}

func (s *socket) put(it item) {
	s.queue = append(s.queue, it)
	s.wake()
}

func (s *socket) wake() {
	if !s.writing {
		s.writing = true
		s.spawn()
	}
}

// shut ends the socket with a code; the first one counts.
func (s *socket) shut(code Code, reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.end(code, reason)
}

// farewell is how long a socket that is being closed may take to read its close frame.
const farewell = time.Second

// end is shut for who holds s.mu. A writer that hangs in a write is freed by the deadline. Code 0 closes without words.
func (s *socket) end(code Code, reason string) {
	if s.ended {
		return
	}
	s.ended, s.code, s.reason, s.queue = true, code, reason, nil
	_ = s.conn.NetConn().SetWriteDeadline(time.Now().Add(farewell))
	s.wake()
}

// take gives what is queued; nothing means that the writer is done for now, ended that it is for good.
func (s *socket) take() (items []item, ended bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	items, s.queue = s.queue, nil
	s.writing = len(items) > 0 || s.ended
	return items, s.ended
}

// write sends what is queued; once the socket has ended it says goodbye.
func (s *socket) write(ctx context.Context) {
	for {
		items, ended := s.take()
		if ended {
			s.goodbye()
			return
		}
		if len(items) == 0 {
			return
		}
		for i, it := range items {
			items[i] = item{}
			if it.job != nil {
				it.job(ctx)
			} else if !s.send(it.frame) {
				break // it has ended
			}
		}
	}
}

// send writes one frame that was counted into s.bytes. Only the writer calls it.
func (s *socket) send(frame []byte) bool {
	s.mu.Lock()
	ended := s.ended
	s.mu.Unlock()
	if ended {
		return false
	}
	_ = s.conn.SetWriteDeadline(time.Now().Add(s.hub.o.WriteTimeout))
	if err := s.conn.WriteMessage(websocket.TextMessage, frame); err != nil {
		s.shut(0, "")
		return false
	}
	s.hub.stats.Frames.Add(1)
	s.mu.Lock()
	s.bytes -= len(frame)
	s.mu.Unlock()
	return true
}

// tell writes a frame that is no part of the queue; jobs use it.
func (s *socket) tell(frame []byte) bool {
	s.mu.Lock()
	s.bytes += len(frame)
	s.mu.Unlock()
	return s.send(frame)
}

// goodbye sends the close frame and gives the client a moment to answer it; the reader then closes the connection.
func (s *socket) goodbye() {
	s.mu.Lock()
	code, reason := s.code, s.reason
	s.mu.Unlock()
	if code != 0 {
		_ = s.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(int(code), reason), time.Now().Add(farewell))
		_ = s.conn.SetReadDeadline(time.Now().Add(farewell))
		return
	}
	_ = s.conn.SetReadDeadline(time.Now())
}
