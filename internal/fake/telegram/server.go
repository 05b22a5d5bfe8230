package telegram

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

var _ http.Handler = (*Server)(nil)

// Server is the stand-in. It answers HTTP as soon as it exists; webhooks are
// called only between [Server.Start] and [Server.Close]. All its methods may
// be called concurrently.
type Server struct {
	opts    Options
	limits  atomic.Pointer[Limits]
	ledger  *ledger
	faults  faults
	hold    hold
	client  *http.Client // calls webhooks
	control http.Handler // nil with NoControl
	stop    chan struct{}
	wg      sync.WaitGroup // webhook deliveries

	running atomic.Bool // webhooks may be called

	mu     sync.RWMutex // guards what follows; taken before any bot's lock
	bots   map[string]*Bot
	order  []*Bot
	closed bool

	rngMu sync.Mutex
	rng   *rand.Rand

	serial atomic.Int64 // names of files and taps
}

// New returns a server that is not started. It panics if a token in opts has
// no positive id in front of a colon.
func New(opts Options) *Server {
	opts = opts.withDefaults()
	s := &Server{
		opts:   opts,
		ledger: newLedger(opts.LedgerLimit),
		client: webhookClient(opts.Transport),
		stop:   make(chan struct{}),
		bots:   map[string]*Bot{},
		rng:    rand.New(rand.NewPCG(opts.Seed, 0)),
	}
	s.SetLimits(opts.Limits)
	if !opts.NoControl {
		s.control = s.controlMux()
	}
	for _, config := range opts.Bots {
		if _, err := s.AddBot(config); err != nil {
			panic(err)
		}
	}
	return s
}

// Start opens the ledger file and begins to call webhooks. It does not block;
// a second call does nothing. A closed server cannot be started again.
func (s *Server) Start() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return errors.New("telegram stand-in: closed")
	}
	if s.running.Load() {
		return nil
	}
	if s.opts.LedgerPath != "" {
		if err := s.ledger.open(s.opts.LedgerPath); err != nil {
			return fmt.Errorf("telegram stand-in: open ledger: %w", err)
		}
	}
	s.running.Store(true)
	for _, b := range s.order {
		b.resume()
	}
	return nil
}

// Close ends webhook calls and long polls, waits for the goroutines of the
// server and closes the ledger file, whose first write error it returns. Calls
// that come later are answered like by a restarting Telegram. It may be called
// twice, and without Start.
func (s *Server) Close() error {
	s.mu.Lock()
	if !s.closed {
		s.closed = true
		s.running.Store(false)
		close(s.stop)
	}
	for _, b := range s.order {
		b.quiet()
	}
	s.mu.Unlock()
	s.wg.Wait()
	s.client.CloseIdleConnections()
	return s.ledger.close()
}

// Run is Start, a wait until ctx ends, and Close. It returns nil when ctx ended
// and nothing failed.
func (s *Server) Run(ctx context.Context) error {
	if err := s.Start(); err != nil {
		return err
	}
	<-ctx.Done()
	return s.Close()
}

// SetLimits replaces the limits on outgoing messages, see [Options].Limits.
func (s *Server) SetLimits(l Limits) {
	l = l.withDefaults()
	s.limits.Store(&l)
}

// AddBot makes a bot known; adding a known token returns the bot there is.
func (s *Server) AddBot(config BotConfig) (*Bot, error) {
	head, _, found := strings.Cut(config.Token, ":")
	id, err := strconv.ParseInt(head, 10, 64)
	if err != nil || id <= 0 || !found || badToken(config.Token) {
		return nil, fmt.Errorf("telegram stand-in: a token must be <positive id>:<secret>, without a slash, at most 80 bytes")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if b := s.bots[config.Token]; b != nil {
		return b, nil
	}
	b := newBot(s, id, config)
	s.bots[config.Token] = b
	s.order = append(s.order, b)
	return b, nil
}

// Bot returns the first bot.
func (s *Server) Bot() *Bot {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.order[0]
}

// BotByID returns the bot with the number in front of its token, or nil.
func (s *Server) BotByID(id int64) *Bot {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, b := range s.order {
		if b.id == id {
			return b
		}
	}
	return nil
}

// User is [Bot.User] of the first bot.
func (s *Server) User(id int64, name, lang string) *User { return s.Bot().User(id, name, lang) }

func (s *Server) botByToken(token string) *Bot {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.bots[token]
}

// scaled is a wait of Telegram in the time of this server.
func (s *Server) scaled(d time.Duration) time.Duration {
	return time.Duration(float64(d) / s.opts.Speedup)
}

// ceiling is a new random end of growth for a backoff, in seconds.
func (s *Server) ceiling() int {
	s.rngMu.Lock()
	defer s.rngMu.Unlock()
	return resendCeiling + s.rng.IntN(resendCeiling+1)
}

// number is a new small number.
func (s *Server) number() int64 { return s.serial.Add(1) }

// pause waits for d of real time and says whether it was not cut short by the
// end of ctx or of the server.
func (s *Server) pause(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
	case <-s.stop:
	}
	return false
}

// badToken is S: ClientManager::send.
func badToken(token string) bool {
	return token == "" || token[0] == '0' || len(token) > 80 ||
		strings.Contains(token, "/") || !strings.Contains(token, ":")
}

// quiet returns once nobody who still saw the server running is about to add to its group: such a one holds the lock.
func (b *Bot) quiet() {
	b.mu.Lock()
	defer b.mu.Unlock()
}
