package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// pathRate is the open loop of the whole path: webhook, record, routing, state, hint.
const pathRate = 2500

// path offers updates at a fixed rate for a minute, whether or not earlier ones were answered, and looks whether what
// waits to be routed stays flat. Every fiftieth update goes to one of 32 sessions that an agent has on the screen: its
// frame leaves after the commit, so that its arrival bounds accepted → committed from above.
func (r *run) path(ctx context.Context) error {
	screen, err := r.watchSessions(ctx, 32)
	if err != nil {
		return err
	}
	defer screen.close()
	u := r.updates()
	u.Chat = func(n int64) int64 {
		if n%50 == 0 {
			return screen.chats[n/50%int64(len(screen.chats))]
		}
		return u.First + (n*2654435761+u.Seed)%u.Senders
	}
	m, err := r.rec.mark(ctx)
	if err != nil {
		return err
	}
	length := r.length(time.Minute)
	waiting := r.sampleBacklog(ctx, length)
	stop := watch(r.pids())
	screen.began = u.Base
	var out Outcome
	var rows int64
	err = r.profiled("path", int(min(length, 10*time.Second).Seconds()), func() (err error) {
		out, rows, err = u.run(ctx, Load{Addr: r.addr, Conns: 64, For: length, Rate: pathRate, Answered: screen.accepted})
		return err
	})
	if err != nil {
		return err
	}
	use, backlog := stop(), <-waiting
	if err := r.rec.drained(ctx); err != nil {
		return err
	}
	if out.Refused > 0 {
		return fmt.Errorf("bench: %d requests were refused", out.Refused)
	}
	if err := r.rec.carried(ctx, m, u.Base, rows); err != nil {
		return err
	}
	lat, missing := screen.latencies()
	r.rep.add("path", "kept of "+strconv.Itoa(pathRate)+"/s", "/s", 0.99*pathRate, out.PerSecond())
	r.rep.add("path", "accept p99, from when it was due", "ms", 0, ms(out.Quantile(.99)))
	r.rep.add("path", "waiting to be routed, median", "rows", 0, float64(backlog[len(backlog)/2]))
	r.rep.add("path", "waiting to be routed, most", "rows", 0, float64(backlog[len(backlog)-1]))
	r.rep.add("path", "due → on the screen p50", "ms", 0, ms(quantile(lat, .5)))
	r.rep.add("path", "due → on the screen p99", "ms", most(500), ms(quantile(lat, .99)))
	r.rep.add("path", "CPU per message", "µs", 0, micros(use.total(), rows))
	r.say("path: %.0f/s, accept p99 %.1f ms, waiting median %d most %d, screen p50 %.1f p99 %.1f ms (%d, %d missing), cpu/msg %.0f µs (%s), other %.2f", out.PerSecond(), ms(out.Quantile(.99)),
		backlog[len(backlog)/2], backlog[len(backlog)-1], ms(quantile(lat, .5)), ms(quantile(lat, .99)), len(lat), missing, micros(use.total(), rows), split(use, rows), use.Other)
	if missing > 0 {
		return fmt.Errorf("bench: %d messages never came to the screen", missing)
	}
	return nil
}

// sampleBacklog counts ten times a second what waits; the counts come sorted.
func (r *run) sampleBacklog(ctx context.Context, length time.Duration) <-chan []int64 {
	out := make(chan []int64, 1)
	go func() {
		counts := []int64{0}
		for end := time.Now().Add(length); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
			if n, err := r.rec.n(ctx, "SELECT count(*) FROM pending"); err == nil {
				counts = append(counts, n)
			}
		}
		slices.Sort(counts)
		out <- counts
	}()
	return out
}

// screen is one agent's socket with some sessions on it.
type screen struct {
	conn  *websocket.Conn
	chats []int64
	began int64 // the first update of the run

	mu   sync.Mutex
	due  map[int64]time.Time // by update
	seen map[int64]time.Time
}

// watchSessions opens a screen with n open sessions.
func (r *run) watchSessions(ctx context.Context, n int) (*screen, error) {
	s := &screen{due: map[int64]time.Time{}, seen: map[int64]time.Time{}}
	versions, chats, err := r.rec.sessions(ctx, "phase = 'queued'", n)
	if err != nil {
		return nil, err
	}
	s.chats = chats
	p, err := r.signIn(ctx, 0)
	if err != nil {
		return nil, err
	}
	if s.conn, err = p.stream(ctx, versions); err != nil {
		return nil, err
	}
	go s.read(s.arrived)
	return s, nil
}

// diff is the part of a frame that is read.
type diff struct {
	Op       string
	Messages []struct {
		External string `json:"external_id"`
		ClientID string `json:"client_id"`
	}
}

// read tells of every line that a frame brings, and answers pings: who is silent for 45 s is sent away.
func (s *screen) read(each func(external string)) {
	for {
		_, body, err := s.conn.ReadMessage()
		if err != nil {
			return
		}
		var f diff
		if json.Unmarshal(body, &f) != nil {
			continue
		}
		if f.Op == "ping" {
			_ = s.conn.WriteMessage(websocket.TextMessage, []byte(`{"op":"pong"}`)) // a failure shows where it is read
		}
		for _, m := range f.Messages {
			each(m.External)
		}
	}
}

func (s *screen) arrived(external string) {
	id, _ := strconv.ParseInt(external, 10, 64)
	now := time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, twice := s.seen[id]; !twice {
		s.seen[id] = now
	}
}

func (s *screen) accepted(n int64, due, _ time.Time) {
	if n%50 != 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.due[s.began+n] = due
}

// latencies gives how long it took, sorted, and how many never came. It waits a moment for the last.
func (s *screen) latencies() (lat []time.Duration, missing int) {
	time.Sleep(300 * time.Millisecond)
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, due := range s.due {
		if at, ok := s.seen[id]; ok {
			lat = append(lat, at.Sub(due))
		} else {
			missing++
		}
	}
	slices.Sort(lat)
	return lat, missing
}

func (s *screen) close() { _ = s.conn.Close() }

// sessions gives open sessions of Telegram chats: their versions by id, and their chats.
func (r *record) sessions(ctx context.Context, where string, n int) (map[string]int64, []int64, error) {
	rows, err := r.db.QueryContext(ctx, "SELECT id, version, CAST(conv_key AS BIGINT) FROM session WHERE channel = 'tg' AND "+where+" ORDER BY id LIMIT "+strconv.Itoa(n))
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = rows.Close() }()
	versions, chats := map[string]int64{}, []int64{}
	for rows.Next() {
		var id string
		var version, chat int64
		if err := rows.Scan(&id, &version, &chat); err != nil {
			return nil, nil, err
		}
		versions[id] = version
		chats = append(chats, chat)
	}
	if len(chats) < n {
		return nil, nil, fmt.Errorf("bench: only %d sessions, %d are needed", len(chats), n)
	}
	return versions, chats, rows.Err()
}
