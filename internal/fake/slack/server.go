package slack

import (
	"cmp"
	"context"
	"net/http"
	"strings"
	"sync"
	"time"
)

var _ http.Handler = (*Server)(nil)

// Server is the stand-in. It answers and delivers from New until Close. All its methods may be called concurrently.
type Server struct {
	opts    Options
	client  *http.Client // posts events
	control http.Handler // nil with NoControl
	ctx     context.Context
	stop    context.CancelFunc
	wg      sync.WaitGroup // deliveries and sockets

	mu      sync.Mutex // guards what follows
	closed  bool
	url     string // where events are posted; empty = to sockets
	base    string // where this server is reached
	world   world
	ledger  ledger
	faults  []Fault
	tiers   map[string]*bucket // by method
	posted  *post              // what the call under way has posted; nil for nothing
	changes []event            // what it has changed
	answers map[string]*answering
	sockets sockets
	changed chan struct{} // closed and renewed with every change that Await may wait for
}

// New makes a server that works at once. Events wait for nothing: without a request URL and without an open socket they
// fail and are retried like any other failure.
func New(o Options) *Server {
	o = o.withDefaults()
	s := &Server{opts: o, url: o.EventsURL, world: newWorld(), tiers: map[string]*bucket{}, answers: map[string]*answering{}, changed: make(chan struct{})}
	s.client = &http.Client{Transport: o.Transport, CheckRedirect: twoRedirects}
	s.sockets = newSockets()
	s.ctx, s.stop = context.WithCancel(context.Background())
	if !o.NoControl {
		s.control = s.controlMux()
	}
	return s
}

// Close ends deliveries and sockets and waits for them. It may be called twice.
func (s *Server) Close() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.stop()
	s.wg.Wait()
	s.client.CloseIdleConnections()
}

// begin runs f as a part of the server, unless the server is closed.
func (s *Server) begin(f func()) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	s.wg.Go(f)
	return true
}

// SetEventsURL is what the app's page does: Slack asks the address with url_verification and takes it if the challenge
// comes back (E: "URL verification handshake").
func (s *Server) SetEventsURL(ctx context.Context, url string) error {
	if err := s.verifyURL(ctx, url); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.url = url
	return nil
}

// ServeHTTP answers the Web API under /api/, sockets under /link/, files, response addresses and, unless left out, the control API under /_control/.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.base = cmp.Or(s.base, "http://"+r.Host)
	s.mu.Unlock()
	switch path := r.URL.Path; {
	case strings.HasPrefix(path, "/_control/") && s.control != nil:
		s.control.ServeHTTP(w, r)
	case strings.HasPrefix(path, "/api/"):
		s.serveAPI(w, r, strings.TrimPrefix(path, "/api/"))
	case strings.HasPrefix(path, "/link/"):
		s.serveSocket(w, r)
	case strings.HasPrefix(path, "/upload/v1/") && r.Method == http.MethodPost:
		s.serveUpload(w, r, strings.TrimPrefix(path, "/upload/v1/"))
	case strings.HasPrefix(path, "/files-pri/"):
		s.serveFile(w, r, strings.TrimPrefix(path, "/files-pri/"))
	case strings.HasPrefix(path, "/actions/"):
		s.serveResponse(w, r, path)
	default:
		http.NotFound(w, r)
	}
}

// scaled is a wait of Slack in the time of this server.
func (s *Server) scaled(d time.Duration) time.Duration {
	return time.Duration(float64(d) / s.opts.Speedup)
}

// pause waits and says whether it was not cut short by the end of the server.
func (s *Server) pause(d time.Duration) bool {
	if d <= 0 {
		return s.ctx.Err() == nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-s.ctx.Done():
		return false
	}
}

// touch wakes Await. The caller holds the lock.
func (s *Server) touch() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// Await blocks until cond is true; it is asked again after every change. An error is that of ctx.
func (s *Server) Await(ctx context.Context, cond func() bool) error {
	for {
		s.mu.Lock()
		next := s.changed
		s.mu.Unlock()
		if cond() {
			return nil
		}
		select {
		case <-next:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
